"""To whom a kind of letter goes: everybody who has none yet, or some of them."""

from collections.abc import Mapping

import streamlit as st

from lotsen.domain.ids import PersonId
from lotsen.i18n import _


def choose(
    new: Mapping[PersonId, str], key: str, *, said: Mapping[PersonId, str] | None = None
) -> list[PersonId]:
    """Everybody of `new`, or those who were chosen of them; shown by name.

    `said`: how people are listed, where more than the name is to be read.
    """
    labels = {**new, **(said or {})}
    chosen = st.multiselect(
        _("Nur für diese Personen"),
        list(new),
        key=key,
        format_func=lambda person: labels.get(person, ""),
        placeholder=_("alle {count} Personen", count=len(new)),
    )
    people = [person for person in chosen if person in new] or list(new)
    st.text(_("Angelegt wird für: {names}", names=", ".join(new[each] for each in people)))
    return people


def drafting(count: int) -> str:
    """What the button says that drafts so many letters."""
    if count == 1:
        return _("Entwurf anlegen")
    return _("{count} Entwürfe anlegen", count=count)
