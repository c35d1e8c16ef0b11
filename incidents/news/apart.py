"""Parsing in a process of its own, which may take only so long and only so much memory.

A crafted page or PDF can keep its parser busy for hours or fill the memory. Small pages are
parsed at once: what they can cost is bounded by their size.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson

from incidents.errors import BadArticle

SECONDS = 30.0  # a long PDF takes 10 on a slow machine
MEMORY = 1_500_000_000  # bytes of address space
SMALL = 150_000  # bytes; the worst page of this size took 2 seconds
PARSERS = ("page", "pdf", "word", "feed")  # modules of this package with a `read`
AT_ONCE = frozenset({"page"})
PROJECT = Path(__file__).resolve().parents[2]


def parsed(parser: str, data: bytes, seconds: float = SECONDS) -> dict[str, Any]:
    """What that parser reads in the bytes; BadArticle where it refuses or does not end."""
    if parser in AT_ONCE and len(data) <= SMALL:
        return dict(_module(parser).read(data))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "incidents.news.apart", parser],
            input=data, capture_output=True, timeout=seconds, check=False, env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise BadArticle(
            f"reading this file took over {seconds:.0f} seconds and was stopped; paste its text"
        ) from None
    if done.returncode:
        raise BadArticle(
            "this file broke its parser and was left alone; save it anew, or paste its text"
        )
    answer = orjson.loads(done.stdout)
    if "refused" in answer:
        raise BadArticle(answer["refused"])
    return dict(answer)


def _module(parser: str) -> Any:
    """The parser, loaded when first needed: start-up does not pay for it."""
    return importlib.import_module(f"incidents.news.{parser}")


def _environment() -> dict[str, str]:
    paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _bind(seconds: float) -> None:
    """Holds this process to its memory and its time, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))


def main(parser: str) -> None:
    """Reads a file on stdin and answers on stdout with JSON."""
    _bind(SECONDS)
    try:
        answer = _module(parser).read(sys.stdin.buffer.read())
    except BadArticle as error:
        answer = {"refused": str(error)}
    sys.stdout.buffer.write(orjson.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
