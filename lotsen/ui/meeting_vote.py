"""A vote on the screen: give one's own, see how it stands, see what came of it."""

import re
from collections.abc import Mapping
from typing import Final

import streamlit as st

from lotsen.domain.meetings import Choice, Quorum
from lotsen.i18n import _, words
from lotsen.ui.clicks import keeping
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import ballots
from lotsen.usecases.ballot_views import BallotView
from lotsen.usecases.meeting_views import Room

NO_BREAK: Final = "\u00a0"


def own_vote(page: Page, room: Room, ballot: BallotView) -> None:
    """Give one's vote, or read that it is given."""
    st.subheader(kind(ballot), anchor=False)
    st.text(_("Soll diese Person empfohlen werden?"))
    st.text(_rules(ballot))
    if ballot.secret and ballot.has_voted:
        st.success(_("Ihre Stimme ist abgegeben."), icon=":material/how_to_vote:")
        return
    with st.container(horizontal=True, key="vote_choices", gap="small"):
        for choice in Choice:
            st.button(
                words.choice(choice),
                key=f"vote-{ballot.id}-{choice}",
                type="primary" if choice == ballot.own else "secondary",
                width="stretch",
                on_click=keeping(page, ballots.vote, room.id, ballot.id, choice),
            )
    if ballot.own is not None:
        st.text(_("Ihre Stimme: {choice}", choice=words.choice(ballot.own)))


def _rules(ballot: BallotView) -> str:
    """Who reads what of a vote, and whether it can be changed."""
    if ballot.secret:
        return _(
            "Niemand erfährt, wer wie gestimmt hat. Gezählt wird erst, wenn die Sitzungsleitung "
            "die Abstimmung beendet. Eine geheime Stimme lässt sich nicht ändern."
        )
    return _(
        "Nach der Auszählung lesen alle im Raum, wer wie gestimmt hat. Bis dahin können Sie sich "
        "umentscheiden."
    )


def kind(ballot: BallotView) -> str:
    """What kind of vote is taken."""
    return _("Geheime Abstimmung") if ballot.secret else _("Offene Abstimmung")


def outcome(ballot: BallotView) -> str:
    """What a counted vote recommends, with its numbers."""
    assert ballot.counts is not None
    assert ballot.result is not None
    return _(
        "Abstimmung: {result} ({counts})",
        result=words.recommendation(ballot.result),
        counts=counts_text(ballot.counts),
    )


def counts_text(counts: Mapping[Choice, int]) -> str:
    """How often what was said; a number stays with its word."""
    said = _(
        "Ja {yes}, Nein {no}, Enthaltung {abstain}",
        yes=counts.get(Choice.YES, 0),
        no=counts.get(Choice.NO, 0),
        abstain=counts.get(Choice.ABSTAIN, 0),
    )
    return re.sub(r" (?=\d)", NO_BREAK, said)


def quorum_text(quorum: Quorum) -> str:
    """Whether there are enough, and of how many."""
    facts = {
        "here": quorum.here,
        "needed": quorum.needed,
        "members": quorum.members - quorum.biased,
        "biased": quorum.biased,
    }
    if quorum.is_met:
        return _(
            "Beschlussfähig: {here} von {members} Stimmen sind da, nötig sind {needed}. "
            "Befangen und nicht mitgezählt: {biased}.",
            **facts,
        )
    return _(
        "Nicht beschlussfähig: {here} von {members} Stimmen sind da, nötig sind {needed}. "
        "Befangen und nicht mitgezählt: {biased}.",
        **facts,
    )


def said(ballot: BallotView) -> None:
    """Who said what in an open vote, line by line."""
    if ballot.said:
        lines = [
            _("{name}: {choice}", name=name, choice=words.choice(choice))
            for name, choice in ballot.said
        ]
        st.text("\n".join(lines))


def told(ballot: BallotView) -> None:
    """A counted vote: what it recommends, and that it is no decision."""
    st.info(as_text(outcome(ballot)), icon=":material/how_to_vote:")
    if ballot.quorum is not None:
        st.text(quorum_text(ballot.quorum))
    said(ballot)
    st.text(_("Das ist eine Empfehlung. Entschieden wird auf der Seite „Entscheidung“."))
