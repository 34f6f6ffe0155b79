"""Which deal or quarrel a fact belongs to: its block, the family and the parties that it is about.

Talks join what their matter names; a ruling or an appeal that names one side joins the quarrel that the text is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.facts import Fact, Relations, ruling_sides
from graph.lifecycles import lifecycles, mentions
from graph.model import GraphEntity

Block = tuple[str, tuple[str, ...]]         # family, parties in order (sorted where the family knows no direction)


def blocks(
    facts: Sequence[Fact], relations: Relations, entities: Mapping[str, GraphEntity]
) -> dict[Block, list[Fact]]:
    """Facts of deals and disputes by what they can be one event with."""
    two_way = {r.family for r in relations.values() if r.symmetric and r.name not in lifecycles().talks}
    plain = completed(sided(facts, entities), entities)
    found: dict[Block, list[Fact]] = defaultdict(list)
    for fact in plain:
        found[_block(fact, two_way)].append(fact)
    ties: dict[frozenset[str], list[Fact]] = defaultdict(list)
    for fact in plain:
        ties[frozenset(fact.sides)].append(fact)
    for talk in (f for f in facts if f.claim.relation in lifecycles().talks):
        family = _family_of(talk, ties[frozenset(talk.sides)])
        fact = replace(talk, family=family, rank=lifecycles().life(family).rank(talk.status))
        block = _block(fact, two_way)
        turned = (block[0], block[1][::-1])
        found[turned if turned in found and block not in found else block].append(fact)
    return found


def sided(facts: Sequence[Fact], entities: Mapping[str, GraphEntity]) -> list[Fact]:
    """Facts of deals and disputes but talks, with the sides that their claims name."""
    return [ruling_sides(f, entities) if f.category == "dispute" else f for f in facts
            if f.category in ("deal", "dispute") and f.claim.relation not in lifecycles().talks]


def _block(fact: Fact, two_way: set[str]) -> Block:
    either = fact.family in two_way or fact.family == "dispute"
    return fact.family, tuple(sorted(fact.sides)) if either else fact.sides


def completed(facts: Sequence[Fact], entities: Mapping[str, GraphEntity]) -> list[Fact]:
    """Facts of quarrels that name one side get the other from the statement, article or corpus, if only one fits.

    Of several it has quarrelled with, the one that its sentence names or that its article tells of.
    """
    places: list[dict[tuple[str, ...], set[str]]] = [defaultdict(set), defaultdict(set), defaultdict(set)]
    told: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        told[fact.claim.article].update(fact.sides)
        if fact.category == "dispute" and len(fact.sides) == 2:
            for one, other in (fact.sides, fact.sides[::-1]):
                for place, key in zip(places, _where(fact, one), strict=True):
                    place[key].add(other)
    done = []
    for fact in facts:
        if fact.category == "dispute" and len(fact.sides) == 1:
            (one,) = fact.sides
            near = (place.get(key, set()) for place, key in zip(places, _where(fact, one), strict=True))
            known = next((others for others in near if others), set()) - {*fact.roles.get("counterparty", ())}
            if len(known) > 1:
                named = {other for other in known if is_named(fact.claim.evidence, entities[other])}
                known = named or known & told[fact.claim.article]
            if len(known) == 1:
                fact = replace(fact, sides=(min(known), one))       # noqa: PLW2901 - the same fact, completed
        done.append(fact)
    return done


def is_named(text: str, entity: GraphEntity) -> bool:
    """Whether ``text`` has a name of ``entity``, as a whole word."""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in (entity.name, *entity.aliases))


def _where(fact: Fact, side: str) -> tuple[tuple[str, ...], ...]:
    return (fact.claim.article, fact.claim.statement, side), (fact.claim.article, side), (side,)


def _family_of(talk: Fact, ties: Sequence[Fact]) -> str:
    """The family that talks are about: what their matter or sentence names, else what ``ties`` tell of the two."""
    text = talk.claim.matter or talk.claim.evidence
    here = sorted({f.family for f in ties if f.claim.article == talk.claim.article})
    named = [name for name, family in lifecycles().families.items() if mentions(text, family.matters)]
    if "dispute" in named:
        return "dispute"
    both = [name for name in named if name in here] or named
    if both:
        return both[0]
    anywhere = sorted({f.family for f in ties})
    known = here if here else anywhere
    if "dispute" in known and not talk.claim.matter:
        return "dispute"
    return known[0] if len(known) == 1 else talk.family
