"""`import`: bring a town's file; look with --dry-run, take it without."""

import argparse
import sys
from pathlib import Path
from typing import Any

from lotsen.cli.shell import DONE, REFUSED, Shell
from lotsen.domain.files import FileKind
from lotsen.domain.findings import Finding, Severity
from lotsen.i18n import _, changes
from lotsen.i18n.findings import finding as sentences_of
from lotsen.imports.tables import check_size
from lotsen.usecases import rounds
from lotsen.usecases.import_plan import ImportPlan
from lotsen.usecases.importing import PLAN, TAKE, bring


def add(commands: Any) -> None:
    """Add the command of this family."""
    command = commands.add_parser("import", help=_("eine Datei der Stadt einlesen"))
    command.add_argument(
        "kind",
        choices=[str(kind) for kind in FileKind],
        metavar=_("ART"),
        help=_("was in der Datei steht: {kinds}", kinds=", ".join(FileKind)),
    )
    command.add_argument("file", metavar=_("DATEI"), help=_("eine CSV- oder Excel-Datei"))
    command.add_argument(
        "--dry-run", action="store_true", help=_("nur zeigen, was geschehen würde")
    )
    command.set_defaults(run=_import)


def _import(chosen: argparse.Namespace, shell: Shell) -> int:
    kind, path = FileKind(chosen.kind), Path(chosen.file)
    check_size(path.stat().st_size, path.name)
    criteria = shell.house.query(shell.actor, rounds.criteria, shell.round.id)
    brought = bring(kind, path.read_bytes(), path.name, criteria)
    plan = shell.house.query(shell.actor, PLAN[kind], shell.round.id, brought)
    _print_plan(plan)
    if plan.refused:
        print(_("Nichts wurde übernommen. Bitte beheben Sie zuerst die Fehler."), file=sys.stderr)
        return REFUSED
    if plan.does_nothing:
        print(_("Alles aus dieser Datei ist schon bekannt. Nichts wurde geändert."))
    elif chosen.dry_run:
        print(_("Nur angesehen. Nichts wurde übernommen."))
    else:
        shell.house.execute(shell.actor, TAKE[kind], shell.round.id, brought, seen=plan.revision)
        print(_("Übernommen."))
    return DONE


def _print_plan(plan: ImportPlan) -> None:
    for finding in plan.findings:
        print(_line(finding), file=sys.stderr)
    for change in plan.changes:
        print(
            _(
                "Zeile {row}, {who}, {field}: {old} → {new}",
                row=change.row,
                who=change.who,
                field=changes.field(plan.kind, change.field),
                old=changes.said(change.field, change.old),
                new=changes.said(change.field, change.new),
            )
        )
    print(
        _(
            "Zeilen: {rows}. Neu: {new}. Geändert: {changed}. Unverändert: {unchanged}.",
            rows=plan.rows,
            new=plan.new,
            changed=plan.changed,
            unchanged=plan.unchanged,
        )
    )


def _line(finding: Finding) -> str:
    what, remedy = sentences_of(finding)
    kind = _("Fehler") if finding.severity == Severity.ERROR else _("Hinweis")
    places = [
        _("Zeile {row}", row=finding.row) if finding.row else "",
        _("Spalte {column}", column=finding.column) if finding.column else "",
        f"„{finding.value}“" if finding.value else "",
    ]
    where = ", ".join(filter(None, places))
    return ": ".join(filter(None, (kind, where, f"{what} {remedy}")))
