"""What the leaders of the demo town have answered, and whom they have named."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.surveys import ConceptTextRow, NominationRow, NomineeRow, ReviewRow
from lotsen.domain.ids import RoundId
from lotsen.domain.surveys import NominationState, ReviewAnswer, Told


def add_survey(  # noqa: PLR0913  # the demo town is all of this
    uow: UnitOfWork,
    round_id: RoundId,
    written: Mapping[str, Any],
    people: Mapping[str, int],
    candidates: Mapping[str, int],
    *,
    moment: Callable[[date], datetime],
) -> None:
    """Add answers and nominations; `people` and `candidates` are keys by address."""
    uow.session.add(ConceptTextRow(round_id=round_id, words=written["text"]))
    uow.session.add_all(
        ReviewRow(
            round_id=round_id,
            person_id=people[each["von"]],
            answer=ReviewAnswer(each["antwort"]),
            comment=each["anmerkung"],
            answered_at=moment(each["am"]),
        )
        for each in written["antworten"]
    )
    for each in written["vorschlaege"]:
        _add_nominee(uow, round_id, each, people, candidates)


def _add_nominee(
    uow: UnitOfWork,
    round_id: RoundId,
    written: Mapping[str, Any],
    people: Mapping[str, int],
    candidates: Mapping[str, int],
) -> None:
    person = uow.session.get_one(PersonRow, people[written["person"]])
    state = NominationState(written["stand"])
    candidate = uow.session.get(CandidateRow, candidates.get(person.email, 0))
    place = person.department_id if candidate is None else candidate.department_id
    assert place is not None
    row = NomineeRow(
        round_id=round_id,
        person_id=person.id,
        department_id=place,
        state=state,
        answered_on=written.get("geantwortet"),
        candidate_id=candidate.id if candidate and state == NominationState.AGREES else None,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.session.add_all(
        NominationRow(
            nominee_id=row.id,
            leader_id=people[each["von"]],
            reasons=dict(each["kriterien"]),
            knows=each["weiss_davon"],
            named_on=each["am"],
            informed_on=each.get("informiert"),
            told=Told(each["weg"]) if "weg" in each else None,
        )
        for each in written["worte"]
    )
