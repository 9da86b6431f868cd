"""Import of the large town, against pandas and one bulk insert of the same rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Table, func, insert, select

from bench import files, large_town
from bench.clock import milliseconds, p50
from bench.drawing import Drawing, draw
from bench.figures import Figure
from lotsen.application.application import Application
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.files import FileKind
from lotsen.usecases import importing
from tests.databases import PostgresqlCopies, postgresql_server

TURNS = 3
MOST = 3.0
AGAINST = "pandas.read_csv and bulk insert"

BECOME: dict[FileKind, tuple[type[Any], ...]] = {
    FileKind.CANDIDATES: (PersonRow, CandidateRow),
    FileKind.RATINGS: (SheetRow, RatingRow),
}
"""The tables in which the rows of a file end up."""

Fresh = Callable[[], AbstractContextManager[str]]
Rows = dict[FileKind, list[tuple[Table, list[dict[str, Any]]]]]
Taken = dict[FileKind, list[float]]


@dataclass(frozen=True, kw_only=True)
class Town:
    """What is brought."""

    drawing: Drawing
    files: files.Files

    def file(self, kind: FileKind) -> Path:
        """Where the file of this kind lies."""
        return self.files.ratings if kind == FileKind.RATINGS else self.files.candidates


def run() -> Iterator[Figure]:
    """Measure on SQLite, and on PostgreSQL to know."""
    with large_town.folder() as folder:
        drawing = draw(len(files.places()))
        town = Town(drawing=drawing, files=files.write(drawing, folder))
        yield from _figures("SQLite", *_measure(town, _sqlite(folder)), most=MOST)
        with (
            postgresql_server() as server,
            closing(PostgresqlCopies(server, durable=True)) as copies,
        ):
            yield from _figures("PostgreSQL", *_measure(town, copies.fresh), most=None)


def bring(house: Application, town: Town, kind: FileKind) -> None:
    """Take a file over, from its bytes to the end of the transaction."""
    content = town.file(kind).read_bytes()
    brought = importing.bring(kind, content, town.file(kind).name, town.drawing.criteria)
    large_town.take(house, brought)


def _figures(where: str, ours: Taken, plain: Taken, most: float | None) -> Iterator[Figure]:
    for kind in BECOME:
        yield Figure(
            name=f"import of {kind}, {where}",
            value=p50(ours[kind]),
            baseline=p50(plain[kind]),
            against=AGAINST,
        )
    yield Figure(
        name=f"import of both, {where}",
        value=p50([sum(turn) for turn in zip(*ours.values(), strict=True)]),
        baseline=p50([sum(turn) for turn in zip(*plain.values(), strict=True)]),
        against=AGAINST,
        most_ratio=most,
    )


def _measure(town: Town, fresh: Fresh) -> tuple[Taken, Taken]:
    ours: Taken = {kind: [] for kind in BECOME}
    plain: Taken = {kind: [] for kind in BECOME}
    for _turn in range(TURNS):
        with _founded(town, fresh) as (house, newest):
            for kind, taken in ours.items():
                taken.append(milliseconds(lambda kind=kind: bring(house, town, kind)))
            rows = _written(house.engine, newest)
        with _founded(town, fresh) as (house, _newest):
            for kind, taken in plain.items():
                content, known = town.file(kind), rows[kind]
                taken.append(milliseconds(partial(_plain, house.engine, content, known)))
    return ours, plain


@contextmanager
def _founded(town: Town, fresh: Fresh) -> Iterator[tuple[Application, int]]:
    """A new town with its raters, and the newest key of a person in it."""
    with fresh() as url, large_town.opened(url) as house:
        large_town.found_town(house)
        content = town.files.raters.read_bytes()
        criteria = town.drawing.criteria
        large_town.take(house, importing.bring(FileKind.PEOPLE, content, "raters", criteria))
        with house.engine.connect() as connection:
            newest = connection.scalar(select(func.max(PersonRow.id))) or 0
        yield house, newest


def _written(engine: Engine, newest: int) -> Rows:
    """What an import has written."""
    with engine.connect() as connection:
        return {
            kind: [(_table(each), _rows(connection, _table(each), newest)) for each in tables]
            for kind, tables in BECOME.items()
        }


def _rows(connection: Connection, table: Table, newest: int) -> list[dict[str, Any]]:
    statement = select(table)
    if table.name == PersonRow.__tablename__:
        statement = statement.where(table.c.id > newest)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _plain(engine: Engine, file: Path, rows: list[tuple[Table, list[dict[str, Any]]]]) -> None:
    """What any program has to do at least: read the file, and write what will be there."""
    pd.read_csv(file, sep=";", encoding=files.ENCODING)
    with engine.execution_options(lotsen_writes=True).begin() as connection:
        for table, records in rows:
            connection.execute(insert(table), records)


def _table(kind: type[Any]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


def _sqlite(folder: Path) -> Fresh:
    numbers = count(1)

    @contextmanager
    def fresh() -> Iterator[str]:
        path = folder / f"import{next(numbers)}.db"
        yield f"sqlite:///{path}"
        path.unlink()

    return fresh
