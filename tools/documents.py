"""Tables in the documents that say what the code says: written from it, and never out of date.

`python -m tools.documents update` writes them; `python -m tools.documents check` changes nothing
and names every table that is not as the code has it.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import takewhile

import pandas as pd
import yaml

from lotsen.bootstrap import standard_criteria
from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind, FileRefusal
from lotsen.domain.findings import Finding, FindingCode, Severity, severity_of
from lotsen.domain.ids import RoundId
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind, Round
from lotsen.domain.shortlist_rules import Objective
from lotsen.export.shortlist import shortlist_table
from lotsen.i18n.fields import field_name
from lotsen.i18n.files import file_refusal
from lotsen.i18n.findings import finding
from lotsen.imports.columns import fields_of, required_fields
from lotsen.imports.limits import STANDARD
from lotsen.imports.synonyms import synonyms
from lotsen.scoring.fair import Comparable
from lotsen.usecases.methods import Method
from lotsen.usecases.proposal_view import Grounds
from lotsen.usecases.register import COLUMNS, LEVELS
from lotsen.usecases.shortlist import criterion_column
from lotsen.usecases.shortlist_file import FAIR, ShortlistFile
from tools.rights import matrix_table, pages_table, phases_table, roles_table
from tools.tables import ROOT, Lines, as_table

HANDBOOK = "docs/handbuch"
MOST_HEADINGS = 5
SIGN_IN_A_WORD = re.compile(r"\w/\w")

Place = tuple[str, str]
"""A document, and the heading under which the table stands."""


def main(arguments: Sequence[str]) -> int:
    """Update or check."""
    if list(arguments) == ["update"]:
        return update()
    if list(arguments) == ["check"]:
        findings = check()
        print("\n".join(findings) or f"{len(TABLES)} Tabellen, alle auf dem Stand des Codes")
        return bool(findings)
    print(__doc__)
    return 2


def update() -> int:
    """Write every table anew."""
    for (document, heading), make in TABLES.items():
        path = ROOT / document
        text = path.read_text(encoding="utf-8")
        path.write_text(replaced(text, heading, make()), encoding="utf-8")
    return 0


def check() -> Lines:
    """Every table that is not as the code has it."""
    return [
        f"{document}, „{heading}“: python -m tools.documents update"
        for (document, heading), make in TABLES.items()
        if replaced(text := (ROOT / document).read_text(encoding="utf-8"), heading, make()) != text
    ]


def replaced(text: str, heading: str, table: Lines) -> str:
    """The text with another table under a heading; the first table there is the one."""
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if line.lstrip("# ") == heading)
    first = next(place for place in range(start, len(lines)) if lines[place].startswith("| "))
    size = len(list(takewhile(lambda line: line.startswith("|"), lines[first:])))
    return "\n".join([*lines[:first], *table, *lines[first + size :]]) + "\n"


def columns_table(kind: FileKind) -> Callable[[], Lines]:
    """What columns a kind of file has, and what else they may be called."""

    def make() -> Lines:
        needed = required_fields(kind)
        rows = [
            [
                field_name(kind, field),
                "ja" if field in needed else "–",
                _others(synonyms().headings[kind][field], field_name(kind, field)),
            ]
            for field in fields_of(kind)
        ]
        return as_table(["Spalte", "nötig", "wird auch erkannt als"], rows)

    return make


def words_table(topic: str) -> Callable[[], Lines]:
    """Which words are understood in a cell."""

    def make() -> Lines:
        written = yaml.safe_load((ROOT / "data/columns.yaml").read_text(encoding="utf-8"))
        spellings: Mapping[str, list[str]] = written["words"][topic]
        rows = []
        for value, each in spellings.items():
            first = each[0] if value else "(leer)"
            rows.append([first, _others(each, first)])
        return as_table(["Angabe", "wird auch verstanden als"], rows)

    return make


def findings_table(severity: Severity) -> Callable[[], Lines]:
    """What can be found in a file, with an example in every gap."""

    def make() -> Lines:
        found = [
            finding(Finding(row=7, column="", value="", code=code, facts=_example(code)))
            for code in FindingCode
            if severity_of(code) == severity
        ]
        return as_table(["Was auffällt", "Was zu tun ist"], dict.fromkeys(found))

    return make


def refusals_table() -> Lines:
    """Why a file is not read at all, with an example in every gap."""
    facts: dict[str, object] = {
        "size": 200,
        "limit": STANDARD.text_bytes // 1_000_000,
        "row": 7,
        "what": "pdf",
    }
    limits: dict[FileRefusal, dict[str, object]] = {
        FileRefusal.TOO_MANY_ROWS: {"limit": f"{STANDARD.rows:,}".replace(",", ".")},
        FileRefusal.TOO_MANY_COLUMNS: {"limit": STANDARD.columns},
    }
    sentences = (
        file_refusal(BadInput(code, **{**facts, **limits.get(code, {})})) for code in FileRefusal
    )
    parted = (str(sentence).split(". Bitte ", 1) for sentence in sentences)
    rows = [(f"{what}.", f"Bitte {todo}") for what, todo in parted]
    return as_table(["Warum die Datei nicht gelesen wird", "Was zu tun ist"], rows)


def shortlist_columns_table() -> Lines:
    """What stands in the file of the shortlist; one criterion stands for all."""
    first = standard_criteria()[0]
    names = [*COLUMNS, *LEVELS.values(), *_OF_MARKS, criterion_column(first.key)]
    nobody = ShortlistFile(
        frame=pd.DataFrame(columns=names),
        criteria=((first.key, first.title),),
        revision=0,
        grounds=_GROUNDS,
        comparable=Comparable.NO,
        reasons=(),
        method=_METHOD,
    )
    table = shortlist_table(nobody, _ROUND)
    return as_table(
        ["Spalte", "Bedeutung"], [[f"`{each.name}`", each.meaning] for each in table.columns]
    )


_OF_MARKS = (
    *("score", "spread", "n", "marked", "remark", "outcome", "reserve_order"),
    *("proposed", "share", "departure"),
    *FAIR,
)
_GROUNDS = Grounds(
    objective=Objective.FAIR,
    wanted=Objective.FAIR,
    comparable=None,
    reasons=(),
    method="fair",
    version="1",
    seed=0,
)
_METHOD = Method(name="fair", version="1", seed=0, draws=0, revision=0, profile=0)
_ROUND = Round(
    id=RoundId(1),
    town="Stadt Musterhausen",
    title="Digitallotsinnen und Digitallotsen 2027",
    phase=Phase.PRESENTATION,
    places=15,
    dates=(),
    kind=InstallationKind.DEMO,
    today=date(2027, 6, 16),
    revision=0,
    version=1,
)


def _example(code: FindingCode) -> dict[str, object]:
    topic = code.value.partition(".")[0]
    known = synonyms().spellings.get(topic, ())
    return {
        "kind": FileKind.CANDIDATES,
        "field": "email",
        "headings": "„Mail privat“, „Mail dienstlich“",
        "taken": "Mail dienstlich",
        "count": 3,
        "first_row": 2,
        "digits": 5,
        "lowest": 1,
        "highest": 5,
        "longest": 200,
        "length": 350,
        "known": ", ".join(known),
        "suggestion": "Motivation" if code == FindingCode.CRITERION_UNKNOWN else "",
    }


def _others(spellings: Sequence[str], first: str) -> str:
    """Some other spellings; those with a sign inside a word are read, and not recommended."""
    others = [each for each in spellings if each != first and not SIGN_IN_A_WORD.search(each)]
    return "; ".join(others[:MOST_HEADINGS]) or "–"


TABLES: dict[Place, Callable[[], Lines]] = {
    (f"{HANDBOOK}/wer-sieht-was.md", "Wer darf was?"): roles_table,
    (f"{HANDBOOK}/wer-sieht-was.md", "Wann geht es?"): phases_table,
    ("docs/reference/permissions.md", "Role by permission by phase"): matrix_table,
    ("docs/reference/permissions.md", "Page by role"): pages_table,
    (f"{HANDBOOK}/dateien.md", "Abteilungen"): columns_table(FileKind.DEPARTMENTS),
    (f"{HANDBOOK}/dateien.md", "Beteiligte"): columns_table(FileKind.PEOPLE),
    (f"{HANDBOOK}/dateien.md", "Kandidaturen"): columns_table(FileKind.CANDIDATES),
    (f"{HANDBOOK}/dateien.md", "Bewertungen"): columns_table(FileKind.RATINGS),
    (f"{HANDBOOK}/dateien.md", "Anrede"): words_table("salutation"),
    (f"{HANDBOOK}/dateien.md", "Art der Einheit"): words_table("kind"),
    (f"{HANDBOOK}/dateien.md", "Rolle"): words_table("role"),
    (f"{HANDBOOK}/dateien.md", "Status"): words_table("state"),
    (f"{HANDBOOK}/engere-wahl.md", "Die Spalten der Datei"): shortlist_columns_table,
    (f"{HANDBOOK}/auffaelligkeiten.md", "Fehler"): findings_table(Severity.ERROR),
    (f"{HANDBOOK}/auffaelligkeiten.md", "Hinweise"): findings_table(Severity.WARNING),
    (f"{HANDBOOK}/auffaelligkeiten.md", "Dateien, die nicht gelesen werden"): refusals_table,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
