"""Letters that tell a result: true when they leave, to everybody at once, leaders last."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.domain.errors import Outdated, WrongPhase
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import ARRIVED, OUTCOME_OF, TELLS_A_RESULT, Audience, LetterState
from lotsen.domain.permissions import Permission
from lotsen.usecases.recipients import decisions_standing, recipients_of, without_leader
from lotsen.usecases.served import letters_in, results_in
from lotsen.usecases.void_letters import Void, tells_otherwise, void_of

_KEPT = frozenset(LetterState) - {LetterState.DISCARDED}
_APPROVED = _KEPT - {LetterState.DRAFT}
_OUT = ARRIVED | {LetterState.HANDED_OVER}


def check_unchanged(reader: Reader, round_id: RoundId, rows: Sequence[LetterRow]) -> None:
    """Refuse letters that tell what is no longer so, or that are not for this person any more."""
    void = void_of(reader, round_id, [LetterId(row.id) for row in rows])
    for row in rows:
        match void.get(LetterId(row.id)):
            case Void.NOT_CONCERNED:
                raise Outdated("letter.not_concerned", name=row.recipient)
            case Void.APPOINTMENT_CHANGED:
                raise Outdated("letter.appointment_changed", name=row.recipient)
            case Void.DECISION_CHANGED:
                raise Outdated("letter.decision_changed", name=row.recipient)
            case Void.NOMINATIONS_CHANGED:
                raise Outdated("letter.nominations_changed", name=row.recipient)
    _check_handed_over(reader, round_id, rows)


def _check_handed_over(reader: Reader, round_id: RoundId, rows: Sequence[LetterRow]) -> None:
    """Refuse the file of a result once more where it was given out before the decision changed."""
    if not any(row.about for row in rows):
        return
    standing = decisions_standing(reader, round_id)
    for row in rows:
        if tells_otherwise(row.about, standing):
            raise Outdated("letter.decision_changed", name=row.recipient)


def check_told_together(reader: Reader, round_id: RoundId, rows: Sequence[LetterRow]) -> None:
    """Refuse results while one of the people decided on has no letter that tells it."""
    if not any(row.about for row in rows):
        return
    missing = results_in(decisions_standing(reader, round_id)) - _told(reader, round_id)
    if missing:
        raise WrongPhase("letter.results_together", count=len(missing))


def check_leave_together(reader: Reader, round_id: RoundId, row: LetterRow) -> None:
    """Let no result leave while somebody else's is a draft: all leave in one go."""
    if not row.about:
        return
    approved = _told(reader, round_id, _APPROVED)
    missing = results_in(decisions_standing(reader, round_id)) - approved
    if missing:
        raise WrongPhase("letter.results_leave_together", count=len(missing))


def check_leaders_last(reader: Reader, round_id: RoundId, row: LetterRow) -> None:
    """Refuse a leader's letter while one of the people in it has not been told."""
    template = reader.session.get_one(LetterTemplateRow, row.template_id)
    if template.audience != Audience.LEADERS_CONCERNED:
        return
    waiting = results_in(row.about) - _told(reader, round_id, ARRIVED)
    if waiting:
        raise WrongPhase("letter.candidates_first", name=row.recipient, count=len(waiting))


def leaders_waiting(reader: Reader, round_id: RoundId) -> Mapping[LetterId, int]:
    """Leaders' letters that are approved and wait: how many of their people are not told yet."""
    rows = reader.session.execute(
        letters_in(round_id, [LetterState.APPROVED], LetterRow.id, LetterRow.about).where(
            LetterTemplateRow.audience == Audience.LEADERS_CONCERNED
        )
    ).all()
    told = _told(reader, round_id, ARRIVED) if rows else set()
    left = {LetterId(key): len(results_in(about) - told) for key, about in rows}
    return {key: count for key, count in left.items() if count}


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many have their result: of the people decided on, and of the leaders concerned.

    `without_leader`: whose result no leader can be told, because there is none. `ways`: how many
    letters with results that stand Lotsen has sent, were noted as sent, or are only a file yet.
    """

    told: int
    decided: int
    leaders_told: int
    leaders: int
    without_leader: Sequence[str]
    ways: Mapping[LetterState, int]

    @property
    def everybody(self) -> bool:
        """Whether nobody waits any more."""
        return (self.told, self.leaders_told) == (self.decided, self.leaders)


def told_of_decided(reader: Reader, round_id: RoundId) -> tuple[int, int]:
    """How many of the people decided on have been told, and how many there are.

    Whoever was told what is decided otherwise by now has not been told.
    """
    standing = results_in(decisions_standing(reader, round_id))
    return len(standing & _told(reader, round_id, ARRIVED)), len(standing)


@requires(Permission.SEE_LETTERS)
def told(reader: Reader, round_id: RoundId) -> Told:
    """Whether everybody has been told, in both directions: the round can end then."""
    people, decided = told_of_decided(reader, round_id)
    concerned = recipients_of(reader, round_id, Audience.LEADERS_CONCERNED)
    heard = _heard_by_leaders(reader, round_id)
    done = [each for each in concerned if each.about.items() <= heard[each.person.id]]
    return Told(
        told=people,
        decided=decided,
        leaders_told=len(done),
        leaders=len(concerned),
        without_leader=without_leader(reader, round_id),
        ways=_ways(reader, round_id),
    )


def _ways(reader: Reader, round_id: RoundId) -> Mapping[LetterState, int]:
    rows = reader.session.execute(
        letters_in(round_id, _OUT, LetterRow.state, LetterRow.about).where(
            LetterTemplateRow.audience.in_(TELLS_A_RESULT)
        )
    )
    standing = results_in(decisions_standing(reader, round_id))
    return Counter(state for state, about in rows if results_in(about) <= standing)


def _heard_by_leaders(reader: Reader, round_id: RoundId) -> Mapping[int, set[tuple[str, int]]]:
    """The decisions of which each leader has got a letter."""
    rows = reader.session.execute(
        letters_in(round_id, ARRIVED, LetterRow.person_id, LetterRow.about).where(
            LetterTemplateRow.audience == Audience.LEADERS_CONCERNED
        )
    )
    heard: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for person, about in rows:
        heard[person] |= set(about.items())
    return heard


def _told(
    reader: Reader, round_id: RoundId, states: frozenset[LetterState] = _KEPT
) -> set[tuple[str, int]]:
    """The results that a letter tells to the candidates themselves."""
    statement = letters_in(round_id, states, LetterRow.about).where(
        LetterTemplateRow.audience.in_(OUTCOME_OF)
    )
    return {each for about in reader.session.scalars(statement) for each in results_in(about)}
