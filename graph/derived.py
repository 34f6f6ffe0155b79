"""Writes what consolidation made of the claims: who is who, deals, disputes, and the views, changing only what differs.

One refresh writes at a time. Whoever starts one takes it over by a token in the State node; each batch checks the
token, so an older refresh stops at its next batch instead of mixing its rows with newer ones.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from neo4j import ManagedTransaction

from graph import queries, queries_upkeep, rows
from graph.model import Consolidated, Edge, Event, GraphEntity, Version
from graph.pending import Pending, pending
from graph.rows import Row
from graph.schema import KIND_LABELS
from graph.suggest import suggestions
from graph.versions import version_row

if TYPE_CHECKING:
    from graph.store import Store

BATCH = 1000


class Superseded(Exception):
    """Another refresh has begun and goes on in this one's place."""


@dataclass(slots=True)
class Refresh:
    """The right to write derived data that stand on ``revision``, and how many rows were changed so far."""

    store: Store
    revision: int
    token: str
    clean: bool                     # the refresh before was finished: what it wrote is whole
    pending: list[Pending]        # what was put in or taken out since
    changed: int = field(default=0)

    def apply(self, query: str, changes: Iterable[Row | str], label: str = "") -> None:
        """``query`` (of ``label``) over ``changes``, a batch a transaction; Superseded where the right is lost."""
        query = queries.for_label(query, label) if label else query
        for batch in rows.batches(changes, BATCH):
            self._holding((query, {"rows": batch}))
            self.changed += len(batch)

    def end(self) -> None:
        """Says that derived data are those of ``revision``."""
        self._holding((queries.for_label(queries.DELETE, "Pending"), {"rows": [one.id for one in self.pending]}),
                      (queries.END_REFRESH, {"revision": self.revision}))

    def _holding(self, *steps: tuple[str, dict[str, Any]]) -> None:
        """Queries with their parameters, in a transaction that holds the right."""

        def work(tx: ManagedTransaction) -> None:
            held = tx.run(queries.HOLD_REFRESH, token=self.token).single(strict=True)
            if held["refresher"] != self.token:
                raise Superseded
            for query, parameters in steps:
                tx.run(query, parameters).consume()

        self.store.run(work)


def begin(store: Store) -> Refresh:
    """Takes over the writing of derived data; claims read from now on are those of ``revision`` or later."""
    token = secrets.token_hex(8)
    (row,) = store.write(queries.TAKE_REFRESH, token=token)
    found = store.read(queries_upkeep.PENDING)
    return Refresh(store, row["revision"], token, clean=not row["before"], pending=[pending(row) for row in found])


def write_derived(store: Store, consolidated: Consolidated, refresh: Refresh | None = None) -> int:
    """Makes the graph's derived data those of ``consolidated``; the number of rows that had to change."""
    refresh = refresh or begin(store)
    old = store.read(queries.OLD_ENTITIES)
    put_entities(refresh, consolidated.entities, old)
    put_alike(refresh, consolidated.entities, store.read(queries.OLD_ALIKE))
    links(refresh, "IS", store.read(queries.OLD_LINKS["IS"]), link_rows(consolidated.identity))
    published = {row["source"]: row["named"] for row in store.read(queries.ARTICLES_OF_PUBLISHERS)}
    links(refresh, "PUBLISHED_BY", store.read(queries.OLD_LINKS["PUBLISHED_BY"]), link_rows({
        article: consolidated.identity[named] for article, named in published.items()
        if named in consolidated.identity}))
    put_events(refresh, consolidated.events, *map(store.by_label, (
        queries.OLD_EVENTS, queries.OLD_LINKS["SUPPORTS"], queries.OLD_LINKS["ABOUT"])))
    put_versions(refresh, consolidated.past, store.by_label(queries.OLD_EVENTS, past=True))
    counted = {row["facet"]: row["number"] for row in store.read(queries_upkeep.TALLIES)}
    put_edges(refresh, consolidated.edges, store.read(queries.for_edges(queries.OLD_EDGES)), counted)
    put_degrees(refresh, degrees(consolidated.edges), old)
    refresh.apply(queries.DELETE, sorted({r["id"] for r in old} - {e.id for e in consolidated.entities}), "Entity")
    refresh.end()
    return refresh.changed


def put_entities(refresh: Refresh, entities: Iterable[GraphEntity], before: Iterable[Row]) -> None:
    """Writes those of ``entities`` that are new or changed; ``before``: id, kind and digest of those there."""
    old = {row["id"]: row for row in before}
    new = {entity.id: rows.entity_row(entity) for entity in entities}
    changed = [row for id, row in new.items() if row["digest"] != old.get(id, {}).get("digest")]
    refresh.apply(queries.PUT_ENTITIES, [{**row, "digest": ""} for row in changed])
    for kind, label in KIND_LABELS.items():
        was = [row["id"] for row in changed if row["kind"] != kind and old.get(row["id"], {}).get("kind") == kind]
        refresh.apply(queries.ADD_LABEL, [row["id"] for row in changed if row["kind"] == kind], label)
        refresh.apply(queries.REMOVE_LABEL, was, label)
    # the digest comes last: a crash before the labels leaves a row that the next refresh writes again
    refresh.apply(queries.PUT_ENTITIES, changed)


def degrees(edges: Iterable[Edge]) -> dict[str, tuple[int, int]]:
    """Entity -> to how many others it is tied, and how many edges begin with it."""
    near: dict[str, set[str]] = defaultdict(set)
    begin = Counter(edge.source for edge in edges)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return {id: (len(others), begin[id]) for id, others in near.items()}


def put_degrees(refresh: Refresh, wanted: Mapping[str, tuple[int, int]], old: Iterable[Row]) -> None:
    """Writes the degrees that differ from those of ``old``, the rows of these entities; who is not wanted has none."""
    before = {row["id"]: (row["degree"] or 0, row["edges"] or 0) for row in old}
    now = {id: wanted.get(id, (0, 0)) for id in sorted(before.keys() | wanted.keys())}
    refresh.apply(queries.PUT_DEGREES, [{"id": id, "degree": degree, "edges": edges}
                                        for id, (degree, edges) in now.items() if (degree, edges) != before.get(id)])


def put_alike(refresh: Refresh, entities: Sequence[GraphEntity], before: Iterable[Row]) -> None:
    """Makes the pairs of names alike ``before`` those of ``entities``, all of their blocks."""
    old = {row["id"]: row["score"] for row in before}
    new = {f"{one.one}|{one.other}": one for one in suggestions(entities)}
    refresh.apply(queries.DELETE, sorted(old.keys() - new.keys()), "Alike")
    changed = [{"id": id, **asdict(one)} for id, one in new.items() if one.score != old.get(id)]
    refresh.apply(queries.PUT, changed, "Alike")


def link_rows(ends: Mapping[str, str]) -> list[Row]:
    return [{"source": source, "target": target} for source, target in ends.items()]


def links(refresh: Refresh, link: str, old: Iterable[Row], wanted: Iterable[Row], label: str = "") -> None:
    """Makes the plain relationships ``old`` those of ``wanted``; ``link`` is their type."""
    before = {tuple(sorted(row.items())): row for row in old}
    after = {tuple(sorted(row.items())): row for row in wanted}
    refresh.apply(queries.DELETE_LINKS[link], [row for key, row in before.items() if key not in after], label)
    refresh.apply(queries.PUT_LINKS[link], [row for key, row in after.items() if key not in before], label)


Old = Mapping[str, Iterable[Row]]       # label -> rows


def put_events(refresh: Refresh, events: Sequence[Event], before: Old, supports: Old, about: Old) -> None:
    """Makes the events of ``before`` those of ``events``, with the links that they have and had."""
    for label in queries.EVENT_LABELS:
        ours = [event for event in events if event.node == label]
        old = {row["id"]: row["digest"] for row in before[label]}
        refresh.apply(queries.DELETE, sorted(old.keys() - {event.id for event in ours}), label)
        made = map(rows.event_row, ours)        # a batch at a time: they are long
        refresh.apply(queries.PUT, (row for row in made if row["digest"] != old.get(row["id"])), label)
        claims = [{"source": claim, "target": event.id} for event in ours for claim in event.claims]
        links(refresh, "SUPPORTS", supports[label], claims, label)
    for label in queries.EVENT_LABELS:      # when all deals are there
        ties = [{"source": event.id, "target": tie.event, "how": tie.how}
                for event in events if event.node == label for tie in event.about]
        links(refresh, "ABOUT", about[label], ties, label)


def put_versions(refresh: Refresh, past: Iterable[Version], before: Old) -> None:
    """Makes the earlier versions ``before`` those of ``past``, a batch at a time: they are many."""
    old = {row["id"]: row["digest"] for some in before.values() for row in some}
    for batch in rows.batches(past, BATCH):
        for node, label in queries.PAST_LABELS.items():
            made = (version_row(version) for version in batch if version.event.node == node)
            refresh.apply(queries.PUT, [row for row in made if row["digest"] != old.pop(row["id"], None)], label)
    for label in queries.PAST_LABELS.values():
        refresh.apply(queries.DELETE, sorted(old), label)


def put_edges(refresh: Refresh, edges: Iterable[Edge], before: Iterable[Row], counted: Mapping[str, int]) -> None:
    """Makes the view edges ``before`` those of ``edges``, and the tallies of what they are ``counted`` as."""

    def key(row: Row) -> tuple[str, ...]:
        return row["relation"], row["source"], row["target"], row["id"]

    new: dict[tuple[str, ...], Row] = {}
    for edge in edges:
        row = {"relation": edge.relation, "source": edge.source, "target": edge.target, "id": edge.id}
        new[key(row)] = {**row, "edge": rows.edge_row(edge)}
    old = {key(row): row for row in before}
    gone = [row for k, row in old.items() if k not in new]
    changed = [row for k, row in new.items() if row["edge"]["digest"] != old.get(k, {}).get("digest")]
    for query, some in ((queries.DELETE_EDGES, gone), (queries.PUT_EDGES, changed)):
        for relation in sorted({row["relation"] for row in some}):
            refresh.apply(queries.for_relation(query, relation), [r for r in some if r["relation"] == relation])
    tally = Counter(facet for row in new.values() for facet in rows.facets(row["relation"], row["edge"]))
    tally.subtract(counted)
    refresh.apply(queries_upkeep.ADD_TALLIES, ({"id": rows.digest(facet.encode()), "facet": facet, "number": number}
                                               for facet, number in sorted(tally.items()) if number))
