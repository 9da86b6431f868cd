"""What a letter with a result keeps to itself once it was written by hand: scores, other people."""

from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import RoundId
from lotsen.domain.letters import TELLS_A_RESULT, Problem, filled, problems_of_reason
from lotsen.i18n import speaking
from lotsen.usecases.letter_templates import common_values
from lotsen.usecases.person_names import name_of
from lotsen.usecases.recipients import candidates_standing, recipients_of


def problems_of_edited(reader: Reader, row: LetterRow) -> list[Problem]:
    """What an edited letter tells too much, where it is one that tells a result.

    Whatever stands in the template, but for the reason, may stay: the contact may be called
    like a candidate.
    """
    template = reader.session.get_one(LetterTemplateRow, row.template_id)
    if template.audience not in TELLS_A_RESULT:
        return []
    others = _others(reader, row)
    usual = problems_of_reason(_as_usual(reader, template, row), others)
    found = problems_of_reason(f"{row.subject}\n{row.body}", others)
    return [each for each in found if each not in usual]


def _others(reader: Reader, row: LetterRow) -> set[str]:
    """The last names of the candidates whom the letter is not about."""
    standing = candidates_standing(reader, RoundId(row.round_id))
    own = {person.last_name for each, person in standing if str(each.id) in row.about}
    return {person.last_name for _each, person in standing} - own


def _as_usual(reader: Reader, template: LetterTemplateRow, row: LetterRow) -> str:
    """The letter as the template has it for its recipient, without the reason."""
    round_id = RoundId(row.round_id)
    person = reader.session.get_one(PersonRow, row.person_id)
    values = common_values(reader, round_id)
    with speaking("de"):
        for each in recipients_of(reader, round_id, template.audience):
            if each.person.id == row.person_id:
                values |= each.values
    values.pop("begruendung", None)
    return filled(f"{template.subject}\n{template.body}\n{name_of(person)}", values)
