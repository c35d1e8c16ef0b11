"""What stands around the map waits for it once, and never long."""

from __future__ import annotations

import threading

from starlette.applications import Starlette
from starlette.testclient import TestClient

from incidents.web import ROUTES
from incidents.web.opening import Opening, opening


def test_the_rest_of_the_page_is_sent_once_a_tile_was() -> None:
    first, sent = Opening(), threading.Event()
    rest = threading.Thread(target=lambda: sent.set() if first.wait(30) else None)
    rest.start()
    while not sent.wait(0.01):
        first.tile_sent()
    rest.join()
    assert sent.is_set()


def test_a_map_that_never_loads_holds_nothing_back_for_long() -> None:
    assert not Opening().wait(0.01)


def test_tiles_that_were_sent_before_do_not_count() -> None:
    first = Opening()
    first.tile_sent()
    assert not first.wait(0.01)


def test_every_tile_is_heard_of_held_ones_too(client: TestClient) -> None:
    asked = TestClient(Starlette(routes=ROUTES))
    tag = asked.get("/tiles/0/0/0.json").headers["etag"]
    heard: list[bool] = []
    waits = threading.Thread(target=lambda: heard.append(opening.wait(30)))
    waits.start()
    while waits.is_alive():
        assert asked.get("/tiles/0/0/0.json", headers={"If-None-Match": tag}).status_code == 304
        waits.join(0.01)
    assert heard == [True]
