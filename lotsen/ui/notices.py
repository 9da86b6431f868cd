"""What one run of a page has to tell the next."""

import re
from typing import Final

import streamlit as st

from lotsen.domain.errors import LotsenError, Outdated
from lotsen.i18n import _

REPEATED: Final = "record.repeated"
"""The code of a refusal in which nothing is wrong: the second of two clicks."""

_KEY, _SHOWN = "notices", "notices_shown"
_LINK = re.compile(
    r"https?:(?=//)|www(?=\.)|:(?=(?:[a-z+-][\w+-]*(?:/\w+)?|100|1234):)", re.IGNORECASE
)
"""Where Streamlit finds the address of a page, or the name of an icon, whatever is escaped."""
_JOINED = "\u2060"
"""A sign without width: it is read as before, and is no link and no icon."""
_MAIL = re.compile(r"(?<=[\w.+-])@(?=[\w-]+\.)", re.ASCII)
"""Where it finds the address of a mailbox, whatever is escaped."""
_APART = ":small[]@"
"""A piece of nothing in between: read and copied it is the same address, and no link."""


def leave(text: str, *, refused: bool = False) -> None:
    """Leave a sentence for the next run."""
    st.session_state.setdefault(_KEY, []).append((text, refused))


def settle(refused: LotsenError | None, *, typed: str = "") -> bool:
    """Say what came of a click; gives whether it is done.

    Where somebody else was first, the page shows what stands now, and `typed` is given back.
    """
    if refused is None:
        leave(_("Gespeichert."))
    elif typed and isinstance(refused, Outdated) and refused.code != REPEATED:
        leave(_("Ihr Text war: {text}", text=typed), refused=True)
    return refused is None


def show() -> None:
    """Show what was left, once; it stays in view for whoever has scrolled down to a button."""
    left = st.session_state[_SHOWN] = st.session_state.pop(_KEY, [])
    if not left:
        return
    with st.container(key="notices"):
        for text, refused in left:
            plain = as_text(text)  # what people typed may be in it
            if refused:
                st.error(plain, icon=":material/block:")
            else:
                st.success(plain, icon=":material/check:")


def again() -> None:
    """Have the next run show what this one has shown: its page begins anew."""
    st.session_state[_KEY] = st.session_state.pop(_SHOWN, []) + st.session_state.get(_KEY, [])


def as_text(text: str) -> str:
    """Escape what Streamlit would read as Markdown, HTML, a colour, an icon or a link."""
    signs = _LINK.sub(rf"\g<0>{_JOINED}", text)
    return _APART.join(map(_escaped, _MAIL.split(signs)))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|:$~&^" else sign for sign in text)
