"""What articles published since a day changed: each deal or dispute they tell of, as it was before and as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from graph import paging, queries, rows
from graph import queries_articles as asked
from graph.model import Event
from graph.reads import NODES
from graph.store import Store

Kind = Literal["new", "status", "amount", "contested", "corrected", "told again"]
KINDS: tuple[Kind, ...] = ("new", "status", "amount", "contested", "corrected", "told again")
MOST = 500          # events; more cannot be read in a morning


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is None for what is new; ``claims`` are those published since, ``told`` the latest day of these and
    ``relations`` what they say."""

    event: Event
    before: Event | None
    claims: tuple[str, ...]
    told: str
    kinds: tuple[Kind, ...]
    relations: tuple[str, ...] = ()


def since(store: Store, day: date) -> tuple[tuple[Change, ...], dict[str, str], int]:
    """Changes, latest told first and at most ``MOST``; the names of all parties in them; how many there are."""
    first, before = day.isoformat(), (day - timedelta(1)).isoformat()
    spans = store.by_label(asked.TOLD_SPANS, day=first)
    part, found = paging.part((row for some in spans.values() for row in some), 0, MOST), []
    told = store.by_label(asked.TOLD_SINCE, day=max(first, part.least or first), limit=MOST)
    every = ((*one, node) for node in NODES for row in told[node] for one in row["told"])
    latest = sorted(every, key=lambda one: one[:2], reverse=True)[:MOST]
    for node in NODES:
        ours = [(on, id, text) for on, id, text, of in latest if of == node]
        ids = [id for _, id, _ in ours]
        said = {id: (tuple(sorted(claims)), tuple(sorted(relations))) for row in store.read(
            queries.for_label(asked.CLAIMS_TOLD_SINCE, node), ids=ids, day=first)
            for id, claims, relations in row["said"]}
        then = (rows.event(row["json"]) for row in store.read(
            queries.for_label(queries.VERSIONS_THEN, queries.PAST_LABELS[node]), ids=ids, known=before))
        earlier = {event.id: event for event in then}
        found += [_change(rows.event(text), earlier.get(id), on, *said.get(id, ((), ()))) for on, id, text in ours]
    made = tuple(sorted(found, key=lambda one: (one.told, one.event.id), reverse=True))
    return made, store.names_of(one.event for one in made), part.total


def _change(
    event: Event, before: Event | None, told: str, claims: tuple[str, ...], relations: tuple[str, ...]
) -> Change:
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
    return Change(event, before, claims, told, tuple(kinds) or ("told again",), relations)


def coverage(store: Store) -> tuple[tuple[str, str, int], ...]:
    """Month of publication, language, number of articles."""
    return tuple((row["month"], row["language"], row["articles"]) for row in store.read(asked.MONTHS))


def days(store: Store) -> tuple[date, date] | None:
    """The first and the latest day on which an article was published."""
    found = store.read(asked.MONTHS)
    return (date.fromisoformat(min(row["first"] for row in found)),
            date.fromisoformat(max(row["last"] for row in found))) if found else None
