"""The lines of the audit log as a table that a person can read."""

from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.audit import AuditEntry
from lotsen.export.audit import said_facts, said_subject
from lotsen.i18n import _, audit, formats
from lotsen.ui.notices import as_text
from lotsen.usecases.audit import AuditLog
from lotsen.usecases.audit_page import AuditPage

NEW_LINE: Final = "  \n"


def show(found: AuditPage) -> None:
    """Show one page of the log."""
    if not found.total:
        st.text(_("Kein Eintrag passt zu dieser Auswahl. Bitte ändern Sie die Filter."))
        return
    st.caption(_count(found))
    log = found.log
    rows = [(_when(entry), _what(log, entry), _details(log, entry)) for entry in log.entries]
    st.table(
        pd.DataFrame(rows, columns=[_("Wann und wer"), _("Was"), _("Einzelheiten")]),
        border="horizontal",
        hide_index=True,
        alt=_("Einträge des Protokolls, der neueste zuerst"),
    )


def _count(found: AuditPage) -> str:
    count = formats.number(found.total, decimals=0)
    if found.pages == 1:
        return _("{count} Einträge, der neueste zuerst", count=count)
    return _(
        "{count} Einträge, der neueste zuerst; Seite {page} von {pages}",
        count=count,
        page=formats.number(found.page, decimals=0),
        pages=formats.number(found.pages, decimals=0),
    )


def _when(entry: AuditEntry) -> str:
    number = _("Eintrag {number}", number=formats.number(entry.number, decimals=0))
    return _cell(formats.second(entry.at), str(entry.actor), number)


def _what(log: AuditLog, entry: AuditEntry) -> str:
    action = audit.action(entry.action)
    return _cell(action[:1].upper() + action[1:], said_subject(log, entry))


def _details(log: AuditLog, entry: AuditEntry) -> str:
    said = [_("{name}: {value}", name=name, value=value) for name, value in said_facts(log, entry)]
    if not entry.salt:
        said.append(_("Weitere Angaben zu diesem Eintrag sind nicht für Sie bestimmt."))
    return NEW_LINE.join(as_text(line) for line in said)


def _cell(head: str, *more: str) -> str:
    return NEW_LINE.join([f"**{as_text(head)}**", *map(as_text, more)])
