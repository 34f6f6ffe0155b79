"""What reading one date needs: the text and dates so far, and what the groups of a match say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extract.dates_grammar import Grammar
from extract.numerals import alternation, number, numerals
from extract.periods import Period
from extract.types import Basis

Found = tuple[int, int, Period, Basis]      # start, end, what it can mean, basis


class NoDateError(ValueError):
    """The span is no date after all, or needs a day of publication that is not known."""


class ImpossibleDateError(NoDateError):
    """A day that no calendar has (31 June): nothing in the span is a date."""


@dataclass(slots=True)
class Context:
    """The text being read and what was found in it so far."""

    text: str
    language: str
    grammar: Grammar
    reference: date | None
    times: bool = False                 # whether parts of a day and distances from a date count
    found: list[Found] = field(default_factory=list)

    @property
    def today(self) -> date:
        if self.reference is None:
            raise NoDateError
        return self.reference

    def lean(self, start: int, end: int) -> int:
        """1 where the clause speaks of the future, -1 of the past, 0 where no verb says; the nearest before."""
        roles = self.grammar.lexicon.roles
        if self.before(start, (*roles.deadline, *roles.expected)):
            return 1
        left = re.split(r"[.!?;\n]\s", self.text[max(0, start - 90):start])[-1]
        right = re.split(r"[.!?;\n]", self.text[end:end + 90])[0]
        verbs = list(self.grammar.tense.finditer(left))[-1:] or list(self.grammar.tense.finditer(right))[:1]
        return 0 if not verbs else 1 if verbs[0]["future"] else -1

    def before(self, start: int, words: tuple[str, ...]) -> bool:
        return bool(_ending(words).search(self.text, max(0, start - 30), start))


@cache
def _ending(words: tuple[str, ...]) -> re.Pattern[str]:
    article = r"(?:(?:the|le|la|les)\s|l['’])?"
    return re.compile(rf"(?<!\w)(?:{alternation(words) or '(?!)'})\s{{0,2}}{article}\Z", re.IGNORECASE)


@cache
def beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s-]{{0,2}}(?:{alternation(words) or '(?!)'})(?!\w)", re.IGNORECASE)


def group(found: re.Match[str], name: str) -> str | None:
    """A group's text in lower case with single blanks, or None where the pattern has no such group or it is empty."""
    groups = found.groupdict()
    value = groups.get(name) or groups.get(f"{name}_2")
    return re.sub(r"\s+", " ", value.lower()) if value else None


def day_number(written: str, language: str) -> int:
    if written[0].isdigit():
        return int(re.match(r"\d+", written)[0])    # type: ignore[index]
    ordinals = numerals(language).ordinals
    last = re.split(r"[\s-]", written)[-1]
    if last in ordinals:
        return int(number(written[:-len(last)], language) or 0) + ordinals[last]
    return int(number(written, language) or 0)


def year_number(written: str) -> int:
    """Two digits are the century that puts them nearest to now: up to 49 this one, then the last."""
    value = int(written.strip("'’"))
    return value if value > 99 else value + (2000 if value < 50 else 1900)


def real_date(year_: int, month_: int, day_: int) -> date:
    try:
        return date(year_, month_, day_)
    except ValueError as error:
        raise ImpossibleDateError from error


def month_of(found: re.Match[str], c: Context) -> int:
    lex, name = c.grammar.lexicon, (group(found, "month") or "").rstrip(".")
    return lex.months.get(name) or lex.short_months[name]


def shift_of(found: re.Match[str], c: Context) -> int | None:
    name = group(found, "shift")
    return None if name is None else c.grammar.lexicon.shifts[name]


def weekday_of(found: re.Match[str], c: Context) -> int | None:
    lex, name = c.grammar.lexicon, (group(found, "weekday") or "").rstrip(".")
    return lex.weekdays.get(name, lex.short_weekdays.get(name))


def part_of(found: re.Match[str], c: Context) -> int | None:
    name = found.groupdict().get("part")        # not _get: "mi " ends in a blank
    return None if not name else c.grammar.lexicon.parts[re.sub(r"\s", " ", name.lower())]


def ordinal_of(found: re.Match[str], c: Context) -> int:
    if q := group(found, "q"):
        return int(q)
    name = group(found, "ordinal") or ""
    return int(name[0]) if name[:1].isdigit() else (numerals(c.language).ordinals | c.grammar.lexicon.ordinals)[name]


def one(found: re.Match[str], period: Period, basis: Basis) -> list[Found]:
    return [(found.start(), found.end(), period, basis)]


def basis_of(written_year: str | None) -> Basis:
    return "explicit" if written_year else "relative"


def closest(days: list[date], c: Context, shift: int | None) -> date:
    """Of the same day in several years: the nearest to publication, or the nearest on the side that ``shift`` says."""
    side = [d for d in days if not shift or (d - c.today).days * shift > 0]
    if not side:
        raise NoDateError
    return min(side, key=lambda d: abs((d - c.today).days))


Reader = Callable[[re.Match[str], Context], list[Found]]
