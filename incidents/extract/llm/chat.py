"""A server that speaks the OpenAI chat protocol: one question, one answer, errors translated."""

from __future__ import annotations

import math
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson
import urllib3

from incidents import settings
from incidents.errors import RateLimited, ServiceError, UsageError

TIMEOUT_S = 120.0  # a model on a desk machine takes its time over an article
MAX_TIMEOUT_S = 3600.0
CONNECT_S = 5.0
MAX_ANSWER = 1_000_000  # bytes; 300 claims with their quotes need a tenth of it
CHUNK = 65_536
NO_RETRIES = urllib3.Retry(0, redirect=0, raise_on_redirect=False)


@dataclass(frozen=True, slots=True)
class ChatServer:
    """Where a model is served: the base address (as http://127.0.0.1:8080/v1) and its name.

    The key is sent as a bearer token and shown nowhere. Redirects are not followed: they could
    carry key and article elsewhere.
    """

    url: str
    model: str = "default"
    key: str | None = field(default=None, repr=False)
    timeout_s: float = TIMEOUT_S

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                "INCIDENTS_LLM_URL must be the base address of an OpenAI-compatible server, such"
                f" as http://127.0.0.1:8080/v1; got {self.url[:80]!r}"
            )
        if parts.username or parts.password:
            raise UsageError("a key belongs in INCIDENTS_LLM_KEY, not in INCIDENTS_LLM_URL")
        if not 0 < self.timeout_s <= MAX_TIMEOUT_S:  # also NaN
            raise UsageError(
                f"INCIDENTS_LLM_TIMEOUT must be seconds, above 0 and up to {MAX_TIMEOUT_S:g}"
            )

    @classmethod
    def from_settings(cls) -> ChatServer:
        """The server that INCIDENTS_LLM_URL names; UsageError where it names none."""
        try:
            timeout_s = float(settings.llm_timeout())
        except ValueError:
            timeout_s = math.nan
        return cls(settings.llm_url() or "", settings.llm_model(), settings.llm_key(), timeout_s)

    @property
    def host(self) -> str:
        """The server's host, for messages."""
        return urlsplit(self.url).netloc

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        """The model's answer to the messages, as text that should be JSON of that schema.

        Raises RateLimited for a 429, ServiceError where the server is down, slow, refuses, or
        answers something else than the protocol's JSON.
        """
        asked = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "incidents", "schema": schema},
            },
        }
        return self._content(self._posted(orjson.dumps(asked)))

    def _posted(self, body: bytes) -> bytes:
        address = f"{self.url.rstrip('/')}/chat/completions"
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        wait = urllib3.Timeout(connect=CONNECT_S, read=self.timeout_s)
        try:
            with urllib3.PoolManager(retries=NO_RETRIES, timeout=wait) as pool:
                answer = pool.request(
                    "POST", address, body=body, headers=headers, preload_content=False
                )
                with closing(answer):
                    self._check(answer)
                    return self._bounded(answer)
        except urllib3.exceptions.TimeoutError as error:
            raise self._slow() from error
        except urllib3.exceptions.HTTPError as error:
            raise ServiceError(f"the model at {self.host} cannot be reached") from error

    def _check(self, answer: urllib3.BaseHTTPResponse) -> None:
        if answer.status == 200:
            return
        if answer.status == 429:
            after = answer.headers.get("Retry-After", "")
            wait = float(after) if after.isdecimal() else None
            told = f"; it may be asked again in {after} s" if wait is not None else ""
            raise RateLimited(f"the model at {self.host} asks for fewer requests{told}", wait)
        hint = {
            401: "; INCIDENTS_LLM_KEY must be a key it knows",
            403: "; INCIDENTS_LLM_KEY must be a key it knows",
            404: "; INCIDENTS_LLM_URL is its base address, mostly ending in /v1, and"
            " INCIDENTS_LLM_MODEL a model that it serves",
        }.get(answer.status, "")
        raise ServiceError(f"the model at {self.host} answered with status {answer.status}{hint}")

    def _bounded(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        read, until = bytearray(), time.monotonic() + self.timeout_s
        for chunk in answer.stream(CHUNK):
            read += chunk
            if time.monotonic() > until:  # a drip of bytes never times out by itself
                raise self._slow()
            if len(read) > MAX_ANSWER:
                raise ServiceError(
                    f"the model at {self.host} answered more than {MAX_ANSWER:,} bytes"
                )
        return bytes(read)

    def _slow(self) -> ServiceError:
        return ServiceError(
            f"the model at {self.host} did not answer within {self.timeout_s:g} s;"
            " INCIDENTS_LLM_TIMEOUT may allow more"
        )

    def _content(self, body: bytes) -> str:
        try:
            return str(orjson.loads(body)["choices"][0]["message"]["content"] or "")
        except (ValueError, LookupError, TypeError) as error:
            raise ServiceError(
                f"what {self.host} answered is not the OpenAI chat protocol's JSON"
            ) from error
