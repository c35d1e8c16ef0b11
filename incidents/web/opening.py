"""On a visitor's first sight of the page the map goes first.

A browser fetches few files at a time, and each part of the page brings scripts of its own: sent all
at once, the map would stand in line behind the table and the date pickers. So what stands around it
is sent when the map has its first tile.
"""

from __future__ import annotations

import threading
import time

import streamlit as st

DRAWN_S = 0.25  # from the answer of a tile until its dots are painted
LONGEST_S = 1.5  # that the rest waits: a map that was not loaded by then is not what delays it


class Opening:
    """Knows when a map has begun to load; which visitor's it is does not matter."""

    def __init__(self) -> None:
        self._heard = threading.Condition()
        self._sent = 0

    def tile_sent(self) -> None:
        """A map somewhere was sent a tile."""
        with self._heard:
            self._sent += 1
            self._heard.notify_all()

    def wait(self, seconds: float = LONGEST_S) -> bool:
        """Whether a tile was sent from now on within that time; returns as soon as it is."""
        with self._heard:
            before = self._sent
            return self._heard.wait_for(lambda: self._sent != before, seconds)


opening = Opening()


def is_first() -> bool:
    """Whether this visitor's browser has not been sent a map yet."""
    return bool(st.context.headers) and "map_sent" not in st.session_state


def map_first() -> None:
    """Holds back what follows until the map that was just sent has its dots; once a visit."""
    if is_first():
        st.session_state.map_sent = True
        if opening.wait():
            time.sleep(DRAWN_S)
