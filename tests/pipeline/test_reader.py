"""The whole journey, on the samples and on the first article there was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from incidents import settings
from incidents.errors import BadArticle, ServiceError
from incidents.geo import Point, distance_m
from incidents.model import Article, GeoPrecision, Incident
from incidents.news import from_file, from_text
from incidents.pipeline import Reader, load_samples, rules_reader, shared_reader
from incidents.pipeline.confidence import LEVELS
from incidents.query import Query

SEED = Path(__file__).parents[2].parent / "shared" / "seed-article-nl.txt"
SAMPLES = sorted((settings.DATA / "articles").glob("*.md"))
ALMATY, AIRPORT = Point(43.2525, 76.9115), Point(43.355, 77.045)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return shared_reader()


@pytest.fixture(scope="module")
def seed(reader) -> list[Incident]:
    if not SEED.exists():
        pytest.skip("the seed article is somebody's text and does not come with the project")
    return list(reader.read(from_file(SEED, published="2022-01-06")).incidents)


def near(place, point: Point, km: float) -> bool:
    return place is not None and distance_m(place.point, point) < km * 1_000


Check = Callable[[Incident], bool]
CORE: dict[str, tuple[str, Check]] = {
    "city hall stormed": ("storming", lambda one: near(one.place, ALMATY, 25)),
    "city hall on fire": ("fire", lambda one: near(one.place, ALMATY, 25)),
    "airport seized on Wednesday": (
        "seizure",
        lambda one: (
            near(one.place, AIRPORT, 3)
            and one.place.precision is GeoPrecision.SITE
            and one.when.date == date(2022, 1, 5)
        ),
    ),
    "shops looted, the place carried over": (
        "looting",
        lambda one: near(one.place, ALMATY, 25),
    ),
    "internet shut down in the whole country": (
        "shutdown",
        lambda one: one.place.precision is GeoPrecision.COUNTRY and one.place.country == "KZ",
    ),
    "state of emergency": ("emergency", lambda one: one.place.country == "KZ"),
    "foreign troops arriving": ("deployment", lambda one: one.place.country == "KZ"),
    "hundreds of arrests": ("arrest", lambda one: one.arrested.min >= 100),
    "twelve police killed, say police": (
        "killing",
        lambda one: (
            (one.killed.min, one.killed.max) == (12, 12) and "politie" in (one.attributed_to or "")
        ),
    ),
    "353 police injured": ("injury", lambda one: one.injured.min == 353),
    "soldiers and protesters clashed, it is said": ("clash", lambda one: one.hedged),
    "dozens of attackers killed": (
        "killing",
        lambda one: one.killed.min == 20 and one.when.date == date(2022, 1, 5),
    ),
    "flights cancelled on Thursday": (
        "disruption",
        lambda one: one.when.date == date(2022, 1, 6),
    ),
}


@pytest.mark.parametrize("wanted", CORE)
def test_the_seed_articles_core_incidents_are_read(seed, wanted) -> None:
    kind, fits = CORE[wanted]
    assert any(one.kind == kind and fits(one) for one in seed)


def test_what_the_seed_article_does_not_report_is_not_read(seed) -> None:
    assert {one.place.country for one in seed if one.place} == {"KZ"}
    for words in ("Sharifulin", "gasprijs", "Vliegveld in bezit genomen", "Pasjinjan"):
        assert not any(words in one.quote for one in seed)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_gives_incidents_with_verbatim_quotes(reader, path) -> None:
    reading = reader.read(from_file(path))
    assert len(reading.incidents) >= 3
    for one in reading.incidents:
        assert reading.article.text[one.quote_start : one.quote_end] == one.quote
        assert one.confidence in LEVELS
        assert one.status == "draft"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_stay_in_their_part_of_the_world(reader, path) -> None:
    countries = {one.place.country for one in reader.read(from_file(path)).incidents if one.place}
    assert countries == {"KZ"}


def test_the_same_article_gives_the_same_ids(reader) -> None:
    article = from_file(SAMPLES[0])
    first, second = reader.read(article).incidents, reader.read(article).incidents
    assert [one.id for one in first] == [one.id for one in second]
    assert len({one.id for one in first}) == len(first)


def test_the_samples_are_kept_with_progress_told(store, reader) -> None:
    told: list[tuple[float, str]] = []
    kept = load_samples(store, reader, lambda fraction, what: told.append((fraction, what)))
    assert store.count(Query()) == kept > 50
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)


def test_a_language_that_is_not_read_is_named(reader) -> None:
    finnish = "Mielenosoittajat valtasivat kaupungintalon ja sytyttivät sen tuleen keskiviikkona."
    with pytest.raises(BadArticle, match=r"Finnish.*Dutch"):
        reader.read(from_text(finnish * 3))


def test_an_article_without_an_incident_gives_none(reader) -> None:
    calm = Article(
        "The museum in Almaty opens a new exhibition of watercolours. Entry is free for children.",
        date(2022, 6, 1),
        language="en",
    )
    assert reader.read(calm).incidents == ()


def test_rules_read_unless_a_model_server_is_named(monkeypatch):
    monkeypatch.delenv("INCIDENTS_LLM_URL", raising=False)
    assert shared_reader() is rules_reader()
    monkeypatch.setenv("INCIDENTS_LLM_URL", "http://127.0.0.1:1/v1")
    with pytest.raises(ServiceError, match="cannot be reached"):
        shared_reader().read(from_text("A fire broke out in Almaty on Tuesday.", language="en"))


def test_evidence_says_what_read_it(reader):
    reading = reader.read(from_text("Rioters set fire to the city hall in Almaty."))
    assert {one.evidence.reader for one in reading.incidents} == {"rules"}
