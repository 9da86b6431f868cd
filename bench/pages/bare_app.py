"""A server as Lotsen's, warm like it, without gate and shell, for the page `bare.py`."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from lotsen.web.garbage import short_walks
from lotsen.web.promptness import answer_at_once
from lotsen.web.warm_start import warm_libraries


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None]:
    """Warm the libraries as Lotsen does; there is nothing to open."""
    answer_at_once()
    warm_libraries()
    gc.collect()
    gc.freeze()
    async with short_walks():
        yield


app = st.App(Path(__file__).with_name("bare.py"), lifespan=lifespan)
