"""The numbers of the pictures as tables; what people typed stands in them as text."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from lotsen.charts import values
from lotsen.charts.grid import town_title
from lotsen.charts.lines import lines_of
from lotsen.charts.titles import full_title
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import BELOW
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _, words
from lotsen.i18n.formats import NOTHING, number
from lotsen.ui.notices import as_text
from lotsen.usecases.candidates import CandidateList
from lotsen.usecases.profiles import CandidateProfile
from lotsen.usecases.scores import TOTAL, CellState, DepartmentScores


def departments(
    scores: DepartmentScores,
    rows: Sequence[DepartmentId],
    titles: Mapping[str, str],
    hatched: Collection[DepartmentId] = (),
) -> pd.DataFrame:
    """The department picture: one line per department, the town's first."""
    town = scores.town.assign(department_id=0, number="", department=town_title(scores))
    both = pd.concat([town, scores.frame], ignore_index=True)
    groups = dict(iter(both.groupby("department_id", sort=False)))
    return pd.DataFrame(
        [_department(groups[key], titles, hatched=key in hatched) for key in [0, *rows]]
    )


def _department(lines: pd.DataFrame, titles: Mapping[str, str], *, hatched: bool) -> dict[str, str]:
    first = lines.iloc[0]
    by_criterion = {line.criterion: line for line in lines_of(lines)}
    title = full_title(first["number"], first["department"])
    if hatched:
        title = _("{department} (nicht sicher vergleichbar)", department=title)
    head = {
        _("Bereich"): as_text(title),
        _("Personen"): number(first["members"], decimals=0),
    }
    if not first["members"]:
        nobody = {as_text(title): NOTHING for title in titles.values()}
        return head | nobody | {as_text(titles[TOTAL]): _("keine Kandidatur")}
    return head | {
        as_text(title): _mean(by_criterion[criterion]) for criterion, title in titles.items()
    }


def _mean(line: Any) -> str:
    state = CellState(line.state)
    value = values.spoken(state, line.mean)
    if state != CellState.RATED:
        return value
    return f"{value} ({values.founded(line.candidates, line.spread)})"


def people(frame: pd.DataFrame) -> pd.DataFrame:
    """The people of a `CellScores.frame`, in its order."""
    return pd.DataFrame(
        [
            {
                _("Name"): as_text(line.name),
                _("Bereich"): as_text(line.department),
                _("Stand"): words.candidate_state(CandidateState(line.state)),
                **_score(line),
            }
            for line in lines_of(frame)
        ]
    )


def profile(candidate: CandidateProfile, titles: Mapping[str, str]) -> pd.DataFrame:
    """One person's criteria, in the order of `titles`."""
    assert candidate.criteria is not None
    lines = {line.criterion: line for line in lines_of(candidate.criteria)}
    compared = candidate.criteria["fair"].notna().any()
    town = _("Mittelwert Stadt") if candidate.whole_town else _("Mittelwert Ihrer Bereiche")
    return pd.DataFrame(
        [
            {
                _("Kriterium"): as_text(title),
                **_score(lines[criterion]),
                **({_("Fairer Wert"): number(lines[criterion].fair)} if compared else {}),
                _("Mittelwert Bereich"): number(lines[criterion].department_mean),
                town: number(lines[criterion].town_mean),
            }
            for criterion, title in titles.items()
        ]
    )


def _score(line: Any) -> dict[str, str]:
    state = values.state_of(line.n, line.not_observable)
    return {
        _("Wert"): values.spoken(state, line.score),
        _("Streuung (±)"): number(line.spread),
        _("Bewertungen (n)"): number(line.n, decimals=0),
        _("n. b."): number(line.not_observable, decimals=0),
    }


def candidates(found: CandidateList) -> pa.Table:
    """A page of the list, in the form in which it goes to the browser, for it is kept.

    The grid shows it as text by itself.
    """
    frame = found.frame
    columns = {
        _("Name"): frame["sorted_name"],
        _("Bereich"): [_place(line) for line in lines_of(frame)],
        _("Funktion"): frame["function"],
        _("Führungskraft"): frame["leader"],
        _("Stand"): [words.candidate_state(CandidateState(state)) for state in frame["state"]],
    }
    if found.with_scores:
        columns[_("Gesamtwert")] = [_total(line) for line in lines_of(frame)]
    return pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False)


def _total(line: Any) -> str:
    if not line.n:
        return NOTHING
    return f"{number(line.score)} ({values.founded(line.n, line.spread)})"


def _place(line: Any) -> str:
    above = full_title(line.number, line.fachbereich)
    if not above or line.department == line.fachbereich:
        return above or str(line.department)
    return f"{above}{BELOW}{line.department}"


def evidence(lines: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """What raters noted, criterion by criterion; without their names where these are hidden."""
    columns = {
        _("Kriterium"): [as_text(titles[criterion]) for criterion in lines["criterion"]],
        _("Wert"): [_("n. b.") if pd.isna(value) else str(value) for value in lines["value"]],
        _("Beleg"): [as_text(text) for text in lines["evidence"]],
        _("Bewertung durch"): [
            as_text(_("{name} (Führungskraft)", name=rater) if leads else rater)
            for rater, leads in zip(lines["rater"], lines["by_leader"], strict=True)
        ],
    }
    if not lines["rater"].any():
        del columns[_("Bewertung durch")]
    return pd.DataFrame(columns)
