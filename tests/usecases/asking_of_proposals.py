"""What the use cases of the shortlist's proposal are asked with."""

from lotsen.domain.shortlist_rules import ShortlistRules
from lotsen.usecases import departures, proposal, shortlist_file, shortlist_rules
from tests.usecases.asked import REASON, Asked


def of_the_proposal(round_id, ada, ben):
    return {
        departures.explain: Asked((round_id, ada, REASON), {"proposed": True, "seen": 0}),
        departures.listing: Asked((round_id,)),
        proposal.of_round: Asked((round_id,)),
        proposal.own_choice: Asked((round_id,)),
        proposal.swapped: Asked((round_id, ada, ben)),
        proposal.take_over: Asked((round_id, ada)),
        shortlist_file.listing: Asked((round_id,)),
        shortlist_rules.of_round: Asked((round_id,)),
        shortlist_rules.set_rules: Asked((round_id, ShortlistRules(places=3)), {"seen": 0}),
    }
