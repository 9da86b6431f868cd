"""A session lives as long as somebody is there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.people import SignInRow
from tests.makers import COORDINATOR
from tests.web.conftest import sign_in
from tests.web.tabs import tab


def test_page_that_runs_is_a_sign_of_life(browser, town):
    sign_in(browser, town.people[COORDINATOR])

    with tab(browser) as opened:
        opened.open()

    with Session(town.engine) as session:
        row = session.scalars(select(SignInRow)).one()
    assert row.seen_at is not None
    assert row.seen_at >= row.started_at
