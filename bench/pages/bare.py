"""As many elements of each kind as a page of Lotsen shows, drawn from constants.

`BENCH_ELEMENTS` has the kinds and their numbers, as JSON; the names are those of Streamlit's
protocol. Kinds that are not listed here are drawn as text.
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
    "box": lambda _key: st.container(),
    "arrow_data_frame": lambda key: st.dataframe(TABLE, key=key),
    "arrow_table": lambda _key: st.table(TABLE.head(10)),
    "arrow_vega_lite_chart": chart,
    "button": lambda key: st.button("Weiter", key=key),
    "button_group": lambda key: st.segmented_control("Wahl", OPTIONS, key=key),
    "checkbox": lambda key: st.checkbox("Ja", key=key),
    "heading": lambda _key: st.title("Abteilungen"),
    "html": lambda _key: st.html("<p>Lotsen</p>"),
    "markdown": lambda _key: st.markdown("Lotsen"),
    "number_input": lambda key: st.number_input("Zahl", key=key),
    "selectbox": lambda key: st.selectbox("Wahl", OPTIONS, key=key),
    "text_input": lambda key: st.text_input("Wort", key=key),
    "vega_lite_chart": chart,
}

st.set_page_config(page_title="Bare", layout="wide")
for kind, count in json.loads(os.environ["BENCH_ELEMENTS"]).items():
    for number in range(count):
        DRAW.get(kind, lambda _key: st.text("Lotsen"))(f"{kind}{number}")
