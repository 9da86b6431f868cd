"""How a brought file is shown before it is taken: source, columns, findings, changes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lotsen.domain.criteria import Criterion
from lotsen.domain.files import FileKind
from lotsen.domain.findings import Severity, severity_of
from lotsen.export.csv import GERMAN, csv_bytes
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _, changes, formats
from lotsen.i18n.fields import field_name
from lotsen.i18n.findings import finding as sentences_of
from lotsen.imports.checks import MOST_KEPT
from lotsen.imports.columns import fields_of, match_columns, required_fields
from lotsen.imports.tables import FileFormat, RawTable
from lotsen.ui import jobs
from lotsen.ui.downloads import findings_button
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.import_plan import MOST_SHOWN, ImportPlan
from lotsen.usecases.importing import Brought

PREVIEW_ROWS = 5
MOST_READ = 30
DELIMITERS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}


def kind_name(kind: FileKind) -> str:
    """What a kind of file is called."""
    match kind:
        case FileKind.DEPARTMENTS:
            return _("Abteilungen")
        case FileKind.PEOPLE:
            return _("Beteiligte")
        case FileKind.CANDIDATES:
            return _("Kandidaturen")
        case FileKind.RATINGS:
            return _("Bewertungen")


def show_source(raw: RawTable) -> None:
    """Tell how the file was read, and show its first rows."""
    source = raw.source
    if source.format == FileFormat.CSV:
        how = _(
            "CSV, Zeichensatz {encoding}, Trennzeichen {delimiter}",
            encoding=source.encoding.upper().removesuffix("-SIG"),
            delimiter=DELIMITERS.get(source.delimiter, source.delimiter),
        )
    else:
        how = _("Excel-Datei, Blatt „{sheet}“", sheet=source.sheet)
    st.text(
        _(
            "Gelesen als {how}. Überschriften in Zeile {header}. Zeilen mit Inhalt: {rows}.",
            how=how,
            header=source.header_row,
            rows=formats.number(len(raw), decimals=0),
        )
    )
    head = raw.frame.head(PREVIEW_ROWS).astype(str)
    head.columns = pd.Index(_distinct(raw.headers))
    head.insert(0, _("Zeile"), raw.row_numbers[:PREVIEW_ROWS])
    st.dataframe(head, hide_index=True, alt=_("Die ersten Zeilen der Datei"))


def choose_columns(
    kind: FileKind, raw: RawTable, criteria: Sequence[Criterion], *, key: str
) -> dict[str, int]:
    """Let the person look through the columns that were found, and change them."""
    found = match_columns(kind, raw.headers, criteria).mapping
    titles = {criterion.key: criterion.title for criterion in criteria}
    needed = required_fields(kind, found.keys())
    fields = [name for name in fields_of(kind, criteria) if ":" not in name or name in found]
    chosen: dict[str, int] = {}
    with st.expander(
        _("Spalten prüfen: {found} von {all} zugeordnet", found=len(found), all=len(fields)),
        expanded=bool(needed - found.keys()),
    ):
        columns = st.columns(3)
        for place, name in enumerate(fields):
            label = field_name(kind, name, titles)
            with columns[place % 3]:
                choice = st.selectbox(
                    _("{field} (nötig)", field=label) if name in needed else label,
                    options=range(len(raw.headers)),
                    index=found.get(name),
                    format_func=lambda header: raw.headers[header] or _("Spalte ohne Überschrift"),
                    placeholder=_("nicht in der Datei"),
                    key=f"{key}-{name}",
                )
            if choice is not None:
                chosen[name] = choice
    _show_unread(raw, chosen)
    return chosen


def _show_unread(raw: RawTable, chosen: Mapping[str, int]) -> None:
    """Name the columns that nobody asked for: one of them may be meant for something."""
    used = {*chosen.values()}
    left = [name for place, name in enumerate(raw.headers) if name and place not in used]
    if left:
        names = ", ".join(f"„{name}“" for name in left)
        st.caption(as_text(_("Nicht übernommen werden die Spalten {names}.", names=names)))


def show_plan(page: Page, plan: ImportPlan) -> None:
    """Show what would come, what would change, and what was found."""
    counted = Counter[Severity]()
    for code, count in plan.findings_total.items():
        counted[severity_of(code)] += count
    figures = {
        _("Zeilen gelesen"): plan.rows,
        _("neu"): plan.new,
        _("geändert"): plan.changed,
        _("unverändert"): plan.unchanged,
        _("Fehler"): counted[Severity.ERROR],
        _("Hinweise"): counted[Severity.WARNING],
    }
    for column, (label, figure) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(label, formats.number(figure, decimals=0))
    if plan.findings:
        st.subheader(_("Was an der Datei auffällt"), anchor=False)
        if counted.total() > len(plan.findings):
            st.text(_("Gezeigt werden je Art die ersten {count}.", count=MOST_KEPT))
        _show_findings(findings_table(plan))
        findings_button(page, partial(findings_file, plan), _name_of_findings(plan))
    if plan.changes:
        st.subheader(_("Was sich ändern würde"), anchor=False)
        if plan.changed > len(plan.changes):
            st.text(_("Gezeigt werden die ersten {count} Änderungen.", count=MOST_SHOWN))
        st.dataframe(changes_table(plan), hide_index=True, alt=_("Liste der Änderungen"))


def _show_findings(frame: pd.DataFrame) -> None:
    """A few are read as whole sentences; many are looked through in a grid."""
    alt = _("Liste der Fehler und Hinweise")
    if len(frame) > MOST_READ:
        st.dataframe(frame, hide_index=True, placeholder="", alt=alt)
        return
    said = frame.astype(object).where(frame.notna(), "").astype(str).map(as_text)
    st.table(said, border="horizontal", hide_index=True, alt=alt)


def _name_of_findings(plan: ImportPlan) -> str:
    return _("Auffaelligkeiten_{kind}.csv", kind=plan.kind)


def findings_table(plan: ImportPlan) -> pd.DataFrame:
    """The findings as a person reads them: where, what, and what to do; errors before hints."""
    lines = []
    for finding in sorted(plan.findings, key=lambda each: each.severity != Severity.ERROR):
        what, remedy = sentences_of(finding)
        is_error = finding.severity == Severity.ERROR
        lines.append(
            {
                _("Art"): _("Fehler") if is_error else _("Hinweis"),
                _("Zeile"): finding.row,
                _("Spalte"): finding.column or "",
                _("Wert"): finding.value,
                _("Was auffällt"): what,
                _("Was zu tun ist"): remedy,
            }
        )
    frame = pd.DataFrame(lines)
    return frame.astype({_("Zeile"): "Int64"}) if lines else frame


def findings_file(plan: ImportPlan) -> bytes:
    """The same list as a CSV for the German Excel, to work through."""
    frame = findings_table(plan)
    lines = [
        Column(
            name=str(name),
            kind=ColumnKind.TEXT,
            meaning="",
            cells=["" if pd.isna(value) else str(value) for value in frame[name]],
        )
        for name in frame.columns
    ]
    return csv_bytes(ExportTable(title=_("Auffälligkeiten"), notes=(), columns=lines), GERMAN)


def changes_table(plan: ImportPlan) -> pd.DataFrame:
    """Old and new value of each field that would become something else."""
    return pd.DataFrame(
        [
            {
                _("Zeile"): change.row,
                _("Wer"): change.who,
                _("Feld"): changes.field(plan.kind, change.field),
                _("Bisher"): changes.said(change.field, change.old),
                _("Neu"): changes.said(change.field, change.new),
            }
            for change in plan.changes
        ]
    )


def start(page: Page, take: Callable[..., ImportPlan], brought: Brought, plan: ImportPlan) -> None:
    """Take the file, in a callback, as whoever clicks may do it now."""
    actor = page.clicking()
    if actor is not None:
        jobs.start(
            lambda progress: page.application.execute(
                actor, take, page.round_id, brought, seen=plan.revision, progress=progress
            ),
            taken,
        )


def taken(plan: object) -> str:
    """The sentence after a file was taken."""
    assert isinstance(plan, ImportPlan)
    return _(
        "{kind} eingelesen: {new} neu, {changed} geändert, {unchanged} unverändert.",
        kind=kind_name(plan.kind),
        new=plan.new,
        changed=plan.changed,
        unchanged=plan.unchanged,
    )


def why_not(plan: ImportPlan) -> str | None:
    """Why a file cannot be taken now; None if it can."""
    if plan.refused:
        return _("Bitte beheben Sie zuerst die Fehler in der Datei. Nichts wurde übernommen.")
    if plan.does_nothing:
        return _("Alles aus dieser Datei ist schon bekannt. Es gibt nichts zu übernehmen.")
    return None


def show_why_not(reason: str | None, plan: ImportPlan) -> None:
    """Tell it in a box of its own, so that a disabled button is never a riddle."""
    if reason is None:
        return
    (st.error if plan.refused else st.info)(as_text(reason))


def _distinct(headers: Sequence[str]) -> list[str]:
    """Headings as column names; a repeated or blank one gets its place behind it."""
    seen: Mapping[str, int] = {header: list(headers).count(header) for header in headers}
    return [
        header if header and seen[header] == 1 else f"{header} ({place})".strip()
        for place, header in enumerate(headers, 1)
    ]
