"""Written months, quarters, halves, seasons, years and weeks. ``STRETCHES`` names the reader of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from extract.dates_context import (
    Context,
    Found,
    NoDateError,
    Reader,
    basis_of,
    beginning,
    group,
    month_of,
    one,
    ordinal_of,
    part_of,
    shift_of,
    year_number,
)
from extract.dates_grammar import Kind
from extract.numerals import numerals
from extract.periods import Period, add_months, half, interval, month, narrow, quarter, season, week, year


def _month(found: re.Match[str], c: Context) -> list[Found]:
    lex, name, shift, year_ = c.grammar.lexicon, group(found, "month") or "", shift_of(found, c), group(found, "year")
    number_, part = month_of(found, c), part_of(found, c)
    after = c.text[found.end():found.end() + 20]
    if year_:
        return one(found, narrow(month(year_number(year_), number_), part), "explicit")
    if group(found, "ofyear"):
        return one(found, narrow(month(c.today.year + (shift or 0), number_), part), "relative")
    if shift is None and part is None and not group(found, "ofmonth"):
        cued = c.before(found.start(), tuple(lex.month_cues))
        written = found["month"]
        if re.match(r"\s?['’]?\d", after) or (lex.order == "MDY" and written[0].islower()):
            raise NoDateError
        if not cued and (name in lex.needs_cue or re.match(r"\s[A-Z]\w", after)):
            raise NoDateError
        if name in lex.needs_cue and (re.match(r"['’]s", after) or (lex.order == "DMY" and written[0].isupper())):
            raise NoDateError
    if later := c.grammar.year_after.match(c.text, found.end()):
        return one(found, narrow(month(year_number(later["year"]), number_), part), "explicit")
    if c.found and c.found[-1][2].precision == "year" and found.start() - c.found[-1][1] <= 6:   # "in 1997 (in March"
        return one(found, narrow(month(c.found[-1][2].earliest.year, number_), part), "explicit")
    y = c.today.year
    if shift is None:
        shift = 1 if c.lean(found.start(), found.end()) > 0 else -1
        y += (number_ < c.today.month) if shift > 0 else -(number_ > c.today.month)
    elif shift:
        y += (number_ <= c.today.month) if shift > 0 else -(number_ >= c.today.month)
    return one(found, narrow(month(y, number_), part), "relative")


def _fraction(found: re.Match[str], c: Context, of: Callable[[int, int], Period], count: int) -> list[Found]:
    """A quarter or half, ``count`` a year; without a year the latest begun, or the next where the verb is future."""
    n, year_, shift = ordinal_of(found, c), group(found, "year"), shift_of(found, c)
    dated = bool(year_ or shift is not None or group(found, "theyear"))
    if n == -1 and dated:
        n = count
    if not 1 <= n <= count:
        raise NoDateError
    if dated:
        y = year_number(year_) if year_ else c.today.year + (shift or 0)
    else:
        y = c.today.year
        future = c.lean(found.start(), found.end()) > 0
        if future and of(y, n).latest < c.today:
            y += 1
        elif not future and of(y, n).earliest > c.today:
            y -= 1
    return one(found, narrow(of(y, n), part_of(found, c)), basis_of(year_))


def _quarter(found: re.Match[str], c: Context) -> list[Found]:
    return _fraction(found, c, quarter, 4)


def _half(found: re.Match[str], c: Context) -> list[Found]:
    return _fraction(found, c, half, 2)


def _season(found: re.Match[str], c: Context) -> list[Found]:
    first = c.grammar.lexicon.seasons[group(found, "season") or ""]
    year_, shift = group(found, "year"), shift_of(found, c)
    if found.groupdict().get("bare") is not None:
        if not (found[0].lower().startswith("au ") or c.before(found.start(), tuple(c.grammar.lexicon.month_cues))):
            raise NoDateError
        shift = 1 if c.lean(found.start(), found.end()) > 0 else -1
    if year_:
        return one(found, narrow(season(year_number(year_), first), part_of(found, c)), "explicit")
    each = [season(c.today.year + n, first) for n in (-2, -1, 0, 1, 2)]
    if shift == -1:
        fit = [s for s in each if (s.earliest if "bare" in found.groupdict() else s.latest) < c.today][-1]
    else:
        fit = next(s for s in each if (s.latest >= c.today if shift == 0 else s.earliest > c.today))
    return one(found, narrow(fit, part_of(found, c)), "relative")


def _years(found: re.Match[str], c: Context) -> list[Found]:
    first, last = int(found["y1"]), int(found["y2"])
    last += first // 100 * 100 if last < 100 else 0
    if not first < last <= first + 30:
        raise NoDateError
    return one(found, interval(str(first), str(last), date(first, 1, 1), date(last, 12, 31)), "explicit")


def _year(found: re.Match[str], c: Context) -> list[Found]:
    """A bare number is a year after a word that says so; else where nothing after it makes it a count."""
    lex, plain = c.grammar.lexicon, len(found[0]) == 4
    after, start = c.text[found.end():found.end() + 25], found.start()
    if plain:
        if c.before(start, tuple(lex.not_years.before)) or beginning(tuple(lex.not_years.after)).match(after):
            raise NoDateError
        cued = c.before(start, tuple(lex.year_cues)) or c.text[max(0, start - 1):start] == "("
        named = re.search(r"[$€£¥#]\s?\Z|[A-Z]\w*[ -]\Z", c.text[max(0, start - 15):start])
        counted = re.match(r"\s[a-zà-ÿ]{4,}s(?!\w)", after)
        if (named or counted) and not cued:
            raise NoDateError
    return one(found, narrow(year(year_number(found["year"])), part_of(found, c)), "explicit")


def _unit(found: re.Match[str], c: Context) -> list[Found]:
    """ "last month", "cette semaine", "the end of the year"."""
    lex, written, part = c.grammar.lexicon, group(found, "unit") or "", part_of(found, c)
    if group(found, "theyear") or group(found, "end"):
        return one(found, narrow(year(c.today.year), 2 if part is None else part), "relative")
    unit, shift = lex.units[written], shift_of(found, c) or 0
    if c.before(found.start(), tuple(numerals(c.language).ordinals)):      # "the third this year"
        raise NoDateError
    if unit == "day" or (group(found, "shift") in lex.plural_shifts) or (lex.order == "MDY" and written.endswith("s")):
        raise NoDateError              # "the last months" are a stretch, not a date
    y, m = c.today.year, c.today.month
    if unit == "week":
        period = week(c.today + timedelta(weeks=shift))
    elif unit == "month":
        period = month(*add_months(y, m, shift))
    elif unit == "quarter":
        y, m = add_months(y, m, 3 * shift)
        period = quarter(y, (m + 2) // 3)
    else:
        period = year(y + shift)
    if group(found, "earlier"):
        period = replace(period, latest=c.today)
    elif group(found, "later"):
        period = replace(period, earliest=c.today + timedelta(days=1))
    return one(found, narrow(period, part), "relative")


STRETCHES: dict[Kind, Reader] = {
    "month": _month, "quarter": _quarter, "half": _half, "season": _season, "years": _years,
    "year": _year, "unit": _unit}
