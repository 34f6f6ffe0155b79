"""What the article has told so far: later sentences go on from it without naming its parties.

"The round" is the one that was told last, "took part" took part in it, "the deal was blocked" means the last deal,
"the companies" its two sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

from extract import followups
from extract.relations import Relation, Role, ontology
from extract.resolve import Party
from extract.tokens import Token
from extract.types import Language

Filled = dict[str, tuple[Party, ...]]
SLOT, OPPOSITE, FOCUS = "told", "opposite", "focus"
# What "the deal was ..." may say of a deal told before; anything less adds nothing.
STAGES = {"completed", "abandoned", "prohibited", "rejected", "ended", "dismissed", "dropped", "settled", "overturned"}


@dataclass(frozen=True, slots=True)
class Event:
    """A statement: its relation and who filled its roles."""

    relation: Relation
    filled: Filled

    def end(self, end: str) -> tuple[Party, ...]:
        """The parties at its "agent" or "patient" end; of a relation that goes both ways, all at the first."""
        edge = self.relation.edge
        sources, targets = self.filled.get(edge.source, ()), self.filled.get(edge.target or "", ())
        if self.relation.symmetric:
            return (*sources, *targets) if end == "agent" else ()
        return sources if end == "agent" else targets

    def names(self, party: Party) -> bool:
        return any(p.entity == party.entity for parties in self.filled.values() for p in parties)


class Told:
    """The statements of one article, as far as it is read."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._events: list[Event] = []
        self._halves: dict[str, Event] = {}

    def hint(self, relation: Relation, filled: Filled) -> None:
        """Keeps an event that names its source alone: "fined ten makers", who are named later."""
        if filled.get(relation.edge.source):
            self._halves[relation.name] = Event(relation, filled)

    def tell(self, relation: Relation, filled: Filled) -> None:
        self._events.append(Event(relation, filled))

    def last(self, relation: str) -> Event | None:
        return next((e for e in reversed(self._events) if e.relation.name == relation), None)

    def deal(self) -> Event | None:
        """The deal told last."""
        return next((e for e in reversed(self._events) if e.relation.category == "deal"), None)

    def both(self, token: Token) -> tuple[Party, ...]:
        """The two sides of the last statement that has two, for a noun that means them: "the companies"."""
        if not followups.means_both(token, self.language):
            return ()
        for event in reversed(self._events):
            parties = tuple(dict.fromkeys(p for ends in event.filled.values() for p in ends))
            edge = event.relation.edge
            if event.relation.category != "structure" and edge.target and event.filled.get(edge.source) and (
                    event.filled.get(edge.target) or len(parties) > 1):
                return (*event.filled[edge.source], *event.filled.get(edge.target, ()))[:2]
        return ()

    def opposite(self, parties: tuple[Party, ...], plural: bool = False, category: str = "") -> tuple[Party, ...]:
        """Who stood against or beside ``parties`` in the last statement (of ``category``) that names them; one, or
        several if ``plural``."""
        names = {p.entity for p in parties}
        for event in reversed(self._events):
            if category not in {"", event.relation.category}:
                continue
            edge = event.relation.edge
            ends = [event.filled.get(role or "", ()) for role in (edge.source, edge.target)]
            if not ends[1] and event.relation.symmetric:
                ends = [(p,) for p in ends[0]]
            beside = [p for end in ends for p in end if p.entity in names]
            others = tuple(p for end in ends if not names & {p.entity for p in end} for p in end)
            if beside and others:
                return others if (len({p.entity for p in others}) > 1) == plural else ()
        return ()

    def standing_for(self, role: Role, lemma: str | None, filled: Filled, again: str = "") -> tuple[Party, ...]:
        """Who a role's ``through`` gives: for one of its nouns, or (``lemma`` None) for what is left unsaid; a dispute
        only to one of its parties. Of several relations the one told last. ``again``: the relation that is read; one
        more of it needs no party in common ("the probe also targets X"), nor does a ``through`` of "*"."""
        best: tuple[int, tuple[Party, ...]] = (-1, ())
        for through, nouns in role.through.items():
            name, _, which = through.partition(".")
            number = max((n for n, e in enumerate(self._events) if e.relation.name == name), default=-1)
            if number <= best[0] or not (lemma is None or lemma in nouns):
                continue
            event = self._events[number]
            if event.relation.category == "dispute" and name != again and "*" not in nouns and not any(
                    event.names(p) for parties in filled.values() for p in parties):
                continue
            said = {p.entity for parties in filled.values() for p in parties}
            parties = tuple(p for p in event.filled.get(which or event.relation.edge.source, ())
                            if p.kind in role.kinds and p.entity not in said)
            if parties:
                best = number, parties if lemma is None else parties[:1]
        half = next((self._halves[t] for t in role.through if t in self._halves), None)
        if best[1] or lemma is not None or half is None:
            return best[1]
        return tuple(p for p in half.filled[half.relation.edge.source] if p.kind in role.kinds)

    def called(self, lemma: str) -> tuple[Party, ...] | None:
        """Who a noun for a role of the last claim means, "the vendor"; None where it is no such noun."""
        if lemma not in ontology().called:
            return None
        relation, role = ontology().called[lemma]
        event = self.last(relation)
        return event.filled.get(role, ()) if event is not None else ()

    def meant(self, token: Token) -> Event | None:
        """The event that a definite noun without parties of its own means: "the deal", "the merger", "the lawsuit"."""
        lemma = token.lemma_.lower()
        category = followups.category(token, lemma, self.language)
        if category is None:
            return None
        events = [e for e in self._events if e.relation.category == category]
        named = [r for r, _ in ontology().by_trigger(self.language).get(("noun", lemma), ()) if not any(
            lemma in through for role in r.roles.values() for through in role.through.values())]    # itself told before
        same = [e for e in events if e.relation in named]
        if not same:        # "the merger" may be a takeover
            families = {r.family for r in named}
            same = [e for e in events if not named or e.relation.family in families & {"control"}]
        return same[-1] if same else None


def pairs_of(relation: Relation, filled: Filled) -> list[tuple[Party, Party | None]]:
    """The pairs of parties one predicate speaks of; two names on one side of a symmetric relation are a pair."""
    if any(role.required and not filled.get(name) for name, role in relation.roles.items()
           if not (relation.symmetric and name == relation.edge.target)):
        return []
    sources = filled.get(relation.edge.source, ())
    if relation.edge.target is None:
        return [(s, None) for s in sources]
    targets = filled.get(relation.edge.target, ())
    if relation.symmetric and not targets:
        return [(a, b) for a, b in combinations(sources, 2) if a.entity != b.entity]
    return [(s, t) for s, t in product(sources, targets) if s.entity not in {t.entity, t.owner}]


def is_somebody(token: Token) -> bool:
    """A plural or definite common noun that is no sum: parties that are not told by name."""
    return token.pos_ == "NOUN" and not any(t.like_num and not t.is_alpha for c in token.lefts for t in c.subtree)
