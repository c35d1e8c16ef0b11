"""The best one-to-one assignment of rows to columns."""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(weights: Sequence[Sequence[int]]) -> dict[int, int]:
    """Row → column of greatest total weight; what weighs nothing stays unassigned.

    The Hungarian method with potentials, after Kuhn and Munkres: cubic in the longer side.
    Weights are whole numbers of any size, so they may be packed from several wishes.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    size = max(rows, columns)
    costs = [
        [-weights[row][column] if row < rows and column < columns else 0 for column in range(size)]
        for row in range(size)
    ]
    return {
        row: column
        for column, row in enumerate(_cheapest(costs))
        if row < rows and column < columns and weights[row][column] > 0
    }


def _cheapest(costs: list[list[int]]) -> list[int]:
    """The row of each column in the cheapest complete assignment of a square."""
    size = len(costs)
    of_row, of_column = [0] * size, [0] * (size + 1)  # the potentials
    row_of = [-1] * (size + 1)  # the last column is where each new row enters
    for row in range(size):
        row_of[size] = row
        came_from = _grow(costs, of_row, of_column, row_of)
        _flip(row_of, came_from)
    return row_of[:size]


def _grow(
    costs: list[list[int]], of_row: list[int], of_column: list[int], row_of: list[int]
) -> list[int]:
    """The path along tight cells from the new row to a free column, raising potentials.

    The path runs backwards: each column names the one before it, and the free column where
    it ends stands last.
    """
    size = len(costs)
    slack: list[int | None] = [None] * size
    came_from = [size] * size
    done = [False] * (size + 1)
    column = size
    while row_of[column] >= 0:
        done[column] = True
        row = row_of[column]
        for other in range(size):
            reduced = costs[row][other] - of_row[row] - of_column[other]
            known = slack[other]
            if not done[other] and (known is None or reduced < known):
                slack[other], came_from[other] = reduced, column
        step, column = min(
            (value, other)
            for other, value in enumerate(slack)
            if value is not None and not done[other]
        )
        for other in range(size + 1):
            if done[other]:
                of_row[row_of[other]] += step
                of_column[other] -= step
            elif (value := slack[other]) is not None:
                slack[other] = value - step
    return [*came_from, column]


def _flip(row_of: list[int], came_from: list[int]) -> None:
    """Assigns along the path: each of its columns takes the row of the column before."""
    column = came_from[-1]
    enters = len(came_from) - 1
    while column != enters:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
    row_of[enters] = -1
