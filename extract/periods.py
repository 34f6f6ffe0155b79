"""Stretches of the calendar at each precision, as ISO 8601 writes them, with their first and last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.types import Precision

_SHARES: dict[int, tuple[Precision, str]] = {
    1: ("year", "{:04}"), 2: ("half", "{:04}-H{}"), 4: ("quarter", "{:04}-Q{}"), 12: ("month", "{:04}-{:02}")}


@dataclass(frozen=True, slots=True)
class Period:
    """``value`` cut at its precision; ``earliest`` and ``latest`` are the days it can mean."""

    value: str
    precision: Precision
    earliest: date
    latest: date


def add_months(year: int, month: int, n: int) -> tuple[int, int]:
    """(year, month) ``n`` months later."""
    total = year * 12 + month - 1 + n
    return total // 12, total % 12 + 1


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    y, m = add_months(year, first, count - 1)
    return date(year, first, 1), date(y, m, monthrange(y, m)[1])


def day(d: date) -> Period:
    return Period(d.isoformat(), "day", d, d)


def week(d: date) -> Period:
    """The ISO week that holds ``d``."""
    iso, monday = d.isocalendar(), d - timedelta(days=d.weekday())
    return Period(f"{iso.year:04}-W{iso.week:02}", "week", monday, monday + timedelta(days=6))


def share(year: int, of: int = 1, n: int = 1) -> Period:
    """The ``n``th of so many equal shares of a year: of 12 a month, of 4 a quarter, of 2 a half, of 1 the whole."""
    precision, written = _SHARES[of]
    return Period(written.format(year, n), precision, *_months(year, (n - 1) * 12 // of + 1, 12 // of))


def season(year: int, first: int) -> Period:
    """Three months from month ``first``; winter is named after the year in which it begins."""
    return interval(*_months(year, first, 3), "%Y-%m")


def interval(first: date, last: date, written: str = "%Y-%m-%d") -> Period:
    return Period(f"{first:{written}}/{last:{written}}", "interval", first, last)


def narrow(period: Period, part: int | None) -> Period:
    """The first, middle or last third (0, 1, 2) of the months or days it can mean; ``value`` stays at its precision."""
    if part is None:
        return period
    first, last = period.earliest, period.latest
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 3 == 0:
        earliest, latest = _months(*add_months(first.year, first.month, months // 3 * part), months // 3)
        return replace(period, earliest=earliest, latest=latest)
    days = (last - first).days + 1
    return replace(period, earliest=first + timedelta(days=days * part // 3),
                   latest=first + timedelta(days=days * (part + 1) // 3 - 1))
