"""What the interface says, in the reader's language: English stands in the code, others in ``<language>.po`` beside it.

The language belongs to one run of a page (a context variable), so that two readers never share it.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, format_decimal

LANGUAGES = {"en": "English", "fr": "Français"}
_reader: ContextVar[str] = ContextVar("reader", default="en")
_PERIOD = re.compile(r"(\d{4})-([QHW])(\d{1,2})$")


def use(language: str | None) -> None:
    """The language of all that is said in this run; English for one that is not there."""
    _reader.set(language if language in LANGUAGES else "en")


def language() -> str:
    return _reader.get()


@cache
def _catalogue(language: str) -> NullTranslations:
    path = Path(__file__).with_name(f"{language}.po")
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def t(message: str, **values: object) -> str:
    """``message`` in the reader's language, with ``{name}`` filled from ``values``."""
    text = _catalogue(language()).gettext(message)
    return text.format(**values) if values else text


def nt(one: str, many: str, count: int, **values: object) -> str:
    """``one`` or ``many`` of ``count``, which both may name as ``{count}``."""
    return _catalogue(language()).ngettext(one, many, count).format(count=number(count), **values)


def number(value: int | float | Decimal) -> str:
    return _spaced(format_decimal(value, locale=language()))


def figure(value: Decimal, currency: str | None) -> str:
    """A sum as short as it stays true to three digits."""
    if currency is None:
        return number(value)
    digits = 2 if value >= 1000 else 0
    return _spaced(format_compact_currency(value, currency, locale=language(), fraction_digits=digits))


def name(language: str) -> str:
    """What a language is called."""
    return {"en": t("English"), "fr": t("French")}.get(language, language)


def day(value: str | None) -> str:
    """A date cut at its precision as a reader writes it: 2026-03-18, 2026-W12, 2026-03, 2026-Q1, 2026-H1, 2026, a/b."""
    if not value:
        return ""
    if "/" in value:
        first, last = value.split("/", 1)
        return t("{first} to {last}", first=day(first), last=day(last))
    if period := _PERIOD.match(value):
        year, kind, count = int(period[1]), period[2], int(period[3])
        if kind == "Q":
            return format_date(date(year, 3 * count - 2, 1), "QQQ y", locale=language())
        if kind == "H":
            return t("first half of {year}", year=year) if count == 1 else t("second half of {year}", year=year)
        return t("week of {day}", day=day(date.fromisocalendar(year, count, 1).isoformat()))
    parts = [int(part) for part in value.split("-")]
    shape = {1: "y", 2: "MMM y", 3: "d MMM y"}[len(parts)]
    return format_date(date(parts[0], *[*parts[1:], 1, 1][:2]), shape, locale=language())


def _spaced(text: str) -> str:
    """Spaces that do not break, as a plain one: what is shown is also searched and copied."""
    return text.replace("\xa0", " ").replace("\u202f", " ")
