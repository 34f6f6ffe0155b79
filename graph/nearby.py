"""What the screens ask of who is tied to whom: neighbourhoods and what there is to filter by; see ``graph.reads``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from graph import queries, rows, versions
from graph.model import Edge, GraphEntity
from graph.reads import Facets, count, entities, given
from graph.store import Store

_PUBLISHERS = 200   # to choose from


@dataclass(frozen=True, slots=True)
class EdgeFilter:
    """What edges are wanted; an empty value lets all through. ``since`` and ``until``: years.

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
    _, degrees = _best(store, EdgeFilter(), limit, known)
    best = islice(degrees.items(), limit)
    return tuple((entity, degrees[entity.id]) for entity in entities(store, tuple(id for id, _ in best)))


def best_connected(store: Store, limit: int, known: str = "") -> tuple[GraphEntity, ...]:
    return tuple(entity for entity, _ in ranked(store, limit, known))


def among(store: Store, ids: tuple[str, ...], wanted: EdgeFilter | None = None, known: str = "") -> Neighbourhood:
    """These parties and the edges between them."""
    there = entities(store, ids)
    return Neighbourhood(there, _among(store, ids, wanted or EdgeFilter(), known), len(there))


def neighbourhood(
    store: Store, centres: tuple[str, ...], wanted: EdgeFilter, limit: int, known: str = "", skip: int = 0
) -> Neighbourhood:
    """``centres`` and those tied to them; without centres the best connected of all and those tied to these.

    At most ``limit`` parties; nobody is there whose every tie was cut, but a centre. ``skip``: so many of those tied
    to the centres (without these: of the best connected) are on pages before.
    """
    if centres:
        near = _near(store, centres, wanted, known)
        total, hubs = len(near) + len(centres), list(centres)
    else:
        total, degrees = _best(store, wanted, limit + skip, known)
        hubs = list(degrees)[skip:][:limit if total <= limit else max(1, limit // 3)]
        near = _near(store, hubs, wanted, known) if len(hubs) < limit else []
    near = near[skip if centres else 0:][:max(0, limit - len(hubs))]
    among = _among(store, (*hubs, *near), wanted, known)
    tied = {end for edge in among for end in (edge.source, edge.target)} | set(centres)
    return Neighbourhood(entities(store, tuple(id for id in (*hubs, *near) if id in tied)), among, total)


def _best(store: Store, wanted: EdgeFilter, limit: int, known: str) -> tuple[int, dict[str, int]]:
    """How many parties are tied to another; those tied to most others, with how many these are, at least ``limit``."""
    if wanted == EdgeFilter() and not known:
        total = store.read(queries.RANKED_COUNT)[0]["number"]
        return total, {row["id"]: row["degree"] for row in store.read(queries.RANKED, limit=limit)}
    degrees = Counter({row["id"]: row["degree"] for row in _edges(store, queries.CONNECTED, wanted, known)})
    degrees.update(end for edge in _since_changed(store, wanted, known) for end in (edge.source, edge.target))
    return len(degrees), dict(sorted(degrees.items(), key=lambda one: (-one[1], one[0])))


def _near(store: Store, ids: Sequence[str], wanted: EdgeFilter, known: str) -> list[str]:
    """Those tied to ``ids``, by most edges first."""
    ties = Counter({row["id"]: row["ties"] for row in _edges(store, queries.NEIGHBOURS, wanted, known, "others",
                                                             ids=list(ids))})
    for edge in _since_changed(store, wanted, known):
        ties.update({one for one, other in ((edge.source, edge.target), (edge.target, edge.source))
                     if other in ids and one not in ids})
    return sorted(ties, key=lambda id: (-ties[id], id))


def _among(store: Store, ids: Sequence[str], wanted: EdgeFilter, known: str) -> tuple[Edge, ...]:
    found = [rows.edge(row) for row in _edges(store, queries.EDGES_AMONG, wanted, known, "among", ids=list(ids))]
    found += [edge for edge in _since_changed(store, wanted, known) if {edge.source, edge.target} <= set(ids)]
    return tuple(sorted(found, key=lambda edge: edge.id))


def _edges(
    store: Store, query: str, wanted: EdgeFilter, known: str, *more: str, **values: Any
) -> list[dict[str, Any]]:
    """Rows of ``query`` over the edges there are; of those that were as they are on the day ``known``."""
    asked = given(wanted) | ({"known": known} if known else {})
    asked.pop("relations", None)        # are the types that are gone along
    query = queries.where(queries.for_edges(query, wanted.relations), queries.EDGE_TESTS, (*asked, *more))
    return store.read(query, **asked, **values)


def _since_changed(store: Store, wanted: EdgeFilter, known: str) -> list[Edge]:
    """Edges as they were on the day ``known``, of events that have changed since."""
    found = [edge for label in queries.PAST_LABELS.values() if known
             for row in store.read(queries.for_label(queries.EDGES_THEN, label), known=known)
             for edge in versions.edges(row["edges"])]
    listed = ((wanted.relations, "relation"), (wanted.statuses, "status"), (wanted.stances, "stance"))
    return [e for e in found
            if all(not some or getattr(e, name) in some for some, name in listed) and e.origins >= wanted.origins
            and (e.date or "9999")[:4] >= wanted.since and (e.date or "0000")[:4] <= wanted.until
            and (not wanted.least or (e.amount is not None and e.amount >= wanted.least))
            and wanted.currency in ("", e.currency) and wanted.publisher in ("", *e.publishers)
            and wanted.language in ("", *e.languages) and not {e.source, e.target} & set(wanted.hidden)]


def edge_facets(store: Store, known: str = "") -> Facets:
    """Relations (as kinds), statuses, stances, currencies, publishers and years of all edges."""
    made, years, every = Facets(), set(), EdgeFilter()
    found = _edges(store, queries.EDGE_FACETS, every, known)
    outlets = {row["publisher"]: row["number"]
               for row in _edges(store, queries.EDGE_PUBLISHERS, every, known, limit=_PUBLISHERS)}
    publishers = Counter(outlets)
    for edge in _since_changed(store, every, known):
        found.append({"relation": edge.relation, "status": edge.status, "stance": edge.stance, "number": 1,
                      "year": (edge.date or "")[:4], "currency": edge.currency})
        publishers.update(edge.publishers)
    for row in found:
        count(made, row | {"kind": row["relation"]})
        years |= {row["year"]} - {""}
    return replace(made, publishers=publishers, years=tuple(sorted(years)))
