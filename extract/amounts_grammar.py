"""The patterns that find a sum of money, made from ``lang/*/amounts.yaml``; babel gives currency codes and names.

No pattern has nested quantifiers, so time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from extract.numerals import alternation, number_pattern, numerals
from extract.registry import Strict, lexicon
from extract.types import Bound

BLANK = "[ \u00a0\u2009\u202f]"
Measure = Literal["price", "per_share", "valuation", "fine", "settlement", "awarded", "claimed", "break_fee", "order",
                  "stake", "debt", "round", "whole", "not_price"]
# "whole": what the deal says its object is worth ("a deal valuing Ombra at"): a valuation, a purchase's last resort.


class Sides(Strict):
    """Cue words by the side of the sum they stand on."""

    before: list[str]
    after: list[str]


class AmountLexicon(Strict):
    decimal: Literal[".", ","]
    scales: dict[str, Decimal]
    short_scales: dict[str, Decimal]
    and_a_half: list[str]
    connectors: list[str]
    symbols: dict[str, str]
    dollars: dict[str, str]
    dollars_joined: dict[str, str]
    prefixes: dict[str, str]
    names: dict[str, str | None]
    weak_names: list[str]
    not_codes: list[str]
    subunits: dict[str, str]
    range_words: list[str]
    range_openers: list[str]
    change_openers: list[str]
    bounds: dict[Bound, Sides]
    percent: list[str]
    bare: list[str]                 # what may follow a sum that leaves its currency out, beside the end of a clause
    not_stake: list[str]            # what a percentage beside these measures is no stake
    fractions: dict[str, Decimal]   # stakes in words: percentages
    stakes: list[str]               # what follows a fraction that is a stake
    measures: dict[Measure, Sides]
    breaks: list[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    lexicon: AmountLexicon
    currencies: dict[str, str | None]       # every written form, lower case and without blanks -> ISO 4217
    number: re.Pattern[str]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    cents: re.Pattern[str]
    percent: re.Pattern[str]
    range: re.Pattern[str]


def amount_lexicon(language: str) -> AmountLexicon:
    lex: AmountLexicon = lexicon(language, "amounts", AmountLexicon)
    return lex


@cache
def _codes() -> frozenset[str]:
    """ISO 4217 codes in use anywhere since 2000."""
    since, until = date(2000, 1, 1), date(2026, 1, 1)
    territories = [str(t) for t in Locale("en").territories]
    return frozenset(code for t in territories for code in get_territory_currencies(t, since, until))


def form_key(form: str) -> str:
    return re.sub(r"\s", "", form).lower()


@cache
def amount_grammar(language: str) -> Grammar:
    lex = amount_lexicon(language)
    written: dict[str, str | None] = {
        get_currency_name(code, n, locale=language).lower(): code for code in sorted(_codes()) for n in (1, 2)}
    written |= lex.names
    codes = _codes() - set(lex.not_codes)
    signs = {f"{q}$": c for q, c in lex.dollars.items()} | {f"${q}": c for q, c in lex.dollars.items()}
    joined = {f"{q}$": c for q, c in lex.dollars_joined.items()}
    counted = {**written, **lex.subunits}
    forms: dict[str, str | None] = {**{c: c for c in codes}, **{f"{n}s": c for n, c in counted.items()}, **counted,
                                    **lex.prefixes, **joined, **signs, **lex.symbols}
    qualifier = alternation(lex.dollars)
    sign = (rf"(?:(?<!\w)(?:{qualifier}){BLANK}?|(?<!\w)(?-i:{alternation(lex.dollars_joined)}))?"
            rf"\$(?:{BLANK}?(?:{qualifier})(?![\w'’]))?|{alternation(set(lex.symbols) - {'$'})}")
    code, scale = rf"(?-i:{alternation(codes)})", alternation(lex.scales)
    word = alternation(numerals(language).words)
    currency = rf"{sign}|{code}(?!\w)|(?:{alternation(counted)})s?(?!\w)"
    join, percent = alternation(numerals(language).join), alternation(lex.percent)
    compiled = {
        "number": rf"(?<!\d)(?<!\d[.,])"
                  rf"(?:\d{{1,3}}{BLANK}?[.{lex.decimal}]{BLANK}\d{{1,2}}(?={BLANK}?(?:{scale}|{percent}))"
                  rf"|\d{{1,3}}[- ]\d{{1,2}}/(?:2|4|8|16|32|64)(?!\d)"
                  rf"|\d{{1,3}}(?:(?:{BLANK}|['’])\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,2}}(?!\d))?"
                  rf"|\d{{1,3}}(?:[.,]\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?)"
                  rf"|(?<!\w)(?:{number_pattern(language)}"
                  rf"|(?:{alternation(numerals(language).articles) or '(?!)'})(?=[\s-](?:{scale})))(?!\w)",
        "prefix": rf"(?:{sign}|(?<!\w){code}|(?<!\w)(?:{alternation(lex.prefixes)})){BLANK}{{0,2}}\Z",
        "suffix": rf"(?:(?:[\s-]{{0,2}}|\sde\s)(?P<scale>{scale})(?![^\W\d_])"
                  rf"|(?P<gap>{BLANK}?)(?P<short>{alternation(lex.short_scales)})(?:(?![^\W\d_])|(?={code}(?!\w))))?"
                  rf"(?:\s(?:d[e'’]\s?)?(?P<again>{scale})(?![^\W\d_]))?(?P<half>\s(?:{alternation(lex.and_a_half)})(?!\w))?"
                  rf"(?:[\s-]{{0,2}}(?:(?:{alternation(lex.connectors)}){BLANK}?)?(?P<currency>{currency}))?",
        "cents": rf"\s(?:(?:{join})\s)?(?P<n>\d{{1,2}}(?!\d)|(?:{word})(?:[\s-](?:{word}))?(?!\w))"
                 rf"(?:\s(?:{alternation(lex.subunits)})s?(?!\w)|(?=\s(?:{join})\s|\s*(?:[.,;:!?)](?!\d)|\Z)))",
        "percent": rf"{BLANK}?-?(?:{percent})(?!\w)",
        "range": rf"\s?(?:[-–—]|(?P<word>{alternation(lex.range_words)}))\s?",
    }
    patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in compiled.items()}
    return Grammar(lex, {form_key(f): c for f, c in forms.items()}, **patterns)
