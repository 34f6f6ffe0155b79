"""Noun phrases that refer without naming: what they ask of who is meant.

``Phrases.read`` turns "the Windows maker", "le groupe français", "both companies", "son rival" into a Description.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extract.predicates_clause import Clause
from extract.predicates_labels import by_agent, feature
from extract.registry import Strict, lexicon
from extract.roster import Member, Roster
from extract.tokens import Token
from extract.types import EntityKind, Language

STEP = 9           # words between a name and the noun that is said of it
INSIDE = {"ADJ", "NOUN", "PROPN", "NUM", "ADV", "X"}
JOIN = {"-", "'s", "’s", "«", "»", '"', "“", "”", "'"}
PARTICIPLE = {"VERB"}


class Pronouns(Strict):
    firm: frozenset[str]
    person: frozenset[str]
    plural: frozenset[str]
    first: frozenset[str]
    relative: frozenset[str]
    latter: frozenset[str]
    former: frozenset[str] = frozenset()


class Words(Strict):
    """``lang/*/resolve.yaml``."""

    definite: frozenset[str]
    contracted: frozenset[str]
    possessive: frozenset[str]
    numbers: dict[str, int]
    heads: dict[EntityKind, frozenset[str]]
    plain: frozenset[str]
    new: frozenset[str]
    partitive: frozenset[str]
    trades: frozenset[str]
    makers: frozenset[str]
    making: frozenset[str]
    copulas: frozenset[str]
    owners: frozenset[str]
    counterparts: frozenset[str]
    organs: frozenset[str]
    offices: frozenset[str]
    pronouns: Pronouns
    expletives: frozenset[str]
    nationalities: dict[str, str]
    seats: dict[str, str]
    local: frozenset[str]           # endings of adjectives of towns and regions
    not_local: frozenset[str]       # others with such an ending
    naming: frozenset[str]          # "the venture, called X"
    metonyms: dict[str, str]
    authority_verbs: frozenset[str]
    fixed: dict[str, str]
    units: frozenset[str]
    nameless: dict[EntityKind, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase asks of the one it means. ``start`` and ``end``: its tokens without determiner."""

    head: str
    kinds: tuple[EntityKind, ...]
    determiner: Literal["definite", "possessive", "indefinite", "none"]
    possessor: int | None               # token of a possessive determiner
    count: int                          # 1; 0 for a plural without number; else the number
    trade: bool
    counterpart: bool
    plain: bool                         # "companies", "sides": any of them
    relative: bool                      # a relative clause says which
    restricted: bool                    # a relative or participle clause says which: "the firm that bears his name"
    words: frozenset[str]               # its other words, lower case
    countries: frozenset[str]
    things: tuple[Member, ...]          # names inside it: "the *iPhone* maker", "la société derrière *ChatGPT*"
    places: tuple[str, ...]             # capitalised words that name no member: "le géant de *Redmond*"
    start: int
    end: int


_ANYBODY: tuple[EntityKind, ...] = ("company", "fund", "publisher", "organisation")
PRONOUNS = {plural: Description("", _ANYBODY, "definite", None, 2 if plural else 1, False, False, True, False, False,
                                frozenset(), frozenset(), (), (), 0, 0) for plural in (False, True)}     # "it", "them"


@cache
def _heads(language: Language) -> tuple[dict[str, tuple[EntityKind, ...]], frozenset[str]]:
    """Nouns for parties -> the kinds that each may be; and all nouns that are read in the singular."""
    words = lexicon(language, "resolve", Words)
    kinds: dict[str, tuple[EntityKind, ...]] = {}
    for kind, heads in words.heads.items():
        for head in heads:
            kinds[head] = (*kinds.get(head, ()), kind)
    return kinds, frozenset({*kinds, *words.trades, *words.counterparts, *words.units, *words.makers,
                             *(n for listed in words.nameless.values() for n in listed)})


@lru_cache(maxsize=1 << 14)
def _country(language: Language, lemma: str, form: str) -> str | None:
    nationalities = lexicon(language, "resolve", Words).nationalities
    forms = (lemma, form, form.rstrip("s"), re.sub(r"(ne|e)s?$", "", form), re.sub(r"es?$", "", form))
    return next((nationalities[f] for f in forms if f in nationalities), None)


class Phrases:
    """Reads the noun phrases of one article's paragraphs."""

    def __init__(self, roster: Roster, clauses: Sequence[Clause], language: Language) -> None:
        self.roster, self.clauses, self.language = roster, clauses, language
        self.words = lexicon(language, "resolve", Words)
        self.said_of: dict[tuple[int, int], Member] = {}    # (paragraph, noun) of an apposition -> who it is said of
        self.kinds, self.nouns = _heads(language)

    def lemma(self, token: Token) -> str:
        lemma = token.lemma_.lower()
        return lemma if lemma in self.kinds or not token.lower_.endswith("s") else self._singular(token.lower_, lemma)

    def _singular(self, form: str, lemma: str) -> str:
        return form[:-1] if form[:-1] in self.nouns else lemma

    # ---------------------------------------------------------------------------------------- reading

    def read(self, paragraph: int, token: Token) -> Description | None:
        """The phrase headed by ``token``, or None where its noun can mean no party."""
        head = self.lemma(token)
        national = self.country(token) if token.pos_ in {"ADJ", "NOUN", "PROPN"} else None
        trade = head in self.words.trades
        counterpart = head in self.words.counterparts
        kinds = self.kinds.get(head, ())
        if (trade or counterpart) and "company" not in kinds:
            kinds = (*kinds, "company")
        if not kinds and national and self._article(token) and not _nouns_below(token):
            kinds = ("company",)
        if not kinds or self.roster.at(paragraph, token.i) is not None:
            return None
        start = self.left(token)
        end = self.right(token)
        determiner, possessor = self._determiner(token, start)
        things, places, words, countries, count = [], [], set(), set(), 0
        for other in token.doc[start:end]:
            if other.i == token.i:
                if national:
                    countries.add(national)
                continue
            member = self.roster.at(paragraph, other.i)
            if member is not None and not member.sure and member.kind is None:
                member = None               # perhaps a town: "a Paris start-up"
            country = self.country(other)
            if member is not None and member not in things:
                things.append(member)
            elif country and other.i < token.i + 3:
                countries.add(country)
            elif other.lower_ in self.words.numbers:
                count = self.words.numbers[other.lower_]
            elif member is None and other.text[:1].isupper():
                places.append(other.lower_)
            elif member is None and other.is_alpha and other.pos_ in {"ADJ", "NOUN"} and not self._local(other):
                words.add(other.lemma_.lower())
        first = token.doc[start - 1] if start else None
        if first is not None and first.lower_ in self.words.numbers:
            count = self.words.numbers[first.lower_]
        if not count:
            count = self.words.numbers.get(head, 0 if feature(token, "Number") == "Plur" else 1)
        if "company" in kinds:
            kinds = (*kinds, *(k for k in ("publisher", "fund") if k not in kinds))
        return Description(head, kinds, determiner, possessor, count, trade, counterpart,
                           head in self.words.plain, self._relative(token, end), self._restricted(token, end),
                           frozenset(words), frozenset(countries), tuple(things), tuple(places), start, end)

    def left(self, token: Token) -> int:
        """First word of the phrase after its determiner."""
        i = token.i
        doc, limit = token.doc, max(token.sent.start, token.i - STEP)
        while i > limit:
            before = doc[i - 1]
            modifier = before.pos_ in INSIDE or before.text in JOIN or (
                before.pos_ in PARTICIPLE and i - 1 > limit and doc[i - 2].text == "-")
            if not modifier or before.lower_ in self.words.definite or before.lower_ in self.words.possessive:
                break
            if self.language == "fr" and before.pos_ in {"NOUN", "PROPN"}:
                break
            i -= 1
        return i

    def right(self, token: Token) -> int:
        """One past the phrase: to the first comma, verb or second preposition's own noun."""
        i, doc = token.i + 1, token.doc
        end = min(token.sent.end, token.i + STEP)
        while i < end:
            word = doc[i]
            if word.text == "-" and not doc[i - 1].whitespace_ and not word.whitespace_ and i + 1 < end:
                i += 2                      # "start-up"
                continue
            if word.pos_ in {"PUNCT", "AUX", "VERB", "SCONJ", "CCONJ", "PRON"} and word.text not in JOIN:
                break
            if not (token.is_ancestor(word) or doc[i - 1].pos_ == "ADP"):
                break
            i += 1
        while i > token.i + 1 and doc[i - 1].pos_ in {"ADP", "DET", "ADV"}:
            i -= 1
        return i

    def _relative(self, token: Token, end: int) -> bool:
        return end < token.sent.end and token.doc[end].lower_ in self.words.pronouns.relative

    def _restricted(self, token: Token, end: int) -> bool:
        if end >= token.sent.end:
            return False
        after = token.doc[end]
        if self._relative(token, end):
            return True
        return after.pos_ == "VERB" and bool(by_agent(after, self.language)) and feature(after, "VerbForm") == "Part"

    def _article(self, token: Token) -> bool:
        return self._determiner(token, self.left(token))[0] == "definite"

    def _determiner(self, token: Token, start: int) -> tuple[Literal["definite", "possessive", "indefinite", "none"],
                                                             int | None]:
        words = self.words
        span = [*range(start, token.i), start - 1, start - 2]
        for i in span:
            if i < token.sent.start:
                continue
            word = token.doc[i]
            if i == start - 2 and token.doc[start - 1].pos_ not in {"NUM", "DET"}:
                continue
            if word.lower_ in words.possessive:
                return "possessive", i
            if word.lower_ in words.definite:
                return "definite", None
            if word.lower_ in words.contracted and word.pos_ == "ADP" and word.lower_ != "d'":
                return "definite", None
            if word.text in {"'s", "’s"} and i >= start:
                return "definite", None
        before = token.doc[start - 1] if start > token.sent.start else None
        return ("indefinite" if before is not None and before.pos_ == "DET" else "none"), None

    def country(self, token: Token) -> str | None:
        """The country of a word for a nationality, whatever its ending."""
        return _country(self.language, token.lemma_.lower(), token.lower_)

    def _local(self, token: Token) -> bool:
        """"la société bressane": of which town or region tells no two firms apart."""
        return token.pos_ == "ADJ" and token.lower_ not in self.words.not_local and any(
            token.lower_.removesuffix("s").endswith(ending) for ending in self.words.local)

    def is_head(self, token: Token) -> bool:
        lemma = self.lemma(token)
        return token.pos_ in {"NOUN", "PROPN", "ADJ"} and (lemma in self.kinds or lemma in self.words.trades
                                                           or lemma in self.words.offices)


def _nouns_below(token: Token) -> bool:
    """Whether an adjective stands beside a noun of its own ('the French group')."""
    return token.head.pos_ in {"NOUN", "PROPN"} and abs(token.head.i - token.i) == 1
