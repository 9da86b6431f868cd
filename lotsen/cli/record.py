"""`record export`: the record of the selection as an archive."""

import argparse
import sys
from typing import Any

from lotsen.cli.shell import DONE, Shell, write_file
from lotsen.export.record import deliver_record
from lotsen.i18n import _


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser("record", help=_("den Auswahlvermerk ausgeben"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    export = verbs.add_parser(
        "export", help=_("den Auswahlvermerk mit Tabelle und Daten als ZIP ausgeben")
    )
    export.add_argument(
        "-o", "--output", required=True, metavar=_("DATEI"), help=_("wohin; „-“ ist die Ausgabe")
    )
    export.set_defaults(run=_export)


def _export(chosen: argparse.Namespace, shell: Shell) -> int:
    record = deliver_record(shell.house, shell.actor, shell.round)
    write_file(chosen.output, record.archive)
    if chosen.output != "-":
        print(_("Geschrieben: {file}", file=chosen.output), file=sys.stderr)
        print(_("Prüfsumme des PDF: {digest}", digest=record.digest), file=sys.stderr)
    return DONE
