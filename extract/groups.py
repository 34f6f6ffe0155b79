"""Groups told by their members: "un consortium formé de X et Y", "des investisseurs, parmi lesquels X".

The members are read from the words behind the noun: what introduces them, and the list of names there.
"""

from __future__ import annotations

from extract.predicates_labels import feature
from extract.registry import Strict, lexicon
from extract.roster import Roster
from extract.tokens import Token
from extract.types import Language

_FAR = 14       # words between the noun and what introduces its members


class Lexicon(Strict):
    """``lang/*/groups.yaml``."""

    collective: frozenset[str]      # singular nouns that mean several
    plural: frozenset[str]          # nouns whose plural is told so; empty: any
    introducers: tuple[str, ...]    # words right before the members, as they are written, without articles
    further: tuple[str, ...]        # words that add members after the list
    skipped: frozenset[str]         # articles and the like, that may stand before a name


def members(roster: Roster, paragraph: int, noun: Token, language: Language) -> list[int]:
    """First tokens of the names that the group headed by ``noun`` consists of, in reading order; [] for no group."""
    words = lexicon(language, "groups", Lexicon)
    lemma = noun.lemma_.lower()
    plural = feature(noun, "Number") == "Plur" and (not words.plural or lemma in words.plural)
    if noun.pos_ != "NOUN" or not (plural or lemma in words.collective):
        return []
    doc = noun.doc
    for i in range(noun.i + 1, min(noun.i + _FAR, noun.sent.end)):
        if roster.at(paragraph, i) is not None:
            return []                       # "les sites de X, dont Y": not said of whom
        start = _introduced(roster, paragraph, noun, i, words.introducers, words)
        if start is not None:
            return _listed(roster, paragraph, noun, start, words)
        if doc[i].pos_ in {"VERB", "AUX"} and feature(doc[i], "VerbForm") != "Part":
            return []
    return []


def _introduced(roster: Roster, paragraph: int, noun: Token, i: int, phrases: tuple[str, ...], words: Lexicon
                ) -> int | None:
    """The first name behind an introducer that begins at ``i``."""
    doc = noun.doc
    first = doc[i].lower_
    for phrase in phrases:
        parts = phrase.split()
        if parts[0] != first or [t.lower_ for t in doc[i:i + len(parts)]] != parts:
            continue
        at = i + len(parts)
        while at < noun.sent.end and roster.at(paragraph, at) is None and doc[at].is_lower and (
                doc[at].lower_ in words.skipped or doc[at].pos_ in {"NOUN", "ADJ"}) and at - i < 7:
            at += 1
        if at < noun.sent.end and roster.at(paragraph, at) is not None:
            return at
    return None


def _listed(roster: Roster, paragraph: int, noun: Token, start: int, words: Lexicon) -> list[int]:
    """The list that begins at ``start``, and what "avec" or "aux côtés de" adds to it."""
    found = [i for i in roster.series(paragraph, start) if i >= start]
    end = roster.end(paragraph, found[-1])
    for i in (end, end + 1):
        if i < noun.sent.end and (more := _introduced(roster, paragraph, noun, i, words.further, words)) is not None:
            return [*found, *(n for n in roster.series(paragraph, more) if n >= more)]
    return found
