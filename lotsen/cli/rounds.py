"""`round open`, `show` and `move`: begin a round, look where it stands, move its phase."""

import argparse
from datetime import date
from typing import Any

from lotsen.bootstrap import standard_criteria
from lotsen.cli.shell import DONE, Shell
from lotsen.domain.errors import BadInput
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.i18n import _, formats, words
from lotsen.usecases import rounds


def add(commands: Any) -> None:
    """Add the commands of this family."""
    family = commands.add_parser("round", help=_("eine Auswahlrunde anlegen oder ansehen"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    opening = verbs.add_parser("open", help=_("eine Auswahlrunde anlegen"))
    opening.add_argument("--town", required=True, metavar=_("STADT"), help=_("Name der Stadt"))
    opening.add_argument(
        "--title", required=True, metavar=_("TITEL"), help=_("Titel der Auswahlrunde")
    )
    opening.add_argument(
        "--places", required=True, type=int, metavar=_("ZAHL"), help=_("Zahl der Plätze")
    )
    opening.add_argument(
        "--dates",
        action="append",
        nargs=3,
        default=[],
        metavar=(_("PHASE"), _("BEGINN"), _("ENDE")),
        help=_(
            "Tage einer Phase, zum Beispiel: --dates interest 2027-06-01 2027-06-14. "
            "Phasen: {phases}",
            phases=", ".join(Phase),
        ),
    )
    opening.set_defaults(run=_open)
    showing = verbs.add_parser("show", help=_("zeigen, wo die Auswahlrunde steht"))
    showing.set_defaults(run=_show)
    moving = verbs.add_parser("move", help=_("zur nächsten oder vorigen Phase wechseln"))
    moving.add_argument("phase", choices=list(Phase), metavar=_("PHASE"), help=", ".join(Phase))
    moving.set_defaults(run=_move)


def _open(chosen: argparse.Namespace, shell: Shell) -> int:
    shell.house.execute(
        shell.actor,
        rounds.open_round,
        town=chosen.town,
        title=chosen.title,
        places=chosen.places,
        dates=[_dates(*each) for each in chosen.dates],
        criteria=standard_criteria(),
    )
    print(_("Die Auswahlrunde „{title}“ ist angelegt.", title=chosen.title))
    return DONE


def _show(_chosen: argparse.Namespace, shell: Shell) -> int:
    round_ = shell.round
    print(f"{round_.town}: {round_.title}")
    print(_("Phase: {phase}", phase=words.phase(round_.phase)))
    print(_("Plätze: {places}", places=round_.places))
    for dates in round_.dates:
        days = f"{formats.day(dates.starts_on)} – {formats.day(dates.ends_on)}"
        print(f"  {words.phase(dates.phase)}: {days}")
    return DONE


def _move(chosen: argparse.Namespace, shell: Shell) -> int:
    wanted, seen = Phase(chosen.phase), shell.round.version
    shell.house.execute(shell.actor, rounds.move_phase, shell.round.id, wanted, seen=seen)
    print(_("Die Runde ist jetzt in der Phase „{phase}“.", phase=words.phase(wanted)))
    return DONE


def _dates(phase: str, starts_on: str, ends_on: str) -> PhaseDates:
    try:
        return PhaseDates(
            phase=Phase(phase),
            starts_on=date.fromisoformat(starts_on),
            ends_on=date.fromisoformat(ends_on),
        )
    except ValueError as reason:
        raise BadInput("round.bad_dates", given=f"{phase} {starts_on} {ends_on}") from reason
