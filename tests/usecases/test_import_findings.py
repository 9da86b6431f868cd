"""What only the records can tell of a file, and that nothing is taken in part."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.usecases import meeting, meeting_plan
from tests.usecases.meetings import EVENING, REASON, do, room
from tests.usecases.town_files import CANDIDATES, PEOPLE, RATINGS, codes, count, plan, take


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Standesamt;ada", "Bauhof;ada", FindingCode.DEPARTMENT_UNKNOWN),
        ("00418", "00417", FindingCode.PERSONNEL_NUMBER_TWICE),
        ("Herr;Groß;Ben", "Herr;;Ben", FindingCode.VALUE_MISSING),
    ],
)
def test_candidate_file_with_an_error_is_taken_not_even_in_part(organised, old, new, code):
    text = CANDIDATES.replace(old, new, 1)

    assert code in codes(plan(organised, FileKind.CANDIDATES, text))
    with pytest.raises(BadInput, match="has_errors"):
        take(organised, FileKind.CANDIDATES, text)
    assert count(organised, CandidateRow) == 0


def test_personnel_number_of_somebody_else_is_found(standing):
    text = CANDIDATES.splitlines()[0] + (
        "\n00417;Frau;Neu;Nora;;33;;nora@musterhausen.example;;;;;;;;;"
    )

    assert codes(plan(standing, FileKind.CANDIDATES, text)) == [FindingCode.PERSONNEL_NUMBER_TAKEN]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Motivation;5", "Motivation;7", FindingCode.RATING_OFF_SCALE),
        ("ada@", "ida@", FindingCode.CANDIDATE_UNKNOWN),
        ("rita.roth@", "rudi.roth@", FindingCode.RATER_UNKNOWN),
        ("Vorbild", "Wissen", FindingCode.CRITERION_UNKNOWN),
        ("rita.roth@", "ben@", FindingCode.RATER_WITHOUT_ROLE),
    ],
)
def test_rating_file_with_an_error_is_taken_not_even_in_part(standing, old, new, code):
    text = RATINGS.replace(old, new)

    assert code in codes(plan(standing, FileKind.RATINGS, text))
    with pytest.raises(BadInput, match="has_errors"):
        take(standing, FileKind.RATINGS, text)
    assert (count(standing, SheetRow), count(standing, RatingRow)) == (0, 0)


def test_nobody_rates_themselves_by_a_file(standing):
    take(
        standing,
        FileKind.PEOPLE,
        PEOPLE + PEOPLE.splitlines()[1].replace("Rita;Roth;rita.roth@", "Ada;Yıldız;ada@") + "\n",
    )
    text = RATINGS.replace("rita.roth@", "ada@", 2)

    found = plan(standing, FileKind.RATINGS, text).findings

    assert [(each.row, each.column, each.code) for each in found] == [
        (2, "E-Mail bewertende Person", FindingCode.RATER_THEMSELVES)
    ]
    with pytest.raises(BadInput, match="has_errors"):
        take(standing, FileKind.RATINGS, text)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("zurückgezogen", FindingCode.CANDIDATE_WITHDRAWN),
        ("ausgeschlossen", FindingCode.CANDIDATE_EXCLUDED),
        ("vorgeschlagen", FindingCode.CANDIDATE_NOT_AGREED),
    ],
)
def test_rating_for_a_person_who_does_not_stand_is_found(organised, state, code):
    take(organised, FileKind.CANDIDATES, CANDIDATES.replace("interessiert", state))

    result = plan(organised, FileKind.RATINGS, RATINGS)

    assert [(finding.row, finding.column, finding.code) for finding in result.findings] == [
        (2, "E-Mail Kandidatur", code)
    ]


def test_nobody_who_said_in_a_meeting_to_be_biased_rates_by_a_file(standing):
    with Session(standing.engine) as session:
        ada = session.scalars(
            select(CandidateRow.id)
            .join(PersonRow, PersonRow.id == CandidateRow.person_id)
            .where(PersonRow.first_name == "Ada")
        ).one()
        rita = session.scalars(select(PersonRow.id).where(PersonRow.first_name == "Rita")).one()
    standing.meeting = do(
        standing, standing.kim, meeting_plan.plan, standing.round_id, "Sitzung 1", EVENING
    )
    do(standing, standing.kim, meeting_plan.add_candidates, standing.meeting, [ada], 10, seen=1)
    seen = room(standing, standing.kim)
    do(standing, standing.kim, meeting.open_, standing.meeting, seen=seen.version)
    item = seen.agenda[0].id
    do(standing, standing.kim, meeting.recuse, standing.meeting, item, rita, REASON)

    found = plan(standing, FileKind.RATINGS, RATINGS).findings

    assert {(each.column, each.code) for each in found} == {
        ("E-Mail bewertende Person", FindingCode.RATER_BIASED)
    }
    with pytest.raises(BadInput, match="has_errors"):
        take(standing, FileKind.RATINGS, RATINGS)


@pytest.mark.parametrize("state", ["zurückgezogen", "ausgeschlossen"])
def test_candidacy_that_is_over_without_a_reason_is_told_and_taken(organised, state):
    over = CANDIDATES.replace("interessiert", state)
    result = plan(organised, FileKind.CANDIDATES, over)

    assert [(each.row, each.column, each.code) for each in result.findings] == [
        (2, "Bemerkung", FindingCode.CANDIDATE_WITHOUT_REASON)
    ]
    take(organised, FileKind.CANDIDATES, over)
    assert count(organised, CandidateRow) == 2


def test_candidacy_that_is_over_with_a_reason_in_file_or_records_is_fine(organised):
    over = CANDIDATES.replace("interessiert", "zurückgezogen")
    told = over.replace("E-Akte;", "E-Akte;Rückzug per E-Mail am 11.06.2027.")
    assert codes(plan(organised, FileKind.CANDIDATES, told)) == []
    take(organised, FileKind.CANDIDATES, told)

    assert codes(plan(organised, FileKind.CANDIDATES, over)) == []
