"""What lies on one visitor's desk: the article that was read, and its drafts as they stand now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from incidents.model import Place, Status
from incidents.pipeline import Reading
from incidents.pipeline.corrections import Draft
from incidents.pipeline.memory import phrase

OPEN = "desk_open"
WORK = "desk_work"
DISCARDED = "desk_discarded"


@dataclass(slots=True)
class Work:
    """One reading under a person's hands."""

    reading: Reading
    drafts: dict[str, Draft]  # by the incident's id, in reading order
    selected: str | None = None
    choices: dict[str, list[Place]] = field(default_factory=dict)  # places asked for, by draft
    wrong: str | None = None  # what cannot be in the last correction
    judged: dict[str, str] = field(default_factory=dict)  # statuses given before: they stay

    @classmethod
    def of(cls, reading: Reading, judged: dict[str, str] | None = None) -> Work:
        """The reading with every draft kept as it was read, the first one selected.

        `judged` names the incidents that a person has verified or rejected before.
        """
        before = judged or {}
        drafts = {
            one.id: replace(Draft.of(one), kept=before.get(one.id) != Status.REJECTED)
            for one in reading.incidents
        }
        return cls(reading, drafts, next(iter(drafts), None), judged=before)

    @property
    def deciding(self) -> list[Draft]:
        """The drafts that saving decides on: all but those judged before."""
        return [draft for name, draft in self.drafts.items() if name not in self.judged]

    @property
    def kept(self) -> int:
        """How many drafts are to be kept."""
        return sum(draft.kept for draft in self.deciding)

    @property
    def left_out(self) -> int:
        """How many drafts are to be kept as rejected."""
        return len(self.deciding) - self.kept

    def alike(self, name: str) -> list[str]:
        """The other drafts whose place was read in the same words and stands as it was read."""
        read = self.drafts[name].read
        words = phrase(read.evidence)
        return [
            other
            for other, draft in self.drafts.items()
            if words
            and other != name
            and other not in self.judged
            and "place" not in draft.changed
            and (phrase(draft.read.evidence), draft.read.place) == (words, read.place)
        ]

    def number(self, name: str) -> int:
        """The number that the text and the list call the draft by, from 1."""
        return list(self.drafts).index(name) + 1


def is_open() -> bool:
    """Whether the desk is shown in place of the map."""
    return bool(st.session_state.get(OPEN))


def open_desk() -> None:
    """Shows the desk; for a button's callback."""
    st.session_state[OPEN] = True


def close_desk() -> None:
    """Shows the map again; what lies on the desk stays there. For a button's callback."""
    st.session_state[OPEN] = False


def lying() -> Work | None:
    """What lies on the desk."""
    work: Work | None = st.session_state.get(WORK)
    return work


def lay(work: Work | None) -> None:
    """Puts a reading on the desk, or clears it."""
    st.session_state[WORK] = work
    st.session_state.pop(DISCARDED, None)


def discard(work: Work) -> None:
    """Clears the desk; what lay there can be brought back until something else does."""
    lay(None)
    st.session_state[DISCARDED] = work


def discarded() -> Work | None:
    """What was cleared off the desk last."""
    work: Work | None = st.session_state.get(DISCARDED)
    return work
