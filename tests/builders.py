"""One-line builders of articles and claims with invented names, for tests of the graph."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from extract.types import Amount, Article, Attribution, Claim, Entity, Evidence, Extraction, PartialDate

DAY = date(2026, 3, 18)


def entity(name: str, kind: Any = "company", *aliases: str) -> Entity:
    return Entity(id=f"{name.lower().replace(' ', '-')}-{kind}", name=name, kind=kind, aliases=aliases)


def claim(article: str, relation: str, source: Entity, target: Entity | None = None, **more: Any) -> Claim:
    """A claim whose id is made as the extractor's is: article, relation, parties, status, stance."""
    status, stance = more.pop("status", "agreed"), more.pop("stance", "asserted")
    parts = (article, relation, source.name, target.name if target else "", status, stance)
    sentence = f"{source.name} {relation} {target.name if target else ''}."
    return Claim(
        id=hashlib.sha1("-".join(parts).encode()).hexdigest(), statement=f"{article}-s", relation=relation,
        source=source.id, target=target.id if target else None, status=status, stance=stance,
        confidence=0.9, rule="test",
        evidence=Evidence(0, len(sentence), sentence), **more,
    )


def extraction(article: str, *claims: Claim, entities: tuple[Entity, ...] = (), **more: Any) -> Extraction:
    text = more.pop("text", " ".join(claim.evidence.text for claim in claims) or "Nothing.")
    more = {"language": "en", "publisher": "The Harbour Ledger", "published": DAY, **more}
    return Extraction(Article(id=article, text=text, **more), entities=entities, claims=claims)


def money(value: str, currency: str = "USD", of: str = "price") -> Amount:
    return Amount(text=value, start=0, end=len(value), value=Decimal(value), currency=currency, of=of)


def day(value: str) -> PartialDate:
    when = date.fromisoformat(value)
    return PartialDate(value, 0, len(value), value, "day", when, when)


def says(name: str, who: Entity | None = None) -> Attribution:
    return Attribution(name, "direct", who.id if who else None)
