"""The habits of those who wrote sheets, for the coordination alone."""

from dataclasses import dataclass
from functools import partial

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.scoring.fair import Comparable
from lotsen.scoring.raters import RaterHabits, habits
from lotsen.usecases.fair_criteria import fair_criteria_of
from lotsen.usecases.fair_scores import fair_of, single_ratings
from lotsen.usecases.methods import Method, method_of
from lotsen.usecases.raters import names_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.sight import actors_sight


@dataclass(frozen=True, kw_only=True)
class NamedHabits:
    """One rater by name."""

    name: str
    habits: RaterHabits


@dataclass(frozen=True, kw_only=True)
class RaterDiagnostics:
    """Everybody who rated, by name; where nothing is comparable, less is said of each.

    `halo` is the share of what varies within a candidate's sheets that is alike on all criteria,
    of everybody together; None where nothing is comparable.
    """

    raters: tuple[NamedHabits, ...]
    halo: float | None
    comparable: Comparable
    method: Method


@requires(Permission.SEE_RATERS)
def rater_diagnostics(reader: Reader, round_id: RoundId) -> RaterDiagnostics:
    """What sheets say of their raters; remembered by revision."""
    actors_sight(reader, round_id)
    make = partial(_diagnostics, reader, round_id)
    found: RaterDiagnostics = reader.memory.recall(
        ("rater_diagnostics", round_id), revision_of(reader, round_id), make
    )
    return found


def _diagnostics(
    reader: Reader, round_id: RoundId, _older: RaterDiagnostics | None
) -> RaterDiagnostics:
    fair = fair_of(reader, round_id)
    found = habits(single_ratings(reader, round_id), fair)
    criteria = fair_criteria_of(reader, round_id)
    known = names_of(reader, [each.rater_id for each in found])
    named = [NamedHabits(name=known[each.rater_id], habits=each) for each in found]
    return RaterDiagnostics(
        raters=tuple(sorted(named, key=lambda each: folded(each.name))),
        halo=None if criteria is None else criteria.halo,
        comparable=fair.gate.comparable,
        method=method_of(reader, round_id, fair),
    )
