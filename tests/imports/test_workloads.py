import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.values import Unreadable
from lotsen.imports.workloads import custom_of, workload_reader
from tests.imports.bringing import parsed


def share(text, heading="Umfang", others=()):
    return workload_reader(custom_of(heading, [text, *others]))(text)


def code_of(text, heading="Umfang", others=()):
    with pytest.raises(Unreadable) as problem:
        share(text, heading, others)
    return problem.value.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 %", 1.0),
        ("50%", 0.5),
        ("0,5", 0.5),
        ("19,5", 0.5),
        ("19,5/39", 0.5),
        ("Vollzeit", 1.0),
        ("TZ 60 %", 0.6),
        ("Teilzeit (60 %)", 0.6),
        ("60 v. H.", 0.6),
        ("75 Prozent", 0.75),
        ("50 % Teilzeit", 0.5),
        ("19,5 Std.", 0.5),
        ("19,5 Stunden/Woche", 0.5),
        ("19.5 h", 0.5),
        ("30 von 39", 0.7692),
        ("20/40", 0.5),
        ("0,5 VZÄ", 0.5),
        ("1,0", 1.0),
        ("1", 1.0),
        ("41", 1.0),
        ("halbtags", 0.5),
    ],
)
def test_workload_is_a_share_of_a_full_week(text, expected):
    assert share(text) == expected


@pytest.mark.parametrize(
    ("text", "heading", "others", "expected"),
    [
        ("30", "Wochenstunden", (), 0.7692),
        ("30", "Umfang in %", (), 0.3),
        ("30", "Umfang", ("100", "75"), 0.3),
        ("30", "Umfang", ("39", "19,5"), 0.7692),
        ("0,5", "Umfang in %", (), 0.5),
        ("0,5", "VZÄ", (), 0.5),
    ],
)
def test_bare_number_is_understood_from_heading_and_neighbours(text, heading, others, expected):
    assert share(text, heading, others) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Teilzeit", FindingCode.WORKLOAD_INVALID),
        ("0", FindingCode.WORKLOAD_INVALID),
        ("0 %", FindingCode.WORKLOAD_INVALID),
        ("19,5/0", FindingCode.WORKLOAD_INVALID),
        ("viel", FindingCode.WORKLOAD_INVALID),
        ("1.2.3 %", FindingCode.WORKLOAD_INVALID),
        ("120 %", FindingCode.WORKLOAD_TOO_LARGE),
        ("45 Std.", FindingCode.WORKLOAD_TOO_LARGE),
        ("120", FindingCode.WORKLOAD_TOO_LARGE),
    ],
)
def test_other_texts_are_no_workload(text, code):
    assert code_of(text) == code


def test_hours_among_percentages_are_not_guessed():
    assert code_of("19,5", others=("100", "50")) == FindingCode.WORKLOAD_AMBIGUOUS


def test_share_under_a_heading_of_shares_is_not_taken_for_hours():
    assert code_of("19,5", "VZÄ") == FindingCode.WORKLOAD_TOO_LARGE


@given(st.integers(1, 100))
def test_every_percentage_is_read_back(percent):
    assert share(f"{percent} %") == share(f"{percent}%") == percent / 100


@given(st.text(max_size=20))
def test_any_text_is_a_share_or_unreadable(text):
    try:
        found = share(text)
    except Unreadable:
        return

    assert 0 < found <= 1


def test_whole_hours_that_could_be_percent_are_told():
    result = parsed(
        FileKind.CANDIDATES,
        "Nachname;Vorname;E-Mail;Abteilung;Umfang\n"
        "Kaya;Anna;kaya@stadt.example;Standesamt;20\n"
        "Berger;Alex;berger@stadt.example;Standesamt;19,5\n"
        "Weiß;Jo;weiss@stadt.example;Standesamt;\n",
    )

    assert [(finding.code, finding.row) for finding in result.findings] == [
        (FindingCode.WORKLOAD_READ_AS_HOURS, 2)
    ]
    assert result.frame["workload"].tolist()[:2] == [0.5128, 0.5]
    assert result.frame["workload"].isna().tolist() == [False, False, True]
