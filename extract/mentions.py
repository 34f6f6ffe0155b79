"""Who is named: tagger, list, legal forms, head words and capitals, fused into names of one paragraph.

A name is *sure* where tagger, list or wording say that it is a party; a capitalised sequence alone is not, and counts
only if it fills a role of a trigger (``name_at`` finds that one too). Vocabulary: ``lang/<language>/mentions.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from babel import Locale
from spacy.tokens import Doc, Token

from extract.names import Record, gazetteer, legal_forms, plain
from extract.paragraphs import Paragraph
from extract.registry import Strict, lexicon
from extract.types import EntityKind

Head = Literal["court", "public_body", "fund", "publisher", "organisation", "company"]

_KINDS: dict[str, EntityKind] = {"PER": "person", "PERSON": "person", "PRODUCT": "product", "WORK_OF_ART": "product"}
_PLACES = {"LOC", "GPE", "FAC", "NORP", "DATE", "TIME", "MONEY", "PERCENT", "LANGUAGE"}
_NUMBERS = {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"}
_NOMINAL = {"PROPN", "X", "NOUN", "ADJ", ""}     # the parser is shown names as nouns; headline verbs stay verbs
_NAME_WORD = re.compile(r"^(?:[A-ZÀ-ÖØ-ÞŒ][\w'’&.\-+/]*|[a-z]{1,2}[A-Z]\w+|\d+[A-Z]\w*)$")
_OPENERS = {".", "!", "?", ":", "«", '"', "“", "–", "—", "(", "•", "-", ";", "''", "``", "…"}
_EDGES = {*",.;:\"“”«»'-–—()[]&", "''", "``", "'s", "’s"}
_BRACKETED = 100    # votes of "(FCA)" behind its long form for what FCA is in this article
_GLUE = {"&", "-", "/", "+", "'"}


class Words(Strict):
    """mentions.yaml: all in lower case; ``heads`` says what kind a name with such a word is."""

    titles: frozenset[str]
    persons: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
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


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start`` up to ``end`` name a party. ``kind`` None: a role will say; ``record``: its list entry."""

    start: int
    end: int
    kind: EntityKind | None = None
    record: Record | None = None
    sure: bool = True


def find_names(paragraph: Paragraph) -> list[Name]:
    """The names of a paragraph in reading order, none within another."""
    doc = paragraph.doc
    if "names" not in doc.user_data:
        doc.user_data["names"] = _Reader(doc).names()
    names: list[Name] = doc.user_data["names"]
    return list(names)


def name_at(paragraph: Paragraph, token: int) -> Name | None:
    """The longest capitalised name around ``token``, whatever its tag; None for places' and days' own names."""
    for name in find_names(paragraph):
        if name.start <= token < name.end:
            return name
    return _Reader(paragraph.doc).around(token)


def consistent(paragraphs: Sequence[Paragraph], names: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """What is surely a name once is one wherever the same words stand, of the kind that it most often has."""
    votes: defaultdict[tuple[str, ...], Counter[tuple[EntityKind | None, Record | None]]] = defaultdict(Counter)
    surnames: set[str] = set()
    for paragraph, found in zip(paragraphs, names, strict=True):
        for name in found:
            if name.sure:
                weight = _BRACKETED if _bracketed(paragraph.doc, name) else 1
                votes[_texts(paragraph.doc, name)][name.kind, name.record] += weight
                if name.kind == "person" and name.end - name.start > 1:
                    surnames.add(paragraph.doc[name.end - 1].text)
    chosen = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    return [_spread(paragraph.doc, found, chosen, surnames) for paragraph, found in zip(paragraphs, names, strict=True)]


def _bracketed(doc: Doc, name: Name) -> bool:
    return name.end < len(doc) and doc[name.start - 1].text == "(" and doc[name.end].text == ")" and name.start > 1


def _texts(doc: Doc, name: Name) -> tuple[str, ...]:
    return tuple(t.text for t in doc[name.start:name.end])


def _spread(doc: Doc, found: Sequence[Name], chosen: dict[tuple[str, ...], tuple[EntityKind | None, Record | None]],
            surnames: set[str]) -> list[Name]:
    kept: list[Name] = []
    for name in found:
        form = _texts(doc, name)
        if len(form) == 1 and form[0] in surnames and name.record is None:
            kept.append(replace(name, kind="person", record=None))
        elif form in chosen and name.kind != "person":
            kind, record = chosen[form]
            kept.append(replace(name, kind=kind, record=record, sure=True))
        else:
            kept.append(name)
    taken = {i for name in kept for i in range(name.start, name.end)}
    words = [t.text for t in doc]
    for form, (kind, record) in sorted(chosen.items(), key=lambda item: -len(item[0])):
        for start in (i for i, word in enumerate(words) if word == form[0]):
            span = range(start, start + len(form))
            if tuple(words[start:span.stop]) == form and not taken.intersection(span) and _NAME_WORD.match(form[-1]):
                kept.append(Name(start, span.stop, kind, record))
                taken.update(span)
    return sorted(kept, key=lambda n: n.start)


@cache
def _calendar(language: str) -> frozenset[str]:
    """Countries, months and weekdays, which are no parties, in lower case."""
    locale = Locale(language)
    named = [name for code, name in locale.territories.items() if code not in {"EU", "UN", "EZ"}]
    named += [day for width in ("wide", "abbreviated") for day in locale.days["format"][width].values()]
    named += locale.months["format"]["wide"].values()
    return frozenset(name.lower() for name in named)


class _Reader:
    """One paragraph's Doc with its language's words."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = lexicon(doc.lang_, "mentions", Words)
        self.calendar = _calendar(doc.lang_)
        words = self.words
        self.never = words.not_names | words.inner | words.nationalities | words.titles | words.articles | self.calendar

    def names(self) -> list[Name]:
        """Sure names first, the longest of those that overlap; then capitalised sequences in what is left."""
        first = [*self._described(), *self._by_legal_form(), *self._listed(), *self._tagged()]
        kept: list[Name] = []
        taken: set[int] = set()
        longest = sorted(first, key=lambda n: (not n.sure, n.start - n.end, n.record is None, n.kind is None))
        for source in (self._acronyms(longest), longest, self._by_head(), self._unsure()):
            for name in source:
                if not taken.intersection(range(name.start, name.end)):
                    kept.append(name)
                    taken.update(range(name.start, name.end))
        return sorted(kept, key=lambda n: n.start)

    def around(self, token: int) -> Name | None:
        start, end = token, token + 1
        if not self._in_name(token):
            return None
        while start > 0 and self._joined(start - 1):
            start -= 1
        while end < len(self.doc) and self._joined(end):
            end += 1
        return self._made(start, end, sure=False)

    # --------------------------------------------------------------------------------------- sources of names

    def _tagged(self) -> Iterator[Name]:
        for ent in self.doc.ents:
            if ent.label_ == "ORG":
                for start, end in self._parts(ent.start, ent.end):
                    yield from self._maybe(start, end, sure=True)
            elif ent.label_ in _KINDS:
                start, end = self._trimmed(ent.start, ent.end)
                if start < end and any(_NAME_WORD.match(t.text) for t in self.doc[start:end]):
                    head = self._kind_of_head(self.doc[end - 1].lower_) if end - start > 1 else None
                    kind = head if head in {"company", "fund"} else _KINDS[ent.label_]
                    if end - start == 1:    # unknown firms of one word get these tags all the time
                        yield Name(start, end, None, None, sure=False)
                    else:
                        yield Name(start, end, kind, None, kind != "product")

    def _listed(self) -> Iterator[Name]:
        for first, end, record in gazetteer().scan([t.text for t in self.doc]):
            bare = self.doc[first].lower_ in self.words.groups and self.doc[first + 1:end].text in record.forms
            start, stop = first + bare, self._with_form(end)
            sure = self.doc[first:end].text not in record.ambiguous or stop > end
            if sure or self._stands_alone(start, end):
                yield Name(start, stop, record.kind, record, sure)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether an ambiguous form is a capitalised word by itself: not "North Sea", "in April" or a first "But"."""
        token = self.doc[start]
        return (token.lower_ not in self.calendar and token.ent_type_ not in _NUMBERS
                and not (start > 0 and _NAME_WORD.match(self.doc[start - 1].text) and not self._opens(start))
                and not (end < len(self.doc) and self._in_name(end))
                and (not self._opens(start) or self._is_proper(token)))

    def _by_head(self) -> Iterator[Name]:
        """'Autorité de régulation des transports', 'tribunal de commerce de Nanterre', 'Bank of Ireland'."""
        doc = self.doc
        for token in doc:
            lower = token.lower_
            capital = bool(_NAME_WORD.match(token.text)) and not token.is_sent_start
            kind = self._kind_of_head(lower)
            if kind is None or not (capital or lower in self.words.lower_heads):
                continue
            end, last = token.i + 1, 0
            while end < len(doc) and end - token.i < 9 and self._continues(end):
                end += 1
                if _NAME_WORD.match(doc[end - 1].text):
                    last = end
            if last > token.i + 1 and any(t.lower_ in self.words.links for t in doc[token.i:last]):
                yield Name(token.i, last, kind, self._record(token.i, last))

    def _by_legal_form(self) -> Iterator[Name]:
        for start, end in self._runs():
            stop = self._with_form(end)
            bare = end
            while bare > start + 1 and self._is_form(bare - 1):
                bare -= 1
            if stop > end or bare < end:
                yield Name(start, stop, self._kind(start, bare) or "company", self._record(start, stop))

    def _described(self) -> Iterator[Name]:
        """'la start-up X', 'la compagnie aérienne X', 'X, which makes ...'; a person by title."""
        for start, end in self._runs():
            kind = self._introduced(start)
            if kind == "person":
                yield Name(start, end, kind)
            elif kind is not None or (self.doc[start].ent_type_ not in _PLACES and self._explained(end)):
                yield from self._maybe(start, end, sure=True, kind=kind or "company")

    def _introduced(self, start: int) -> EntityKind | None:
        """What the noun right before a name says it is; in French adjectives may stand between."""
        i = start - 1
        if i >= 0 and self.doc[i].lower_ in self.words.titles:
            return "person"
        while i > max(0, start - 4) and self.doc[i].pos_ == "ADJ" and self.doc[i].is_lower:
            if self.doc[i].lemma_.lower() in self.words.uncommercial:
                return None
            i -= 1
        noun = self.doc[i] if i >= 0 else None
        if noun is None or not noun.is_lower or (i < start - 1 and self.doc.lang_ != "fr"):
            return None
        lemmas = {noun.lemma_.lower(), noun.lower_}
        return "company" if lemmas & self.words.companies else "fund" if lemmas & self.words.funds else None

    def _explained(self, end: int) -> bool:
        after = list(self.doc[end:end + 8])
        if not after or after[0].text != ",":
            return False
        rest = [t for t in after[1:] if t.lower_ not in self.words.articles]
        if len(rest) > 1 and rest[0].lower_ in self.words.relatives:
            return rest[1].lemma_.lower() in self.words.makes
        return False

    def _acronyms(self, names: Sequence[Name]) -> Iterator[Name]:
        """'Federal Trade Commission (FTC)': the bracket names the same party, whatever else its letters may mean."""
        for name in names:
            inside = self.doc[name.end:name.end + 3]
            if (len(inside) == 3 and inside[0].text == "(" and inside[2].text == ")" and inside[1].is_upper
                    and name.sure and name.kind != "person" and self._abbreviates(inside[1].text, name)):
                yield Name(name.end + 1, name.end + 2, name.kind, name.record)

    def _abbreviates(self, letters: str, name: Name) -> bool:
        """Whether ``letters`` begin the name's words, in order, small words left out or not."""
        words = [t.text for t in self.doc[name.start:name.end] if t.text[0].isalnum()]
        every = "".join(w[0] for w in words).upper()
        capital = "".join(w[0] for w in words if w[0].isupper())
        return plain(letters) in {plain(every), plain(capital), plain(words[0][:len(letters)])}

    def _unsure(self) -> Iterator[Name]:
        for start, end in self._runs():
            if self.doc[start].ent_type_ not in _PLACES and (name := self._made(start, end, sure=False)):
                yield name

    # ---------------------------------------------------------------------------------------------- spans

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Capitalised sequences; a sentence's first word counts only with what follows or where it is a name."""
        i = 0
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
            if first < last:
                yield first, last
            i = end

    def _in_name(self, i: int) -> bool:
        token = self.doc[i]
        lower = token.lower_
        return (bool(_NAME_WORD.match(token.text)) and lower not in self.never and token.ent_type_ not in _NUMBERS
                and not (lower in self.words.persons and not token.is_upper)
                and (token.pos_ in _NOMINAL or any(c.isdigit() for c in token.text)))

    def _joined(self, i: int) -> bool:
        """Whether a token goes on with a name beside it: its word, "Trust" in "Pellbrook Trust", "&" between."""
        return self._goes_on(i) or (self.doc[i].text in _GLUE and 0 < i < len(self.doc) - 1
                                    and self._goes_on(i - 1) and self._goes_on(i + 1))

    def _goes_on(self, i: int) -> bool:
        return self._in_name(i) or (self.doc[i].lower_ in self.words.inner and self.doc[i].text[0].isupper())

    def _opens(self, i: int) -> bool:
        return i == 0 or self.doc[i - 1].text in _OPENERS or bool(self.doc[i].is_sent_start)

    def _is_proper(self, token: Token) -> bool:
        return token.pos_ == "PROPN" or token.ent_type_ != "" or not token.text.istitle()

    def _continues(self, i: int) -> bool:
        token = self.doc[i]
        return not token.is_punct and (token.lower_ in self.words.links or token.pos_ in {"NOUN", "ADJ", "PROPN", "X"}
                                       or bool(_NAME_WORD.match(token.text)))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without articles, introducing nouns and titles before and punctuation around; legal forms stay."""
        doc, words = self.doc, self.words
        nouns = words.titles | words.companies | words.groups
        while start < end and (doc[start].text in _EDGES or doc[start].lower_ in words.titles
                               or (doc[start].is_lower and doc[start].lower_ in words.leads)
                               or (doc[start].is_lower and doc[start].lower_ in nouns)
                               or (doc[start].lower_ in words.articles and doc[start + 1].lower_ in nouns)):
            start += 1
        if start < end - 1 and doc[start].lower_ in nouns and self._opens(start) and self._record(start + 1, end):
            start += 1      # "Drugmaker Sanofi said"
        while end > start and doc[end - 1].text in _EDGES:
            end -= 1
        return start, end

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A tagged span cut at brackets and at words that no name has inside, and between two listed names."""
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
        if word in {"(", ")", "«", "»"} or word in self.words.breaks:
            return True
        english = self.doc.lang_ == "en"    # French names have verbs and articles inside: "Reporters sans frontières"
        if english and (self.doc[i].pos_ in {"VERB", "AUX"} or (word in self.words.articles
                                                                and before not in self.words.links)):
            return True
        return (word in self.words.joiners and self._record(start, end) is None
                and (self._record(start, i) is not None or self._record(i + 1, end) is not None))

    def _with_form(self, end: int) -> int:
        """The end with the legal form behind it: 'Acme' + ', Inc.'"""
        doc = self.doc
        at = end + 1 if end + 1 < len(doc) and doc[end].text == "," and _NAME_WORD.match(doc[end + 1].text) else end
        stop = end
        while at < len(doc) and self._is_form(at):
            at += 1
            stop = at
            if at < len(doc) and doc[at].text == "." and not doc[at - 1].whitespace_ and at + 1 < len(doc):
                follows = doc[at + 1].text
                stop = at = at + 1 if follows[:1].islower() or follows in {",", ")", "'s"} else at
        return stop

    def _is_form(self, i: int) -> bool:
        text = self.doc[i].text
        return text[:1].isupper() and plain(text.replace(".", "")) in legal_forms() and len(text) > 1

    # ------------------------------------------------------------------------------------------------ kinds

    def _maybe(self, start: int, end: int, sure: bool, kind: EntityKind | None = None) -> Iterator[Name]:
        name = self._made(start, end, sure)
        if name is not None:
            yield name if name.kind not in {None, "person"} or kind is None else replace(name, kind=kind)

    def _made(self, start: int, end: int, sure: bool) -> Name | None:
        start, end = self._trimmed(start, end)
        if start >= end or all(not c.isalpha() for c in self.doc[start:end].text):
            return None
        if self.doc[start:end].text.lower() in self.calendar or all(self._says_nothing(t) for t in self.doc[start:end]):
            return None
        end = self._with_form(end)
        record = self._record(start, end)
        return Name(start, end, record.kind if record else self._kind(start, end), record, sure)

    def _says_nothing(self, token: Token) -> bool:
        """A word that makes no name, however many of them: 'Board of Directors', 'Common Stock'."""
        return token.lower_ in self.never or token.lower_ in self.words.links or not any(c.isalpha() for c in token.text)

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
