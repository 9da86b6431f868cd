"""Meetings of the committee: agenda, presence, quorum, and who may vote on what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.errors import BadInput, NotAllowed, WrongPhase
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.texts import LONGEST_REASON, check_signs

RUNS_IN = frozenset({Phase.INTEREST, Phase.PRESENTATION})
"""Phases in which a meeting can run; in others its record stands still."""

VOTING = frozenset({Role.RATER, Role.LEADERSHIP})
SHORTEST_ITEM, LONGEST_ITEM = 1, 240
FEWEST_FOR_SECRET = 3
"""With two papers each of the two knows the other's."""

LONGEST_TITLE = 200


class MeetingState(StrEnum):
    """Where a meeting stands; the values are stored."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """What an item of the agenda is; the values are stored."""

    CANDIDATE = "candidate"
    PAUSE = "pause"


class Choice(StrEnum):
    """What can be said in a vote; the values are stored."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class BallotState(StrEnum):
    """Whether people can still vote; the values are stored."""

    TAKING = "taking"
    COUNTED = "counted"


class Recommendation(StrEnum):
    """What a vote recommends to those who decide; it decides nothing."""

    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """How many members there are for an item, how many are needed, and how many are here.

    Whoever is biased counts neither among the members nor among those who are here.
    """

    members: int
    biased: int
    here: int

    @property
    def absent(self) -> int:
        """Members who are neither here nor biased."""
        return self.members - self.biased - self.here

    @property
    def needed(self) -> int:
        """More than half of the members who are not biased."""
        return (self.members - self.biased) // 2 + 1

    @property
    def is_met(self) -> bool:
        """Whether the committee can vote on the item."""
        return self.here >= self.needed


def quorum_of(
    roles: Mapping[int, frozenset[Role]], *, present: frozenset[int], biased: frozenset[int]
) -> Quorum:
    """The quorum for one item, of everybody's roles by person."""
    members = {person for person, held in roles.items() if votes(held)}
    return Quorum(
        members=len(members),
        biased=len(members & biased),
        here=len((members & present) - biased),
    )


def votes(roles: frozenset[Role]) -> bool:
    """Whether there is a vote in these roles; who advises has none, whatever else they are."""
    return bool(roles & VOTING) and Role.ADVISORY not in roles


def check_may_vote(roles: frozenset[Role], *, present: bool, biased: bool) -> None:
    """Refuse a vote of somebody who advises, is biased, or is not here."""
    if not votes(roles):
        raise NotAllowed("vote.no_vote")
    if biased:
        raise NotAllowed("vote.biased")
    if not present:
        raise NotAllowed("vote.not_here")


def may_take_back(actor: int | None, *, about: int, said_by: int | None, leads: bool) -> bool:
    """Whether somebody may take back that a person is biased.

    The person may, and who said so; what the chair noted of another, everybody who leads. What
    somebody said of themselves, nobody takes back for them.
    """
    return actor in (about, said_by) or (leads and said_by != about)


def check_secret(here: int) -> None:
    """Refuse a secret vote among so few that everybody can work it out."""
    if here < FEWEST_FOR_SECRET:
        raise BadInput("ballot.too_few", fewest=FEWEST_FOR_SECRET)


def recommendation(counts: Mapping[Choice, int], quorum: Quorum) -> Recommendation:
    """What a vote recommends: more yes than no; an abstention is neither."""
    if not quorum.is_met:
        return Recommendation.NO_QUORUM
    if counts.get(Choice.YES, 0) > counts.get(Choice.NO, 0):
        return Recommendation.IN_FAVOUR
    return Recommendation.AGAINST


def check_running(state: MeetingState, phase: Phase) -> None:
    """Refuse what needs a running meeting of a round that can still have one."""
    if state != MeetingState.RUNNING or phase not in RUNS_IN:
        raise WrongPhase("meeting.not_running")


def check_changes_open(*, opened: bool) -> None:
    """Refuse to change a rating after the talk where the chair has not opened that."""
    if not opened:
        raise NotAllowed("talk.not_open")


def check_not_over(state: MeetingState) -> None:
    """Refuse to change the agenda of a meeting that is over, or does not take place."""
    if state == MeetingState.OVER:
        raise WrongPhase("meeting.over")
    check_takes_place(state)


def check_takes_place(state: MeetingState) -> None:
    """Refuse what a meeting cannot have that was cancelled."""
    if state == MeetingState.CANCELLED:
        raise WrongPhase("meeting.cancelled")


def check_planned(state: MeetingState) -> None:
    """Refuse to move or to cancel a meeting that has begun."""
    check_not_over(state)
    if state != MeetingState.PLANNED:
        raise WrongPhase("meeting.has_begun")


def check_place(place: str) -> str:
    """Give the place of a meeting back without the blanks around it; it may be empty."""
    text = place.strip()
    if len(text) > LONGEST_TITLE:
        raise BadInput("meeting.place_too_long", longest=LONGEST_TITLE)
    check_signs(text)
    return text


def check_title(title: str) -> str:
    """Give the title of a meeting or a break back, without the blanks around it."""
    text = title.strip()
    if not text or len(text) > LONGEST_TITLE:
        raise BadInput("meeting.needs_title", longest=LONGEST_TITLE)
    check_signs(text)
    return text


def check_minutes(minutes: int) -> int:
    """Refuse an item without a length, or with one that no meeting has."""
    if not SHORTEST_ITEM <= minutes <= LONGEST_ITEM:
        raise BadInput("item.bad_minutes", shortest=SHORTEST_ITEM, longest=LONGEST_ITEM)
    return minutes


def check_note(text: str) -> str:
    """Give a note of the chair back without the blanks at its end."""
    if len(text) > LONGEST_REASON:
        raise BadInput("reason.too_long", longest=LONGEST_REASON)
    check_signs(text)
    return text.rstrip()


def moved(order: Iterable[int], key: int, steps: int) -> list[int]:
    """An order in which one key has gone so many places down, or up where negative."""
    keys = list(order)
    place = keys.index(key)
    keys.insert(min(max(0, place + steps), len(keys) - 1), keys.pop(place))
    return keys
