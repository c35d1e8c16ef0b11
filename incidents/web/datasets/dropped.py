"""The file that was dropped, on the disk for as long as its visitor looks at it."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


class Dropped:
    """A copy of an uploaded file under its own name; gone with this object."""

    def __init__(self, name: str, content: BinaryIO, key: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix="incidents-drop-"))
        self._gone = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.key = key
        self.path = folder / _safe(name)
        content.seek(0)
        with self.path.open("wb") as out:
            shutil.copyfileobj(content, out, CHUNK)

    def forget(self) -> None:
        """Deletes the copy now."""
        self._gone()


def _safe(name: str) -> str:
    """The name without folders and what a file system may refuse; never empty."""
    bare = "".join(one if one.isprintable() else "_" for one in Path(name).name)
    return bare.encode("utf-8", "replace").decode()[-100:].lstrip(".") or "file"
