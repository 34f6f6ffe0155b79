"""Which sum and which day belong to which predicate: the one that governs them in the tree, not the nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day

from spacy.tokens import Doc, Token

from extract.amounts import find_amounts, find_percents, measures
from extract.dates import find_dates
from extract.paragraphs import Paragraph
from extract.relations import Relation
from extract.status import words
from extract.types import Amount, Article, PartialDate, Predicate

_HIGH = 25      # a tree deeper than this is broken
# Sums that name something beside the deal or suit itself: never its price.
_BESIDE = {"valuation", "break_fee", "debt", "other", "not_price"}


@dataclass
class Attached:
    """What one predicate governs. ``sums``: (amount, what the words around say it measures or None)."""

    sums: list[tuple[Amount, str | None]] = field(default_factory=list)
    percents: list[Amount] = field(default_factory=list)
    date: PartialDate | None = None
    ahead: bool = False
    said: bool = False          # the day is that of a verb of saying above
    inner: bool = False         # the day stands in a clause below: "the suit that X filed last June"

    def amount(self, relation: Relation) -> Amount | None:
        """The sum that ``relation`` is about, labelled; with the percentage of a stake where one is governed."""
        fitting = [replace(a, of=of or relation.amount) for a, of in self.sums
                   if of is None or of == relation.amount or of not in _BESIDE]
        fitting.sort(key=lambda a: (a.of == "per_share", a.of != relation.amount))
        percent = self.percents[0] if self.percents and relation.category != "dispute" else None
        if fitting:
            return replace(fitting[0], percent=percent.percent) if percent else fitting[0]
        return percent


def attach(article: Article, paragraph: Paragraph, predicates: Sequence[Predicate],
           idle: Collection[int] = ()) -> dict[int, Attached]:
    """For each predicate (by head token) the sums and the day it governs; ``idle`` ones, whose parties nobody fills,
    withhold nothing from what they govern ("launched a bid on Monday")."""
    doc, language = paragraph.doc, article.language
    text = doc.text
    found = {p.head: Attached() for p in predicates}
    if not predicates:
        return found
    report = set(words(language).report)
    territory = _territory(predicates, report, idle)
    for amount in find_amounts(text, language):
        for head in _governing(doc, amount.start, amount.end, territory, predicates):
            found[head].sums.append((_shifted(amount, paragraph, article), measures(text, amount, language)))
    for percent in find_percents(text, language):
        for head in _governing(doc, percent.start, percent.end, territory, predicates):
            found[head].percents.append(_shifted(percent, paragraph, article))
    reference = article.published or Day.today()
    for date in find_dates(text, language, reference, times=True):
        if article.published is None and date.basis == "relative":
            continue
        heads = _governing(doc, date.start, date.end, territory, predicates)
        said = [] if heads else _governing(doc, date.start, date.end, _said(predicates, report), ())
        for head in heads or said:
            if found[head].date is None or (heads and found[head].said):
                found[head].date = _moved(date, paragraph, article)
                found[head].ahead, found[head].said = date.earliest > reference, not heads
                found[head].inner = bool(heads) and _in_clause_below(doc, date.start, head)
    return found


def _in_clause_below(doc: Doc, start: int, head: int) -> bool:
    """Whether another verb stands between the day and the predicate that it hangs on."""
    token = next(t for t in doc if t.idx + len(t) > start)
    return doc[head].pos_ == "NOUN" and any(
        t.pos_ == "VERB" and doc[head].is_ancestor(t) for t in token.ancestors if t.i != head)


def _said(predicates: Sequence[Predicate], report: set[str]) -> dict[int, list[int]]:
    """Verbs of saying -> heads of what they say: their day is the event's where it has none ("said on Monday it had
    agreed")."""
    said: dict[int, list[int]] = {}
    for predicate in predicates:
        verb = next((c.token for c in predicate.cues if c.kind == "verb" and c.lemma in report), None)
        if verb is not None:
            said.setdefault(verb, []).append(predicate.head)
    return said


def _territory(predicates: Sequence[Predicate], report: set[str], idle: Collection[int]) -> dict[int, list[int]]:
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


def _governing(doc: Doc, start: int, end: int, territory: dict[int, list[int]],
               predicates: Sequence[Predicate]) -> list[int]:
    """Heads of the predicates that govern the span: the first met on the way up; else the sentence's only one."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return []
    token: Token = span.root
    inside = set(range(span.start, span.end))
    for _ in range(_HIGH):
        if token.i not in inside and token.i in territory:
            return territory[token.i]
        if token.head.i == token.i:
            break
        token = token.head
    sentence = span.sent
    here = list({p.head for p in predicates if sentence.start <= p.head < sentence.end})
    return here if len(here) == 1 and token.i not in here and _loose(token) else []


def _loose(root: Token) -> bool:
    """Whether the way up ended at no verb: the tree says nothing then, and the only predicate may have it."""
    return root.pos_ not in {"VERB", "AUX"}


def _shifted(amount: Amount, paragraph: Paragraph, article: Article) -> Amount:
    a, b = paragraph.start + amount.start, paragraph.start + amount.end
    return replace(amount, start=a, end=b, text=article.text[a:b])


def _moved(date: PartialDate, paragraph: Paragraph, article: Article) -> PartialDate:
    a, b = paragraph.start + date.start, paragraph.start + date.end
    return replace(date, start=a, end=b, text=article.text[a:b])
