"""The record of the selection, from the records to the archive, for 60 people and for 500."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import typst
from sqlalchemy import Engine, Select, insert, literal, select, update
from sqlalchemy.orm import Session

from bench import large_town
from bench.clock import milliseconds, p50
from bench.figures import Figure
from lotsen.bootstrap import SYSTEM, load_demo
from lotsen.db.candidates import CandidateRow
from lotsen.db.migrate import upgrade
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RevisionRow
from lotsen.domain.rounds import Round
from lotsen.export.record import deliver_record
from lotsen.usecases import rounds

SMALL, LARGE = 60, 500
MOST = {SMALL: 3_000.0, LARGE: 20_000.0}
TURNS = {SMALL: 5, LARGE: 3}
FAR = 1_000_000
"""A copy's keys are so far from its original's."""


def run() -> Iterator[Figure]:
    """Measure both against as many plain tables, each time in a fresh process of Typst."""
    with (
        large_town.folder() as folder,
        large_town.opened(f"sqlite:///{folder / 'record.db'}") as house,
    ):
        upgrade(house.engine)
        load_demo(house)
        for size in (SMALL, LARGE):
            _grow(house.engine, size)
            round_ = house.query(SYSTEM, rounds.current)
            assert isinstance(round_, Round)
            deliver = partial(deliver_record, house, SYSTEM, round_)
            values = [milliseconds(deliver) for _turn in range(TURNS[size])]
            yield Figure(
                name=f"record of {size} candidacies",
                value=p50(values),
                tail=max(values),
                most=MOST[size],
                baseline=milliseconds(partial(_bare, size)),
                against="as many plain tables from Typst",
            )


def _bare(people: int) -> None:
    """Three untagged tables of ten lines per person, and nothing else."""
    table = (
        "#table(columns: 3, " + "[Kriterium], [3], [Ein Beleg in wenigen Worten.], " * 10 + ")\n"
    )
    typst.compile((table * 3 * people).encode(), format="pdf", pdf_tags=False)


def _grow(engine: Engine, size: int) -> None:
    """Copy candidacies with all their sheets until there are so many."""
    with Session(engine) as session, session.begin():
        known = session.scalars(select(CandidateRow.id).order_by(CandidateRow.id)).all()
        for turn in range(1, -(-size // len(known))):
            few = known[: size - turn * len(known)]
            _copy(session, few, turn * FAR)
        session.execute(update(RevisionRow).values(number=RevisionRow.number + 1))


def _copy(session: Session, candidates: Any, far: int) -> None:
    people = select(CandidateRow.person_id).where(CandidateRow.id.in_(candidates))
    person, candidate = PersonRow.__table__.c, CandidateRow.__table__.c
    _insert(
        session,
        PersonRow,
        select(PersonRow.__table__).where(person.id.in_(people)),
        id=person.id + far,
        email=literal(f"{far}.") + person.email,
        personnel_number=literal(""),
    )
    _insert(
        session,
        CandidateRow,
        select(CandidateRow.__table__).where(candidate.id.in_(candidates)),
        id=candidate.id + far,
        person_id=candidate.person_id + far,
    )
    _copy_sheets(session, candidates, far)


def _copy_sheets(session: Session, candidates: Any, far: int) -> None:
    sheets = select(SheetRow.id).where(SheetRow.candidate_id.in_(candidates))
    sheet, rating = SheetRow.__table__.c, RatingRow.__table__.c
    _insert(
        session,
        SheetRow,
        select(SheetRow.__table__).where(sheet.id.in_(sheets)),
        id=sheet.id + far,
        candidate_id=sheet.candidate_id + far,
    )
    _insert(
        session,
        RatingRow,
        select(RatingRow.__table__).where(rating.sheet_id.in_(sheets)),
        sheet_id=rating.sheet_id + far,
    )


def _insert(session: Session, kind: type[Any], found: Select[Any], **other: Any) -> None:
    """Insert what was found, with some columns otherwise."""
    columns = kind.__table__.c
    chosen = [other.get(column.name, column) for column in columns]
    names = [column.name for column in columns]
    session.execute(insert(kind).from_select(names, found.with_only_columns(*chosen)))
