"""What the record of a selection is made of: frozen, whole, and of one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lotsen.domain.audit_chain import ChainAnchor
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Answer, Body, Hearing, HearingStage
from lotsen.domain.criteria import Criterion
from lotsen.domain.decisions import Decision, OrderKind
from lotsen.domain.ids import CandidateId
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.rounds import Round
from lotsen.usecases.ballot_results import VoteResult
from lotsen.usecases.biases import Recusal
from lotsen.usecases.decision_board import TakenBack
from lotsen.usecases.fair_record import FairLine, FairOfRecord
from lotsen.usecases.proposal_record import ProposalOfRecord, ProposedLine
from lotsen.usecases.round_profile import ProfileVersion
from lotsen.usecases.talk_changes import Minutes, RatingChange


@dataclass(frozen=True, kw_only=True)
class RecordedMark:
    """One rating as it stands on a sheet; `value` is None for „n. b.“."""

    criterion: str
    value: int | None
    evidence: str


@dataclass(frozen=True, kw_only=True)
class RecordedSheet:
    """One sheet; only one that was handed in shows its marks."""

    rater: str
    by_leader: bool
    state: SheetState
    handed_in_on: date | None
    declared_on: date | None
    bias_reason: str
    marks: Sequence[RecordedMark]
    changes: Sequence[RatingChange] = ()


@dataclass(frozen=True, kw_only=True)
class CriterionScore:
    """One candidate on one criterion beside the whole town; NaN where nothing was observed.

    `fair` is the same score without severity; NaN where people cannot be compared, too.
    """

    criterion: str
    score: float
    fair: float
    spread: float
    n: int
    not_observable: int
    town_mean: float


@dataclass(frozen=True, kw_only=True)
class CandidateFile:
    """One candidacy from its coming in to the decision.

    `fair` is None for whoever has no sheet, and for everybody where people cannot be compared;
    `proposed` for whoever could not be proposed, and for everybody where nobody asked for that.
    `passed_over` are those who stand higher in the order of scores and have a worse outcome, by
    name; `minutes` what the chair of a meeting wrote down; `recusals` who is biased by what was
    said there; `votes` what the committee recommends.
    """

    id: CandidateId
    name: str
    sorted_name: str
    function: str
    department: str
    path: str
    leader: str
    state: CandidateState
    received_on: date | None
    motivation: str
    projects: str
    note: str
    score: float
    spread: float
    n: int
    criteria: Sequence[CriterionScore]
    sheets: Sequence[RecordedSheet]
    decision: Decision | None
    taken_back: Sequence[TakenBack]
    passed_over: Sequence[str] = ()
    fair: FairLine | None = None
    proposed: ProposedLine | None = None
    minutes: Sequence[Minutes] = ()
    recusals: Sequence[Recusal] = ()
    votes: Sequence[VoteResult] = ()


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody with a part in the selection, and how many of the own sheets are in which state."""

    name: str
    roles: frozenset[Role]
    function: str
    assigned: int
    handed_in: int
    biased: int


@dataclass(frozen=True, kw_only=True)
class MeetingHeld:
    """A meeting of the committee, and everybody who came to it, by name."""

    title: str
    planned_for: datetime | None
    place: str
    present: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PhaseMoved:
    """The round went from one phase to the next; read from the audit log."""

    at: datetime
    by: str
    old: Phase
    new: Phase


@dataclass(frozen=True, kw_only=True)
class Statement:
    """How a body without a vote took part, and what it stated."""

    body: Body
    stage: HearingStage
    result: Hearing
    on: date
    text: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class LeaderAnswer:
    """What a leader said to one of their people taking on the task."""

    name: str
    answer: Answer
    reason: str
    given_by: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Addendum:
    """What was written to closed decisions afterwards."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Somebody answers with their name for the whole list, but for the decisions about `not_for`.

    About these the signer is biased.
    """

    who: str
    at: datetime
    not_for: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Reopening:
    """Why closed decisions shall change; nobody agreed yet where `agreed_at` is None."""

    proposed_by: str
    proposed_at: datetime
    reason: str
    agreed_by: str
    agreed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClosedList:
    """One closing, with the check sum of what was signed and what came after.

    `anchor` is the line of the audit log that tells of it.
    """

    number: int
    at: datetime
    by: str
    list_hash: str
    anchor: ChainAnchor | None
    signatures: Sequence[Signature]
    reopening: Reopening | None
    addenda: Sequence[Addendum]

    @property
    def stands(self) -> bool:
        """Whether it was not opened again."""
        return self.reopening is None or self.reopening.agreed_at is None


@dataclass(frozen=True, kw_only=True)
class BoardOfRecord:
    """By what the scores were computed; `kept` when they are those frozen at the closing."""

    method: str
    version: str
    revision: int
    profile: int
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """The last change of anything as the audit log has it, and when it was."""

    chain: ChainAnchor
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that the record of a selection says.

    `fair` is None where the list was closed before fair scores were kept with it; `order` tells
    by which scores departures were told. `proposal` is None where nobody asked for one, and where
    the list was closed before it was kept with it: then `proposal_kept` is false.
    `participants_kept` when they are those of the closing. `versions` are those of the profile,
    the oldest first; `people` all candidacies, in the order of names, each exactly once;
    `closings` all of them, the first one first.
    """

    round: Round
    anchor: Anchor
    board: BoardOfRecord
    fair: FairOfRecord | None
    proposal: ProposalOfRecord | None
    proposal_kept: bool
    order: OrderKind
    criteria: Sequence[Criterion]
    versions: Sequence[ProfileVersion]
    frozen_on: date | None
    moves: Sequence[PhaseMoved]
    participants: Sequence[Participant]
    participants_kept: bool
    meetings: Sequence[MeetingHeld]
    people: Sequence[CandidateFile]
    statements: Sequence[Statement]
    answers: Sequence[LeaderAnswer]
    signatures: Sequence[Signature]
    closings: Sequence[ClosedList]

    @property
    def closing(self) -> ClosedList | None:
        """The closing that stands."""
        return next((each for each in self.closings if each.stands), None)

    @property
    def is_draft(self) -> bool:
        """Before the decisions are closed nothing of it is final."""
        return self.closing is None
