"""The English catalog: collected from the German sentences in the code, complete, up to date.

`python -m tools.catalog update` collects; what is new waits in lotsen.po for its English.
`python -m tools.catalog check` changes nothing and names every difference.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("lotsen", "pages")
LOCALE = ROOT / "lotsen/i18n/locale"
TEMPLATE = LOCALE / "lotsen.pot"
TRANSLATIONS = LOCALE / "en/LC_MESSAGES/lotsen.po"
COMPILED = TRANSLATIONS.with_suffix(".mo")
METHODS = {".py": "python", ".html": "jinja2"}
GAP = re.compile(r"\{(\w*)[^}]*\}")


def main(arguments: list[str]) -> int:
    """Update or check."""
    if arguments == ["update"]:
        return update()
    if arguments == ["check"]:
        findings = check()
        print("\n".join(findings) or f"{len(collect())} Sätze, alle auch auf Englisch")
        return bool(findings)
    print(__doc__)
    return 2


def update() -> int:
    """Write the template, the translations and the compiled catalog."""
    template = collect()
    TRANSLATIONS.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_po(template))
    TRANSLATIONS.write_bytes(as_po(merged(template)))
    COMPILED.write_bytes(as_mo(translations()))
    for finding in check():
        print(finding)
    return 0


def check() -> list[str]:
    """Every difference between the sentences in the code and the catalog."""
    template = collect()
    if not (TEMPLATE.exists() and TRANSLATIONS.exists() and COMPILED.exists()):
        return ["Der Katalog fehlt noch: make catalog"]
    findings = [finding for message in translations() for finding in faults(message)]
    if TEMPLATE.read_bytes() != as_po(template):
        findings.append("lotsen.pot ist nicht auf dem Stand der Quelltexte: make catalog")
    if TRANSLATIONS.read_bytes() != as_po(merged(template)):
        findings.append("lotsen.po ist nicht auf dem Stand der Quelltexte: make catalog")
    if COMPILED.read_bytes() != as_mo(translations()):
        findings.append("lotsen.mo ist älter als lotsen.po: make catalog")
    return findings


def collect() -> Catalog:
    """All sentences in `_()`, with the files in which they stand."""
    catalog = Catalog()
    sign(catalog)
    for source in SOURCES:
        files = [*(ROOT / source).rglob("*.py"), *(ROOT / source).rglob("*.html")]
        for path in sorted(files):
            place = (path.relative_to(ROOT).as_posix(), 1)  # a line number changes every day
            found = extract_from_file(METHODS[path.suffix], path, keywords={"_": None})
            for sentence in sorted(str(sentence) for _line, sentence, *_rest in found):
                catalog.add(sentence, locations=[place])
    return catalog


def merged(template: Catalog) -> Catalog:
    """The translations that there are, brought to the sentences of today."""
    catalog = translations() if TRANSLATIONS.exists() else Catalog(locale="en")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    sign(catalog)
    return catalog


def sign(catalog: Catalog) -> None:
    """Give it the one header that all of them have; a date would make every one differ."""
    catalog.project, catalog.version = "Lotsen", "26.1"
    catalog.header_comment = "# The sentences of Lotsen. Licensed under the EUPL."
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = "Lotsen"
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalog.fuzzy = False


def translations() -> Catalog:
    """The English sentences as they are stored."""
    with TRANSLATIONS.open("rb") as stored:
        return read_po(stored, locale="en")


def faults(message: object) -> list[str]:
    """What is wrong with one translation: missing, uncertain, or other gaps than the German."""
    german, english = str(getattr(message, "id", "")), str(getattr(message, "string", ""))
    if not german:
        return []
    if not english:
        return [f"ohne Übersetzung: {german!r}"]
    if getattr(message, "fuzzy", False):
        return [f"noch unsicher: {german!r}"]
    if sorted(GAP.findall(german)) != sorted(GAP.findall(english)):
        return [f"andere Lücken als im Deutschen: {german!r} -> {english!r}"]
    return []


def as_po(catalog: Catalog) -> bytes:
    """The text form, ordered by file and sentence."""
    written = io.BytesIO()
    write_po(written, catalog, width=100, sort_by_file=True, include_lineno=False)
    return written.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The compiled form."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
