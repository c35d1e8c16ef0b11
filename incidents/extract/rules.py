"""Claims read from an article by rules, word lists and tables; no model, no network.

1. Language → lexicon; a language without one is said so, not guessed.
2. Sentences, and one walk that finds every pattern (page).
3. Triggers, weighed by their company (triggers); what did not happen is put aside (filters).
4. Where (places), when (dates), how many (figures), who says so (voices).
5. Figures told in the sentences after an incident made its own (tolls).
6. Repeats of one incident made one claim (merging).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from incidents.extract.context import Contexts, contexts, is_adrift
from incidents.extract.dates import Spoken, days_told, is_recent, time_near, when_of
from incidents.extract.doubts import AFTER_PUBLICATION, OTHER_TODAY, other_today
from incidents.extract.figures import FIELD, Told, figures, tolls
from incidents.extract.filters import REASONS, why_not
from incidents.extract.folding import causes, figures_of, without_parts
from incidents.extract.hedges import hedge
from incidents.extract.journeys import is_aftermath
from incidents.extract.language import language_of
from incidents.extract.lexicon import LANGUAGES, lexicon_of
from incidents.extract.listed import fellows
from incidents.extract.merging import Merged, points_back
from incidents.extract.page import Page, Passage, lay_out
from incidents.extract.places import UNTOLD_PAST, Scene, of_the_past, place_of
from incidents.extract.scenes import Ground, survey
from incidents.extract.tolls import Found, Toll, Waiting, belongs, fates
from incidents.extract.triggers import Trigger, triggers
from incidents.extract.voices import attribution
from incidents.model import Article, Claim, DatePrecision, Figure, Mention, Rejected, When

MAX_CLAIMS = 300  # more than any report tells; a flood of them is no report
MAX_READ = 200_000  # characters: a hundred pages, read in 1 to 6 seconds; no report is longer
AFTERMATH = "how people fared who were hurt in what was told before"
FATE = "whom the incident told before befell"
PLACELESS = "background that does not say where it was"
LEFT_OUT = f"only the first {MAX_READ:,} characters were read; left out from"
NOTICED = frozenset({LEFT_OUT, AFTER_PUBLICATION, OTHER_TODAY})  # reasons a reader must hear of
PAST = timedelta(days=60)  # older than this, an incident is background to the report
EXACT = frozenset({DatePrecision.DAY, DatePrecision.NIGHT})
ACTORS = ("crowd", "force", "armed")


@dataclass(slots=True)
class Running:
    """Where and when the text is speaking of while it is read."""

    scene: Scene = field(default_factory=Scene)
    when: When | None = None  # in this paragraph
    told: date | None = None  # the last day told anywhere before
    days: set[date] = field(default_factory=set)  # every recent day told before
    placed: dict[date | None, Mention] = field(default_factory=dict)  # where a day was spent

    @property
    def day(self) -> date | None:
        """What "that day" means here: the day of the sentence before, else the last day told."""
        exact = self.when is not None and self.when.precision in EXACT
        return self.when.date if self.when is not None and exact else self.told

    @property
    def spoken(self) -> Spoken:
        """The times that the next sentence may lean on."""
        return Spoken(self.when, self.day, next(iter(self.days)) if len(self.days) == 1 else None)

    def enter(self, page: Page, passage: Passage) -> None:
        """Forgets the time at a new paragraph."""
        if passage.sentence.paragraph != self.scene.paragraph:
            self.when = None
        self.scene.enter(page, passage)

    def leave(self, page: Page, passage: Passage) -> None:
        """Takes from a sentence what the next may lean on."""
        self.scene.leave(page, passage)
        at = Trigger("", 1, passage.body[0], passage.body[0])
        said = time_near(page, passage, at, self.day)
        self.days |= days_told(page, passage, self.day)
        if said:
            self.when = said
            published = page.article.published
            if said.date and said.precision in EXACT:
                recent = published is None or is_recent(said.date, published)
                self.told = said.date if recent else self.told


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """Reads claims out of articles in the languages that have a lexicon."""

    max_claims: int = field(default=MAX_CLAIMS)

    @property
    def name(self) -> str:
        """What read the article, for its evidence."""
        return "rules"

    def claims(self, article: Article, mentions: Sequence[Mention]) -> Iterator[Claim | Rejected]:
        """What the article asserts, in reading order, and what only looked like it."""
        source = _named(article)
        code = article.language or language_of(article.text)
        if code not in LANGUAGES:
            reason = f"no lexicon for language {code!r}; we read {', '.join(LANGUAGES)}"
            yield Rejected(source, reason, article.text[:80])
            return
        if len(article.text) > MAX_READ:
            yield Rejected(source, LEFT_OUT, article.text[MAX_READ : MAX_READ + 80])
            article = replace(article, text=article.text[:MAX_READ])
        page = lay_out(article, mentions, lexicon_of(code))
        yield from other_today(page, source)
        merged = Merged()
        for found in _all(page, source):
            if isinstance(found, Rejected):
                yield found
                continue
            claim, definite = found
            if merged.fold(claim, definite):
                continue
            if definite and merged.size and points_back(claim):
                yield Rejected(source, "points back to something not told here", claim.quote)
            elif is_adrift(page, claim):
                yield Rejected(source, "nothing ties it to a place or a day", claim.quote)
            elif merged.size < self.max_claims:
                merged.keep(claim)
            else:
                yield Rejected(source, f"more than {self.max_claims} claims in one article", "")
                break
        yield from merged.claims()


def _all(page: Page, source: str) -> Iterator[Found]:
    ground = survey(page)
    about = contexts(page)
    running, waiting = Running(), Waiting()
    for passage in page.passages:
        running.enter(page, passage)
        yield from waiting.leave(page, passage)
        aside, told = _told(page, passage, about, source)
        counted = figures(page, passage, [*told, *_tolls(page, passage, about, told)])
        told, counted = _without_tolls(page, passage, waiting, told, counted, ground, running)
        told, fared = _without_aftermath(page, passage, told, source)
        aside += fared
        told, suffered = _without_fates(page, passage, waiting, told, counted, running)
        aside += suffered
        claims = list(_claims(page, passage, told, counted, ground, running))
        waiting.hold(passage, [*aside, *claims], counted)
        running.leave(page, passage)
    yield from waiting.found


def _told(
    page: Page, passage: Passage, about: Contexts, source: str
) -> tuple[list[Rejected], list[Trigger]]:
    """What a passage only looks like telling, with the reasons; and the triggers that tell."""
    found, masked = triggers(page, passage)
    quote = page.article.text[passage.sentence.start : passage.sentence.end]
    if _is_outside(passage):
        outside = Rejected(source, "a heading, a caption's credit or an aside", quote)
        return [outside] if found else [], []
    aside = [
        Rejected(source, REASONS[mask.reason], page.article.text[mask.start : mask.end])
        for mask in dict.fromkeys(masked)
    ]
    told: list[Trigger] = []
    for trigger in found:
        reason = why_not(page, passage, trigger, about) or _foretold(page, passage, trigger)
        if reason:
            aside.append(Rejected(source, reason, quote))
        else:
            told.append(trigger)
    return aside, without_parts(told)


def _is_outside(passage: Passage) -> bool:
    return passage.sentence.heading or passage.aside


def _tolls(page: Page, passage: Passage, about: Contexts, told: Sequence[Trigger]) -> list[Trigger]:
    """What befell people, in words that make no incident of their own."""
    if _is_outside(passage):
        return []
    return [each for each in tolls(passage, told) if not why_not(page, passage, each, about)]


def _without_tolls(
    page: Page,
    passage: Passage,
    waiting: Waiting,
    told: list[Trigger],
    counted: dict[Trigger, Told],
    ground: Ground,
    running: Running,
) -> tuple[list[Trigger], dict[Trigger, Told]]:
    """What is left once the incident told before has taken the figures that are its own."""
    near = next(iter(counted), None)
    if near is None or waiting.incident() is None:
        return told, counted
    when = time_near(page, passage, near, running.day)
    place = place_of(page, passage, near, running.scene, ground)
    own = belongs(page, passage, waiting, told, counted, when, place)
    if not own:
        return told, counted
    doubts = [hedge(page, passage, trigger) for trigger in own]
    fates = {FIELD[trigger.kind]: counted[trigger] for trigger in own}
    voice = attribution(page, passage, near)
    waiting.take(page, Toll(fates, passage, when, next(filter(None, doubts), None), voice))
    return (
        [each for each in told if FIELD.get(each.kind) not in fates],
        {each: one for each, one in counted.items() if FIELD[each.kind] not in fates},
    )


def _without_aftermath(
    page: Page, passage: Passage, told: list[Trigger], source: str
) -> tuple[list[Trigger], list[Rejected]]:
    """The triggers but those that tell how people fared who were hurt before."""
    hurt = [each for each in told if each.kind == "injury"]
    if not hurt or not is_aftermath(page, passage):
        return told, []
    quote = page.article.text[passage.sentence.start : passage.sentence.end]
    return [each for each in told if each not in hurt], [Rejected(source, AFTERMATH, quote)]


def _without_fates(
    page: Page,
    passage: Passage,
    waiting: Waiting,
    told: list[Trigger],
    counted: dict[Trigger, Told],
    running: Running,
) -> tuple[list[Trigger], list[Rejected]]:
    """The triggers but those that tell, without a number, whom the incident before befell."""
    if not told:
        return told, []
    when = time_near(page, passage, told[0], running.day)
    own = fates(page, passage, waiting, told, counted, when)
    quote = page.article.text[passage.sentence.start : passage.sentence.end]
    aside = [Rejected(_named(page.article), FATE, quote) for _ in own]
    return [each for each in told if each not in own], aside


def _claims(
    page: Page,
    passage: Passage,
    told: Sequence[Trigger],
    counted: dict[Trigger, Told],
    ground: Ground,
    running: Running,
) -> Iterator[Found]:
    """The claims of one passage, each with whether it may only point back."""
    cause = causes(passage, told, counted)
    for trigger in told:
        if trigger not in cause:
            own = figures_of(trigger, cause, counted)
            claim = _claim(page, passage, trigger, ground, running, own)
            if claim.place.source == UNTOLD_PAST:
                yield Rejected(_named(page.article), PLACELESS, claim.quote)
                continue
            yield claim, trigger.definite
            yield from ((each, trigger.definite) for each in _elsewhere(page, passage, claim, own))


def _foretold(page: Page, passage: Passage, trigger: Trigger) -> str | None:
    """A day after publication has not been yet."""
    when, published = time_near(page, passage, trigger), page.article.published
    if when and when.date and published and when.date > published:
        return AFTER_PUBLICATION
    return None


def _claim(
    page: Page,
    passage: Passage,
    trigger: Trigger,
    ground: Ground,
    running: Running,
    own: dict[str, Figure],
) -> Claim:
    text, sentence = page.article.text, passage.sentence
    when = when_of(page, passage, trigger, running.spoken)
    place = place_of(page, passage, trigger, running.scene, ground)
    if _is_of_the_past(when, page.article.published):
        place = of_the_past(place, passage, running.placed.get(when.date))
    elif place.source == "sentence" and place.mention and when.precision in EXACT:
        running.placed[when.date] = place.mention
    if place.source == "home":
        running.scene.mention = place.mention
    return Claim(
        kind=trigger.kind,
        quote=text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        cue=page.printed(trigger.start, trigger.end),
        place=place,
        when=when,
        tier=trigger.tier,
        killed=own.get("killed", Figure()),
        injured=own.get("injured", Figure()),
        arrested=own.get("arrested", Figure()),
        actors=_actors(page, passage, trigger),
        hedged=hedge(page, passage, trigger),
        attributed_to=attribution(page, passage, trigger),
    )


def _named(article: Article) -> str:
    return article.url or article.title or article.id


def _is_of_the_past(when: When, published: date | None) -> bool:
    """Whether the sentence itself dates the incident well before the report."""
    told = when.source == "sentence" and when.date is not None
    return told and published is not None and (when.date or published) < published - PAST


def _elsewhere(
    page: Page, passage: Passage, claim: Claim, own: dict[str, Figure]
) -> Iterator[Claim]:
    """The same told of further places; a count is of all of them, so it is not repeated."""
    if claim.place.source == "sentence" and claim.place.mention and not own:
        for mention in fellows(page, passage, claim.place.mention):
            yield replace(claim, place=replace(claim.place, mention=mention))


def _actors(page: Page, passage: Passage, trigger: Trigger) -> tuple[str, ...]:
    """The words for those who take part, from the trigger's clause."""
    start, end = passage.clause(trigger.start)
    named = [
        page.article.text[hit.start : hit.end]
        for name in ACTORS
        for hit in passage.of("class", name)
        if start <= hit.start < max(end, trigger.end)
    ]
    return tuple(dict.fromkeys(named))
