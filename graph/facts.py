"""Claims seen as facts about entities: who, which family, when, and whether it occurred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from extract.relations import Relation
from graph.lifecycles import is_again, lifecycles
from graph.model import GraphEntity, Money, StoredClaim

Relations = Mapping[str, Relation]
_INVESTORS = ("lead", "investor")
UNPLACED = date.max         # the day of a fact that neither its sentence nor its article dates
_COARSE = 62                # days: a longer span says too little to tell two events apart
_NEAR = Decimal("0.01")     # two sums closer than this are one, rounded


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim for consolidation. ``source``, ``target`` and ``roles`` are entity ids; ``sides`` whom it is between.

    ``start`` and ``end`` bound the day it happened; both are the day of publication where the sentence gives none.
    ``dated``: the sentence says when it happened. ``expected``: it has not happened yet. ``again``: said to be anew.
    """

    claim: StoredClaim
    category: str
    family: str
    source: str
    target: str | None
    roles: Mapping[str, tuple[str, ...]]
    sides: tuple[str, ...]
    start: date
    end: date
    dated: bool
    expected: bool
    again: bool
    status: str
    rank: int

    @property
    def known(self) -> date | None:
        """The day from which it was known."""
        return self.claim.updated or self.claim.published

    @property
    def of_round(self) -> bool:
        """Whether it follows from a round that somebody invests."""
        return self.claim.source == self.claim.target

    @property
    def denied(self) -> bool:
        return self.claim.stance == "denied"

    @property
    def happened(self) -> bool:
        return not self.denied and not self.expected

    @property
    def staged(self) -> bool:
        """Whether it tells a stage; an accusation, or the end of talks in a lawsuit, only stands by."""
        rules = lifecycles()
        return self.claim.relation not in rules.supports and self.status in rules.life(self.family).order

    @property
    def sharp(self) -> bool:
        """Dated well enough to tell one event from another."""
        return self.dated and (self.end - self.start).days <= _COARSE

    @property
    def day(self) -> date:
        """Where it stands in time: a span counts from when it is sure to have happened."""
        published = self.claim.published or UNPLACED
        return max(self.start, min(self.end, published))

    @property
    def order(self) -> tuple[date, int, str]:
        return self.day, self.rank, self.claim.id

    @property
    def money(self) -> Money | None:
        claim = self.claim
        if claim.amount_value is None:
            return None
        return Money(claim.amount_value, claim.amount_currency, claim.amount_of or "other")


def same_sum(one: Money | None, other: Money | None) -> bool:
    """Whether two sums can be one; a missing one agrees with all, as do sums in two currencies."""
    if one is None or other is None:
        return True
    if one.of != other.of:
        return False
    if one.currency != other.currency:
        return True
    return abs(one.value - other.value) <= _NEAR * max(abs(one.value), abs(other.value))


def facts_of(claims: Sequence[StoredClaim], identity: Mapping[str, str], relations: Relations) -> list[Fact]:
    """Facts in order of claim id; none of a relation no longer declared, or of one party with itself.

    A round says of each of its investors that it invests, without a sum of its own.
    """
    facts = [
        _fact(claim, identity, relations[claim.relation])
        for claim in sorted(claims, key=lambda c: c.id)
        if claim.relation in relations and not (claim.target and identity[claim.source] == identity[claim.target])
    ]
    stakes = lifecycles().investment
    for fact in [f for f in facts if f.claim.relation in lifecycles().rounds and stakes in relations]:
        for investor in sorted({one for role in _INVESTORS for one in fact.roles.get(role, ())} - {fact.source}):
            claim = replace(fact.claim, relation=stakes, target=fact.claim.source, amount_value=None)
            facts.append(replace(fact, claim=claim, family=relations[stakes].family, source=investor,
                                 target=fact.source, sides=(investor, fact.source), roles={}))
    return facts


def _fact(claim: StoredClaim, identity: Mapping[str, str], relation: Relation) -> Fact:
    source = identity[claim.source]
    target = identity[claim.target] if claim.target else None
    family = "dispute" if relation.category == "dispute" else relation.family
    life = lifecycles().life(family)
    ahead = claim.date_role in ("expected", "deadline")
    expected = ahead and claim.status not in life.ahead and relation.category != "structure"
    dated = not ahead and claim.date_earliest is not None and claim.date_basis != "publication"
    start = claim.date_earliest if dated or expected else claim.published
    end = claim.date_latest if dated or expected else claim.published
    return Fact(
        claim, relation.category, family, source, target,
        {role: tuple(dict.fromkeys(identity[one] for one in many)) for role, many in claim.roles.items()},
        (source, target) if target else (source,),
        start or UNPLACED, end or start or UNPLACED, dated, expected, is_again(claim.evidence),
        claim.status, life.rank(claim.status),
    )


def ruling_sides(fact: Fact, entities: Mapping[str, GraphEntity]) -> Fact:
    """A ruling is between the party it goes against and the winner; a court is no side, an authority may be one."""
    winners = tuple(one for one in fact.roles.get("winner", ()) if one != fact.target)
    if fact.claim.relation in lifecycles().rulings and fact.target:
        if winners:
            return replace(fact, sides=(winners[0], fact.target))
        if entities[fact.source].kind != "public_body":
            return replace(fact, sides=(fact.target,))
    return replace(fact, sides=tuple(one for one in fact.sides if entities[one].kind != "court") or fact.sides[:1])
