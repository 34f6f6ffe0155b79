"""What the screens ask of who is tied to whom: neighbourhoods and what there is to filter by; see ``graph.reads``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from graph import queries, queries_upkeep, rows, versions
from graph.model import Edge, GraphEntity
from graph.reads import Facets, count, entities, given
from graph.store import Store

_PUBLISHERS = 200   # to choose from
_EVERY = 10**9


@dataclass(frozen=True, slots=True)
class EdgeFilter:
    """What edges are wanted; an empty value lets all through. ``since`` and ``until``: ISO days.

    ``least``: amount, in whatever currency it has; ``hidden``: parties that are not to be there.
    """

    relations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    origins: int = 0
    since: str = ""
    until: str = "9999"
    least: float = 0
    currency: str = ""
    publisher: str = ""
    language: str = ""
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Companies and the edges among them, best connected first; ``total`` companies match, drawn or not."""

    entities: tuple[GraphEntity, ...]
    edges: tuple[Edge, ...]
    total: int


def ranked(store: Store, limit: int, known: str = "") -> tuple[tuple[GraphEntity, int], ...]:
    """The parties tied to most others, with how many these are."""
    _, degrees = _Edges(store, EdgeFilter(), known).best(limit)
    best = islice(degrees.items(), limit)
    return tuple((entity, degrees[entity.id]) for entity in entities(store, tuple(id for id, _ in best)))


def best_connected(store: Store, limit: int, known: str = "") -> tuple[GraphEntity, ...]:
    return tuple(entity for entity, _ in ranked(store, limit, known))


def among(store: Store, ids: tuple[str, ...], wanted: EdgeFilter | None = None, known: str = "") -> Neighbourhood:
    """These parties and the edges between them."""
    there = entities(store, ids)
    return Neighbourhood(there, _Edges(store, wanted or EdgeFilter(), known).among(ids), len(there))


def neighbourhood(
    store: Store, centres: tuple[str, ...], wanted: EdgeFilter, limit: int, known: str = "", skip: int = 0
) -> Neighbourhood:
    """``centres`` and those tied to them; without centres the best connected of all and those tied to these.

    At most ``limit`` parties; nobody is there whose every tie was cut, but a centre. ``skip``: so many of those tied
    to the centres (without these: of the best connected) are on pages before.
    """
    edges = _Edges(store, wanted, known)
    if centres:
        near = edges.near(centres)
        total, hubs = len(near) + len(centres), list(centres)
    else:
        total, degrees = edges.best(limit + skip)
        hubs = list(degrees)[skip:][:limit if total <= limit else max(1, limit // 3)]
        near = edges.near(hubs, limit - len(hubs)) if len(hubs) < limit else []
    near = near[skip if centres else 0:][:max(0, limit - len(hubs))]
    among = edges.among((*hubs, *near))
    tied = {end for edge in among for end in (edge.source, edge.target)} | set(centres)
    return Neighbourhood(entities(store, tuple(id for id in (*hubs, *near) if id in tied)), among, total)


def edge_facets(store: Store, known: str = "") -> Facets:
    """Relations (as kinds), statuses, stances, currencies and publishers of all edges."""
    made, publishers = Facets(), Counter[str]()
    for row in _tallied(store, known):
        if "publisher" in row:
            publishers[row["publisher"]] += row["number"]
        else:
            count(made, row | {"kind": row["relation"]})
    best = sorted(publishers.items(), key=lambda one: (-one[1], one[0]))[:_PUBLISHERS]
    return replace(made, publishers=Counter(dict(best)))


def _tallied(store: Store, known: str) -> list[dict[str, Any]]:
    """What edges can be filtered by and how many are so: of all as kept beside them, of those of a day as counted."""
    if not known:
        return [row | json.loads(row["facet"]) for row in store.read(queries_upkeep.TALLIES)]
    edges = _Edges(store, EdgeFilter(), known)
    found = [*edges.read(queries.EDGE_FACETS), *edges.read(queries.EDGE_PUBLISHERS)]
    for edge in edges.since_changed:
        found.append({"relation": edge.relation, "status": edge.status, "stance": edge.stance, "number": 1,
                      "currency": edge.currency})
        found += [{"publisher": publisher, "number": 1} for publisher in edge.publishers]
    return found


def _happened(day: str | None, asked: EdgeFilter) -> bool:
    """As the tests "since" and "until" of ``queries.EDGE_TESTS``."""
    date = day or "9999"
    by_year = date[5:6] > "9" and date[:4] <= asked.until[:4]
    return date >= asked.since[:len(date)] and ((day or "") <= asked.until or by_year)


class _Edges:
    """The edges that a filter lets through, as they are or as they were on the day ``known``."""

    def __init__(self, store: Store, wanted: EdgeFilter, known: str) -> None:
        self._store, self._wanted, self._known = store, wanted, known

    def best(self, limit: int) -> tuple[int, dict[str, int]]:
        """How many parties are tied to another; those tied to most others, with how many these are."""
        if self._wanted == EdgeFilter() and not self._known:
            total = self._store.read(queries.RANKED_COUNT)[0]["number"]
            return total, {row["id"]: row["degree"] for row in self._store.read(queries.RANKED, limit=limit)}
        degrees = Counter({id: degree for row in self.read(queries.CONNECTED) for id, degree in row["degrees"]})
        degrees.update(end for edge in self.since_changed for end in (edge.source, edge.target))
        return len(degrees), dict(sorted(degrees.items(), key=lambda one: (-one[1], one[0])))

    def near(self, ids: Sequence[str], most: int | None = None) -> list[str]:
        """Those tied to ``ids``, by most edges first; ``most`` of them at least, where there are so many."""
        limit = _EVERY if most is None or self._known else most
        found = self.read(queries.NEIGHBOURS, "others", ids=list(ids), most=limit)
        ties = Counter({id: number for row in found for id, number in row["ties"]})
        for edge in self.since_changed:
            ties.update({one for one, other in ((edge.source, edge.target), (edge.target, edge.source))
                         if other in ids and one not in ids})
        return sorted(ties, key=lambda id: (-ties[id], id))

    def among(self, ids: Sequence[str]) -> tuple[Edge, ...]:
        found = [edge for row in self.read(queries.EDGES_AMONG, "among", ids=list(ids)) for edge in rows.edges(row)]
        found += [edge for edge in self.since_changed if {edge.source, edge.target} <= set(ids)]
        return tuple(sorted(found, key=lambda edge: edge.id))

    def read(self, query: str, *more: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of ``query`` over the edges there are; of those that were as they are on the day."""
        asked = given(self._wanted) | ({"known": self._known} if self._known else {})
        asked.pop("relations", None)        # are the types that are gone along
        query = queries.where(queries.for_edges(query, self._wanted.relations), queries.EDGE_TESTS, (*asked, *more))
        return self._store.read(query, **asked, **values)

    @cached_property
    def since_changed(self) -> list[Edge]:
        """Edges as they were on the day, of events that have changed since."""
        if not self._known:
            return []
        asked, ids = self._wanted, set(self._wanted.hidden)
        then = self._store.by_label(queries.EDGES_THEN, past=True, known=self._known, spans=rows.spans(self._known))
        found = (edge for some in then.values() for row in some
                 for text in row["edges"] for edge in versions.edges(text))
        listed = ((asked.relations, "relation"), (asked.statuses, "status"), (asked.stances, "stance"))
        return [e for e in found
                if all(not some or getattr(e, name) in some for some, name in listed) and e.origins >= asked.origins
                and _happened(e.date, asked)
                and (not asked.least or (e.amount is not None and e.amount >= asked.least))
                and asked.currency in ("", e.currency) and asked.publisher in ("", *e.publishers)
                and asked.language in ("", *e.languages) and not {e.source, e.target} & ids]
