"""Annotated articles are read and checked; what is broken is told with the file's name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from incidents import settings
from incidents.errors import UsageError
from incidents.evaluation.gold import gold_articles
from incidents.geo import Point
from incidents.model import Figure

ARTICLES = settings.DATA.parent / "tests" / "articles"
INCIDENT = {
    "kinds": ["fire"], "place": "Almaty", "country": "KZ", "point": [43.25, 76.91],
    "tolerance_km": 25, "precision": "town", "date": "2022-01-05", "date_end": None,
    "date_precision": "day", "killed": [2, None], "injured": None, "arrested": None,
    "hedged": False, "attributed_to": None, "quote": "set fire", "optional": False,
}  # fmt: skip
ARTICLE = {
    "text": "Crowds set fire to the city hall of Almaty on Wednesday.",
    "title": None, "language": "en", "published": "2022-01-06", "incidents": [INCIDENT], "not": [],
}  # fmt: skip


def folder(path: Path, **more) -> Path:
    (path / "one.json").write_text(json.dumps(ARTICLE | more))
    return path


def test_an_annotated_article_is_read(tmp_path) -> None:
    (gold,) = gold_articles(folder(tmp_path))
    (incident,) = gold.incidents
    assert gold.article.published == date(2022, 1, 6)
    assert gold.article.language is None  # the reader finds it out
    assert (incident.point, incident.killed, incident.injured) == (
        Point(43.25, 76.91), Figure(2, None), None,
    )  # fmt: skip
    assert gold.article.text[incident.start : incident.end] == "set fire"


def test_a_text_may_be_a_file_of_the_project(tmp_path) -> None:
    path = "data/articles/2022-01-06-en-almaty.md"
    (gold,) = gold_articles(folder(tmp_path, text=path, incidents=[]))
    assert gold.article.text.startswith("ALMATY - ")


@pytest.mark.parametrize("name", ["samples", "dev", "heldout"])
def test_the_projects_own_annotations_are_sound(name) -> None:
    assert sum(len(one.incidents) for one in gold_articles(ARTICLES / name)) > 100


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"text": "../../etc/passwd.md"}, "outside the project"),
        ({"incidents": [INCIDENT | {"quote": "never said"}]}, "is not in the text"),
        ({"incidents": [INCIDENT | {"kinds": ["party"]}]}, "no kind 'party'"),
        ({"incidents": [INCIDENT | {"point": [99, 0]}]}, "no such place"),
        ({"incidents": [{"quote": "set fire"}]}, "lacks 'kinds'"),
        ({"incidents": 7}, "not iterable"),
        ({"text": ""}, "empty"),
    ],
)
def test_a_broken_annotation_is_told_with_its_file(tmp_path, more, said) -> None:
    with pytest.raises(UsageError, match=r"one\.json is no annotated article") as error:
        gold_articles(folder(tmp_path, **more))
    assert said in str(error.value)


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_json_object_is_told_with_its_file(tmp_path, content) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"bad\.json"):
        gold_articles(tmp_path)


def test_a_folder_without_annotations_is_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="holds no"):
        gold_articles(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        gold_articles(tmp_path / "nowhere")
