"""The audit log as a file: a table to read, or JSON with which anybody can check the chain."""

import json
from enum import StrEnum

from lotsen.application.application import Application
from lotsen.domain.audit import AuditEntry
from lotsen.domain.audit_chain import METHOD, START, ChainAnchor, written_moment
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.export.csv import GERMAN, csv_bytes
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _, formats
from lotsen.i18n import audit as words
from lotsen.usecases import audit
from lotsen.usecases.audit import AuditLog


class AuditForm(StrEnum):
    """The forms in which the audit log leaves the house."""

    CSV = "csv"
    JSON = "json"


AUDIT_MIME: dict[AuditForm, str] = {
    AuditForm.CSV: "text/csv; charset=utf-8",
    AuditForm.JSON: "application/json",
}


def audit_name(round_: Round, form: AuditForm) -> str:
    """The name that the file is offered under: `2027-06-16_Digitallotsen_Protokoll.csv`."""
    return f"{round_.today.isoformat()}_Digitallotsen_Protokoll.{form}"


def deliver_audit(application: Application, actor: Actor, form: AuditForm) -> bytes:
    """The whole log as a file; that it leaves stands in the log before it is handed over.

    Raises:
        LotsenError: the actor may not have it.
    """
    log = application.query(actor, audit.whole)
    content = _json(log) if form == AuditForm.JSON else csv_bytes(audit_table(log), GERMAN)
    last = log.entries[-1].number if log.entries else 0
    application.execute(actor, audit.record_export, form=form, last=last)
    return content


def as_record(entry: AuditEntry) -> dict[str, object]:
    """One line with all that is needed to check it; the names are those of the documents."""
    return {
        "number": entry.number,
        "at": None if entry.at is None else written_moment(entry.at),
        "actor_id": entry.actor_id,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "facts": entry.facts,
        "salt": entry.salt,
        "content_hash": entry.content_hash,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def audit_table(log: AuditLog) -> ExportTable:
    """The log as a table, in the words of the page."""
    found, text = log.entries, ColumnKind.TEXT
    moments = [formats.second(entry.at) for entry in found]
    actions = [words.action(entry.action) for entry in found]
    subjects = [said_subject(log, entry) for entry in found]
    details = [" | ".join(_of_facts(log, entry)) for entry in found]
    columns = (
        (_("Nummer"), ColumnKind.WHOLE, _("ohne Lücke"), [entry.number for entry in found]),
        (_("Zeitpunkt"), text, _("in der Zeit der Stadt"), moments),
        (_("Person"), text, _("wer gehandelt hat"), [entry.actor for entry in found]),
        (_("Handlung"), text, _("was getan wurde"), actions),
        (_("Gegenstand"), text, _("worum es ging"), subjects),
        (_("Einzelheiten"), text, _("alte und neue Werte, Gründe, Zahlen"), details),
        (_("Pruefsumme"), text, _("verkettet mit dem Eintrag davor"), [e.hash for e in found]),
    )
    return ExportTable(
        title=_("Protokoll"),
        notes=(),
        columns=[
            Column(name=name, kind=kind, meaning=meaning, cells=cells)
            for name, kind, meaning, cells in columns
        ],
    )


def _of_facts(log: AuditLog, entry: AuditEntry) -> list[str]:
    return [_("{name}: {value}", name=name, value=value) for name, value in said_facts(log, entry)]


def said_subject(log: AuditLog, entry: AuditEntry) -> str:
    """What a line is about, in words."""
    found = log.subjects[entry.subject]
    return words.subject(found.kind, found.key, found.names)


def said_facts(log: AuditLog, entry: AuditEntry) -> list[tuple[str, str]]:
    """What belongs to a line, in words."""
    return [*words.facts(entry, log.subjects[entry.subject].names, log.criteria)]


def _json(log: AuditLog) -> bytes:
    last = log.entries[-1] if log.entries else None
    end = START if last is None else ChainAnchor(number=last.number, hash=last.hash)
    document = {
        "method": METHOD,
        "anchor": str(end),
        "lines": [as_record(entry) for entry in log.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
