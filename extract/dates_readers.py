"""What each kind of pattern can mean: ``READERS``. Weekdays, months and seasons without a year lean on the verb."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from extract.dates_grammar import Found, Kind, NoDateError, Span, beginning, year_number
from extract.numerals import number, numerals
from extract.periods import Period, add_months, day, interval, narrow, season, share, week

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_SHARES = {"month": 12, "quarter": 4, "year": 1, "decade": 1}


class ImpossibleDateError(NoDateError):
    """A day that no calendar has (31 June): nothing in the span is a date."""


def _real(year: int, month: int, day_: int) -> date:
    try:
        return date(year, month, day_)
    except ValueError as error:
        raise ImpossibleDateError from error


def _closest(s: Span, days: list[date], shift: int | None = None) -> date:
    """The nearest to publication, or the nearest on the side that ``shift`` says."""
    side = [d for d in days if not shift or (d - s.today).days * shift > 0]
    if not side:
        raise NoDateError
    return min(side, key=lambda d: abs((d - s.today).days))


def _yearless(s: Span, month: int, day_: int, shift: int | None = None) -> date:
    if not 0 < month <= 12:
        raise NoDateError
    years = range(s.today.year - 8, s.today.year + 9)
    return _closest(s, [date(y, month, day_) for y in years if 0 < day_ <= monthrange(y, month)[1]], shift)


# -------------------------------------------------------------------------------------------------------- days


def _numeric(s: Span) -> Period:
    if s["s"] == "." and len(s.match[0]) < 8:       # 1.2.34 is a version
        raise NoDateError
    parts, names = re.findall(r"\w+", s.match[0].lower()), s.lex.months | s.lex.short_months
    a, b, c = (names.get(p) or int(p) for p in parts)
    if len(parts[0]) == 4:
        return day(_real(a, b, c))
    m, d = (a, b) if s.lex.order == "MDY" and parts[1].isdigit() else (b, a)
    return day(_real(year_number(parts[2]), *((d, m) if m > 12 else (m, d))))


def _day_month(s: Span) -> Period:
    a, b = int(s["a"]), int(s["b"])
    m, d = (a, b) if s.lex.order == "MDY" else (b, a)
    return day(_yearless(s, *((d, m) if m > 12 else (m, d))))


def _full(s: Span) -> Period:
    if not s["month"]:                  # "the 31st of this month"
        return day(_real(*add_months(s.today.year, s.today.month, s.shift or 0), s.day()))
    if s.year:
        d = _real(s.year, s.month, s.day())
    elif s["ofyear"]:
        d = _real(s.today.year + (s.shift or 0), s.month, s.day())
    else:
        d = _yearless(s, s.month, s.day(), -1 if s.before(s.lex.closed) else s.shift)
    return week(d) if s["weekof"] else day(d)


def _days(s: Span) -> Period | list[Found]:
    """Two days of one month: a list gives two dates, a stretch one interval."""
    last = s.day("day2")
    end = _real(s.year, s.month, last) if s.year else _yearless(s, s.month, last, s.shift)
    start = _real(end.year, s.month, s.day())
    if start >= end:
        raise NoDateError
    if s["join"] in [*numerals(s.language).join, "ou", "or"]:
        return [(s.start, s.match.end("day"), day(start)), (s.match.start("day2"), s.match.end(), day(end))]
    return interval(start, end)


def _on_weekday(s: Span) -> Period:
    """A bare weekday is the last such day up to publication, or the next where the verb is future."""
    lex, shift, wanted = s.lex, s.shift, s.weekday
    barred = s.before((*lex.not_weekdays.before, *numerals(s.language).ordinals))
    named = beginning(lex.not_weekdays.after).match(s.text, s.match.end())
    short = s["weekday"].rstrip(".") in lex.short_weekdays and not s["day"]
    if short or barred or named or (lex.order == "MDY" and shift is None and s.match["weekday"][0].islower()):
        raise NoDateError
    if s["day"]:                        # "Friday the 22nd": the nearest month where that is so
        near = [s.today + timedelta(days=n) for n in range(-200, 200)]
        return day(_closest(s, [d for d in near if d.day == s.day() and d.weekday() == wanted]))
    back, ahead = (s.today.weekday() - wanted) % 7, (wanted - s.today.weekday()) % 7
    by_week = " " in s.match[0].strip() and re.search(r"\b(?:week|semaine)\b", s.match[0], re.IGNORECASE)
    if shift is None:
        days = ahead if s.lean > 0 else -back
    elif shift == 0 or by_week or (shift == 1 and lex.next_weekday == "following_week"):
        days = 7 * shift + wanted - s.today.weekday()
    else:
        days = (ahead or 7) if shift > 0 else -(back or 7)
    return day(s.today + timedelta(days=days))


def _nth_weekday(s: Span) -> Period:
    n, year = s.ordinal, s.year
    if s["month"]:
        years, m = [year] if year else [s.today.year + n for n in (-1, 0, 1)], s.month
    else:
        y, m = add_months(s.today.year, s.today.month, s.shift or 0)
        years = [y]
    days = []
    for y in years:
        month = (date(y, m, 1) + timedelta(days=i) for i in range(31))
        every = [d for d in month if d.month == m and d.weekday() == s.weekday]
        days += every[n - 1:n] if n > 0 else every[-1:]
    if not days:
        raise NoDateError
    return day(days[0] if len(days) == 1 else _closest(s, days))


def _months_from(s: Span, base: date, n: int) -> Period:
    """What is cut at the unit, so many months from ``base``."""
    (y, m), of = add_months(base.year, base.month, n), _SHARES[s.unit]
    return share(y, of, (m - 1) * of // 12 + 1)


def _distant(s: Span, base: date) -> Period:
    """So many units from ``base``: a day for days and weeks, else cut at the unit."""
    n = int(s["n"]) if s["n"].isdigit() else int(number(s["n"], s.language) or 0) if s["n"] else 1
    if not n:
        raise NoDateError
    n *= 1 if s.has("ahead") else -1
    if s.unit in _DAYS:
        d, about = base + timedelta(days=n * _DAYS[s.unit]), timedelta(days=0 if s.unit == "day" else 3)
        return replace(day(d), earliest=d - about, latest=d + about)
    return _months_from(s, base, n * _MONTHS[s.unit])


def _offset(s: Span) -> Period:
    """So many units from today, or from the day that is named; "within six months" is the end of it."""
    return _distant(s, s.today + timedelta(days=s.lex.words.get(s["base"], 0)))


def _since(s: Span) -> Period:
    """ "two years later", "un an plus tôt": from the last date named before; "a year after it sold Ombra" is that long
    before publication."""
    named = [p.earliest for _, end, p in s.found if p.latest <= s.today and s.start - end < 300]
    if s.has("ahead") and not named:
        raise NoDateError
    after = s.match[0].lower().endswith(("after", "après"))
    return _distant(s, s.today if after or not named else named[-1])


def _weekend(s: Span) -> Period:
    """The last weekend up to publication, or the next where the verb is future."""
    ahead = s.shift == 1 or (not s.shift and s.lean > 0)
    saturday = s.today + timedelta(days=(5 - s.today.weekday()) % 7)
    if not ahead and saturday > s.today:
        saturday -= timedelta(weeks=1)
    return interval(saturday, saturday + timedelta(days=1))


def _feast(s: Span) -> Period:
    """A day that has a name, after a word that says it is meant as a date ("before Christmas")."""
    month, day_ = map(int, s.lex.feasts[s["feast"]].split("-"))
    if s.year:
        return day(_real(s.year, month, day_))
    if not s.before(s.lex.month_cues):
        raise NoDateError
    return day(_yearless(s, month, day_, s.lean or None))


def _day(s: Span) -> Period:
    """A day of the month alone: the nearest."""
    if s["day"] in numerals(s.language).ordinals:           # "the second" is mostly no date
        raise NoDateError
    if s.shift is not None:
        return day(_real(*add_months(s.today.year, s.today.month, s.shift), s.day()))
    near = [s.today + timedelta(days=n) for n in range(-45, 46)]
    return day(_closest(s, [d for d in near if d.day == s.day()]))


def _word(s: Span) -> Period:
    return day(s.today + timedelta(days=-1 if s["pastday"] else s.lex.words[s["word"]]))


def _anaphor(s: Span) -> Period:
    """ "the next day": from the last day named before, else from publication."""
    named = [p.earliest for _, end, p in s.found if p.precision == "day" and s.start - end < 500]
    return day([s.today, *named][-1] + timedelta(days=s.lex.anaphors[s["anaphor"]]))


# --------------------------------------------------------------------------------------------------- stretches


def _month(s: Span) -> Period:
    year = s.year or _year_beside(s)
    if year is None:
        today, m, shift = s.today, s.month, s.shift
        year = today.year
        if s["ofyear"]:
            year += shift or 0
        elif shift is None:
            shift = 1 if s.lean > 0 else -1
            year += (m < today.month) if shift > 0 else -(m > today.month)
        elif shift:
            year += (m <= today.month) if shift > 0 else -(m >= today.month)
    return narrow(share(year, 12, s.month), s.part)


def _year_beside(s: Span) -> int | None:
    """The year that a month shares with what is written after or before it: "from March to May 2024", "in 1997 (in
    March)"; a bare word that may be a name or a verb is no month."""
    lex, name, written = s.lex, s["month"], s.match["month"]
    if s["ofyear"]:
        return None
    if s.shift is None and s.part is None and not s["ofmonth"]:
        unsure, cued = name in lex.needs_cue, s.before(lex.month_cues)
        if re.match(r"\s?['’]?\d", s.after) or (lex.order == "MDY" and written[0].islower()) or (
                not cued and (unsure or re.match(r"\s[A-Z]\w", s.after))) or (
                unsure and (s.after[:2] in {"'s", "’s"} or (lex.order == "DMY" and written[0].isupper()))):
            raise NoDateError
    if later := s.grammar.year_after.match(s.text, s.match.end()):
        return year_number(later["year"])
    _, end, before = s.found[-1] if s.found else (0, 0, None)
    return before.earliest.year if before and before.precision == "year" and s.start - end <= 6 else None


def _share(of: int) -> Callable[[Span], Period]:
    """A quarter or half; without a year the latest begun, or the next where the verb is future."""
    def read(s: Span) -> Period:
        n, year, shift = s.ordinal, s.year, s.shift
        dated = bool(year or shift is not None or s["theyear"])
        n = of if n == -1 and dated else n
        if not 1 <= n <= of:
            raise NoDateError
        if year is None:
            year = s.today.year + (shift or 0)
        if not dated:
            period, future = share(year, of, n), s.lean > 0
            year += (future and period.latest < s.today) - (not future and period.earliest > s.today)
        return narrow(share(year, of, n), s.part)
    return read


def _season(s: Span) -> Period:
    first, shift = s.lex.seasons[s["season"]], s.shift
    if s.year:
        return narrow(season(s.year, first), s.part)
    if s.has("bare"):
        if not (s.match[0].lower().startswith("au ") or s.before(s.lex.month_cues)):
            raise NoDateError
        shift = 1 if s.lean > 0 else -1
    each = [season(s.today.year + n, first) for n in (-2, -1, 0, 1, 2)]
    if shift == -1:
        fit = [p for p in each if (p.earliest if s.has("bare") else p.latest) < s.today][-1]
    else:
        fit = next(p for p in each if (p.latest >= s.today if shift == 0 else p.earliest > s.today))
    return narrow(fit, s.part)


def _years(s: Span) -> Period:
    first, last = int(s["y1"]), int(s["y2"])
    last += first // 100 * 100 if last < 100 else 0
    if not first < last <= first + 30:
        raise NoDateError
    return interval(date(first, 1, 1), date(last, 12, 31), "%Y")


def _year(s: Span) -> Period:
    """A bare number is a year after a word that says so; else where nothing after it makes it a count."""
    if len(s.match[0]) == 4:
        if s.before(s.lex.not_years.before) or beginning(s.lex.not_years.after).match(s.after):
            raise NoDateError
        left = s.text[max(0, s.start - 15):s.start]
        counted = re.search(r"[$€£¥#]\s?\Z|[A-Z]\w*[ -]\Z", left) or re.match(r"\s[a-zà-ÿ]{4,}s(?!\w)", s.after)
        if counted and not (s.before(s.lex.year_cues) or left.endswith("(")):
            raise NoDateError
    return narrow(share(year_number(s["year"])), s.part)


def _unit(s: Span) -> Period:
    """ "last month", "cette semaine", "the end of the year"."""
    today, part, written = s.today, s.part, s["unit"]
    if s["theyear"] or s["end"]:
        return narrow(share(today.year), 2 if part is None else part)
    if s.before(numerals(s.language).ordinals):             # "the third this year"
        raise NoDateError
    if s.unit == "day" or s["shift"] in s.lex.plural_shifts or (s.lex.order == "MDY" and written.endswith("s")):
        raise NoDateError               # "the last months" are a stretch, not a date
    shift = s.shift or 0
    if s.unit in _DAYS:
        period = week(today + timedelta(weeks=shift))
    else:
        period = _months_from(s, today, shift * _MONTHS[s.unit])
    if s["earlier"]:
        period = replace(period, latest=today)
    elif s["later"]:
        period = replace(period, earliest=today + timedelta(days=1))
    return narrow(period, part)


READERS: dict[Kind, Callable[[Span], Period | list[Found]]] = {
    "numeric": _numeric, "day_month": _day_month, "date": _full, "days": _days, "weekday": _on_weekday,
    "nth_weekday": _nth_weekday, "offset": _offset, "offset_from": _offset, "within": _offset, "since": _since,
    "weekend": _weekend, "feast": _feast, "day": _day, "word": _word, "anaphor": _anaphor, "month": _month,
    "quarter": _share(4), "half": _share(2), "season": _season, "years": _years, "year": _year, "unit": _unit}
