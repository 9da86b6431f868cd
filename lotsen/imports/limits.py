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
