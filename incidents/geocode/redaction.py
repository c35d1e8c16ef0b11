"""Keys kept out of logs: geopy and urllib3 note whole addresses where they are asked to."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

TALKATIVE = ("geopy", "urllib3.connectionpool", "urllib3.util.retry")
LEAST = 4  # letters; hiding shorter ones would only garble what is told


class _Veil(logging.Filter):
    """Puts an ellipsis in the place of every secret."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        veiled = told
        for secret in sorted(self.secrets, key=len, reverse=True):
            veiled = veiled.replace(secret, "…")
        if veiled != told:
            record.msg, record.args = veiled, None
        return True


_veil = _Veil()


def hide(secrets: Iterable[str]) -> None:
    """From now on these values stand in no log of the libraries that ask the network."""
    for secret in secrets:
        if len(secret) >= LEAST:
            _veil.secrets.update(
                (secret, quote(secret), quote(secret, safe=""), quote_plus(secret))
            )
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(_veil)  # adding it twice changes nothing
