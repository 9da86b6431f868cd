"""The criteria of one candidate as a table that is read from the last row of a council chamber.

What is put together here as HTML are Lotsen's own words, numbers, and names of criteria and
departments, which are escaped.
"""

import math
from collections.abc import Iterator, Mapping
from html import escape

from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.i18n import _, formats
from lotsen.usecases.meeting_stage import Aspect, Stage


def table(stage: Stage, titles: Mapping[str, str], chosen: str | None) -> str:
    """The criteria in the order of the stage, and the total."""
    rows = [_row(stage, aspect, titles[aspect.key], chosen) for aspect in stage.aspects]
    if stage.total is not None:
        rows.append(_row(stage, stage.total, _("Gesamtwert"), chosen, kind="total"))
    head = "".join(
        f'<th scope="col">{escape(name)}</th>'
        for name in (_("Kriterium"), "", _("Wert"), _("Spanne"))
    ).replace('<th scope="col"></th>', f'<td class="scale" aria-hidden="true">{_scale()}</td>')
    return (
        f'<table class="aspects"><caption>{escape(_caption(stage))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f'<p class="key" aria-hidden="true">{"".join(_key(stage))}</p>'
    )


def _row(stage: Stage, aspect: Aspect, title: str, chosen: str | None, kind: str = "") -> str:
    marks = " ".join(
        name
        for name, holds in (
            ("open", aspect.is_open),
            ("chosen", aspect.key == chosen),
            (kind, bool(kind)),
        )
        if holds
    )
    signs = "".join(_signs(aspect))
    return (
        f'<tr class="{marks}"><th scope="row">{escape(title)}</th>'
        f'<td class="picture"><span class="line" aria-hidden="true">{signs}</span>'
        f'<span class="said">{escape(_said(stage, aspect))}</span></td>'
        f'<td class="value">{escape(_value(aspect))}</td>'
        f'<td class="apart">{escape(_apart(aspect))}</td></tr>'
    )


def _signs(aspect: Aspect) -> Iterator[str]:
    """Spread, means and the person's own mean, as places on the scale."""
    if not math.isnan(aspect.score) and not math.isnan(aspect.spread):
        low, high = _place(aspect.score - aspect.spread), _place(aspect.score + aspect.spread)
        yield f'<i class="spread" style="left:{low:.1f}%;width:{high - low:.1f}%"></i>'
    for name, value in (
        ("department", aspect.department_mean),
        ("town", aspect.town_mean),
        ("person", aspect.score),
    ):
        if not math.isnan(value):
            yield f'<i class="{name}" style="left:{_place(value):.1f}%"></i>'


def _place(value: float) -> float:
    """Where on the scale, in percent; spreads end where the scale ends."""
    return 100 * (min(max(value, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)


def _scale() -> str:
    steps = range(LOWEST, HIGHEST + 1)
    return "".join(f'<b style="left:{_place(step):.1f}%">{step}</b>' for step in steps)


def _value(aspect: Aspect) -> str:
    if math.isnan(aspect.score):
        return _("n. b.") if aspect.not_observable else formats.NOTHING
    return formats.number(aspect.score)


def _apart(aspect: Aspect) -> str:
    """The lowest and the highest rating, where there are several."""
    if not aspect.high:
        return ""
    if aspect.low == aspect.high:
        return _("alle {value}", value=aspect.low)
    return _("{low} bis {high}", low=aspect.low, high=aspect.high)


def _said(stage: Stage, aspect: Aspect) -> str:
    """What the picture shows, in words."""
    return _(
        "Streuung {spread}, {n} Bewertungen, {department} {mean}, Stadt {town}",
        spread=formats.number(aspect.spread),
        n=aspect.n,
        department=stage.department,
        mean=formats.number(aspect.department_mean),
        town=formats.number(aspect.town_mean),
    )


def _caption(stage: Stage) -> str:
    count = sum(aspect.is_open for aspect in stage.aspects)
    if not count:
        return _("Die Bewertungen liegen überall nah beieinander.")
    if count == 1:
        return _("Bei einem Kriterium gehen die Bewertungen auseinander; es steht zuerst.")
    return _(
        "Bei {count} Kriterien gehen die Bewertungen auseinander; sie stehen zuerst.", count=count
    )


def _key(stage: Stage) -> Iterator[str]:
    town = _("Stadt gesamt") if stage.whole_town else _("Ihre Bereiche")
    for name, meaning in (
        ("person", _("Mittelwert mit Streuung")),
        ("department", stage.department),
        ("town", town),
    ):
        yield f'<span><i class="{name}"></i>{escape(meaning)}</span>'
