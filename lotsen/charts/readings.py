"""What a picture says, in words: for ten seconds in a meeting, and for those who listen."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from lotsen.charts.grid import FEW, town_title
from lotsen.charts.lines import lines_of
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.scoring.differences import apart
from lotsen.usecases.scores import TOTAL, CellScores, CellState, DepartmentScores

NOTABLE = 0.5
"""Half a step of the scale; means that far apart are not called level, however uncertain."""

NAMED = 3
"""More names than these are counted instead."""


def headline(scores: DepartmentScores, titles: Mapping[str, str]) -> str:
    """The one sentence above the department picture."""
    town = _of_criterion(scores.town, TOTAL)[0]
    if not town.members:
        return _("Es gibt noch keine Kandidatur, die hier zählt.")
    if not town.candidates:
        return _("Es ist noch keine Bewertung abgegeben.")
    parts = [_of_departments(scores), _of_criteria(scores, titles), _of_few(scores)]
    return "; ".join(part for part in parts if part) + "."


def _of_departments(scores: DepartmentScores) -> str:
    known = _founded(_of_criterion(scores.frame, TOTAL))
    if not known:
        return _("In keinem Bereich sind {few} oder mehr Personen bewertet", few=FEW)
    low, high = known[0], known[-1]
    if len(known) == 1:
        return _(
            "Nur in einem Bereich sind {few} oder mehr Personen bewertet: {name} ({value})",
            few=FEW,
            name=low.department,
            value=number(low.mean),
        )
    if apart(_moments(low), _moments(high)):
        return _(
            "Der Gesamtwert reicht von {low} ({lowest}) bis {high} ({highest})",
            low=number(low.mean),
            lowest=low.department,
            high=number(high.mean),
            highest=high.department,
        )
    facts = {"low": number(low.mean), "high": number(high.mean)}
    if high.mean - low.mean < NOTABLE:
        return _("Die Bereiche liegen praktisch gleichauf (Gesamtwert {low} bis {high})", **facts)
    return _(
        "Gesamtwerte von {low} bis {high}, bei so wenigen Personen kaum zu unterscheiden",
        **facts,
    )


def _of_criteria(scores: DepartmentScores, titles: Mapping[str, str]) -> str:
    lines = [line for line in lines_of(scores.town) if line.criterion != TOTAL]
    known = _founded(lines)
    if not known or known[0] is known[-1]:
        return ""
    low, high = known[0], known[-1]
    if not apart(_moments(low), _moments(high)):
        return _(
            "auch die Kriterien liegen dicht beieinander ({low} bis {high})",
            low=number(low.mean),
            high=number(high.mean),
        )
    return _(
        "am höchsten ist „{highest}“ ({high}), am niedrigsten „{lowest}“ ({low})",
        highest=titles[high.criterion],
        high=number(high.mean),
        lowest=titles[low.criterion],
        low=number(low.mean),
    )


def _of_few(scores: DepartmentScores) -> str:
    totals = _of_criterion(scores.frame, TOTAL)
    few = [line.department for line in totals if line.members and line.candidates < FEW]
    return _("wenige Bewertungen: {names}", names=_departments(few)) if few else ""


def of_departments(
    scores: DepartmentScores, titles: Mapping[str, str], hatched: Collection[DepartmentId] = ()
) -> str:
    """The department picture for those who do not see it.

    Departments that cannot safely be compared (`hatched`) are neither highest nor lowest.
    """
    totals = _of_criterion(scores.frame, TOTAL)
    parts = [
        _(
            "Mittelwerte auf der Skala von 1 bis 5: {departments} Bereiche, {columns} Spalten, "
            "dazu „{town}“.",
            departments=len(totals),
            columns=len(titles),
            town=town_title(scores),
        )
    ]
    sure = ~scores.frame["department_id"].isin(list(hatched))
    rated = _by_mean(line for line in lines_of(scores.frame[sure]) if line.state == CellState.RATED)
    if rated:
        parts.append(
            _(
                "Höchster Wert: {cell}; niedrigster: {other}.",
                cell=_cell(rated[-1], titles),
                other=_cell(rated[0], titles),
            )
        )
    unsure = [line.department for line in totals if line.department_id in hatched]
    if unsure:
        parts.append(_("Nicht sicher vergleichbar: {names}.", names=", ".join(unsure)))
    return " ".join([*parts, *_gaps(scores, titles)])


def _gaps(scores: DepartmentScores, titles: Mapping[str, str]) -> list[str]:
    """Where nothing was observed, where nobody was rated, and where nobody stands."""
    found = []
    hidden = [
        f"{line.department}, {titles[line.criterion]}"
        for line in lines_of(scores.frame)
        if line.state == CellState.NOT_OBSERVABLE
    ]
    if hidden:
        names = _some(hidden, _("{count} Felder", count=len(hidden)))
        found.append(_("Nicht beobachtbar: {names}.", names=names))
    totals = _of_criterion(scores.frame, TOTAL)
    silent = [line.department for line in totals if line.members and not line.candidates]
    if silent:
        found.append(_("Keine Bewertung: {names}.", names=_departments(silent)))
    empty = [line.department for line in totals if not line.members]
    if empty:
        found.append(_("Keine Kandidatur: {names}.", names=_departments(empty)))
    return found


def of_people(cell: CellScores, title: str) -> str:
    """The picture of one department's people on one criterion, for those who do not see it."""
    rated = cell.frame["score"].dropna()
    facts = {
        "title": title,
        "department": cell.department,
        "people": len(cell.frame),
    }
    if rated.empty:
        return _("{title} in {department}: {people} Personen, keine mit Bewertung.", **facts)
    return _(
        "{title} in {department}: {people} Personen, Werte von {low} bis {high}; "
        "Mittelwert des Bereichs {own}, zum Vergleich alle Bereiche {town}; ohne Wert: {without}.",
        low=number(rated.min()),
        high=number(rated.max()),
        own=number(cell.department_mean),
        town=number(cell.town_mean),
        without=len(cell.frame) - len(rated),
        **facts,
    )


def of_profile(name: str, criteria: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """One person's criteria, for those who do not see the picture."""
    lines = [line for line in lines_of(criteria) if line.criterion != TOTAL]
    rated = sorted((line for line in lines if line.n), key=lambda line: line.score)
    if not rated:
        return _("{name}: noch keine Bewertung.", name=name)
    hidden = [titles[line.criterion] for line in lines if not line.n]
    return _(
        "{name}: Gesamtwert {total}. Höchster Wert bei „{highest}“ ({high}), niedrigster bei "
        "„{lowest}“ ({low}). Ohne Wert: {without}.",
        name=name,
        total=number(_of_criterion(criteria, TOTAL)[0].score),
        highest=titles[rated[-1].criterion],
        high=number(rated[-1].score),
        lowest=titles[rated[0].criterion],
        low=number(rated[0].score),
        without=", ".join(hidden) or _("kein Kriterium"),
    )


def _of_criterion(frame: pd.DataFrame, criterion: str) -> list[Any]:
    return lines_of(frame[frame["criterion"] == criterion])


def _founded(lines: Iterable[Any]) -> list[Any]:
    """Those with enough people, from low to high."""
    return _by_mean(line for line in lines if line.candidates >= FEW)


def _by_mean(lines: Iterable[Any]) -> list[Any]:
    return sorted(lines, key=lambda line: line.mean)


def _moments(line: Any) -> tuple[float, float, int]:
    return float(line.mean), float(line.spread), int(line.candidates)


def _cell(line: Any, titles: Mapping[str, str]) -> str:
    title, value = titles[line.criterion], number(line.mean)
    return _("{name}, {title} {value}", name=line.department, title=title, value=value)


def _departments(names: list[str]) -> str:
    return _some(names, _("{count} Bereiche", count=len(names)))


def _some(names: list[str], many: str) -> str:
    """A few names, or how many there are."""
    return ", ".join(names) if len(names) <= NAMED else many
