"""Mitteilungen: letters are drafted, looked at, approved by somebody else, and given out."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import jobs, letter_batch, letter_forms, letter_list, letter_view
from lotsen.ui.page import open_page
from lotsen.usecases import drafting, letter_templates, outbox

# load
page = open_page()
wording = page.query(letter_templates.wording, page.round_id)
names = {template.key: template.name for template in wording.templates}
narrowed, number = letter_list.narrowed(names), letter_list.page_number()
box = page.query(outbox.listing, page.round_id, narrowed, number)

# show
st.title(_("Mitteilungen"), anchor=False)
if jobs.show(_("Die Schreiben werden gesendet …")):
    st.stop()
writes = page.refusal(drafting.draft) is None
if not wording.templates:
    letter_forms.first_letters(page, writes=writes)
    st.stop()
letter_list.figures_of(box)
room = letter_list.choose_room() if writes else letter_list.Room.OUTBOX

# act
match room:
    case letter_list.Room.OUTBOX:
        letter_list.filters(names)
        left, right = st.columns([5, 4], gap="large")
        with left:
            letter_list.show(box)
        with right:
            chosen = letter_list.choose(box)
            if chosen is not None:
                found = page.query(outbox.letter, page.round_id, chosen)
                letter_view.show(page, found, writes=writes)
        letter_batch.show(page, box, writes=writes)
    case letter_list.Room.DRAFT:
        letter_forms.draft_form(page, wording)
    case letter_list.Room.TEMPLATES:
        letter_forms.template_form(page, wording)
    case letter_list.Room.VALUES:
        letter_forms.values_form(page, wording)
