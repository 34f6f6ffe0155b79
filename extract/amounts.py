"""Sums of money and percentages in a text. The words stand in ``lang/*/amounts.yaml``; babel knows the currencies.

A number is found first, then what stands left of it (a sign, a code) and right of it (scale, currency); two numbers
with a range word between them become one Amount. Patterns have no nested quantifiers, so time grows with length alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies
from price_parser.parser import parse_number

from extract.numerals import alternation, number, number_pattern, numerals
from extract.registry import Strict, lexicon
from extract.types import Amount, Bound

BLANK = "[ \u00a0\u2009\u202f]"
Measure = Literal["per_share", "valuation", "fine", "settlement", "awarded", "claimed", "break_fee", "order", "stake",
                  "debt", "round", "not_price"]


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
    measures: dict[Measure, Sides]
    breaks: list[str]


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with what is written beside it; money where ``money``, else a bare number that a range may complete."""

    start: int
    end: int
    number: Decimal
    scale: Decimal | None = None
    currency: str | None = None
    money: bool = False

    @property
    def value(self) -> Decimal:
        return self.number * (self.scale or 1)


@dataclass(frozen=True, slots=True)
class _Grammar:
    lexicon: AmountLexicon
    currencies: dict[str, str | None]       # every written form, lower case and without blanks -> ISO 4217
    number: re.Pattern[str]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    cents: re.Pattern[str]
    percent: re.Pattern[str]
    range: re.Pattern[str]


def _lexicon(language: str) -> AmountLexicon:
    return lexicon(language, "amounts", AmountLexicon)


@cache
def _codes() -> frozenset[str]:
    """ISO 4217 codes in use anywhere since 2000."""
    territories = [t for t in Locale("en").territories if len(t) == 2]
    since, until = date(2000, 1, 1), date(2026, 1, 1)
    return frozenset(code for t in territories for code in get_territory_currencies(t, since, until) if code.isascii())


def _key(form: str) -> str:
    return re.sub(r"\s", "", form).lower()


@cache
def _grammar(language: str) -> _Grammar:
    lex = _lexicon(language)
    names = {get_currency_name(code, n, locale=language).lower(): code for code in sorted(_codes()) for n in (1, 2)}
    names = {name: code for name, code in names.items() if len(name) > 3} | lex.names
    codes = _codes() - set(lex.not_codes)
    signs = {f"{q}$": c for q, c in lex.dollars.items()} | {f"${q}": c for q, c in lex.dollars.items()}
    joined = {f"{q}$": c for q, c in lex.dollars_joined.items()}
    forms = {**{c: c for c in codes}, **{f"{n}s": c for n, c in names.items()}, **names, **lex.subunits,
             **{f"{n}s": c for n, c in lex.subunits.items()}, **lex.prefixes, **joined, **signs, **lex.symbols}
    qualifier = alternation(lex.dollars)
    sign = (rf"(?:(?<!\w)(?:{qualifier}){BLANK}?|(?<!\w)(?-i:{alternation(lex.dollars_joined)}))?"
            rf"\$(?:{BLANK}?(?:{qualifier})(?![\w'’]))?|{alternation(set(lex.symbols) - {'$'})}")
    code, scale = rf"(?-i:{alternation(codes)})", alternation(lex.scales)
    word = alternation(numerals(language).words)
    currency = rf"{sign}|{code}(?!\w)|(?:{alternation([*names, *lex.subunits])})s?(?!\w)"
    join, percent = alternation(numerals(language).join), alternation(lex.percent)
    compiled = {
        "number": rf"(?<!\d)(?<!\d[.,])(?:\d{{1,3}}{BLANK}?[.{lex.decimal}]{BLANK}\d{{1,2}}(?={BLANK}?(?:{scale}|{percent}))"
                  rf"|\d{{1,3}}(?:(?:{BLANK}|['’])\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,2}}(?!\d))?"
                  rf"|\d{{1,3}}(?:[.,]\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?)"
                  rf"|(?<!\w)(?:{number_pattern(language)}"
                  rf"|(?:{alternation(numerals(language).articles) or '(?!)'})(?=[\s-](?:{scale})))(?!\w)",
        "prefix": rf"(?:{sign}|(?<!\w){code}|(?<!\w)(?:{alternation(lex.prefixes)})){BLANK}{{0,2}}\Z",
        "suffix": rf"(?:[\s-]{{0,2}}(?P<scale>{scale})(?![^\W\d_])|(?P<gap>{BLANK}?)(?P<short>{alternation(lex.short_scales)})(?![^\W\d_]))?"
                  rf"(?:\s(?:d[e'’]\s?)?(?P<again>{scale})(?![^\W\d_]))?(?P<half>\s(?:{alternation(lex.and_a_half)})(?!\w))?"
                  rf"(?:[\s-]{{0,2}}(?:(?:{alternation(lex.connectors)}){BLANK}?)?(?P<currency>{currency}))?",
        "cents": rf"\s(?:(?:{join})\s)?(?P<n>\d{{1,2}}(?!\d)|(?:{word})(?:[\s-](?:{word}))?(?!\w))"
                 rf"(?:\s(?:{alternation(lex.subunits)})s?(?!\w)|(?=\s(?:{join})\s|\s*(?:[.,;:!?)](?!\d)|\Z)))",
        "percent": rf"{BLANK}?-?(?:{percent})(?!\w)",
        "range": rf"\s?(?:[-–—]|(?P<word>{alternation(lex.range_words)}))\s?",
    }
    return _Grammar(lex, {_key(f): c for f, c in forms.items()}, **{k: re.compile(p, re.IGNORECASE) for k, p in compiled.items()})


def _decimal(written: str, decimal: str) -> Decimal | None:
    """``written`` digits as a number. One sign before three digits groups thousands, unless it is the decimal sign."""
    digits = re.sub(r"[\s'’]", "", written)
    signs = [c for c in digits if c in ".,"]
    if signs and signs.count(signs[-1]) > 1:
        separator = "," if signs[-1] == "." else "."
    elif len(signs) == 1 and signs[0] != decimal and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        separator = decimal
    else:
        separator = signs[-1] if signs else decimal
    return parse_number(digits, decimal_separator=separator)


def _read(written: str, language: str) -> Decimal | None:
    return _decimal(written, _lexicon(language).decimal) if written[0].isdigit() else number(written, language)


def _quantity(text: str, found: re.Match[str], floor: int, language: str) -> _Quantity | None:
    """The number ``found`` with its prefix (not before ``floor``) and suffix."""
    grammar = _grammar(language)
    lex = grammar.lexicon
    read = _read(found[0], language)
    if read is None:
        return None
    left = grammar.prefix.search(text, max(floor, found.start() - 8), found.start())
    right = grammar.suffix.match(text, found.end())
    assert right is not None            # every part of it is optional
    scale, end = Decimal(1), found.end()
    written = right["currency"]
    short = right["short"] if right["short"] and (written or not right["gap"] or len(right["short"]) > 1) else None
    if right["scale"] or short:
        scale = lex.scales[right["scale"].lower()] if right["scale"] else lex.short_scales[short.lower()]
        end = right.end("scale" if right["scale"] else "short")
        if right["again"]:
            scale, end = scale * lex.scales[right["again"].lower()], right.end("again")
        if right["half"]:
            read, end = read + Decimal("0.5"), right.end("half")
    elif right["short"]:
        written = None                  # what follows it does not belong to the number
    scaled = scale != 1 or (found[0][-1].isalpha() and read >= 1000)
    if left:
        sign = grammar.currencies.get(_key(left[0]))
        after = grammar.currencies.get(_key(written)) if written else None
        if _key(left[0]) == "$" and after and written and written.isupper():      # "$5 million CAD"
            sign, end = after, right.end("currency")
        return _Quantity(left.start(), end, read, scale if scaled else None, sign, True)
    singular = _key(written).rstrip("s") if written else ""
    if written and (scaled or singular not in {_key(w) for w in lex.weak_names}):
        currency, end = grammar.currencies.get(_key(written)), right.end("currency")
        if singular in lex.subunits or _key(written) in lex.subunits:
            return _Quantity(found.start(), end, read * scale / 100, None, currency, True)
        cents = None if scaled else grammar.cents.match(text, end)
        if cents and (part := _read(cents["n"], language)) is not None and part < 100:
            read, end = read + part / 100, cents.end()
        return _Quantity(found.start(), end, read, scale if scaled else None, currency, True)
    return _Quantity(found.start(), end, read, scale if scaled else None)


def _quantities(text: str, language: str) -> list[_Quantity]:
    found: list[_Quantity] = []
    floor = 0
    for match in _grammar(language).number.finditer(text):
        if match.start() >= floor and (quantity := _quantity(text, match, floor, language)):
            found.append(quantity)
            floor = quantity.end
    return found


def _ends_with(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Does one of ``words`` stand right before ``end``?"""
    return bool(_tail(words).search(text, max(0, end - 40), end))


@cache
def _tail(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words) or '(?!)'})(?:\s(?:a|an|the|un|une|les|la|le))?\s{{0,2}}\Z", re.IGNORECASE)


@cache
def _head(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s,]{{0,2}}(?:{alternation(words) or '(?!)'})(?!\w)", re.IGNORECASE)


def _pair(text: str, low: _Quantity, high: _Quantity, language: str) -> tuple[_Quantity, _Quantity, bool] | None:
    """Two neighbours as (low, high, is a range), each completed by the other; None where nothing joins them."""
    grammar = _grammar(language)
    between = grammar.range.fullmatch(text, low.end, high.start)
    if not between or not (low.money or high.money):
        return None
    opened = _ends_with(text, low.start, tuple(grammar.lexicon.range_openers))
    word = (between["word"] or "").lower()
    if word in numerals(language).join and not opened:
        return None
    changed = _ends_with(text, low.start, tuple(grammar.lexicon.change_openers))
    low = replace(low, currency=low.currency if low.money else high.currency, money=True)
    high = replace(high, currency=high.currency if high.money else low.currency, money=True)
    if low.scale is None and low.number <= high.number:
        low = replace(low, scale=high.scale)
    if low.currency != high.currency or (low.value >= high.value and not changed):
        return None
    return low, high, not changed


def _bound(text: str, start: int, end: int, language: str) -> Bound:
    for bound, sides in _lexicon(language).bounds.items():
        if _ends_with(text, start, tuple(sides.before)) or _head(tuple(sides.after)).match(text, end):
            return bound
    return "exact"


def _amount(text: str, q: _Quantity, language: str) -> Amount:
    bound = _bound(text, q.start, q.end, language)
    low, high = q.value if bound == "at_least" else None, q.value if bound == "up_to" else None
    return _measured(text, Amount(text[q.start:q.end], q.start, q.end, q.value, q.currency, low, high, bound), language)


def _measured(text: str, amount: Amount, language: str) -> Amount:
    says = measures(text, amount, language)
    return amount if says in (None, "not_price") else replace(amount, of=str(says))


def find_amounts(text: str, language: str) -> list[Amount]:
    """Sums of money in order of place: ``value`` in full units, never None; ``currency`` None where the text leaves it open.

    A range is one Amount whose ``value`` is its ``max``. ``of`` is set where the words around say it, else "other".
    """
    found, amounts, skip = _quantities(text, language), [], False
    for n, q in enumerate(found):
        if skip:
            skip = False
            continue
        pair = _pair(text, q, found[n + 1], language) if n + 1 < len(found) else None
        if pair and pair[2]:
            low, high, skip = *pair[:2], True
            span = Amount(text[low.start:high.end], low.start, high.end, high.value, high.currency, low.value, high.value, "range")
            amounts.append(_measured(text, span, language))
        elif pair:
            amounts.append(_amount(text, pair[0], language))
            found[n + 1] = pair[1]
        elif q.money:
            amounts.append(_amount(text, q, language))
    return amounts


def find_percents(text: str, language: str) -> list[Amount]:
    """Percentages, as Amounts with ``value`` None and ``of`` "stake"; of a range, ``percent`` is the higher."""
    grammar, percents = _grammar(language), []
    numbers = list(grammar.number.finditer(text))
    for n, match in enumerate(numbers):
        sign, read = grammar.percent.match(text, match.end()), _read(match[0], language)
        if not sign or read is None:
            continue
        before, low = numbers[n - 1] if n else None, None
        if before and grammar.range.fullmatch(text, before.end(), match.start()):
            low = _read(before[0], language)
        joined = before is not None and low is not None and low < read and bool(
            _ends_with(text, before.start(), tuple(grammar.lexicon.range_openers)) or not text[before.end():match.start()].strip().isalpha())
        start = before.start() if joined and before else match.start()
        bound: Bound = "range" if joined else _bound(text, start, sign.end(), language)
        percents.append(Amount(text[start:sign.end()], start, sign.end(), None, None, low if joined else None,
                               read if joined else None, bound, read, "stake"))
    return percents


@cache
def _cues(language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    lex = _lexicon(language)
    before = {" ".join(w.lower().split()): m for m, sides in lex.measures.items() for w in sides.before}
    after = {" ".join(w.lower().split()): m for m, sides in lex.measures.items() for w in sides.after}
    ahead = rf"[\s-]{{0,3}}(?:\(|(?:{alternation(lex.connectors)})\s?)?(?:\w+\s)?(?P<cue>{alternation(after)})(?!\w)"
    ahead = ahead.replace(r"a\sshare", r"a[\s-]{1,3}share").replace(r"per\sshare", r"per[\s-]{1,3}share")
    return re.compile(rf"(?<!\w)(?P<cue>{alternation(before)})(?!\w)", re.IGNORECASE), re.compile(ahead, re.IGNORECASE), before, after


@cache
def _breaks(language: str) -> re.Pattern[str]:
    """What a cue does not reach over: the end of a clause, another sum, a word that opens a new phrase."""
    return re.compile(rf"[;:()!?\n]|[.,](?!\d)|[$€£¥%]|(?<!\w)(?:{alternation(_lexicon(language).breaks)})(?!\w)", re.IGNORECASE)


def measures(text: str, amount: Amount, language: str) -> Measure | None:
    """What the words around a sum say it measures: a value of ``Amount.of``, "not_price" (revenue, profit, assets:
    no sum of a deal), or None where they say nothing. What follows the sum counts before what precedes it.
    """
    behind, ahead, before, after = _cues(language)
    measures = _lexicon(language).measures
    if found := ahead.match(text, amount.end):
        cue = re.sub(r"[\s-]+", " ", found["cue"].lower())
        return next((m for m in measures if after.get(cue, after.get(found["cue"].lower())) == m), None)
    start = max(0, amount.start - 60)
    for found in reversed(list(behind.finditer(text, start, amount.start))):
        gap = text[found.end():amount.start]
        if len(gap.split()) <= 5 and not _breaks(language).search(gap):
            cue = " ".join(found["cue"].lower().split())
            return next((m for m in measures if before.get(cue) == m), None)
    return None
