"""What a change of some articles can change: which parties, and which deals and disputes must be made anew.

The graph is cut into cells, a pair of parties or one alone. A claim belongs to the cells of its sides; an event to
those of its claims. A scope of cells is closed where no event reaches out of it: by parties told on one side in one
statement, by the two parties of a reviewed deal, by a judgement. What is about an event is looked for in the articles
that tell both, so that nothing else of a company that is in all the news is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Literal, Protocol

from graph.facts import Fact, Relations, facts_of
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Named, StoredClaim
from graph.parties import Told, parties_of
from graph.quarrels import completed, sided
from graph.verdicts import Pairs, base

Cell = frozenset[str]       # one or two entity ids
Which = Literal["articles", "entities", "ids", "together", "alone", "quarrels", "toward", "beside"]


class Corpus(Protocol):
    """Where claims are looked up: those that count now, as judged. Entity ids throughout; answers come in any order."""

    @property
    def told(self) -> Told: ...

    def like(self, named: Iterable[Named]) -> Iterable[Named]:
        """Named of all articles that share a key, a head or an id in the list with one of these, or call it so.

        One may stand for many that are alike in all but their articles.
        """

    def named(self, ids: Iterable[str]) -> Sequence[Named]: ...

    def settle(
        self, entities: Sequence[GraphEntity], identity: Mapping[str, str]
    ) -> tuple[set[str], Mapping[str, str]]:
        """Makes these Named, and all that they stand for, what ``identity`` says.

        Ids of entities that are not what they were; each Named that is another entity now, with the one it was.
        """

    def identity(self, named: Iterable[str]) -> Mapping[str, str]:
        """Named -> entity, of those that have one."""

    def entities(self, ids: Iterable[str]) -> Mapping[str, GraphEntity]: ...

    def named_in(self, articles: Iterable[str]) -> Sequence[Named]: ...

    def claims(self, which: Which, of: Iterable[Any]) -> Sequence[StoredClaim]:
        """Those of articles; that entities take part in; by ids without a version; that both of a pair (a cell) take
        part ``together``; that entities make ``alone``, without a target, with rulings against them; ``quarrels`` that
        entities take part in; purchases of and investments in entities (``toward``), and their rounds; quarrels with
        one of a pair in articles that name both (``beside``).
        """

    def replaced(self, articles: Iterable[str]) -> Sequence[StoredClaim]:
        """What the articles said in versions since replaced, of those who have an entity."""

    def events_of(self, claims: Iterable[str]) -> Sequence[Event]:
        """The events that claims support until now."""


@dataclass(slots=True)
class Scope:
    """Cells that are closed, the claims in them, the events that these make ``old``, and all that was looked at."""

    corpus: Corpus
    relations: Relations
    judged: Pairs
    cells: set[Cell] = field(default_factory=set)
    claims: dict[str, StoredClaim] = field(default_factory=dict)
    near: dict[str, StoredClaim] = field(default_factory=dict)
    old: dict[str, Event] = field(default_factory=dict)
    _sides: dict[str, Cell] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)        # articles whose every claim is in near
    _read: set[str] = field(default_factory=set)        # parties whose every quarrel is in near

    def copy(self) -> Scope:
        return replace(self, cells=set(self.cells), claims=dict(self.claims), near=dict(self.near), old=dict(self.old),
                       _sides=dict(self._sides), _told=set(self._told), _read=set(self._read))

    def grow(self, cells: Iterable[Cell]) -> Scope:
        """With ``cells`` and all that their events reach."""
        todo = {cell for cell in cells if len(cell) < 3} - self.cells
        while todo:
            self.cells |= todo
            looked = {c.id: c for c in (*self.corpus.claims("together", [cell for cell in todo if len(cell) == 2]),
                                        *self.corpus.claims("alone", {one for cell in todo for one in cell}))}
            at = self.place(looked.values())
            new = [c for id, c in looked.items() if id not in self.claims and at.get(id, set()) & self.cells]
            new += [c for c in self._moved(looked.values()) if c not in new]
            self.claims |= {c.id: c for c in new}
            todo = self._reached(new, at) - self.cells
        return self

    def place(self, claims: Iterable[StoredClaim]) -> dict[str, set[Cell]]:
        """Claim -> its cells. What names one side of a quarrel alone is placed by all the quarrels of that side."""
        asked = {c.id: c for c in claims}
        self.near |= asked
        lone = [f for f in self._facts(asked.values()) if _is_lone(f)]
        self.articles({f.claim.article for f in lone})
        unread = {one for f in lone for one in f.sides} - self._read
        if unread:
            self.near |= {c.id: c for c in self.corpus.claims("quarrels", unread)}
            self._read |= unread
        facts = self._facts(self.near.values() if lone else asked.values())
        found: dict[str, set[Cell]] = {}
        plain = [f for f in facts if _is_plain(f)]      # with whom a party talks says nothing of its quarrels
        entities = self.corpus.entities({one for f in plain for one in f.sides})
        for fact in (*completed(plain, entities), *(f for f in facts if not _is_plain(f))):
            if fact.claim.id in asked:
                self._sides[fact.claim.id] = frozenset(fact.sides)
                found.setdefault(fact.claim.id, set()).update(_cells(fact))
        return found

    def articles(self, ids: set[str]) -> list[StoredClaim]:
        """Every claim of the articles."""
        unread = ids - self._told
        if unread:
            self.near |= {c.id: c for c in self.corpus.claims("articles", unread)}
            self._told |= unread
        return [c for c in self.near.values() if c.article in ids]

    def cells_of(self, claims: Iterable[StoredClaim]) -> set[Cell]:
        return {cell for cells in self.place(claims).values() for cell in cells}

    def kind(self, claim: StoredClaim) -> tuple[str, str]:
        """Category and family."""
        relation = self.relations[claim.relation]
        return relation.category, "dispute" if relation.category == "dispute" else relation.family

    def _facts(self, claims: Iterable[StoredClaim]) -> list[Fact]:
        claims = list(claims)
        identity = self.corpus.identity({one for c in claims for one in parties_of(c)})
        facts = facts_of(claims, identity, self.relations)
        parties = {one for f in facts for one in (*f.sides, *f.roles.get("winner", ()))}
        entities = self.corpus.entities(parties)
        return [*sided(facts, entities), *(f for f in facts if not _is_plain(f))]

    def _moved(self, claims: Iterable[StoredClaim]) -> list[StoredClaim]:
        """Claims of one side that are in another quarrel than before, or in none."""
        facts = self._facts(c for c in claims if c.id not in self.claims)
        lone = [fact.claim for fact in facts if _is_lone(fact)]
        was: dict[str, list[Event]] = {}
        for event in self.corpus.events_of([c.id for c in lone]):
            for id in event.claims:
                was.setdefault(id, []).append(event)
        return [c for c in lone if not any(_holds(event, self._sides[c.id]) for event in was.get(c.id, ()))]

    def _reached(self, claims: list[StoredClaim], at: Mapping[str, set[Cell]]) -> set[Cell]:
        """Cells that events of ``claims`` reach."""
        reached = {cell for c in claims for cell in at.get(c.id, ())}
        told = {(c.article, c.statement) for c in claims if self._joint(c)}
        reached |= self.cells_of(c for c in self.articles({article for article, _ in told})
                                 if (c.article, c.statement) in told and self._joint(c))
        judged = {base(c.id) for c in claims} & self.judged.judged
        ties = {other for one in judged for other in self.judged.judged if self.judged.one(one, other)}
        events = [e for e in self.corpus.events_of([c.id for c in claims]) if e.id not in self.old]
        self.old |= {e.id: e for e in events}
        ties |= {base(id) for e in events for id in e.claims} - {base(id) for id in self.claims}
        return reached | self.cells_of(self.corpus.claims("ids", ties) if ties else ())

    def _joint(self, claim: StoredClaim) -> bool:
        return bool(lifecycles().family(self.kind(claim)[1]).joint) or claim.relation in lifecycles().talks


def _holds(event: Event, cell: Cell) -> bool:
    """Whether a fact of ``cell`` may be in ``event``; what names one side alone makes an event by itself."""
    parties = {*event.source, *event.target}
    return cell <= parties if len(cell) == 2 else cell == parties


def _is_plain(fact: Fact) -> bool:
    return fact.category in ("deal", "dispute") and fact.claim.relation not in lifecycles().talks


def _is_lone(fact: Fact) -> bool:
    """Whether it tells of a quarrel and names one side alone."""
    return fact.category == "dispute" and len(fact.sides) == 1 and _is_plain(fact)


def _cells(fact: Fact) -> set[Cell]:
    cells = {frozenset(fact.sides)}
    if fact.target:
        cells.add(frozenset((fact.source, fact.target)))
    return cells | {frozenset((fact.source, other)) for other in fact.roles.get("counterparty", ())}


def about_them(scope: Scope) -> set[Cell]:
    """Cells whose events may be about one of ``scope``: quarrels told beside a deal, stakes in a round, rival bids."""
    deals = [c for c in scope.claims.values() if scope.kind(c)[0] == "deal"]
    pairs = scope.cells_of(deals)
    families = {scope.kind(c)[1] for c in deals}
    for event in (e for e in scope.old.values() if e.node == "Deal"):
        sides = sorted({*event.source, *event.target})
        pairs |= {frozenset(pair) for pair in combinations(sides, 2)} | {frozenset((one,)) for one in sides}
        families.add(event.family)
    found = list(scope.corpus.claims("beside", [pair for pair in pairs if len(pair) == 2]))
    if families & {"control", "round"}:
        found += scope.corpus.claims("toward", {one for pair in pairs for one in pair})
    return scope.cells_of(found)


def that_they_are_about(scope: Scope) -> set[Cell]:
    """Cells of deals that events of ``scope`` may be about."""
    disputes = [c for c in scope.claims.values() if scope.kind(c)[0] == "dispute"]
    named = beside(scope._facts(scope.articles({c.article for c in disputes})))
    at = scope.place(disputes)
    pairs = {frozenset((one, other)) for c in disputes for cell in at.get(c.id, ()) for one in cell
             for other in named[c.article] if one != other}
    found = [c for c in scope.corpus.claims("together", pairs - scope.cells) if scope.kind(c)[0] == "deal"]
    deals = [c for c in scope.claims.values() if scope.kind(c)[1] in ("control", "equity", "round")]
    parties = {one for cell in scope.cells_of(deals) for one in cell}
    return scope.cells_of([*found, *scope.corpus.claims("toward", parties)])


def beside(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """Article -> all parties that it tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        told = (fact.source, fact.target, *fact.sides, *(one for many in fact.roles.values() for one in many))
        found[fact.claim.article].update(one for one in told if one)
    return found
