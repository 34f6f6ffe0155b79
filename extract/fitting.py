"""How well a party fits a description: what the article or the list tells of it, against what the phrase asks."""

from __future__ import annotations

from collections.abc import Sequence

from extract.descriptions import Description
from extract.roster import Facts, Member
from extract.types import EntityKind

_STEM = 4           # letters that a trade and a name share


def of(member: Member, said: Description, trades: Sequence[str], kinds: Sequence[EntityKind]) -> float:
    """Points for what is known of ``member`` and said of it here, less those for what speaks against it."""
    facts = member.facts
    agreeing = (1.5 * (said.head in facts.heads) + 1.0 * bool(said.words & facts.words)
                + 1.5 * bool(said.countries & (facts.countries | country(member))) + 1.0 * called(member, said))
    other = 0.8 * bool(said.trade and facts.heads & set(trades) and said.head not in facts.heads)
    strange = 0.8 * (member.kind == "fund" and "fund" not in kinds)
    return agreeing - other - strange


def country(member: Member) -> set[str]:
    return {member.record.country} if member.record is not None and member.record.country else set()


def agrees(facts: Facts, member: Member, said: Description) -> bool:
    known = facts.countries | country(member)
    return not said.countries or not known or bool(known & said.countries)


def called(member: Member, said: Description) -> bool:
    """Whether the name itself says the trade: "the steelmaker" of Corrigan Steel, "l'assureur" of Ponant Assurances."""
    stem = said.head.removesuffix("maker")[:_STEM]
    return said.trade and len(stem) == _STEM and any(stem in word for word in member.key.split())


def shares(facts: Facts, said: Description) -> bool:
    """What the phrase adds to its noun must not be said of nobody: 'the photo agency' wants one called so."""
    return not said.words or bool(said.words & facts.words)
