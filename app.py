"""Launch Lotsen: `streamlit run app.py`.

The script lies in `lotsen/ui/`, away from `pages/`, and the gate stands before both.
"""

import streamlit as st

from lotsen.web import errors, front, warm_start

app = st.App(
    warm_start.SCRIPT,
    routes=front.ROUTES,
    middleware=front.MIDDLEWARE,
    lifespan=warm_start.lifespan,
    on_script_error=errors.on_script_error,
)
