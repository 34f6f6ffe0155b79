"""Hand-made claims for tests of consolidation, a line each; all names are invented."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from extract.names import name_key
from graph import rows
from graph.consolidate import consolidate
from graph.model import Consolidated, Event, GraphEntity, Named, StoredClaim
from graph.store import Store

_ENDS = {"ACQUIRES": "acquirer target", "MERGES_WITH": "party counterparty", "INVESTS_IN": "investor company",
         "RAISES": "company", "LENDS_TO": "lender borrower", "PARTNERS_WITH": "partner counterparty",
         "SUPPLIES": "supplier customer", "NEGOTIATES_WITH": "party counterparty", "RESTRUCTURES": "company",
         "THREATENS_LEGAL_ACTION": "threatener threatened", "SUES": "plaintiff defendant",
         "SETTLES_WITH": "party counterparty", "ACCUSES": "accuser accused", "RULES_AGAINST": "court loser",
         "APPEALS_AGAINST": "appellant opponent", "INVESTIGATES": "authority company", "FINES": "authority company",
         "BLOCKS": "authority company", "APPROVES": "authority company", "HOLDS_STAKE_IN": "owner company",
         "SUBSIDIARY_OF": "child parent", "COMPETES_WITH": "party rival"}
_DEALS = {"ACQUIRES": "control", "MERGES_WITH": "control", "INVESTS_IN": "equity", "RAISES": "round",
          "LENDS_TO": "debt", "PARTNERS_WITH": "commercial", "SUPPLIES": "commercial", "NEGOTIATES_WITH": "negotiation",
          "RESTRUCTURES": "restructuring"}
_TWO_WAY = {"MERGES_WITH", "PARTNERS_WITH", "NEGOTIATES_WITH", "SETTLES_WITH", "COMPETES_WITH"}


def _relation(name: str) -> SimpleNamespace:
    source, target = [*_ENDS[name].split(), None][:2]
    structure = name in ("HOLDS_STAKE_IN", "SUBSIDIARY_OF", "COMPETES_WITH")
    category = "deal" if name in _DEALS else "structure" if structure else "dispute"
    return SimpleNamespace(name=name, category=category, family=_DEALS.get(name, category), symmetric=name in _TWO_WAY,
                           edge=SimpleNamespace(source=source, target=target))


RELATIONS: Any = {name: _relation(name) for name in _ENDS}      # the parts of the ontology that consolidation asks for


class News:
    """One article: ``say`` adds a claim of it. A party is "Name" or "Name@kind"; its Named is made on the way."""

    def __init__(self, id: str, published: str | None, publisher: str | None = "Gazette", language: str = "en") -> None:
        self.id, self.publisher, self.language = id, publisher, language
        self.published = date.fromisoformat(published) if published else None
        self.claims: list[StoredClaim] = []
        self.named: dict[str, Named] = {}

    def party(self, text: str, list_id: str | None = None, aliases: tuple[str, ...] = ()) -> str:
        name, _, kind = text.partition("@")
        id = f"{self.id}/{name_key(name)}/{kind or 'company'}"
        self.named.setdefault(id, Named(id, self.id, name_key(name), name, kind or "company", list_id, aliases))
        return id

    def say(self, relation: str, source: str, target: str | None, status: str, *, stance: str = "asserted",
            sum: float | None = None, currency: str = "EUR", of: str = "price", on: str | None = None,
            role: str = "occurred", by: str | None = None, mode: str = "indirect", text: str = "",
            matter: str | None = None, outcome: str | None = None, statement: str | None = None,
            percent: int | None = None, **roles: str) -> News:
        number = len(self.claims)
        first, last, precision = _span(on) if on else (None, None, None)
        self.claims.append(StoredClaim(
            f"{self.id}.{number}", statement or f"s{number}", self.id, self.publisher, self.published, self.language,
            relation, self.party(source), self.party(target) if target else None,
            {role_name: tuple(self.party(one) for one in many.split("; ")) for role_name, many in roles.items()},
            status, stance, outcome, matter, Decimal(str(int(sum))) if sum else None, currency if sum else None,
            Decimal(percent) if percent else None, of if sum else None, on, precision, first, last,
            "explicit" if on else None, role if on else None, by, mode if by else None, 0.9, "test",
            text or f"{source} {relation} {target} {number} {self.id}", number * 100, number * 100 + 50))
        return self


def _span(value: str) -> tuple[date, date, str]:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts), "day"
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], None)
    last = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return date(year, month or 1, 1), last, "month" if month else "year"


def weave(*news: News) -> Consolidated:
    return consolidate([c for n in news for c in n.claims], [p for n in news for p in n.named.values()], RELATIONS)


def brief(found: Consolidated) -> list[str]:
    """Events a line each: "ACQUIRES Valmora > Brightwell completed: negotiating agreed completed"."""
    return sorted(line(found, event) for event in found.events)


def line(found: Consolidated, event: Event) -> str:
    names = {entity.id: entity.name for entity in found.entities}
    source, target = (" & ".join(names[one] for one in side) for side in (event.source, event.target))
    steps = " ".join(("not " if s.stance == "denied" else "") + s.status for s in event.history)
    return f"{event.kind} {source} > {target} {event.status}: {steps}"


def days(start: str, count: int) -> str:
    return (date.fromisoformat(start) + timedelta(count)).isoformat()


def known(store: Store, day: date) -> Consolidated:
    """Entities, events and edges as they would have been on ``day``: made anew of what had been published by then."""
    every = [*store.claims(), *store.claims(replaced=True)]
    told = [replace(c, until=None) for c in every if (on := c.updated or c.published) and on <= day
            and not (c.until and c.until <= day)]
    return consolidate(told, store.named(), judgements=store.judgements())


def entities(store: Store) -> list[GraphEntity]:
    """Every party, by id."""
    found = store.read("MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases")
    return sorted(map(rows.entity, found), key=lambda one: one.id)
