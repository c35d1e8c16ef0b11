"""Tiles, the API and the map's files: everything the browser asks for besides the page."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from typing import IO, Any
from urllib.parse import quote

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from incidents import formats, maps
from incidents.errors import BadParameter, IncidentsError, NotFound, UsageError
from incidents.geo import Tile
from incidents.pipeline import handover, recalling
from incidents.pipeline.export import export
from incidents.query import PARAMETERS, VIEW_PARAMETERS, Query
from incidents.store import Store
from incidents.web import basemaps, search
from incidents.web.context import passage
from incidents.web.service import service

LONGEST_QUERY = 8_192  # characters after the question mark; half of them draw an area
LONGEST_BODY = 10_000_000  # bytes of an article handed over
MOST_ROWS_A_PAGE = 1_000
IN_MEMORY = 4_000_000  # bytes of a file to download before it waits on the disk
CHUNK = 262_144  # bytes of it sent at a time
START_WAIT_S = 60.0  # how long a request waits for a first start
PAGE_PARAMETERS = ("limit", "offset", "order")

Endpoint = Callable[..., Response]


def _json(content: Any, status: int = 200) -> Response:
    body = content if isinstance(content, bytes) else orjson.dumps(content)
    return Response(body, status, media_type="application/json")


def answered(endpoint: Endpoint) -> Endpoint:
    """The endpoint with every error of ours as JSON and a status that fits."""

    @functools.wraps(endpoint)
    def answer(request: Request, *more: Any) -> Response:
        try:
            response = endpoint(request, *more)
        except NotFound as error:
            response = _json({"error": str(error)}, 404)
        except UsageError as error:
            response = _json({"error": str(error)}, 422)
        except IncidentsError as error:
            response = _json({"error": str(error)}, 503)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


def _store() -> Store:
    service().start()
    service().wait(START_WAIT_S)
    return service().store


def _params(request: Request, *more: str) -> dict[str, list[str]]:
    """The URL's parameters, each known; BadParameter otherwise."""
    if len(request.url.query) > LONGEST_QUERY:
        raise UsageError(
            f"the part after the question mark must be at most {LONGEST_QUERY} characters;"
            f" got {len(request.url.query)}"
        )
    known = (*PARAMETERS, *VIEW_PARAMETERS, *more)  # a link may be pasted whole
    for name in request.query_params:
        if name not in known:
            raise BadParameter(
                name, f"there is no parameter {name[:40]!r}; there are {', '.join(known)}"
            )
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _query(params: dict[str, list[str]]) -> Query:
    """The query that the parameters spell; BadParameter for a version that is not there yet."""
    query, newest = Query.from_params(params), _store().version
    if query.version is not None and query.version > newest:
        raise BadParameter("v", f"there is no version {query.version} yet; the newest is {newest}")
    return query


def _number(params: dict[str, list[str]], name: str, default: int, most: int) -> int:
    text = params.get(name, [str(default)])[-1]
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > most:
        raise BadParameter(
            name, f"{name} must be a whole number from 0 to {most}; got {text[:40]!r}"
        )
    return int(text)


def _tagged(request: Request, tag: str, make: Callable[[], bytes], media_type: str) -> Response:
    """The body, or 304 where the browser has it already."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(make(), headers=headers, media_type=media_type)


@answered
def tile(request: Request) -> Response:
    """What the map draws on one tile."""
    params = _params(request)
    store, query, show = _store(), _query(params), params.get("show", [""])[-1]
    numbers = [request.path_params[name] for name in ("z", "x", "y")]
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in numbers):
        raise BadParameter("z,x,y", "a tile is /tiles/zoom/x/y.json with three whole numbers")
    square = Tile(*map(int, numbers))
    make = lambda: store.tile(query, square, show).encode()  # noqa: E731
    return _tagged(request, f"{store.id}-{store.version}", make, "application/json")


@answered
def incidents(request: Request) -> Response:
    """A page of the incidents that fit, as GeoJSON."""
    store, params = _store(), _params(request, *PAGE_PARAMETERS)
    query = _query(params)
    limit = _number(params, "limit", 100, MOST_ROWS_A_PAGE)
    offset = _number(params, "offset", 0, 1_000_000_000)
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
    params = _params(request)
    version = _query(params).version
    record = _store().get(request.path_params["id"], version)
    return _json(
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
    ending = request.url.path.removeprefix("/api/incidents")
    query, store = _query(_params(request)), _store()
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
    handed, store = handover.received(body), _store()
    memory = recalling.recollection_of(store)
    readings = [service().reader.read(article, memory=memory) for article in handed.articles]
    found = [incident for reading in readings for incident in reading.incidents]
    articles = [reading.article for reading in readings]
    commit = store.add(found, articles, author="command line", reason=handed.reason)
    return _json(
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
    return _json(asdict(asked.keep_handed(_store(), body)))


def _refusal(request: Request, body: bytes) -> Response | None:
    """Why nothing is taken from this sender; UsageError where there is too much of it."""
    if not service().admits(request.headers.get("authorization", "")):
        return _json({"error": "only a command run by this dashboard's owner may do this"}, 403)
    if len(body) > LONGEST_BODY:
        raise UsageError(f"articles must be at most {LONGEST_BODY:,} bytes at once; got more")
    return None


@answered
def remembered(request: Request) -> Response:
    """The corrections of places that are remembered now, or were at a version."""
    version = _query(_params(request)).version
    return _json(recalling.told(_store().remembered(version)))


@answered
def bounds(request: Request) -> Response:
    """The box around the incidents that fit: west, south, east, north, or null."""
    box = _store().bounds(_query(_params(request)))
    return _json({"bbox": box.edges if box else None})


@answered
def places(request: Request) -> Response:
    """The places that a search box offers for what is typed so far."""
    typed = _params(request)  # `q`, as everywhere, and what a link pasted whole may hold
    _store()  # the gazetteer is ready once the store is
    return _json({"places": search.found(typed.get("q", [""])[-1])})


@answered
def healthz(_: Request) -> Response:
    """Whether the store is open, and how much it holds."""
    store = _store()
    return _json({"status": "ok", "version": store.version, "incidents": store.count(Query())})


@answered
def map_file(request: Request) -> Response:
    """A file of the map: Leaflet, our layer, the base map; kept for good under its digest."""
    asset = maps.asset(request.path_params["name"])
    response = _tagged(request, asset.digest, lambda: asset.body, asset.media_type)
    if request.query_params.get("v") == asset.digest:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@answered
def nothing(request: Request) -> Response:
    """The answer where nothing is."""
    raise NotFound(
        f"there is nothing at {request.url.path[:80]}; there are /api/incidents,"
        f" /api/incidents/ID, {', '.join(f'/api/incidents{name}' for name in formats.FILE_KINDS)},"
        " /api/places/search?q=…, /api/places/remembered, /basemaps,"
        " /tiles/Z/X/Y.json and /healthz"
    )


def wrong_method(allowed: frozenset[str]) -> Endpoint:
    """What answers the methods that an address does not take."""
    right = " or ".join(sorted(allowed))

    def answer(request: Request) -> Response:
        told = (
            f"{request.method} is not understood at {request.url.path[:80]}; {right} would be right"
        )
        response = _json({"error": told}, 405)
        response.headers["Allow"] = ", ".join(sorted(allowed))
        return response

    return answer


EXPORTED = (*formats.FILE_KINDS, formats.DESCRIBED)
SERVED = [
    Route("/tiles/{z}/{x}/{y}.json", tile),
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
    Route("/api/{rest:path}", nothing),
    Route("/tiles/{rest:path}", nothing),
]
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})


def _refused(served: Route) -> Route:
    allowed = frozenset(served.methods or ())
    return Route(served.path, wrong_method(allowed), methods=sorted(METHODS - allowed))


ROUTES = [route for served in SERVED for route in (served, _refused(served))]
