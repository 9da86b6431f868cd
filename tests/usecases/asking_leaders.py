"""What the use cases of the survey are asked with."""

from lotsen.domain.ids import NominationId, NomineeId
from lotsen.domain.surveys import ReviewAnswer, Told
from lotsen.usecases import concept_review, nominations, nominees
from tests.makers import NOON
from tests.usecases.asked import REASON, Asked

WHY = {"motivation": REASON}


def of_the_survey(town):
    round_id, day = town.round_id, NOON.date()
    nominee, own = NomineeId(1), NominationId(1)
    return {
        concept_review.answer: Asked((round_id, ReviewAnswer.COMMENTS, REASON), {"seen": 0}),
        concept_review.concept: Asked((round_id,)),
        concept_review.record_export: Asked((round_id,), {"people": 1}),
        concept_review.reviews: Asked((round_id,)),
        concept_review.word: Asked((round_id, REASON), {"seen": 0}),
        nominations.change: Asked((round_id, own, WHY), {"knows": True, "seen": 1}),
        nominations.nominate: Asked((round_id, town.rita, WHY), {"knows": True}),
        nominations.own: Asked((round_id,)),
        nominations.take_back: Asked((round_id, own), {"seen": 1}),
        nominees.inform: Asked((round_id, nominee, Told.BY_LETTER, day), {"seen": 1}),
        nominees.listing: Asked((round_id,)),
        nominees.note_answer: Asked((round_id, nominee), {"agrees": True, "day": day, "seen": 1}),
    }
