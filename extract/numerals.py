"""Numbers written as words: "two and a half", "quatre-vingt-dix". The words stand in ``lang/*/numerals.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from extract.registry import Strict, lexicon


class Numerals(Strict):
    """``words`` add, ``multipliers`` multiply what stands before, ``join`` may stand between, ``articles`` mean one."""

    words: dict[str, Decimal]
    multipliers: dict[str, Decimal]
    join: list[str]
    articles: list[str]
    ordinals: dict[str, int]


def numerals(language: str) -> Numerals:
    lex: Numerals = lexicon(language, "numerals", Numerals)
    return lex


def alternation(words: Iterable[str]) -> str:
    """A regex that matches any of ``words``, the longest first; a blank in a word is any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def number_pattern(language: str) -> str:
    """A regex for a number in words, at most eight of them; without word boundaries around it."""
    lex = numerals(language)
    word = alternation([*lex.words, *lex.multipliers])
    return rf"(?:{word})(?:(?:[\s-](?:{alternation(lex.join)})[\s-]|[\s-])(?:{word})){{0,7}}"


@cache
def _tokens(language: str) -> re.Pattern[str]:
    lex = numerals(language)
    return re.compile(rf"\b(?:{alternation([*lex.words, *lex.multipliers, *lex.articles])})\b", re.IGNORECASE)


def number(words: str, language: str) -> Decimal | None:
    """The value of a number written in words ("one hundred and fifty": 150), or None where ``words`` hold none."""
    lex, total, current, seen = numerals(language), Decimal(0), Decimal(0), False
    for token in _tokens(language).findall(words):
        word, seen = re.sub(r"\s", " ", token.lower()), True
        factor = lex.multipliers.get(word)
        if factor is None:
            current += lex.words.get(word, Decimal(1))
        elif factor < 1000:
            current = (current or 1) * factor
        else:
            total, current = total + (current or 1) * factor, Decimal(0)
    return total + current if seen else None
