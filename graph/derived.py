"""Writes what consolidation made of the claims: who is who, deals, disputes, and the views, changing only what differs.

One refresh writes at a time. Whoever starts one takes it over by a token in the State node; each batch checks the
token, so an older refresh stops at its next batch instead of mixing its rows with newer ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from neo4j import ManagedTransaction

from graph import queries, rows
from graph.model import Consolidated
from graph.rows import Row
from graph.schema import KIND_LABELS

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
    changed: int = field(default=0)

    def apply(self, query: str, changes: Iterable[Row | str]) -> None:
        """``query`` over ``changes``, a batch a transaction; Superseded where the right is lost."""
        for batch in rows.batches(changes, BATCH):
            self.store.run(self._batch(query, batch))
            self.changed += len(batch)

    def _batch(self, query: str, batch: list[Row | str]) -> Callable[[ManagedTransaction], None]:
        def work(tx: ManagedTransaction) -> None:
            held = tx.run(queries.HOLD_REFRESH, token=self.token).single(strict=True)
            if held["refresher"] != self.token:
                raise Superseded
            tx.run(query, rows=batch).consume()

        return work

    def end(self) -> None:
        """Says that derived data are those of ``revision``."""

        def work(tx: ManagedTransaction) -> None:
            held = tx.run(queries.HOLD_REFRESH, token=self.token).single(strict=True)
            if held["refresher"] != self.token:
                raise Superseded
            tx.run(queries.END_REFRESH, revision=self.revision).consume()

        self.store.run(work)


def begin(store: Store) -> Refresh:
    """Takes over the writing of derived data; claims read from now on are those of ``revision`` or later."""
    token = secrets.token_hex(8)
    return Refresh(store, store.write(queries.TAKE_REFRESH, token=token)[0]["revision"], token)


def write_derived(store: Store, consolidated: Consolidated, refresh: Refresh | None = None) -> int:
    """Makes the graph's derived data those of ``consolidated``; the number of rows that had to change."""
    refresh = refresh or begin(store)
    gone = _entities(refresh, consolidated)
    _links(refresh, queries.OLD_IDENTITY, queries.PUT_IDENTITY, queries.DELETE_IDENTITY, _identity(consolidated))
    _links(
        refresh, queries.OLD_PUBLISHED_BY, queries.PUT_PUBLISHED_BY, queries.DELETE_PUBLISHED_BY,
        _published_by(store, consolidated),
    )
    _events(refresh, consolidated)
    _edges(refresh, consolidated)
    refresh.apply(queries.DELETE_ENTITIES, gone)
    refresh.end()
    return refresh.changed


def _entities(refresh: Refresh, consolidated: Consolidated) -> list[str]:
    """Writes entities that are new or changed; ids of those that are gone, to be deleted when nothing needs them."""
    old = {row["id"]: row for row in refresh.store.read(queries.OLD_ENTITIES)}
    new = {entity.id: rows.entity_row(entity) for entity in consolidated.entities}
    changed = [row for id, row in new.items() if row["digest"] != old.get(id, {}).get("digest")]
    refresh.apply(queries.PUT_ENTITIES, [{**row, "digest": ""} for row in changed])
    for kind, label in KIND_LABELS.items():
        was = [row["id"] for row in changed if row["kind"] != kind and old.get(row["id"], {}).get("kind") == kind]
        refresh.apply(queries.for_label(queries.ADD_LABEL, label), [r["id"] for r in changed if r["kind"] == kind])
        refresh.apply(queries.for_label(queries.REMOVE_LABEL, label), was)
    # the digest comes last: a crash before the labels leaves a row that the next refresh writes again
    refresh.apply(queries.PUT_ENTITIES, changed)
    return sorted(old.keys() - new.keys())


def _identity(consolidated: Consolidated) -> list[Row]:
    return [{"source": named, "target": entity} for named, entity in consolidated.identity.items()]


def _published_by(store: Store, consolidated: Consolidated) -> list[Row]:
    return [
        {"source": row["source"], "target": consolidated.identity[row["named"]]}
        for row in store.read(queries.ARTICLES_OF_PUBLISHERS) if row["named"] in consolidated.identity
    ]


def _links(refresh: Refresh, old: str, put: str, delete: str, wanted: Iterable[Row]) -> None:
    """Makes the plain relationships that ``old`` reads those of ``wanted``."""
    before = {tuple(sorted(row.items())): row for row in refresh.store.read(old)}
    after = {tuple(sorted(row.items())): row for row in wanted}
    refresh.apply(delete, [row for key, row in before.items() if key not in after])
    refresh.apply(put, [row for key, row in after.items() if key not in before])


def _events(refresh: Refresh, consolidated: Consolidated) -> None:
    for label in queries.EVENT_LABELS:
        events = [event for event in consolidated.events if event.node == label]
        old = {r["id"]: r["digest"] for r in refresh.store.read(queries.for_label(queries.OLD_EVENTS, label))}
        new = {event.id: rows.event_row(event) for event in events}
        refresh.apply(queries.for_label(queries.DELETE_EVENTS, label), sorted(old.keys() - new.keys()))
        changed = [row for id, row in new.items() if row["digest"] != old.get(id)]
        refresh.apply(queries.for_label(queries.PUT_EVENTS, label), changed)
        supports = [{"source": claim, "target": event.id} for event in events for claim in event.claims]
        _links(refresh, *_labelled(label, "SUPPORTS"), supports)
    for label in queries.EVENT_LABELS:      # when all deals are there
        about = [
            {"source": event.id, "target": tie.event, "how": tie.how}
            for event in consolidated.events if event.node == label for tie in event.about
        ]
        _links(refresh, *_labelled(label, "ABOUT"), about)


def _labelled(label: str, link: str) -> tuple[str, str, str]:
    old, put, delete = (
        queries.for_label(getattr(queries, f"{verb}_{link}"), label) for verb in ("OLD", "PUT", "DELETE")
    )
    return old, put, delete


def _edges(refresh: Refresh, consolidated: Consolidated) -> None:
    def key(row: Row) -> tuple[str, ...]:
        return row["relation"], row["source"], row["target"], row["id"]

    new: dict[tuple[str, ...], Row] = {}
    for edge in consolidated.edges:
        row = {"relation": edge.relation, "source": edge.source, "target": edge.target, "id": edge.id}
        new[key(row)] = {**row, "edge": rows.edge_row(edge)}
    old = {key(row): row for row in refresh.store.read(queries.OLD_EDGES)}
    gone = [row for k, row in old.items() if k not in new]
    changed = [row for k, row in new.items() if row["edge"]["digest"] != old.get(k, {}).get("digest")]
    for query, some in ((queries.DELETE_EDGES, gone), (queries.PUT_EDGES, changed)):
        for relation in sorted({row["relation"] for row in some}):
            refresh.apply(queries.for_relation(query, relation), [r for r in some if r["relation"] == relation])
