"""Days and numbers in the ways of agencies."""

import pytest

import incidents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police arrested 12 people in Almaty on 5 January 2022, said Ivan Petrov.", "2022-01-05"),
        ("Police arrested 12 people in Almaty on 5 January, a spokesman said.", "2022-01-05"),
        ("On 5 January 2022 police arrested 12 people in Almaty, said Ivan Petrov.", "2022-01-05"),
    ],
)
def test_a_day_before_said_is_the_events(text: str, day: str) -> None:
    frame = incidents.read_article(text, published="2022-01-10", language="en")
    assert frame["date"].dt.strftime("%Y-%m-%d").tolist() == [day]


def test_a_day_of_saying_dates_no_event() -> None:
    text = "Police said on Thursday that 12 people had been arrested in Almaty."
    frame = incidents.read_article(text, published="2022-01-07", language="en")
    assert frame.loc[0, "date_precision"] == "week"


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith, 34, was arrested in Bath on 3/4/2023.",
        "Jordan Smith (34) was arrested in Bath on 2023-04-03.",
    ],
)
def test_neither_an_age_nor_a_date_counts_people(text: str) -> None:
    frame = incidents.read_article(text, published="2023-04-16", language="en")
    assert frame.loc[0, "kind"] == "arrest"
    assert frame["arrested_min"].fillna(1).tolist() == [1]
