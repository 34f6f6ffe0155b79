"""Sums in euro and dollar at the European Central Bank's rate of their day, offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from currency_converter import CurrencyConverter, RateNotFoundError

from graph.model import Event, Money

SHOWN = ("EUR", "USD")
_BACK = 7       # days without a rate at most: week-ends and holidays


@dataclass(frozen=True, slots=True)
class Converted:
    """``money`` in other currencies; ``on`` is the day of the rate."""

    sums: dict[str, Decimal]
    on: date


@cache
def _rates() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)


def converted(money: Money, when: date | None) -> Converted | None:
    """``money`` in euro and dollar at the rate of ``when``, or of the last day with one just before it."""
    if money.currency is None or when is None or money.currency not in _rates().currencies:
        return None
    for back in range(_BACK + 1):
        on = when - timedelta(days=back)
        try:
            return Converted({to: Decimal(_rates().convert(money.value, money.currency, to, on)) for to in SHOWN}, on)
        except RateNotFoundError:
            continue
    return None


def size(event: Event) -> float:
    """An event's sum in euro, for one order of all: -1 where there is none, 0 where no rate is known."""
    if event.amount is None:
        return -1.0
    days = (stage.earliest for stage in reversed(event.history) if stage.amount == event.amount)
    found = converted(event.amount, next((day for day in days if day), event.told))
    return float(found.sums["EUR"]) if found else 0.0
