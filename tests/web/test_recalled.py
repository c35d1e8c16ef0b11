"""Answers that the page asks for again: the same while the data is, new once it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents.query import Query
from incidents.web import recalled

ASKED = [
    (recalled.summary, (Query(kinds=("fire",)),)),
    (recalled.facets, (Query(),)),
    (recalled.timeline, (Query(), None)),
    (recalled.count, (Query(text="almaty"),)),
    (recalled.last_day, ()),
    (recalled.bounds, (Query(),)),
]


@pytest.mark.parametrize(("ask", "asked"), ASKED, ids=lambda one: getattr(one, "__name__", None))
def test_an_answer_is_the_stores_own_at_every_version(store, make_incident, ask, asked) -> None:
    plain = getattr(store, ask.__name__)
    for day in ("2022-01-05", "2022-02-05", "2022-03-05"):
        store.add([make_incident(day, id=day)], reason="test")
        assert ask(store, *asked) == plain(*asked)
        assert ask(store, *asked) == plain(*asked)
    store.undo(store.version, author="test")
    assert ask(store, *asked) == plain(*asked)


def test_questions_and_stores_are_told_apart(store, make_incident) -> None:
    store.add([make_incident(kind="fire"), make_incident(kind="clash")], reason="test")
    fire, all_kinds = Query(kinds=("fire",)), Query()
    assert (recalled.count(store, fire), recalled.count(store, all_kinds)) == (1, 2)
    assert recalled.count(store, replace(fire, version=0)) == 0


def test_the_same_question_is_asked_once(store, make_incident) -> None:
    store.add([make_incident()], reason="test")
    assert recalled.timeline(store, Query(), None) is recalled.timeline(store, Query(), None)
