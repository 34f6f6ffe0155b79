"""The coloured edges between companies: one for an event between two parties, one for what claims say of structure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.facts import UNPLACED, Fact
from graph.lifecycles import lifecycles
from graph.model import Edge, Event
from graph.origins import Sources, origins


def edges_of(event: Event, facts: Sequence[Fact]) -> list[Edge]:
    """One edge a pair. A deal's is its kind; a quarrel's is the latest relation told between the two."""
    if event.node == "Deal":
        ends = [(event.kind, s, t) for s in event.source for t in event.target]
    else:
        ends = _quarrel(event, facts)
    return [_edge(event, relation, source, target, facts) for relation, source, target in ends]


def _quarrel(event: Event, facts: Sequence[Fact]) -> list[tuple[str, str, str]]:
    rules = lifecycles()
    told = [f for f in facts if f.target and f.staged]
    at_stage = sorted(told, key=lambda f: (not f.denied, not f.expected, f.status == event.status, f.order))
    between: dict[frozenset[str], tuple[str, str, str]] = {}
    sides = {*event.source, *event.target}
    for fact in at_stage:                   # the last word, of the present stage, asserted, comes last and stays
        assert fact.target
        ends = frozenset((fact.source, fact.target))
        if ends <= sides or fact.claim.relation in rules.rulings:
            between[ends] = (fact.claim.relation, fact.source, fact.target)
    return sorted(between.values())


def _edge(event: Event, relation: str, source: str, target: str, facts: Sequence[Fact]) -> Edge:
    told = [f for f in facts if {source, target} <= {f.source, f.target, *f.sides}]
    claims = {f.claim.id for f in told}
    return Edge(
        id=_sha(event.id, relation, source, target), source=source, target=target, relation=relation, event=event.id,
        status=event.status, stance=event.stance, amount=event.amount.value if event.amount else None,
        currency=event.amount.currency if event.amount else None, date=event.last_date,
        claims=len(claims) or len(event.claims), origins=event.origins, **_printed(told or facts),
        told=None if event.undated else event.told,
    )


def structure(facts: Iterable[Fact], sources: Sources, symmetric: frozenset[str]) -> list[Edge]:
    """One edge a relation and pair, in the state last told."""
    same: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.category == "structure" and fact.target and fact.target != fact.source:
            ends = (fact.source, fact.target)
            source, target = sorted(ends) if fact.claim.relation in symmetric else ends
            same[fact.claim.relation, source, target].append(fact)
    return [_structural(*key, told, sources) for key, told in sorted(same.items())]


def _structural(relation: str, source: str, target: str, told: list[Fact], sources: Sources) -> Edge:
    held = [f for f in told if not f.denied]
    last = max(held or told, key=lambda f: ((f.day if f.day != UNPLACED else f.day.min), f.claim.id))
    stances = {f.claim.stance for f in held}
    money = last.money
    return Edge(
        id=_sha(relation, source, target), source=source, target=target, relation=relation, event=None,
        status=last.status, stance="asserted" if "asserted" in stances else "reported" if held else "denied",
        amount=money.value if money else None, currency=money.currency if money else None,
        date=last.claim.date_value, claims=len(told), origins=origins(told, sources), **_printed(told),
        told=min((f.known for f in told if f.known), default=None),
    )


def _printed(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """Who printed it, in which languages."""
    claims = [fact.claim for fact in facts]
    return {"publishers": tuple(sorted({c.publisher for c in claims if c.publisher})),
            "languages": tuple(sorted({c.language for c in claims}))}


def _sha(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]
