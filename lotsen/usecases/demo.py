"""Load the demo town: its files are taken as a coordinator would bring them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select, update

from lotsen.application.application import requires
from lotsen.application.unit_of_work import TOWN_TIME, UnitOfWork
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.closings import HearingRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import Body, Hearing, HearingStage
from lotsen.domain.criteria import Criterion
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.domain.ratings import SheetState
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases.criteria_file import read_criteria
from lotsen.usecases.demo_meeting import add_meeting
from lotsen.usecases.demo_survey import add_survey
from lotsen.usecases.importing import bring, take
from lotsen.usecases.letter_templates import add_templates, add_values
from lotsen.usecases.letters_file import read_letters
from lotsen.usecases.rounds import open_round

FILES: dict[FileKind, str] = {
    FileKind.DEPARTMENTS: "abteilungen.csv",
    FileKind.PEOPLE: "beteiligte.csv",
    FileKind.CANDIDATES: "kandidaturen.csv",
    FileKind.RATINGS: "bewertungen.csv",
}
DECIDED_AT = time(16, 30)


@requires(Permission.SET_UP)
def load(uow: UnitOfWork, data: Path) -> RoundId:
    """Load the demo town into an empty database: all of it or nothing.

    `data` is the folder with `criteria.yaml`, `letters.yaml` and `demo/`.
    """
    if uow.session.get(InstallationRow, 1) is not None:
        raise BadInput("demo.not_empty")
    written = yaml.safe_load((data / "demo" / "runde.yaml").read_text(encoding="utf-8"))
    criteria = read_criteria(data / "criteria.yaml")
    round_id = _open(uow, written, criteria)
    _date_profile(uow, round_id, min(each["beginn"] for each in written["phasen"]))
    for kind, name in FILES.items():
        take(uow, round_id, bring(kind, (data / "demo" / name).read_bytes(), name, criteria))
    _assign(uow, written["zuteilung"])
    _hear(uow, round_id, written["beteiligung"])
    _decide(uow, written["entscheidungen"])
    _mark(uow, written["engere_wahl"])
    add_meeting(uow, round_id, written["sitzung"], _candidates(uow))
    _ask_leaders(uow, round_id, data / "demo" / "umfrage.yaml")
    _add_letters(uow, round_id, data / "letters.yaml", written["angaben"])
    uow.record(AuditAction.DEMO_LOADED, f"round:{round_id}", town=written["stadt"])
    return round_id


def _open(uow: UnitOfWork, written: dict[str, Any], criteria: Sequence[Criterion]) -> RoundId:
    """Open the round; the town's own clock goes from here on, in the audit log too."""
    days_ahead = days_until(written["heute"], uow.now)
    uow.now += timedelta(days=days_ahead)
    return open_round(
        uow,
        town=written["stadt"],
        title=written["titel"],
        places=written["plaetze"],
        dates=[
            PhaseDates(phase=Phase(each["phase"]), starts_on=each["beginn"], ends_on=each["ende"])
            for each in written["phasen"]
        ],
        criteria=criteria,
        phase=Phase(written["aktuelle_phase"]),
        kind=InstallationKind.DEMO,
        clock_offset_days=days_ahead,
    )


def days_until(day: date, now: datetime) -> int:
    """How many days to put the clock forward, so that the town's calendar shows `day`.

    An hour before midnight can be an hour after it where the other day has summer time.
    """
    days = (day - now.astimezone(TOWN_TIME).date()).days
    shown = (now + timedelta(days=days)).astimezone(TOWN_TIME).date()
    return days + (day - shown).days


def _date_profile(uow: UnitOfWork, round_id: RoundId, day: date) -> None:
    """In the demo town, the profile was announced on the first day of the round."""
    uow.session.execute(
        update(ProfileVersionRow)
        .where(ProfileVersionRow.round_id == round_id)
        .values(proposed_at=_afternoon(day))
        .execution_options(synchronize_session=False)
    )


def _assign(uow: UnitOfWork, assigned: list[dict[str, Any]]) -> None:
    candidates, people = _candidates(uow), _people(uow)
    for each in assigned:
        for candidate in each["kandidaturen"]:
            uow.session.add(
                SheetRow(
                    candidate_id=candidates[candidate],
                    rater_id=people[each["bewertet_von"]],
                    state=SheetState.ASSIGNED,
                    revision=uow.revision,
                )
            )


def _ask_leaders(uow: UnitOfWork, round_id: RoundId, file: Path) -> None:
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    add_survey(uow, round_id, written, _people(uow), _candidates(uow), moment=_afternoon)


def _add_letters(uow: UnitOfWork, round_id: RoundId, file: Path, own: dict[str, str]) -> None:
    letters = read_letters(file)
    add_templates(uow, round_id, letters)
    add_values(uow, round_id, {**letters.examples, **own})


def _hear(uow: UnitOfWork, round_id: RoundId, heard: list[dict[str, Any]]) -> None:
    people = _people(uow)
    for each in heard:
        uow.session.add(
            HearingRow(
                round_id=round_id,
                body=Body(each["stelle"]),
                stage=HearingStage(each["woran"]),
                result=Hearing(each["ergebnis"]),
                held_on=each["am"],
                statement=each["stellungnahme"],
                recorded_by_id=people[each["festgehalten_von"]],
                recorded_at=_afternoon(each["am"]),
            )
        )


def _decide(uow: UnitOfWork, decisions: list[dict[str, Any]]) -> None:
    candidates, people = _candidates(uow), _people(uow)
    for each in decisions:
        uow.session.add(
            DecisionRow(
                candidate_id=candidates[each["kandidatur"]],
                outcome=Outcome(each["ergebnis"]),
                reserve_order=each.get("reserveplatz"),
                reason=each["begruendung"],
                decided_by_id=people[each["entschieden_von"]],
                decided_at=_afternoon(each["am"]),
            )
        )


def _mark(uow: UnitOfWork, marks: list[dict[str, Any]]) -> None:
    candidates, people = _candidates(uow), _people(uow)
    for each in marks:
        uow.session.add(
            ShortlistMarkRow(
                candidate_id=candidates[each["kandidatur"]],
                marked_by_id=people[each["vermerkt_von"]],
                remark=each["bemerkung"],
            )
        )


def _candidates(uow: UnitOfWork) -> dict[str, int]:
    rows = uow.session.execute(
        select(PersonRow.email, CandidateRow.id).join(
            CandidateRow, CandidateRow.person_id == PersonRow.id
        )
    )
    return dict(rows.all())


def _people(uow: UnitOfWork) -> dict[str, int]:
    return dict(uow.session.execute(select(PersonRow.email, PersonRow.id)).all())


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, DECIDED_AT, TOWN_TIME).astimezone(UTC)
