"""The proposal beside the committee's own choice: take over, or depart and say why."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lotsen.charts import proposal_readings as readings
from lotsen.domain.ids import CandidateId
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.ui.proposal_more import broken
from lotsen.usecases import departures, proposal
from lotsen.usecases.departures import Departure
from lotsen.usecases.proposal_view import Choice, Proposal


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Both sets, what was said about their differences, and everybody's name."""

    found: Proposal
    own: Choice
    said: Mapping[CandidateId, Departure]
    names: Mapping[int, str]

    @property
    def both(self) -> list[CandidateId]:
        """Who is in both."""
        return self._ordered(set(self.found.chosen) & set(self.own.people))

    @property
    def only_proposed(self) -> list[CandidateId]:
        """Who is proposed and not marked."""
        return self._ordered(set(self.found.chosen) - set(self.own.people))

    @property
    def only_own(self) -> list[CandidateId]:
        """Who is marked and not proposed."""
        return self._ordered(set(self.own.people) - set(self.found.chosen))

    def _ordered(self, keys: set[CandidateId]) -> list[CandidateId]:
        return [CandidateId(key) for key in self.names if key in keys]

    def reason_for(self, key: CandidateId, *, proposed: bool) -> Departure | None:
        """What was said of this very difference."""
        found = self.said.get(key)
        return found if found is not None and found.proposed == proposed else None


def measures(beside: Beside) -> None:
    """Both sets by the same yardstick."""
    found, own = beside.found, beside.own
    rows = {
        _("Personen"): (str(len(found.chosen)), str(len(own.people))),
        readings.mean(found.grounds.objective): (
            formats.number(found.mean, decimals=2),
            formats.number(own.mean, decimals=2),
        ),
        _("Regeln, die nicht eingehalten sind"): ("0", str(len(own.broken))),
    }
    counts = zip(found.coverage["title"], found.coverage["count"], own.coverage, strict=True)
    rows |= {
        _("stark in „{criterion}“", criterion=title): (str(count), str(mine))
        for title, count, mine in counts
    }
    table = pd.DataFrame(
        {
            _("Maß"): [as_text(name) for name in rows],
            _("Vorschlag"): [pair[0] for pair in rows.values()],
            _("Engere Wahl"): [pair[1] for pair in rows.values()],
        }
    )
    alt = _("Vorschlag und Engere Wahl nach denselben Maßen")
    st.table(table, border="horizontal", hide_index=True, alt=alt)
    for each in own.broken:
        st.text(broken(each))
    st.caption(as_text(_("Zum Vorschlag: {text}", text=readings.grounds(found.grounds))))


def both(beside: Beside) -> None:
    """Who is in both sets."""
    st.subheader(_("In beiden: {count}", count=len(beside.both)), anchor=False)
    st.text("; ".join(beside.names[key] for key in beside.both) or _("niemand"))


def only_proposed(page: Page, beside: Beside) -> None:
    """Who is proposed and not marked: take over by a click, one by one."""
    keys = beside.only_proposed
    st.subheader(_("Nur im Vorschlag: {count}", count=len(keys)), anchor=False)
    reason = page.refusal(proposal.take_over)
    for key in keys:
        with st.container(horizontal=True, vertical_alignment="center", key=f"take-{key}"):
            st.text(beside.names[key], width="stretch")
            st.button(
                _("Übernehmen"),
                key=f"take_over-{key}",
                disabled=reason is not None,
                help=reason or _("{name} vormerken", name=as_text(beside.names[key])),
                on_click=_take_over,
                args=(page, key),
            )
        _departure(beside.reason_for(key, proposed=True))
    if not keys:
        st.text(_("niemand"))


def _take_over(page: Page, key: CandidateId) -> None:
    page.execute(proposal.take_over, page.round_id, key)


def only_own(beside: Beside) -> None:
    """Who is marked and not proposed, with the reason for it."""
    keys = beside.only_own
    st.subheader(_("Nur auf der Engeren Wahl: {count}", count=len(keys)), anchor=False)
    for key in keys:
        st.text(beside.names[key])
        _departure(beside.reason_for(key, proposed=False))
    if not keys:
        st.text(_("niemand"))


def _departure(found: Departure | None) -> None:
    if found is None:
        st.caption(_("Abweichung noch ohne Begründung"))
        return
    st.caption(
        as_text(
            _(
                "{reason} ({name}, {moment})",
                reason=found.reason,
                name=found.explained_by,
                moment=formats.moment(found.explained_at),
            )
        )
    )


def explain(page: Page, beside: Beside) -> None:
    """Say why the choice about one person is another than the proposal's."""
    st.subheader(_("Abweichung begründen"), anchor=False)
    options = [*beside.only_proposed, *beside.only_own]
    key = st.selectbox(
        _("Person"),
        options,
        index=None,
        key="departure_person",
        format_func=beside.names.__getitem__,
        placeholder=_("Name eingeben"),
    )
    if key not in options:
        st.text(_("Jede Abweichung braucht einen Grund, den andere nachlesen können."))
        return
    _reason(page, beside, CandidateId(key), proposed=key in beside.only_proposed)


def _reason(page: Page, beside: Beside, key: CandidateId, *, proposed: bool) -> None:
    """The reason for one difference; what was said of another one is not shown again."""
    said = beside.said.get(key)
    seen = 0 if said is None else said.version
    same = beside.reason_for(key, proposed=proposed)
    field = f"departure-{key}-{seen}-{proposed}"
    st.text_area(
        _("Warum steht die Person nicht auf der Engeren Wahl?")
        if proposed
        else _("Warum steht die Person auf der Engeren Wahl?"),
        value="" if same is None else same.reason,
        key=field,
        max_chars=LONGEST_REASON,
        help=_("Keine Angaben zu Gesundheit, Familie, Alter oder Herkunft."),
    )
    reason = page.refusal(departures.explain)

    def save() -> None:
        text = st.session_state.get(field) or ""
        page.execute(departures.explain, page.round_id, key, text, proposed=proposed, seen=seen)

    st.button(
        _("Begründung speichern"),
        type="primary",
        disabled=reason is not None,
        help=reason,
        on_click=save,
    )
