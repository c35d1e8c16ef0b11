"""The brief as one HTML page: filled in with every text escaped, closed against the outside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, Protocol

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from incidents.errors import UsageError
from incidents.formats.about import About
from incidents.formats.brief.lines import Line, counted_kinds, lines_of
from incidents.formats.brief.timeline import Chart, drawing
from incidents.model.frame import records
from incidents.model.wording import counted, day

HERE = Path(__file__).parent
MOST_ROWS = 5_000  # that a person may still page through, and a browser still lays out


class Drawn(Protocol):
    """The map as parts of a page, written by us: nothing in it needs to be escaped."""

    @property
    def styles(self) -> tuple[str, ...]: ...
    @property
    def scripts(self) -> tuple[str, ...]: ...
    @property
    def body(self) -> str: ...
    @property
    def start(self) -> str: ...


def check_size(about: About) -> None:
    """UsageError for more incidents than a brief can hold."""
    if about.incidents > MOST_ROWS:
        raise UsageError(
            f"a brief holds at most {MOST_ROWS:,} incidents; got {about.incidents:,}:"
            " narrow the filters, or take .xlsx or .csv"
        )


def write_brief(
    frame: pd.DataFrame, about: About, drawn: Drawn, chart: Chart, target: IO[bytes]
) -> None:
    """One HTML file that carries all it shows and may fetch nothing: browsers are told so."""
    check_size(about)
    lines, sources = lines_of(records(frame))
    ours = (HERE / "brief.js").read_text()
    text = _template().render(
        about=about,
        headline=_headline(lines),
        facts=_facts(frame, lines),
        lines=lines,
        sources=sources,
        kinds=counted_kinds(lines),
        drawing=drawing(chart),
        chart=chart,
        made=day(about.made_at) if about.made_at else None,
        policy=_policy([*drawn.scripts, drawn.start, ours]),
        styles=[Markup(text) for text in (*drawn.styles, (HERE / "brief.css").read_text())],
        scripts=[Markup(text) for text in drawn.scripts],
        map=Markup(drawn.body),
        starts=[Markup(drawn.start), Markup(ours)],
    )
    target.write(text.encode())


def _policy(scripts: Sequence[str]) -> str:
    """A content security policy: these scripts and no other run, and nothing is fetched."""
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _headline(lines: Sequence[Line]) -> str:
    """The kinds that matter most: "Fire, looting and 3 more kinds"."""
    names = [kind.label for kind, _ in counted_kinds(lines)]
    if not names:
        return "No incidents"
    shown = [names[0], *(name.lower() for name in names[1:3])]
    rest = len(names) - len(shown)
    if rest:
        shown.append(counted(rest, "more kind"))
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _facts(frame: pd.DataFrame, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The few numbers read first. People are never added up: reports may tell of the same."""
    first, last = frame["date"].min(), frame["date_end"].fillna(frame["date"]).max()
    looks = [line.look for line in lines]
    verified = sum(line.status == "Verified" for line in lines)
    days = [] if pd.isna(first) else list(dict.fromkeys([day(first), day(last)]))
    return [
        (f"{len(lines):,}", "incident" if len(lines) == 1 else "incidents"),
        (f"{looks.count('point'):,}", "at a place: a dot on the map"),
        (f"{looks.count('area'):,}", "known to an area only"),
        (f"{looks.count('nowhere'):,}", "without a place, in the table alone"),
        (f"{verified:,}", "verified by a person"),
        (" – ".join(days) or "Undated", "when they happened"),
    ]


@cache
def _template() -> Template:
    """The page to fill in; whatever is not marked as ours is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("brief.html")
