import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.findings import FindingCode
from lotsen.domain.people import Role
from lotsen.imports.values import (
    NOT_OBSERVABLE,
    Unreadable,
    day,
    decimal,
    digits,
    email,
    kind,
    line,
    one_of,
    person_key,
    prose,
    rating,
    roles,
    salutation,
    state,
)


def code_of(reader, text):
    with pytest.raises(Unreadable) as problem:
        reader(text)
    return problem.value.code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4),
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234", 1234),
        ("-0,25", -0.25),
        ("−3", -3),
        ("1 000", 1000),
    ],
)
def test_numbers_are_read_in_german_and_english(text, number):
    assert decimal(text) == number


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_every_number_written_in_german_is_read_back(number):
    english = f"{number:,.3f}"
    german = english.translate(str.maketrans({",": ".", ".": ","}))

    assert decimal(german) == float(number)


@pytest.mark.parametrize(
    "text", ["", "4,", ",5", "1.23.4", "4,5,6", "vier", "1e3", "nan", "9" * 400]
)
def test_other_texts_are_no_numbers(text):
    with pytest.raises(ValueError, match=r"^"):
        decimal(text)


@pytest.mark.parametrize("text", ["4", "4,0", "4.0", "+4"])
def test_rating_is_a_whole_number(text):
    assert rating(text) == 4


@pytest.mark.parametrize(
    "text", ["n. b.", "n.b.", "nb", "NB", "N. B.", "n.\u00a0b.", "nicht beobachtbar"]
)
def test_not_observable_has_many_spellings(text):
    assert rating(text) == NOT_OBSERVABLE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7", FindingCode.RATING_OFF_SCALE),
        ("0", FindingCode.RATING_OFF_SCALE),
        ("-1", FindingCode.RATING_OFF_SCALE),
        ("4,5", FindingCode.RATING_NOT_WHOLE),
        ("sehr gut", FindingCode.RATING_UNREADABLE),
        ("k. A.", FindingCode.RATING_UNREADABLE),
        ("-", FindingCode.RATING_DASH),
        ("–", FindingCode.RATING_DASH),
        ("./.", FindingCode.RATING_DASH),
    ],
)
def test_everything_else_is_no_rating(text, code):
    assert code_of(rating, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "01.06.2026",
        "1.6.2026",
        "1. 6. 2026",
        "1.6.26",
        "2026-06-01",
        "2026-06-01T08:30:00Z",
        "2026-06-01 08:30:00",
        "01.06.2026 00:00",
        "01.06.2026, 8:30",
        "1. Juni 2026",
        "1 Jun 2026",
        "46174",
    ],
)
def test_date_has_many_spellings(text):
    assert day(text) == dt.date(2026, 6, 1)


def test_month_of_march_has_an_umlaut():
    assert [day(f"3. {month} 2026").month for month in ("März", "Maerz", "Mrz.", "March")] == [
        3
    ] * 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.2026", FindingCode.DATE_INVALID),
        ("6/1/2026", FindingCode.DATE_INVALID),
        ("1. Foo 2026", FindingCode.DATE_INVALID),
        ("demnächst", FindingCode.DATE_INVALID),
        ("01.06.0026", FindingCode.DATE_IMPLAUSIBLE),
        ("01.06.1926", FindingCode.DATE_IMPLAUSIBLE),
        ("20000", FindingCode.DATE_IMPLAUSIBLE),
    ],
)
def test_everything_else_is_no_date(text, code):
    assert code_of(day, text) == code


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_is_read_back(date):
    assert day(date.strftime("%d.%m.%Y")) == day(date.isoformat()) == date


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Kaya@Stadt.Example", "kaya@stadt.example"),
        ("Anna Kaya <kaya@stadt.example>", "kaya@stadt.example"),
        ("mailto:kaya@stadt.example", "kaya@stadt.example"),
        ("a.b-c+d@bürgerhaus.stadt.example", "a.b-c+d@bürgerhaus.stadt.example"),
    ],
)
def test_address_is_read_in_small_letters(text, address):
    assert email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "kaya",
        "kaya@stadt",
        "kaya@@stadt.example",
        "kaya@stadt..example",
        ".kaya@stadt.example",
        "müller@stadt.example",
        "kaya@stadt.example; berger@stadt.example",
        "kaya @stadt.example",
        f"{'k' * 250}@stadt.example",
    ],
)
def test_everything_else_is_no_address(text):
    assert code_of(email, text) == FindingCode.EMAIL_INVALID


def test_candidate_is_named_by_address_or_personnel_number():
    assert person_key("Kaya@Stadt.Example") == "kaya@stadt.example"
    assert person_key("00471-A") == "00471-a"


@pytest.mark.parametrize("text", ["1,23E+15", "4.9171E+11", "5E+10"])
def test_number_that_excel_shortened_is_lost(text):
    assert code_of(digits, text) == FindingCode.NUMBER_SHORTENED


@pytest.mark.parametrize("text", ["00471", "+49 711 216-0", "E10"])
def test_other_numbers_are_kept_as_they_are(text):
    assert digits(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Frau", "Frau"),
        ("Fr.", "Frau"),
        ("HERR", "Herr"),
        ("Herrn", "Herr"),
        ("Sehr geehrte Frau Dr. Kaya", "Frau"),
        ("Guten Tag Alex Berger", ""),
        ("divers", ""),
        ("k. A.", ""),
    ],
)
def test_salutation_is_frau_herr_or_neither(text, value):
    assert salutation(text) == value


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (state, "zurückgezogen", CandidateState.WITHDRAWN),
        (state, "Interested", CandidateState.INTERESTED),
        (kind, "Stabsstelle", DepartmentKind.STABSSTELLE),
        (kind, "FB", DepartmentKind.FACHBEREICH),
        (roles, "Leitung (Entscheidung), Bewertung", (Role.RATER, Role.LEADERSHIP)),
        (roles, "Bewertung; Bewertung\nRevision", (Role.RATER, Role.AUDITOR)),
    ],
)
def test_words_of_the_domain_are_known(reader, text, value):
    assert reader(text) == value


@pytest.mark.parametrize("state_value", CandidateState)
def test_every_state_can_be_brought_under_its_own_name(state_value):
    assert state(state_value.value) == state_value


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_brought_under_its_own_name(role):
    assert roles(role.value) == (role,)


@pytest.mark.parametrize("kind_value", DepartmentKind)
def test_every_kind_of_department_can_be_brought_under_its_own_name(kind_value):
    assert kind(kind_value.value) == kind_value


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        (salutation, FindingCode.SALUTATION_UNKNOWN),
        (state, FindingCode.STATE_UNKNOWN),
        (kind, FindingCode.KIND_UNKNOWN),
        (roles, FindingCode.ROLE_UNKNOWN),
    ],
)
def test_unknown_word_says_which_are_known(reader, code):
    with pytest.raises(Unreadable) as problem:
        reader("Quatsch")

    assert problem.value.code == code
    assert ", " in problem.value.facts["known"]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066"])
def test_invisible_signs_are_found(sign):
    assert code_of(line, f"Ka{sign}ya") == FindingCode.TEXT_CONTROL_SIGNS
    assert code_of(prose, f"Ka{sign}ya") == FindingCode.TEXT_CONTROL_SIGNS


def test_lost_letters_are_found():
    assert code_of(line, "M\ufffdller") == FindingCode.TEXT_BROKEN


def test_long_texts_are_refused():
    assert code_of(line, "x" * 201) == FindingCode.TEXT_TOO_LONG
    assert prose("x" * 10_000) == "x" * 10_000
    assert code_of(prose, "x" * 10_001) == FindingCode.TEXT_TOO_LONG


def test_lines_may_break_in_prose_alone():
    assert line("Anna\n  Maria") == "Anna Maria"
    assert prose("Erstens\n\tzweitens") == "Erstens\n\tzweitens"


def test_unknown_name_suggests_the_nearest():
    with pytest.raises(Unreadable) as problem:
        one_of({"motivation": "motivation"}, FindingCode.CRITERION_UNKNOWN)("Motivazion")

    assert problem.value.facts["suggestion"]() == "motivation"
