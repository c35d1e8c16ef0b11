"""The quote where it stands: the words before, itself, and the words after."""

from __future__ import annotations

from incidents.store import Record

CONTEXT = 280  # characters of the article shown on either side of the quote


def passage(record: Record) -> dict[str, str] | None:
    """before, quote and after, cut at paragraph ends; None where the article is not kept."""
    start, end = record.row["quote_start"], record.row["quote_end"]
    if record.article is None or start is None or end is None:
        return None
    text = record.article.text
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return {
        "before": _cut_start(before, is_whole=start <= CONTEXT),
        "quote": text[start:end],
        "after": _cut_end(after, is_whole=end + CONTEXT >= len(text)),
    }


def _cut_start(words: str, *, is_whole: bool) -> str:
    _, found, paragraph = words.rpartition("\n\n")
    if is_whole or found:
        return paragraph.lstrip()
    return "… " + words.partition(" ")[2]


def _cut_end(words: str, *, is_whole: bool) -> str:
    paragraph, found, _ = words.partition("\n\n")
    if is_whole or found:
        return paragraph.rstrip()
    return words.rpartition(" ")[0] + " …"
