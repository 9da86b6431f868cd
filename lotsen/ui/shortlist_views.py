"""The four things that the page „Engere Wahl“ shows, one at a time."""

from enum import StrEnum

import streamlit as st

from lotsen.domain.shortlist_rules import Objective
from lotsen.export.delivery import ShortlistChoice
from lotsen.i18n import _
from lotsen.ui import (
    awaited,
    beginning,
    downloads,
    proposal_compare,
    proposal_more,
    proposal_show,
    rules_form,
    shortlist_choice,
    shortlist_mark,
    shortlist_table,
)
from lotsen.ui.candidate_names import names_of
from lotsen.ui.department_names import department_names
from lotsen.ui.page import Page
from lotsen.ui.proposal_compare import Beside
from lotsen.ui.rules_form import Known
from lotsen.usecases import (
    candidates,
    comparison,
    departures,
    proposal,
    rounds,
    shortlist,
    shortlist_rules,
)
from lotsen.usecases.candidates import EVERYBODY
from lotsen.usecases.proposal_view import Proposal


class Part(StrEnum):
    """What is looked at; the values stand in the address."""

    LIST = "liste"
    RULES = "regeln"
    PROPOSAL = "vorschlag"
    COMPARE = "vergleichen"


def choose() -> Part:
    """Choose what to look at; at first the list."""
    chosen = st.segmented_control(
        _("Ansicht"),
        list(Part),
        default=Part.LIST,
        required=True,
        format_func=_name,
        key="ansicht",
        label_visibility="collapsed",
        bind="query-params",
    )
    return Part(chosen or Part.LIST)


def _name(part: Part) -> str:
    match part:
        case Part.LIST:
            return _("Liste")
        case Part.RULES:
            return _("Regeln")
        case Part.PROPOSAL:
            return _("Vorschlag")
        case Part.COMPARE:
            return _("Vergleichen")


def show_list(page: Page) -> None:
    """Narrow, mark with a remark, and take the list along as a file."""
    choice = shortlist_choice.show(page.query(candidates.departments, page.round_id))
    found = page.query(
        shortlist.listing, page.round_id, choice.narrowed, only_marked=choice.only_marked
    )
    if found.frame.empty and choice == ShortlistChoice(narrowed=EVERYBODY, only_marked=False):
        beginning.show(page)
        return
    compared = None
    if awaited.has_fair_numbers(page):
        compared = page.query(comparison.comparison, page.round_id)
        awaited.of_one_moment(found.revision, compared.method.revision)
    left, right = st.columns([5, 2], gap="large")
    with left:
        if found.frame.empty:
            st.text(_("In dieser Auswahl ist niemand. Bitte ändern Sie Suche, Bereich oder Stand."))
        else:
            rows = shortlist_table.page_of(found)
            shortlist_table.show(rows, found, compared, shortlist_mark.take_row)
    with right:
        chosen = shortlist_mark.choose_person(names_of(found.frame), shortlist_table.forget_click)
        if chosen is not None:
            shortlist_mark.show(page, found.frame, chosen)
        st.subheader(_("Als Datei"), anchor=False)
        people = len(found.frame)
        st.text(_("In der Datei stehen die Personen dieser Auswahl: {count}", count=people))
        downloads.shortlist_buttons(page, choice, people=people)
        downloads.ratings_button(page)


def show_rules(page: Page) -> None:
    """The rules as a form."""
    stand = page.query(shortlist_rules.of_round, page.round_id)
    frame = page.query(shortlist.listing, page.round_id).frame
    known = Known(
        departments=department_names(page.query(candidates.departments, page.round_id)),
        criteria=page.query(rounds.criteria, page.round_id),
        people=names_of(frame),
        sites=sorted(site for site in frame["site"].unique() if site),
    )
    rules_form.show(page, stand, known)


def show_proposal(page: Page) -> None:
    """The proposal with its reasons, and what else there would be."""
    found = _proposal(page)
    proposal_show.headline(found)
    if found.clash is not None:
        return
    proposal_show.people(found)
    proposal_show.chances(found)
    proposal_show.coverage(found)
    proposal_more.prices(found)
    proposal_more.alternatives(found)
    proposal_more.swap(page, found)
    proposal_show.method(found, page.round.revision)


def _proposal(page: Page) -> Proposal:
    """The proposal; in a large town it takes a while, the first time."""
    if page.query(shortlist_rules.of_round, page.round_id).rules.objective == Objective.FAIR:
        awaited.fair_numbers(page)
    return awaited.answer(page, proposal.of_round)


def show_compare(page: Page) -> None:
    """The proposal beside the committee's own choice."""
    found = _proposal(page)
    frame = page.query(shortlist.listing, page.round_id).frame
    beside = Beside(
        found=found,
        own=page.query(proposal.own_choice, page.round_id),
        said=page.query(departures.listing, page.round_id),
        names=names_of(frame),
    )
    if found.clash is not None:
        proposal_show.headline(found)
    left, right = st.columns([2, 3], gap="large")
    with left:
        proposal_compare.measures(beside)
    with right:
        proposal_compare.both(beside)
        proposal_compare.only_proposed(page, beside)
        proposal_compare.only_own(beside)
        proposal_compare.explain(page, beside)
