"""What others rate changes not one byte of what a rater with an open sheet receives."""

import random

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RevisionRow
from lotsen.domain.ratings import SheetState
from lotsen.ui.menu import NEEDS
from tests.makers import RATER
from tests.web.conftest import sign_in
from tests.web.tabs import tab

CRITERIA = ("motivation", "vorbild", "agil")
NEXT_REVISION = 2
PEOPLE = ("Ada Offen", "Ben Offen", "Cem Offen")


@pytest.fixture
def rated(town):
    """Three people, rated by two others; the rater who looks has one open sheet."""
    candidates = [town.make_candidate(name, department=town.department) for name in PEOPLE]
    for name in ("Anders Andersen", "Bo Bengtsen"):
        other = town.make_person(name, RATER)
        for candidate in candidates:
            town.make_sheet(candidate, other, **dict.fromkeys(CRITERIA, 3))
    town.candidates = candidates
    town.own = town.make_sheet(candidates[0], town.people[RATER], state=SheetState.DRAFT, agil=2)
    return town


def others(session, town):
    return session.scalars(select(SheetRow.id).where(SheetRow.id != town.own)).all()


def rated_otherwise(session, town):
    rng = random.Random(7)
    for sheet in others(session, town):
        for row in session.scalars(select(RatingRow).where(RatingRow.sheet_id == sheet)):
            row.value, row.evidence = rng.choice((1, 2, 4, 5, None)), f"{rng.random()}"


def one_value_less(session, town):
    sheet = others(session, town)[0]
    session.execute(
        delete(RatingRow).where(
            RatingRow.sheet_id == sheet,
            RatingRow.criterion_id
            == select(RatingRow.criterion_id)
            .where(RatingRow.sheet_id == sheet)
            .limit(1)
            .scalar_subquery(),
        )
    )


def not_handed_in_yet(session, town):
    session.execute(
        update(SheetRow)
        .where(SheetRow.id.in_(others(session, town)))
        .values(state=SheetState.DRAFT, handed_in_on=None)
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (rated_otherwise, []),
        (one_value_less, []),
        (not_handed_in_yet, ["home"]),  # how many sheets the whole round has, and no more
    ],
)
def test_what_others_rate_changes_nothing_that_a_rater_with_an_open_sheet_receives(
    browser, rated, change, told
):
    sign_in(browser, rated.people[RATER])

    assert where_it_shows(browser, rated, change) == told


@pytest.mark.parametrize("change", [rated_otherwise, one_value_less, not_handed_in_yet])
def test_the_same_reaches_whoever_has_handed_in_everything(browser, rated, change):
    """So the test above would see it."""
    reader = rated.make_person("Rita Fertig", RATER)
    rated.make_sheet(rated.candidates[0], reader, **dict.fromkeys(CRITERIA, 4))
    sign_in(browser, reader)

    shown = where_it_shows(browser, rated, change)

    assert f"profile {rated.candidates[0]}" in shown
    assert change is one_value_less or "departments" in shown


def where_it_shows(browser, town, change):
    """The places at which a tab gets something else after the change."""
    before = received(browser, town)
    with Session(town.engine) as session, session.begin():
        change(session, town)
        session.execute(update(RevisionRow).values(number=NEXT_REVISION))
        session.execute(update(SheetRow).values(revision=NEXT_REVISION))
    after = received(browser, town)
    assert all(before.values())
    return [place for place in before if before[place] != after[place]]


def received(browser, town):
    """What a fresh tab gets on every page, on every profile and at every query it can ask."""
    ways = {name: ("" if name == "home" else name, "") for name in NEEDS}
    for candidate in town.candidates:
        ways[f"profile {candidate}"] = ("candidates", f"candidate={candidate}")
    ways["cell"] = ("departments", f"department={town.department}&criterion=agil")
    with tab(browser) as opened:
        return {place: opened.open(way[0], query=way[1]).content for place, way in ways.items()}
