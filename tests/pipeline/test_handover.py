"""What listens where the dashboard should may answer anything, or go away in the midst of it."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incidents.errors import ServiceError, StoreLocked
from incidents.pipeline import handover

LOCKED = StoreLocked("another process has the store open")


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    """A store whose note names a server that answers each call with those bytes, and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(answer: bytes) -> None:
        while True:
            try:
                call, _ = listening.accept()
            except OSError:  # closed: the test is over
                return
            with call:
                call.recv(65_536)
                call.sendall(answer)

    def started(answer: bytes) -> Path:
        threading.Thread(target=serve, args=(answer,), daemon=True).start()
        store = tmp_path / "store.duckdb"
        handover.leave_note(store, listening.getsockname()[1])
        return store

    yield started
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def test_a_dashboard_that_goes_away_in_the_midst_of_its_answer_is_told(answering) -> None:
    store = answering(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"known": [')
    with pytest.raises(ServiceError, match="nothing is kept twice"):
        handover.known(["a"], store, LOCKED)
    with pytest.raises(ServiceError, match="broke off"):
        handover.download("/api/incidents.csv", {}, store, LOCKED, io.BytesIO())


@pytest.mark.parametrize("body", [b"hello", b"[1]", b"\xff", b"[" * 100_000, b""])
def test_another_program_on_the_dashboards_port_is_told(answering, body) -> None:
    store = answering(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    with pytest.raises(ServiceError, match="no words of ours"):
        handover.post("/api/loads", {}, store, LOCKED)


@pytest.mark.parametrize("answer", [b"220 mail ready\r\n", b"", b"HTTP/9 what\r\n\r\n"])
def test_what_speaks_no_http_is_no_dashboard(answering, answer) -> None:
    with pytest.raises(StoreLocked):
        handover.post("/api/loads", {}, answering(answer), LOCKED)
