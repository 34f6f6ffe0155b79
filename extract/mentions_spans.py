"""Where a name begins and ends among the tokens of one paragraph, and what its head word says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from babel import Locale

from extract import taggers
from extract.headlines import is_lemma
from extract.names import Record, gazetteer, legal_forms, plain
from extract.registry import Strict, lexicon
from extract.sums import before_number, before_sum
from extract.tokens import Doc, Token
from extract.types import EntityKind

Head = Literal["court", "public_body", "fund", "publisher", "organisation", "company"]

KINDS: dict[str, EntityKind] = {"PER": "person", "PERSON": "person", "PRODUCT": "product", "WORK_OF_ART": "product"}
PLACES = {"LOC", "GPE", "FAC", "NORP", "DATE", "TIME", "MONEY", "PERCENT", "LANGUAGE"}
NUMBERS = {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"}
NOMINAL = {"PROPN", "X", "NOUN", "ADJ", ""}     # the parser is shown names as nouns; headline verbs stay verbs
NAME_WORD = re.compile(r"^(?:[A-ZÀ-ÖØ-ÞŒ][\w'’&.\-+/]*|[a-z]{1,2}[A-Z]\w+|\d+[A-Z]\w*)$")
OPENERS = {".", "!", "?", ":", "«", '"', "“", "–", "—", "(", "•", "-", ";", "''", "``", "…"}
EDGES = {*",.;:\"“”«»'-–—()[]{}&", "''", "``", "'s", "’s"}
GLUE = {"&", "-", "/", "+", "'"}
AND, _PARTNERS = {"and", "&", "et"}, {"Co", "Cos", "Company", "Cie", "Sons"}
_SINGULAR = {"has", "is", "was", "'s"}
LONG_NAMED = {"public_body", "court", "organisation", "publisher"}
_JOINED = {*GLUE, "'s", "(", ")", "."}


class Words(Strict):
    """mentions.yaml: all in lower case; ``heads`` says what kind a name with such a word is."""

    titles: frozenset[str]
    persons: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    leading: frozenset[str]
    companies: frozenset[str]
    funds: frozenset[str]
    uncommercial: frozenset[str]
    makes: frozenset[str]
    relatives: frozenset[str]
    groups: frozenset[str]
    leads: frozenset[str]
    breaks: frozenset[str]
    joiners: frozenset[str]
    heads: dict[Head, frozenset[str]]
    lower_heads: frozenset[str]
    not_names: frozenset[str]
    inner: frozenset[str]
    nationalities: frozenset[str]
    attributive: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    acronyms: frozenset[str]        # common nouns written in capitals
    known_as: tuple[tuple[str, ...], ...]   # between a name and a shorter one


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start`` up to ``end`` name a party. ``kind`` None: a role will say; ``record``: its list entry."""

    start: int
    end: int
    kind: EntityKind | None = None
    record: Record | None = None
    sure: bool = True


@cache
def _calendar(language: str) -> frozenset[str]:
    """Countries, months and weekdays, which are no parties, in lower case."""
    locale = Locale(language)
    named = [day for width in ("wide", "abbreviated") for day in locale.days["format"][width].values()]
    named += locale.months["format"]["wide"].values()
    return frozenset(name.lower() for name in named) | countries(language)


@cache
def countries(language: str) -> frozenset[str]:
    territories = Locale(language).territories.items()
    return frozenset(name.lower() for code, name in territories if code not in {"EU", "UN", "EZ"})


@cache
def _never(language: str) -> frozenset[str]:
    """Words that are no part of a name whatever their capital."""
    w: Words = lexicon(language, "mentions", Words)
    return w.not_names | w.acronyms | w.inner | w.nationalities | w.titles | w.articles | _calendar(language)


@cache
def _leading(language: str) -> frozenset[str]:
    """What may stand before a name with a legal form: "American Ombra Inc"; the French say "l'américain Ombra"."""
    words: Words = lexicon(language, "mentions", Words)
    return words.leading if language == "fr" else words.leading | words.nationalities | countries(language)


class Spans:
    """One paragraph's Doc with its language's words."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words: Words = lexicon(doc.lang_, "mentions", Words)
        self.calendar, self.dateline = _calendar(doc.lang_), doc.user_data.get("dateline", 0)
        self.never, self.leading = _never(doc.lang_), _leading(doc.lang_)

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """Capitalised sequences; a sentence's first word counts only with what follows or where it is a name."""
        found, i = [], 0
        while i < len(self.doc):
            if not self._in_name(i):
                i += 1
                continue
            end = i + 1
            while end < len(self.doc) and self._joined(end):
                end += 1
            start = i
            if self._opens(i) and not self._is_proper(self.doc[i]):
                start += 1
            first, last = self._trimmed(start, end)
            found += [(first, last)] * (first < last)
            i = end
        return found

    def _in_name(self, i: int) -> bool:
        token = self.doc[i]
        lower = token.lower_
        return (i >= self.dateline and bool(NAME_WORD.match(token.text)) and lower not in self.never
                and not self._says_where(token)
                and not self._counts(token)
                and not (lower in self.words.persons and not token.is_upper)
                and (token.pos_ in NOMINAL or any(c.isdigit() for c in token.text)))

    def _says_where(self, token: Token) -> bool:
        """"U.S.-based", "London-listed": said of the name behind it."""
        _, hyphen, last = token.lower_.rpartition("-")
        return bool(hyphen) and last in self.words.attributive

    def _counts(self, token: Token) -> bool:
        """Inside a date, sum or number; but not behind a dash in it: 'June 29 - DataCard Corp'."""
        if token.ent_type_ not in NUMBERS or before_number(token):
            return False
        first = token.i
        while self.doc[first].ent_iob_ == "I" and first > 0:
            first -= 1
        return not any(t.text in {"-", "–", "—"} for t in self.doc[first:token.i])

    def _joined(self, i: int) -> bool:
        """Whether a token goes on with a name beside it: its word, "Trust" in "Pellbrook Trust", "&" between."""
        if i > 1 and self.doc[i - 1].text.endswith(".") and self._is_form(i - 1) and not self._is_form(i):
            return False        # "of Ombra Inc. Valmora said"
        return self._goes_on(i) or (self.doc[i].text in GLUE and 0 < i < len(self.doc) - 1
                                    and self._goes_on(i - 1) and self._goes_on(i + 1))

    def _goes_on(self, i: int) -> bool:
        return self._in_name(i) or (self.doc[i].lower_ in self.words.inner and self.doc[i].text[0].isupper())

    def _opens(self, i: int) -> bool:
        return i == 0 or self.doc[i - 1].text in OPENERS or bool(self.doc[i].is_sent_start)

    def _is_proper(self, token: Token) -> bool:
        return token.pos_ == "PROPN" or token.ent_type_ != "" or not token.text.istitle()

    def _continues(self, i: int) -> bool:
        token = self.doc[i]
        return not token.is_punct and (token.lower_ in self.words.links or token.pos_ in {"NOUN", "ADJ", "PROPN", "X"}
                                       or bool(NAME_WORD.match(token.text)))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without articles, introducing nouns and titles before and punctuation around; legal forms stay."""
        doc, words = self.doc, self.words
        nouns = words.titles | words.companies | words.groups
        if end - start > 2 and doc[start + 1].text in {"'s", "’s"} and doc[start].lower_ in self.calendar:
            start += 2          # "Japan's Fair Trade Commission"
        while start < end and (doc[start].text in EDGES or doc[start].lower_ in words.titles
                               or self._says_where(doc[start])
                               or (doc[start].is_lower and doc[start].lower_ in words.leads)
                               or (doc[start].is_lower and doc[start].lower_ in nouns)
                               or (doc[start].lower_ in words.articles and (
                                   doc[start + 1].lower_ in nouns or self._taken_in(start, end)))):
            start += 1
        if start < end - 1 and doc[start].lower_ in nouns and self._opens(start) and (
                doc[start].lower_.endswith(("er", "or", "rival")) or self._record(start + 1, end)):
            start += 1      # "Drugmaker Sanofi said"
        while end > start and (doc[end - 1].text in EDGES or (
                doc[end - 1].is_lower and doc[end - 1].lower_ in words.leads | words.links)):
            end -= 1
        if end - start > 2 and doc[start].lower_ in words.nationalities and (
                record := self._record(start + 1, end)) and record.kind in {"court", "public_body"}:
            start += 1          # "U.S. Federal Trade Commission"
        return start, end

    def _taken_in(self, start: int, end: int) -> bool:
        """Whether the article at ``start`` is none of the name's: "la Commission européenne", but "la Caixa"."""
        return self.doc[start].is_lower and start < end - 1 and self._record(start, end) is None

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A tagged span cut at brackets and at words that no name has inside, and between two listed names."""
        end = before_sum(self.doc, start, end)
        cut = next((i for i in range(start + 1, end) if self._cuts(start, i, end)), None)
        if cut is not None:
            yield from self._parts(start, cut)
            yield from self._parts(cut + 1, end)
            return
        first, last = self._trimmed(start, end)
        if first < last - 1 and self.doc[first].lower_ in self.words.groups and (
                (record := self._record(first, last)) and self.doc[first + 1:last].text in record.forms):
            first += 1
        if first < last:
            yield first, last

    def _cuts(self, start: int, i: int, end: int) -> bool:
        word, before = self.doc[i].lower_, self.doc[i - 1].lower_
        if word in {*"()[]{}«»"} or word in self.words.breaks or (
                word in {"de", "d'"} and self.doc[start - 1].lower_ == "par"):      # "le rachat par X de Y"
            return True
        english = self.doc.lang_ == "en"    # French names have capitalised verbs and articles inside
        verb = self.doc[i].pos_ in {"VERB", "AUX"} and (english or self.doc[i].is_lower)
        # "fournira à Ombra 110 trains": a number of something is no part of a French name
        counts = not english and self.doc[i].like_num and i + 1 < end and self.doc[i + 1].is_lower
        if verb or counts or (english and word in self.words.articles and before not in self.words.links):
            return True
        return (word in self.words.joiners and self._record(start, end) is None
                and (self._record(start, i) is not None or self._record(i + 1, end) is not None
                     or (english and word == "and" and self._are_two(start, i, end))))

    def _are_two(self, start: int, i: int, end: int) -> bool:
        """"Merevale and Orchard Partners", but "Ombra Oil and Gas", "Stokes and Harlow Inc", "Fair Trade and Markets
        Authority", "Stokes and Harlow has": two names where no word says that they are one."""
        doc, joined = self.doc, (i - 1, i + 1)
        if self._kind(start, end) in LONG_NAMED or any(self._is_form(n) for n in range(i + 1, end)) or (
                self._says_nothing(doc[i - 1]) or self._says_nothing(doc[i + 1])) or self._alone(end):
            return False
        whole = self._kind_of_head(doc[i - 1].lower_) is not None and i - start > 1
        return whole or not all(is_lemma(doc[n].lower_, taggers.load("en")) for n in joined)

    def _with_form(self, end: int) -> int:
        """The end with the legal form behind it: 'Acme' + ', Inc.'"""
        doc = self.doc
        if end + 1 < len(doc) and doc[end].text in AND and doc[end + 1].text in _PARTNERS:
            end += 2                        # "Ombra and Co Inc"
        at = end + 1 if end + 1 < len(doc) and doc[end].text == "," and NAME_WORD.match(doc[end + 1].text) else end
        stop = end
        while at < len(doc) and self._is_form(at):
            at += 1
            stop = at
            if at < len(doc) and doc[at].text == "." and not doc[at - 1].whitespace_ and at + 1 < len(doc):
                follows = doc[at + 1].text
                stop = at = at + 1 if follows[:1].islower() or follows in {",", ")", "'s"} else at
        return stop

    def _from(self, start: int) -> int:
        """Where a name with a legal form begins, if the run before the form is no whole name: "Tele-Ombra Inc",
        "North Ombra Inc", "Ombra (Pacific) Ltd", "Ombra's Inc", "Stores to Go Inc"."""
        doc, first = self.doc, start
        while first > self.dateline:
            before = doc[first - 1]
            if before.text in _JOINED or (before.lower_ in self.words.links | {"to"} and self._is_form(first)):
                at = first - 2
                while at > self.dateline and doc[at].text in _JOINED:
                    at -= 1
                if at < self.dateline or not NAME_WORD.match(doc[at].text) or doc[at].lower_ in self.words.titles or (
                        doc[first - 1].text == "'s" and doc[at].lower_ in self.calendar):       # "Japan's Ombra Inc"
                    break
                first = at
                while first > self.dateline and self._joined(first - 1):
                    first -= 1
            elif NAME_WORD.match(before.text) and (self._is_form(first) or before.lower_ in self.leading):
                first -= 1
            else:
                break
        return first

    def _is_form(self, i: int) -> bool:
        text = self.doc[i].text
        return text[:1].isupper() and plain(text.replace(".", "")) in legal_forms() and len(text) > 1

    def _alone(self, end: int) -> bool:
        """Whether what goes on behind a name speaks of one: "has", "said it"."""
        after = [t.lower_ for t in self.doc[end:end + 2]]
        return bool(after) and (after[0] in _SINGULAR or after in (["said", "it"], ["said", "its"]))

    def _says_nothing(self, token: Token) -> bool:
        """A word that makes no name, however many of them: 'Board of Directors', 'Common Stock'."""
        lower = token.lower_
        if len(lower) == 1 and token.i and self.doc[token.i - 1].lower_ in self.never:      # "Series B"
            return True
        return lower in self.never or lower in self.words.links or not any(c.isalpha() for c in lower)

    def _record(self, start: int, end: int) -> Record | None:
        return gazetteer().lookup(self.doc[start:end].text)

    def _kind(self, start: int, end: int) -> EntityKind | None:
        """From the head word: the first, the last, or the one before 'of'."""
        tokens = self.doc[start:end]
        if len(tokens) > 1 and all(t.ent_type_ in {"PER", "PERSON"} for t in tokens):
            return "person"
        heads = [tokens[0], tokens[-1], *(tokens[i - 1] for i in range(1, len(tokens)) if tokens[i].lower_ == "of")]
        if len(tokens) == 1:
            return None
        return next((k for t in heads if (k := self._kind_of_head(t.lower_))), None)

    def _kind_of_head(self, lower: str) -> EntityKind | None:
        return next((kind for kind, words in self.words.heads.items() if lower in words), None)
