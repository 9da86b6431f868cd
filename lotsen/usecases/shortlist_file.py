"""What the file of the shortlist holds: the list, the proposal beside it, and the departures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring.fair import Comparable
from lotsen.usecases import comparison, departures, proposal, shortlist
from lotsen.usecases.candidates import EVERYBODY, CandidateFilter
from lotsen.usecases.comparison import Comparison, Reason
from lotsen.usecases.methods import Method
from lotsen.usecases.proposal_view import Grounds
from lotsen.usecases.shortlist import Shortlist

FAIR = ["fair", "rank", "rank_low", "rank_high"]


@dataclass(frozen=True, kw_only=True)
class ShortlistFile(Shortlist):
    """The list as it leaves the house, with what its numbers can be worked out again from.

    `frame` has also proposed, share, departure, fair, rank, rank_low and rank_high; these four
    are NaN for whoever has no sheet, and for everybody where people cannot be compared.
    `grounds` are the proposal's; all else is of the fair scores.
    """

    grounds: Grounds
    comparable: Comparable
    reasons: tuple[Reason, ...]
    method: Method


@requires(Permission.EXPORT)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter = EVERYBODY,
    *,
    only_marked: bool = False,
) -> ShortlistFile:
    """The list with the proposal and the fair scores beside it.

    proposed is None for whoever does not count, and for everybody where there is no proposal;
    departure is the reason that answers what is proposed and marked now, "" without one.
    """
    found = shortlist.listing(reader, round_id, narrowed, only_marked=only_marked)
    keys = found.frame["candidate_id"]
    offered = proposal.of_round(reader, round_id)
    people = offered.people.set_index("candidate_id")[["proposed", "share"]].reindex(keys)
    known = people["proposed"].notna().to_numpy() & (offered.clash is None)
    pairs = zip(people["proposed"], known, strict=True)
    proposed = [bool(each) if counts else None for each, counts in pairs]
    said = departures.listing(reader, round_id)
    reasons = []
    for key, inside, marked in zip(keys, proposed, found.frame["marked"], strict=True):
        departure = said.get(key)
        answers = departure is not None and departure.proposed == inside and inside != marked
        reasons.append(departure.reason if departure is not None and answers else "")
    compared = comparison.comparison(reader, round_id)
    frame = found.frame.assign(
        proposed=pd.Series(proposed, dtype=object, index=found.frame.index),
        share=people["share"].to_numpy(),
        departure=reasons,
        **_fair(compared, keys),
    )
    return ShortlistFile(
        frame=frame,
        criteria=found.criteria,
        revision=found.revision,
        grounds=offered.grounds,
        comparable=compared.comparable,
        reasons=compared.reasons,
        method=compared.method,
    )


def _fair(compared: Comparison, keys: pd.Series) -> dict[str, np.ndarray]:
    """Fair score, rank and its interval, for each of the keys; nothing where the gate refuses."""
    known = compared.frame.set_index("candidate_id").reindex(index=keys, columns=FAIR)
    return {name: known[name].to_numpy(dtype=np.float64) for name in FAIR}
