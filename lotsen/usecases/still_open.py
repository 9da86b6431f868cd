"""What is still open with whom: an answer about the concept, a word to a nominee, sheets."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.surveys import NominationRow, NomineeRow, ReviewRow
from lotsen.domain.ids import RoundId
from lotsen.domain.letters import Audience
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import OPEN, SheetState
from lotsen.i18n import _, formats
from lotsen.usecases.person_names import name_of
from lotsen.usecases.roles import who_may
from lotsen.usecases.sight import NOT_GIVEN_UP

BETWEEN = "+"
"""What stands between the nominations that a letter tells, in its occasion."""


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """Somebody who is asked for something, with what the letter says of it.

    `occasion`: a reminder may come once a day, the news of a nomination once.
    """

    person: PersonRow
    occasion: str
    values: dict[str, str] = field(default_factory=dict)


def still_open(reader: Reader, round_id: RoundId, audience: Audience) -> list[StillOpen]:
    """Everybody with whom it is open now; nobody of kinds that ask for nothing."""
    today = reader.today.isoformat()
    if audience == Audience.WITHOUT_ANSWER:
        given = set(
            reader.session.scalars(
                select(ReviewRow.person_id).where(ReviewRow.round_id == round_id)
            )
        )
        asked = who_may(reader, Permission.REVIEW_CONCEPT)
        return [StillOpen(person=each, occasion=today) for each in asked if each.id not in given]
    if audience == Audience.BEHIND:
        open_, all_ = sheets_by_rater(reader, round_id)
        return [
            StillOpen(person=each, occasion=today, values=_said(open_[each.id], all_[each.id]))
            for each in who_may(reader, Permission.RATE)
            if each.id in open_
        ]
    return _to_be_told(reader, round_id) if audience == Audience.NOMINEES else []


def sheets_by_rater(reader: Reader, round_id: RoundId) -> tuple[dict[int, int], dict[int, int]]:
    """Open sheets and all sheets by rater; of biased raters, or about who has gone, none."""
    rows = reader.session.execute(
        select(SheetRow.rater_id, SheetRow.state, func.count())
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id, SheetRow.state != SheetState.BIASED, NOT_GIVEN_UP)
        .group_by(SheetRow.rater_id, SheetRow.state)
    )
    open_: dict[int, int] = {}
    all_: dict[int, int] = {}
    for rater, state, count in rows:
        all_[rater] = all_.get(rater, 0) + count
        if state in OPEN:
            open_[rater] = open_.get(rater, 0) + count
    return open_, all_


def nominations_in(occasion: str) -> frozenset[int]:
    """The nominations that a letter to a nominee tells."""
    return frozenset(int(each) for each in occasion.split(BETWEEN) if each)


def _said(open_: int, all_: int) -> dict[str, str]:
    said = _("{open} von {all} Bewertungsbögen", open=open_, all=all_)
    return {"offene_boegen": said}


def _to_be_told(reader: Reader, round_id: RoundId) -> list[StillOpen]:
    """Whoever was named and does not know it; the letter says who named them, and not why."""
    rows = reader.session.execute(
        select(NominationRow, NomineeRow.person_id, PersonRow)
        .join(NomineeRow, NomineeRow.id == NominationRow.nominee_id)
        .join(PersonRow, PersonRow.id == NominationRow.leader_id)
        .where(NomineeRow.round_id == round_id, NominationRow.informed_on.is_(None))
        .order_by(NominationRow.named_on, NominationRow.id)
    )
    named: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for nomination, person, leader in rows:
        name = name_of(leader)
        said = f"{name} (am {formats.long_day(nomination.named_on)})"
        named[person].append((nomination.id, said))
    people = reader.session.scalars(select(PersonRow).where(PersonRow.id.in_(list(named))))
    return [
        StillOpen(
            person=each,
            occasion=BETWEEN.join(str(key) for key, _text in sorted(named[each.id])),
            values={"vorgeschlagen_von": " und ".join(text for _key, text in named[each.id])},
        )
        for each in people
    ]
