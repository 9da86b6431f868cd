"""What the file of the shortlist holds: the list, the proposal beside it, and the departures."""

from dataclasses import replace

import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.usecases import departures, proposal, shortlist
from lotsen.usecases.candidates import EVERYBODY, CandidateFilter
from lotsen.usecases.shortlist import Shortlist


@requires(Permission.EXPORT)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: CandidateFilter = EVERYBODY,
    *,
    only_marked: bool = False,
) -> Shortlist:
    """The list, and in `frame` also proposed, share and departure.

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
    frame = found.frame.assign(
        proposed=pd.Series(proposed, dtype=object, index=found.frame.index),
        share=people["share"].to_numpy(),
        departure=reasons,
    )
    return replace(found, frame=frame)
