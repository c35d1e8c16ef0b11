"""What a model is asked for and may answer: a schema, and what it is told about it.

Everything in an answer is hostile until it is found in the article: see `grounding`.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from incidents.errors import ServiceError
from incidents.model import KINDS, DatePrecision

MOST = 10_000_000  # people in one figure
Words = Annotated[str, Field(max_length=300)]


class Range(BaseModel):
    """How many people, as a range; an end that is open or unknown is null."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: int | None = Field(default=None, ge=0, le=MOST)
    max: int | None = Field(default=None, ge=0, le=MOST)

    @model_validator(mode="after")
    def _runs_upward(self) -> Range:
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError("a range runs upward")
        return self


class Told(BaseModel):
    """One incident as a model tells it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Words
    quote: str = Field(min_length=1, max_length=2_000)
    cue: Words | None = None
    place_words: Words | None = None
    whole_country: bool = False
    at_airport: bool = False
    date: datetime.date | None = None
    date_end: datetime.date | None = None
    date_precision: DatePrecision = DatePrecision.DAY
    date_words: Words | None = None
    killed: Range | None = None
    injured: Range | None = None
    arrested: Range | None = None
    actors: tuple[Words, ...] = Field(default=(), max_length=20)
    hedge_words: Words | None = None
    attributed_to: Words | None = None


class Answer(BaseModel):
    """What the model answers; each incident is judged on its own."""

    incidents: list[dict[str, Any]] = Field(max_length=300)


_TOLD = TypeAdapter(Told)


def schema() -> dict[str, Any]:
    """The JSON schema of an answer."""
    return {
        "type": "object",
        "properties": {"incidents": {"type": "array", "items": _TOLD.json_schema()}},
        "required": ["incidents"],
    }


def parsed(text: str, host: str) -> list[Told | str]:
    """Each incident of an answer, or what is wrong with it; ServiceError where it is no JSON."""
    bare = text.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        answer = Answer.model_validate_json(bare)
    except ValidationError as error:
        raise ServiceError(
            f"the model at {host} did not answer with the JSON it was asked for: {_first(error)}"
        ) from error
    return [_told(each) for each in answer.incidents]


def _told(raw: dict[str, Any]) -> Told | str:
    try:
        told = _TOLD.validate_python(raw)
    except ValidationError as error:
        return f"the model's answer does not fit: {_first(error)}"
    if told.kind not in KINDS:
        return f"the model names a kind that there is not: {told.kind[:40]!r}"
    if told.date and told.date_end and told.date_end < told.date:
        return "the model's dates run backward"
    return told


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else str(first["msg"])
