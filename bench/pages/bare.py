"""As many elements of each kind as a page of Lotsen shows, drawn from constants.

`BENCH_ELEMENTS` has the kinds and their numbers, as JSON; the names are those of Streamlit's
protocol. A kind that is not listed here ends the run: a cheaper one in its place would flatter us.
"""

import json
import os
from collections.abc import Callable

import altair as alt
import pandas as pd
import streamlit as st

TABLE = pd.DataFrame({"name": ["Ada", "Ben"] * 30, "score": [3.0, 4.0] * 30})
OPTIONS = ["eins", "zwei", "drei"]


def chart(key: str) -> None:
    """Sixty points."""
    drawn = alt.Chart(TABLE).mark_point().encode(x="score:Q", y="name:N")
    st.altair_chart(drawn, key=key)


DRAW: dict[str, Callable[[str], object]] = {
    "alert": lambda _key: st.info("Lotsen"),
    "box": lambda _key: st.container(),
    "button": lambda key: st.button("Weiter", key=key),
    "button_group": lambda key: st.segmented_control("Wahl", OPTIONS, key=key),
    "checkbox": lambda key: st.checkbox("Ja", key=key),
    "dataframe": lambda key: st.dataframe(TABLE, key=key),
    "download_button": lambda key: st.download_button("Datei", b"Lotsen", key=key),
    "empty": lambda _key: st.empty(),
    "heading": lambda _key: st.title("Abteilungen"),
    "html": lambda _key: st.html("<p>Lotsen</p>"),
    "markdown": lambda _key: st.markdown("Lotsen"),
    "metric": lambda _key: st.metric("Personen", 60),
    "multiselect": lambda key: st.multiselect("Wahl", OPTIONS, key=key),
    "number_input": lambda key: st.number_input("Zahl", key=key),
    "page_link": lambda _key: st.page_link("https://example.org", label="Weiter"),
    "pagination": lambda key: st.pagination(3, key=key),
    "radio": lambda key: st.radio("Wahl", OPTIONS, key=key),
    "selectbox": lambda key: st.selectbox("Wahl", OPTIONS, key=key),
    "spinner": lambda _key: st.empty(),  # ours is gone by the end of the run
    "table": lambda _key: st.table(TABLE.head(10)),
    "text": lambda _key: st.text("Lotsen"),
    "text_area": lambda key: st.text_area("Satz", key=key),
    "text_input": lambda key: st.text_input("Wort", key=key),
    "vega_lite_chart": chart,
}

st.set_page_config(page_title="Bare", layout="wide")
for kind, count in json.loads(os.environ["BENCH_ELEMENTS"]).items():
    for number in range(count):
        DRAW[kind](f"{kind}{number}")
