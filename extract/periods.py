"""Stretches of the calendar at each precision, as ISO 8601 writes them, with their first and last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.types import Precision


@dataclass(frozen=True, slots=True)
class Period:
    """``value`` cut at its precision; ``earliest`` and ``latest`` are the days it can mean."""

    value: str
    precision: Precision
    earliest: date
    latest: date


def add_months(year_: int, month_: int, n: int) -> tuple[int, int]:
    """(year, month) ``n`` months later."""
    total = year_ * 12 + month_ - 1 + n
    return total // 12, total % 12 + 1


def _months(value: str, precision: Precision, year_: int, first: int, count: int) -> Period:
    y, m = add_months(year_, first, count - 1)
    return Period(value, precision, date(year_, first, 1), date(y, m, monthrange(y, m)[1]))


def day(d: date) -> Period:
    return Period(d.isoformat(), "day", d, d)


def week(d: date) -> Period:
    """The ISO week that holds ``d``."""
    iso, monday = d.isocalendar(), d - timedelta(days=d.weekday())
    return Period(f"{iso.year:04}-W{iso.week:02}", "week", monday, monday + timedelta(days=6))


def month(year_: int, month_: int) -> Period:
    return _months(f"{year_:04}-{month_:02}", "month", year_, month_, 1)


def quarter(year_: int, n: int) -> Period:
    return _months(f"{year_:04}-Q{n}", "quarter", year_, 3 * n - 2, 3)


def half(year_: int, n: int) -> Period:
    return _months(f"{year_:04}-H{n}", "half", year_, 6 * n - 5, 6)


def year(year_: int) -> Period:
    return _months(f"{year_:04}", "year", year_, 1, 12)


def season(year_: int, first: int) -> Period:
    """Three months from month ``first``; winter is named after the year in which it begins."""
    whole = _months("", "interval", year_, first, 3)
    return replace(whole, value=f"{whole.earliest:%Y-%m}/{whole.latest:%Y-%m}")


def interval(start: str, end: str, earliest: date, latest: date) -> Period:
    return Period(f"{start}/{end}", "interval", earliest, latest)


def narrow(period: Period, part: int | None) -> Period:
    """The first, middle or last third (0, 1, 2) of the months or days it can mean; ``value`` stays at its precision."""
    if part is None:
        return period
    first, last = period.earliest, period.latest
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 3 == 0:
        third = _months("", "interval", *add_months(first.year, first.month, months // 3 * part), months // 3)
        return replace(period, earliest=third.earliest, latest=third.latest)
    days = (period.latest - period.earliest).days + 1
    start = period.earliest + timedelta(days=days * part // 3)
    return replace(period, earliest=start, latest=period.earliest + timedelta(days=days * (part + 1) // 3 - 1))
