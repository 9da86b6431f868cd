"""The demo town's files, as the tests read and change them."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.application.unit_of_work import TOWN_TIME
from lotsen.bootstrap import SYSTEM, standard_criteria
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.db.rounds import InstallationRow
from lotsen.domain.files import FileKind
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases import rounds
from lotsen.usecases.demo import days_until
from lotsen.usecases.importing import TAKE, bring
from tests.e2e.browsing import COORDINATOR, LEADERSHIP
from tests.e2e.servers import ROOT
from tests.imports import papers, posted

FOLDER = ROOT / "data" / "demo"
PEOPLE, CANDIDATES, RATINGS = "beteiligte.csv", "kandidaturen.csv", "bewertungen.csv"
FILES = {
    "Abteilungen": "abteilungen.csv",
    "Beteiligte": PEOPLE,
    "Kandidaturen": CANDIDATES,
    "Bewertungen": RATINGS,
}
"""In the order in which they are brought."""
KINDS = dict(zip(FILES, FileKind, strict=True))

MAILBOX = posted.mailbox(
    bytes(
        posted.message(
            sender="Aylin Berger <aylin.berger@musterhausen.example>", subject="Mein Interesse"
        )
    ),
    bytes(posted.message("Ich bin im Urlaub.", number=2, Auto_Submitted="auto-replied")),
    bytes(
        posted.with_files(
            posted.message(
                "Anbei mein Zeugnis.",
                sender="Katharina Overbeck <katharina.overbeck@musterhausen.example>",
                subject="Nachtrag",
                number=3,
                received="Tue, 15 Jun 2027 09:30:00 +0200",
            ),
            {
                "Arbeitszeugnis 2026.pdf": papers.PDF + bytes(240_000),
                "Foto.png": papers.PNG,
                "Projektplan.docm": papers.MACROS,
            },
        )
    ),
)
"""Three mails: one expresses interest, one is an out-of-office note, one brings files."""

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """The rows of one of the town's files."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(rows: Rows, path: Path) -> Path:
    """A file as the town's Excel writes it."""
    path.write_bytes(_written(rows))
    return path


def _written(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*rows[0]], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def names() -> list[str]:
    """What stands in the cells of the town's files, and in a heading, the longest first."""
    cells = {cell for name in FILES.values() for row in read(name) for cell in row.values()}
    cells |= {"Received on"}  # a heading that is known, and shown as one
    return sorted((cell for cell in cells if len(cell) > 2), key=len, reverse=True)


def betraying() -> set[str]:
    """What would betray a candidate: e-mail, number, and the name either way round."""
    rows = read(CANDIDATES)
    return {
        *(row["E-Mail"] for row in rows),
        *(f"{row['Vorname']} {row['Nachname']}" for row in rows),
        *(f"{row['Nachname']}, {row['Vorname']}" for row in rows),
    }


def story() -> dict[str, Any]:
    """What had happened in the demo town up to its day."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / "runde.yaml").read_text(encoding="utf-8"))
    return told


def today(database_url: str) -> date:
    """The day that this town's calendar shows now."""
    with Session(open_engine(database_url)) as session:
        days = session.scalars(select(InstallationRow.clock_offset_days)).one()
    return (now_utc() + timedelta(days=days)).astimezone(TOWN_TIME).date()


def open_without_files(database_url: str) -> None:
    """Open the town's round with nothing in it but the two people who begin."""
    engine, criteria = open_engine(database_url), standard_criteria()
    upgrade(engine)
    house = Application(engine=engine, clock=now_utc)
    round_id = house.execute(
        SYSTEM,
        rounds.open_round,
        town=story()["stadt"],
        title=story()["titel"],
        places=story()["plaetze"],
        dates=[],
        criteria=criteria,
        phase=Phase.PRESENTATION,
        kind=InstallationKind.DEMO,
        clock_offset_days=days_until(story()["heute"], now_utc()),
    )
    brought = bring(FileKind.PEOPLE, _written(beginners()), "anfang.csv", criteria)
    house.execute(SYSTEM, TAKE[FileKind.PEOPLE], round_id, brought, seen=0)
    engine.dispose()


def beginners() -> Rows:
    """A coordinator and the leadership, before there are departments."""
    rows = [row for row in read(PEOPLE) if row["Nachname"] in {COORDINATOR, LEADERSHIP}]
    return [row | {"Organisationseinheit": ""} for row in rows]
