"""What becomes of somebody's open tabs when the roles change."""

from lotsen.bootstrap import SYSTEM
from lotsen.usecases import people, roles
from tests.makers import AUDITOR, RATER
from tests.web.conftest import sign_in
from tests.web.tabs import tab


def test_new_roles_hold_at_once_in_every_tab(browser, town):
    rater = town.people[RATER]
    sign_in(browser, rater)
    with tab(browser) as first, tab(browser) as second:
        assert b"Geheim" in first.open("candidates").sent
        assert "Bewerten" in second.open("rate").menu
        (line,) = [
            each for each in town.application.query(SYSTEM, people.listing) if each.id == rater
        ]
        town.application.execute(
            SYSTEM, roles.change, rater, frozenset({AUDITOR}), "Prüft jetzt.", seen=line.version
        )

        screens = [first.open("candidates"), second.open("rate")]

    assert ["Dazu sind Sie nicht berechtigt" in screen.text for screen in screens] == [True, True]
    assert [b"Geheim" in screen.sent for screen in screens] == [False, False]
    own = ["Übersicht", "So rechnet Lotsen", "Auswahlrunde", "Protokoll", "Handbuch"]
    assert screens[1].menu == own
