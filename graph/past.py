"""What was known on a day: deals and disputes from the versions of articles that had been published by then.

Computed anew for the day, with the judgements in force now; nothing is written. An article without a day of
publication was never known; one that says when it was updated was known from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from graph import rows
from graph.consolidate import consolidate
from graph.model import Consolidated, Event
from graph.reads import EventFilter, EventPage, Node, Order
from graph.store import Store

_ORDERS: dict[Order, tuple[Callable[[Event], Any], bool]] = {
    "latest": (lambda e: str(e.last_day or ""), True),
    "oldest": (lambda e: str(e.first_day or "9999"), False),
    "largest": (lambda e: -1 if e.amount is None else e.amount.value, True),
    "most sources": (lambda e: e.origins, True),
}


def known(store: Store, day: date) -> Consolidated:
    """Entities, events and edges as they would have been on ``day``."""
    claims = store.claims(day)
    return consolidate(claims, store.named(claims, day), judgements=store.judgements())


def names(then: Consolidated) -> dict[str, str]:
    return {entity.id: entity.name for entity in then.entities}


def events(then: Consolidated, node: Node, wanted: EventFilter, order: Order, skip: int, limit: int) -> EventPage:
    """As ``reads.events``, of what was known then."""
    found = sorted((e for e in then.events if e.node == node and _passes(e, wanted)), key=lambda e: e.id)
    key, downwards = _ORDERS[order]
    found.sort(key=key, reverse=downwards)
    return EventPage(tuple(found[skip:skip + limit]), len(found), names(then))


def event(then: Consolidated, id: str) -> tuple[Event, dict[str, str]] | None:
    """As ``reads.event``."""
    found = next((e for e in then.events if id == e.id or id in e.former_ids), None)
    return (found, names(then)) if found else None


def _passes(event: Event, wanted: EventFilter) -> bool:
    parties = {*event.source, *event.target, *(one for many in event.parties.values() for one in many)}
    listed = ((wanted.ids, event.id), (wanted.kinds, event.kind), (wanted.statuses, event.status),
              (wanted.stances, event.stance))
    return (
        all(not some or value in some for some, value in listed)
        and (event.contested or not wanted.contested)
        and wanted.currency in ("", (event.amount and event.amount.currency) or "")
        and {wanted.party, wanted.forum} - {""} <= parties
        and (not wanted.words or wanted.words in rows.event_row(event)["json"].lower())
        and str(event.last_day or "9999") >= wanted.since and str(event.first_day or "") <= wanted.until
    )
