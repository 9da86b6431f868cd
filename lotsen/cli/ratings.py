"""`ratings export`: all ratings as a file that can be read in again."""

import argparse
import sys
from io import BytesIO
from typing import Any

from lotsen.cli.shell import DONE, Shell, write_file
from lotsen.export.delivery import deliver_ratings
from lotsen.i18n import _


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser("ratings", help=_("die Bewertungen ausgeben"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    export = verbs.add_parser("export", help=_("alle Bewertungen als CSV für Excel ausgeben"))
    export.add_argument(
        "--with-drafts", action="store_true", help=_("auch Bögen, die noch nicht abgegeben sind")
    )
    export.add_argument(
        "-o", "--output", required=True, metavar=_("DATEI"), help=_("wohin; „-“ ist die Ausgabe")
    )
    export.set_defaults(run=_export)


def _export(chosen: argparse.Namespace, shell: Shell) -> int:
    file = BytesIO()
    count = deliver_ratings(
        shell.house, shell.actor, shell.round, file, with_drafts=chosen.with_drafts
    )
    write_file(chosen.output, file.getvalue())
    print(_("Bewertungen: {count}", count=count), file=sys.stderr)
    return DONE
