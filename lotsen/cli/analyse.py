"""`analyse`: run the numbers on any long table, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lotsen.cli.shell import DONE, Shell
from lotsen.domain.errors import BadInput
from lotsen.i18n import _

PARTS = ("candidate", "rater", "value", "criterion", "department")


def add(commands: Any) -> None:
    """Add the command of this family."""
    command = commands.add_parser(
        "analyse", help=_("eine Tabelle mit Bewertungen auswerten, ohne Datenbank")
    )
    command.add_argument(
        "file",
        metavar=_("DATEI"),
        help=_("eine CSV-Datei, je Zeile ein Wert; „-“ ist die Standardeingabe"),
    )
    for part, help_text in _column_helps().items():
        command.add_argument(f"--{part}", metavar=_("SPALTE"), help=help_text)
    command.add_argument(
        "--level",
        choices=["sheet", "cell"],
        default="sheet",
        help=_("ganze Bögen (Voreinstellung) oder einzelne Bewertungen"),
    )
    command.add_argument(
        "--no-department", action="store_true", help=_("ohne Unterschiede zwischen Abteilungen")
    )
    command.add_argument(
        "--reml", action="store_true", help=_("nur REML, ohne Vorannahmen zu den Streuungen")
    )
    command.add_argument(
        "--places",
        type=_places,
        metavar=_("ZAHL"),
        help=_("Zahl der Plätze; ohne Angabe ein Viertel der Kandidaturen"),
    )
    command.add_argument("--format", choices=["json"], default="json", help=_("Form der Ausgabe"))
    command.set_defaults(run=_analyse)


def _column_helps() -> dict[str, str]:
    return {
        "candidate": _("Spalte: wer bewertet wurde"),
        "rater": _("Spalte: wer bewertet hat; ohne sie gilt alles als von einer Person"),
        "value": _("Spalte: der Wert, auf jeder Skala"),
        "criterion": _("Spalte: das Kriterium; ohne sie ist jede Zeile ein Bogen"),
        "department": _("Spalte: die Abteilung der bewerteten Person"),
    }


def _places(text: str) -> int:
    """At least one place; the parser says so to whoever gives less."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def _analyse(chosen: argparse.Namespace, _shell: Shell) -> int:
    from lotsen.imports.long_tables import read_long  # noqa: PLC0415  # other commands start faster
    from lotsen.scoring.analysis import Analysis, analyse  # noqa: PLC0415
    from lotsen.scoring.long_tables import TwoDepartments, long_table  # noqa: PLC0415

    named = {part: name for part in PARTS if (name := getattr(chosen, part)) is not None}
    content = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
    frame = read_long(content, named, departments=not chosen.no_department)
    if chosen.level == "cell" and ("criterion" not in frame or frame["criterion"].nunique() < 2):  # noqa: PLR2004
        raise BadInput("analysis.needs_criterion")
    try:
        table = long_table(frame)
    except TwoDepartments as reason:
        raise BadInput("analysis.two_departments", name=str(reason)) from None
    asked = Analysis(cells=chosen.level == "cell", priors=not chosen.reml, places=chosen.places)
    json.dump(analyse(table, asked), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()
    return DONE
