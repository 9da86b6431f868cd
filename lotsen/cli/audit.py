"""`audit list`: the newest lines of the audit log."""

import argparse
import json
from typing import Any

from lotsen.cli.shell import DONE, Shell
from lotsen.domain.audit import AuditEntry
from lotsen.i18n import _, formats
from lotsen.usecases import audit

FEW = 50


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser("audit", help=_("das Protokoll lesen"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    listing = verbs.add_parser("list", help=_("die neuesten Einträge zeigen"))
    listing.add_argument(
        "--count", type=int, default=FEW, metavar=_("ZAHL"), help=_("wie viele Einträge")
    )
    listing.add_argument(
        "--format", choices=["text", "json"], default="text", help=_("Form der Ausgabe")
    )
    listing.set_defaults(run=_list)


def _list(chosen: argparse.Namespace, shell: Shell) -> int:
    for entry in shell.house.query(shell.actor, audit.listing, page_size=max(1, chosen.count)):
        print(_as_json(entry) if chosen.format == "json" else _as_text(entry))
    return DONE


def _as_text(entry: AuditEntry) -> str:
    facts = json.dumps(dict(entry.facts), ensure_ascii=False)
    who = f"{entry.actor}  {entry.action}  {entry.subject}"
    return f"{entry.number}  {formats.moment(entry.at)}  {who}  {facts}"


def _as_json(entry: AuditEntry) -> str:
    line = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "facts": dict(entry.facts),
    }
    return json.dumps(line, ensure_ascii=False)
