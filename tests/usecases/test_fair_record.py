"""The fair scores are signed, closed and given out with the list, as they were then."""

import pytest
from sqlalchemy.orm import Session

from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RevisionRow
from lotsen.domain.decisions import Outcome
from lotsen.scoring.fair import Comparable
from lotsen.usecases import comparison, dossier, reopening
from lotsen.usecases.fair_record import fair_in, lines_in
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, decide, open_list

MARKS = {"Ada Yıldız": (5, 4), "Ben Groß": (4, 2), "Cem Aksoy": (3, 2), "Dora Ähren": (4, 3)}


@pytest.fixture
def town(town):
    """Four people for one place, all rated by a mild and by a strict rater."""
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.raters = [town.make_person(name, RATER) for name in ("Mia Mild", "Stefan Streng")]
    town.keys = []
    for name, marks in MARKS.items():
        town.keys.append(town.make_candidate(name))
        for rater, mark in zip(town.raters, marks, strict=True):
            town.make_sheet(town.keys[-1], rater, motivation=mark, vorbild=mark, agil=mark)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


@pytest.fixture
def closed(town):
    for place, key in enumerate(town.keys):
        decide(town, key, Outcome.NOT_SELECTED if place else Outcome.SELECTED)
    close_everything(town)
    return town


def ask(town, query):
    return town.application.query(town.kim, query, town.round_id)


def rate_anew(town):
    with Session(town.engine) as session, session.begin():
        for rating in session.query(RatingRow).filter(RatingRow.value == 5):
            rating.value = 1
        revision = session.get_one(RevisionRow, town.round_id)
        revision.number += 1
        for sheet in session.query(SheetRow):
            sheet.revision = revision.number


def test_list_holds_the_numbers_of_the_comparison(town):
    compared = ask(town, comparison.comparison)
    known = compared.frame.set_index("candidate_id")

    record = open_list(town).record

    lines = lines_in(record)
    assert sorted(lines) == sorted(town.keys)
    for key, line in lines.items():
        assert line.fair == pytest.approx(known.loc[key, "fair"], abs=1e-6)
        ranks = (line.rank, line.rank_low, line.rank_high)
        assert ranks == tuple(known.loc[key, ["rank", "rank_low", "rank_high"]])
    found = fair_in(record)
    assert (found.comparable, found.reasons) == (compared.comparable, compared.reasons)
    assert found.method == compared.method


def test_closed_list_keeps_them_whatever_changes_later(closed):
    before = ask(closed, dossier.gather)
    compared = ask(closed, comparison.comparison).frame

    rate_anew(closed)

    after = ask(closed, dossier.gather)
    assert after.fair == before.fair
    assert [each.fair for each in after.people] == [each.fair for each in before.people]
    assert not ask(closed, comparison.comparison).frame.equals(compared)
    (kept,) = closed.application.query(closed.chief, reopening.closings, closed.round_id)
    assert lines_in(kept.content) == {each.id: each.fair for each in after.people}


def test_draft_holds_the_numbers_of_now(town):
    compared = ask(town, comparison.comparison).frame.set_index("candidate_id")

    found = ask(town, dossier.gather)

    assert found.fair.method.seed == 2026
    assert {each.id: each.fair.rank for each in found.people} == compared["rank"].to_dict()


def test_without_a_comparison_no_fair_number_is_kept(town):
    town.make_sheet(town.make_candidate("Eva Ost"), town.make_person("Olga Ohne", RATER), agil=5)

    record = open_list(town).record

    assert fair_in(record).comparable == Comparable.NO
    assert set(record["fair"]["candidates"]) == {"candidate_id", "sheets", "plain"}
    assert [each.fair for each in ask(town, dossier.gather).people] == [None] * 5


def test_list_that_was_closed_before_they_were_kept_is_still_read():
    assert fair_in({"board": {}}) is None
    assert lines_in({"board": {}}) == {}
