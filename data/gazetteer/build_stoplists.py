"""Writes incidents/geocode/stoplists: words and personal names that are also names of towns.

Also incidents/extract/lexicon/de.nouns.txt: German nouns, which a capital tells from no name.

    pip install wordfreq faker simplemma
    npm pack dictionary-{en,nl,de,fr,es,ru,uk} and unpack each into FOLDER/{language}
    python data/gazetteer/build_stoplists.py FOLDER

A word is listed where the gazetteer knows it and it is common in the language: a small-letter
entry of the spelling dictionary, or frequent (wordfreq) and the name of no big town. The lists
hold no frequencies. Corrections by hand go into the languages' toml files, not here.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import simplemma
from wordfreq import iter_wordlist, zipf_frequency

from incidents.geocode import Gazetteer
from incidents.geocode.names import fold
from incidents.geocode.sources import AIRPORT, COUNTRY

OUT = Path(__file__).resolve().parents[2] / "incidents" / "geocode" / "stoplists"
NOUNS = Path(__file__).resolve().parents[2] / "incidents" / "extract" / "lexicon" / "de.nouns.txt"
NOUN_ZIPF = 3.0  # once in a million words; compounds end in one of these
LANGUAGES = ("en", "nl", "de", "fr", "es", "ru", "uk", "ar")
KNOWN_ZIPF = 2.0  # a dictionary's word is listed from here on: once in ten million words
FREQUENT_ZIPF = 3.2  # any word from here on
BIG_TOWN = 100_000  # people: a frequent word that names one is taken to mean it
# In some dictionary, and still the town whenever a newspaper writes them.
TOWNS = frozenset(Path(__file__).with_name("not_words.txt").read_text("utf-8").split())
BIG_TOWN_UNCASED = 450_000  # where no dictionary and no capital tells words from names
LOCALES = (
    "en_US", "en_GB", "nl_NL", "nl_BE", "de_DE", "fr_FR", "es_ES", "es_MX", "it_IT", "pt_BR",
    "pl_PL", "tr_TR", "ru_RU", "uk_UA", "ar_AA", "ar_SA", "ar_PS", "az_AZ", "hy_AM", "ka_GE",
)  # fmt: skip


def dictionary(folder: Path, language: str) -> tuple[set[str], set[str]]:
    """The small-letter and the capitalised entries of a language's spelling dictionary."""
    small: set[str] = set()
    capital: set[str] = set()
    for path in (folder / language).rglob("index.dic"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            word = line.partition("/")[0].partition("\t")[0].strip()
            (small if word.islower() else capital).add(word.casefold())
    return small, capital


def common_words(gazetteer: Gazetteer, folder: Path, language: str) -> set[str]:
    """The folded words of a language that the gazetteer would take for places."""
    small, capital = dictionary(folder, language)
    big = BIG_TOWN if dictionary(folder, language)[0] else BIG_TOWN_UNCASED
    found = set()
    for word in iter_wordlist(language):
        zipf = zipf_frequency(word, language)
        if zipf < KNOWN_ZIPF:
            break
        if len(word) < 2 or not word.isalpha() or fold(word) in TOWNS:
            continue
        people = biggest(gazetteer, word)
        known = word in small
        frequent = zipf >= FREQUENT_ZIPF and people is not None and people < big
        if people is not None and (
            known or (frequent and (word not in capital or language == "de"))
        ):
            found.add(fold(word))
    return found


def biggest(gazetteer: Gazetteer, word: str) -> int | None:
    """The people of the biggest place of that name; None for no place, or for a country."""
    rows = [row for row in gazetteer.index.places(word) if row.feature != AIRPORT]
    if not rows or any(row.feature == COUNTRY for row in rows):
        return None
    return max(row.population for row in rows)


def personal_names(kind: str) -> set[str]:
    """The folded given names, or surnames, of all locales."""
    found: set[str] = set()
    for locale in LOCALES:
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for field in dir(provider):
            if field.startswith(kind):
                found.update(fold(name) for name in getattr(provider, field) or ())
    return {name for name in found if len(name) > 2 and " " not in name}


def german_nouns() -> list[str]:
    """Frequent German words that a dictionary knows with a capital, in small letters."""
    found = []
    for word in iter_wordlist("de"):
        if zipf_frequency(word, "de") < NOUN_ZIPF:
            break
        shown = word[:1].upper() + word[1:]
        noun = simplemma.lemmatize(shown, "de")[:1].isupper() and simplemma.is_known(shown, "de")
        if len(word) > 3 and word.isalpha() and noun:
            found.append(word)
    return sorted(found)


def write(name: str, words: set[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_text("".join(f"{word}\n" for word in sorted(words)), encoding="utf-8")


def main(folder: Path) -> None:
    gazetteer = Gazetteer.open()
    for language in LANGUAGES:
        write(f"{language}.txt", common_words(gazetteer, folder, language))
    NOUNS.write_text("\n".join(german_nouns()) + "\n", encoding="utf-8")
    write("given_names.txt", personal_names("first_names"))
    surnames = personal_names("last_names")
    write("surnames.txt", {name for name in surnames if biggest(gazetteer, name) is not None})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
