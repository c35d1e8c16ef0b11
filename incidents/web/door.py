"""What the server needs to open at once: the page and the routes, whose code loads behind it.

pandas, DuckDB and Folium take longer to load than Streamlit itself. Meanwhile the server listens
already, and the browser fetches Streamlit's own scripts.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route, Router

from incidents.web.early import early

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_loading = threading.Lock()  # the modules below import one another: one thread at a time may


def show() -> None:
    """Draw the whole dashboard for one visitor."""
    with _loading:
        from incidents.web import page
    page.show()


def _start() -> None:
    """Loads what the page and the routes need, and gets the store ready."""
    early.start()
    with _loading:
        from incidents.web import page, routes, service  # noqa: F401
    service.service().start()


@cache
def _served() -> Router:
    with _loading:
        from incidents.web.routes import ROUTES as SERVED
    return Router(SERVED)


class Served:
    """The routes, loaded when they are first asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        router = await run_in_threadpool(_served)
        await router(scope, receive, send)


class Rest(Convertor[str]):
    """The rest of an address, whatever it holds: `path` ends where a line does."""

    regex = r"(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("rest", Rest())
PREFIXES = (
    "/api", "/api/{rest:rest}", "/tiles.json", "/tiles/{rest:rest}", "/map/{rest:rest}",
    "/basemaps", "/basemaps/{rest:rest}", "/healthz",
)  # fmt: skip
ROUTES = [Route(path, Served()) for path in PREFIXES]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[dict[str, object]]:
    """Makes the service ready as the server starts, and closes its store as it stops."""
    starting = threading.Thread(target=_start, name="incidents-code", daemon=True)
    starting.start()
    yield {}
    await run_in_threadpool(starting.join)
    with _loading:
        from incidents.web.service import service
    service().close()
