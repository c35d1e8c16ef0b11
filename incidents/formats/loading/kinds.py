"""What a source's code or words for a kind of event mean in ours; None for what is none of ours."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from incidents.model import KINDS

_OLD_TYPES = {  # what earlier eras of ACLED called what has another name now
    "battle-no change of territory": "battles",
    "remote violence": "explosions/remote violence",
    "riots/protests": "protests",
    "looting": "looting/property destruction",
    "non-state actor overtakes territory": "non-state actor overtakes territory",
}
_SCAD = {  # Social Conflict Analysis Database, `etype`
    "1": "protest", "2": "protest", "3": "clash", "4": "clash", "5": "protest", "6": "protest",
    "7": "attack", "8": "attack", "9": "attack", "10": "clash",
}  # fmt: skip
_GTD = {  # Global Terrorism Database, `attacktype1`
    "1": "killing", "2": "attack", "3": "explosion", "4": "seizure", "5": "abduction",
    "6": "abduction", "7": "attack", "8": "attack", "9": "attack",
}  # fmt: skip
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")
_PARTS = re.compile(r"\s*[/,;|:()]\s*|\s+[-–—&]\s+|\s+and\s+")
# "Opened fire" burns nothing: words that name a kind alone and not among others.
_ONLY_WHOLE = {"fire", "fires", "brand", "march", "strike", "mine", "bomb", "mord", "rocket"}
_LONGEST = 120  # letters; a longer cell tells a story and names no kind


@lru_cache(maxsize=1)
def _acled_kinds() -> dict[str, str]:
    return {name.casefold(): kind.id for kind in KINDS.values() for name in kind.acled}


@lru_cache(maxsize=10_000)
def acled_kind(words: str) -> str | None:
    """The kind of an ACLED sub-event or event type; the eras cut and join their words."""
    known = _acled_kinds()
    told = words.casefold().strip()
    for form in (told, told.removeprefix("battle-"), _OLD_TYPES.get(told, "")):
        if form in known:
            return known[form]
    return None


@lru_cache(maxsize=10_000)
def cameo_kind(code: str) -> str | None:
    """The kind of a CAMEO code: the longest code of ours that it begins with."""
    fits = [
        (len(own), kind.id) for kind in KINDS.values() for own in kind.cameo if code.startswith(own)
    ]
    return max(fits)[1] if fits else None


@lru_cache(maxsize=100)
def ucdp_kind(code: str) -> str | None:
    """The kind of a UCDP type_of_violence: 1, 2 or 3."""
    return next((kind.id for kind in KINDS.values() if code in map(str, kind.ucdp)), None)


def scad_kind(code: str) -> str | None:
    """The kind of SCAD's etype."""
    return _SCAD.get(code.removesuffix(".0"))


def gtd_kind(code: str) -> str | None:
    """The kind of GTD's attacktype1, by number or words; every row of GTD is an attack."""
    return _GTD.get(code.removesuffix(".0")) or any_kind(code) or "attack"


@lru_cache(maxsize=10_000)
def any_kind(words: str) -> str | None:
    """The kind that the words name in any of the ways we know.

    The whole cell, else its first part that is a name, else the one kind it mentions: where it
    mentions two, it is not guessed.
    """
    if len(words) > _LONGEST:
        return None
    for part in (words, *_PARTS.split(words)):
        if kind := named_kind(part):
            return kind
    return _mentioned(_singular(words))


def named_kind(words: str) -> str | None:
    """The kind that the words name as a whole, and nothing beside it."""
    told = words.casefold().strip()
    own = {kind.label.casefold(): kind.id for kind in KINDS.values()} | {one: one for one in KINDS}
    return own.get(told) or acled_kind(words) or _words().get(_singular(words))


def _mentioned(told: str) -> str | None:
    """The kind of the words in it, where all that are in it are of one kind."""
    found = {_words()[hit] for hit in _any_word().findall(told)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    text = (files(__package__) / "words.toml").read_text("utf-8")
    return {_singular(word): kind for kind, told in tomllib.loads(text).items() for word in told}


@lru_cache(maxsize=1)
def _any_word() -> re.Pattern[str]:
    alone = {word for word in _words() if len(word) < 4} | _ONLY_WHOLE
    longest = sorted(_words().keys() - alone, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def _singular(words: str) -> str:
    """The plain words without the s of plurals, as most languages of Europe write them."""
    return _PLURAL.sub("", _plain(words))


def _plain(words: str) -> str:
    """The words without case, accents and more than one space."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).split())
