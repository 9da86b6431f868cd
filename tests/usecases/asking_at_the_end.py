"""What the use cases of comparing and closing are asked with."""

from lotsen.domain.closings import Answer, Body, Hearing
from lotsen.domain.departments import Level
from lotsen.usecases import (
    advising,
    agreements,
    closing,
    comparison,
    distances,
    dossier,
    fair_criteria,
    fair_scores,
    file_reference,
    hearings,
    rater_diagnostics,
    raters,
    reopening,
    rounds,
    sensitivity,
    signing,
)
from tests.makers import NOON
from tests.usecases.asked import REASON, Asked


def of_comparing(town):
    round_id = town.round_id
    return {
        advising.advice: Asked((round_id,)),
        comparison.comparison: Asked((round_id,)),
        comparison.person: Asked((round_id, town.ada)),
        distances.departments: Asked((round_id, Level.DEZERNAT)),
        fair_criteria.is_ready: Asked((round_id,)),
        fair_criteria.prepare: Asked((round_id,)),
        fair_scores.is_ready: Asked((round_id,)),
        fair_scores.prepare: Asked((round_id,)),
        rater_diagnostics.rater_diagnostics: Asked((round_id,)),
        raters.report: Asked((round_id,)),
        sensitivity.sensitivity: Asked((round_id,)),
    }


def of_closing(town):
    round_id = town.round_id
    part = hearings.Part(body=Body.EQUALITY, result=Hearing.HEARD, held_on=NOON.date())
    facts = {"reference": "", "sha256": "0" * 64, "people": 1, "draft": True}
    return {
        agreements.answer: Asked((round_id, town.ada, Answer.AGREES, ""), {"seen": 0}),
        agreements.asked: Asked((round_id,)),
        closing.close: Asked((round_id,), {"seen": "-"}),
        closing.is_ready: Asked((round_id,)),
        closing.open_list: Asked((round_id,)),
        closing.prepare: Asked((round_id,)),
        dossier.gather: Asked((round_id,)),
        file_reference.set_reference: Asked((round_id, "10.24"), {"seen": ""}),
        dossier.record_export: Asked((round_id,), facts),
        rounds.missing_on_concept: Asked((round_id,)),
        hearings.hear: Asked((round_id, part), {"seen": "-"}),
        reopening.add: Asked((round_id, REASON)),
        reopening.closings: Asked((round_id,)),
        reopening.propose: Asked((round_id, REASON), {"seen": 1}),
        reopening.reopen: Asked((round_id,), {"seen": 1}),
        signing.sign: Asked((round_id,), {"seen": "-"}),
    }
