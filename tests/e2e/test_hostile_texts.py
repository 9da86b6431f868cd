"""What people typed is shown as text, on every page; nothing of it is run, fetched or followed."""

import pytest
from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.bootstrap import load_demo
from lotsen.db.base import now_utc
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.closings import HearingRow, LeaderAnswerRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.engine import open_engine
from lotsen.db.letters import LetterTemplateRow, LetterValueRow
from lotsen.db.migrate import upgrade
from lotsen.db.people import DepartmentRow, PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow, InstallationRow, RoundRow
from lotsen.db.surveys import ConceptTextRow, NominationRow, ReviewRow
from lotsen.domain.closings import Answer, Body, Hearing
from tests.e2e.browsing import visiting
from tests.e2e.servers import running
from tests.e2e.views import VIEWS

pytestmark = pytest.mark.browser

EVIL = "http://evil.example"
HOSTILE = (
    f" ![x]({EVIL}/a.png) [k]({EVIL}) <img src={EVIL}/b.png onerror=alert(1)> "
    "<script>alert(1)</script></style> :material/home: :red[rot] $x^2$ {name} \u202eumgekehrt 🦆 "
    "me@evil.example"
)
TYPED = {
    PersonRow: ("last_name", "function"),
    DepartmentRow: ("name",),
    CandidateRow: ("motivation", "projects", "note"),
    CriterionRow: ("title", "full_title", "definition", "hint"),
    SheetRow: ("bias_reason",),
    RatingRow: ("evidence",),
    ShortlistMarkRow: ("remark",),
    DecisionRow: ("reason", "departure"),
    RoundRow: ("title", "reference"),
    InstallationRow: ("town",),
    ConceptTextRow: ("words",),
    ReviewRow: ("comment",),
    LetterTemplateRow: ("name",),
    LetterValueRow: ("text",),
}
SAID_OR_NOT = {"bias_reason", "departure"}
NOTED = {"anchors": CriterionRow, "questions": CriterionRow, "reasons": NominationRow}
"""Fields that hold several texts."""
FETCHED = f"""() => [...document.querySelectorAll('[src], [href], [style], [data]')]
    .map(each => [each.src, each.href, each.data, each.getAttribute('style')].join(' '))
    .filter(said => said.includes('{EVIL}') || said.includes('mailto:'))"""


def make_hostile(database_url):
    """The demo town, after somebody has typed the worst into every field."""
    engine = open_engine(database_url)
    upgrade(engine)
    load_demo(Application(engine=engine, clock=now_utc))
    with Session(engine) as session, session.begin():
        for table, columns in TYPED.items():
            worse = {name: worse_column(getattr(table, name)) for name in columns}
            session.execute(
                update(table).values(worse), execution_options={"synchronize_session": False}
            )
        for name, table in NOTED.items():
            for row in session.scalars(select(table)):
                setattr(row, name, worse_than(getattr(row, name)))
        session.add_all(statements(session))
    engine.dispose()


def worse_column(column):
    """Where there may be nothing, nothing stays."""
    more = column + HOSTILE
    return case((column == "", ""), else_=more) if column.key in SAID_OR_NOT else more


def worse_than(texts):
    if isinstance(texts, dict):
        return {key: text + HOSTILE for key, text in texts.items()}
    return [text + HOSTILE for text in texts]


def statements(session):
    """What was said before the decisions are closed, of one candidate and of all."""
    who, when = session.scalars(select(PersonRow.id)).first(), now_utc()
    yield HearingRow(
        round_id=session.scalar(select(RoundRow.id)),
        body=Body.STAFF_COUNCIL,
        result=Hearing.OBJECTED,
        held_on=when.date(),
        statement=HOSTILE,
        recorded_by_id=who,
        recorded_at=when,
    )
    for candidate in session.scalars(select(DecisionRow.candidate_id).distinct()):
        yield LeaderAnswerRow(
            candidate_id=candidate,
            answer=Answer.OBJECTS,
            reason=HOSTILE,
            given_by=f"Lea{HOSTILE}",
            given_at=when,
            recorded_by_id=who,
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hostile"), before=make_hostile) as server:
        yield server


NOT_THERE = {"outbox-handed"}
"""A letter to somebody whose name has a gap in it is blocked, and never given out."""


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in NOT_THERE])
def test_nothing_that_people_typed_is_run_or_fetched(chromium, server, name):
    view = VIEWS[name]
    with visiting(chromium, server) as visitors:  # it complains of every request that leaves
        page = visitors.open(view.who)
        page.on("dialog", lambda dialog: visitors.complaints.append(f"dialog: {dialog.message}"))

        view.show(page)

        assert page.evaluate(FETCHED) == []
        assert page.get_by_test_id("stIconMaterial").get_by_text("home", exact=True).count() == 0
        assert "<script>alert(1)</script>" in page.locator("body").inner_text() or name in PLAIN


PLAIN = {
    *("imports", "imports-file", "round", "round-forms", "outbox-templates", "outbox-values"),
    *("inbox", "inbox-mail"),
}
"""Views in which nothing stands that somebody typed, or only in fields."""
