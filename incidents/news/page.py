"""The article of a web page, by trafilatura: its text, title, day of publication and address.

A page's `lang` is not asked: sites set it once for all their pages, and the text itself tells.
"""

from __future__ import annotations

import re

from trafilatura import bare_extraction

from incidents.errors import BadArticle

# The day the page declares, the first one where it was updated. The extensive search would take
# any date of the page for it, a copyright's or another story's.
DAY_RULES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
LONGEST_FACT = 300  # characters of a title or a site's name

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAGS = re.compile(r"<[^<>]{0,2000}>")


def read(html: bytes) -> dict[str, object]:
    """The fields of `Extracted` for a page in UTF-8; BadArticle where it holds no article."""
    page = html.decode()
    found = bare_extraction(
        _CONTROLS.sub("", page),
        with_metadata=True,
        include_comments=False,
        date_extraction_params=DAY_RULES,
    )
    text = (getattr(found, "text", None) or "").strip()
    if not any(char.isalpha() for char in text):
        raise BadArticle(_why_empty(page))
    return {
        "text": text,
        "title": _fact(getattr(found, "title", None)),
        "published": getattr(found, "date", None),
        "url": _fact(getattr(found, "url", None), 2_000),
        "source": _fact(getattr(found, "sitename", None)),
    }


def _why_empty(page: str) -> str:
    if re.search(r"<script[\s>]", page, re.I):
        return (
            "no article was found in this page; it may be drawn by a script or stand behind a"
            " login or a consent page: paste its text instead"
        )
    return "no article was found in this page; paste its text instead"


def _fact(value: str | None, longest: int = LONGEST_FACT) -> str | None:
    """A fact of the page as one line of text."""
    plain = " ".join(_TAGS.sub(" ", value).split()) if value else ""
    return plain[:longest] or None
