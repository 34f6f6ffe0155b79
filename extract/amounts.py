"""Sums of money and percentages in a text.

A number is found first, then what stands left of it (a sign, a code) and right of it (scale, currency); two numbers
with a range word between them become one Amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from price_parser.parser import parse_number

from extract.amounts_grammar import Measure, amount_grammar, amount_lexicon, form_key
from extract.numerals import alternation, number, numerals
from extract.types import Amount, Bound

_MILLION = 1_000_000


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
        value = self.number * (self.scale or 1)
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _decimal(written: str, decimal: str) -> Decimal | None:
    """``written`` digits as a number. One sign before three digits groups thousands, unless it is the decimal sign."""
    whole, slash, divisor = written.partition("/")
    if slash:                           # "15-1/4", as share prices were written
        units, dividend = re.split(r"[- ]", whole)
        return Decimal(units) + Decimal(dividend) / Decimal(divisor)
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
    return _decimal(written, amount_lexicon(language).decimal) if written[0].isdigit() else number(written, language)


def _quantity(text: str, found: re.Match[str], floor: int, language: str) -> _Quantity | None:
    """The number ``found`` with its prefix (not before ``floor``) and suffix."""
    grammar = amount_grammar(language)
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
        scale = lex.short_scales[short.lower()] if short else lex.scales[right["scale"].lower()]
        end = right.end("scale" if right["scale"] else "short")
        if right["again"]:
            scale, end = scale * lex.scales[right["again"].lower()], right.end("again")
        if right["half"]:
            read, end = read + Decimal("0.5"), right.end("half")
    elif right["short"]:
        written = None                  # what follows it does not belong to the number
    scaled = scale != 1 or (found[0][-1].isalpha() and read >= 1000)
    if left:
        sign = grammar.currencies.get(form_key(left[0]))
        after = grammar.currencies.get(form_key(written)) if written else None
        if form_key(left[0]) == "$" and after and written and written.isupper():      # "$5 million CAD"
            sign, end = after, right.end("currency")
        return _Quantity(left.start(), end, read, scale if scaled else None, sign, True)
    singular = form_key(written).rstrip("s") if written else ""
    if written and (scaled or singular not in {form_key(w) for w in lex.weak_names}):
        currency, end = grammar.currencies.get(form_key(written)), right.end("currency")
        if singular in lex.subunits or form_key(written) in lex.subunits:
            return _Quantity(found.start(), end, read * scale / 100, None, currency, True)
        cents = None if scaled else grammar.cents.match(text, end)
        if cents and (part := _read(cents["n"], language)) is not None and part < 100:
            read, end = read + part / 100, cents.end()
        return _Quantity(found.start(), end, read, scale if scaled else None, currency, True)
    return _Quantity(found.start(), end, read, scale if scaled else None)


def _quantities(text: str, language: str) -> list[_Quantity]:
    found: list[_Quantity] = []
    floor = 0
    for match in amount_grammar(language).number.finditer(text):
        if match.start() >= floor and (quantity := _quantity(text, match, floor, language)):
            found.append(quantity)
            floor = quantity.end
    return found


def _ends_with(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Does one of ``words`` stand right before ``end``?"""
    return bool(_tail(words).search(text, max(0, end - 40), end))


@cache
def _bare(language: str) -> re.Pattern[str]:
    words = alternation(amount_lexicon(language).bare)
    return re.compile(rf"\s?[.,;:)»](?!\d)|\s*\Z|\s(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _tail(words: tuple[str, ...]) -> re.Pattern[str]:
    article = r"(?:\s(?:a|an|the|un|une|les|la|le))?"
    return re.compile(rf"(?<!\w)(?:{alternation(words) or '(?!)'}){article}\s{{0,2}}\Z", re.IGNORECASE)


@cache
def _head(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s,]{{0,2}}(?:{alternation(words) or '(?!)'})(?!\w)", re.IGNORECASE)


def _ranges(text: str, start: int, end: int, after: int, language: str) -> bool:
    """Is a range written between the number at ``start:end`` and the one at ``after``? "and" needs a "between"."""
    lex, found = amount_lexicon(language), amount_grammar(language).range.fullmatch(text, end, after)
    if found and (found["word"] or "").lower() in numerals(language).join:
        return _ends_with(text, start, tuple(lex.range_openers))
    return found is not None


def _pair(text: str, low: _Quantity, high: _Quantity, language: str) -> tuple[_Quantity, _Quantity, bool] | None:
    """Two neighbours as (low, high, is a range), each completed by the other; None where nothing joins them."""
    if not (low.money or high.money) or not _ranges(text, low.start, low.end, high.start, language):
        return None
    prefixed = low.money
    lex = amount_lexicon(language)
    changed = (_ends_with(text, low.start, tuple(lex.change_openers))
               and not _ends_with(text, low.start, tuple(lex.range_openers)))
    low = replace(low, currency=low.currency if low.money else high.currency, money=True)
    high = replace(high, currency=high.currency if high.money else low.currency, money=True)
    if low.scale is None and low.number <= high.number:
        low = replace(low, scale=high.scale)
    elif low.scale is None and high.scale and not prefixed:         # "in 1987 to 14 million dollars"
        return None
    if low.currency != high.currency or (low.value >= high.value and not changed):
        return None
    return low, high, not changed


def _shared(text: str, pair: list[_Quantity], language: str) -> str | None:
    """The currency that a sum leaves to the next in a list: "5 milliards et jusqu'à 10 milliards d'euros"."""
    joined = rf"\s(?:{alternation(numerals(language).join)})\s(?:\S+\s){{0,2}}"
    near = len(pair) == 2 and pair[1].scale and re.fullmatch(joined, text[pair[0].end:pair[1].start])
    return pair[1].currency if near else None


def _bound(text: str, start: int, end: int, language: str) -> Bound:
    for bound, sides in amount_lexicon(language).bounds.items():
        if _ends_with(text, start, tuple(sides.before)) or _head(tuple(sides.after)).match(text, end):
            return bound
    return "exact"


def _amount(text: str, q: _Quantity, language: str) -> Amount:
    bound = _bound(text, q.start, q.end, language)
    low, high = q.value if bound == "at_least" else None, q.value if bound == "up_to" else None
    return _measured(text, Amount(text[q.start:q.end], q.start, q.end, q.value, q.currency, low, high, bound), language)


def _measured(text: str, amount: Amount, language: str) -> Amount:
    says = measures(text, amount, language)
    return amount if says in (None, "not_price") else replace(amount, of="valuation" if says == "whole" else str(says))


def find_amounts(text: str, language: str, bare: Callable[[], str | None] = lambda: None) -> list[Amount]:
    """Sums of money in order of place: ``value`` in full units, never None.

    ``currency`` is None where the text leaves the country open ("pesos"). A range is one Amount whose ``value`` is
    its ``max``. ``of`` is set where the words around say it, else "other". ``bare`` gives the currency of millions that
    leave it out ("a round of 60 million"); None where they are not wanted.
    """
    found, amounts, skip = _quantities(text, language), [], False
    for n, q in enumerate(found):
        if skip:
            skip = False
            continue
        pair = _pair(text, q, found[n + 1], language) if n + 1 < len(found) else None
        if pair and pair[2]:
            low, high, skip = *pair[:2], True
            span = text[low.start:high.end]
            amount = Amount(span, low.start, high.end, high.value, high.currency, low.value, high.value, "range")
            amounts.append(_measured(text, amount, language))
        elif pair:
            amounts.append(_amount(text, pair[0], language))
            found[n + 1] = pair[1]
        elif q.money:
            amounts.append(_amount(text, q, language))
        elif (q.scale or 0) >= _MILLION and (currency := _shared(text, found[n:n + 2], language) or (
                bare() if _bare(language).match(text, q.end) else None)):
            amounts.append(_amount(text, replace(q, currency=currency), language))
    return amounts


def find_percents(text: str, language: str) -> list[Amount]:
    """Percentages of stakes, as Amounts with ``value`` None and ``of`` "stake", or "other" where the words around say
    that they measure something else; of a range, ``percent`` is the higher. "Half of the shares" is one too."""
    grammar, percents = amount_grammar(language), []
    numbers = list(grammar.number.finditer(text))
    for n, match in enumerate(numbers):
        sign, read = grammar.percent.match(text, match.end()), _read(match[0], language)
        if not sign or read is None:
            continue
        before, low = numbers[n - 1] if n else None, None
        if before and _ranges(text, before.start(), before.end(), match.start(), language):
            low = _read(before[0], language)
        if before and low is not None and low < read:
            percents.append(_stake(text, before.start(), sign.end(), read, language, low))
        else:
            percents.append(_stake(text, match.start(), sign.end(), read, language))
    lex = grammar.lexicon
    percents += [_stake(text, f.start(), f.end(), lex.fractions[_words(f["n"])], language)
                 for f in _fractions(language).finditer(text)]
    return sorted(percents, key=lambda p: p.start)


def _stake(text: str, start: int, end: int, percent: Decimal, language: str, low: Decimal | None = None) -> Amount:
    bound: Bound = _bound(text, start, end, language) if low is None else "range"
    high = None if low is None else percent
    around = f"{text[max(0, start - 30):start]} {text[end:end + 30]}"
    of = "other" if _no_stake(language).search(around) else "stake"
    return Amount(text[start:end], start, end, None, None, low, high, bound, percent, of)


@cache
def _no_stake(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(amount_lexicon(language).not_stake)})(?!\w)", re.IGNORECASE)


@cache
def _fractions(language: str) -> re.Pattern[str]:
    lex = amount_lexicon(language)
    stake = rf"(?=\s(?:{alternation(lex.stakes)})(?!\w))"
    return re.compile(rf"(?<!\w)(?P<n>{alternation(lex.fractions)}){stake}", re.IGNORECASE)


@cache
def _cues(language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Measure], dict[str, Measure]]:
    """What finds a cue before a sum, what finds one after it, and what the cues of each side say."""
    lex = amount_lexicon(language)
    before = {_words(w): measure for measure, sides in lex.measures.items() for w in sides.before}
    after = {_words(w): measure for measure, sides in lex.measures.items() for w in sides.after}
    cue = alternation(after).replace(r"\s", r"[\s-]{1,3}")
    ahead = rf"[\s-]{{0,3}}(?:\(|(?:{alternation(lex.connectors)})\s?)?(?:\w+\s)?(?P<cue>{cue})(?!\w)"
    behind = rf"(?<!\w)(?P<cue>{alternation(before)})(?!\w)"
    return re.compile(behind, re.IGNORECASE), re.compile(ahead, re.IGNORECASE), before, after


def _words(cue: str) -> str:
    """One key for "a share", "-a-share" and "a  share"."""
    return " ".join(re.split(r"[\s-]+", cue.lower()))


@cache
def _breaks(language: str) -> re.Pattern[str]:
    """What a cue does not reach over: the end of a clause, another sum, a word that opens a new phrase."""
    words = alternation(amount_lexicon(language).breaks)
    return re.compile(rf"[;:)!?]|\n\s?\n|[.,](?!\d)|[$€£¥%]|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def measures(text: str, amount: Amount, language: str) -> Measure | None:
    """What the words around a sum say it measures: a value of ``Amount.of``, "not_price" (revenue, profit, assets:
    no sum of a deal), or None where they say nothing. What follows the sum counts before what precedes it.
    """
    behind, ahead, before, after = _cues(language)
    following = ahead.match(text, amount.end)
    if following and not _breaks(language).search(text, amount.end, following.start("cue")):
        return after[_words(following["cue"])]
    preceding = list(behind.finditer(text, max(0, amount.start - 60), amount.start))
    for found in reversed(preceding):
        gap = text[found.end():amount.start]
        if len(gap.split()) <= 5 and not _breaks(language).search(gap):
            return before[_words(found["cue"])]
    return None
