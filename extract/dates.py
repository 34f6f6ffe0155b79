"""Dates in a text, at the precision they are written with, relative to the day of publication.

``dates_grammar`` finds the spans, ``dates_readers`` say what days each can mean; here the longest are taken, with
their role.
"""

from __future__ import annotations

from datetime import date

from extract.dates_grammar import TIMED, Found, NoDateError, Span, beginning, date_grammar
from extract.dates_readers import READERS, ImpossibleDateError
from extract.types import DateRole, PartialDate


def _role(s: Span, start: int, earliest: date, latest: date) -> DateRole:
    """A deadline or an expected date by the words right before; what lies after publication cannot have occurred."""
    if s.reference and latest < s.reference:
        return "occurred"
    roles = s.lex.roles
    if s.before((*roles.deadline, *roles.until), start):
        return "deadline"
    ahead = s.reference is not None and earliest > s.reference
    return "expected" if ahead or s.before(roles.expected, start) else "occurred"


def find_dates(text: str, language: str, reference: date | None, *, times: bool = False) -> list[PartialDate]:
    """Dates in order of place, none overlapping, each with a ``value`` cut at its precision (ISO 8601).

    ``reference`` is the day of publication; where it is None only dates that need none are given. With ``times`` the
    day of a part of the day ("Tuesday evening") counts too, and what TimeML, and by default this function, calls no
    DATE: weekends and distances from an event.
    """
    grammar = date_grammar(language)
    spans = [(m.start(), -m.end(), n, kind, m) for n, (kind, pattern) in enumerate(grammar.open(text))
             if times or kind not in TIMED for m in pattern.finditer(text)]
    end, found, dates = 0, list[Found](), list[PartialDate]()
    part_of_day = beginning(grammar.lexicon.times)
    for start, _, _, kind, match in sorted(spans, key=lambda s: s[:3]):
        if start < end:
            continue
        span = Span(match, text, language, grammar, reference, found)
        try:
            read = READERS[kind](span)
        except ImpossibleDateError:
            end = match.end()
            continue
        except (NoDateError, OverflowError):
            continue
        end = match.end()
        for a, b, p in read if isinstance(read, list) else [(start, end, read)]:
            found.append((a, b, p))
            if times or not part_of_day.match(text, b):
                dates.append(PartialDate(text[a:b], a, b, p.value, p.precision, p.earliest, p.latest,
                                         "relative" if span.relative else "explicit",
                                         _role(span, a, p.earliest, p.latest)))
    return dates
