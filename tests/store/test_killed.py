"""How many were killed, in a line: figures of reports that may tell of one event are not added."""

from __future__ import annotations

import pytest

from incidents.model import Figure
from incidents.query import Query

CASES = {
    "nobody says": ([], (None, None)),
    "the most of several reports": ([("articles", 3, 5), ("articles", 4, 4)], (4, 5)),
    "an open figure leaves the most open": ([("articles", 3, None), ("articles", 4, 4)], (4, None)),
    "rows of one dataset are events": ([("city", 3, 5), ("city", 4, 4)], (7, 9)),
    "two datasets may tell of the same": ([("city", 3, 5), ("north", 10, 10)], (10, 10)),
    "nobody killed is a figure": ([("city", 0, 0)], (0, 0)),
}


@pytest.mark.parametrize("case", CASES)
def test_the_killed_are_told_without_adding_up_reports(store, make_incident, case) -> None:
    told, expected = CASES[case]
    made = [
        make_incident(dataset=dataset, killed=Figure(least, most)) for dataset, least, most in told
    ]
    store.add([*made, make_incident()], reason="test")
    summary = store.summary(Query())
    assert (summary.killed_min, summary.killed_max) == expected
