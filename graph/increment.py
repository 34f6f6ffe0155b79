"""A change of some articles -> what must be written so that all is as if made from nothing; see ``graph.closure``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph.closure import Cell, Corpus, Scope, Which, about_them, that_they_are_about
from graph.consolidate import events_of
from graph.events import World
from graph.facts import Relations, facts_of
from graph.identity import resolve
from graph.model import Edge, Event, Named, StoredClaim, Version
from graph.origins import Sources
from graph.parties import parties_of
from graph.verdicts import Verdicts, base


@dataclass(frozen=True, slots=True)
class Changed:
    """Articles put in or taken out, and what stood on their claims before: whom they named, cells, events."""

    articles: frozenset[str]
    named: tuple[Named, ...] = ()
    cells: frozenset[Cell] = frozenset()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Increment:
    """Events and edges to be there, ids of events that are no more; ``pairs``: between whom edges are made anew."""

    events: tuple[Event, ...]
    replaced: frozenset[str]
    edges: tuple[Edge, ...]
    past: tuple[Version, ...]
    pairs: frozenset[Cell]


def who_is_who(corpus: Corpus, changed: Changed, verdicts: Verdicts) -> list[Named]:
    """All Named whose entity a change may touch: who could be one with a changed one, and with these, and so on."""
    known: dict[str, Named] = {}
    todo: list[Named] = [*changed.named, *corpus.named_in(changed.articles)]
    while todo:
        found = {one.id: one for one in corpus.like(todo)}
        asked = found.keys() | {one.id for one in todo}         # with those taken out, who held others together
        judged = {one for pair in (*verdicts.parties.ones, *verdicts.parties.aparts)
                  if not asked.isdisjoint(pair) for one in pair}
        found |= {one.id: one for one in corpus.named(judged - found.keys() - known.keys())}
        todo = [one for id, one in found.items() if id not in known]
        known |= found
    return sorted(known.values(), key=lambda one: one.id)


def increment(corpus: Corpus, changed: Changed, relations: Relations, verdicts: Verdicts) -> Increment:
    """What to write after ``changed``; who is who is settled on the way."""
    named = who_is_who(corpus, changed, verdicts)
    touched, moved = corpus.settle(*resolve(named, corpus.told, verdicts))
    left = [c for c in corpus.claims("entities", touched) if not parties_of(c).isdisjoint(moved)]
    old = {event.id: event for event in (*changed.events, *corpus.events_of([c.id for c in left]))}
    first = Scope(corpus, relations, verdicts.events, old=old)
    stood = {base(claim) for event in old.values() for claim in event.claims}
    asked: tuple[tuple[Which, Iterable[str]], ...] = (
        ("articles", changed.articles), ("entities", touched), ("ids", stood))
    news = [claim for which, ids in asked for claim in corpus.claims(which, ids)]
    first.grow(first.cells_of(news) | changed.cells | _left(corpus, left, moved))
    scope = first.copy().grow(about_them(first))
    around = scope.copy().grow(that_they_are_about(scope))
    return _made(scope, around, verdicts)


def _left(corpus: Corpus, claims: Iterable[StoredClaim], moved: Mapping[str, str]) -> set[Cell]:
    """The cells that claims have left, because a name of theirs is another party now."""
    cells: set[Cell] = set()
    for claim in claims:
        parties = parties_of(claim)
        then = {*(dict(corpus.identity(parties)) | {one: moved[one] for one in parties & moved.keys()}).values()}
        cells |= {frozenset(pair) for pair in combinations(sorted(then), 2)} | {frozenset((one,)) for one in then}
    return cells


def _made(scope: Scope, around: Scope, verdicts: Verdicts) -> Increment:
    """The events of ``scope``, by all that is ``around`` it."""
    corpus, claims = scope.corpus, sorted(around.near.values(), key=lambda c: c.id)
    named = corpus.named_in({c.article for c in scope.claims.values()})
    identity = {**corpus.identity({one for c in claims for one in parties_of(c)}),
                **corpus.identity({one.id for one in named})}
    world = World(scope.relations, corpus.entities(set(identity.values())), Sources(named, identity))
    replaced = facts_of(corpus.replaced({c.article for c in scope.claims.values()}), identity, scope.relations)
    facts = facts_of(claims, identity, scope.relations)
    events, edges, past = events_of(facts, world, verdicts, around.cells, replaced)
    ours = [event for event in events if not scope.claims.keys().isdisjoint(event.claims)]
    kept = {event.id for event in ours}
    drawn = [e for e in edges if (e.event in kept if e.event else frozenset((e.source, e.target)) in scope.cells)]
    return Increment(tuple(ours), frozenset(scope.old) - kept, tuple(drawn),
                     tuple(past(kept)),
                     frozenset(cell for cell in scope.cells if len(cell) == 2))
