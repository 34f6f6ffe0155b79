"""How two parties are tied through others: all ways of up to three steps, the shortest first. Pure; no Streamlit."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx

from graph.nearby import Neighbourhood

STEPS = 3
_MOST = 40
Way = tuple[str, ...]


def between(one: str, other: str, near: Neighbourhood) -> tuple[tuple[Way, ...], Neighbourhood]:
    """Ways from ``one`` to ``other`` within ``near``, which holds the neighbours of both; and what they go through.

    As many steps: the one whose earliest edge is older comes first.
    """
    graph = nx.Graph()
    graph.add_nodes_from((one, other))
    graph.add_edges_from((edge.source, edge.target) for edge in near.edges)
    days: dict[frozenset[str], str] = {}
    for edge in near.edges:
        pair = frozenset((edge.source, edge.target))
        days[pair] = min(days.get(pair, "9999"), edge.date or "9999")

    def order(way: Way) -> tuple[int, str, Way]:
        return len(way), min(days[frozenset(step)] for step in pairwise(way)), way

    every = (tuple(way) for way in nx.all_simple_paths(graph, one, other, cutoff=STEPS))
    found = tuple(sorted(every, key=order)[:_MOST])
    on, steps = {id for way in found for id in way}, {frozenset(step) for way in found for step in pairwise(way)}
    entities = tuple(e for e in near.entities if e.id in on)
    edges = tuple(e for e in near.edges if frozenset((e.source, e.target)) in steps)
    return found, Neighbourhood(entities, edges, len(entities))
