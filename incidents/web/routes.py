"""The API and the map's files: everything that is asked for besides the page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from typing import IO
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from incidents import formats, maps
from incidents.errors import NotFound, UsageError
from incidents.pipeline import handover, recalling
from incidents.pipeline.export import export
from incidents.query import Query
from incidents.web import basemaps, search, tiles
from incidents.web.answers import (
    answered,
    as_json,
    number,
    open_store,
    parameters,
    query_of,
    tagged,
)
from incidents.web.context import passage
from incidents.web.service import service

LONGEST_BODY = 10_000_000  # bytes of an article handed over
MOST_ROWS_A_PAGE = 1_000
IN_MEMORY = 4_000_000  # bytes of a file to download before it waits on the disk
CHUNK = 262_144  # bytes of it sent at a time
PAGE_PARAMETERS = ("limit", "offset", "order")


@answered
def incidents(request: Request) -> Response:
    """A page of the incidents that fit, as GeoJSON."""
    store, params = open_store(), parameters(request, *PAGE_PARAMETERS)
    query = query_of(params)
    limit = number(params, "limit", 100, MOST_ROWS_A_PAGE)
    offset = number(params, "offset", 0, 1_000_000_000)
    frame = store.frame(query, order=params.get("order", ["date"])[-1], limit=limit, offset=offset)
    body = formats.to_geojson(
        frame,
        numberMatched=store.count(query),
        numberReturned=len(frame),
        offset=offset,
        version=store.version,
        attribution=store.attribution(query),
    )
    return Response(body, media_type="application/geo+json")


@answered
def incident(request: Request) -> Response:
    """One incident with its evidence, the words around its quote, and its history."""
    params = parameters(request)
    version = query_of(params).version
    record = open_store().get(request.path_params["id"], version)
    return as_json(
        {
            "incident": record.row,
            "evidence": record.evidence,
            "passage": passage(record),
            "history": [
                {"version": c.version, "made_at": c.made_at, "author": c.author, "reason": c.reason}
                for c in record.versions
            ],
        }
    )


@answered
def exported(request: Request) -> Response:
    """Every incident that fits, as the kind of file that the address ends with."""
    ending = request.scope["path"].rpartition("/incidents")[2]
    query, store = query_of(parameters(request)), open_store()
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        about = export(store, query, ending, file)
        size = file.tell()
        file.seek(0)
        rest = stack.pop_all()  # closed once it is sent
    names = f"filename=\"incidents{ending}\"; filename*=UTF-8''"
    headers = {
        "Content-Disposition": f"attachment; {names}{quote(formats.file_name(about.link, ending))}",
        "Content-Length": str(size),
    }
    if ending == ".csv":  # the one kind that cannot say itself what it holds
        headers["Link"] = f'<incidents{formats.DESCRIBED}?{about.link}>; rel="describedby"'
    kind = formats.FILE_KINDS.get(ending)
    media_type = kind.media_type if kind else "application/csvm+json"
    return StreamingResponse(_chunks(file, rest), headers=headers, media_type=media_type)


def _chunks(file: IO[bytes], rest: ExitStack) -> Iterator[bytes]:
    with rest:
        while chunk := file.read(CHUNK):
            yield chunk


async def articles(request: Request) -> Response:
    """Reads the articles that a command of this machine hands over, and keeps their incidents."""
    return await run_in_threadpool(_kept, request, await _body(request))


async def loads(request: Request) -> Response:
    """Loads the file that a command of this machine names, and answers with its account."""
    return await run_in_threadpool(_loaded, request, await _body(request))


async def _body(request: Request) -> bytes:
    """What was sent, cut where it is longer than may be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            break
    return body


@answered
def _kept(request: Request, body: bytes) -> Response:
    if refusal := _refusal(request, body):
        return refusal
    handed, store = handover.received(body), open_store()
    memory = recalling.recollection_of(store)
    readings = [service().reader.read(article, memory=memory) for article in handed.articles]
    found = [incident for reading in readings for incident in reading.incidents]
    articles = [reading.article for reading in readings]
    commit = store.add(found, articles, author="command line", reason=handed.reason)
    return as_json(
        {
            "added": commit.added if commit else 0,
            "found": len(found),
            "known": sorted(store.known_articles(handed.known)),
        }
    )


@answered
def _loaded(request: Request, body: bytes) -> Response:
    from incidents.pipeline import asked  # what loading needs is heavy, and seldom needed

    if refusal := _refusal(request, body):
        return refusal
    return as_json(asdict(asked.keep_handed(open_store(), body)))


def _refusal(request: Request, body: bytes) -> Response | None:
    """Why nothing is taken from this sender; UsageError where there is too much of it."""
    if not service().admits(request.headers.get("authorization", "")):
        return as_json({"error": "only a command run by this dashboard's owner may do this"}, 403)
    if len(body) > LONGEST_BODY:
        raise UsageError(f"articles must be at most {LONGEST_BODY:,} bytes at once; got more")
    return None


@answered
def remembered(request: Request) -> Response:
    """The corrections of places that are remembered now, or were at a version."""
    version = query_of(parameters(request)).version
    return as_json(recalling.told(open_store().remembered(version)))


@answered
def bounds(request: Request) -> Response:
    """The box around the incidents that fit: west, south, east, north, or null."""
    box = open_store().bounds(query_of(parameters(request)))
    return as_json({"bbox": box.edges if box else None})


@answered
def places(request: Request) -> Response:
    """The places that a search box offers for what is typed so far."""
    typed = parameters(request)  # `q`, as everywhere, and what a link pasted whole may hold
    open_store()  # the gazetteer is ready once the store is
    return as_json({"places": search.found(typed.get("q", [""])[-1])})


@answered
def healthz(_: Request) -> Response:
    """Whether the store is open, and how much it holds."""
    store = open_store()
    return as_json({"status": "ok", "version": store.version, "incidents": store.count(Query())})


@answered
def map_file(request: Request) -> Response:
    """A file of the map: Leaflet, our layer, the base map; kept for good under its digest."""
    asset = maps.asset(request.path_params["name"])
    response = tagged(request, asset.digest, lambda: asset.body, asset.media_type)
    if request.query_params.get("v") == asset.digest:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@answered
def nothing(request: Request) -> Response:
    """The answer where nothing is."""
    raise NotFound(
        f"there is nothing at {request.scope['path'][:80]}; there are /api/incidents,"
        f" /api/incidents/ID, {', '.join(f'/api/incidents{name}' for name in formats.FILE_KINDS)},"
        " /api/places/search?q=…, /api/places/remembered, /basemaps,"
        " /tiles/Z/X/Y.json, /tiles/Z/X/Y.mvt, /tiles.json and /healthz"
    )


class WrongMethod:
    """What answers every method that an address does not take."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = sorted(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path, right = scope["method"][:20], scope["path"][:80], " or ".join(self._allowed)
        told = f"{method} is not understood at {path}; {right} would be right"
        response = as_json({"error": told}, 405)
        response.headers["Allow"] = ", ".join(self._allowed)
        await response(scope, receive, send)


EXPORTED = (*formats.FILE_KINDS, formats.DESCRIBED)
SERVED = [
    Route("/tiles.json", tiles.tilejson),
    *(Route(f"/tiles/{{z}}/{{x}}/{{y}}.{ending}", tiles.tile) for ending in tiles.MEDIA_TYPES),
    Route("/api/incidents", incidents),
    *(
        Route(f"/api/incidents{ending}", exported)
        for ending in (*formats.FILE_KINDS, formats.DESCRIBED)
    ),
    Route("/api/incidents/{id}", incident),
    Route("/api/articles", articles, methods=["POST"]),
    Route("/api/loads", loads, methods=["POST"]),
    Route("/api/places/remembered", remembered),
    Route("/api/places/search", places),
    Route("/api/bounds", bounds),
    Route("/healthz", healthz),
    Route("/map/{name:path}", map_file),
    Route("/basemaps", answered(basemaps.listed)),
    Route("/basemaps/own/{z}/{x}/{y}", answered(basemaps.own_tile)),
    Route("/api", nothing),
    *(Route(f"/{first}/{{rest:rest}}", nothing) for first in ("api", "tiles", "map", "basemaps")),
]


def _refused(served: Route) -> Route:
    return Route(served.path, WrongMethod(frozenset(served.methods or ())))


ROUTES = [route for served in SERVED for route in (served, _refused(served))]
