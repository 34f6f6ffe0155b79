"""What the screens ask of the graph: pages of events, names like a name; who is tied to whom is in ``graph.nearby``.

Every function takes the store first, then frozen values, so that an answer can be cached by them. Nothing here returns
the whole graph: what is cut says how many there are. With ``known``, an ISO day, the answer is what was known then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from rapidfuzz import fuzz

from extract.names import plain
from graph import paging, queries, rows
from graph.model import Event, GraphEntity
from graph.store import Node, Store

NODES: tuple[Node, ...] = queries.EVENT_LABELS
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


@dataclass(frozen=True, slots=True)
class Related:
    """Another event that the event ``of`` is about, or that is about it."""

    of: str
    event: Event
    how: str
    outgoing: bool


# ------------------------------------------------------------------------------------------------ events


def events(
    store: Store, node: Node, wanted: EventFilter, order: Order, skip: int, limit: int, known: str = ""
) -> EventPage:
    """Events of ``node`` from ``skip`` on, at most ``limit``."""
    asked, down = given(wanted), order != "oldest"
    counted = store.of_node(queries.EVENT_SPANS[order], node, known, (*asked, f"by {order}"), **asked)
    part = paging.part(counted, skip, limit, down=down)
    before, most = (0, part.skip + limit) if known else (part.skip, limit)
    found = store.of_node(queries.EVENT_PAGES[order], node, known, (*asked, order), **asked, **part.ends,
                          skip=before, limit=most)
    page = [(row["key"], rows.event(row["json"])) for row in found]
    if known:       # what is as it is now, and what has changed since, in one order
        page.sort(key=lambda one: one[1].id)
        page.sort(key=lambda one: one[0], reverse=down)
        page = page[part.skip:most]
    made = tuple(event for _, event in page)
    return EventPage(made, part.total, store.names_of(made))


def event(store: Store, id: str, known: str = "") -> tuple[Event, dict[str, str]] | None:
    """The deal or dispute that has, or once had, this id, and the names of its parties."""
    found = _of_ids(store, [id], NODES, known)
    if not found:
        former = store.by_label(queries.EVENT_OF_FORMER_ID, id=id)
        ids = [rows.event(row["json"]).id for some in former.values() for row in some]
        found = _of_ids(store, ids, NODES, known) if ids else {}
    one = next(iter(found.values()), None)
    return (one, store.names_of([one])) if one else None


def _of_ids(store: Store, ids: Iterable[str], nodes: Iterable[Node], known: str) -> dict[str, Event]:
    """Those of ``ids`` that are there now, or were on the day ``known``, as they were."""
    asked: dict[str, Any] = {"ids": sorted(set(ids))}
    found = [rows.event(row["json"]) for node in nodes if asked["ids"]
             for row in store.read(queries.for_label(queries.EVENTS_BY_ID, node), **asked)]
    if known:
        found = [one for one in found if not one.undated and str(one.told) <= known]
        found += [rows.event(row["json"]) for node in nodes if asked["ids"] for row in store.read(
            queries.for_label(queries.VERSIONS_THEN, queries.PAST_LABELS[node]), **asked, known=known)]
    return {one.id: one for one in found}


def related(store: Store, of: Event, known: str = "") -> tuple[Related, ...]:
    """The deals that an event is about, then the events about it."""
    ties = [(about.event, about.how, True) for about in of.about]
    ties += [(row["id"], row["how"], False) for some in store.by_label(queries.ABOUT_EVENT, id=of.id).values()
             for row in some]
    found = _of_ids(store, (id for id, _, _ in ties), NODES, known)
    return tuple(Related(of.id, found[id], how, out) for id, how, out in ties if id in found)


def about(store: Store, events_: tuple[Event, ...], known: str = "") -> tuple[Related, ...]:
    """The deals that each of these events is about."""
    deals = _of_ids(store, (one.event for e in events_ for one in e.about), ("Deal",), known)
    return tuple(Related(e.id, deals[one.event], one.how, True)
                 for e in events_ for one in e.about if one.event in deals)


def event_facets(store: Store, node: Node, known: str = "") -> Facets:
    """Kinds, statuses, stances and currencies of all events of ``node``."""
    made = Facets()
    for row in store.of_node(queries.EVENT_FACETS, node, known):
        count(made, row)
    return made


def forums(store: Store, node: Node, limit: int, known: str = "") -> tuple[GraphEntity, ...]:
    """Courts and authorities in events of ``node``, those of most events first."""
    found = {row["id"]: rows.entity(row) for query in queries.COURTS for row in store.read(query)}
    often = Counter[str]()
    for row in store.of_node(queries.FORUMS, node, known, ids=list(found)):
        often[row["id"]] += row["events"]
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


# --------------------------------------------------------------------------------------- rows to records


def given(wanted: Any) -> dict[str, Any]:
    """What ``wanted`` asks for: the fields that are not as they are by themselves."""
    values = {one.name: getattr(wanted, one.name) for one in fields(wanted) if getattr(wanted, one.name) != one.default}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def count(facets: Facets, row: dict[str, Any]) -> None:
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
