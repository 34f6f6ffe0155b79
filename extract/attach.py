"""Which sum and which day belong to which predicate: the one that governs them in the tree, not the nearest.

Where the tree says nothing, or hangs a sum on a verb that tells no deal, the clause decides: the only predicate with no
other finite verb between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import lru_cache
from itertools import islice

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

_WEEK = 8
_AGAIN = re.compile(r"[\s,]*(?:\(|(?:soit|or|ou|i\.e\.|about|environ|près de|nearly)\s)[^.;)]{0,25}", re.IGNORECASE)
_HIGH = 25      # a tree deeper than this is broken
# Sums that name something beside the deal or suit itself: never its price.
_RELATIVE = {"which", "who", "whose", "whom", "where", "qui", "que", "qu'", "dont", "où", "lequel", "laquelle"}
_RESUMES = {"for", "at", "under", "in", "pour", "au", "aux", "à", "moyennant", "contre", "selon"}
_AFTER = {"after", "après"}
_BESIDE = {"valuation", "break_fee", "debt", "other", "not_price"}


@dataclass
class Attached:
    """What one predicate governs. ``sums``: (amount, what the words around say it measures or None)."""

    sums: list[tuple[Amount, str | None]] = field(default_factory=list)
    percents: list[Amount] = field(default_factory=list)
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
        return sorted((replace(a, of=of or relation.amount) for a, of in self.sums if of in {None, relation.amount}),
                      key=lambda a: a.start)

    def amount(self, relation: Relation) -> Amount | None:
        """The sum that ``relation`` is about, labelled; with the percentage of a stake where one is governed."""
        if relation.category == "structure" and relation.amount == "other":
            return None
        told = relation.category == "deal" or relation.amount != "other"    # an investigation has no sum of its own
        fitting = [replace(a, of=of or relation.amount) for a, of in self.sums
                   if (of is None and told) or of == relation.amount or (of is not None and of not in _BESIDE)]
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
    sums = find_amounts(text, language, lambda: _currency(article.text, language))
    for amount in (a for n, a in enumerate(sums) if not n or not _converted(text, sums[n - 1], a)):
        of = measures(text, amount, language)
        of = None if of == "valuation" and tree.of_deal(amount.start, amount.end) else of
        for head in tree.governing(amount.start, amount.end):
            found[head].sums.append((_shifted(amount, paragraph, article), of))
    for percent in (p for p in find_percents(text, language) if p.of == "stake"):
        for head in tree.governing(percent.start, percent.end):
            found[head].percents.append(_shifted(percent, paragraph, article))
    reference = article.published or Day.today()
    for date in _days(text, language, reference):
        if article.published is None and date.basis == "relative":
            continue
        hold = tree.holding(date.start, date.end)
        for head in hold.heads:
            ahead = date.earliest > reference
            found[head].later |= ahead
            if found[head].date is None or (ahead, hold.far) < (found[head].ahead, found[head].far):
                found[head].date, found[head].far = _moved(date, paragraph, article), hold.far
                found[head].ahead, found[head].inner = ahead, hold.inner
    return found


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


def lead_day(article: Article, paragraphs: Sequence[Paragraph]) -> PartialDate | None:
    """The day that the text's first paragraph names first, of the week before publication: that of the title's news."""
    lead = next((p for p in paragraphs if not p.is_title), None)
    if lead is None or article.published is None:
        return None
    days = (d for d in _days(lead.doc.text, article.language, article.published)
            if d.precision == "day" and d.role == "occurred" and (article.published - d.earliest).days < _WEEK)
    return next((_moved(d, lead, article) for d in days), None)


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
        self.saying = report | lexicon(language, "attribution", Words).report
        words_of = lexicon(language, "predicates", Lexicon)
        self.containers, self.support = words_of.containers, words_of.support.agent
        self.territory = _territory(predicates, report, idle)
        plain = [_without_deeds(p) if p.head in again else p for p in predicates]
        self.dated = _territory(plain, report, idle)        # "the pact ends ties since 2019": no day of the pact

    def governing(self, start: int, end: int) -> tuple[int, ...]:
        """Heads of the predicates that govern a sum: the first met on the way up; else the clause's only one."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return ()
        met = [h for i in range(span.start, span.end) for h in self.territory.get(i, ())]      # "owns 20% of"
        for token in self._up(span):
            met += [h for h in self.territory.get(token.i, ()) if h not in met]
            if met and (token.pos_ in VERBAL or not set(self.territory.get(token.i, ())) <= set(self.again)):
                break
        return tuple(met) or self._beside(span)

    def holding(self, start: int, end: int) -> _Hold:
        """The predicates that a day belongs to: as ``governing``, but no day leaves a clause with a verb of its own:
        "born in 2020", "the fine imposed two years ago"."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return _Hold()
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
                if above.i in self.dated and above.pos_ not in VERBAL:
                    noun = above
                elif token.lemma_.lower() in self.saying and not self._bears(above):
                    return _Hold(self._said(span, token), 2)
                elif above.pos_ in {"NOUN", "PROPN"}:
                    noun = above
                elif is_finite(token):
                    return _Hold(self._beside(span), 2)
                elif token.dep_ != "ROOT" and token.lemma_.lower() not in self.support:
                    return _Hold(tuple(met))
        return _Hold(tuple(met) or (() if noun is not None else self._beside(span)), 2, noun is not None)

    def of_deal(self, start: int, end: int) -> bool:
        """Whether what is worth that much is the deal itself: "a transaction worth $5 billion", "the bid, valued"."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        noun = next((t for t in self._up(span) if t.pos_ == "NOUN"), None) if span is not None else None
        return noun is not None and noun.lemma_.lower() in self.deals

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
        """Whether nothing but verbs of the predicate's own, and of saying, stands between it and ``span``."""
        own = {*predicate.tokens, *(c.token for c in predicate.cues), *(a.head for a in predicate.arguments)}
        before = max((i for i in own if i < span.start), default=None)
        first, last = (before + 1, span.start) if before is not None else (span.end, min(own))
        between = _outside_brackets(self.doc[first:last])
        return not any(is_finite(t) and t.i not in own and not self._of_saying(t) for t in between)

    def _of_saying(self, token: Token) -> bool:
        verb = token.head if token.pos_ == "AUX" else token
        return verb.lemma_.lower() in self.saying or token.lemma_.lower() in self.saying


def _outside_brackets(between: Span) -> list[Token]:
    """Tokens but those of a relative clause that a comma closes: "Ombra, whose tools are popular, for $2 billion"."""
    last = max((t.i for t in between if t.text == ","), default=-1)
    opened = next((t.i for t in between if t.lower_ in _RELATIVE), last)
    resumed = last > opened and between.doc[last + 1].lower_ in _RESUMES
    return [t for t in between if not resumed or not opened <= t.i <= last]


def _without_deeds(predicate: Predicate) -> Predicate:
    deeds = {c.token for c in predicate.cues if c.kind == "deed"}
    return replace(predicate, cues=tuple(c for c in predicate.cues if c.token not in deeds))


def _territory(predicates: Sequence[Predicate], report: Collection[str], idle: Collection[int]) -> dict[int, list[int]]:
    """token -> heads of the predicates it belongs to: trigger words, and the words that govern them up to a verb of
    saying, whose sums and days are its own."""
    territory: dict[int, list[int]] = {}
    for predicate in predicates:
        for token in predicate.tokens:
            territory.setdefault(token, []).append(predicate.head)
    triggers = {token for p in predicates if p.head not in idle for token in p.tokens}
    for predicate in predicates:
        for cue in predicate.cues:
            if cue.kind not in {"verb", "noun", "deed"}:
                continue
            if cue.lemma in report or cue.token in triggers:
                break
            territory.setdefault(cue.token, []).append(predicate.head)
    return territory


def _shifted(amount: Amount, paragraph: Paragraph, article: Article) -> Amount:
    a, b = paragraph.place(amount.start, amount.end)
    return replace(amount, start=a, end=b, text=article.text[a:b])


def _moved(date: PartialDate, paragraph: Paragraph, article: Article) -> PartialDate:
    a, b = paragraph.place(date.start, date.end)
    return replace(date, start=a, end=b, text=article.text[a:b])
