"""How many were killed, in a line: figures of reports that may tell of one event are not added."""

from __future__ import annotations

import pytest

from incidents.model import Figure
from incidents.query import Query

REPORT, CITY, NORTH = ("news", 0), ("city", None), ("north", None)  # dataset, where its quote is
CASES = {
    "nobody says": ([], None),
    "of reports the one with most": ([(REPORT, 3, 5), (REPORT, 4, 4)], (3, 5, True)),
    "an open figure that is most": ([(REPORT, 9, None), (REPORT, 4, 4)], (9, None, True)),
    "an open figure that is less": ([(REPORT, 3, None), (REPORT, 4, 4)], (4, 4, True)),
    "rows of one dataset are events": ([(CITY, 3, 5), (CITY, 4, 4)], (7, 9, False)),
    "one of them open": ([(CITY, 3, 5), (CITY, 4, None)], (7, None, False)),
    "two datasets may tell of the same": ([(CITY, 3, 5), (NORTH, 10, 10)], (10, 10, False)),
    "a report beside a dataset": ([(CITY, 3, 5), (CITY, 4, 4), (REPORT, 8, 8)], (7, 9, False)),
    "nobody killed is a figure": ([(CITY, 0, 0)], (0, 0, False)),
}


@pytest.mark.parametrize("case", CASES)
def test_the_killed_are_told_without_adding_up_reports(store, make_incident, case) -> None:
    told, expected = CASES[case]
    made = [
        make_incident(dataset=dataset, quote_start=start, killed=Figure(least, most))
        for (dataset, start), least, most in told
    ]
    store.add([*made, make_incident()], reason="test")
    killed = store.summary(Query()).killed
    assert (killed and (killed.least, killed.most, killed.in_report)) == expected
