"""Pictures on a page: made once, kept as the browser takes them, and always with their words."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from lotsen.charts.picture import Picture

Packed = dict[str, Any]
"""A picture as the browser takes it, its numbers in Arrow."""


def packed(picture: Picture) -> Packed:
    """Pack a picture."""
    spec = picture.spec()
    legends = {name: pd.DataFrame(rows) for name, rows in spec.get("datasets", {}).items()}
    data = {**legends, **picture.data}
    return {**spec, "datasets": {name: as_arrow(frame) for name, frame in data.items()}}


def show(
    picture: Packed,
    *,
    alt: str,
    key: str,
    other: Mapping[str, pd.DataFrame] | None = None,
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = "ignore",
) -> Any:
    """Show a picture; `alt` says in words what is to be seen in it.

    `other` are data that take the place of the packed ones: what changes with every click.
    Gives what is selected in it.
    """
    changing = {name: as_arrow(frame) for name, frame in (other or {}).items()}
    return st.vega_lite_chart(
        {**picture, "datasets": {**picture["datasets"], **changing}},
        theme=None,
        width="stretch",
        key=key,
        alt=alt,
        on_select=on_select,
    )


def as_arrow(frame: pd.DataFrame) -> bytes:
    """A table as the browser takes it."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
