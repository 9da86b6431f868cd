"""Texts that people type: what is taken, and what is refused."""

import re
import unicodedata

from lotsen.domain.errors import BadInput

LONGEST_REMARK = 500
SHORTEST_REASON = 10
LONGEST_REASON = 4_000
LINE_SIGNS = "\n\r\t"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,}}")
"""Atoms with single dots between them (RFC 5322): all that a header can carry unquoted."""

OVERRIDES = "\u202d\u202e"
"""They have letters shown in another order than they stand in; no language is written so."""
_WITHOUT_PARTS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and its sign."""


def folded(text: str) -> str:
    """A text without its capitals, dots and signs, for ordering and for searching.

    German lists are ordered so (DIN 5007-1: umlauts with their vowels), and who types "Yildiz"
    or "Celik" means Yıldız and Çelik.
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.translate(_WITHOUT_PARTS)


def is_address(text: str) -> bool:
    """Whether this can be the address of a mailbox, in small letters."""
    return _ADDRESS.fullmatch(text) is not None


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
    """Refuse signs that no keyboard types, that no database keeps, or that turn a line round."""
    if any(
        (sign < " " and sign not in LINE_SIGNS) or sign in OVERRIDES or "\ud800" <= sign <= "\udfff"
        for sign in text
    ):
        raise BadInput("text.control_signs")
