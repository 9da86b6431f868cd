"""The sentences about the survey: answers, how far it is with a nomination, and refusals."""

from lotsen.domain.surveys import NominationState, ReviewAnswer, Told
from lotsen.i18n import _, formats, words
from lotsen.i18n.sentences import Sentences

OF_SURVEYS: Sentences = {
    "survey.comment_missing": lambda _facts: _(
        "Bitte schreiben Sie Ihre Anmerkung, oder antworten Sie mit „einverstanden“."
    ),
    "nomination.unknown": lambda _facts: _("Diesen Vorschlag gibt es nicht."),
    "nomination.not_own_people": lambda _facts: _(
        "Sie schlagen nur Personen der Abteilungen vor, die Sie leiten. Für andere spricht deren "
        "Führungskraft."
    ),
    "nomination.needs_person": lambda _facts: _(
        "Bitte geben Sie Nachnamen und E-Mail-Adresse der Person an."
    ),
    "nomination.needs_department": lambda _facts: _("Bitte wählen Sie die Abteilung der Person."),
    "nomination.is_yourself": lambda _facts: _(
        "Sich selbst schlagen Sie nicht vor. Bekunden Sie Ihr Interesse in der nächsten Phase."
    ),
    "nomination.needs_reason": lambda _facts: _(
        "Bitte wählen Sie mindestens ein Kriterium und schreiben Sie dazu, was Sie beobachtet "
        "haben."
    ),
    "nomination.not_informed": lambda facts: _(
        "{name} ist noch nicht informiert. Erst nach der Information lässt sich eine Antwort "
        "festhalten.",
        name=facts["name"],
    ),
    "nomination.told_already": lambda _facts: _(
        "Die Person ist schon informiert. Der Vorschlag lässt sich nicht mehr zurücknehmen."
    ),
    "nomination.candidacy_is_over": lambda facts: _(
        "Die Kandidatur von {name} ist {state}. Eine Zustimmung lässt sich deshalb nicht "
        "festhalten.",
        name=facts["name"],
        state=words.candidate_state(facts["state"]),
    ),
    "nomination.bad_day": lambda facts: _(
        "Bitte wählen Sie einen Tag vom {earliest} bis zum {today}.",
        earliest=formats.day(facts["earliest"]),
        today=formats.day(facts["today"]),
    ),
}
"""The sentence for every refusal about the survey."""


def review_answer(answer: ReviewAnswer) -> str:
    """What a leader says about the concept."""
    match answer:
        case ReviewAnswer.SUITS:
            return _("einverstanden")
        case ReviewAnswer.COMMENTS:
            return _("mit Anmerkungen")


def nomination_state(state: NominationState) -> str:
    """How far it is with somebody who was named."""
    match state:
        case NominationState.PROPOSED:
            return _("vorgeschlagen, noch nicht informiert")
        case NominationState.INFORMED:
            return _("informiert, noch keine Antwort")
        case NominationState.AGREES:
            return _("stimmt zu")
        case NominationState.DECLINES:
            return _("sagt ab")


def told(told: Told) -> str:
    """How somebody learnt of being named."""
    match told:
        case Told.BY_LETTER:
            return _("Schreiben")
        case Told.IN_PERSON:
            return _("Gespräch")
