"""The drawn town as the files that a coordinator would bring."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bench.drawing import CANDIDATES, DATA, NB, Drawing

ENCODING = "utf-8-sig"
LEVELS = ("Dezernat", "Fachbereich", "Abteilung")


@dataclass(frozen=True, kw_only=True)
class Files:
    """Where the files of the drawn town lie."""

    raters: Path
    candidates: Path
    ratings: Path


@dataclass(frozen=True, kw_only=True)
class Place:
    """A department of the demo town: the names above it and its own, and who leads it."""

    path: tuple[str, ...]
    leader: str
    leader_email: str


def places() -> list[Place]:
    """The demo town's departments, in the order of its file."""
    paths: dict[str, tuple[str, ...]] = {}
    found = []
    with (DATA / "demo" / "abteilungen.csv").open(encoding=ENCODING, newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            path = (*paths.get(line["Übergeordnete Einheit"], ()), line["Bezeichnung"])
            paths[line["Nummer"]] = path
            found.append(
                Place(path=path, leader=line["Leitung"], leader_email=line["E-Mail Leitung"])
            )
    return found


def write(drawing: Drawing, folder: Path) -> Files:
    """Write raters, candidates and ratings in the form of the demo town's files."""
    files = Files(
        raters=folder / "beteiligte.csv",
        candidates=folder / "kandidaturen.csv",
        ratings=folder / "bewertungen.csv",
    )
    everybody = drawing.people
    _write(files.raters, _raters(everybody.iloc[CANDIDATES:]))
    _write(files.candidates, _candidates(everybody.iloc[:CANDIDATES]))
    _write(files.ratings, _ratings(drawing))
    return files


def _write(path: Path, table: pd.DataFrame) -> None:
    table.to_csv(path, sep=";", index=False, encoding=ENCODING, lineterminator="\r\n")


def _raters(people: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Vorname": people["first_name"],
            "Nachname": people["last_name"],
            "E-Mail": people["email"],
            "Organisationseinheit": [place.path[-1] for place in _of(people)],
            "Rollen": "Bewertung",
        }
    )


def _candidates(people: pd.DataFrame) -> pd.DataFrame:
    where = _of(people)
    levels = {
        name: [place.path[level] if level < len(place.path) else "" for place in where]
        for level, name in enumerate(LEVELS)
    }
    return pd.DataFrame(
        {
            "Personalnummer": people["personnel_number"],
            "Nachname": people["last_name"],
            "Vorname": people["first_name"],
            **levels,
            "E-Mail": people["email"],
            "Führungskraft": [place.leader for place in where],
            "E-Mail Führungskraft": [place.leader_email for place in where],
            "Funktion": people["function"],
            "Umfang": np.resize(["Vollzeit", "19,5/39", "60 %"], len(people)),
            "Eingang am": np.resize(["01.06.2027", "02.06.2027", "08.06.2027"], len(people)),
            "Status": "interessiert",
            "Motivation": [f"Ich zeige gern, wie es geht ({email})." for email in people["email"]],
        }
    )


def _of(people: pd.DataFrame) -> list[Place]:
    known = places()
    return [known[place] for place in people["department"].tolist()]


def _ratings(drawing: Drawing) -> pd.DataFrame:
    emails = drawing.people["email"].to_numpy(dtype=object)
    table, sheets = drawing.ratings, drawing.sheets
    rows = table["sheet"].to_numpy()
    words = np.array(["n. b.", "1", "2", "3", "4", "5"], dtype=object)
    assert NB == 0  # the first of the words
    titles = _array(criterion.title for criterion in drawing.criteria)
    return pd.DataFrame(
        {
            "E-Mail Kandidatur": emails[sheets["candidate"].to_numpy()[rows]],
            "E-Mail bewertende Person": emails[CANDIDATES + sheets["rater"].to_numpy()[rows]],
            "Kriterium": titles[table["criterion"].to_numpy()],
            "Bewertung": words[table["value"].to_numpy()],
            "Beleg": table["evidence"],
            "Abgegeben am": "14.06.2027",
        }
    )


def _array(texts: Iterable[str]) -> np.ndarray:
    values: Sequence[str] = list(texts)
    return np.array(values, dtype=object)
