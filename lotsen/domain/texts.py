"""Texts that people type: what is taken, and what is refused."""

from lotsen.domain.errors import BadInput

LONGEST_REMARK = 500
SHORTEST_REASON = 10
LONGEST_REASON = 4_000
LINE_SIGNS = "\n\r\t"


def check_remark(remark: str) -> str:
    """Give a remark back without the blanks around it; refuse one that is too long."""
    text = remark.strip()
    if len(text) > LONGEST_REMARK:
        raise BadInput("remark.too_long", longest=LONGEST_REMARK)
    check_signs(text)
    return text


def check_reason(reason: str) -> str:
    """Give a reason back without the blanks around it; refuse one that says nothing."""
    text = reason.strip()
    if len(text) < SHORTEST_REASON:
        raise BadInput("reason.too_short", shortest=SHORTEST_REASON)
    if len(text) > LONGEST_REASON:
        raise BadInput("reason.too_long", longest=LONGEST_REASON)
    check_signs(text)
    return text


def check_signs(text: str) -> None:
    """Refuse signs that no keyboard types and no database keeps."""
    if any(
        (sign < " " and sign not in LINE_SIGNS) or "\ud800" <= sign <= "\udfff" for sign in text
    ):
        raise BadInput("text.control_signs")
