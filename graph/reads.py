"""What the screens ask of the graph: pages of events, names like a name, who is tied to whom.

Every function takes the store first, then frozen values, so that an answer can be cached by them. Nothing here returns
the whole graph: what is cut says how many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
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


def events(store: Store, node: Node, wanted: EventFilter, order: Order, skip: int, limit: int) -> EventPage:
    """Events of ``node`` from ``skip`` on, at most ``limit``."""
    query = queries.where(queries.for_label(queries.EVENT_PAGES[order], node), queries.EVENT_TESTS,
                          (*_given(wanted), order))
    found = store.read(query, skip=skip, limit=limit, **_given(wanted))
    counting = queries.where(queries.for_label(queries.EVENT_COUNT, node), queries.EVENT_TESTS, _given(wanted))
    total = store.read(counting, **_given(wanted))[0]["events"]
    page = tuple(rows.event(row["json"]) for row in found)
    return EventPage(page, total, store.names(_parties(page)))


def event(store: Store, id: str) -> tuple[Event, dict[str, str]] | None:
    """The deal or dispute that has, or once had, this id, and the names of its parties."""
    for query, asked in ((queries.EVENTS_BY_ID, {"ids": [id]}), (queries.EVENT_OF_FORMER_ID, {"id": id})):
        for node in NODES:
            if found := store.read(queries.for_label(query, node), **asked):
                one = rows.event(found[0]["json"])
                return one, store.names(_parties([one]))
    return None


def related(store: Store, of: Event) -> tuple[Related, ...]:
    """The deals that an event is about, then the events about it."""
    to = [Related(found[0], about.how, True) for about in of.about if (found := event(store, about.event))]
    back = [Related(rows.event(row["json"]), row["how"], False)
            for node in NODES
            for row in store.read(queries.for_label(queries.ABOUT_EVENT, node), id=of.id)]
    return (*to, *back)


def event_facets(store: Store, node: Node) -> Facets:
    """Kinds, statuses, stances, currencies and years of all events of ``node``."""
    made, years = Facets(), set()
    for row in store.read(queries.for_label(queries.EVENT_FACETS, node)):
        _count(made, row)
        years |= {row["since"], row["until"]} - {""}
    return replace(made, years=tuple(sorted(years)))


def forums(store: Store, node: Node, limit: int) -> tuple[GraphEntity, ...]:
    """Courts and authorities in events of ``node``, those of most events first."""
    return tuple(_entities(store.read(queries.for_label(queries.FORUMS, node), limit=limit)))


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


def ranked(store: Store, limit: int) -> tuple[tuple[GraphEntity, int], ...]:
    """The parties tied to most others, with how many these are."""
    degrees = {row["id"]: row["degree"] for row in store.read(queries.RANKED, limit=limit)}
    return tuple((entity, degrees[entity.id]) for entity in entities(store, tuple(degrees)))


def best_connected(store: Store, limit: int) -> tuple[GraphEntity, ...]:
    return tuple(entity for entity, _ in ranked(store, limit))


def among(store: Store, ids: tuple[str, ...], wanted: EdgeFilter | None = None) -> Neighbourhood:
    """These parties and the edges between them."""
    there = entities(store, ids)
    return Neighbourhood(there, _among(store, ids, wanted or EdgeFilter()), len(there))


def neighbourhood(store: Store, centres: tuple[str, ...], wanted: EdgeFilter, limit: int) -> Neighbourhood:
    """``centres`` and those tied to them; without centres the best connected of all and those tied to these.

    At most ``limit`` parties; nobody is there whose every tie was cut, but a centre.
    """
    if centres:
        near = _near(store, centres, wanted)
        total, hubs = len(near) + len(centres), list(centres)
    else:
        total, hubs = _best(store, wanted, limit)
        near = _near(store, hubs, wanted) if len(hubs) < limit else []
    near = near[:max(0, limit - len(hubs))]
    among = _among(store, (*hubs, *near), wanted)
    tied = {end for edge in among for end in (edge.source, edge.target)} | set(centres)
    return Neighbourhood(entities(store, tuple(id for id in (*hubs, *near) if id in tied)), among, total)


def _best(store: Store, wanted: EdgeFilter, limit: int) -> tuple[int, list[str]]:
    """How many parties are tied to another, and those tied to most: all of them, or a third of ``limit``."""
    if wanted == EdgeFilter():
        total = store.read(queries.RANKED_COUNT)[0]["number"]
        ids = [row["id"] for row in store.read(queries.RANKED, limit=limit)]
    else:
        ids = [row["id"] for row in _edges(store, queries.CONNECTED, wanted)]
        total = len(ids)
    return total, ids[:limit if total <= limit else max(1, limit // 3)]


def _near(store: Store, ids: Sequence[str], wanted: EdgeFilter) -> list[str]:
    """Those tied to ``ids``, by most edges first."""
    return [row["id"] for row in _edges(store, queries.NEIGHBOURS, wanted, "others", ids=list(ids))]


def _among(store: Store, ids: Sequence[str], wanted: EdgeFilter) -> tuple[Edge, ...]:
    return tuple(map(_edge, _edges(store, queries.EDGES_AMONG, wanted, "among", ids=list(ids))))


def _edges(store: Store, query: str, wanted: EdgeFilter, *more: str, **values: Any) -> list[dict[str, Any]]:
    given = _given(wanted)
    given.pop("relations", None)        # are the types that are gone along
    query = queries.where(queries.for_edges(query, wanted.relations), queries.EDGE_TESTS, (*given, *more))
    return store.read(query, **given, **values)


def edge_facets(store: Store) -> Facets:
    """Relations (as kinds), statuses, stances, currencies, publishers and years of all edges."""
    made, years = Facets(), set()
    for row in store.read(queries.for_edges(queries.EDGE_FACETS)):
        _count(made, row | {"kind": row["relation"]})
        years |= {row["year"]} - {""}
    publishers = {row["publisher"]: row["number"] for row in
                  store.read(queries.for_edges(queries.EDGE_PUBLISHERS), limit=_PUBLISHERS)}
    return replace(made, publishers=Counter(publishers), years=tuple(sorted(years)))


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
