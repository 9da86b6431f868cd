"""How large a file may be before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What is read at most; chosen so that 500,000 ratings pass and a bomb does not.

    Attributes:
        unpacked_bytes: what the parts of a workbook may have together once unpacked.
        packing: how many times smaller a workbook may be than its parts, if these are large.
        cells: how many cells a sheet may span, empty ones between full ones counted.
    """

    text_bytes: int = 100 * MEGABYTE
    workbook_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 250 * MEGABYTE
    packing: int = 200
    packing_from: int = 20 * MEGABYTE
    members: int = 2_000
    rows: int = 1_000_000
    columns: int = 200
    cells: int = 3_500_000


STANDARD = Limits()


@dataclass(frozen=True, kw_only=True)
class MailLimits:
    """What is read of mails at most; all of it is looked at before a message is taken apart.

    Attributes:
        work: lines times boundaries; the standard parser looks for every open boundary in each.
        header: signs of a header that names parameters; the standard parser is slow with long ones.
        tags: of a page of HTML; what stands behind them is left out. `tags_open`: at once.
        unpacked_bytes: what the messages of an archive may have together.
    """

    message_bytes: int = 30 * MEGABYTE
    parts: int = 500
    depth: int = 30
    boundaries: int = 100
    lines: int = 2_000_000
    work: int = 10_000_000
    header: int = 8_000
    html: int = 500_000
    tags: int = 10_000
    tags_open: int = 500
    outlook_parts: int = 5_000
    messages: int = 20_000
    unpacked_bytes: int = 1_000 * MEGABYTE
    packing: int = 200
    packing_from: int = MEGABYTE


MAILS = MailLimits()
