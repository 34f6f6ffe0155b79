"""The patterns that find a date, made from ``lang/*/dates.yaml``: templates by kind, and the vocabulary they name.

No pattern has nested quantifiers, so time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.numerals import alternation, number_pattern, numerals
from extract.registry import Strict, lexicon

Kind = Literal["numeric", "day_month", "date", "days", "month", "quarter", "half", "season", "years", "year", "unit",
               "weekday", "nth_weekday", "offset", "offset_from", "within", "since", "weekend", "feast",
               "day", "word", "anaphor"]
GATES = frozenset({"feast", "month", "bare_month", "weekday", "season", "unit", "word", "anaphor", "ordinal", "shift"})
Unit = Literal["day", "week", "fortnight", "month", "quarter", "year", "decade"]


class Beside(Strict):
    """Words right before or right after which a number or a name is no date."""

    before: list[str]
    after: list[str]


class Roles(Strict):
    deadline: list[str]
    expected: list[str]
    until: list[str]                # a deadline where it lies ahead, but no sign that it does


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
    month_cues: list[str]
    year_cues: list[str]
    not_years: Beside
    not_weekdays: Beside
    closed: list[str]               # "the year ended": the day after it is past
    times: list[str]
    future: list[str]               # regexes, as past
    past: list[str]
    roles: Roles
    patterns: dict[Kind, list[str]]


@dataclass(frozen=True, slots=True)
class Grammar:
    lexicon: DateLexicon
    patterns: tuple[tuple[Kind, re.Pattern[str], frozenset[str]], ...]      # the last: names in ``gates`` it needs
    gates: dict[str, re.Pattern[str]]   # finds whether a text has a word of that vocabulary at all
    tense: re.Pattern[str]              # groups: future, past; future is tried first
    year_after: re.Pattern[str]         # "March [to May 2024]"


def date_lexicon(language: str) -> DateLexicon:
    lex: DateLexicon = lexicon(language, "dates", DateLexicon)
    return lex


def _blanks(template: str) -> str:
    """A blank is up to three of white space on one line, or one line end; in a lookbehind or a set, one character."""
    def one(found: re.Match[str]) -> str:
        if not found[0].startswith(" "):
            return found[0].replace(" ", r"\s")
        return r"(?:[^\S\n]{1,3}|[^\S\n]?\n)" + ("" if found[0] == " " else "?")
    return re.sub(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| [?*]?", one, template)


def _vocabulary(language: str) -> dict[str, str]:
    """What each {name} in a template stands for."""
    lex, nums = date_lexicon(language), numerals(language)
    suffix = alternation(lex.ordinal_suffixes)
    ordinal = alternation([*nums.ordinals, *lex.ordinals])
    word = alternation([*nums.words, *nums.multipliers])
    month = rf"(?:(?:{alternation(lex.months)})(?!\w)|(?:{alternation(lex.short_months)})(?!\w)\.?)"
    weekday = rf"(?:(?:{alternation(lex.weekdays)})(?!\w)|(?:{alternation(lex.short_weekdays)})(?!\w)\.?)"
    join = alternation(nums.join)
    digits = rf"\d{{1,2}}(?:{suffix})?(?!\w)"
    tens = rf"(?:{word})(?:[\s-]|\s(?:{join})\s)"
    day = rf"(?:{digits}|{tens}(?:{ordinal}|{word})(?!\w)|(?:{alternation(nums.ordinals)})(?!\w))"
    return {
        "month": rf"(?P<month>{month})", "bare_month": rf"(?P<month>(?:{alternation(lex.months)})(?!\w))",
        "any_month": month, "weekday": rf"(?P<weekday>{weekday})", "weekday2": weekday, "any_weekday": weekday,
        "day": rf"(?P<day>{day})", "day2": rf"(?P<day2>{digits})", "any_day": rf"(?P<day>{day}|(?:{word})(?!\w))",
        "year": r"(?P<year>(?:1\d|20)\d\d(?!\d)|['’]?\d\d(?=\s{0,2}(?:[.,;:!?()](?!\d)|$)))",
        "year4": r"(?P<year>(?:19|20)\d\d)(?!\d|[.,/-]\d)", "year2": r"(?P<year>\d\d)(?!\d)",
        "number": rf"(?P<n>\d{{1,3}}|{number_pattern(language)}|{alternation(nums.articles) or '(?!)'})",
        "ordinal": rf"(?P<ordinal>\d(?:{suffix})|{ordinal})", "unit": rf"(?P<unit>{alternation(lex.units)})(?!\w)",
        "shift": rf"(?P<shift>{alternation(lex.shifts)})(?!\w)", "part": rf"(?P<part>{alternation(lex.parts)})",
        "feast": rf"(?P<feast>{alternation(lex.feasts)})(?!\w)",
        "season": rf"(?P<season>{alternation(lex.seasons)})(?!\w)", "word": rf"(?P<word>{alternation(lex.words)})",
        "anaphor": rf"(?P<anaphor>{alternation(lex.anaphors)})",
    }


def _needed(template: str) -> frozenset[str]:
    """The vocabularies without which ``template`` cannot match: the names outside any bracket."""
    template = re.sub(r"\[[^\]]*\]", "", template)     # a set may hold a bracket
    while (bare := re.sub(r"\([^()]*\)", "", template)) != template:
        template = bare
    return frozenset(re.findall(r"\{([a-z]\w*)\}", bare)) & GATES


@cache
def date_grammar(language: str) -> Grammar:
    lex, vocabulary = date_lexicon(language), _vocabulary(language)
    flags = re.IGNORECASE | re.MULTILINE

    def expand(template: str) -> str:
        """{1,3} is a quantifier and stays; where a name stands twice, its second group is called name_2."""
        seen: set[str] = set()

        def one(found: re.Match[str]) -> str:
            name = found[1]
            again = name in seen
            seen.add(name)
            return vocabulary[name].replace(f"(?P<{name}>", f"(?P<{name}_2>") if again else vocabulary[name]
        return re.sub(r"\{([a-z]\w*)\}", one, _blanks(template))

    whole = r"(?<!\w)(?<!\d[.,/-])(?:%s)(?!\w|[/.]\d)"
    patterns = [(kind, re.compile(whole % expand(template), flags), _needed(template))
                for kind, templates in lex.patterns.items() for template in templates]
    tense = rf"(?<!\w)(?:(?P<future>{'|'.join(lex.future)})|(?P<past>{'|'.join(lex.past)}))(?!\w)"
    after = rf"\s(?:{'|'.join(lex.month_cues)}|[-–])\s{vocabulary['month']}\s{vocabulary['year4']}"
    gates = {name: re.compile(rf"(?<!\w){vocabulary[name]}", flags) for name in GATES}
    return Grammar(lex, tuple(patterns), gates, re.compile(tense, flags), re.compile(after, flags))
