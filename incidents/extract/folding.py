"""Which of a sentence's incidents its dead and wounded belong to.

"A fire killed five" is one fire with five dead. "Gunmen killed five farmers and set houses on
fire" tells two deeds: nobody says that the fire killed. So the dead are the fire's unless an
"and" parts the two and the killing shows itself as somebody's deed. Blasts, attacks and accidents
are told for their dead: those keep them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidents.extract.figures import FIELD, Told
from incidents.extract.page import Passage
from incidents.extract.tolls import CAUSES, STRONG, WOUNDS
from incidents.extract.triggers import Trigger
from incidents.model import Figure

PARTS = {  # what only tells more of an incident of these kinds: debris, windows, the patrol hit
    "vandalism": frozenset({"shelling", "explosion", "disaster", "accident"}),
    "accident": frozenset({"shelling"}),
    "deployment": frozenset({"shelling", "explosion", "attack"}),
}


def causes(
    passage: Passage, told: Sequence[Trigger], counted: Mapping[Trigger, Told]
) -> dict[Trigger, Trigger]:
    """Each trigger for people killed or injured → the incident of the sentence that hurt them."""
    hurt = [each for each in dict.fromkeys([*told, *counted]) if each.kind in WOUNDS]
    deed = next((each for each in told if _is_deed(passage, each, told)), None)
    if deed is not None:
        return {each: deed for each in hurt if each.kind == "injury"}
    cause = next((each for each in told if each.kind in CAUSES), None)
    return dict.fromkeys(hurt, cause) if cause else {}


def without_parts(told: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a sentence but those that are part of another one told in it."""
    kinds = {each.kind for each in told}
    return [each for each in told if not PARTS.get(each.kind, frozenset()) & kinds]


def figures_of(
    trigger: Trigger, cause: Mapping[Trigger, Trigger], counted: Mapping[Trigger, Told]
) -> dict[str, Figure]:
    """The figures of one claim: its own, and those of the people whom it hurt."""
    hurt = [each for each in counted if trigger in (each, cause.get(each))]
    hurt.sort(key=lambda each: (each == trigger, -each.start))  # of one fate the first is kept
    return {FIELD[each.kind]: counted[each].figure for each in hurt}


def _is_deed(passage: Passage, trigger: Trigger, told: Sequence[Trigger]) -> bool:
    """Whether a killing stands beside a fire that did not kill: "shot two and burnt huts"."""
    if trigger.kind != "killing":
        return False
    fires = [each for each in told if each.kind == "fire"]
    if not fires or any(each.kind in STRONG for each in told):
        return False
    start, end = passage.half(trigger.start)
    apart = all(not start <= each.start < end for each in fires)
    return apart and (_is_murder(passage, trigger) or any(passage.of("class", "armed")))


def _is_murder(passage: Passage, trigger: Trigger) -> bool:
    """Whether the word itself tells a deed: executed, beheaded, shot dead."""
    return any(
        hit.start < trigger.end and trigger.start < hit.end for hit in passage.of("toll", "deed")
    )
