"""Case endings taken off: the forms that a written word may be an inflected form of."""

from __future__ import annotations

# Ending → what the first form may have instead; longest endings first. Only endings of nouns and
# of the adjectives inside names: "казахстанский" is no case of "Казахстан" and must not become it.
_RUSSIAN = {
    "ого": ("ый", "ий", "ое"), "его": ("ий", "ее"), "ому": ("ый", "ий", "ое"), "ыми": ("ые",),
    "ами": ("ы", "и", "а"), "ями": ("и",), "ими": ("ие",), "ией": ("ия",), "ьце": ("ец",),
    "ьца": ("ец",), "ьцу": ("ец",), "це": ("ец",), "ца": ("ец",), "цу": ("ец",), "цом": ("ец",),
    "ле": ("ел",), "ла": ("ел",), "лом": ("ел",), "ою": ("а",), "ью": ("ь",),
    "ой": ("а", "ая"), "ей": ("я", "ея"), "ую": ("ая",), "юю": ("яя",),
    "ом": ("", "о", "ый", "ий", "ое"), "ем": ("", "й", "ь", "е", "ий"), "ым": ("ый", "ое"),
    "им": ("ий", "ие"), "ах": ("ы", "и", "а"), "ях": ("и", "я"), "ам": ("ы", "и"), "ям": ("и",),
    "ов": ("ы",), "ев": ("ы", "и"), "ых": ("ые",), "их": ("ие",), "ии": ("ия",),
    "е": ("", "а", "я", "о", "й", "ь"), "у": ("", "а", "о"), "ы": ("а",), "и": ("а", "ь", "я"),
    "ю": ("я", "ь", "й"), "а": ("", "о"), "я": ("й", "ь"),
}  # fmt: skip
_UKRAINIAN = {
    "ього": ("ій", "є"), "ого": ("ий", "е"), "ому": ("ий", "е"), "ьому": ("ій", "є"),
    "пту": ("пет",), "іх": ("і",),
    "им": ("ий", "е"), "їм": ("їй",), "их": ("і",), "ях": ("і", "я", "ї"), "ями": ("і", "я"),
    "ям": ("і",), "ам": ("и",), "ці": ("ка", "к"), "зі": ("га", "г"), "сі": ("ха",),
    "цем": ("ець",), "ця": ("ець",), "цю": ("ець",), "лом": ("ел", "ол"), "рку": ("рок",),
    "ові": ("", "ів"),
    "еві": ("ь", "їв"), "ами": ("и",), "ією": ("ія",), "ою": ("а",), "ею": ("я", "ея", "а"),
    "ої": ("а",), "ій": ("а",), "єва": ("їв",), "єві": ("їв",), "єву": ("їв",), "євом": ("їв",),
    "ова": ("ів",), "ову": ("ів",), "овом": ("ів",), "ьвова": ("ьвів",), "ьвові": ("ьвів",),
    "ом": ("", "о"), "ем": ("", "ь"), "єм": ("й",), "ах": ("и",), "ів": ("и", "і"), "ії": ("ія",),
    "у": ("", "а"), "ю": ("я", "ь", "й"), "і": ("", "а", "о", "я", "ь"), "ї": ("я",), "и": ("а",),
    "а": ("", "о"), "я": ("ь", "й"),
}  # fmt: skip
_ENDINGS = {"ru": _RUSSIAN, "uk": _UKRAINIAN}
_GENITIVE_S = frozenset({"de", "nl"})
LEAST = 2  # letters of the shortest town: Ош
_DECLINED_O = (
    "ово",
    "ево",
    "ёво",
    "єво",
    "ино",
    "ыно",
    "їно",
    "іно",
    "вно",
    "дно",
    "бно",
    "про",
)  # not Рено, Осло
_ADJECTIVES = {  # language → endings, longest first, and what the town has instead
    "nl": (("se", ("", "e")),),
    "de": (("ener", ("en", "ena")), ("hner", ("hen",)), ("dner", ("den",)), ("rger", ("rg",)),
           ("er", ("", "e", "en"))),
}  # fmt: skip
LEAST_ARABIC, LEAST_LATIN = 3, 4
_PREFIXES = "وفبل"  # Arabic: and, so, in, to: written onto the next word


def first_forms(name: str, language: str | None) -> list[str]:
    """Forms that the name may be a case of, itself excluded: Жанаозене → Жанаозен."""
    script = _script(name)
    if script == "arabic":
        return _without_prefix(name)
    if script == "cyrillic":
        endings = [_ENDINGS[language]] if language in _ENDINGS else list(_ENDINGS.values())
        return list(dict.fromkeys(form for table in endings for form in _cyrillic(name, table)))
    if language in _GENITIVE_S or language is None:
        return [name[:-1]] if name.endswith("s") and len(name) > LEAST_LATIN else []
    return []


def _script(name: str) -> str:
    letter = name[-1:]
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    return "arabic" if "\u0600" <= letter <= "\u06ff" else "latin"


def _cyrillic(name: str, endings: dict[str, tuple[str, ...]]) -> list[str]:
    """The last word in its first forms, and with the words before it in theirs."""
    town, river, rest = name.partition("-на-")
    if river:  # Ростове-на-Дону
        return [form + river + rest for form in _word_forms(town, endings)]
    head, space, last = name.rpartition(" ")
    lasts = _word_forms(last, endings)
    if not space:
        return lasts
    heads = [head, *(_word_forms(head, endings) if " " not in head else [])]
    return [f"{first} {second}" for first in heads for second in [last, *lasts]][1:]


def _word_forms(word: str, endings: dict[str, tuple[str, ...]]) -> list[str]:
    lowered = word.lower()
    return [
        word[: len(word) - len(ending)] + other
        for ending, others in endings.items()
        if lowered.endswith(ending) and len(word) > len(ending) + 1
        for other in others
        if len(word) - len(ending) + len(other) >= LEAST
        and (other != "о" or (word[: len(word) - len(ending)] + other).endswith(_DECLINED_O))
    ]


def _without_prefix(name: str) -> list[str]:
    """The name without one or two of the words that Arabic writes onto it."""
    found = []
    rest = name
    for _ in range(2):
        if rest[:1] not in _PREFIXES or len(rest) <= LEAST_ARABIC:
            break
        rest = rest[1:]
        found.append(rest)
        if rest.startswith("ل") and name.startswith("لل"):
            found.append("ا" + rest)  # "لل" is "ل" and the article
    return [form for form in found if len(form) >= LEAST_ARABIC]


def of_adjective(word: str, language: str | None) -> list[str]:
    """Towns that an adjective may be made from: Utrechtse, Grazer, Münchner."""
    for ending, others in _ADJECTIVES.get(language or "", ()):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LATIN - 1:
            return [word[: len(word) - len(ending)] + other for other in others]
    return []
