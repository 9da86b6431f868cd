"""What was changed after the talk, for those who may see ratings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, AgendaNoteRow, MeetingRow, RatingChangeRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.ratings import SheetState
from lotsen.domain.visibility import Sight
from lotsen.usecases.person_names import name_of


@dataclass(frozen=True, kw_only=True)
class RatingChange:
    """One mark that was changed after the talk; a value of None is „n. b.“.

    `rater` is "" for those who see ratings without names.
    """

    criterion: str
    rater: str
    old: int | None
    old_evidence: str
    new: int | None
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What the chair wrote down of one candidate in one meeting."""

    meeting: str
    planned_for: datetime | None
    text: str


_CHANGES = (
    select(RatingChangeRow, PersonRow, CriterionRow.title)
    .join(SheetRow, SheetRow.id == RatingChangeRow.sheet_id)
    .join(PersonRow, PersonRow.id == RatingChangeRow.person_id)
    .join(CriterionRow, CriterionRow.id == RatingChangeRow.criterion_id)
    .order_by(RatingChangeRow.id)
)


def changes_of(
    reader: Reader, candidate_id: CandidateId, sight: Sight | None
) -> tuple[RatingChange, ...]:
    """The changes for one candidate, in their order; none for who does not see the ratings.

    Only of sheets that count: what a rater has open again, or is biased for, shows no value.
    """
    if sight is None:
        return ()
    counted = SheetRow.state == SheetState.HANDED_IN  # as the marks themselves are shown
    rows = reader.session.execute(_CHANGES.where(SheetRow.candidate_id == candidate_id, counted))
    return tuple(_change(row, rater, title, named=sight.names_raters) for row, rater, title in rows)


def changes_by_sheet(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[RatingChange]]:
    """All changes of a round, by sheet; for the record of the selection."""
    found: dict[int, list[RatingChange]] = defaultdict(list)
    in_round = _CHANGES.where(CriterionRow.round_id == round_id)
    for row, rater, title in reader.session.execute(in_round):
        found[row.sheet_id].append(_change(row, rater, title, named=True))
    return found


def minutes_of(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[Minutes]]:
    """The chair's minutes by candidate, meeting by meeting."""
    rows = reader.session.execute(
        select(AgendaItemRow.candidate_id, MeetingRow, AgendaNoteRow.words)
        .join(MeetingRow, MeetingRow.id == AgendaItemRow.meeting_id)
        .join(AgendaNoteRow, AgendaNoteRow.item_id == AgendaItemRow.id)
        .join(CandidateRow, CandidateRow.id == AgendaItemRow.candidate_id)
        .where(MeetingRow.round_id == round_id, AgendaNoteRow.words != "")
        .order_by(MeetingRow.id)
    )
    found: dict[int, list[Minutes]] = defaultdict(list)
    for candidate, meeting, words in rows:
        found[candidate or 0].append(
            Minutes(meeting=meeting.title, planned_for=meeting.planned_for, text=words)
        )
    return found


def _change(row: RatingChangeRow, rater: PersonRow, title: str, *, named: bool) -> RatingChange:
    return RatingChange(
        criterion=title,
        rater=name_of(rater) if named else "",
        old=row.old_value,
        old_evidence=row.old_evidence,
        new=row.new_value,
        reason=row.reason,
        at=row.changed_at,
    )
