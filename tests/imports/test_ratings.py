import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from tests.imports.bringing import RATINGS, codes, parsed

A, B = "kaya@stadt.example", "berger@stadt.example"
RATER = "roth@stadt.example"


def ratings(*lines):
    return parsed(FileKind.RATINGS, RATINGS + "".join(f"{line}\r\n" for line in lines))


def rows(result):
    """Candidate, rater, criterion, value, evidence, day, row; None for „n. b.“ and for a draft."""
    frame = result.frame.astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.to_numpy()]


def test_long_list_is_read():
    result = ratings(
        f"Kaya@Stadt.example;{RATER};Motivation;4;;01.06.2026",
        f"{A};{RATER};5;n. b.;;01.06.2026",
        f"00471;{RATER};1. Motivation;5,0;Hat die E-Akte eingeführt;",
    )

    day = pd.Timestamp("2026-06-01")
    assert rows(result) == [
        (A, RATER, "motivation", 4, "", day, 2),
        (A, RATER, "prozesse", None, "", day, 3),
        ("00471", RATER, "motivation", 5, "Hat die E-Akte eingeführt", None, 4),
    ]
    assert result.findings == ()


def test_types_of_the_columns_are_always_the_same():
    one, none = ratings(f"{A};{RATER};1;4;;"), ratings(f"{A};{RATER};1;7;;")

    assert one.frame.dtypes.astype(str).to_dict() == {
        "candidate": "category",
        "rater": "category",
        "criterion": "category",
        "value": "Int8",
        "evidence": "category",
        "handed_in_on": "datetime64[s]",
        "row": "int64",
    }
    assert none.frame.dtypes.astype(str).to_dict() == one.frame.dtypes.astype(str).to_dict()


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (f"{A};{RATER};1;7;;", FindingCode.RATING_OFF_SCALE, "Bewertung"),
        (f"{A};{RATER};1;3,5;;", FindingCode.RATING_NOT_WHOLE, "Bewertung"),
        (f"{A};{RATER};1;gut;;", FindingCode.RATING_UNREADABLE, "Bewertung"),
        (f"{A};{RATER};1;-;;", FindingCode.RATING_DASH, "Bewertung"),
        (f"{A};{RATER};1;;Hat geholfen;", FindingCode.EVIDENCE_ALONE, "Bewertung"),
        (f"{A};{RATER};99;4;;", FindingCode.CRITERION_UNKNOWN, "Kriterium"),
        (f"{A};{RATER};;4;;", FindingCode.VALUE_MISSING, "Kriterium"),
        (f";{RATER};1;4;;", FindingCode.VALUE_MISSING, "E-Mail Kandidatur"),
        (f"{A};;1;4;;", FindingCode.VALUE_MISSING, "E-Mail bewertende Person"),
        (f"{A};roth;1;4;;", FindingCode.EMAIL_INVALID, "E-Mail bewertende Person"),
        (f"a@b;{RATER};1;4;;", FindingCode.EMAIL_INVALID, "E-Mail Kandidatur"),
        (f"{A};{RATER};1;4;;morgen", FindingCode.DATE_INVALID, "Abgegeben am"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(line, code, column):
    result = ratings(f"{B};{RATER};1;4;;", line)

    assert [(finding.code, finding.row, finding.column) for finding in result.findings] == [
        (code, 3, column)
    ]
    assert result.errors == 1
    assert result.frame["row"].tolist() == [2]


def test_unknown_criterion_suggests_the_nearest():
    result = ratings(f"{A};{RATER};Motivazion;4;;")

    assert result.findings[0].facts == {"suggestion": "motivation"}


@pytest.mark.parametrize("value", ["1", "2", "5"])
def test_outer_ratings_without_evidence_are_told(value):
    result = ratings(f"{A};{RATER};1;{value};;", f"{A};{RATER};5;{value};gesehen;")

    assert [(finding.code, finding.row) for finding in result.findings] == [
        (FindingCode.EVIDENCE_MISSING, 2)
    ]
    assert result.errors == 0
    assert len(result.frame) == 2


@pytest.mark.parametrize("value", ["3", "4", "n. b."])
def test_other_ratings_need_no_evidence(value):
    assert ratings(f"{A};{RATER};1;{value};;").findings == ()


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (f"Kandidatur;Bewertet von;Kriterium;Wert\n{A};{RATER};1;5\n{A};{RATER};5;1\n", 2),
        (f"Kandidatur;Bewertet von;Motivation;5 Prozesse verbessern\n{A};{RATER};5;2\n", 2),
        (f"Kandidatur;Bewertet von;Motivation\n{A};{RATER};5\n{B};{RATER};4\n", 1),
    ],
)
def test_missing_column_for_evidence_is_told_once(written, count):
    result = parsed(FileKind.RATINGS, written)

    assert [(each.code, each.row, each.facts) for each in result.findings] == [
        (FindingCode.EVIDENCE_NOWHERE, None, {"count": count})
    ]
    assert result.errors == 0


def test_missing_column_for_evidence_is_not_told_where_none_is_needed():
    written = f"Kandidatur;Bewertet von;Kriterium;Wert\n{A};{RATER};1;3\n"

    assert parsed(FileKind.RATINGS, written).findings == ()


def test_row_without_a_rating_is_left_out():
    result = ratings(f"{A};{RATER};1;;;", f"{A};{RATER};5;4;;")

    assert codes(result) == [FindingCode.RATING_EMPTY]
    assert result.frame["row"].tolist() == [3]


def test_same_rating_twice_counts_once():
    result = ratings(f"{A};{RATER};1;4;;", f"{A.upper()};{RATER};Motivation;4,0;;")

    assert [(finding.code, finding.row, finding.facts) for finding in result.findings] == [
        (FindingCode.RATING_REPEATED, 3, {"first_row": 2})
    ]
    assert result.errors == 0
    assert len(result.frame) == 1


def test_other_rating_for_the_same_is_an_error():
    result = ratings(f"{A};{RATER};1;4;;", f"{B};{RATER};1;4;;", f"{A};{RATER};1;3;;")

    assert [(finding.code, finding.row, finding.facts) for finding in result.findings] == [
        (FindingCode.RATING_TWICE, 4, {"first_row": 2})
    ]
    assert result.errors == 1


def test_sheet_is_handed_in_on_one_day():
    result = ratings(
        f"{A};{RATER};1;4;;01.06.2026", f"{A};{RATER};5;4;;", f"{B};{RATER};5;4;;02.06.2026"
    )

    assert [(finding.code, finding.row, finding.facts) for finding in result.findings] == [
        (FindingCode.SHEET_DATES_DIFFER, 3, {"first_row": 2})
    ]


WIDE = "E-Mail Kandidatur;Bewertet von;Motivation;Beleg Motivation;5 Prozesse verbessern;Datum\n"


def test_wide_list_is_read_as_a_long_one():
    result = parsed(
        FileKind.RATINGS,
        f"{WIDE}{A};{RATER};5;Hat geholfen;n. b.;01.06.2026\n{B};{RATER};;;3;\n",
    )

    day = pd.Timestamp("2026-06-01")
    assert rows(result) == [
        (A, RATER, "motivation", 5, "Hat geholfen", day, 2),
        (A, RATER, "prozesse", None, "", day, 2),
        (B, RATER, "prozesse", 3, "", None, 3),
    ]
    assert result.findings == ()


def test_wide_list_names_the_column_of_a_finding():
    result = parsed(FileKind.RATINGS, f"{WIDE}{A};{RATER};2;;7;\n{B};{RATER};;gesehen;3;\n")

    assert [(finding.code, finding.row, finding.column) for finding in result.findings] == [
        (FindingCode.EVIDENCE_MISSING, 2, "Motivation"),
        (FindingCode.RATING_OFF_SCALE, 2, "5 Prozesse verbessern"),
        (FindingCode.EVIDENCE_ALONE, 3, "Motivation"),
    ]


def test_two_rows_for_the_same_sheet_may_add_but_not_contradict():
    fine = parsed(FileKind.RATINGS, f"{WIDE}{A};{RATER};4;;;\n{A};{RATER};;;3;\n")
    wrong = parsed(FileKind.RATINGS, f"{WIDE}{A};{RATER};4;;;\n{A};{RATER};3;;3;\n")

    assert len(fine.frame) == 2
    assert fine.findings == ()
    assert codes(wrong) == [FindingCode.RATING_TWICE]


LINES = st.lists(
    st.tuples(
        st.sampled_from([A, B]),
        st.sampled_from(["1", "5"]),
        st.sampled_from(["1", "3", "5", "7", "n. b.", ""]),
        st.sampled_from(["", "gesehen"]),
        st.sampled_from(["01.06.2026", ""]),
    ),
    max_size=8,
)


def read_slowly(lines):
    """What the quick code does, row by row: the findings, and the rows that are taken."""
    found, taken, ratings_, days = [], [], {}, {}
    for row, (candidate, criterion, value, evidence, day) in enumerate(lines, 2):
        if value == "7":
            found.append((row, FindingCode.RATING_OFF_SCALE))
        if value in {"1", "5"} and not evidence:
            found.append((row, FindingCode.EVIDENCE_MISSING))
        if not value:
            code = FindingCode.EVIDENCE_ALONE if evidence else FindingCode.RATING_EMPTY
            found.append((row, code))
        if value == "7" or (evidence and not value):
            continue
        if value:
            key, said = (candidate, criterion), (value, evidence)
            is_first = key not in ratings_
            if ratings_.setdefault(key, said) != said:
                found.append((row, FindingCode.RATING_TWICE))
                continue
            if is_first:
                taken.append(row)
            else:
                found.append((row, FindingCode.RATING_REPEATED))
        if days.setdefault(candidate, day) != day:
            found.append((row, FindingCode.SHEET_DATES_DIFFER))
            taken = [other for other in taken if other != row]
    return sorted(found), taken


@given(LINES)
def test_quick_checks_agree_with_slow_ones(lines):
    found, taken = read_slowly(lines)
    if not lines:
        return

    result = ratings(*(";".join((line[0], RATER, *line[1:])) for line in lines))

    assert sorted((finding.row, finding.code) for finding in result.findings) == found
    assert result.frame["row"].tolist() == taken


def test_day_is_a_day():
    frame = ratings(f"{A};{RATER};1;4;;01.06.2026").frame

    assert frame["handed_in_on"].dt.date.tolist() == [dt.date(2026, 6, 1)]
