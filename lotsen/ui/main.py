"""The script that Streamlit runs: the frame around every page."""

import streamlit as st

from lotsen.bootstrap import application
from lotsen.ui import frame, menu
from lotsen.ui.page import inside, keep_apart, speak, visit

speak()
house = application()
found = visit(house)
page = st.navigation(menu.pages(found.actor), position="hidden" if found.actor is None else "top")
st.set_page_config(page_title=f"{page.title} · Lotsen", layout="wide")
if found.actor is None:
    frame.show_signed_out()
    st.stop()
keep_apart(found.actor)
frame.show(house, found.actor, found.round)
refusal = menu.refusal(found.actor, page)
if refusal is None:
    with inside(house, found):
        page.run()
else:
    frame.show_refusal(page.title, refusal)
