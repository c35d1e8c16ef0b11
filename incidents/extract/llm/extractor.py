"""The extractor that asks a model, behind the same one method as the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.extract.llm.answer import parsed, schema
from incidents.extract.llm.chat import ChatServer
from incidents.extract.llm.grounding import grounded
from incidents.extract.llm.question import messages
from incidents.model import Article, Claim, Mention, Rejected

MAX_ASKED = 24_000  # characters of an article: what small models can hold beside their answer


@dataclass(frozen=True, slots=True)
class ModelExtractor:
    """Reads claims with a served model; keeps only what stands in the article word for word."""

    server: ChatServer

    @property
    def name(self) -> str:
        """What read the article, for its evidence."""
        return f"model {self.server.model}"

    def claims(self, article: Article, mentions: Sequence[Mention]) -> Iterator[Claim | Rejected]:
        """What the model says the article asserts, each claim checked against its words.

        ServiceError where the server or its answer cannot be used.
        """
        source = article.url or article.title or article.id
        if len(article.text) > MAX_ASKED:
            reason = f"only the first {MAX_ASKED:,} characters of an article are shown to the model"
            yield Rejected(source, reason, article.text[MAX_ASKED : MAX_ASKED + 80])
            article = replace(article, text=article.text[:MAX_ASKED])
        told = parsed(self.server.ask(messages(article), schema()), self.server.host)
        for each in dict.fromkeys(told):  # what a model repeats is told once
            if isinstance(each, str):
                yield Rejected(source, each, "")
            else:
                yield grounded(each, article, mentions, source)
