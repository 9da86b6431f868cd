"""Letters as text: what is filled, and what blocks one."""

from email.headerregistry import Address

import pytest
from hypothesis import given, strategies

from lotsen.domain import texts
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput
from lotsen.domain.letters import (
    DERIVED,
    MASS,
    OUTCOME_OF,
    PLACEHOLDER,
    WRITTEN,
    Audience,
    Problem,
    check_given,
    check_text,
    filled,
    fits,
    needs_second_person,
    problems_of,
    problems_of_reason,
    wait_after,
    with_gap,
)
from lotsen.domain.permissions import OPEN_IN, Permission
from lotsen.domain.phases import Phase
from lotsen.settings import DATA
from lotsen.usecases.letters_file import read_letters

LETTERS = read_letters(DATA / "letters.yaml")


def problems(body, email="ada@stadt.example", subject="Ergebnis"):
    return [
        (each.code, each.about) for each in problems_of(email=email, subject=subject, body=body)
    ]


def test_gaps_are_filled_and_one_without_a_value_stays_to_be_seen():
    text = filled("{anrede}, bis {frist} an {stadt}.", {"anrede": "Guten Tag", "stadt": ""})

    assert text == "Guten Tag, bis {frist} an {stadt}."
    assert problems(text) == [("letter.unfilled", "{frist}"), ("letter.unfilled", "{stadt}")]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Ort: Saal\nTeilnahme per Video: {videolink}\n\nBitte", "Ort: Saal\n\nBitte"),
        ("Ort: Saal, Video: {videolink}\n", "Ort: Saal\n"),
        ("Auskunft über Ihre Daten. {hinweis_rechtsschutz}\n", "Auskunft über Ihre Daten.\n"),
    ],
)
def test_optional_gap_goes_with_its_label(text, without):
    assert filled(text, {}) == without
    assert "{" not in filled(text, {"videolink": "x", "hinweis_rechtsschutz": "y"})


def test_what_a_value_contains_is_not_filled_again():
    assert filled("{anrede}", {"anrede": "{stadt}", "stadt": "X"}) == "{stadt}"


BAD = ("", "ada", "a@b@c.de", "ä@stadt.example", "a b@stadt.example", "ada@stadt..example")
UNQUOTED = ("a..b", ".ada", "ada.", "ada,ben", "ada;ben", "a<b", 'a"b', "a:b", "a(b)")


@pytest.mark.parametrize("email", [*BAD, *(f"{each}@stadt.example" for each in UNQUOTED)])
def test_address_that_cannot_be_right_blocks(email):
    assert problems("Text", email=email) == [("letter.no_address", email)]


@pytest.mark.parametrize(
    "email", ["ada@stadt.example", "ada.o'neil+x@it.stadt-b.example", "a_b@x.de"]
)
def test_usual_addresses_are_taken(email):
    assert problems("Text", email=email) == []


@given(strategies.from_regex(texts._ADDRESS, fullmatch=True))
def test_whatever_is_taken_for_an_address_can_stand_in_a_header(email):
    assert Address(addr_spec=email).addr_spec == email


def test_lone_brace_blocks_too():
    assert problems("Hallo {anrede") == [("letter.unfilled", "{")]


@pytest.mark.parametrize(
    ("reason", "codes"),
    [
        ("Der Gesamtwert 3,85 liegt vorn.", ["letter.has_score"]),
        ("Auf Rang 2 nach den Bögen.", ["letter.has_score"]),
        ("Stärker belegt als bei Groß.", ["letter.names_others"]),
        ("Stärker belegt als bei von der Heide.", ["letter.names_others"]),
        ("Etwa 4,5 Stunden im Monat, seit dem 1.06.2027, 19,5 von 39.", []),
        ("Großes Vorwissen.", []),
    ],
)
def test_reason_tells_no_score_and_no_other_person(reason, codes):
    others = {"Groß", "Yıldız", "von der Heide"}

    assert [each.code for each in problems_of_reason(reason, others)] == codes


def test_subject_with_a_second_line_is_refused():
    with pytest.raises(BadInput, match="subject_too_long"):
        check_text("Ergebnis\nBcc: alle@stadt.example", "Text")


@pytest.mark.parametrize("phase", Phase)
def test_result_may_leave_at_the_end_alone(phase):
    result, receipt = Audience.TO_SELECTED, Audience.INTERESTED_PEOPLE
    assert fits(result, Phase.NOTIFICATION, phase) == (phase in {Phase.NOTIFICATION, Phase.CLOSED})
    assert fits(receipt, Phase.INTEREST, phase) == (phase == Phase.INTEREST)


@pytest.mark.parametrize("phase", Phase)
def test_letter_that_asks_fits_as_long_as_people_may_do_it(phase):
    told, rated = OPEN_IN[Permission.ASK_NOMINEES], OPEN_IN[Permission.RATE]

    assert fits(Audience.NOMINEES, Phase.APPROACH, phase) == (phase in told)
    assert fits(Audience.BEHIND, Phase.PRESENTATION, phase) == (phase in rated)


def test_placeholder_goes_behind_the_line_that_was_chosen():
    text = "Guten Tag,\n\nbis bald\n"

    assert with_gap(text, "frist") == "Guten Tag,\n\nbis bald {frist}"
    assert with_gap(text, "frist", "Guten Tag,") == "Guten Tag, {frist}\n\nbis bald"
    assert with_gap(text, "frist", "gibt es nicht mehr") == "Guten Tag,\n\nbis bald {frist}"
    assert with_gap("", "frist") == "{frist}"


def test_page_gives_its_own_placeholders_and_no_others():
    assert check_given({"frist": " 1. Juni 2027 ", "anrede": "Hallo"}) == {"frist": "1. Juni 2027"}
    with pytest.raises(BadInput, match="value_too_long"):
        check_given({"link_umfrage": "https://x.example\nBcc: alle@stadt.example"})


def test_results_always_need_a_second_person_and_others_as_mass_mail():
    assert needs_second_person(Audience.TO_SELECTED, 1)
    assert needs_second_person(Audience.LEADERS_CONCERNED, 1)
    assert not needs_second_person(Audience.INTERESTED_PEOPLE, MASS - 1)
    assert needs_second_person(Audience.INTERESTED_PEOPLE, MASS)


def test_every_outcome_has_its_kind_of_letter():
    assert set(OUTCOME_OF.values()) == set(Outcome)


def test_waiting_doubles_and_ends():
    waits = [wait_after(attempt) for attempt in range(1, 7)]

    assert [int(wait.total_seconds() / 60) for wait in waits[:-1]] == [5, 10, 20, 40, 80]
    assert waits[-1] is None


def test_standard_letters_use_only_gaps_that_somebody_fills():
    gaps = {
        gap for each in LETTERS.templates for gap in PLACEHOLDER.findall(each.subject + each.body)
    }

    assert gaps - DERIVED - set(WRITTEN) == set()
    assert set(LETTERS.examples) == set(WRITTEN)


def test_standard_letters_cover_the_five_phases_and_every_audience():
    assert {each.phase for each in LETTERS.templates} == set(Phase) - {Phase.CLOSED}
    assert {each.audience for each in LETTERS.templates} == set(Audience)


@pytest.mark.parametrize("template", LETTERS.templates, ids=lambda each: each.key)
def test_standard_letter_with_every_gap_filled_is_free_to_go(template):
    values = dict.fromkeys(DERIVED | set(WRITTEN), "Wert")
    subject, body = filled(template.subject, values), filled(template.body, values)

    assert problems_of(email="ada@stadt.example", subject=subject, body=body) == []
    assert Problem(code="letter.unfilled", about="{anrede}") in problems_of(
        email="ada@stadt.example", subject=template.subject, body=template.body
    )
