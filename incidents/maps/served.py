"""What the map's page fetches from our own origin: scripts, styles, images, coasts, towns."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from incidents.errors import NotFound
from incidents.settings import DATA

OURS = Path(__file__).parent / "assets"
BASEMAP = DATA / "basemap"
LEAFLET = files("xstatic.pkg.leaflet") / "data"
LEAFLET_IMAGES = (
    "layers-2x.png",
    "layers.png",
    "marker-icon-2x.png",
    "marker-icon.png",
    "marker-shadow.png",
)
# One script to fetch, many to read; each uses only what stands above it.
PARTS = (
    "words.js",
    "palette.js",
    "overlay.js",
    "world.js",
    "labels.js",
    "symbols.js",
    "extents.js",
    "sources.js",
    "tiles.js",
    "groups.js",
    "heat.js",
    "telling.js",
    "fuller.js",
    "badges.js",
    "layer.js",
    "list.js",
    "viewport.js",
    "shapes.js",
    "draw.js",
    "corners.js",
    "search.js",
    "choices.js",
    "legend.js",
    "controls.js",
    "start.js",
)
# What the script calls each file of the base map.
BASEMAP_FILES = {
    "world50": "world-50m.json",
    "world10": "world-10m.json",
    "towns": "towns.json",
    "small": "towns-small.json",
}
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is served; it never changes under the same digest."""

    name: str
    body: bytes
    media_type: str

    @cached_property
    def digest(self) -> str:
        """Eight hex digits that change with the content: for the address and the ETag."""
        return hashlib.blake2b(self.body, digest_size=4).hexdigest()

    @cached_property
    def gzipped(self) -> bytes:
        """The body for those who accept gzip; the same bytes every time."""
        return gzip.compress(self.body, mtime=0)

    @property
    def text(self) -> str:
        return self.body.decode()


def _script() -> bytes:
    return b"\n".join((OURS / part).read_bytes() for part in PARTS)


def _readers() -> dict[str, Callable[[], bytes]]:
    return {
        "leaflet.js": (LEAFLET / "leaflet.js").read_bytes,
        "leaflet.css": (LEAFLET / "leaflet.css").read_bytes,
        "incidents-map.js": _script,
        "incidents-map.css": (OURS / "incidents-map.css").read_bytes,
        **{name: (BASEMAP / name).read_bytes for name in BASEMAP_FILES.values()},
        **{f"images/{name}": (LEAFLET / "images" / name).read_bytes for name in LEAFLET_IMAGES},
    }


ASSETS: Mapping[str, Callable[[], bytes]] = MappingProxyType(_readers())  # name → its bytes


@lru_cache(maxsize=len(ASSETS))
def asset(name: str) -> Asset:
    """The file of that name under `/map/`; NotFound for any other name."""
    if name not in ASSETS:
        raise NotFound(f"there is no file {name[:80]!r}; the files are {', '.join(ASSETS)}")
    return Asset(name, ASSETS[name](), MEDIA_TYPES[Path(name).suffix])


def address(name: str) -> str:
    """Where the map's frame finds the file: relative, so that a prefix before it still works.

    The frame is served at `component/streamlit_folium.st_folium/index.html`, the files at `map/`.
    """
    return f"../../map/{name}?v={asset(name).digest}"
