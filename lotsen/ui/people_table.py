"""Who takes part, as a table."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.bootstrap import passwords_are_on
from lotsen.i18n import _, formats, words
from lotsen.ui.shortlist_table import ROW
from lotsen.usecases.people import PersonLine

ROLES: Final = 255
ACCESS: Final = 150
"""Pixels; two roles fit."""


def show(lines: Sequence[PersonLine]) -> None:
    """Show everybody with a role."""
    passwords = passwords_are_on()
    frame = pd.DataFrame(
        {
            _("Name"): [line.name for line in lines],
            _("Rollen"): [roles_of(line) for line in lines],
            _("Zugang"): [access_of(line, passwords=passwords) for line in lines],
            _("E-Mail"): [line.email for line in lines],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        height=min(620, ROW * (len(frame) + 1) + 2),
        column_config={
            _("Rollen"): {"width": ROLES},
            _("Zugang"): {"width": ACCESS},
        },
        alt=_("Beteiligte mit Rollen und Zugang"),
    )


def roles_of(line: PersonLine) -> str:
    """The roles of a person, in words."""
    return ", ".join(sorted(words.role(role) for role in line.roles))


def access_of(line: PersonLine, *, passwords: bool) -> str:
    """Whether a person can sign in, and by which way."""
    if not line.active:
        return _("gesperrt")
    if line.has_identity:
        return _("Dienstkonto verbunden")
    if not passwords:
        return _("noch nie angemeldet")
    if line.invited_until is not None:
        return _("eingeladen bis {day}", day=formats.day(line.invited_until.date()))
    return _("hat ein Kennwort") if line.has_account else _("nicht eingeladen")
