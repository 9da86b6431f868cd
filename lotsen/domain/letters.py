"""Letters: what they are about, whom they may reach, and what keeps one from being sent."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, WrongPhase
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Actor
from lotsen.domain.permissions import OPEN_IN, Permission, carries
from lotsen.domain.phases import Phase
from lotsen.domain.texts import check_signs, is_address

LONGEST_SUBJECT = 200
LONGEST_BODY = 20_000
LONGEST_VALUE = 300
BEGUN_FOR = timedelta(minutes=30)
"""A letter of which nothing was heard for so long is lost: no dialogue takes that time.

The answer to a message alone may take ten minutes (RFC 5321 4.5.3.2.6).
"""

MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(minutes=5)
MASS, MASS_WITHIN = 5, timedelta(days=1)
"""So many letters of one kind at once are mass mail, and need a second person.

Whether they wait together, or are approved one after the other within this time.
"""


class LetterState(StrEnum):
    """What has become of a letter; the values are stored."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    NOTED_SENT = "noted_sent"
    BOUNCED = "bounced"
    UNKNOWN = "unknown"
    DISCARDED = "discarded"


class Audience(StrEnum):
    """Whom a kind of letter goes to; the values are stored."""

    LEADERS = "leaders"
    INTERESTED_PEOPLE = "interested_people"
    COMMITTEE = "committee"
    TO_SELECTED = "to_selected"
    TO_RESERVE = "to_reserve"
    TO_NOT_SELECTED = "to_not_selected"
    LEADERS_CONCERNED = "leaders_concerned"
    INVITED_ELSEWHEN = "invited_elsewhen"
    CALLED_OFF = "called_off"
    WITHOUT_ANSWER = "without_answer"
    NOMINEES = "nominees"
    BEHIND = "behind"


OUTCOME_OF: Mapping[Audience, Outcome] = {
    Audience.TO_SELECTED: Outcome.SELECTED,
    Audience.TO_RESERVE: Outcome.RESERVE,
    Audience.TO_NOT_SELECTED: Outcome.NOT_SELECTED,
}
"""Kinds of letters that tell a candidate what was decided."""

TELLS_A_RESULT = frozenset(OUTCOME_OF) | {Audience.LEADERS_CONCERNED}
WAITING = frozenset({LetterState.DRAFT, LetterState.APPROVED})
EDITABLE = WAITING | {LetterState.BOUNCED}
"""What may still be changed or discarded: nothing that might have arrived."""

ARRIVED = frozenset({LetterState.SENT, LetterState.NOTED_SENT})
"""Whoever has such a letter has been told; of a file nobody knows before a human has noted it."""

MAYBE_READ = ARRIVED | {LetterState.HANDED_OVER, LetterState.SENDING, LetterState.UNKNOWN}
"""What its recipient may know: a later letter about the same appointment has to count it."""

INVITES = frozenset({Audience.INTERESTED_PEOPLE, Audience.COMMITTEE})
"""Kinds that carry an appointment where there is one, in the phase of presentations."""

TELLS_A_CHANGE = frozenset({Audience.INVITED_ELSEWHEN, Audience.CALLED_OFF})
"""Kinds that tell people who were invited that an appointment has moved, or is off."""

REMINDERS = frozenset({Audience.WITHOUT_ANSWER, Audience.BEHIND})
"""Kinds that may come once more, on another day, as long as there is something left to do."""

ASKS = REMINDERS | {Audience.NOMINEES}
"""Kinds that ask a person for something; drafted where the page shows with whom it is open."""

OPEN_WITH: Mapping[Audience, Permission] = {
    Audience.NOMINEES: Permission.ASK_NOMINEES,
    Audience.BEHIND: Permission.RATE,
}
"""Kinds that fit into every phase in which people may do what they are about."""

READ_WITH: Mapping[Audience, Permission] = {Audience.NOMINEES: Permission.SEE_ANSWERS}
"""Kinds that not everybody reads who sees letters: they tell by whom somebody was named."""

GIVEN = frozenset({"frist", "link_umfrage", "link_bewerten"})
"""Placeholders that the page knows where a letter asks for something."""

DERIVED = frozenset(
    {"anrede", "stadt", "fachbereich", "plaetze", "anzahl_kandidaturen"}
    | {"begruendung", "ergebnisliste", "offene_boegen", "vorgeschlagen_von"}
    | {"link_umfrage", "link_bewerten"}
)
"""Placeholders that Lotsen fills by itself; the coordinator writes the others."""

WRITTEN = (
    *("frist", "frist_interesse", "zeitumfang", "termin_datum", "termin_beginn", "termin_dauer"),
    *("termin_ort", "videolink", "auftakt_datum", "lernplattform", "reserve_bis", "loeschdatum"),
    *("hinweis_rechtsschutz", "link_konzept", "link_kriterien", "link_datenschutz"),
    *("kontakt_name", "kontakt_funktion", "kontakt_mail", "kontakt_telefon", "kontakt_sbv"),
    "absender_leitung",
)

OPTIONAL = frozenset({"videolink", "hinweis_rechtsschutz"})
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_SCORE = re.compile(r"\b[1-5],\d{1,2}\b(?! (?:Stunden|Tage|Wochen))|\bRang \d", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Template:
    """One kind of letter as a round words it."""

    key: str
    name: str
    phase: Phase
    audience: Audience
    subject: str
    body: str
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What blocks a letter: the code of a sentence, and what it is about."""

    code: str
    about: str = ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; one without a value stays as it is written.

    An optional one that is empty goes, with the label in front of it.
    """
    for name in OPTIONAL & set(PLACEHOLDER.findall(text)):
        if not values.get(name):
            label = rf"(?m)^[^\n,:]*: \{{{name}\}}\n|, [^\n,:]*: \{{{name}\}}| ?\{{{name}\}}"
            text = re.sub(label, "", text)
    return PLACEHOLDER.sub(lambda gap: values.get(gap[1]) or gap[0], text)


def with_gap(text: str, gap: str, line: str = "") -> str:
    """The text with a placeholder at the end of the first line that reads so, or at its own end."""
    lines = text.rstrip().split("\n")
    place = lines.index(line) if line and line in lines else len(lines) - 1
    lines[place] = f"{lines[place].rstrip()} {{{gap}}}".lstrip()
    return "\n".join(lines)


def problems_of(*, email: str, subject: str, body: str) -> list[Problem]:
    """What blocks a letter by itself: an address that cannot be right, a gap left open."""
    found = [] if is_address(email) else [Problem(code="letter.no_address", about=email)]
    gaps = dict.fromkeys(gap[0] for gap in PLACEHOLDER.finditer(f"{subject}\n{body}"))
    if not gaps and re.search(r"[{}]", subject + body):
        gaps = dict.fromkeys("{")
    return found + [Problem(code="letter.unfilled", about=gap) for gap in gaps]


def problems_of_reason(reason: str, others: Collection[str]) -> list[Problem]:
    """What must not stand in a reason that a candidate reads: scores, and other candidates."""
    found = [Problem(code="letter.has_score", about=hit[0]) for hit in _SCORE.finditer(reason)]
    words = set(re.findall(r"[\w-]+", reason))
    named = {name for name in others if name in words or (" " in name and name in reason)}
    return found + [Problem(code="letter.names_others", about=name) for name in sorted(named)]


def fits(audience: Audience, template_phase: Phase, current: Phase) -> bool:
    """Whether letters of one phase may go out in another: what is told stays true at the end."""
    if current == template_phase or (
        template_phase == Phase.NOTIFICATION and current == Phase.CLOSED
    ):
        return True
    return audience in OPEN_WITH and current in OPEN_IN[OPEN_WITH[audience]]


def check_fits(audience: Audience, template_phase: Phase, current: Phase) -> None:
    """Refuse a letter in the wrong phase."""
    if not fits(audience, template_phase, current):
        raise WrongPhase("letter.wrong_phase", phase=template_phase)


def is_read_by(actor: Actor, audience: Audience) -> bool:
    """Whether somebody who sees letters may read this kind of them."""
    return actor.id is None or carries(actor.roles, READ_WITH.get(audience, Permission.SEE_LETTERS))


def needs_second_person(audience: Audience, at_once: int) -> bool:
    """Whether a letter needs a second pair of eyes: results always, others as mass mail."""
    return audience in TELLS_A_RESULT or at_once >= MASS


def check_second_person(actor: PersonId, *, written_by: Collection[int | None]) -> None:
    """Refuse to approve what one has written oneself."""
    if actor in written_by:
        raise NotAllowed("letter.needs_second_person")


def check_text(subject: str, body: str) -> tuple[str, str]:
    """Give subject and text back without the blanks around them.

    Raises:
        BadInput: one is missing, too long, or the subject has more than one line.
    """
    subject, body = subject.strip(), body.strip()
    if not subject or not body:
        raise BadInput("letter.needs_text")
    if len(subject) > LONGEST_SUBJECT or re.search(r"[\r\n\t]", subject):
        raise BadInput("letter.subject_too_long", longest=LONGEST_SUBJECT)
    if len(body) > LONGEST_BODY:
        raise BadInput("reason.too_long", longest=LONGEST_BODY)
    check_signs(subject + body)
    return subject, body.replace("\r\n", "\n") + "\n"


def check_value(text: str) -> str:
    """Give a value for a placeholder back without the blanks around it."""
    text = text.strip()
    if len(text) > LONGEST_VALUE or PLACEHOLDER.search(text) or re.search(r"[\r\n\t]", text):
        raise BadInput("letter.value_too_long", longest=LONGEST_VALUE)
    check_signs(text)
    return text


def check_given(values: Mapping[str, str]) -> dict[str, str]:
    """Give back what the page knows of the letters that are drafted there, and nothing else."""
    return {name: check_value(text) for name, text in values.items() if name in GIVEN}


def check_sent_day(day: date, *, approved: date, today: date) -> None:
    """Refuse a day of sending before the approval, or in the future."""
    if not approved <= day <= today:
        raise BadInput("letter.bad_sent_day", earliest=approved, today=today)


def wait_after(attempts: int) -> timedelta | None:
    """How long a letter waits after so many attempts, twice as long each time; None to give up."""
    return None if attempts >= MOST_ATTEMPTS else FIRST_WAIT * 2 ** (attempts - 1)
