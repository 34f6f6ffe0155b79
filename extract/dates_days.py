"""Written days: what each kind of pattern can mean. ``DAYS`` names the reader of each kind.

dateparser reads numeric dates and distances ("two days ago") on the isolated span; weekdays are arithmetic.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from extract.dates_context import (
    Context,
    Found,
    NoDateError,
    Reader,
    basis_of,
    beginning,
    closest,
    day_number,
    group,
    month_of,
    one,
    ordinal_of,
    real_date,
    shift_of,
    weekday_of,
    year_number,
)
from extract.dates_grammar import Kind
from extract.numerals import number, numerals
from extract.periods import Period, add_months, day, interval, month, quarter, week, year


def _yearless(month_: int, day_: int, c: Context, shift: int | None = None) -> date:
    days = []
    for y in range(c.today.year - 8, c.today.year + 9):
        try:
            days.append(date(y, month_, day_))
        except ValueError:
            continue                    # 29 February
    return closest(days, c, shift)


@lru_cache(maxsize=4096)
def _parsed(span: str, language: str, order: str, reference: date) -> date | None:
    """What dateparser reads in an isolated span."""
    base = datetime(reference.year, reference.month, reference.day)
    read = dateparser.parse(span, languages=[language], settings={"RELATIVE_BASE": base, "DATE_ORDER": order})
    return read.date() if read else None


def _numeric(found: re.Match[str], c: Context) -> list[Found]:
    if found["s"] == "." and len(found[0]) < 8:     # 1.2.34 is a version
        raise NoDateError
    read = _parsed(found[0].lower(), c.language, c.grammar.lexicon.order, c.reference or date(2000, 1, 1))
    if read is None:
        raise NoDateError
    return one(found, day(read), "explicit")


def _day_month(found: re.Match[str], c: Context) -> list[Found]:
    a, b = int(found["a"]), int(found["b"])
    month_, day_ = (a, b) if c.grammar.lexicon.order == "MDY" else (b, a)
    if month_ > 12:
        month_, day_ = day_, month_
    return one(found, day(_yearless(month_, day_, c)), "relative")


def _full(found: re.Match[str], c: Context) -> list[Found]:
    day_, shift, year_ = day_number(group(found, "day") or "", c.language), shift_of(found, c), group(found, "year")
    if group(found, "month") is None:    # "the 31st of this month"
        y, m = add_months(c.today.year, c.today.month, shift or 0)
        return one(found, day(real_date(y, m, day_)), "relative")
    if year_:
        d, basis = real_date(year_number(year_), month_of(found, c), day_), basis_of(year_)
    elif group(found, "ofyear"):
        d, basis = real_date(c.today.year + (shift or 0), month_of(found, c), day_), basis_of(None)
    else:
        closed = c.before(found.start(), tuple(c.grammar.lexicon.closed))
        d, basis = _yearless(month_of(found, c), day_, c, -1 if closed else shift), basis_of(None)
    return one(found, week(d) if group(found, "weekof") else day(d), basis)


def _days(found: re.Match[str], c: Context) -> list[Found]:
    """Two days of one month: a list gives two dates, a stretch one interval."""
    month_, year_ = month_of(found, c), group(found, "year")
    first, last = day_number(found["day"], c.language), day_number(found["day2"], c.language)
    end = real_date(year_number(year_), month_, last) if year_ else _yearless(month_, last, c, shift_of(found, c))
    start, basis = real_date(end.year, month_, first), basis_of(year_)
    if start >= end:
        raise NoDateError
    if (group(found, "join") or "") in [*numerals(c.language).join, "ou", "or"]:
        middle = found.start("day2")
        return [(found.start(), found.end("day"), day(start), basis), (middle, found.end(), day(end), basis)]
    return one(found, interval(start.isoformat(), end.isoformat(), start, end), basis)


def _on_weekday(found: re.Match[str], c: Context) -> list[Found]:
    """A bare weekday is the last such day up to publication, or the next where the verb is future."""
    lex, shift, wanted, written = c.grammar.lexicon, shift_of(found, c), weekday_of(found, c), group(found, "day")
    name = (group(found, "weekday") or "").rstrip(".")
    if wanted is None or (name in lex.short_weekdays and not written):
        raise NoDateError
    barred = c.before(found.start(), (*lex.not_weekdays.before, *numerals(c.language).ordinals))
    named = beginning(tuple(lex.not_weekdays.after)).match(c.text, found.end())
    if barred or named or (lex.order == "MDY" and shift is None and found["weekday"][0].islower()):
        raise NoDateError
    monday = c.today - timedelta(days=c.today.weekday())
    if written:                         # "Friday the 22nd": the nearest month where that is so
        n = day_number(written, c.language)
        near = [c.today + timedelta(days=d) for d in range(-200, 200)]
        return one(found, day(closest([d for d in near if d.day == n and d.weekday() == wanted], c, None)), "relative")
    back, ahead = (c.today.weekday() - wanted) % 7, (wanted - c.today.weekday()) % 7
    by_week = " " in found[0].strip() and re.search(r"\b(?:week|semaine)\b", found[0], re.IGNORECASE)
    if shift is None:
        days = ahead if c.lean(found.start(), found.end()) > 0 else -back
    elif shift == 0 or by_week or (shift == 1 and lex.next_weekday == "following_week"):
        days = (monday - c.today).days + 7 * shift + wanted
    else:
        days = (ahead or 7) if shift > 0 else -(back or 7)
    return one(found, day(c.today + timedelta(days=days)), "relative")


def _nth_weekday(found: re.Match[str], c: Context) -> list[Found]:
    n, wanted, shift, year_ = ordinal_of(found, c), weekday_of(found, c) or 0, shift_of(found, c), group(found, "year")
    if group(found, "month"):
        years = [year_number(year_)] if year_ else [c.today.year - 1, c.today.year, c.today.year + 1]
        m = month_of(found, c)
    else:
        y, m = add_months(c.today.year, c.today.month, shift or 0)
        years = [y]
    days = []
    for y in years:
        first = date(y, m, 1) + timedelta(days=(wanted - date(y, m, 1).weekday()) % 7)
        every = [d for d in (first + timedelta(weeks=i) for i in range(5)) if d.month == m]
        days += every[n - 1:n] if n > 0 else every[-1:]
    if not days:
        raise NoDateError
    return one(found, day(days[0] if len(days) == 1 else closest(days, c, None)), basis_of(year_))


def _offset(found: re.Match[str], c: Context) -> list[Found]:
    """So many units from today, or from the day that is named."""
    base = c.today + timedelta(days=c.grammar.lexicon.words.get(group(found, "base") or "", 0))
    return one(found, _distant(found, c, base), "relative")


def _distant(found: re.Match[str], c: Context, base: date) -> Period:
    """So many units from ``base``: a day for days and weeks, else cut at the unit."""
    unit, written = c.grammar.lexicon.units[group(found, "unit") or ""], group(found, "n")
    n = 1
    if written:
        n = int(written) if written.isdigit() else int(number(written, c.language) or 0)
    count, of = {"quarter": (3 * n, "month"), "fortnight": (2 * n, "week"),
                 "decade": (10 * n, "year")}.get(unit, (n, unit))
    ahead = found.groupdict().get("ahead") is not None
    read = _parsed(f"in {count} {of}s" if ahead else f"{count} {of}s ago", "en", "YMD", base)
    if read is None or n == 0:
        raise NoDateError
    about = timedelta(days=3 if of == "week" else 0)
    cut = {"day": day(read), "week": Period(read.isoformat(), "day", read - about, read + about),
           "year": year(read.year), "month": month(read.year, read.month),
           "quarter": quarter(read.year, (read.month + 2) // 3)}
    return cut[unit if unit == "quarter" else of]


def _within(found: re.Match[str], c: Context) -> list[Found]:
    """ "within six months", "sous quinzaine": the end of it. Only with ``times``: TimeML calls it a duration."""
    if not c.times:
        raise NoDateError
    return _offset(found, c)


def _since(found: re.Match[str], c: Context) -> list[Found]:
    """ "two years later", "un an plus tôt": from the last date named before; "a year after it sold Ombra" is that long
    before publication. Only with ``times``."""
    named = [f[2].earliest for f in c.found if f[2].latest <= c.today and found.start() - f[1] < 300]
    later = found.groupdict().get("ahead") is not None
    if not c.times or (later and not named):
        raise NoDateError
    after = found[0].lower().endswith(("after", "après"))
    return one(found, _distant(found, c, c.today if after or not named else named[-1]), "relative")


def _weekend(found: re.Match[str], c: Context) -> list[Found]:
    """The last weekend up to publication, or the next where the verb is future. Only with ``times``, as ``_within``."""
    if not c.times:
        raise NoDateError
    shift = shift_of(found, c)
    ahead = shift == 1 or (shift in {0, None} and c.lean(found.start(), found.end()) > 0)
    saturday = c.today + timedelta(days=(5 - c.today.weekday()) % 7)
    if not ahead and saturday > c.today:
        saturday -= timedelta(weeks=1)
    sunday = saturday + timedelta(days=1)
    return one(found, interval(saturday.isoformat(), sunday.isoformat(), saturday, sunday), "relative")


def _feast(found: re.Match[str], c: Context) -> list[Found]:
    """A day that has a name, after a word that says it is meant as a date ("before Christmas")."""
    month_, day_ = map(int, c.grammar.lexicon.feasts[group(found, "feast") or ""].split("-"))
    if year_ := group(found, "year"):
        return one(found, day(real_date(year_number(year_), month_, day_)), "explicit")
    if not c.before(found.start(), tuple(c.grammar.lexicon.month_cues)):
        raise NoDateError
    return one(found, day(_yearless(month_, day_, c, c.lean(found.start(), found.end()) or None)), "relative")


def _day(found: re.Match[str], c: Context) -> list[Found]:
    """A day of the month alone: the nearest."""
    written, shift = group(found, "day") or "", shift_of(found, c)
    if written in numerals(c.language).ordinals:            # "the second" is mostly no date
        raise NoDateError
    n = day_number(written, c.language)
    near = [c.today + timedelta(days=d) for d in range(-45, 46)]
    if shift is not None:
        y, m = add_months(c.today.year, c.today.month, shift)
        return one(found, day(real_date(y, m, n)), "relative")
    return one(found, day(closest([d for d in near if d.day == n], c, None)), "relative")


def _word(found: re.Match[str], c: Context) -> list[Found]:
    days = -1 if group(found, "pastday") else c.grammar.lexicon.words[group(found, "word") or ""]
    return one(found, day(c.today + timedelta(days=days)), "relative")


def _anaphor(found: re.Match[str], c: Context) -> list[Found]:
    """ "the next day": from the last day named before, else from publication."""
    named = [f[2].earliest for f in c.found if f[2].precision == "day" and found.start() - f[1] < 500]
    base = named[-1] if named else c.today
    return one(found, day(base + timedelta(days=c.grammar.lexicon.anaphors[group(found, "anaphor") or ""])), "relative")


DAYS: dict[Kind, Reader] = {
    "numeric": _numeric, "day_month": _day_month, "date": _full, "days": _days, "weekday": _on_weekday,
    "nth_weekday": _nth_weekday, "offset": _offset, "offset_from": _offset, "within": _within, "since": _since,
    "weekend": _weekend, "feast": _feast, "day": _day, "word": _word,
    "anaphor": _anaphor}
