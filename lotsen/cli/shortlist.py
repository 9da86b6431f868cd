"""`shortlist export`: the shortlist as a file."""

import argparse
import sys
from typing import Any

from lotsen.cli.shell import DONE, Shell, write_file
from lotsen.export.delivery import FileForm, ShortlistChoice, deliver_shortlist
from lotsen.i18n import _
from lotsen.usecases.candidates import EVERYBODY


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser("shortlist", help=_("die Engere Wahl ausgeben"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    export = verbs.add_parser("export", help=_("die Engere Wahl als Datei ausgeben"))
    export.add_argument(
        "--format",
        choices=[str(form) for form in FileForm],
        default=str(FileForm.GERMAN_CSV),
        help=_("csv-de: für Excel auf Deutsch (Voreinstellung); csv: international; xlsx"),
    )
    export.add_argument(
        "--all", action="store_true", help=_("alle Personen, nicht nur vorgemerkte")
    )
    export.add_argument(
        "-o", "--output", required=True, metavar=_("DATEI"), help=_("wohin; „-“ ist die Ausgabe")
    )
    export.set_defaults(run=_export)


def _export(chosen: argparse.Namespace, shell: Shell) -> int:
    choice = ShortlistChoice(narrowed=EVERYBODY, only_marked=not chosen.all)
    content = deliver_shortlist(
        shell.house, shell.actor, shell.round, FileForm(chosen.format), choice
    )
    write_file(chosen.output, content)
    if chosen.output != "-":
        print(_("Geschrieben: {file}", file=chosen.output), file=sys.stderr)
    return DONE
