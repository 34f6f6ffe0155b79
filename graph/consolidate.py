"""Claims -> who is who, deals, disputes and the edges between them. Pure: the same claims in any order give the same.

claims -> facts (graph.facts) -> blocks by family and parties (graph.quarrels) -> episodes (graph.episodes)
       -> events with their history (graph.history, graph.events), ties (graph.about) and edges (graph.edges)
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

from extract.relations import Relation, ontology
from graph.about import Told, abouts
from graph.closure import Cell, beside
from graph.edges import edges_of, structure
from graph.episodes import episodes, joined
from graph.events import World, distinct, event_of
from graph.facts import Fact, facts_of
from graph.identity import resolve
from graph.model import Consolidated, Edge, Event, Judgement, Named, StoredClaim, Version
from graph.origins import Sources
from graph.parties import ToldBy, parties_of
from graph.quarrels import blocks
from graph.verdicts import Verdicts, heard, without
from graph.versions import versions


def consolidate(
    claims: Sequence[StoredClaim], named: Sequence[Named], relations: Mapping[str, Relation] | None = None,
    judgements: Iterable[Judgement] = (),
) -> Consolidated:
    """All that follows from ``claims``, as judged; of those with an ``until``, what was known before.

    ``named`` holds at least whom the others name.
    """
    relations = ontology().relations if relations is None else relations
    verdicts = Verdicts.of(judgements)
    claims = heard(claims, verdicts)
    named = [one for one in named if one.article not in verdicts.suppressed]
    entities, identity = resolve(named, ToldBy((c for c in claims if c.until is None), named), verdicts)
    claims = [c for c in claims if c.until is None or parties_of(c) <= identity.keys()]
    claims, hidden = without(claims, named, identity, verdicts)
    if hidden:
        entities = tuple(entity for entity in entities if entity.id not in hidden)
        named = [one for one in named if identity[one.id] not in hidden]
        identity = {one: entity for one, entity in identity.items() if entity not in hidden}
    world = World(relations, {entity.id: entity for entity in entities}, Sources(named, identity))
    now, replaced = ([c for c in claims if (c.until is None) == current] for current in (True, False))
    events, edges, past = events_of(facts_of(now, identity, relations), world, verdicts,
                                    replaced=facts_of(replaced, identity, relations))
    return Consolidated(entities, identity, tuple(events), tuple(edges), past(None))


def events_of(
    facts: Sequence[Fact], world: World, verdicts: Verdicts, cells: Set[Cell] | None = None,
    replaced: Sequence[Fact] = (),
) -> tuple[list[Event], list[Edge], Callable[[Container[str] | None], Iterator[Version]]]:
    """Deals, disputes and edges out of ``facts``; with ``cells``, of the facts that lie in one of these alone.

    The earlier versions of these events (of some ids) are made as they are read; ``replaced`` counts in them alone.
    """
    told = _told(facts, world, verdicts, cells)
    ties = abouts(told, world.entities, beside(facts))
    told = [Told(replace(one.event, about=ties[one.event.id]), one.facts) for one in told]
    events = sorted((one.event for one in told), key=lambda e: (e.node, e.first_day is None, e.first_day, e.id))
    if cells is not None:
        facts = [fact for fact in facts if frozenset((fact.source, fact.target)) in cells]
    return events, _edges(told, facts, world), partial(versions, told, replaced, world)


def _told(facts: Sequence[Fact], world: World, verdicts: Verdicts, cells: Set[Cell] | None) -> list[Told]:
    found = [episode for key, some in sorted(blocks(facts, world.relations, world.entities).items())
             if cells is None or frozenset(key[1]) in cells for episode in episodes(key, some, verdicts.events)]
    made = [(event, sorted(episode.facts, key=lambda f: f.order))
            for episode in joined(found, verdicts.events) if (event := event_of(episode, world)) is not None]
    events = distinct([event for event, _ in made])
    return [Told(event, facts) for event, (_, facts) in zip(events, made, strict=True)]


def _edges(told: Sequence[Told], facts: Sequence[Fact], world: World) -> list[Edge]:
    symmetric = frozenset(name for name, relation in world.relations.items() if relation.symmetric)
    between = [edge for one in told for edge in edges_of(one.event, one.facts)]
    return sorted([*between, *structure(facts, world.sources, symmetric)], key=lambda e: e.id)
