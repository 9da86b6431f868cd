"""A reminder to whoever still has sheets open: a letter that is filled, and a draft of it.

The wording is the town's, in `data/letters.yaml`. A draft is an e-mail that nobody has sent
yet (`X-Unsent: 1`, Microsoft's mark for it): a mail program opens it for a last look.
"""

from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

import yaml

from lotsen.domain.errors import BadInput
from lotsen.domain.letters import PLACEHOLDER, filled
from lotsen.i18n import _, use_language
from lotsen.i18n.formats import long_day
from lotsen.i18n.salutations import letter_opening
from lotsen.usecases.correspondents import Correspondent, Sender
from lotsen.usecases.reminding import Behind

TEMPLATE: Final = "4c"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A letter with gaps in curly brackets."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A letter to one person, with no gap left; the language is always German."""

    to_name: str
    to_email: str
    subject: str
    text: str


def read_template(path: Path, key: str = TEMPLATE) -> Template:
    """Read one letter of the town."""
    letters = yaml.safe_load(path.read_text(encoding="utf-8"))["schreiben"]
    found = next(each for each in letters if each["id"] == key)
    return Template(subject=found["betreff"], text=found["text"])


def reminder(
    template: Template, behind: Behind, sender: Sender, *, until: date, link: str
) -> Reminder:
    """Fill the letter for one person; it says how many sheets are open, and no value of any."""
    return copy_context().run(_in_german, template, behind, sender, until, link)


def draft(letter: Reminder) -> bytes:
    """The letter as a file that a mail program opens as a draft (.eml)."""
    user, _at, domain = letter.to_email.rpartition("@")
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = Address(_one_line(letter.to_name), user, domain)
    message["Subject"] = _one_line(letter.subject)
    message.set_content(letter.text, cte="quoted-printable")
    return message.as_bytes()


def _in_german(
    template: Template, behind: Behind, sender: Sender, until: date, link: str
) -> Reminder:
    use_language("de")
    values = {
        "offene_boegen": _(
            "{open} von {all} Bewertungsbögen", open=behind.open_sheets, all=behind.sheets
        ),
        "link_bewerten": link,
    }
    return letter_to(template, behind, sender, until, values)


def letter_to(
    template: Template,
    person: Correspondent,
    sender: Sender,
    until: date,
    values: Mapping[str, str],
) -> Reminder:
    """Fill a letter for one person, in the language of the run; `values` are its own gaps.

    Raises:
        BadInput: a gap is left; nothing leaves with one.
    """
    facts = {
        "kontakt_name": sender.name,
        "kontakt_funktion": sender.function or _("Koordination Digitallotsen"),
        "kontakt_mail": sender.email,
        **values,
        "anrede": letter_opening(
            salutation=person.salutation,
            title=person.title,
            first_name=person.first_name,
            last_name=person.last_name,
        ),
        "frist": long_day(until),
    }
    return Reminder(
        to_name=person.name,
        to_email=person.email,
        subject=fill(template.subject, facts),
        text=fill(template.text, facts),
    )


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Fill the gaps of a text; one that nobody fills stops the letter."""
    missing = sorted({gap for gap in PLACEHOLDER.findall(text) if not facts.get(gap)})
    if missing:
        raise BadInput("letter.gap_left", gaps=", ".join(missing))
    return filled(text, facts)


def _one_line(text: str) -> str:
    """A text for the head of an e-mail, where a line break would begin another field."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
