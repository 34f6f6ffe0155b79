"""Parties that may be one and were left apart: for a person to judge, never merged by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from rapidfuzz import fuzz

from extract.names import name_key
from graph.identity import block_of
from graph.model import GraphEntity, Suggestion

CLOSE = 88         # of 100, from where two names may be two spellings of one
_CROWD = 200        # parties that begin alike; more say nothing about two of them


def begins(entity: GraphEntity) -> str:
    """The block of an entity: only with others of it is it compared."""
    return f"{block_of(entity.kind)} {name_key(entity.name)[:4]}"


def suggestions(entities: Sequence[GraphEntity], at_least: float = CLOSE) -> tuple[Suggestion, ...]:
    """Pairs with names alike, nearest first: one begins as the other ("Kestrel", "Kestrel Labs"), or nearly the same.

    Compared are only those that begin with the same four letters and are of kinds that go together.
    """
    blocks: dict[str, list[tuple[str, GraphEntity]]] = defaultdict(list)
    for entity in entities:
        blocks[begins(entity)].append((name_key(entity.name), entity))
    found = []
    for block, near in blocks.items():
        if len(near) > _CROWD:
            continue
        for (key, one), (other_key, other) in combinations(near, 2):
            longer = f"{key} ".startswith(f"{other_key} ") or f"{other_key} ".startswith(f"{key} ")
            score = max(fuzz.ratio(key, other_key), fuzz.token_sort_ratio(key, other_key), 90.0 if longer else 0.0)
            if score >= at_least:
                first, second = sorted((one.id, other.id))
                found.append(Suggestion(first, second, round(score, 1), block))
    return tuple(sorted(found, key=lambda s: (-s.score, s.one, s.other)))
