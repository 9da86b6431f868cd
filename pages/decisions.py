"""Entscheidung: person by person, each with a reason; a number decides nothing."""

import streamlit as st

from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.i18n import _, refusals, words
from lotsen.ui import (
    awaited,
    decision_form,
    decision_meeting,
    decision_places,
    decision_tables,
    figures,
    record_file,
)
from lotsen.ui.candidate_names import names_of
from lotsen.ui.page import open_page
from lotsen.usecases import decision_board, decisions

# load
page = open_page()
awaited.numbers_of_the_list(page)
board = page.query(decision_board.board, page.round_id)
names = names_of(board.people.reset_index())
standing = {decision.candidate_id: decision for decision in board.decisions}

# show
st.title(_("Entscheidung"), anchor=False)
figures.show(decision_tables.figures(board))
decision_places.show(board)
decision_tables.show_order_kind(board)

# act
reason = page.refusal(decisions.decide)
if Role.LEADERSHIP not in page.actor.roles:
    st.text(_("Es entscheidet die Leitung. Sie sehen hier, was entschieden ist."))
elif reason is not None:
    st.text(reason)
    if page.round.phase != Phase.PRESENTATION:
        st.text(
            _("Entschieden wird in der Phase „{phase}“.", phase=words.phase(Phase.PRESENTATION))
        )
elif board.closed:
    st.text(refusals.of_code("closing.stands"))
elif not names:
    st.text(_("Über niemanden ist zu entscheiden: Es gibt keine Kandidaturen mit Interesse."))
else:
    left, right = st.columns([2, 3], gap="large")
    with left:
        chosen = decision_form.choose_person(board, names)
        if chosen is not None:
            decision_tables.show_person(board, chosen)
            decision_meeting.show(page, chosen)
    with right:
        if chosen is None:
            st.text(_("Bitte wählen Sie eine Person."))
        elif chosen in board.biased:
            decision_form.show_biased(board, chosen, standing.get(chosen))
        elif chosen in standing:
            decision_form.take_back_form(page, standing[chosen])
        elif board.sealed is not None:
            decision_form.show_sealed(board.sealed)
        else:
            decision_form.decide_form(page, board, chosen)

with st.container(key="decided"):
    decision_tables.show_decided(board.decisions, names)
    decision_tables.show_taken_back(board.taken_back, names)

record_file.show(page, closed=board.closed)
