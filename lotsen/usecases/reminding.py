"""Who is behind with rating; no value of any sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.letters import Audience
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.usecases.person_names import listed_name_of
from lotsen.usecases.still_open import sheets_by_rater, still_open


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Somebody with open sheets; `sheets` are all that this person has to hand in."""

    id: PersonId
    sorted_name: str
    open_sheets: int
    sheets: int


@requires(Permission.SEE_PROGRESS)
def behind(reader: Reader, round_id: RoundId) -> Sequence[Behind]:
    """Whoever has open sheets and may still hand them in, by name; the sheets are not read."""
    open_, all_ = sheets_by_rater(reader, round_id)
    found = [
        Behind(
            id=PersonId(each.person.id),
            sorted_name=listed_name_of(each.person),
            open_sheets=open_[each.person.id],
            sheets=all_[each.person.id],
        )
        for each in still_open(reader, round_id, Audience.BEHIND)
    ]
    return sorted(found, key=lambda each: folded(each.sorted_name))
