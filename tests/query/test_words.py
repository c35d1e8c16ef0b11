import pytest

from incidents.query import Query, in_words


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, ("All but rejected",)),
        ({"kind": ["fire", "looting"]}, ("Kind: Fire or Looting", "All but rejected")),
        ({"since": ["2022-01-01"], "until": ["2022-01-31"], "status": ["verified"]},
         ("From 1 January 2022", "Until 31 January 2022", "Status: Verified")),
        ({"q": ["<b>"], "country": ["KZ", "UZ"], "killed": ["10"]},
         ("Words: “<b>”", "Country: Kazakhstan or Uzbekistan", "At least 10 killed",
          "All but rejected")),
        ({"precision": ["town"], "bbox": ["-10.5,-20,76.9,43.25"]},
         ("Precision: Town or better", "Inside 20° S to 43.25° N, 10.5° W to 76.9° E",
          "All but rejected")),
        ({"v": ["3"]}, ("All but rejected",)),
    ],
)  # fmt: skip
def test_every_filter_is_told_in_words(params, words) -> None:
    assert in_words(Query.from_params(params)) == words
