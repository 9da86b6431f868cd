"""Every page, opened alone by its address, as a stranger and as every role.

What a person reads there is looked for in all bytes that the tab receives, so that nothing
hides in the data of a chart or behind a page that says no.
"""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.websockets import WebSocketDisconnect

from lotsen.db.candidates import ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.db.ratings import RatingRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.decisions import Outcome
from lotsen.domain.meetings import ItemKind, MeetingState
from lotsen.domain.people import Role
from lotsen.ui.menu import NEEDS
from tests.makers import (
    ADVISORY,
    AUDITOR,
    COORDINATOR,
    LEADER,
    LEADERSHIP,
    NOON,
    RATER,
)
from tests.web.conftest import PAGE, sign_in
from tests.web.tabs import SOCKET, tab

ADMINISTRATOR = Role.ADMINISTRATOR
OWN, OTHER, SCORED_BY = "Eigenmann", "Andernorts", "Richterin"
SEEN_OF_OWN, SEEN_OF_OTHER = "Gesehen in der eigenen", "Gesehen in der anderen"
REASON, REMARK, ADDRESS = "Entschieden aus gutem Grund", "Vorgemerkt wegen Vorbild", "ida.iske"
SECRETS = (OWN, OTHER, SCORED_BY, SEEN_OF_OWN, SEEN_OF_OTHER, REASON, REMARK, ADDRESS)

ALL_CANDIDATES = {COORDINATOR, LEADERSHIP, RATER, ADVISORY}
"""Who sees everybody who stands; a leader sees the own departments alone."""
DECIDERS = {COORDINATOR, LEADERSHIP}
MANAGERS = {COORDINATOR, ADMINISTRATOR}
MAY_READ = {
    "home": {},
    "departments": {},
    "candidates": {OWN: ALL_CANDIDATES | {LEADER}, OTHER: ALL_CANDIDATES},
    "profile of the own": {
        OWN: ALL_CANDIDATES | {LEADER},
        SEEN_OF_OWN: ALL_CANDIDATES | {LEADER},
        SCORED_BY: ALL_CANDIDATES,
    },
    "profile of the other": {
        OTHER: ALL_CANDIDATES,
        SEEN_OF_OTHER: ALL_CANDIDATES,
        SCORED_BY: ALL_CANDIDATES,
    },
    "survey": {},
    "rate": {OTHER: {RATER}},
    "progress": {OWN: {COORDINATOR}, OTHER: {COORDINATOR}, SCORED_BY: {COORDINATOR}},
    "shortlist": {OWN: DECIDERS, OTHER: DECIDERS, REMARK: DECIDERS},
    "meeting": {OTHER: ALL_CANDIDATES, SCORED_BY: DECIDERS},  # who leads notes who is there
    "decisions": {
        OWN: {LEADERSHIP},  # can still be decided on
        OTHER: DECIDERS | {ADVISORY},
        REASON: DECIDERS | {ADVISORY},
    },
    "round": {},
    "inbox": {},
    "outbox": {},
    "comparison": {OWN: ALL_CANDIDATES | {LEADER}, OTHER: ALL_CANDIDATES},
    "agreements": {OWN: {COORDINATOR, LEADER}, OTHER: {COORDINATOR}},
    "closing": {OWN: DECIDERS | {ADVISORY}, OTHER: DECIDERS | {ADVISORY}},
    "method": {},
    "imports": {},
    "audit": {},
    "handbook": {},
    "people": {SCORED_BY: MANAGERS, ADDRESS: MANAGERS},
}


@pytest.fixture
def town(town):
    """Two candidates, rated, marked and decided on; each thing to read is a word of its own."""
    town.people[ADMINISTRATOR] = town.make_person("Kim Administrator", ADMINISTRATOR)
    scorer = town.make_person(f"Rosa {SCORED_BY}", RATER)
    ida = town.make_person("Ida Iske", AUDITOR, email=f"{ADDRESS}@musterhausen.example")
    finance = town.make_department("Finanzen")
    town.own = town.make_candidate(f"Ada {OWN}", department=town.department)
    town.other = town.make_candidate(f"Ben {OTHER}", department=finance)
    for candidate, seen in ((town.own, SEEN_OF_OWN), (town.other, SEEN_OF_OTHER)):
        sheet = town.make_sheet(candidate, scorer, motivation=5, vorbild=4, agil=4)
        with Session(town.engine) as session, session.begin():
            session.execute(
                update(RatingRow).where(RatingRow.sheet_id == sheet).values(evidence=seen)
            )
    town.make_sheet(town.other, town.people[RATER], motivation=3, vorbild=3, agil=3)
    with Session(town.engine) as session, session.begin():
        session.add(ShortlistMarkRow(candidate_id=town.own, marked_by_id=ida, remark=REMARK))
        session.add(
            DecisionRow(
                candidate_id=town.other,
                outcome=Outcome.RESERVE,
                reserve_order=1,
                reason=REASON,
                decided_by_id=town.people[LEADERSHIP],
                decided_at=NOON,
            )
        )
        _hold_meeting(session, town)
    return town


def _hold_meeting(session, town):
    """A meeting is on, and the other candidate is called."""
    round_id = session.scalar(select(RoundRow.id))
    meeting = MeetingRow(round_id=round_id, title="Erster Tag", state=MeetingState.RUNNING)
    session.add(meeting)
    session.flush()
    item = AgendaItemRow(
        meeting_id=meeting.id,
        position=1,
        kind=ItemKind.CANDIDATE,
        minutes=10,
        candidate_id=town.other,
    )
    session.add(item)
    session.flush()
    meeting.item_id, meeting.called_at = item.id, NOON


def addresses(town):
    """Every page by its name: its address and what is asked of it."""
    pages = {name: ("" if name == "home" else name, "") for name in NEEDS}
    return pages | {
        "profile of the own": ("candidates", f"candidate={town.own}"),
        "profile of the other": ("candidates", f"candidate={town.other}"),
    }


def read(browser, page, query):
    """What of the secrets reaches a tab that opens this page and nothing before it."""
    with tab(browser) as opened:
        screen = opened.open(page, query=query)
    assert "Unerwarteter Fehler" not in screen.text
    return {secret for secret in SECRETS if secret.encode() in screen.sent}


@pytest.mark.parametrize("role", Role)
def test_page_shows_what_the_role_may_read_and_nothing_else(browser, town, role):
    sign_in(browser, town.people[role])

    found = {name: read(browser, *where) for name, where in addresses(town).items()}

    assert found == {
        name: {secret for secret, roles in may_read.items() if role in roles}
        for name, may_read in MAY_READ.items()
    }


def test_table_has_every_page():
    assert set(MAY_READ) == {*NEEDS, "profile of the own", "profile of the other"}


@pytest.mark.parametrize("name", NEEDS)
def test_stranger_gets_no_page(browser, town, name):
    page = "" if name == "home" else name

    answer = browser.get(f"/{page}", headers=PAGE)

    assert answer.status_code == 303
    assert not [secret for secret in SECRETS if secret in answer.text]
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(SOCKET):
        pass


@pytest.mark.parametrize(
    "query",
    ["person=1", "role=coordinator", "candidate=1&candidate=2", "candidate=0", "candidate=x"],
)
def test_query_never_widens_what_a_role_sees(browser, town, query):
    sign_in(browser, town.people[LEADER])

    assert OTHER not in read(browser, "candidates", f"{query}&candidate={town.other}")
    assert read(browser, "decisions", query) == set()
