"""The patterns that find a date, made from ``lang/*/dates.yaml``: templates by kind, and the vocabulary they name.

No pattern has nested quantifiers, so time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.numerals import Numerals, alternation, number_pattern, numerals
from extract.registry import Strict, lexicon

Kind = Literal["numeric", "day_month", "date", "days", "month", "quarter", "half", "season", "years", "year", "unit",
               "weekday", "nth_weekday", "offset", "offset_from", "within", "since", "weekend", "feast",
               "day", "word", "anaphor"]
DIGIT = "0"
_BRACKET = re.compile(r"\((?:\?P<\w+>|\?:)?([^()]*)\)([?*]?)")
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
    patterns: tuple[tuple[Kind, re.Pattern[str], frozenset[str]], ...]      # the last: gates that it needs
    gates: dict[str, frozenset[str]]    # vocabulary -> words of which a text must have one
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


def present(text: str, gates: dict[str, frozenset[str]]) -> set[str]:
    """The gates that are open in ``text``: its words, DIGIT, and the vocabularies that have one of them."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    digit = {DIGIT} if re.search(r"\d", text) else set()
    return words | digit | {name for name, listed in gates.items() if not listed.isdisjoint(words | digit)}


def _gates(lex: DateLexicon, nums: Numerals) -> dict[str, frozenset[str]]:
    """What each {name} in a template must have in a text: the longest word of one of its entries."""
    listed: dict[str, Iterable[str]] = {
        "{feast}": lex.feasts, "{month}": {*lex.months, *lex.short_months}, "{bare_month}": lex.months,
        "{weekday}": {*lex.weekdays, *lex.short_weekdays}, "{unit}": lex.units, "{word}": lex.words,
        "{anaphor}": lex.anaphors, "{ordinal}": {*nums.ordinals, *lex.ordinals, DIGIT}, "{shift}": lex.shifts,
        "{day}": {*nums.words, *nums.multipliers, *nums.ordinals, DIGIT}, "{part}": lex.parts, "{season}": lex.seasons,
        "{year}": {DIGIT}, "{year4}": {DIGIT}, "{year2}": {DIGIT}}
    return {name: frozenset(max(re.findall(r"[^\W\d_]+|\d", word), key=len) for word in words)
            for name, words in listed.items()}


def _needed(template: str, gates: Iterable[str]) -> frozenset[str]:
    """Without what ``template`` cannot match: the vocabularies, long words and digits that it must have."""
    bare = re.sub(r"\[[^\]]*\]", "_", re.sub(r"\[[\d-]+\]", r"\\d", template))     # a set may hold a bracket
    found = 1
    while found:        # innermost brackets first
        bare, found = _BRACKET.subn(lambda m: "" if m[2] or "|" in m[1] or m[1][:1] == "?" else m[1], bare)
    names = re.findall(r"\{[a-z]\w*\}", bare)
    words = re.findall(r"(?<![^\W\d_}\\])[^\W\d_]{4,}(?![^\W\d_]|[?*{])", re.sub(r"\{[a-z]\w*\}", "}", bare))
    digit = {DIGIT} if re.search(r"\\d(?![?*])", bare) else set()
    return (frozenset(names) & frozenset(gates)) | frozenset(map(str.lower, words)) | digit


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
    gates = _gates(lex, numerals(language))
    patterns = [(kind, re.compile(whole % expand(template), flags), _needed(template, gates))
                for kind, templates in lex.patterns.items() for template in templates]
    tense = rf"(?<!\w)(?:(?P<future>{'|'.join(lex.future)})|(?P<past>{'|'.join(lex.past)}))(?!\w)"
    after = rf"\s(?:{'|'.join(lex.month_cues)}|[-–])\s{vocabulary['month']}\s{vocabulary['year4']}"
    return Grammar(lex, tuple(patterns), gates, re.compile(tense, flags), re.compile(after, flags))
