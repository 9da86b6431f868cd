"""Letters of the survey: a reminder to answer, and what a person has to be told who was named.

The wording is the town's, in `data/letters.yaml`; both leave as drafts for a mail program.
"""

from collections.abc import Mapping
from contextvars import copy_context
from datetime import date
from typing import Final

from lotsen.i18n import use_language
from lotsen.i18n.formats import long_day
from lotsen.mail.reminders import Reminder, Template, letter_to
from lotsen.usecases.concept_review import Review
from lotsen.usecases.correspondents import Correspondent, Sender
from lotsen.usecases.nominees import Nominee, Nominees

REMINDER: Final = "1a"
INFORMATION: Final = "2a"


def review_reminder(  # noqa: PLR0913  # a letter is all of this
    template: Template, review: Review, sender: Sender, *, town: str, until: date, link: str
) -> Reminder:
    """Ask somebody who has not answered about the concept; the language is always German."""
    values = {"stadt": town, "link_umfrage": link}
    return copy_context().run(_in_german, template, review, sender, until, values)


def information(template: Template, nominee: Nominee, found: Nominees, *, until: date) -> Reminder:
    """Tell somebody by whom they were named, and ask whether they agree.

    Raises:
        BadInput: a value is missing that the coordinator writes; nothing leaves with a gap.
    """
    values = {**found.values, "stadt": found.town}
    return copy_context().run(_told, template, nominee, found.sender, until, values)


def _told(
    template: Template, nominee: Nominee, sender: Sender, until: date, values: Mapping[str, str]
) -> Reminder:
    use_language("de")
    named = [f"{each.leader} (am {long_day(each.named_on)})" for each in nominee.named_by]
    more = {**values, "vorgeschlagen_von": " und ".join(named)}
    return letter_to(template, nominee, sender, until, more)


def _in_german(
    template: Template,
    person: Correspondent,
    sender: Sender,
    until: date,
    values: Mapping[str, str],
) -> Reminder:
    use_language("de")
    return letter_to(template, person, sender, until, values)
