"""What the screens ask of the graph: pages of events, names like a name, who is tied to whom.

Every function takes the store first, then frozen values, so that an answer can be cached by them. Nothing here returns
the whole graph: what is cut says how many there are. With ``known``, an ISO day, the answer is what was known then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from itertools import islice
from typing import Any, Literal

from rapidfuzz import fuzz

from extract.names import plain
from graph import queries, rows
from graph.model import Edge, Event, GraphEntity
from graph.store import Store

Node = Literal["Deal", "Dispute"]
NODES: tuple[Node, ...] = ("Deal", "Dispute")
Order = Literal["latest", "oldest", "largest", "most sources"]
_PUBLISHERS = 200   # to choose from
_ALIKE = 60.0       # of 100: what is less alike than this is not suggested


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events are wanted; an empty value lets all through. ``since`` and ``until``: ISO days.

    ``forum``: a court or authority among the parties; ``words``, in small letters: of its matter and its sentences.
    """

    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    contested: bool = False
    currency: str = ""
    party: str = ""
    forum: str = ""
    words: str = ""
    since: str = ""
    until: str = "9999"


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
class EventPage:
    """A page of events and how many there are in all; ``names`` of every party on it."""

    events: tuple[Event, ...]
    total: int
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to filter by, and how often."""

    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    currencies: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another event that this one is about, or that is about this one."""

    event: Event
    how: str
    outgoing: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Companies and the edges among them, best connected first; ``total`` companies match, drawn or not."""

    entities: tuple[GraphEntity, ...]
    edges: tuple[Edge, ...]
    total: int


# ------------------------------------------------------------------------------------------------ events


def events(
    store: Store, node: Node, wanted: EventFilter, order: Order, skip: int, limit: int, known: str = ""
) -> EventPage:
    """Events of ``node`` from ``skip`` on, at most ``limit``."""
    given, every = _given(wanted), skip + limit if known else limit
    found = _of_node(store, queries.EVENT_PAGES[order], node, known, (*given, order), **given,
                     skip=0 if known else skip, limit=every)
    total = sum(row["events"] for row in _of_node(store, queries.EVENT_COUNT, node, known, given, **given))
    page = [(row["key"], rows.event(row["json"])) for row in found]
    if known:       # what is as it is now, and what has changed since, in one order
        page.sort(key=lambda one: one[1].id)
        page.sort(key=lambda one: one[0], reverse=order != "oldest")
        page = page[skip:every]
    made = tuple(event for _, event in page)
    return EventPage(made, total, store.names(_parties(made)))


def _of_node(
    store: Store, query: str, node: Node, known: str, tests: Iterable[str], **values: Any
) -> list[dict[str, Any]]:
    """Rows of ``query`` over all events of ``node``, or over all as they were on the day ``known``."""
    labels: list[tuple[str, tuple[str, ...]]] = [(node, ())]
    if known:
        labels = [(node, ("known",)), (queries.PAST_LABELS[node], ("known", "until_then"))]
        values |= {"known": known}
    return [row for label, more in labels for row in store.read(
        queries.where(queries.for_label(query, label), queries.EVENT_TESTS, (*tests, *more)), **values)]


def event(store: Store, id: str, known: str = "") -> tuple[Event, dict[str, str]] | None:
    """The deal or dispute that has, or once had, this id, and the names of its parties."""
    asked = ((queries.EVENTS_BY_ID, {"ids": [id]}), (queries.EVENT_OF_FORMER_ID, {"id": id}))
    found = (rows.event(row["json"]) for query, values in asked for node in NODES
             for row in store.read(queries.for_label(query, node), **values))
    one = next(found, None)
    if one is not None and known and (one.undated or str(one.told) > known):
        then = store.read(queries.for_label(queries.VERSIONS_THEN, queries.PAST_LABELS[one.node]), ids=[one.id],
                          known=known)
        one = rows.event(then[0]["json"]) if then else None
    return (one, store.names(_parties([one]))) if one else None


def related(store: Store, of: Event, known: str = "") -> tuple[Related, ...]:
    """The deals that an event is about, then the events about it."""
    ties = [(about.event, about.how, True) for about in of.about]
    ties += [(row["id"], row["how"], False) for node in NODES
             for row in store.read(queries.for_label(queries.ABOUT_EVENT, node), id=of.id)]
    return tuple(Related(found[0], how, out) for id, how, out in ties if (found := event(store, id, known)))


def event_facets(store: Store, node: Node, known: str = "") -> Facets:
    """Kinds, statuses, stances, currencies and years of all events of ``node``."""
    made, years = Facets(), set()
    for row in _of_node(store, queries.EVENT_FACETS, node, known, ()):
        _count(made, row)
        years |= {row["since"], row["until"]} - {""}
    return replace(made, years=tuple(sorted(years)))


def forums(store: Store, node: Node, limit: int, known: str = "") -> tuple[GraphEntity, ...]:
    """Courts and authorities in events of ``node``, those of most events first."""
    often, found = Counter[str](), {}
    for row in _of_node(store, queries.FORUMS, node, known, ()):
        often[row["id"]] += row["events"]
        found[row["id"]] = rows.entity(row)
    return tuple(found[id] for id in sorted(often, key=lambda id: (-often[id], id))[:limit])


# ------------------------------------------------------------------------------------------ who is there


def suggest(store: Store, text: str, limit: int) -> tuple[GraphEntity, ...]:
    """Parties whose name or alias is like ``text``, the likest first; accents and typing errors are forgiven."""
    words = re.findall(r"\w+", plain(text))[:8]
    if not words:
        return ()
    found = _entities(store.read(queries.SEARCH, words=" OR ".join(map(_fuzzy, words)), limit=10 * limit))
    wanted = plain(text)
    scored = [(max(fuzz.WRatio(wanted, plain(name)) for name in (e.name, *e.aliases)), e) for e in found]
    scored.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].id))
    return tuple(entity for score, entity in scored[:limit] if score >= _ALIKE)


def entities(store: Store, ids: tuple[str, ...]) -> tuple[GraphEntity, ...]:
    """Those of ``ids`` that are there, in their order."""
    found = {entity.id: entity for entity in _entities(store.read(queries.ENTITIES, ids=list(ids)))}
    return tuple(found[id] for id in ids if id in found)


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
    store: Store, centres: tuple[str, ...], wanted: EdgeFilter, limit: int, known: str = ""
) -> Neighbourhood:
    """``centres`` and those tied to them; without centres the best connected of all and those tied to these.

    At most ``limit`` parties; nobody is there whose every tie was cut, but a centre.
    """
    if centres:
        near = _near(store, centres, wanted, known)
        total, hubs = len(near) + len(centres), list(centres)
    else:
        total, degrees = _best(store, wanted, limit, known)
        hubs = list(degrees)[:limit if total <= limit else max(1, limit // 3)]
        near = _near(store, hubs, wanted, known) if len(hubs) < limit else []
    near = near[:max(0, limit - len(hubs))]
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
    found = [_edge(row) for row in _edges(store, queries.EDGES_AMONG, wanted, known, "among", ids=list(ids))]
    found += [edge for edge in _since_changed(store, wanted, known) if {edge.source, edge.target} <= set(ids)]
    return tuple(sorted(found, key=lambda edge: edge.id))


def _edges(
    store: Store, query: str, wanted: EdgeFilter, known: str, *more: str, **values: Any
) -> list[dict[str, Any]]:
    """Rows of ``query`` over the edges there are; of those that were as they are on the day ``known``."""
    given = _given(wanted) | ({"known": known} if known else {})
    given.pop("relations", None)        # are the types that are gone along
    query = queries.where(queries.for_edges(query, wanted.relations), queries.EDGE_TESTS, (*given, *more))
    return store.read(query, **given, **values)


def _since_changed(store: Store, wanted: EdgeFilter, known: str) -> list[Edge]:
    """Edges as they were on the day ``known``, of events that have changed since."""
    found = [edge for label in queries.PAST_LABELS.values() if known
             for row in store.read(queries.for_label(queries.EDGES_THEN, label), known=known)
             for edge in rows.edges(row["edges"])]
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
        _count(made, row | {"kind": row["relation"]})
        years |= {row["year"]} - {""}
    return replace(made, publishers=publishers, years=tuple(sorted(years)))


# what can be asked as it was ``known`` on a day (ISO)
AS_KNOWN = (events, event, related, event_facets, forums, ranked, best_connected, among, neighbourhood, edge_facets)

# --------------------------------------------------------------------------------------- rows to records


def _given(wanted: EventFilter | EdgeFilter) -> dict[str, Any]:
    """What ``wanted`` asks for: the fields that are not as they are by themselves."""
    values = {one.name: getattr(wanted, one.name) for one in fields(wanted) if getattr(wanted, one.name) != one.default}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _parties(page: Iterable[Event]) -> set[str]:
    return {id for e in page for ids in (e.source, e.target, *e.parties.values()) for id in ids}


def _count(facets: Facets, row: dict[str, Any]) -> None:
    facets.kinds[row["kind"]] += row["number"]
    facets.statuses[row["status"]] += row["number"]
    facets.stances[row["stance"]] += row["number"]
    if row["currency"]:
        facets.currencies[row["currency"]] += row["number"]


def _fuzzy(word: str) -> str:
    """A word of a full-text query that also finds its longer and its mistyped forms."""
    typos = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
    return f"{word}*" + (f" OR {word}~{typos}" if typos else "")


def _entities(found: Iterable[dict[str, Any]]) -> list[GraphEntity]:
    return [rows.entity(row) for row in found]


def _edge(row: dict[str, Any]) -> Edge:
    edge = row["edge"]
    amount = edge.get("amount")
    return Edge(
        id=edge["id"], source=row["source"], target=row["target"], relation=row["relation"],
        event=edge.get("event_id"), status=edge["status"], stance=edge["stance"],
        amount=None if amount is None else Decimal(str(amount)), currency=edge.get("currency"),
        date=edge.get("date"), claims=edge["claims"], origins=edge["origins"],
        publishers=tuple(edge.get("publishers") or ()), languages=tuple(edge.get("languages") or ()),
    )
