"""Handbuch: what to do on every page, as it stands in the repository."""

import streamlit as st

from lotsen.i18n import _, language
from lotsen.ui import handbook
from lotsen.ui.page import open_page

# load
page = open_page()
chapters = handbook.chapters()

# show
st.title(_("Handbuch"), anchor=False)
if language() != "de":
    st.text(_("Das Handbuch gibt es nur auf Deutsch."))
chosen = st.selectbox(
    _("Kapitel"),
    chapters,
    format_func=chapters.__getitem__,
    key=handbook.PARAMETER,
    bind="query-params",
    width=handbook.READABLE,
)
handbook.show(chosen)
