"""Write ratings that were compared with the records."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Table, bindparam, insert, update

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.bulk import insert_rows
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.ids import RoundId
from lotsen.domain.ratings import SheetState
from lotsen.usecases.import_plan import Progress, no_progress
from lotsen.usecases.import_ratings import PAIR, RatingSteps, columns_of, sheets_of


def take_ratings(
    uow: UnitOfWork,
    round_id: RoundId,
    steps: RatingSteps,
    *,
    undated: date | None,
    progress: Progress = no_progress,
) -> None:
    """Write new and changed ratings with their sheets.

    `undated` is the day of handing in for new sheets without one; None leaves them drafts.
    """
    _insert_sheets(uow, steps.frame, undated)
    _begin_assigned(uow, steps, undated)
    sheets = sheets_of(uow.session, round_id)[[*PAIR, "sheet_id"]]
    frame = steps.frame.drop(columns="sheet_id").merge(sheets, on=PAIR, how="left")
    _touch_sheets(uow, steps)
    _insert_ratings(uow, frame.loc[steps.fresh], progress)
    _update_ratings(uow, frame.loc[steps.different])


def _insert_sheets(uow: UnitOfWork, frame: pd.DataFrame, undated: date | None) -> None:
    missing = frame.loc[frame["sheet_id"] == 0].drop_duplicates(PAIR)
    rows = []
    for candidate, rater, moment in columns_of(missing, *PAIR, "day"):
        day = undated if pd.isna(moment) else moment.date()
        state = SheetState.DRAFT if day is None else SheetState.HANDED_IN
        rows.append(
            {
                "candidate_id": candidate,
                "rater_id": rater,
                "state": state,
                "handed_in_on": day,
                "revision": uow.revision,
                "version": 1,
            }
        )
    _execute(uow, insert(_table(SheetRow)), rows)


def _begin_assigned(uow: UnitOfWork, steps: RatingSteps, undated: date | None) -> None:
    """What was only assigned becomes what a new sheet would become."""
    frame = steps.frame
    known = frame.loc[(steps.fresh | steps.different) & (frame["sheet_id"] > 0)]
    keys = [{"key": key} for key in dict.fromkeys(known["sheet_id"].tolist())]
    table = _table(SheetRow)
    begun = SheetState.DRAFT if undated is None else SheetState.HANDED_IN
    _execute(
        uow,
        update(table)
        .where(table.c.id == bindparam("key"), table.c.state == SheetState.ASSIGNED)
        .values(state=begun, handed_in_on=undated),
        keys,
    )


def _touch_sheets(uow: UnitOfWork, steps: RatingSteps) -> None:
    """Let every known sheet that changes tell so, and hand in where the file gives a day."""
    frame = steps.frame
    known = frame.loc[(steps.fresh | steps.different) & (frame["sheet_id"] > 0), "sheet_id"]
    days = dict(columns_of(steps.days, "sheet_id", "day"))
    touched = [*{*known.tolist(), *days}]
    table = _table(SheetRow)
    base = update(table).where(table.c.id == bindparam("key"))
    raised = {"revision": uow.revision, "version": table.c.version + 1, "changed_at": uow.now}
    _execute(uow, base.values(raised), [{"key": key} for key in touched])
    handed_in = {"state": SheetState.HANDED_IN, "handed_in_on": bindparam("day")}
    dated = [{"key": key, "day": day.date()} for key, day in days.items()]
    _execute(uow, base.values(handed_in), dated)


def _insert_ratings(uow: UnitOfWork, fresh: pd.DataFrame, progress: Progress) -> None:
    ordered = fresh.sort_values(["sheet_id", "criterion_id"])
    names = ("sheet_id", "criterion_id", "value", "evidence")
    rows = [
        (sheet, criterion, value or None, evidence)
        for sheet, criterion, value, evidence in columns_of(ordered, *names)
    ]
    insert_rows(
        uow.session.connection(),
        _table(RatingRow),
        names,
        rows,
        lambda done: progress(done / len(rows)),
    )


def _update_ratings(uow: UnitOfWork, changed: pd.DataFrame) -> None:
    table = _table(RatingRow)
    statement = (
        update(table)
        .where(table.c.sheet_id == bindparam("sheet"), table.c.criterion_id == bindparam("crit"))
        .values(value=bindparam("mark"), evidence=bindparam("text"))
    )
    names = ("sheet_id", "criterion_id", "value", "evidence", "old_evidence")
    rows = [
        {"sheet": sheet, "crit": criterion, "mark": value or None, "text": evidence or old}
        for sheet, criterion, value, evidence, old in columns_of(changed, *names)
    ]
    _execute(uow, statement, rows)


def _execute(uow: UnitOfWork, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        uow.session.connection().execute(statement, rows)


def _table(kind: type[SheetRow | RatingRow]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table
