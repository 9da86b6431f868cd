"""The emptiest page there is: what Streamlit itself needs to start."""

import streamlit as st

st.text("Lotsen")
