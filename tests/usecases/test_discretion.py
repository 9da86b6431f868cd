"""Whatever is written by hand into a result, it tells no score and nobody else's name."""

import pytest

from lotsen.domain.errors import BadInput
from lotsen.usecases import drafting, letter_templates
from tests.usecases.letter_town import LETTERS, do, draft_results, furnish, lines, whole


@pytest.fixture
def town(town):
    return furnish(town)


def problems(line):
    return [(each.code, each.about) for each in line.problems]


@pytest.mark.parametrize(
    ("key", "text", "codes"),
    [
        ("5c", "Ihr Wert war 3,45.", ["letter.has_score"]),
        ("5c", "Sie stehen hinter Groß auf Rang 7.", ["letter.has_score", "letter.names_others"]),
        ("5a", "Die Reserve ist Ben Groß.", ["letter.names_others"]),
        ("5d", "Auch Cem Demir war dabei.", ["letter.names_others"]),
        ("5d", "Ada Yıldız und Ben Groß freuen sich auf Sie, für 3,5 Stunden im Monat.", []),
        ("5c", "Wir danken Ihnen, Cem Demir.", []),
    ],
)
def test_result_that_is_edited_still_tells_no_score_and_nobody_else(town, key, text, codes):
    draft_results(town)
    letter = whole(town, lines(town, key)[0])

    do(
        town,
        drafting.edit,
        letter.line.id,
        subject=letter.line.subject,
        body=letter.body + text,
        seen=letter.line.version,
    )

    assert [each.code for each in lines(town, key)[0].problems] == codes


def test_subject_of_a_result_tells_no_score_either(town):
    draft_results(town)
    letter = whole(town, lines(town, "5c")[0])
    text = {"subject": "Ihr Ergebnis: Rang 3", "body": letter.body}

    do(town, drafting.edit, letter.line.id, **text, seen=letter.line.version)

    assert problems(lines(town, "5c")[0]) == [("letter.has_score", "Rang 3")]


def test_blocked_reason_is_free_once_it_is_worded_otherwise_and_not_before(town):
    draft_results(town, "Gesamtwert 3,85 und viel Erfahrung.")
    for old, new, codes in [
        ("und viel", "und sehr viel", ["letter.has_score"]),
        ("Gesamtwert 3,85 und sehr", "Sehr", []),
    ]:
        letter = whole(town, lines(town, "5c")[0])
        text = {"subject": letter.line.subject, "body": letter.body.replace(old, new)}
        do(town, drafting.edit, letter.line.id, **text, seen=letter.line.version)
        assert [each.code for each in lines(town, "5c")[0].problems] == codes


def test_contact_who_is_called_like_a_candidate_blocks_no_letter(town):
    do(
        town,
        letter_templates.set_values,
        {"kontakt_name": "Gerda Groß"},
        seen={"kontakt_name": LETTERS.examples["kontakt_name"]},
    )
    draft_results(town)
    letter = whole(town, lines(town, "5c")[0])
    assert "Gerda Groß" in letter.body

    text = {"subject": "Ergebnis der Auswahl", "body": letter.body}
    do(town, drafting.edit, letter.line.id, **text, seen=letter.line.version)

    assert lines(town, "5c")[0].problems == []


def reword(town, key, more):
    found = town.application.query(town.kim, letter_templates.wording, town.round_id)
    (old,) = [each for each in found.templates if each.key == key]
    do(
        town,
        letter_templates.word,
        key,
        subject=old.subject,
        body=f"{old.body}\n{more}",
        seen=old.version,
    )


@pytest.mark.parametrize(
    ("key", "more", "code"),
    [
        ("5c", "Ihr Gesamtwert liegt unter 3,45.", "template_has_score"),
        ("5b", "Sie stehen auf Rang 2.", "template_has_score"),
        ("5a", "Wenden Sie sich auch an Ben Groß.", "template_names"),
        ("5d", "Frau Yıldız ist dabei.", "template_names"),
    ],
)
def test_wording_of_results_tells_nobody_a_score_or_a_name(town, key, more, code):
    with pytest.raises(BadInput, match=code):
        reword(town, key, more)


def test_wording_of_results_may_keep_what_it_said_before(town):
    town.make_candidate("Uwe Dank")  # "Vielen Dank" stands in every letter

    reword(town, "5c", "Für den Auftakt sind 2,5 Stunden vorgesehen.")


def test_other_letters_may_name_whom_they_like(town):
    reword(town, "4a", "Ben Groß empfängt Sie am Eingang.")
