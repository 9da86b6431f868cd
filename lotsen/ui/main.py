"""The script that Streamlit runs: the frame around every page."""

import streamlit as st

from lotsen.bootstrap import application
from lotsen.i18n import use_language
from lotsen.ui import frame, menu
from lotsen.ui.page import signed_in
from lotsen.usecases import rounds

use_language(st.query_params.get("lang", "de"))
st.set_page_config(page_title="Lotsen", page_icon=frame.ICON, layout="wide")
house = application()
actor = signed_in(house)
page = st.navigation(menu.pages(actor), position="hidden" if actor is None else "top")
st.set_page_config(page_title=f"{page.title} · Lotsen")
if actor is None:
    frame.show_signed_out()
    st.stop()
frame.show(house, actor, house.query(actor, rounds.current))
refusal = menu.refusal(actor, page)
if refusal is None:
    page.run()
else:
    frame.show_refusal(page.title, refusal)
