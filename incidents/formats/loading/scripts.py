"""Data kept as JavaScript: an object or list that a script gives a name, hands on or exports.

Nothing is run: JSON is read as JSON, and a literal with bare or single-quoted names as YAML's flow
style, which writes them the same way.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
import yaml  # type: ignore[import-untyped]

MOST_LITERAL = 4 << 20  # letters that are no JSON; YAML takes a hundred times longer, and memory
_NAME = r"[A-Za-z_$][\w$.]{0,60}"
_START = re.compile(
    rf"\s*(?:(?:(?:export\s+)?(?:var|let|const)\s+)?{_NAME}\s*=|export\s+default|{_NAME}\s*\()\s*"
    r"(?=[{\[])"
)
_BODY = re.compile(r"""\s*(["'])\w{1,40}\1\s*:""")  # an object that lost its braces
_BARE = re.compile(r"\s*[\[{][\s\[{]*(?:'|[A-Za-z_$][\w$]*\s*:)")
_LINE = re.compile(r"^\s*//.*$", re.MULTILINE)


def is_script(head: bytes) -> bool:
    """Whether a file that begins so gives an object or a list to a script."""
    text = head.decode("utf-8", "replace").lstrip("\ufeff")
    return bool(_START.match(text) or _BODY.match(text))


def is_literal(head: bytes) -> bool:
    """Whether a file that begins so is a list or an object with bare or single-quoted names."""
    return bool(_BARE.match(head.decode("utf-8", "replace").lstrip("\ufeff")))


def literal(text: str) -> Any:
    """What the script's object or list holds; ValueError where it is more than that."""
    text = text.lstrip("\ufeff")
    if start := _START.match(text):
        told = text[start.end() :].rstrip("; \t\r\n)")
    elif _BARE.match(text):
        told = text
    else:
        told = "{" + text.rstrip(",; \t\r\n") + "}"
    try:
        return orjson.loads(told)
    except orjson.JSONDecodeError:
        return _flow(told)


def _flow(told: str) -> Any:
    if len(told) > MOST_LITERAL:
        raise ValueError("it is long and no JSON")
    text = _LINE.sub("", told).replace("\t", " ")
    try:
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.CSafeLoader)):
            raise ValueError("it repeats a part by name")  # a few letters may stand for gigabytes
        return yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)[:200]) from error
