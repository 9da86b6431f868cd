"""What waits for the person who looks: at most a handful of lines, each with its way there."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.people import Actor, Role
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import Round
from lotsen.i18n import _
from lotsen.i18n.formats import day
from lotsen.ui.menu import way_to
from lotsen.usecases.overview import Overview


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing to be done; `page` is where, unless it is done elsewhere."""

    text: str
    page: str | None = None


def show(round_: Round, actor: Actor, overview: Overview) -> None:
    """List what waits, as links."""
    st.subheader(_("Was auf Sie wartet"), anchor=False)
    things = list(waiting(round_, actor, overview))
    if not things:
        st.text(_("Auf Sie wartet gerade nichts."))
    for thing in things:
        if thing.page is None:
            st.text(thing.text)
        else:
            st.page_link(way_to(thing.page), label=thing.text, icon=":material/arrow_forward:")


def waiting(round_: Round, actor: Actor, overview: Overview) -> Iterator[Waiting]:
    """Everything that waits for somebody with these roles, the most urgent first."""
    if round_.phase == Phase.CLOSED:
        return
    if overview.own_open_sheets:
        text = _("Ihre offenen Bewertungsbögen: {count}", count=overview.own_open_sheets)
        yield Waiting(text=text, page="rate")
    if overview.own_review_missing:
        yield Waiting(text=_("Ihre Antwort zum Konzept fehlt noch"), page="survey")
    if Role.LEADER in actor.roles and round_.phase == Phase.APPROACH:
        yield Waiting(text=_("Jetzt können Sie geeignete Personen vorschlagen"), page="survey")
    if _has_to_approve(actor, overview):
        yield Waiting(text=_("Eine Änderung am Profil wartet auf die Freigabe"), page="round")
    if Role.LEADERSHIP in actor.roles:
        yield from _for_leadership(round_, overview)
    if Role.COORDINATOR in actor.roles:
        yield from _for_coordinator(round_, overview)


def _has_to_approve(actor: Actor, overview: Overview) -> bool:
    """Whether somebody else's proposal waits for this person."""
    by = overview.proposed_by
    may = actor.roles & GRANTED_TO[Permission.APPROVE_PROFILE]
    return bool(may) and by is not None and by != actor.id


def _for_leadership(round_: Round, overview: Overview) -> Iterator[Waiting]:
    if round_.phase != Phase.PRESENTATION:
        return
    if overview.undecided:
        text = _("Kandidaturen ohne Entscheidung: {count}", count=overview.undecided)
        yield Waiting(text=text, page="decisions")
    free = round_.places - overview.decisions.get(Outcome.SELECTED, 0)
    if free > 0:
        yield Waiting(text=_("Freie Plätze: {count}", count=free), page="decisions")


def _for_coordinator(round_: Round, overview: Overview) -> Iterator[Waiting]:
    if not sum(overview.candidates.values()):
        yield Waiting(text=_("Es gibt noch keine Kandidaturen: Dateien einlesen"), page="imports")
    dates = round_.dates_of(round_.phase)
    if dates is not None and round_.today > dates.ends_on:
        yield Waiting(text=_("Der Zeitraum dieser Phase ist vorbei: die nächste Phase beginnen."))
    if overview.untold:
        text = _("Personen, die ihr Ergebnis noch nicht haben: {count}", count=overview.untold)
        yield Waiting(text=text, page="outbox")
    if overview.reviews_missing:
        text = _("Noch ohne Antwort zum Konzept: {count}", count=overview.reviews_missing)
        yield Waiting(text=text, page="survey")
    if overview.to_tell:
        text = _(
            "Vorgeschlagene Personen zu informieren: {count}, die erste bis {day}",
            count=overview.to_tell,
            day=day(overview.tell_by),
        )
        yield Waiting(text=text, page="survey")
    proposed = overview.candidates.get(CandidateState.PROPOSED, 0)
    if proposed:
        text = _("Kandidaturen, bei denen die Zusage noch fehlt: {count}", count=proposed)
        yield Waiting(text=text, page="candidates")
    if overview.unrated:
        text = _("Kandidaturen ohne Bewertung: {count}", count=overview.unrated)
        yield Waiting(text=text, page="candidates")
    if overview.marked:
        text = _("Personen in der Engeren Wahl: {count}", count=overview.marked)
        yield Waiting(text=text, page="shortlist")
