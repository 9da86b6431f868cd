"""What leaves the house is written down before it is handed over."""

import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.files import FileKind
from lotsen.domain.people import Actor
from lotsen.domain.ratings import SheetState
from lotsen.export.delivery import (
    FileForm,
    ShortlistChoice,
    deliver_ratings,
    deliver_shortlist,
    ratings_name,
    shortlist_name,
)
from lotsen.usecases import rounds, shortlist
from lotsen.usecases.candidates import EVERYBODY
from lotsen.usecases.importing import PLAN, bring
from tests.makers import COORDINATOR, RATER

ALL = ShortlistChoice(narrowed=EVERYBODY, only_marked=False)
SHELL = Actor(id=None, name="Kommandozeile (kim)", roles=frozenset())
HEAD = "\ufeffE-Mail Kandidatur;E-Mail bewertende Person;Kriterium;Bewertung;Beleg;Abgegeben am\r\n"


def log(town):
    with Session(town.engine) as session:
        return [(row.actor, row.action, row.facts) for row in session.scalars(select(AuditRow))]


def ratings(town, actor=None, **more):
    file = io.BytesIO()
    count = deliver_ratings(town.application, actor or town.kim, town.round, file, **more)
    return count, file.getvalue().decode()


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        (FileForm.GERMAN_CSV, b"\xef\xbb\xbfAnrede;Briefanrede;"),
        (FileForm.CSV, b"Anrede,Briefanrede,"),
        (FileForm.XLSX, b"PK\x03\x04"),
    ],
)
def test_shortlist_leaves_in_every_form_and_stands_in_the_log(town, form, begins):
    content = deliver_shortlist(town.application, town.kim, town.round, form, ALL)

    assert content.startswith(begins)
    facts = {"form": form, "people": 2, "only_marked": False}
    assert log(town) == [("Kim Kord", "shortlist_exported", facts)]


def test_only_who_is_marked_leaves(town):
    town.application.execute(town.kim, shortlist.mark, town.round.id, town.ben, "", seen=0)
    only = ShortlistChoice(narrowed=EVERYBODY, only_marked=True)

    content = deliver_shortlist(
        town.application, town.kim, town.round, FileForm.GERMAN_CSV, only
    ).decode("utf-8-sig")

    assert [line.split(";")[3] for line in content.splitlines()[1:]] == ["Ben"]
    assert ";'=1+1;" in content


def test_rater_gets_no_file_and_no_line_in_the_log(town):
    rater = town.make_actor("Rolf Rau", RATER)

    with pytest.raises(NotAllowed):
        deliver_shortlist(town.application, rater, town.round, FileForm.CSV, ALL)
    with pytest.raises(NotAllowed):
        ratings(town, rater)
    assert log(town) == []


def test_names_of_the_files_begin_with_the_day(town):
    assert [shortlist_name(town.round, form) for form in FileForm] == [
        "2027-06-16_Digitallotsen_Shortlist.csv",
        "2027-06-16_Digitallotsen_Shortlist_international.csv",
        "2027-06-16_Digitallotsen_Shortlist.xlsx",
    ]
    assert ratings_name(town.round) == "2027-06-16_Digitallotsen_Bewertungen.csv"


def test_ratings_to_the_byte(town):
    count, text = ratings(town)

    ada = "person1@musterhausen.example"
    assert text == HEAD + (
        f'{ada};rita@musterhausen.example;Motivation;4;"Beleg zu motivation";14.06.2027\r\n'
        f'{ada};rita@musterhausen.example;Vorbild;5;"Beleg zu vorbild";14.06.2027\r\n'
        f'{ada};rolf@musterhausen.example;Motivation;3;"Beleg zu motivation";14.06.2027\r\n'
        f'{ada};rolf@musterhausen.example;Vorbild;n. b.;"Beleg zu vorbild";14.06.2027\r\n'
    )
    assert count == 4
    assert log(town) == [("Kim Kord", "ratings_exported", {"ratings": 4, "with_drafts": False})]


def test_draft_leaves_only_by_the_shell_of_the_machine(town):
    town.make_sheet(town.ben, town.rita, state=SheetState.DRAFT, motivation=1)

    assert ratings(town)[0] == ratings(town, SHELL)[0] == 4
    assert ratings(town, SHELL, with_drafts=True)[0] == 5
    with pytest.raises(NotAllowed):
        ratings(town, with_drafts=True)


def test_coordinator_with_own_open_sheets_gets_no_ratings(town):
    both = town.make_actor("Eva Eile", COORDINATOR, RATER)
    town.make_sheet(town.ben, both.id, state=SheetState.DRAFT, motivation=1)

    with pytest.raises(NotAllowed, match="sealed"):
        ratings(town, both)


def test_ratings_of_another_round_stay_there(town):
    other = town.make_round(title="Digitallotsen 2028", criteria=("motivation", "vorbild"))
    candidate = town.make_candidate("Cem Demir", round_id=other)
    town.make_sheet(candidate, town.rita, motivation=1)

    assert ratings(town)[0] == 4


def test_evidence_with_every_dangerous_sign_comes_back(town):
    _count, text = ratings(town)
    nasty = '=1+1; sagt "ja"\nund geht'
    changed = text.replace('"Beleg zu motivation"', '"\'=1+1; sagt ""ja""\nund geht"', 1)

    criteria = town.application.query(town.kim, rounds.criteria, town.round.id)
    brought = bring(FileKind.RATINGS, changed.encode(), "bewertungen.csv", criteria)
    plan = town.application.query(town.kim, PLAN[FileKind.RATINGS], town.round.id, brought)

    assert [(change.old, change.new) for change in plan.changes] == [("Beleg zu motivation", nasty)]


def test_ratings_come_back_unchanged(town):
    criteria = town.application.query(town.kim, rounds.criteria, town.round.id)
    brought = bring(FileKind.RATINGS, ratings(town)[1].encode(), "bewertungen.csv", criteria)
    plan = town.application.query(town.kim, PLAN[FileKind.RATINGS], town.round.id, brought)

    assert (plan.findings, plan.new, plan.changed, plan.unchanged) == ((), 0, 0, 4)
