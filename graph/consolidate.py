"""Claims -> who is who, deals, disputes and the edges between them. Pure: the same claims in any order give the same.

claims -> facts (graph.facts) -> blocks by family and parties (graph.quarrels) -> episodes (graph.episodes)
       -> events with their history (graph.history, graph.events), ties (graph.about) and edges (graph.edges)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.relations import Relation, ontology
from graph.about import Told, abouts
from graph.edges import edges_of, structure
from graph.episodes import episodes, joined
from graph.events import World, distinct, event_of
from graph.facts import Fact, facts_of
from graph.identity import former_ids, resolve
from graph.model import Consolidated, Edge, Named, StoredClaim
from graph.origins import Sources
from graph.quarrels import blocks


def consolidate(
    claims: Sequence[StoredClaim], named: Sequence[Named], relations: Mapping[str, Relation] | None = None
) -> Consolidated:
    """All that follows from ``claims``. ``named`` holds at least whom they name; ``relations``: the ontology's."""
    relations = ontology().relations if relations is None else relations
    entities, identity = resolve(claims, named)
    by_id = {entity.id: entity for entity in entities}
    world = World(relations, by_id, former_ids(named, identity), Sources(entities, named, identity))
    facts = facts_of(claims, identity, relations)
    told = _events(facts, world)
    ties = abouts(told, by_id)
    events = sorted((replace(one.event, about=ties[one.event.id]) for one in told),
                    key=lambda e: (e.node, e.first_day is None, e.first_day, e.id))
    return Consolidated(entities, identity, tuple(events), tuple(_edges(told, facts, world)))


def _events(facts: Sequence[Fact], world: World) -> list[Told]:
    found = [episode for key, some in sorted(blocks(facts, world.relations, world.entities).items())
             for episode in episodes(key, some)]
    made = [(event, sorted(episode.facts, key=lambda f: f.order))
            for episode in joined(found) if (event := event_of(episode, world)) is not None]
    events = distinct([event for event, _ in made])
    return [Told(event, facts) for event, (_, facts) in zip(events, made, strict=True)]


def _edges(told: Sequence[Told], facts: Sequence[Fact], world: World) -> list[Edge]:
    symmetric = frozenset(name for name, relation in world.relations.items() if relation.symmetric)
    between = [edge for one in told for edge in edges_of(one.event, one.facts)]
    return sorted([*between, *structure(facts, world.sources, symmetric)], key=lambda e: e.id)
