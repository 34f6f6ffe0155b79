"""What the screens ask of who is tied to whom, of what was known on a day: as ``graph.reads``, without a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extract.names import plain
from graph.model import Consolidated, Edge, Event, GraphEntity
from graph.reads import EdgeFilter, Facets, Neighbourhood, Node, Related


def entities(then: Consolidated, ids: tuple[str, ...]) -> tuple[GraphEntity, ...]:
    known = {entity.id: entity for entity in then.entities}
    return tuple(known[id] for id in ids if id in known)


def suggest(then: Consolidated, text: str, limit: int) -> tuple[GraphEntity, ...]:
    """Those that have ``text`` in a name."""
    wanted = plain(text)
    found = [e for e in then.entities if any(wanted in plain(name) for name in (e.name, *e.aliases))]
    return tuple(sorted(found, key=lambda e: (len(e.name), e.id))[:limit])


def related(then: Consolidated, of: Event) -> tuple[Related, ...]:
    by_id = {event.id: event for event in then.events}
    to = [Related(by_id[about.event], about.how, True) for about in of.about if about.event in by_id]
    back = [Related(event, about.how, False) for event in then.events for about in event.about if about.event == of.id]
    return (*to, *back)


def event_facets(then: Consolidated, node: Node) -> Facets:
    found = [event for event in then.events if event.node == node]
    years = {str(day)[:4] for e in found for day in (e.first_day, e.last_day) if day}
    return Facets(Counter(e.kind for e in found), Counter(e.status for e in found), Counter(e.stance for e in found),
                  Counter(e.amount.currency for e in found if e.amount and e.amount.currency),
                  years=tuple(sorted(years)))


def forums(then: Consolidated, node: Node, limit: int) -> tuple[GraphEntity, ...]:
    heard = {entity.id for entity in then.entities if entity.kind in ("court", "public_body")}
    often = Counter(id for e in then.events if e.node == node
                    for id in {*e.source, *e.target, *(p for ids in e.parties.values() for p in ids)} & heard)
    return entities(then, tuple(sorted(often, key=lambda id: (-often[id], id))[:limit]))


def edge_facets(then: Consolidated) -> Facets:
    years = {edge.date[:4] for edge in then.edges if edge.date}
    return Facets(Counter(e.relation for e in then.edges), Counter(e.status for e in then.edges),
                  Counter(e.stance for e in then.edges), Counter(e.currency for e in then.edges if e.currency),
                  Counter(name for e in then.edges for name in e.publishers), tuple(sorted(years)))


def ranked(then: Consolidated, limit: int) -> tuple[tuple[GraphEntity, int], ...]:
    near = _near(then.edges)
    best = sorted(near, key=lambda id: (-len(near[id]), id))[:limit]
    return tuple((entity, len(near[entity.id])) for entity in entities(then, tuple(best)))


def best_connected(then: Consolidated, limit: int) -> tuple[GraphEntity, ...]:
    return tuple(entity for entity, _ in ranked(then, limit))


def among(then: Consolidated, ids: tuple[str, ...], wanted: EdgeFilter | None = None) -> Neighbourhood:
    found = tuple(e for e in _passing(then, wanted or EdgeFilter()) if {e.source, e.target} <= set(ids))
    there = entities(then, ids)
    return Neighbourhood(there, found, len(there))


def neighbourhood(then: Consolidated, centres: tuple[str, ...], wanted: EdgeFilter, limit: int) -> Neighbourhood:
    edges = _passing(then, wanted)
    near = _near(edges)
    if centres:
        total = len({other for centre in centres for other in near[centre]} - set(centres)) + len(centres)
        hubs = list(centres)
    else:
        total = len(near)
        most = limit if total <= limit else max(1, limit // 3)
        hubs = sorted(near, key=lambda id: (-len(near[id]), id))[:most]
    ties = Counter(end for e in edges for end, other in ((e.source, e.target), (e.target, e.source))
                   if other in hubs and end not in hubs)
    others = sorted(ties, key=lambda id: (-ties[id], id))[:max(0, limit - len(hubs))]
    drawn = {*hubs, *others}
    kept = tuple(e for e in edges if {e.source, e.target} <= drawn)
    tied = {end for e in kept for end in (e.source, e.target)} | set(centres)
    return Neighbourhood(entities(then, tuple(id for id in (*hubs, *others) if id in tied)), kept, total)


def _passing(then: Consolidated, wanted: EdgeFilter) -> list[Edge]:
    listed = ((wanted.relations, "relation"), (wanted.statuses, "status"), (wanted.stances, "stance"))
    found = [e for e in then.edges
             if all(not some or getattr(e, name) in some for some, name in listed) and e.origins >= wanted.origins
             and (e.date or "9999")[:4] >= wanted.since and (e.date or "0000")[:4] <= wanted.until
             and (not wanted.least or (e.amount is not None and e.amount >= wanted.least))
             and wanted.currency in ("", e.currency) and wanted.publisher in ("", *e.publishers)
             and wanted.language in ("", *e.languages) and not {e.source, e.target} & set(wanted.hidden)]
    return sorted(found, key=lambda e: e.id)


def _near(edges: Iterable[Edge]) -> defaultdict[str, set[str]]:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return near
