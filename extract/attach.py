"""Which sum and which day belong to which predicate: the one that governs them in the tree, not the nearest.

Where the tree says nothing, or hangs a sum on a verb that tells no deal, the clause decides: the only predicate with no
other finite verb between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from extract.amounts import find_amounts, find_percents, measures
from extract.dates import find_dates
from extract.paragraphs import Paragraph
from extract.predicates_clause import VERBAL
from extract.predicates_labels import Lexicon, is_finite
from extract.quotes import Words
from extract.registry import lexicon
from extract.relations import Relation
from extract.status import words
from extract.tokens import Doc, Span, Token
from extract.types import Amount, Article, Language, PartialDate, Predicate

_Found = TypeVar("_Found", Amount, PartialDate)
_WEEK = 8
_AGAIN = re.compile(r"[\s,]*(?:\(|(?:soit|or|ou|i\.e\.|about|environ|près de|nearly)\s)[^.;)]{0,25}", re.IGNORECASE)
_ROW = 4        # words between two sums in a row
_HIGH = 25      # a tree deeper than this is broken
# Sums that name something beside the deal or suit itself: never its price.
_AFTER = {"after", "après"}
_EARLIER = {*_AFTER, "since", "before", "than", "depuis", "avant"}      # what they open is told beside the news
_ASIDE = {"in", "over", "during", "before", "against", "dans", "sur", "concernant", "pendant", "contre", *_EARLIER}
_BESIDE = {"valuation", "break_fee", "debt", "other", "not_price"}
_OF_DEALS = _BESIDE | {"price", "per_share", "whole", "stake", "round", "order"}       # "sued to force the $4bn sale"


@dataclass
class Attached:
    """What one predicate governs. ``sums``: (amount, what the words around say it measures or None)."""

    sums: list[tuple[Amount, str | None]] = field(default_factory=list)
    percents: list[Amount] = field(default_factory=list)
    each: list[tuple[Amount, str | None]] = field(default_factory=list)     # sums in a row beside "respectively"
    date: PartialDate | None = None
    far: int = 0                # how far from the predicate the day hangs, see ``_Hold``
    ahead: bool = False
    later: bool = False         # a day ahead is governed, whichever was chosen
    inner: bool = False         # the day stands in a clause below: "the suit that X filed last June"

    @property
    def most(self) -> bool:
        """Whether more than half is governed."""
        percent = next((a.percent for a in self.percents if a.percent is not None), None)
        return percent is not None and 50 < percent <= 100

    def in_order(self, relation: Relation) -> list[Amount]:
        """The sums of what ``relation`` measures as they are told: "$5 billion and $10 billion respectively"."""
        return [replace(a, of=of or relation.amount) for a, of in self.each if of in {None, relation.amount}]

    def amount(self, relation: Relation) -> Amount | None:
        """The sum that ``relation`` is about, labelled; with the percentage of a stake where one is governed."""
        if relation.category == "structure" and relation.amount == "other":
            return None
        told = relation.category == "deal" or relation.amount != "other"    # an investigation has no sum of its own
        beside = _BESIDE if relation.category == "deal" else _OF_DEALS
        fitting = [replace(a, of=of or relation.amount) for a, of in self.sums
                   if (of is None and told) or of == relation.amount or (of is not None and of not in beside)]
        fitting.sort(key=lambda a: (a.of == "per_share", a.of == "whole", a.of != relation.amount))
        percent = self.percents[0] if self.percents and relation.category != "dispute" else None
        if fitting and fitting[0].of == "whole":
            fitting = [replace(fitting[0], of="valuation")] if relation.amount == "price" and percent is None else []
        if fitting:
            return replace(fitting[0], percent=percent.percent) if percent else fitting[0]
        return percent


def attach(article: Article, paragraph: Paragraph, predicates: Sequence[Predicate],
           idle: Collection[int] = (), again: Collection[int] = ()) -> dict[int, Attached]:
    """For each predicate (by head token) the sums and the day it governs; ``idle`` ones, whose parties nobody fills,
    withhold nothing ("launched a bid on Monday", "at a price of"), but for those that speak ``again`` of a deal told
    ("the deal"), which share what they govern with the predicate above."""
    doc, language = paragraph.doc, article.language
    text = doc.text
    found = {p.head: Attached() for p in predicates}
    taking = [p for p in predicates if p.head not in idle or p.head in again]
    if not taking:
        return found
    tree = _Tree(doc, language, taking, idle, again)
    sums = sums_in(article, paragraph)
    for amount in (a for n, a in enumerate(sums) if not n or not _converted(text, sums[n - 1], a)):
        of = measures(text, amount, language)
        heads = tree.governing(amount.start, amount.end)
        of = None if of == "valuation" and tree.of_deal(amount.start, amount.end, heads) else of
        measured = placed(amount, paragraph, article), of
        for head in heads:
            found[head].sums.append(measured)
        for head in tree.sharing(amount, sums):
            found[head].each.append(measured)
    for percent in (p for p in find_percents(text, language) if p.of == "stake"):
        for head in tree.governing(percent.start, percent.end):
            found[head].percents.append(placed(percent, paragraph, article))
    reference = article.published or Day.today()
    for date in _days(text, language, reference):
        if article.published is None and date.basis == "relative":
            continue
        hold = tree.holding(date.start, date.end)
        for head in hold.heads:
            ahead = date.earliest > reference
            found[head].later |= ahead
            if found[head].date is None or (ahead, hold.far) < (found[head].ahead, found[head].far):
                found[head].date, found[head].far = placed(date, paragraph, article), hold.far
                found[head].ahead, found[head].inner = ahead, hold.inner
    return found


def sums_in(article: Article, paragraph: Paragraph) -> list[Amount]:
    """The sums of money in a paragraph, with its own offsets; found once."""
    doc, language = paragraph.doc, article.language
    if "sums" not in doc.user_data:
        doc.user_data["sums"] = find_amounts(doc.text, language, lambda: _currency(article.text, language))
    return list(doc.user_data["sums"])


@lru_cache(maxsize=32)      # the lead's are asked for twice
def _days(text: str, language: Language, reference: Day) -> list[PartialDate]:
    return find_dates(text, language, reference, times=True)


@lru_cache(maxsize=8)
def _currency(text: str, language: Language) -> str | None:
    """The currency that a text counts in, which a sum may leave out."""
    return next((a.currency for a in find_amounts(text, language)), None)


def _converted(text: str, before: Amount, amount: Amount) -> bool:
    """Whether a sum says the one before it in another currency: "9 billion zlotys ($2.4 billion)"."""
    return amount.currency != before.currency and bool(_AGAIN.fullmatch(text[before.end:amount.start]))


def lead_days(article: Article, paragraphs: Sequence[Paragraph]) -> list[PartialDate]:
    """What the text's first two paragraphs name in time, in order; nothing where the day of publication is unknown."""
    lead = [p for p in paragraphs if not p.is_title][:2]
    return [] if article.published is None else [
        placed(d, p, article) for p in lead for d in _days(p.doc.text, article.language, article.published)]


def is_recent(date: PartialDate, article: Article) -> bool:
    """Whether it is a day of the week before publication."""
    return (date.precision == "day" and date.role == "occurred" and article.published is not None
            and (article.published - date.earliest).days < _WEEK)


@dataclass(frozen=True, slots=True)
class _Hold:
    """Predicates that hold a span. ``far``: 0 by their own words, 1 by words above them, 2 by their clause alone.
    ``inner``: another verb stands between, on a noun of theirs."""

    heads: tuple[int, ...] = ()
    far: int = 0
    inner: bool = False


class _Tree:
    """One paragraph's tokens with the predicates they belong to."""

    def __init__(self, doc: Doc, language: Language, predicates: Sequence[Predicate], idle: Collection[int],
                 again: Collection[int]) -> None:
        self.doc, self.predicates, self.again = doc, predicates, again
        self.busy = [p for p in predicates if p.head not in idle]
        report, self.deals = words(language).report, words(language).anaphora["deal"]
        self.each = words(language).each
        self.saying = report | lexicon(language, "attribution", Words).report
        words_of = lexicon(language, "predicates", Lexicon)
        self.containers, self.support = words_of.containers, words_of.support.agent
        self.territory = _territory(doc, predicates, report, idle)
        plain = [_without_deeds(p, is_aside(doc[p.head])) if p.head in again else p for p in predicates]
        self.dated = _territory(doc, plain, report, idle)        # "the pact ends ties since 2019": no day of the pact

    def governing(self, start: int, end: int) -> tuple[int, ...]:
        """Heads of the predicates that govern a sum: the first met on the way up; else the clause's only one."""
        span = self.doc.char_span(start, end)
        met = [h for i in range(span.start, span.end) for h in self.territory.get(i, ())]      # "owns 20% of"
        for token in self._up(span):
            met += [h for h in self.territory.get(token.i, ()) if h not in met]
            if met and (token.pos_ in VERBAL or not set(self.territory.get(token.i, ())) <= set(self.again)):
                break
            if token.lower_ in _EARLIER or any(c.lower_ in _EARLIER and c.i < token.i for c in token.children):
                return tuple(met)       # "six months after a first round of €5 million"
        return tuple(met) or self._beside(span)

    def sharing(self, amount: Amount, sums: Sequence[Amount]) -> list[int]:
        """Heads of the predicates of a sentence that tells whose sum is which, where ``amount`` is one of these:
        "up to $5 billion and up to $10 billion respectively"."""
        span = self.doc.char_span(amount.start, amount.end)
        word = next((t for t in span.sent if t.lower_ in self.each), None)
        if word is None:
            return []
        places = sorted((max(word.idx - a.end, a.start - word.idx - len(word)), a.start, a.end) for a in sums)
        row = [word.idx, word.idx + len(word)]
        for _, start, end in places:
            gap = self.doc.text[end:row[0]] if end <= row[0] else self.doc.text[row[1]:start]
            if len(gap.split()) > _ROW:
                break
            row = [min(row[0], start), max(row[1], end)]
        within = row[0] <= amount.start and amount.end <= row[1]
        return [p.head for p in self._in_sentence(span)] if within else []

    def holding(self, start: int, end: int) -> _Hold:
        """The predicates that a day belongs to: as ``governing``, but no day leaves a clause with a verb of its own:
        "born in 2020", "the fine imposed two years ago"."""
        span = self.doc.char_span(start, end)
        if span[-1].lower_ in _AFTER:
            return _Hold(self._told_after(span))
        met: list[int] = []
        noun: Token | None = None       # what the verb of another clause hangs on
        for token in self._up(span):
            heads = [h for h in self.dated.get(token.i, ()) if noun is None or h == noun.i or self._bears(noun)]
            met += [h for h in heads if h not in met]
            if met and (token.pos_ in VERBAL or not set(met) <= set(self.again)):
                own = any(token.i in p.tokens for p in self.predicates if p.head in met)
                return _Hold(tuple(met), 0 if own else 1, noun is not None)
            if token.pos_ in VERBAL and not heads:
                above = token.head
                if noun is not None:
                    return _Hold(tuple(met))
                if above.i in self.dated and above.pos_ in {"NOUN", "PROPN"}:
                    noun = above
                elif token.lemma_.lower() in self.saying and not self._bears(above):
                    return _Hold(self._said(span, token), 2)
                elif above.pos_ in {"NOUN", "PROPN"}:
                    noun = above
                elif token.dep_ != "ROOT" and token.lemma_.lower() not in self.support:
                    return _Hold(tuple(met))
        return _Hold(tuple(met) or (() if noun is not None else self._beside(span)), 2, noun is not None)

    def of_deal(self, start: int, end: int, heads: Iterable[int]) -> bool:
        """Whether what is worth that much is the deal itself: "a transaction worth $5 billion", "the bid was worth"."""
        span = self.doc.char_span(start, end)
        noun = next((t for t in self._up(span) if t.pos_ == "NOUN"), None)
        told = [self.doc[h] for h in heads if h in self.again]
        return any(t.lemma_.lower() in self.deals for t in [*told, *([noun] if noun is not None else [])])

    def _up(self, span: Span) -> Iterator[Token]:
        """The tokens above a span, nearest first."""
        return (t for t in [span.root, *islice(span.root.ancestors, _HIGH)] if not span.start <= t.i < span.end)

    def _bears(self, noun: Token) -> bool:
        """Whether a day said of ``noun`` is that of the deal it stands for: "under an agreement signed on Monday"."""
        return noun.lemma_.lower() in self.containers

    def _told_after(self, span: Span) -> tuple[int, ...]:
        """"two years after it bought Ombra": the predicate of the clause that a distance leads to."""
        end = next((t.i for t in self.doc[span.end:span.sent.end] if t.text == ","), span.sent.end)
        return next(((p.head,) for p in self.busy if span.end <= p.head < end), ())

    def _said(self, span: Span, verb: Token) -> tuple[int, ...]:
        """Heads of what a verb of saying, whose the day is, says: its day is theirs where they have none."""
        below = [p.head for p in self.busy if any(c.kind == "verb" and c.token == verb.i for c in p.cues)]
        main = self._in_sentence(span) or [p for p in self.predicates if verb.i < p.head < span.sent.end]
        return tuple(below) or tuple(p.head for p in main[:1])

    def _beside(self, span: Span) -> tuple[int, ...]:
        """The only predicate with parties in the sentence of ``span``, where no other clause stands between."""
        here = self._in_sentence(span)
        return (here[0].head,) if len(here) == 1 and self._same_clause(span, here[0]) else ()

    def _in_sentence(self, span: Span) -> list[Predicate]:
        """The predicates with parties in the sentence of ``span``, one for each head."""
        return list({p.head: p for p in self.busy if span.sent.start <= p.head < span.sent.end}.values())

    def _same_clause(self, span: Span, predicate: Predicate) -> bool:
        """Whether no verb but the predicate's own stands between it and ``span``."""
        own = {*predicate.tokens, *(c.token for c in predicate.cues), *(a.head for a in predicate.arguments)}
        before = max((i for i in own if i < span.start), default=None)
        first, last = (before + 1, span.start) if before is not None else (span.end, min(own))
        return not any(is_finite(t) and t.i not in own for t in self.doc[first:last])


def is_aside(noun: Token) -> bool:
    """Whether a noun only says where or when what its sentence tells happens: "rejeté son recours dans ce dossier",
    "before the deal"; not "in a deal announced on Monday"."""
    first = noun.left_edge
    before = {t.lower_ for t in noun.doc[max(0, first.i - 1):noun.i]}
    return bool(before & _ASIDE) and not any(t.pos_ in VERBAL for t in noun.doc[noun.i + 1:noun.i + 3])


def _without_deeds(predicate: Predicate, aside: bool) -> Predicate:
    deeds = {c.token for c in predicate.cues if c.kind == "deed" or aside}
    return replace(predicate, cues=tuple(c for c in predicate.cues if c.token not in deeds))


def _territory(doc: Doc, predicates: Sequence[Predicate], report: Collection[str], idle: Collection[int]
               ) -> dict[int, list[int]]:
    """token -> heads of the predicates it belongs to: trigger words, and the words that govern them up to a verb of
    saying, whose sums and days are its own, or to a semicolon."""
    territory: dict[int, list[int]] = {}
    for predicate in predicates:
        for token in predicate.tokens:
            territory.setdefault(token, []).append(predicate.head)
    triggers = {token for p in predicates if p.head not in idle for token in p.tokens}
    for predicate in predicates:
        for cue in predicate.cues:
            if cue.kind not in {"verb", "noun", "deed"}:
                continue
            if cue.lemma in report or cue.token in triggers or any(
                    t.text == ";" for t in doc[min(cue.token, predicate.head):max(cue.token, predicate.head)]):
                break
            territory.setdefault(cue.token, []).append(predicate.head)
    return territory


def placed(found: _Found, paragraph: Paragraph, article: Article) -> _Found:
    """``found`` in a paragraph, as it stands in the article."""
    a, b = paragraph.place(found.start, found.end)
    return replace(found, start=a, end=b, text=article.text[a:b])
