"""One built index for every test here, kept in the cache folder between runs."""

from __future__ import annotations

import pytest

from incidents.geocode import Gazetteer, GazetteerGeocoder


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer)
