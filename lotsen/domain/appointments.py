"""What people are invited to, a presentation or a meeting, and what they were told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lotsen.domain.ids import MeetingId

USUAL_LENGTH = timedelta(hours=1)
"""How long a meeting is without anything on its agenda."""


class AppointmentKind(StrEnum):
    """What somebody is invited to; the values are stored."""

    PRESENTATION = "presentation"
    MEETING = "meeting"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One appointment of one person, as it was told to that person or as it stands now.

    Attributes:
        uid: the same for as long as it is the same appointment, however often it moves.
        title: the title of a meeting; a presentation has none, for it names nobody else.
        link: where to take part by video, or "".
        sequence: how often it has changed since the first invitation (RFC 5545, 3.8.7.4).
    """

    uid: str
    kind: AppointmentKind
    meeting_id: MeetingId
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    title: str = ""
    sequence: int = 0
    cancelled: bool = False
    organizer: str = ""
    organizer_email: str = ""

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return round((self.ends_at - self.starts_at) / timedelta(minutes=1))

    def tells_the_same(self, other: "Appointment | None") -> bool:
        """Whether whoever knows one of them knows the other; None is one that does not take place.

        Who invites, and how often something has changed, is no news.
        """
        if other is None or self.cancelled or other.cancelled:
            return self.cancelled and (other is None or other.cancelled)
        return _news(self) == _news(other)


def following(now: Appointment | None, told: Iterable[Appointment]) -> Appointment | None:
    """The appointment for the next letter, after all that a person has been told of it.

    None where there is nothing to tell: no appointment, and none that was told.
    """
    known = sorted(told, key=lambda each: each.sequence)
    if not known:
        return now
    last = known[-1]
    found = replace(last, cancelled=True) if now is None else now
    step = 0 if last.tells_the_same(now) else 1
    return replace(found, uid=last.uid, sequence=last.sequence + step)


def _news(each: Appointment) -> tuple[object, ...]:
    return each.uid, each.starts_at, each.ends_at, each.place, each.link, each.title
