"""One process: Streamlit's page and our routes on the same port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from incidents.web.routes import ROUTES
from incidents.web.service import service


def create_app(script: str) -> st.App:
    """The ASGI application that serves the script as a page, with tiles and API beside it."""
    return st.App(script, routes=ROUTES, lifespan=_lifespan)


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    service().start()
    yield {}
    service().close()
