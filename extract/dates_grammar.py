"""The patterns that find a date, made from ``lang/*/dates.yaml``: templates by kind, the vocabulary they name, and what
the groups of a match say.

No pattern has nested quantifiers, so time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from extract.numerals import alternation, number, number_pattern, numerals
from extract.periods import Period
from extract.registry import Strict, lexicon

Kind = Literal["numeric", "day_month", "date", "days", "month", "quarter", "half", "season", "years", "year", "unit",
               "weekday", "nth_weekday", "offset", "offset_from", "within", "since", "weekend", "feast",
               "day", "word", "anaphor"]
Unit = Literal["day", "week", "fortnight", "month", "quarter", "year", "decade"]
Found = tuple[int, int, Period]     # start, end, what it can mean
TIMED = {"within", "since", "weekend"}      # no dates but where the times of events are asked for
_DIGIT = "0"
# What a text must have a word of, or a digit, for a pattern of this kind to match.
_NEEDS: dict[Kind, str] = {
    "numeric": "digit", "day_month": "digit", "years": "digit", "year": "digit", "days": "months",
    "date": "months units", "month": "months", "season": "seasons", "feast": "feasts", "unit": "units",
    "weekday": "weekdays", "nth_weekday": "weekdays", "offset": "units", "offset_from": "units", "within": "units",
    "since": "units", "word": "words units", "anaphor": "anaphors"}


class Beside(Strict):
    """Words right before or right after which a number or a name is no date."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Roles(Strict):
    deadline: tuple[str, ...]
    expected: tuple[str, ...]
    until: tuple[str, ...]          # a deadline where it lies ahead, but no sign that it does


class DateLexicon(Strict):
    order: Literal["DMY", "MDY"]
    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    seasons: dict[str, int]
    feasts: dict[str, str]          # name -> month and day
    ordinal_suffixes: list[str]
    ordinals: dict[str, int]
    units: dict[str, Unit]
    shifts: dict[str, int]
    plural_shifts: list[str]
    next_weekday: Literal["nearest", "following_week"]
    parts: dict[str, int]
    words: dict[str, int]
    anaphors: dict[str, int]
    needs_cue: list[str]
    month_cues: tuple[str, ...]
    year_cues: tuple[str, ...]
    not_years: Beside
    not_weekdays: Beside
    closed: tuple[str, ...]         # "the year ended": the day after it is past
    times: tuple[str, ...]
    future: list[str]               # regexes, as past
    past: list[str]
    roles: Roles
    patterns: dict[Kind, list[str]]


@dataclass(frozen=True, slots=True)
class Grammar:
    lexicon: DateLexicon
    patterns: tuple[tuple[Kind, re.Pattern[str], frozenset[str]], ...]      # the last: words of which it needs one
    tense: re.Pattern[str]              # groups: future, past; future is tried first
    year_after: re.Pattern[str]         # "March [to May 2024]"

    def open(self, text: str) -> Iterator[tuple[Kind, re.Pattern[str]]]:
        """The patterns that may match in ``text``."""
        words = {*re.findall(r"[^\W\d_]+", text.lower()), *([_DIGIT] if re.search(r"\d", text) else [])}
        return ((kind, pattern) for kind, pattern, needs in self.patterns if not needs or not needs.isdisjoint(words))


def _vocabulary(lex: DateLexicon, language: str) -> dict[str, str]:
    """What each {name} in a template stands for."""
    nums = numerals(language)
    suffix, join = alternation(lex.ordinal_suffixes), alternation(nums.join)
    ordinal, word = alternation([*nums.ordinals, *lex.ordinals]), alternation([*nums.words, *nums.multipliers])
    digits, tens = rf"\d{{1,2}}(?:{suffix})?(?!\w)", rf"(?:{word})(?:[\s-]|\s(?:{join})\s)"
    day = rf"(?:{digits}|{tens}(?:{ordinal}|{word})(?!\w)|(?:{alternation(nums.ordinals)})(?!\w))"
    named = {"month": (lex.months, lex.short_months), "weekday": (lex.weekdays, lex.short_weekdays)}
    whole = {name: rf"(?:(?:{alternation(long)})(?!\w)|(?:{alternation(short)})(?!\w)\.?)"
             for name, (long, short) in named.items()}
    groups = {**whole, "day": day, "day2": digits, "ordinal": rf"\d(?:{suffix})|{ordinal}"}
    article = alternation(nums.articles) or "(?!)"
    listed: dict[str, Iterable[str]] = {
        "unit": lex.units, "shift": lex.shifts, "feast": lex.feasts, "season": lex.seasons}
    return {
        **{name: f"(?P<{name}>{pattern})" for name, pattern in groups.items()},
        **{name: rf"(?P<{name}>{alternation(words)})(?!\w)" for name, words in listed.items()},
        **{f"any_{name}": pattern for name, pattern in whole.items()}, "weekday2": whole["weekday"],
        "number": rf"(?P<n>\d{{1,3}}|{number_pattern(language)}|{article})",
        "bare_month": rf"(?P<month>(?:{alternation(lex.months)})(?!\w))",
        "any_day": rf"(?P<day>{day}|(?:{word})(?!\w))", "part": f"(?P<part>{alternation(lex.parts)})",
        "year": r"(?P<year>(?:1\d|20)\d\d(?!\d)|['’]?\d\d(?=\s{0,2}(?:[.,;:!?()](?!\d)|$)))",
        "year4": r"(?P<year>(?:19|20)\d\d)(?!\d|[.,/-]\d)", "year2": r"(?P<year>\d\d)(?!\d)",
        "word": f"(?P<word>{alternation(lex.words)})", "anaphor": f"(?P<anaphor>{alternation(lex.anaphors)})"}


def _expanded(template: str, vocabulary: dict[str, str]) -> str:
    """A regex. A blank is up to three of white space on one line, or one line end; in a lookbehind or a set, one
    character. {1,3} is a quantifier and stays; where a name stands twice, its second group is called name_2."""
    seen: set[str] = set()

    def blank(found: re.Match[str]) -> str:
        if not found[0].startswith(" "):
            return found[0].replace(" ", r"\s")
        return r"(?:[^\S\n]{1,3}|[^\S\n]?\n)" + ("" if found[0] == " " else "?")

    def word(found: re.Match[str]) -> str:
        name, again = found[1], found[1] in seen
        seen.add(name)
        return vocabulary[name].replace(f"(?P<{name}>", f"(?P<{name}_2>") if again else vocabulary[name]

    return re.sub(r"\{([a-z]\w*)\}", word, re.sub(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| [?*]?", blank, template))


@cache
def date_grammar(language: str) -> Grammar:
    lex: DateLexicon = lexicon(language, "dates", DateLexicon)
    vocabulary, flags = _vocabulary(lex, language), re.IGNORECASE | re.MULTILINE
    words = {"months": {**lex.months, **lex.short_months}, "weekdays": {**lex.weekdays, **lex.short_weekdays}}
    needs = {kind: frozenset(
        max(re.findall(r"[^\W\d_]+", entry), key=len) for name in names.split() if name != "digit"
        for entry in words.get(name) or getattr(lex, name)) or {_DIGIT} for kind, names in _NEEDS.items()}
    patterns = tuple(
        (kind, re.compile(rf"(?<!\w)(?<!\d[.,/-])(?:{_expanded(one, vocabulary)})(?!\w|[/.]\d)", flags),
         frozenset(needs.get(kind, ()))) for kind, templates in lex.patterns.items() for one in templates)
    tense = rf"(?<!\w)(?:(?P<future>{'|'.join(lex.future)})|(?P<past>{'|'.join(lex.past)}))(?!\w)"
    after = rf"\s(?:{'|'.join(lex.month_cues)}|[-–])\s{vocabulary['month']}\s{vocabulary['year4']}"
    return Grammar(lex, patterns, re.compile(tense, flags), re.compile(after, flags))


# ------------------------------------------------------------------------------------------------- one match


class NoDateError(ValueError):
    """The span is no date after all, or needs a day of publication that is not known."""


@dataclass(slots=True)
class Span:
    """A match in its text. ``found``: what was read before it. ``relative``: the day of publication was needed.

    A group's text is in lower case with single blanks, "" where the pattern has no such group or it is empty.
    """

    match: re.Match[str]
    text: str
    language: str
    grammar: Grammar
    reference: date | None
    found: list[Found]
    relative: bool = False

    def __getitem__(self, name: str) -> str:
        groups = self.match.groupdict()
        return re.sub(r"\s+", " ", (groups.get(name) or groups.get(f"{name}_2") or "").lower())

    def has(self, name: str) -> bool:
        """Whether a group took part, be it empty."""
        return self.match.groupdict().get(name) is not None

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def after(self) -> str:
        return self.text[self.match.end():self.match.end() + 25]

    @property
    def lex(self) -> DateLexicon:
        return self.grammar.lexicon

    @property
    def today(self) -> date:
        if self.reference is None:
            raise NoDateError
        self.relative = True
        return self.reference

    @property
    def year(self) -> int | None:
        return year_number(self["year"]) if self["year"] else None

    @property
    def month(self) -> int:
        name = self["month"].rstrip(".")
        return self.lex.months.get(name) or self.lex.short_months[name]

    @property
    def shift(self) -> int | None:
        return self.lex.shifts[self["shift"]] if self["shift"] else None

    @property
    def weekday(self) -> int:
        name = self["weekday"].rstrip(".")
        return self.lex.weekdays[name] if name in self.lex.weekdays else self.lex.short_weekdays[name]

    @property
    def part(self) -> int | None:
        return self.lex.parts[self["part"]] if self["part"] else None

    @property
    def unit(self) -> Unit:
        return self.lex.units[self["unit"]]

    @property
    def ordinal(self) -> int:
        name = self["q"] or self["ordinal"]
        return int(name[0]) if name[0].isdigit() else (numerals(self.language).ordinals | self.lex.ordinals)[name]

    def day(self, name: str = "day") -> int:
        written, ordinals = self[name], numerals(self.language).ordinals
        if written[0].isdigit():
            return int(re.findall(r"\d+", written)[0])
        last = re.split(r"[\s-]", written)[-1]
        tens = written[:-len(last)] if last in ordinals else written
        return int(number(tens, self.language) or 0) + ordinals.get(last, 0)

    def before(self, words: Iterable[str], start: int | None = None) -> bool:
        """Whether one of ``words`` stands right before."""
        start = self.start if start is None else start
        return bool(_ending(tuple(words)).search(self.text, max(0, start - 30), start))

    @property
    def lean(self) -> int:
        """1 where the clause speaks of the future, -1 of the past, 0 where no verb says; the nearest before."""
        if self.before((*self.lex.roles.deadline, *self.lex.roles.expected)):
            return 1
        left = re.split(r"[.!?;\n]\s", self.text[max(0, self.start - 90):self.start])[-1]
        right = re.split(r"[.!?;\n]", self.text[self.match.end():self.match.end() + 90])[0]
        verbs = list(self.grammar.tense.finditer(left))[-1:] or list(self.grammar.tense.finditer(right))[:1]
        return 0 if not verbs else 1 if verbs[0]["future"] else -1


def year_number(written: str) -> int:
    """Two digits are the century that puts them nearest to now: up to 49 this one, then the last."""
    value = int(written.strip("'’"))
    return value if value > 99 else value + (2000 if value < 50 else 1900)


@cache
def _ending(words: tuple[str, ...]) -> re.Pattern[str]:
    article = r"(?:(?:the|le|la|les)\s|l['’])?"
    return re.compile(rf"(?<!\w)(?:{alternation(words) or '(?!)'})\s{{0,2}}{article}\Z", re.IGNORECASE)


@cache
def beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s-]{{0,2}}(?:{alternation(words) or '(?!)'})(?!\w)", re.IGNORECASE)
