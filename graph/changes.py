"""What articles published since a day changed: each deal or dispute they tell of, as it was before and as it is now.

As it was: computed anew from those of its claims that had been published by then.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph import queries, rows
from graph import queries_articles as asked
from graph.consolidate import consolidate
from graph.model import Event
from graph.reads import NODES
from graph.store import Store

Kind = Literal["new", "status", "amount", "contested", "corrected", "told again"]
KINDS: tuple[Kind, ...] = ("new", "status", "amount", "contested", "corrected", "told again")
MOST = 1000         # events; more cannot be read in a morning


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is None for what is new; ``claims`` are those published since, ``told`` the latest day of these."""

    event: Event
    before: Event | None
    claims: tuple[str, ...]
    told: str
    kinds: tuple[Kind, ...]


def since(store: Store, day: date) -> tuple[tuple[Change, ...], dict[str, str], int]:
    """Changes, latest told first and at most ``MOST``; the names of all parties in them; how many there are."""
    found = [row for node in NODES
             for row in store.read(queries.for_label(asked.EVENTS_TOLD_SINCE, node), day=day.isoformat())]
    found.sort(key=lambda row: row["told"], reverse=True)
    events = [rows.event(row["json"]) for row in found[:MOST]]
    earlier = _before(store, events, day)
    made = tuple(
        _change(event, earlier.get(event.id), tuple(row["claims"]), row["told"])
        for event, row in zip(events, found, strict=False))
    parties = {id for e in events for ids in (e.source, e.target, *e.parties.values()) for id in ids}
    return made, store.names(parties), len(found)


def _before(store: Store, events: list[Event], day: date) -> dict[str, Event]:
    """event id -> the event as it was, where it was known: the one that shares most claims with it."""
    ids = [claim for event in events for claim in event.claims]
    read = store.read(asked.CLAIMS_BEFORE, ids=ids, day=day.isoformat())
    claims = [claim for row in read if (claim := rows.stored_claim(row)) is not None]
    wanted = {id for c in claims for id in (c.source, c.target, *(p for ps in c.roles.values() for p in ps)) if id}
    named = [rows.named(row["named"]) for row in store.read(asked.NAMED_OF_IDS, ids=sorted(wanted))]
    then = consolidate(claims, named, judgements=store.judgements()).events
    of_claim = {claim: event for event in then for claim in event.claims}
    found: dict[str, Event] = {}
    for event in events:
        shared = Counter(of_claim[c].id for c in event.claims if c in of_claim and of_claim[c].node == event.node)
        if shared:
            best = shared.most_common(1)[0][0]
            found[event.id] = next(e for e in then if e.id == best)
    return found


def _change(event: Event, before: Event | None, claims: tuple[str, ...], told: str) -> Change:
    kinds: list[Kind] = []
    if before is None:
        kinds.append("new")
    else:
        if (event.status, event.outcome, event.stance) != (before.status, before.outcome, before.stance):
            kinds.append("status")
        if event.amount != before.amount:
            kinds.append("amount")
    if event.contested and not (before and before.contested):
        kinds.append("contested")
    if any("@" in claim for claim in claims):       # of a later version of its article
        kinds.append("corrected")
    return Change(event, before, claims, told, tuple(kinds) or ("told again",))


def coverage(store: Store) -> tuple[tuple[str, str, int], ...]:
    """Month of publication, language, number of articles."""
    return tuple((row["month"], row["language"], row["articles"]) for row in store.read(asked.COVERAGE))


def days(store: Store) -> tuple[date, date] | None:
    """The first and the latest day on which an article was published."""
    row = store.read(asked.DAYS)[0]
    return (date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) if row["first"] else None
