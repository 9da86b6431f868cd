"""What becomes of somebody's open tabs when the roles change."""

from lotsen.bootstrap import SYSTEM
from lotsen.usecases import people, roles
from tests.makers import AUDITOR, LEADERSHIP, RATER
from tests.web.conftest import sign_in
from tests.web.tabs import tab

RECORD = ("Vermerk mit Daten (ZIP)", "Nur das Dokument (PDF)")


def change(town, person, role):
    """Take every role away from somebody, and give this one."""
    (line,) = [each for each in town.application.query(SYSTEM, people.listing) if each.id == person]
    town.application.execute(
        SYSTEM,
        roles.change,
        person,
        frozenset({role}),
        "Hat jetzt ein anderes Amt.",
        seen=line.version,
    )


def test_new_roles_hold_at_once_in_every_tab(browser, town):
    rater = town.people[RATER]
    sign_in(browser, rater)
    with tab(browser) as first, tab(browser) as second:
        assert b"Geheim" in first.open("candidates").sent
        assert "Bewerten" in second.open("rate").menu
        change(town, rater, AUDITOR)

        screens = [first.open("candidates"), second.open("rate")]

    assert ["Dazu sind Sie nicht berechtigt" in screen.text for screen in screens] == [True, True]
    assert [b"Geheim" in screen.sent for screen in screens] == [False, False]
    own = ["Übersicht", "So rechnet Lotsen", "Auswahlrunde", "Protokoll", "Handbuch"]
    assert screens[1].menu == own


def test_record_that_was_made_is_not_given_to_whoever_lost_the_role(browser, town):
    head = town.people[LEADERSHIP]
    sign_in(browser, head)
    with tab(browser) as opened:
        opened.open("decisions", click=opened.open("decisions").buttons["Auswahlvermerk erstellen"])
        assert set(opened.last.files) >= set(RECORD)
        assert [bool(opened.download(label)) for label in RECORD] == [True, True]
        change(town, head, AUDITOR)

        assert [opened.download(label) for label in RECORD] == ["", ""]
