import pytest

from incidents.web import wording

ROW = {"date": "2022-01-05", "date_end": None, "date_precision": "day"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "5 January 2022"),
        ({"date_end": "2022-01-06", "date_precision": "night"}, "Night of 5 to 6 January 2022"),
        ({"date_end": "2022-01-09", "date_precision": "week"}, "Around 5 to 9 January 2022"),
        ({"date_end": "2022-02-02", "date_precision": "week"},
         "Around 5 January 2022 to 2 February 2022"),
        ({"date": "2022-01-01", "date_end": "2022-01-31", "date_precision": "month"},
         "January 2022"),
        ({"date": "2011-01-01", "date_end": "2011-12-31", "date_precision": "year"}, "2011"),
        ({"date": None, "date_precision": "unknown"}, "Date unknown"),
    ],
)  # fmt: skip
def test_a_date_is_told_no_more_precisely_than_it_is_known(change, words) -> None:
    assert wording.when(ROW | change) == words


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(12, 12, "12"), (12, 17, "12 to 17"), (12, None, "at least 12"), (None, 17, "up to 17"),
     (None, None, None), (0, 0, "0"), (1000, None, "at least 1,000")],
)  # fmt: skip
def test_a_figure_keeps_its_open_ends(least, most, words) -> None:
    assert wording.figure(least, most) == words


def test_a_country_has_its_common_name() -> None:
    assert wording.country("KZ") == "Kazakhstan"
    assert wording.country("MD") == "Moldova"
    assert wording.country(None) is None


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({"admin1": 19, "country": 4, "x": 4},
         "23 more are only known to their region or country, 4 have no place"),
        ({"street": 1}, "1 more is only known to its street"),
        ({"town": 1, "admin2": 1, "country": 1_000, "x": 1},
         "1,002 more are only known to their town, county or country, 1 has no place"),
        ({"street": 1, "town": 1, "admin1": 1, "country": 1},
         "4 more are only known to their street or less exactly"),
        ({"x": 2}, "2 have no place"),
        ({}, ""),
    ],
)  # fmt: skip
def test_what_a_filter_hides_is_told_in_plain_words(places, words) -> None:
    assert wording.hidden(places, "x") == words
