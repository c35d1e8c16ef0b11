"""What every route shares: reading a request, answering in JSON, telling what was wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from incidents.errors import BadParameter, IncidentsError, NotFound, UsageError
from incidents.query import PARAMETERS, VIEW_PARAMETERS, Query
from incidents.store import Store
from incidents.web.service import service

LONGEST_QUERY = 8_192  # characters after the question mark; half of them draw an area
START_WAIT_S = 60.0  # how long a request waits for a first start

Endpoint = Callable[..., Response]


def as_json(content: Any, status: int = 200) -> Response:
    body = content if isinstance(content, bytes) else orjson.dumps(content)
    return Response(body, status, media_type="application/json")


def answered(endpoint: Endpoint) -> Endpoint:
    """The endpoint with every error of ours as JSON and a status that fits."""

    @functools.wraps(endpoint)
    def answer(request: Request, *more: Any) -> Response:
        try:
            response = endpoint(request, *more)
        except NotFound as error:
            response = _refusal(error, 404)
        except UsageError as error:
            response = _refusal(error, 422)
        except IncidentsError as error:
            response = _refusal(error, 503)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


def _refusal(error: IncidentsError, status: int) -> Response:
    told = str(error).encode(errors="backslashreplace")  # a file's name may hold halves of letters
    return as_json({"error": told.decode()}, status)


def open_store() -> Store:
    service().start()
    service().wait(START_WAIT_S)
    return service().store


def parameters(request: Request, *more: str) -> dict[str, list[str]]:
    """The URL's parameters, each known; BadParameter otherwise."""
    asked: bytes = request.scope["query_string"]
    if len(asked) > LONGEST_QUERY:
        raise UsageError(
            f"the part after the question mark must be at most {LONGEST_QUERY} characters;"
            f" got {len(asked)}"
        )
    if not asked.isascii():
        raise UsageError(
            "the part after the question mark must be ASCII, other letters as the percent signs"
            " of their UTF-8, such as q=%C3%A9 for é"
        )
    known = (*PARAMETERS, *VIEW_PARAMETERS, *more)  # a link may be pasted whole
    for name in request.query_params:
        if name not in known:
            raise BadParameter(
                name, f"there is no parameter {name[:40]!r}; there are {', '.join(known)}"
            )
    return {name: request.query_params.getlist(name) for name in request.query_params}


def query_of(params: dict[str, list[str]]) -> Query:
    """The query that the parameters spell; BadParameter for a version that is not there yet."""
    query, newest = Query.from_params(params), open_store().version
    if query.version is not None and query.version > newest:
        raise BadParameter("v", f"there is no version {query.version} yet; the newest is {newest}")
    return query


def number(params: dict[str, list[str]], name: str, default: int, most: int) -> int:
    text = params.get(name, [str(default)])[-1]
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) > most:
        raise BadParameter(
            name, f"{name} must be a whole number from 0 to {most}; got {text[:40]!r}"
        )
    return int(text)


def held(request: Request, tag: str) -> bool:
    """Whether whoever asks has that already: tags come several at once, or weakened by a proxy."""
    return tag in request.headers.get("if-none-match", "")


def tagged(request: Request, tag: str, make: Callable[[], bytes], media_type: str) -> Response:
    """The body, or 304 where the browser has it already."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if held(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(make(), headers=headers, media_type=media_type)
