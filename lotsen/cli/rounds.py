"""`round open`, `show`, `profile` and `move`: begin a round, look at it, move its phase."""

import argparse
from datetime import date
from typing import Any

from lotsen.bootstrap import standard_criteria
from lotsen.cli.shell import DONE, Shell
from lotsen.domain.errors import BadInput
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.i18n import _, formats, profile_changes, words
from lotsen.usecases import round_profile, rounds


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
    profile = verbs.add_parser("profile", help=_("das Profil mit allen Fassungen zeigen"))
    profile.set_defaults(run=_profile)
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


def _profile(_chosen: argparse.Namespace, shell: Shell) -> int:
    view = shell.house.query(shell.actor, round_profile.view, shell.round.id)
    print(_("Fassung: {number}", number=view.number))
    print(_("Plätze: {places}", places=view.profile.places))
    if view.frozen_on is not None:
        print(_("Fest seit: {day}", day=formats.day(view.frozen_on)))
    for each in view.profile.in_use:
        weight = profile_changes.weight(each.weight)
        print(f"  {each.number} {each.title}: {weight}")
    for version in (*filter(None, [view.waiting]), *view.history):
        state = words.profile_state(version.state)
        print(f"{formats.moment(version.proposed_at)} {version.number or formats.NOTHING} {state}")
        for change in version.changes:
            print(f"  {profile_changes.said(change)}")
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
