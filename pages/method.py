"""So rechnet Lotsen: the method in plain words, with an example to work out again."""

import streamlit as st

from lotsen.i18n import _
from lotsen.ui import method_text
from lotsen.ui.page import open_page

# load
page = open_page()

# show
st.title(_("So rechnet Lotsen"), anchor=False)
left, right = st.columns(2, gap="large")
with left:
    method_text.scores()
    method_text.example(page)
with right:
    method_text.certainty()
    method_text.refusals()
