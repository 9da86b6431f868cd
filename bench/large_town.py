"""Put the drawn town into a database, past all rules and therefore fast."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, Table, func, select, update
from sqlalchemy.orm import Session

from bench.drawing import CANDIDATES, DATA, Drawing, draw
from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.bulk import insert_rows
from lotsen.db.candidates import CandidateRow
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.db.people import DepartmentRow, PersonRoleRow, PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow, RevisionRow
from lotsen.domain.files import FileKind
from lotsen.domain.ids import RoundId
from lotsen.domain.phases import Phase, PhaseDates
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import importing, rounds
from lotsen.usecases.criteria_file import read_criteria

NOON = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
_DAY = date(2027, 6, 14)
_MOMENT = NOON.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
_RECORD = ("created_at", "changed_at", "version")
_OF_RECORD = (_MOMENT, _MOMENT, 1)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of our own, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="lotsen-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def opened(url: str) -> Iterator[Application]:
    """An application over a database, in the June of the demo town."""
    engine = open_engine(url)
    try:
        yield Application(engine=engine, clock=lambda: NOON)
    finally:
        engine.dispose()


def found_town(house: Application) -> RoundId:
    """A round, the demo town's departments and all the people with roles; nobody stands yet."""
    upgrade(house.engine)
    criteria = read_criteria(DATA / "criteria.yaml")
    round_id = house.execute(
        SYSTEM,
        rounds.open_round,
        town="Stadt Musterhausen",
        title="Sehr viele Digitallotsen 2027",
        places=300,
        dates=[PhaseDates(phase=Phase.PRESENTATION, starts_on=_DAY, ends_on=date(2027, 6, 25))],
        criteria=criteria,
        phase=Phase.INTEREST,
        kind=InstallationKind.DEMO,
    )
    files = {FileKind.DEPARTMENTS: "abteilungen.csv", FileKind.PEOPLE: "beteiligte.csv"}
    for kind, name in files.items():
        content = (DATA / "demo" / name).read_bytes()
        take(house, importing.bring(kind, content, name, criteria))
    return round_id


def take(house: Application, brought: importing.Brought) -> None:
    """Take a file over into the newest round."""
    round_ = house.query(SYSTEM, rounds.current)
    assert round_ is not None
    command = importing.TAKE[brought.parsed.kind]
    house.execute(SYSTEM, command, round_.id, brought, seen=round_.revision)


def settle(engine: Engine, round_id: RoundId) -> Drawing:
    """Fill a founded town with everything that was drawn."""
    with Session(engine) as session, session.begin():
        departments = list(session.scalars(select(DepartmentRow.id).order_by(DepartmentRow.id)))
        drawing = draw(len(departments))
        base = session.scalar(select(func.max(PersonRow.id))) or 0
        _insert_people(session, drawing, departments, base)
        _insert_candidates(session, drawing, departments, base, round_id)
        _insert_ratings(session, drawing, base, round_id)
    return drawing


def build(folder: Path) -> str:
    """A database file with the whole large town; gives its address."""
    url = f"sqlite:///{folder / 'large.db'}"
    with opened(url) as house:
        settle(house.engine, found_town(house))
    return url


def change_one_rating(engine: Engine, times: int) -> None:
    """Change one rating as a command does it: the sheet notes the revision that it raises."""
    with Session(engine) as session, session.begin():
        number = session.scalars(
            update(RevisionRow).values(number=RevisionRow.number + 1).returning(RevisionRow.number)
        ).one()
        sheet = session.scalars(select(SheetRow.id).order_by(SheetRow.id).offset(times)).first()
        session.execute(update(SheetRow).where(SheetRow.id == sheet).values(revision=number))
        changed = update(RatingRow).where(RatingRow.sheet_id == sheet)
        session.execute(changed.values(value=1 + times % 5))


def _insert_people(session: Session, drawing: Drawing, departments: list[int], base: int) -> None:
    texts = ("first_name", "last_name", "email", "personnel_number", "function")
    more = {"title": "", "salutation": "", "phone": "", "site": "", "active": True}
    places = np.array(departments)[drawing.people["department"]].tolist()
    columns = [drawing.people[name].tolist() for name in texts]
    keys = range(base + 1, base + 1 + len(drawing.people))
    rows = [(*row, *more.values(), *_OF_RECORD) for row in zip(keys, places, *columns, strict=True)]
    _insert(session, PersonRow, ("id", "department_id", *texts, *more, *_RECORD), rows)
    roles = [(base + 1 + place, "rater") for place in range(CANDIDATES, len(drawing.people))]
    _insert(session, PersonRoleRow, ("person_id", "role"), roles)


def _insert_candidates(
    session: Session, drawing: Drawing, departments: list[int], base: int, round_id: RoundId
) -> None:
    texts = {"motivation": "Ich zeige gern, wie es leichter geht.", "projects": "", "note": ""}
    places = np.array(departments)[drawing.people["department"]].tolist()[:CANDIDATES]
    rows = [
        (number, round_id, base + number, place, "interested", *texts.values(), *_OF_RECORD)
        for number, place in enumerate(places, 1)
    ]
    keys = ("id", "round_id", "person_id", "department_id", "state")
    _insert(session, CandidateRow, (*keys, *texts, *_RECORD), rows)


def _insert_ratings(session: Session, drawing: Drawing, base: int, round_id: RoundId) -> None:
    day = _DAY.isoformat()
    pairs = zip(
        (drawing.sheets["candidate"] + 1).tolist(),
        (drawing.sheets["rater"] + base + 1 + CANDIDATES).tolist(),
        strict=True,
    )
    sheets = [
        (number, candidate, rater, "handed_in", day, 1, "", "", *_OF_RECORD)
        for number, (candidate, rater) in enumerate(pairs, 1)
    ]
    keys = ("id", "candidate_id", "rater_id", "state", "handed_in_on", "revision")
    _insert(session, SheetRow, (*keys, "bias_reason", "saved_in", *_RECORD), sheets)
    criteria = np.array(
        session.scalars(
            select(CriterionRow.id)
            .where(CriterionRow.round_id == round_id)
            .order_by(CriterionRow.number)
        ).all()
    )
    table = drawing.ratings
    cells = zip(
        (table["sheet"] + 1).tolist(),
        criteria[table["criterion"]].tolist(),
        table["value"].tolist(),
        table["evidence"].tolist(),
        strict=True,
    )
    ratings = [(sheet, key, value or None, text) for sheet, key, value, text in cells]
    _insert(session, RatingRow, ("sheet_id", "criterion_id", "value", "evidence"), ratings)


def _insert(
    session: Session, kind: type[Any], columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    table = kind.__table__
    assert isinstance(table, Table)
    ordered = [name for name in table.c.keys() if name in columns]  # noqa: SIM118  # not a dict
    pick = itemgetter(*map(columns.index, ordered))
    insert_rows(session.connection(), table, ordered, list(map(pick, rows)), lambda _done: None)
