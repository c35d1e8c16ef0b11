"""Where a table begins: its header may stand below titles and notes, wider or narrower than it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

FAR = 30  # rows among which a header is looked for
FULL = 0.6  # of the cells of the fullest row: as many make a header
Row = Sequence[str]


def header_at(rows: Sequence[Row]) -> int:
    """The number of the row that names the columns: the first that is about as full as any."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:FAR]]
    if not filled:
        return 0
    enough = max(2, FULL * _typical(filled))
    return next((at for at, cells in enumerate(filled) if cells >= enough), 0)


def fitted(header: Row, rows: Sequence[Row]) -> list[str]:
    """The header as wide as most rows below it, where only empty cells make the difference."""
    names = list(header)
    widths = Counter(len(row) for row in rows)
    if not widths:
        return _without_empty_end(names)
    width = widths.most_common(1)[0][0]
    if width < len(names) and not any(name.strip() for name in names[width:]):
        return names[:width]
    beyond = [row[len(names) :] for row in rows if len(row) == width]
    if width > len(names) and not any(cell.strip() for cells in beyond for cell in cells):
        return names + [""] * (width - len(names))
    if width == len(names) + 1 and _are_counted([row[0] for row in rows if len(row) == width]):
        return ["", *names]  # as R writes the numbers of rows
    return names


def unique(headers: Sequence[str]) -> list[str]:
    """The headers stripped; an empty one gets a number, a repeated one another."""
    seen: dict[str, int] = {}
    names = []
    for at, header in enumerate(headers):
        name = " ".join(header.strip().lstrip("\ufeff").split()) or f"column {at + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names


def _typical(filled: Sequence[int]) -> int:
    """The most cells that at least two rows fill, so that one overlong row settles nothing."""
    ordered = sorted(filled, reverse=True)
    return ordered[1] if len(ordered) > 1 else ordered[0]


def _without_empty_end(names: list[str]) -> list[str]:
    while len(names) > 1 and not names[-1].strip():
        names = names[:-1]
    return names


def _are_counted(cells: Sequence[str]) -> bool:
    """Whether the cells count the rows from 1 (or 0)."""
    return [*cells] in ([str(at + start) for at in range(len(cells))] for start in (0, 1))
