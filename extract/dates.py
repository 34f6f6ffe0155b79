"""Dates in a text, at the precision they are written with, relative to the day of publication.

``dates_grammar`` finds the spans, ``dates_days`` and ``dates_stretches`` say what days each can mean; here the longest
are taken, with their role.
"""

from __future__ import annotations

from datetime import date

from extract.dates_context import Context, ImpossibleDateError, NoDateError, Reader, beginning
from extract.dates_days import DAYS
from extract.dates_grammar import Kind, date_grammar, present
from extract.dates_stretches import STRETCHES
from extract.periods import Period
from extract.types import DateRole, PartialDate

READ: dict[Kind, Reader] = {**DAYS, **STRETCHES}


def _role(start: int, period: Period, c: Context) -> DateRole:
    """A deadline or an expected date by the words right before; what lies after publication cannot have occurred."""
    if c.reference and period.latest < c.reference:
        return "occurred"
    roles = c.grammar.lexicon.roles
    if c.before(start, (*roles.deadline, *roles.until)):
        return "deadline"
    ahead = c.reference is not None and period.earliest > c.reference
    return "expected" if ahead or c.before(start, tuple(roles.expected)) else "occurred"


def find_dates(text: str, language: str, reference: date | None, *, times: bool = False) -> list[PartialDate]:
    """Dates in order of place, none overlapping, each with a ``value`` cut at its precision (ISO 8601).

    ``reference`` is the day of publication; where it is None only dates that need none are given. With ``times`` the
    day of a part of the day ("Tuesday evening") counts too; TimeML, and by default this function, calls that no DATE.
    """
    grammar = date_grammar(language)
    c = Context(text, language, grammar, reference, times)
    opened = present(text, grammar.gates)
    spans = [(m.start(), -m.end(), n, kind, m)
             for n, (kind, pattern, needs) in enumerate(grammar.patterns) if needs <= opened
             for m in pattern.finditer(text)]
    end = 0
    for start, _, _, kind, match in sorted(spans, key=lambda s: s[:3]):
        if start < end:
            continue
        try:
            read = READ[kind](match, c)
        except ImpossibleDateError:
            end = match.end()
            continue
        except (NoDateError, OverflowError):
            continue
        c.found += read
        end = match.end()
    part_of_day = beginning(tuple(grammar.lexicon.times))
    return [PartialDate(text[s:e], s, e, p.value, p.precision, p.earliest, p.latest, basis, _role(s, p, c))
            for s, e, p, basis in c.found if times or not part_of_day.match(text, e)]
