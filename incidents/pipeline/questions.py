"""What a table asks the geocoder: its distinct names, and which of them each row asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

Asked = tuple[str, str]  # a name, and a country as the table gives it
Numbers = np.ndarray[Any, np.dtype[np.intp]]
NO_NAME = -1  # the number of a row without a name


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Each name once, in the order in which the table brings them up."""

    distinct: tuple[Asked, ...]
    of_row: Numbers  # each row's number in `distinct`, or NO_NAME
    countries: dict[str, int]  # what stood in the country column → rows

    @property
    def rows(self) -> list[int]:
        """How many rows ask for each name."""
        named = self.of_row[self.of_row != NO_NAME]
        return [int(count) for count in np.bincount(named, minlength=len(self.distinct))]


def questions(frame: pd.DataFrame, column: str, country_column: str | None) -> Questions:
    """The questions of a table: a name and, where a column holds them, a country."""
    names, of_name = _coded(frame, column)
    countries, of_country = _coded(frame, country_column)
    named = of_name != 0
    pairs = of_name[named] * len(countries) + of_country[named]
    codes, uniques = pd.factorize(pairs)
    of_row = np.full(len(frame), NO_NAME, dtype=np.intp)
    of_row[named] = codes
    counts = np.bincount(of_country, minlength=len(countries))
    return Questions(
        tuple(
            (names[pair // len(countries)], countries[pair % len(countries)]) for pair in uniques
        ),
        of_row,
        {name: int(count) for name, count in zip(countries, counts, strict=True) if name},
    )


def _coded(frame: pd.DataFrame, column: str | None) -> tuple[list[str], Numbers]:
    """The distinct stripped texts of a column, the empty one first, and each row's number there."""
    if column is None:
        return [""], np.zeros(len(frame), dtype=np.intp)
    codes, values = pd.factorize(frame[column])
    numbers = {"": 0}
    texts = (str(value).strip() for value in values)
    of_value = [numbers.setdefault(text, len(numbers)) for text in texts]
    of_value.append(0)  # pandas says -1 where there is no value: the last one here
    return list(numbers), np.array(of_value, dtype=np.intp)[codes]
