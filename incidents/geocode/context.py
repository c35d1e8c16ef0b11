"""What a whole text says about where it plays, for weighing each single name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from incidents.geocode.acceptance import is_doubtful, is_personal
from incidents.geocode.names import fold
from incidents.geocode.ranking import DIVISIONS, Ranked, is_town, ranked
from incidents.geocode.reading import Hit, Reading
from incidents.geocode.sources import ADMIN1, COUNTRY, Row
from incidents.geocode.surroundings import is_placed

CERTAIN_CITY = 300_000  # people; so big a city tells which country is spoken of
CERTAIN_SCORE = 0.8
NAMED, IMPLIED, HOME = 30.0, 8.0, 5.0  # how much likelier a country's places become
ANCHORED = 4.0  # the same by one town that is certainly meant
MOST_TOLD = 60.0  # by however many names
DOMINANT = 2  # names that tell of one country, so that others need reasons
DOMINANT_SHARE = 0.4  # of all names that tell of countries
STRANGER_FACTOR = 0.1  # on a place whose country nothing else tells of, where another dominates
IN_NAMED_REGION = 10.0
NEARBY = 5.0  # within a day's walk of a town that is certainly meant
NEARBY_LAT, NEARBY_LON = 1.2, 2.0  # degrees, about 130 km
MOST_ANCHORS = 20
ANCHOR_LEAST = 20_000  # people of a town that others may be near to
SAME_SENSE = 100.0  # a name keeps its meaning through a text
_ARTICLES = frozenset(
    {"the", "la", "le", "les", "los", "las", "el", "de", "het", "der", "den", "dem"}
)
HOMES = {  # where a language is at home: news tells first what is near
    "nl": ("NL", "BE"), "de": ("DE", "AT", "CH"), "fr": ("FR",), "es": ("ES",),
    "ru": ("RU",), "uk": ("UA",),
}  # fmt: skip


@dataclass(slots=True)
class Context:
    """Which countries, regions and senses a text speaks of, and which names told so."""

    home: tuple[str, ...] = ()
    countries: dict[str, dict[str, float]] = field(default_factory=dict)
    regions: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    senses: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, Row] = field(default_factory=dict)

    def support(self, key: str) -> Callable[[Row], float]:
        """How much the rest of the text speaks for believing in a place that is called `key`."""
        return self._factor(key, shared=False)

    def favour(self, key: str) -> Callable[[Row], float]:
        """How much likelier than its namesakes the rest of the text makes a place.

        A text of twenty countries says less for each of them than a text of one.
        """
        return self._factor(key, shared=True)

    def _factor(self, key: str, *, shared: bool) -> Callable[[Row], float]:
        def factor(row: Row) -> float:
            told = self.told(row, key)
            if shared and told > 1.0:
                told = max(1.0, told * self.share(row.country, key) ** 2)
            told = max(told, HOME) if row.country in self.home else told
            stranger = row.feature != COUNTRY and self.told(row, key) == 1.0
            if stranger and told == 1.0 and self.is_dominated(key):
                told = STRANGER_FACTOR
            if self.regions.get((row.country, row.admin1), set()) - {key}:
                told *= IN_NAMED_REGION
            if self.is_nearby(row, key):
                told *= NEARBY
            return told * (SAME_SENSE if self.senses.get(key) == row.id else 1.0)

        return factor

    def told(self, row: Row, key: str) -> float:
        """How strongly names other than this one tell of the place's country, all together."""
        tellers = self.countries.get(row.country, {})
        others = [strength for name, strength in tellers.items() if name != key]
        return min(MOST_TOLD, max(others) * len(others)) if others else 1.0

    def is_dominated(self, key: str) -> bool:
        """Whether several names other than this one tell of one country, and few of others."""
        return any(
            len(tellers.keys() - {key}) >= DOMINANT and self.share(code, key) >= DOMINANT_SHARE
            for code, tellers in self.countries.items()
        )

    def share(self, code: str, key: str) -> float:
        """The country's part of all the names, other than this one, that tell of countries."""
        counts = {one: len(tellers.keys() - {key}) for one, tellers in self.countries.items()}
        return counts.get(code, 0) / max(1, sum(counts.values()))

    def is_nearby(self, row: Row, key: str) -> bool:
        """Whether another name's town, certainly meant, lies close to this one."""
        return any(
            row.country == one.country
            and abs(row.lat - one.lat) < NEARBY_LAT
            and abs(row.lon - one.lon) < NEARBY_LON
            for name, one in self.anchors.items()
            if name != key and one.id != row.id
        )

    def is_elsewhere(self, row: Row, key: str) -> bool:
        """Whether the text speaks of countries, and of this place's country only by this name."""
        others = any(name != key for tellers in self.countries.values() for name in tellers)
        return others and self.told(row, key) == 1.0

    def hear(self, code: str, key: str, strength: float) -> None:
        """Note that a name tells of a country."""
        tellers = self.countries.setdefault(code, {})
        tellers[key] = max(strength, tellers.get(key, 1.0))


def context_of(reading: Reading, language: str | None, country: str | None) -> Context:
    """What the certain names of a text tell; `country` is the code it is known to be about."""
    context = Context(HOMES.get(language or "", ()))
    if country:
        context.hear(country, "", NAMED)
    for hits in reading.runs:
        if hits and not is_doubtful(hits[0], reading):
            found = ranked(hits[0].rows, hits[0].form)
            _learn(context, hits[0], found)
            _anchor(context, hits[0], found[0], reading)
    for hits in reading.runs:
        for hit in hits:
            _fix_sense(context, hit, hits[-1], reading)
    return context


def _learn(context: Context, hit: Hit, found: list[Ranked]) -> None:
    best, *others = found
    strength = _evidence(best, others)
    if strength > 1.0:
        context.hear(best.row.country, hit.key, strength)
    if best.row.feature == ADMIN1 and best.score > CERTAIN_SCORE:
        context.hear(best.row.country, hit.key, IMPLIED)
        context.regions.setdefault((best.row.country, best.row.admin1), set()).add(hit.key)


def _anchor(context: Context, hit: Hit, best: Ranked, reading: Reading) -> None:
    """Remember a town that is surely meant, for those of its neighbours that are named too."""
    sure = is_town(best.row) and best.score > CERTAIN_SCORE and not hit.inflected
    told = sure and is_placed(hit, reading) and not is_personal(hit, reading.manners)
    if told and best.row.population >= ANCHOR_LEAST and len(context.anchors) < MOST_ANCHORS:
        context.anchors.setdefault(hit.key, best.row)
        context.hear(best.row.country, hit.key, ANCHORED)


def _evidence(best: Ranked, others: list[Ranked]) -> float:
    """How strongly a name tells that its country is spoken of.

    Georgia tells nothing: it may be the other one.
    """
    if best.row.feature == COUNTRY:
        twins = (one.row for one in others if one.row.feature in (COUNTRY, ADMIN1))
        return 1.0 if any(row.country != best.row.country for row in twins) else NAMED
    if is_town(best.row) and best.row.population >= CERTAIN_CITY and best.score > CERTAIN_SCORE:
        return IMPLIED
    return 1.0


def _fix_sense(context: Context, hit: Hit, shortest: Hit, reading: Reading) -> None:
    """Remember "Springfield, Illinois" and "Frankfurt (Oder)" for where only the first word is."""
    area = area_after(hit, reading)
    inside = narrowed(list(hit.rows), area)
    if area and inside:
        best = ranked(inside, hit.form, favour=context.favour(hit.key))[0]
        context.senses.setdefault(hit.key, best.row.id)
        around = ranked([one for one in area.rows if _holds(one, best.row)], area.form)
        context.senses.setdefault(area.key, around[0].row.id)  # Georgia, after Atlanta
    elif hit.words > 1 and shortest.words == 1:
        best = ranked(hit.rows, hit.form)[0]
        if is_town(best.row) and best.row.id in {row.id for row in shortest.rows}:
            context.senses.setdefault(shortest.key, best.row.id)


def area_after(hit: Hit, reading: Reading) -> Hit | None:
    """The country or region that follows after a comma or bracket: "Springfield, Illinois"."""
    words = reading.words
    if hit.end >= len(words):
        return None
    mark = words[hit.end].gap.strip()
    at = _past_preposition(reading, hit.end) if mark in {"", ",", "،"} else hit.end
    if mark not in {",", "(", "،"} and at == hit.end:
        return None
    if at >= len(words):
        return None
    return next((area for area in reading.runs[at] if narrowed(list(hit.rows), area)), None)


def _past_preposition(reading: Reading, at: int) -> int:
    """The word after "in" and an article: "Palma, au Mozambique", "Valence, dans la Drôme"."""
    words, manners = reading.words, reading.manners
    if fold(words[at].text) not in manners.prepositions:
        return at
    at += 1
    articled = at < len(words) and words[at].spaced and fold(words[at].text) in _ARTICLES
    return at + 1 if articled else at


def narrowed(rows: list[Row], area: Hit | None) -> list[Row]:
    """Those of the places that lie inside a country or region of the area's name."""
    if area is None:
        return []
    areas = [one for one in area.rows if one.feature == COUNTRY or one.feature in DIVISIONS]
    return [row for row in rows if any(_holds(one, row) for one in areas)]


def _holds(area: Row, row: Row) -> bool:
    if not (area.feature == COUNTRY or area.feature in DIVISIONS) or row.feature == COUNTRY:
        return False
    if row.id == area.id or row.country != area.country:
        return False
    return area.feature == COUNTRY or row.admin1 == area.admin1
