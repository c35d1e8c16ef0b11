"""What every extractor offers: the rules, a language model, and what weighs either once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from incidents.model import Article, Claim, Mention, Rejected


class Extractor(Protocol):
    """Anything that can read claims out of an article whose places are known."""

    @property
    def name(self) -> str: ...

    def claims(
        self, article: Article, mentions: Sequence[Mention]
    ) -> Iterator[Claim | Rejected]: ...
