"""`db upgrade` and `demo`: bring the tables up to date, and load the demo town."""

import argparse
from typing import Any

from lotsen.bootstrap import load_demo
from lotsen.cli.shell import DONE, Shell
from lotsen.i18n import _


def add(commands: Any) -> None:
    """Add the commands of this family."""
    database = commands.add_parser("db", help=_("die Datenbank pflegen"))
    verbs = database.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    upgrade = verbs.add_parser("upgrade", help=_("die Tabellen auf den neuen Stand bringen"))
    upgrade.set_defaults(run=_upgrade)
    demo = commands.add_parser("demo", help=_("die Übungsstadt in eine leere Datenbank laden"))
    demo.set_defaults(run=_demo)


def _upgrade(_chosen: argparse.Namespace, shell: Shell) -> int:
    _house = shell.house  # opening it has migrated it
    print(_("Die Tabellen sind auf dem neuen Stand."))
    return DONE


def _demo(_chosen: argparse.Namespace, shell: Shell) -> int:
    load_demo(shell.house)
    print(_("Die Übungsstadt ist geladen. Starten Sie Lotsen mit: make run"))
    return DONE
