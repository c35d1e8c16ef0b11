"""The assignment is the best there is, and one to one."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from incidents.evaluation.assignment import best_assignment

TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def best_by_trying(weights: list[list[int]]) -> int:
    """The greatest total over every way to assign, tried one by one."""
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_by_trying([list(column) for column in zip(*weights, strict=True)])
    return max(
        sum(weights[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )


@given(TABLES)
def test_no_other_assignment_weighs_more(weights) -> None:
    found = best_assignment(weights)
    assert sum(weights[row][column] for row, column in found.items()) == best_by_trying(weights)


@given(TABLES)
def test_no_column_is_assigned_twice_and_nothing_weightless(weights) -> None:
    found = best_assignment(weights)
    assert len(set(found.values())) == len(found)
    assert all(weights[row][column] > 0 for row, column in found.items())


def test_a_greedy_choice_gives_way_to_the_better_whole() -> None:
    assert best_assignment([[9, 8], [8, 0]]) == {0: 1, 1: 0}


def test_nothing_is_assigned_to_nothing() -> None:
    assert best_assignment([]) == {}
    assert best_assignment([[], []]) == {}
