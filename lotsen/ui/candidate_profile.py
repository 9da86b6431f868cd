"""One candidate: who it is, what was observed, and what was written."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lotsen.charts import profile, readings
from lotsen.i18n import _, refusals, words
from lotsen.i18n.formats import day, share
from lotsen.ui import meeting_talk, pictures, tables
from lotsen.ui.kept import kept
from lotsen.ui.notices import as_text
from lotsen.usecases.profiles import CandidateProfile


def show(candidate: CandidateProfile, titles: Mapping[str, str]) -> None:
    """Show a profile."""
    st.text(" · ".join(part for part in (candidate.function, candidate.path) if part))
    with st.container(key="side_by_side"):
        left, right = st.columns([8, 5], gap="medium")
    with left:
        _scores(candidate, titles)
    with right:
        _facts(candidate)
        _written(_("Motivation"), candidate.motivation)
        _written(_("Projekte"), candidate.projects)
        _written(_("Bemerkung"), candidate.note)
    if candidate.evidence is not None:
        _evidence(candidate.evidence, titles)
    meeting_talk.told(candidate.changes)


def _scores(candidate: CandidateProfile, titles: Mapping[str, str]) -> None:
    """The criteria, or why they are not shown."""
    if candidate.criteria is None:
        reason = _("Die Bewertungen dieser Kandidatur sind für Sie nicht sichtbar.")
        if candidate.sealed is not None:
            reason = refusals.sentence(candidate.sealed)
        st.info(as_text(reason), icon=":material/lock:")
        return
    criteria = candidate.criteria
    parts = (criteria, candidate.name, candidate.department, candidate.whole_town, titles)
    alt = kept(
        "profile_said", lambda: readings.of_profile(candidate.name, criteria, titles), *parts
    )
    pictures.show(
        kept("profile", lambda: pictures.packed(profile.profile(candidate, titles)), *parts),
        alt=alt,
        key="profile_picture",
    )
    table = st.expander(_("Als Tabelle"), key="profile_table", on_change="rerun")
    if table.open:
        table.table(
            kept("profile_table", lambda: tables.profile(candidate, titles), *parts),
            hide_index=True,
            alt=alt,
        )


def _facts(candidate: CandidateProfile) -> None:
    facts = {
        _("Stand"): words.candidate_state(candidate.state),
        _("Führungskraft"): candidate.leader,
        _("Umfang"): "" if candidate.workload is None else share(candidate.workload),
        _("Standort"): candidate.site,
        _("Eingang am"): day(candidate.received_on),
        _("E-Mail"): candidate.email,
        _("Telefon"): candidate.phone,
    }
    rows = [(name, as_text(value)) for name, value in facts.items() if value]
    st.table(
        pd.DataFrame(rows, columns=[_("Angabe"), _("Inhalt")]),
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=_("Angaben zur Kandidatur"),
    )


def _written(heading: str, text: str) -> None:
    """What somebody typed, as it was typed."""
    if text.strip():
        st.subheader(heading, anchor=False)
        st.text(text)


def _evidence(evidence: pd.DataFrame, titles: Mapping[str, str]) -> None:
    st.subheader(_("Belege aus den Bewertungen"), anchor=False)
    if evidence.empty:
        st.text(_("Es ist noch keine Bewertung abgegeben."))
        return
    st.table(
        kept("evidence", lambda: tables.evidence(evidence, titles), evidence, titles),
        border="horizontal",
        hide_index=True,
        alt=_("Bewertungen mit Belegen, nach Kriterium"),
    )
