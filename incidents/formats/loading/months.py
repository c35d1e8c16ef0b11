"""Month names of many languages, for columns of days that are written in words."""

from __future__ import annotations

import re

ENGLISH = "january february march april may june july august september october november december"
NAMES = (  # January to December, in the case in which a date has them; `|` parts two forms
    ENGLISH,
    "jan feb mar apr may jun jul aug sep|sept oct nov dec",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "januar|jänner februar|feber märz april mai juni juli august september oktober november"
    " dezember",
    "jan feb mär|mrz apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr|fév mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre"
    " diciembre",
    "ene feb mar abr may jun jul ago sep|sept oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль"
    " августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь",
    "янв фев мар апр мая июн июл авг сен|сент окт ноя|нояб дек",
    "січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень"
    " липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад"
    " грудня|грудень",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec"
    " lipca|lipiec sierpnia|sierpień września|wrzesień października|październik"
    " listopada|listopad grudnia|grudzień",
    "يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
)


def _numbers() -> dict[str, int]:
    """Month name → 1 to 12; a name that two languages give different months is left out."""
    found: dict[str, int] = {}
    torn = set()
    for names in NAMES:
        for number, forms in enumerate(names.split(), start=1):
            for name in forms.split("|"):
                if found.setdefault(name, number) != number:
                    torn.add(name)
    return {name: number for name, number in found.items() if name not in torn}


NUMBERS = _numbers()
_SHORT = [name[:3].title() for name in ENGLISH.split()]
_WORD = re.compile(r"[^\W\d_]+\.?")


def in_english(cell: str) -> str:
    """The cell with the months of its language as Jan to Dec; words that are none stay."""
    return _WORD.sub(_translated, cell)


def _translated(word: re.Match[str]) -> str:
    number = NUMBERS.get(word[0].rstrip(".").casefold())
    return _SHORT[number - 1] if number else word[0]
