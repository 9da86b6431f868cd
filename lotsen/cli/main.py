"""`python -m lotsen`: every command parses, asks the application, prints."""

import errno
import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from lotsen.bootstrap import CannotStart
from lotsen.cli import (
    analyse,
    audit,
    databases,
    imports,
    people,
    post,
    ratings,
    rounds,
    scores,
    shortlist,
)
from lotsen.cli.german import GermanParser, words
from lotsen.cli.shell import REFUSED, Shell
from lotsen.domain.errors import LotsenError
from lotsen.i18n import _, refusals

CANNOT_START = 2
INTERRUPTED = 130

FAMILIES = (databases, rounds, people, imports, scores, analyse, shortlist, ratings, post, audit)


def parser() -> GermanParser:
    """The parser with all commands."""
    root = GermanParser(
        prog="python -m lotsen",
        description=_("Lotsen auf der Kommandozeile: dieselben Schritte wie im Browser."),
        epilog=words(
            [
                _("Die Datenbank nennt LOTSEN_DATABASE_URL; ohne Angabe ist es data/lotsen.db."),
                _("Rückgabe: 0 erledigt, 1 abgelehnt oder Fehler in der Datei, 2 falscher Aufruf."),
            ]
        ),
    )
    commands = root.add_subparsers(
        title=_("Befehle"), dest="command", metavar=_("BEFEHL"), required=True
    )
    for family in FAMILIES:
        family.add(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; gives the exit code, and never a traceback for a person's mistake."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen, Shell()))
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stderr.close()
        return REFUSED
    except KeyboardInterrupt:
        print(_("Abgebrochen. Nichts Halbes ist geblieben."), file=sys.stderr)
        return INTERRUPTED
    except (LotsenError, CannotStart, OSError, DBAPIError) as reason:
        print(_sentence(reason), file=sys.stderr)
        return CANNOT_START if isinstance(reason, CannotStart) else REFUSED


def _sentence(reason: Exception) -> str:
    """The sentence for whatever a person can do something about; a mistake of ours is raised."""
    match reason:
        case LotsenError():
            return refusals.sentence(reason)
        case CannotStart():
            return str(reason)
        case OSError():
            return _of_file(reason)
        case InterfaceError() | OperationalError():
            return _(
                "Die Datenbank antwortet nicht: Sie ist belegt, voll oder nicht erreichbar. "
                "Nichts wurde geändert. Bitte versuchen Sie es noch einmal."
            )
        case _mistake:
            raise reason


def _of_file(reason: OSError) -> str:
    """The sentence for a file that cannot be read or written."""
    name = reason.filename or ""
    match reason:
        case FileNotFoundError():
            return _("Die Datei oder den Ordner gibt es nicht: {name}", name=name)
        case PermissionError():
            return _("Dafür fehlt auf diesem Rechner die Berechtigung: {name}", name=name)
        case IsADirectoryError():
            return _("Das ist ein Ordner, keine Datei: {name}", name=name)
        case OSError(errno=errno.ENOSPC):
            return _("Dort ist kein Platz mehr: {name}", name=name)
        case _:
            why = reason.strerror or type(reason).__name__
            return _("Mit der Datei geht es nicht: {name} ({why})", name=name, why=why)
