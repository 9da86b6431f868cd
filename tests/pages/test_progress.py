"""Bewertungsstand: who rates whom and how far it is, without any value."""

import time

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.letters import LetterRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.ui import awaited
from tests.makers import AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words


@pytest.fixture
def town(town):
    town.make_round(places=1)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.rita = town.make_person("Rita Roth", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def states(town):
    with Session(town.engine) as session:
        rows = session.execute(select(SheetRow.candidate_id, SheetRow.state))
        return dict(row for row in rows)


def progress_of(town):
    with Session(town.engine) as session:
        return session.scalars(select(SheetRow.id)).all()


def choose(page, *pair):
    return page.selectbox(key="assign_sheet").set_value(pair).run()


def test_coordinator_brings_raters_and_candidates_together(town, open_as):
    page = open_as(town.kim, "progress")
    page.multiselect(key="assign_raters").set_value([town.rita])
    page.multiselect(key="assign_candidates").set_value([town.ada, town.ben]).run()

    button(page, "Zuteilen (Bögen: 2)").click().run()

    assert not page.exception
    assert states(town) == dict.fromkeys([town.ada, town.ben], SheetState.ASSIGNED)
    assert page.multiselect(key="assign_raters").value == []


def test_all_raters_and_a_whole_department_are_chosen_with_a_click(town, open_as):
    below = town.make_department("Kasse", parent=town.make_department("Finanzen"))
    cem = town.make_candidate("Cem Kaya", department=below)
    ruth = town.make_person("Ruth Ahrend", RATER)
    town.make_person("Lea Leiterin", LEADER)
    page = open_as(town.kim, "progress")

    button(page, "Alle mit der Rolle Bewertung").click().run()
    page.selectbox(key="assign_department").select_index(1).run()
    button(page, "Kandidaturen dazunehmen: 1").click().run()

    assert set(page.multiselect(key="assign_raters").value) == {town.rita, ruth}
    assert page.multiselect(key="assign_candidates").value == [cem]
    button(page, "Zuteilen (Bögen: 2)").click().run()
    assert not page.exception
    assert len(progress_of(town)) == 2


def test_everybody_who_stands_is_chosen_with_a_click(town, open_as):
    page = open_as(town.kim, "progress")

    button(page, "Kandidaturen dazunehmen: 2").click().run()

    assert set(page.multiselect(key="assign_candidates").value) == {town.ada, town.ben}
    assert button(page, "Kandidaturen dazunehmen: 2").disabled


def test_proposal_is_taken_with_one_click(town, open_as):
    page = open_as(town.kim, "progress")
    page.session_state["assign_proposal"] = True
    page.run()
    page.number_input(key="assign_each").set_value(1).run()

    button(page, "Vorschlag übernehmen: 2 Bögen").click().run()

    assert not page.exception
    assert set(states(town).values()) == {SheetState.ASSIGNED}


def test_matrix_shows_what_has_become_of_each_sheet(town, open_as):
    town.make_sheet(town.ada, town.rita, motivation=4)
    town.make_sheet(town.ben, town.rita, state=SheetState.DRAFT, motivation=2)

    page = open_as(town.kim, "progress")

    grid = page.dataframe[0].value.set_index("Name")
    assert grid["Roth, Rita"].to_dict() == {"Groß, Ben": "…", "Yıldız, Ada": "✓"}
    assert page.table[0].value["abgegeben"].tolist() == ["1 von 2"]


def test_empty_sheet_is_taken_back(town, open_as):
    town.make_sheet(town.ada, town.rita, state=SheetState.ASSIGNED)
    page = choose(open_as(town.kim, "progress"), town.ada, town.rita)

    button(page, "Bogen zurücknehmen").click().run()

    assert states(town) == {}


def test_sheet_is_opened_again_with_a_reason(town, open_as):
    town.make_sheet(town.ada, town.rita, motivation=4)
    page = choose(open_as(town.kim, "progress"), town.ada, town.rita)
    button(page, "Bogen wieder öffnen").click().run()
    assert states(town) == {town.ada: SheetState.HANDED_IN}
    assert "Bitte begründen Sie mit eigenen Worten" in words(page)

    page.text_area[0].set_value("Ein Beleg gehört zu einer anderen Person.")
    button(page, "Bogen wieder öffnen").click().run()

    assert states(town) == {town.ada: SheetState.DRAFT}


def test_whoever_is_behind_is_reminded_by_a_filled_letter(town, open_as):
    town.make_sheet(town.ada, town.rita, state=SheetState.DRAFT, motivation=2)
    town.make_sheet(town.ben, town.rita, motivation=4)
    page = open_as(town.kim, "progress")

    button(page, "Muster-Schreiben übernehmen").click().run()
    assert "Guten Tag Rita Roth," in words(page)
    assert "offen: 1 von 2 Bewertungsbögen." in words(page)
    button(page, "Entwurf anlegen").click().run()

    assert not page.exception
    with Session(town.engine) as session:
        (letter,) = session.scalars(select(LetterRow)).all()
    assert letter.subject.startswith("Digitallotsen: Bitte geben Sie Ihre Bewertungsbögen bis ")
    assert "Kim Kord\nKoordination Digitallotsen\n" in letter.body
    assert "/rate" in letter.body
    assert "Ada" not in letter.body
    assert letter.problems == []
    assert "Heute schon angelegt oder noch im Ausgang: 1" in words(page)


def test_nobody_is_reminded_when_everything_is_handed_in(town, open_as):
    town.make_sheet(town.ada, town.rita, motivation=4)

    page = open_as(town.kim, "progress")

    assert "Alle haben ihre Bögen abgegeben." in words(page)


def test_nobody_is_reminded_when_rating_is_over(town, open_as):
    town.make_sheet(town.ada, town.rita, state=SheetState.DRAFT, motivation=2)
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.NOTIFICATION))

    page = open_as(town.kim, "progress")

    assert "Wer noch Bögen offen hat" not in words(page)


def test_names_that_somebody_typed_are_shown_as_text(town, open_as):
    rater = town.make_person(TYPED, RATER)
    town.make_sheet(town.make_candidate(TYPED), rater, motivation=3)

    town.make_sheet(town.ada, rater, state=SheetState.ASSIGNED)

    page = open_as(town.kim, "progress")
    button(page, "Muster-Schreiben übernehmen").click().run()

    assert [each for each in read_as_markdown(page) if "**Ada**" in each] == []
    assert "**Ada**" in words(page)


@pytest.mark.parametrize("role", [RATER, LEADERSHIP, AUDITOR, None])
def test_progress_is_the_coordinators(town, open_as, role):
    town.make_sheet(town.ada, town.rita, motivation=4)

    page = open_as(None if role is None else town.make_actor("Ari Fremd", role), "progress")

    assert "Yıldız" not in words(page)


@pytest.fixture
def compared(town):
    """Ada and Ben are rated by the same person, Ada by another one too."""
    mara, nils = town.make_person("Mara Mai", RATER), town.make_person("Nils Nah", RATER)
    for candidate, value in ((town.ada, 4), (town.ben, 2)):
        town.make_sheet(candidate, mara, motivation=value, vorbild=3)
    town.make_sheet(town.ada, nils, motivation=3, vorbild=3)
    return town


def told_meanwhile(page) -> list[str]:
    """What the page says while it works out the advice; the page looks again until it is there."""
    said = [each.value for each in page.run().info]
    until = time.monotonic() + 60
    while page.info and time.monotonic() < until:
        page.run()
    return said


def test_advice_that_takes_long_is_worked_out_beside_the_page(compared, open_as, monkeypatch):
    monkeypatch.setattr(awaited, "PATIENCE", 0)
    page = open_as(compared.kim, "progress")
    page.session_state["advice"] = True

    said = told_meanwhile(page)

    assert any("wird gerade berechnet" in each for each in said)
    assert "Zusammen nähmen diese Bögen" in words(page)


def test_advice_is_worked_out_beside_the_page_after_somebody_sealed_has_asked(
    compared, open_as, monkeypatch
):
    monkeypatch.setattr(awaited, "PATIENCE", 0)
    both = compared.make_actor("Berta Both", COORDINATOR, RATER)
    compared.make_sheet(compared.ben, both.id, state=SheetState.DRAFT, motivation=3)

    sealed = open_as(both, "progress")
    sealed.session_state["advice"] = True
    sealed.run()
    assert "sobald Sie Ihre eigenen Bögen abgegeben haben" in words(sealed)
    assert not sealed.info
    page = open_as(compared.kim, "progress")
    page.session_state["advice"] = True
    said = told_meanwhile(page)

    assert any("wird gerade berechnet" in each for each in said)
    assert "Zusammen nähmen diese Bögen" in words(page)


def test_advice_is_worked_out_anew_beside_the_page_once_somebody_is_blocked(
    compared, open_as, monkeypatch
):
    page = open_as(compared.kim, "progress")
    page.session_state["advice"] = True
    page.run()
    assert "Zusammen nähmen diese Bögen" in words(page)
    with Session(compared.engine) as session, session.begin():
        session.execute(update(PersonRow).where(PersonRow.last_name == "Nah").values(active=False))
    monkeypatch.setattr(awaited, "PATIENCE", 0)

    said = told_meanwhile(page)

    assert any("wird gerade berechnet" in each for each in said)
    assert "Zusammen nähmen diese Bögen" in words(page)


def test_advised_sheets_are_assigned_with_one_click(compared, open_as):
    town = compared
    page = open_as(town.kim, "progress")
    page.session_state["advice"] = True
    page.run()
    page.number_input(key="advice_count").set_value(1).run()
    assert "Ob diese Person unter die ersten 1 gehört, ist offen. Bögen bisher: 1." in words(page)

    button(page, "Diese Bögen zuteilen: 1").click().run()

    assert not page.exception
    assert list(states(town).values()).count(SheetState.ASSIGNED) == 1


def test_before_any_sheet_is_handed_in_nothing_is_advised(town, open_as):
    page = open_as(town.kim, "progress")
    page.session_state["advice"] = True
    page.run()

    assert "es fehlen abgegebene Bögen" in words(page)
