import pandas as pd
import pytest

from incidents.bench import making, scale
from incidents.cli.main import main
from incidents.geo import Point, Tile
from incidents.model import COLUMNS, KINDS
from incidents.query import Query
from incidents.store import Store

ROWS = 3_000


@pytest.mark.slow
def test_made_rows_are_the_same_every_time_and_lie_about_towns() -> None:
    once, again = (pd.concat(making.tables(ROWS)) for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    assert list(once.columns) == list(COLUMNS)
    assert len(once) == once["id"].nunique() == ROWS
    assert set(once["kind"]) <= set(KINDS)
    assert 0.5 < once.groupby(["lat", "lon"]).ngroups / once["lat"].notna().sum() < 1
    assert once["lat"].isna().equals(once["geo_precision"] == "unknown")


def test_a_store_is_made_by_command(tmp_path, capsys) -> None:
    path = tmp_path / "made.duckdb"
    assert main(["bench", "make", str(ROWS), "--store", str(path), "--no-text"]) == 0
    with Store.open(path) as store:
        assert store.count(Query()) == ROWS
        assert store.frame(Query(), limit=10)["quote"].isna().all()
    assert main(["bench", "make", str(ROWS), "--store", str(path)]) == 2
    assert "where no file is yet" in capsys.readouterr().err


@pytest.mark.parametrize("rows", ["0", "1.5", "many", "9" * 30, "١٢"])
def test_no_store_is_made_of_an_absurd_number_of_rows(tmp_path, capsys, rows) -> None:
    path = tmp_path / "made.duckdb"
    assert main(["bench", "make", rows, "--store", str(path)]) == 2
    assert not path.exists()


def test_a_view_is_covered_by_its_tiles() -> None:
    tiles = scale.view(9, Point(49.4, 31.2))
    assert Tile.holding(Point(49.4, 31.2), 8) in tiles
    assert len({tile.x for tile in tiles}) * scale.TILE >= scale.VIEW[0]
    assert len({tile.y for tile in tiles}) * scale.TILE >= scale.VIEW[1]
    assert scale.view(0) == [Tile(0, 0, 0)]
