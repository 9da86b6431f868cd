"""What holds in the round, as tables: criteria, dates, and every version of the profile."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.domain.criteria import HIGHEST, LOWEST, Criterion
from lotsen.domain.phases import Phase
from lotsen.domain.round_profiles import ProfileChange, ProfileState, RoundProfile
from lotsen.domain.rounds import Round
from lotsen.i18n import _, formats, profile_changes, words
from lotsen.ui.figures import Figure
from lotsen.ui.notices import as_text
from lotsen.usecases.round_profile import ProfileVersion, ProfileView

NEW_LINE: Final = "  \n"
STEPS: Final = tuple(phase for phase in Phase if phase != Phase.CLOSED)


def figures(view: ProfileView) -> Sequence[Figure]:
    """What is announced, in numbers."""
    used = view.profile.in_use
    weights = {each.weight for each in used}
    alike = _("alle gleich gewichtet") if len(weights) == 1 else _("verschieden gewichtet")
    scale = _("{lowest} bis {highest}", lowest=LOWEST, highest=HIGHEST)
    frozen = view.frozen_on is not None
    return (
        (_("Plätze"), str(view.profile.places), _("für die ganze Stadt")),
        (_("Kriterien"), str(len(used)), alike),
        (_("Skala"), scale, _("oder n. b., nicht beobachtbar")),
        (
            _("Fassung"),
            str(view.number),
            _("fest") if frozen else _("noch frei änderbar"),
        ),
    )


def show_state(view: ProfileView) -> None:
    """Say whether the profile can still change, and how."""
    if view.frozen_on is None:
        st.text(
            _(
                "Noch ist kein Bogen abgegeben. Bis dahin kann die Koordination Kriterien, "
                "Gewichte und Plätze ändern; jede Änderung steht unten."
            )
        )
        return
    st.text(
        _(
            "Seit dem {day} liegt ein abgegebener Bogen vor. Kriterien, Gewichte, Skala und "
            "Plätze sind seitdem fest: Eine Änderung braucht einen Grund und die Freigabe einer "
            "zweiten Person.",
            day=formats.day(view.frozen_on),
        )
    )


def show_criteria(profile: RoundProfile) -> None:
    """The criteria with their weights; those that are not asked any more stand below."""
    st.subheader(_("Kriterien und Gewichte"), anchor=False)
    used = profile.in_use
    total = sum(each.weight for each in used)
    titles = criterion_titles(profile.criteria)
    st.table(
        pd.DataFrame(
            {
                _("Nr."): [str(each.number) for each in used],
                _("Kriterium"): [as_text(titles[each.key]) for each in used],
                _("Gewicht"): [profile_changes.weight(each.weight) for each in used],
                _("Anteil am Gesamtwert"): [formats.share(each.weight / total) for each in used],
            }
        ),
        border="horizontal",
        hide_index=True,
        alt=_("Kriterien mit Gewicht und Anteil am Gesamtwert"),
    )
    out = [titles[each.key] for each in profile.criteria if not each.in_use]
    if out:
        said = _("Nicht mehr auf dem Bogen, Bewertungen bleiben: {titles}", titles=", ".join(out))
        st.text(said)


def show_wording(profile: RoundProfile) -> None:
    """What every criterion means, and what each step of the scale looks like in daily work."""
    with st.expander(_("Wortlaut der Kriterien und Anker"), key="profile_wording"):
        st.table(
            pd.DataFrame(
                [(_wording(each), _anchors(each)) for each in profile.in_use],
                columns=[_("Kriterium"), _("Anker")],
            ),
            border="horizontal",
            hide_index=True,
            alt=_("Kriterien mit Beschreibung und Ankern"),
        )


def _wording(criterion: Criterion) -> str:
    head = as_text(f"{criterion.number} {criterion.title}")
    return NEW_LINE.join([f"**{head}**", as_text(criterion.definition)])


def _anchors(criterion: Criterion) -> str:
    lines = [f"{step}: {criterion.anchors[step]}" for step in sorted(criterion.anchors)]
    return NEW_LINE.join(map(as_text, lines)) or formats.NOTHING


def show_dates(round_: Round) -> None:
    """When the phases are planned."""
    st.subheader(_("Termine"), anchor=False)
    dates = [round_.dates_of(phase) for phase in STEPS]
    now = [part_of_now(phase, round_.phase) for phase in STEPS]
    st.table(
        pd.DataFrame(
            {
                _("Phase"): now,
                _("Beginn"): [formats.day(each.starts_on if each else None) for each in dates],
                _("Ende"): [formats.day(each.ends_on if each else None) for each in dates],
            }
        ),
        border="horizontal",
        hide_index=True,
        alt=_("Phasen mit Beginn und Ende"),
    )


def part_of_now(phase: Phase, current: Phase) -> str:
    """The name of a phase; the one that runs says so."""
    name = words.phase(phase)
    return as_text(_("{phase} (jetzt)", phase=name) if phase == current else name)


def show_history(view: ProfileView) -> None:
    """Every version, the newest first: what changed, why, and who answers for it."""
    st.subheader(_("Fassungen"), anchor=False)
    holds = view.number
    rows = [(_head(each, holds), changes_text(each.changes), _why(each)) for each in view.history]
    st.table(
        pd.DataFrame(rows, columns=[_("Fassung"), _("Vorher → nachher"), _("Grund")]),
        border="horizontal",
        hide_index=True,
        alt=_("Fassungen des Profils mit Änderungen und Grund"),
    )


def changes_text(changes: Sequence[ProfileChange]) -> str:
    """Changes line by line; what people typed stands there as text."""
    lines = [as_text(profile_changes.said(each)).replace("\n", " / ") for each in changes]
    return NEW_LINE.join(lines) or as_text(_("Stand bei der Eröffnung der Runde"))


def _head(version: ProfileVersion, holds: int) -> str:
    lines = [as_text(_by(version.proposed_by, formats.moment(version.proposed_at)))]
    if version.decided_at is not None:
        decided = _by(version.decided_by, formats.moment(version.decided_at))
        lines.append(as_text(f"{_decided(version.state)}: {decided}"))
    return NEW_LINE.join([f"**{as_text(_name(version, holds))}**", *lines])


def _name(version: ProfileVersion, holds: int) -> str:
    match version.state:
        case ProfileState.VALID if version.number == holds:
            return _("Fassung {number}, gilt", number=version.number)
        case ProfileState.VALID:
            return _("Fassung {number}, galt früher", number=version.number)
        case ProfileState.PROPOSED | ProfileState.REFUSED | ProfileState.WITHDRAWN:
            return _("Vorschlag, {state}", state=words.profile_state(version.state))


def _decided(state: ProfileState) -> str:
    if state == ProfileState.VALID:
        return _("freigegeben")
    return words.profile_state(state)


def _by(name: str, moment: str) -> str:
    return _("{name}, {moment}", name=name or _("Lotsen selbst"), moment=moment)


def _why(version: ProfileVersion) -> str:
    lines = [as_text(version.reason)] if version.reason else []
    if version.decided_reason:
        decided = f"{_decided(version.state)}: {version.decided_reason}"
        lines.append(as_text(decided))
    return NEW_LINE.join(lines) or formats.NOTHING
