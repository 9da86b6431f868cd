"""What people typed is shown as text, on every page; nothing of it is run, fetched or followed."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import load_demo
from lotsen.db.base import now_utc
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.db.ratings import RatingRow
from lotsen.db.rounds import CriterionRow, InstallationRow, RoundRow
from tests.e2e.browsing import visiting
from tests.e2e.servers import running
from tests.e2e.views import VIEWS

pytestmark = pytest.mark.browser

EVIL = "http://evil.example"
HOSTILE = (
    f" ![x]({EVIL}/a.png) [k]({EVIL}) <img src={EVIL}/b.png onerror=alert(1)> "
    "<script>alert(1)</script></style> :material/home: :red[rot] $x^2$ {name} \u202eumgekehrt 🦆"
)
TYPED = {
    PersonRow: ("last_name", "function"),
    DepartmentRow: ("name",),
    CandidateRow: ("motivation", "projects"),
    CriterionRow: ("title", "full_title", "definition"),
    RatingRow: ("evidence",),
    ShortlistMarkRow: ("remark",),
    DecisionRow: ("reason",),
    RoundRow: ("title",),
    InstallationRow: ("town",),
}
FETCHED = f"""() => [...document.querySelectorAll('[src], [href], [style], [data]')]
    .map(each => [each.src, each.href, each.data, each.getAttribute('style')].join(' '))
    .filter(said => said.includes('{EVIL}'))"""


def make_hostile(database_url):
    """The demo town, after somebody has typed the worst into every field."""
    engine = open_engine(database_url)
    upgrade(engine)
    load_demo(Application(engine=engine, clock=now_utc))
    with Session(engine) as session, session.begin():
        for table, columns in TYPED.items():
            worse = {name: getattr(table, name) + HOSTILE for name in columns}
            session.execute(
                update(table).values(worse), execution_options={"synchronize_session": False}
            )
    engine.dispose()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hostile"), before=make_hostile) as server:
        yield server


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_that_people_typed_is_run_or_fetched(chromium, server, name):
    view = VIEWS[name]
    with visiting(chromium, server) as visitors:  # it complains of every request that leaves
        page = visitors.open(view.who)
        page.on("dialog", lambda dialog: visitors.complaints.append(f"dialog: {dialog.message}"))

        view.show(page)

        assert page.evaluate(FETCHED) == []
        assert "<script>alert(1)</script>" in page.locator("body").inner_text() or name in PLAIN


PLAIN = {
    *("imports", "imports-file", "round", "round-forms", "outbox-templates", "outbox-values"),
    *("inbox", "inbox-mail"),
}
"""Views in which nothing stands that somebody typed, or only in fields."""
