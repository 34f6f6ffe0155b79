"""Predicates x ontology -> claims: who fills the roles, which stage, which sum, which day, who says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Literal, TypeVar

from extract import followups, merging
from extract import status as statuses
from extract.amounts import find_percents
from extract.attach import attach, is_aside, is_recent, lead_days, placed, sums_in
from extract.attribution import attribution, is_hearsay
from extract.certainty import confidence, digest, read_signs
from extract.discourse import ANY
from extract.filling import Filler
from extract.followups import FollowUp, filled
from extract.misses import unfilled
from extract.paragraphs import Paragraph
from extract.predicates import predicates
from extract.relations import Frame, Relation, ontology
from extract.resolve import Cast, Party
from extract.status import Reading
from extract.tokens import Span
from extract.told import SLOT, STAGES, Event, Filled, Told, pairs_of
from extract.types import Amount, Article, Claim, Evidence, Language, Miss, PartialDate, Predicate

_Placed = TypeVar("_Placed", Amount, PartialDate)
_BESIDE = 9         # letters between a sum and the name behind it: " against "
_ENDS: tuple[Literal["source", "target"], ...] = ("source", "target")


def read(article: Article, paragraphs: Sequence[Paragraph], cast: Cast) -> tuple[tuple[Claim, ...], tuple[Miss, ...]]:
    """All claims of an article in reading order, and the sentences that looked like one and gave none."""
    found: list[tuple[Claim | FollowUp, bool]] = []
    misses: list[Miss] = []
    told = Told(article.language)
    for paragraph in paragraphs:
        reader = _Reader(article, paragraph, cast, told)
        found += [(claim, paragraph.is_title) for claim in reader.claims()]
        misses += reader.misses
    days = lead_days(article, paragraphs)
    recent = [d for d in days if is_recent(d, article)]
    told_on = merging.lead_dated(list(filled(merging.titles_dated(found, recent[:1]))), days, recent)
    claims = merging.named_over_nameless(merging.body_over_title(told_on, paragraphs, cast), cast)
    said = {c.evidence.start for c in claims}
    whole = tuple(replace(c, confidence=confidence(c)) for c in merging.merged(merging.exact(claims)))
    return whole, tuple(dict.fromkeys(m for m in misses if m.evidence.start not in said))


@cache
def triggers(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Verbs, nouns and phrases to look for."""
    verbs, nouns, phrases = (ontology().words(language, pos) for pos in ("verb", "noun", "phrase"))
    return verbs | followups.payments(language), nouns | followups.nouns(language), phrases


class _Reader:
    """Reads one paragraph."""

    def __init__(self, article: Article, paragraph: Paragraph, cast: Cast, told: Told) -> None:
        self.article, self.paragraph, self.cast, self.told = article, paragraph, cast, told
        self.language = article.language
        self.ontology = ontology()
        self.misses: list[Miss] = []
        self.predicates = [p for p in predicates(paragraph.doc, self.language, *triggers(self.language))
                           if p.pos != "noun" or not cast.inside_name(paragraph.index, p.tokens[0])]
        self._heard: dict[int, bool] = {}
        again = {p.head for p in self.predicates if followups.speaks_again(p, paragraph.doc[p.head], self.language)}
        self.filler = Filler(cast, paragraph, told, self.predicates)
        self.attached = attach(article, paragraph, self.predicates, self._idle(), again)

    def claims(self) -> Iterator[Claim | FollowUp]:
        index = self.ontology.by_trigger(self.language)
        told: set[int] = set()
        for predicate in self.predicates:
            if told.issuperset(predicate.tokens):
                continue
            done: set[str] = set()
            for relation, name in index.get((predicate.pos, predicate.lemma), ()):
                if relation.name in done and not relation.frames[name].beside:
                    continue
                made = list(self._read(predicate, relation, name))
                if made:
                    done.add(relation.name)
                    told.update(predicate.tokens[:1] if relation.frames[name].beside else predicate.tokens)
                    yield from made
            if not done and (event := self.filler.meant(predicate.head)) is not None:
                made = list(self._again(predicate, event))
                done.update(c.relation for c in made)
                yield from made
            if not done:
                more = followups.follow_up(predicate, self.paragraph.doc[predicate.head],
                                           self.attached[predicate.head], self.language, self._named(predicate))
                if more is not None:
                    yield more

    def _named(self, predicate: Predicate) -> set[str]:
        """Who is among the arguments of ``predicate``."""
        return {p.entity for a in predicate.arguments if a.role in {"agent", "patient", "recipient"}
                for p in self.cast.parties(self.paragraph.index, a.head, ANY)}

    def _again(self, predicate: Predicate, event: Event) -> Iterator[Claim]:
        """A new stage of what was told before: "the deal was called off"."""
        frame = Frame(roles={})
        if is_aside(self.paragraph.doc[predicate.head]):
            return
        reading = self._reading(predicate, event.relation, frame)
        if reading is not None and reading.status in STAGES and reading.cues and not reading.expected:
            yield from self._stated(predicate, event.relation, SLOT, event.filled, reading)

    def _idle(self) -> set[int]:
        """Heads of the predicates that no relation finds parties for."""
        index = self.ontology.by_trigger(self.language)
        busy: set[int] = set()
        for predicate in self.predicates:
            if any(pairs_of(relation, self.filler.fill(predicate, relation, relation.frames[name]))
                   for relation, name in index.get((predicate.pos, predicate.lemma), ())):
                busy.add(predicate.head)
        return {p.head for p in self.predicates} - busy

    def _read(self, predicate: Predicate, relation: Relation, name: str) -> Iterator[Claim]:
        frame = relation.frames[name]
        filled = self.filler.fill(predicate, relation, frame)
        if not pairs_of(relation, filled):
            self.told.hint(relation, filled)
            if self.filler.may_follow(relation, frame) and self._reading(predicate, relation, frame) is not None:
                self.filler.half_told(predicate, relation)
            self._miss(predicate, relation, lambda: unfilled(self.filler, predicate, relation, frame, filled))
            return
        reading = self._reading(predicate, relation, frame)
        if reading is None:
            self._miss(predicate, relation)
            return
        instead = relation.instead.get(reading.status) or (
            relation.majority.get(self.language) if self.attached[predicate.head].most else None)
        if instead is not None:
            other = self.ontology.relations[instead]
            ends = {relation.edge.source: other.edge.source, relation.edge.target: other.edge.target}
            filled = {ends.get(role) or role: parties for role, parties in filled.items()}
            relation = other
        undone = relation.harmful and reading.status == "overturned" and any(
            p.kind == "court" for p in filled.get(relation.edge.source, ())) and frame.status != "overturned"
        # The court that annuls a fine did not impose it.
        if undone or reading.status not in relation.statuses or not self.cast.settle(
                [p for parties in filled.values() for p in parties]):
            self._miss(predicate, relation)
            return
        self.told.tell(relation, filled)
        yield from self._stated(predicate, relation, name, filled, reading)

    def _where(self, predicate: Predicate) -> tuple[Cast, Paragraph, int, int, int]:
        sentence = self.paragraph.doc[predicate.head].sent
        return self.cast, self.paragraph, sentence.start, sentence.end, predicate.head

    def _reading(self, predicate: Predicate, relation: Relation, frame: Frame) -> Reading | None:
        if predicate.head not in self._heard:
            self._heard[predicate.head] = is_hearsay(*self._where(predicate))
        return statuses.read(self._undisturbed(predicate), relation, frame, self.language, self._heard[predicate.head])

    def _undisturbed(self, predicate: Predicate) -> Predicate:
        """Without the negation of what an authority does to it: "will not oppose the takeover" denies no takeover."""
        if not predicate.negated:
            return predicate
        acts = [p for p in self.predicates if p.head != predicate.head and self.filler.judges(p)]
        judged = {p.head for p in acts} | {
            c.token for p in acts for c in p.cues if p.pos == "noun" and c.kind == "verb"}
        cues = tuple(c for c in predicate.cues if c.kind != "negation" or c.token not in judged - {predicate.head})
        return replace(predicate, cues=cues)

    def _stated(self, predicate: Predicate, relation: Relation, rule: str, filled: Filled, reading: Reading
                ) -> Iterator[Claim]:
        """The claims of one statement, a pair of parties each."""
        attached = self.attached[predicate.head]
        date = None if attached.inner and reading.cues else attached.date
        if date is None and reading.status in STAGES:       # "on Monday Brussels blocked the purchase": both that day
            date = next((self.attached[c.token].date for c in reading.cues if c.token in self.attached), None)
        if date is not None and reading.expected and date.role == "occurred" and attached.ahead:
            date = replace(date, role="expected")
        status = "planned" if reading.status == "current" and attached.later and date is not None else reading.status
        evidence = self._evidence(*(where := self._where(predicate))[2:4])
        common = Claim(
            id="", statement=digest(self.article.id, str(evidence.start), str(predicate.head)), relation=relation.name,
            source="", target=None, status=status, stance=reading.stance, outcome=reading.outcome,
            properties=self._properties(relation, predicate), amount=attached.amount(relation), date=date,
            attribution=attribution(*where), confidence=0.0, rule=f"{relation.name.lower()}/{rule}", evidence=evidence,
            trigger=self._evidence(min(predicate.tokens), max(predicate.tokens) + 1),
            cues=tuple(self._evidence(c.token, c.token + 1) for c in reading.cues), evidences=(evidence,))
        roles = {role: tuple(dict.fromkeys(p.entity for p in parties)) for role, parties in filled.items()
                 if role not in {relation.edge.source, relation.edge.target} and role in relation.roles}
        each = self._respectively(predicate, relation, filled)
        for source, target in pairs_of(relation, filled):
            whose = next((p.entity for p in (source, target) if p is not None and p.entity in each), "")
            claim = replace(common, roles=roles, amount=each[whose] if whose else _own(common.amount, target, filled),
                            date=_own(date, target, filled))
            yield self._pair(claim, predicate, source, target)
        for other, ends in relation.also.items():
            if reading.status in self.ontology.relations[other].statuses:
                beside = replace(common, relation=other, amount=None, outcome=None, properties={})
                sources, targets = ([p for role in ends[end] for p in filled.get(role, ())] for end in _ENDS)
                for source, target in product(sources, targets):
                    yield self._pair(beside, predicate, source, target)

    def _respectively(self, predicate: Predicate, relation: Relation, filled: Filled) -> dict[str, Amount | None]:
        """Whose sum is which: "X and Y invest $5 and $10 million respectively"; nobody's where that is not clear."""
        each = statuses.words(self.language).each
        sides = [filled.get(role or "", ()) for role in (relation.edge.source, relation.edge.target)]
        several = [side for side in sides if len(side) > 1]
        sentence = self.paragraph.doc[predicate.head].sent
        for holders in several if "%" in predicate.lemma else []:
            if len(shares := self._stakes(sentence)) == len(holders):
                return {party.entity: share for party, share in zip(holders, shares, strict=True)}
        if not several or not any(t.lower_ in each for t in sentence):
            return self._beside(several[0], self._sums(sentence, relation)) if several else {}
        sums = self.attached[predicate.head].in_order(relation)
        side = next((side for side in several if len(side) == len(sums)), None)
        if side is None:
            return {party.entity: None for party in several[0]}
        return {party.entity: amount for party, amount in zip(side, sums, strict=True)}

    def _beside(self, holders: Sequence[Party], sums: Sequence[Amount]) -> dict[str, Amount | None]:
        """Whose sum is which where each stands beside a name: "X $3 million and Y $2 million", "$3 million on X"."""
        found: dict[str, Amount | None] = {}
        for party in holders:
            near = [a for a in sums if a.start == party.end + 1] or [
                a for a in sums if 0 < party.start - a.end <= _BESIDE
                and len(self.article.text[a.end:party.start].split()) == 1]
            found |= {party.entity: near[0]} if len(near) == 1 else {}
        return found if len(found) == len(holders) else {}

    def _sums(self, sentence: Span, relation: Relation) -> list[Amount]:
        """The sums of money that a sentence tells, as what ``relation`` measures."""
        return [placed(replace(a, of=relation.amount), self.paragraph, self.article)
                for a in sums_in(self.article, self.paragraph) if sentence[0].idx <= a.start <= sentence[-1].idx]

    def _stakes(self, sentence: Span) -> list[Amount]:
        """The percentages of stakes that a sentence tells, in order: "held 51% by X and 49% by Y"."""
        return [placed(p, self.paragraph, self.article) for p in find_percents(self.paragraph.doc.text, self.language)
                if p.of == "stake" and sentence[0].idx <= p.start <= sentence[-1].idx]

    def _pair(self, claim: Claim, predicate: Predicate, source: Party, target: Party | None) -> Claim:
        """``claim`` said of one pair."""
        identity = digest(self.article.id, claim.relation, source.entity, target.entity if target else "",
                           claim.status, claim.stance)
        parties = [source, *([target] if target else [])]
        shown = read_signs(predicate, parties, claim.evidence, claim.trigger or claim.evidence)
        return replace(claim, id=identity, source=source.entity, target=target.entity if target else None,
                       signs=(*shown, self.ontology.relations[claim.relation].category, self.language,
                              *["title"] * self.paragraph.is_title))

    def _properties(self, relation: Relation, predicate: Predicate) -> dict[str, str | bool | float]:
        sentence = {t.lemma_.lower() for t in self.paragraph.doc[predicate.head].sent}
        return {name: True for name, words in relation.properties.items() if sentence & set(words[self.language])}

    def _evidence(self, first: int, end: int) -> Evidence:
        a, b = self.paragraph.span(first, end)
        text = self.article.text[a:b]
        return Evidence(a + len(text) - len(text.lstrip()), a + len(text.rstrip()), text.strip())

    def _miss(self, predicate: Predicate, relation: Relation, why: Callable[[], str] = lambda: "stage") -> None:
        """Noted where the sentence names two who could be its parties."""
        sentence = self.paragraph.doc[predicate.head].sent
        named = {id(member) for t in sentence if (member := self.cast.roster.at(self.paragraph.index, t.i)) is not None}
        if len(named) > 1:
            reason = statuses.why_not(predicate, relation, self.language) or why()
            self.misses.append(Miss(relation.name, reason, self._evidence(sentence.start, sentence.end)))


def _own(found: _Placed | None, party: Party | None, filled: Filled) -> _Placed | None:
    """``found``, but not where it is told of another of the same side: "bought X in 2019 and Y"."""
    side = next((parties for parties in filled.values() if party in parties), ())
    apart = found is not None and party is not None and any(p.start < found.start < party.start for p in side)
    return None if apart else found
