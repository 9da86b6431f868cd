"""`scores`: the plain scores of departments or candidates."""

import argparse
import json
import sys
from typing import Any

import pandas as pd

from lotsen.cli.shell import DONE, Shell
from lotsen.domain.departments import Level
from lotsen.domain.files import guard_text
from lotsen.i18n import _
from lotsen.scoring.plain import METHOD, VERSION
from lotsen.usecases import candidates, round_profile, scores

DECIMALS = 6
OF_CANDIDATE = ["candidate_id", "name", "department", "state", "score", "spread", "n"]


def add(commands: Any) -> None:
    """Add the command of this family."""
    command = commands.add_parser("scores", help=_("die Werte ausgeben"))
    command.add_argument(
        "--by",
        choices=["department", "candidate"],
        default="department",
        help=_("je Abteilung (Voreinstellung) oder je Kandidatur"),
    )
    command.add_argument(
        "--level",
        choices=[level.name.lower() for level in Level],
        default=Level.FACHBEREICH.name.lower(),
        help=_("Ebene der Abteilungen"),
    )
    command.add_argument(
        "--format", choices=["csv", "json"], default="csv", help=_("Form der Ausgabe")
    )
    command.set_defaults(run=_scores)


def _scores(chosen: argparse.Namespace, shell: Shell) -> int:
    frame = _departments(chosen, shell) if chosen.by == "department" else _candidates(shell)
    frame = frame.round(DECIMALS)
    if chosen.format == "csv":
        _guarded(frame).to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        json.dump(
            {
                "method": METHOD,
                "version": VERSION,
                "revision": shell.round.revision,
                "profile": shell.house.query(
                    shell.actor, round_profile.view, shell.round.id
                ).number,
                "by": chosen.by,
                "rows": frame.astype(object).where(frame.notna(), None).to_dict("records"),
            },
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        print()
    return DONE


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with every text safe from being taken for a formula."""
    texts = frame.select_dtypes(exclude="number").columns
    return frame.assign(**{name: frame[name].map(guard_text) for name in texts})


def _departments(chosen: argparse.Namespace, shell: Shell) -> pd.DataFrame:
    level = Level[chosen.level.upper()]
    return shell.house.query(shell.actor, scores.departments, shell.round.id, level).frame


def _candidates(shell: Shell) -> pd.DataFrame:
    count = shell.house.query(shell.actor, candidates.listing, shell.round.id).total
    listing = shell.house.query(
        shell.actor, candidates.listing, shell.round.id, page_size=max(1, count)
    )
    return listing.frame[OF_CANDIDATE]
