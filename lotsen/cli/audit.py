"""`audit`: the newest lines of the audit log, whether its chain holds, and all of it as a file."""

import argparse
import json
import sys
from typing import Any

from lotsen.cli.shell import DONE, REFUSED, Shell, write_file
from lotsen.domain.audit import AuditEntry
from lotsen.domain.audit_chain import ChainAnchor
from lotsen.export.audit import AuditForm, as_record, deliver_audit, said_facts, said_subject
from lotsen.i18n import _, chain, formats
from lotsen.i18n import audit as words
from lotsen.usecases import audit
from lotsen.usecases.audit import AuditLog

FEW = 50


def add(commands: Any) -> None:
    """Add the commands of this family."""
    family = commands.add_parser("audit", help=_("das Protokoll lesen, prüfen und ausgeben"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    listing = verbs.add_parser("list", help=_("die neuesten Einträge zeigen"))
    listing.add_argument(
        "--count", type=int, default=FEW, metavar=_("ZAHL"), help=_("wie viele Einträge")
    )
    listing.add_argument(
        "--format", choices=["text", "json"], default="text", help=_("Form der Ausgabe")
    )
    listing.set_defaults(run=_list)
    verify = verbs.add_parser("verify", help=_("prüfen, ob die Kette der Einträge geschlossen ist"))
    verify.add_argument(
        "--anchor",
        metavar=_("PRÜFMARKE"),
        help=_("eine früher notierte Prüfmarke, zum Beispiel aus dem Auswahlvermerk"),
    )
    verify.set_defaults(run=_verify)
    anchor = verbs.add_parser("anchor", help=_("die gegenwärtige Prüfmarke zeigen"))
    anchor.set_defaults(run=_anchor)
    export = verbs.add_parser("export", help=_("das ganze Protokoll als Datei ausgeben"))
    export.add_argument(
        "--format",
        choices=[str(form) for form in AuditForm],
        default=str(AuditForm.CSV),
        help=_("csv: für Excel auf Deutsch (Voreinstellung); json: zum Nachprüfen der Kette"),
    )
    export.add_argument(
        "-o", "--output", required=True, metavar=_("DATEI"), help=_("wohin; „-“ ist die Ausgabe")
    )
    export.set_defaults(run=_export)


def _list(chosen: argparse.Namespace, shell: Shell) -> int:
    log = shell.house.query(shell.actor, audit.newest, max(1, chosen.count))
    for entry in log.entries:
        print(_as_json(entry) if chosen.format == "json" else _as_text(log, entry))
    return DONE


def _verify(chosen: argparse.Namespace, shell: Shell) -> int:
    noted = None if chosen.anchor is None else ChainAnchor.read(chosen.anchor)
    state = shell.house.query(shell.actor, audit.verify, noted)
    print(chain.state(state))
    if state.broken is not None:
        return REFUSED
    print(_("Prüfmarke: {anchor}", anchor=state.end))
    return DONE


def _anchor(_chosen: argparse.Namespace, shell: Shell) -> int:
    print(shell.house.query(shell.actor, audit.anchor))
    return DONE


def _export(chosen: argparse.Namespace, shell: Shell) -> int:
    content = deliver_audit(shell.house, shell.actor, AuditForm(chosen.format))
    write_file(chosen.output, content)
    if chosen.output != "-":
        print(_("Geschrieben: {file}", file=chosen.output), file=sys.stderr)
    return DONE


def _as_text(log: AuditLog, entry: AuditEntry) -> str:
    """One line in words, as the page „Protokoll“ says it; the stored values are in the JSON."""
    facts = "; ".join(
        _("{name}: {value}", name=name, value=value) for name, value in said_facts(log, entry)
    )
    what = (str(entry.actor), words.action(entry.action), said_subject(log, entry), facts)
    said = "  ".join(" ".join(part.split()) for part in what if part)
    return f"{entry.number}  {formats.moment(entry.at)}  {said}"


def _as_json(entry: AuditEntry) -> str:
    return json.dumps(as_record(entry), ensure_ascii=False)
