"""Events as they were known earlier: by the articles published until then, anew for each day that one was.

Who is who, and which claims are one event, are as known now; so an event keeps its id from day to day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pydantic import TypeAdapter

from graph import rows
from graph.about import Told
from graph.edges import edges_of
from graph.episodes import Episode
from graph.events import World, event_of
from graph.facts import Fact
from graph.model import Edge, Event, Version

_EDGES: TypeAdapter[tuple[Edge, ...]] = TypeAdapter(tuple[Edge, ...])


def versions(
    told: Iterable[Told], replaced: Iterable[Fact], world: World, ids: Container[str] | None = None
) -> Iterator[Version]:
    """Every earlier version of the events (of ``ids``); ``replaced``: what articles said before they were changed."""
    before: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in replaced:
        before[_place(fact)].append(fact)
    for one in (one for one in told if ids is None or one.event.id in ids):
        more = {f.claim.id: f for place in {_place(f) for f in one.facts} for f in before.get(place, ())}
        yield from _of_event(one.event, [*one.facts, *more.values()], world)


def _place(fact: Fact) -> tuple[str, ...]:
    """Article, family and sides: what one version of an article says there, the next says otherwise."""
    return fact.claim.article, fact.family, *sorted(fact.sides)


def _of_event(event: Event, facts: Sequence[Fact], world: World) -> Iterator[Version]:
    days = sorted({day for f in facts for day in (f.known, f.claim.until) if day})
    for day, until in zip_longest(days, days[1:]):
        if until is None and not event.undated:
            return                                          # as it is now
        then = [f for f in facts if f.known and f.known <= day and not (f.claim.until and f.claim.until <= day)]
        was = event_of(Episode(event.family, then), world) if then else None
        if was is not None:
            was = replace(was, id=event.id, former_ids=event.former_ids, about=event.about, told=day)
            yield Version(was, until, tuple(edges_of(was, then)))


def version_row(version: Version) -> rows.Row:
    """As ``rows.event_row``, with the edges that it had then; ``id`` is that of the event and its day.

    ``span`` is what its first and last day both begin with: an index finds the few that a day may lie in by it.
    """
    row = rows.event_row(version.event)
    until = version.until.isoformat() if version.until else rows.NEVER
    row |= {"id": f"{version.event.id}@{row['told']}", "event": version.event.id, "known": row["told"],
            "until": until, "span": next(one for one in reversed(rows.spans(row["told"])) if until.startswith(one)),
            "edges": _EDGES.dump_json(version.edges).decode()}
    return {**row, "digest": rows.digest(repr(sorted(row.items())).encode())}


def edges(text: str) -> tuple[Edge, ...]:
    return _EDGES.validate_json(text)
