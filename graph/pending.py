"""What was changed since derived data were last made: a node a transaction, until they have caught up with it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from neo4j import ManagedTransaction
from pydantic import TypeAdapter

from graph import queries, queries_upkeep, rows
from graph.model import Named
from graph.rows import Row


@dataclass(frozen=True, slots=True)
class Pending:
    """What one transaction changed: whom its articles named before, the cells and events that their claims were in.

    ``whole``: more than articles, a judgement.
    """

    id: str
    articles: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    events: tuple[str, ...] = ()
    whole: bool = False


_PENDING: TypeAdapter[Pending] = TypeAdapter(Pending)


def pending(row: Row) -> Pending:
    return _PENDING.validate_json(row["pending"]["json"])


def note_pending(tx: ManagedTransaction, ids: Sequence[str], *, whole: bool = False) -> None:
    """Notes, before it happens, that articles change: derived data catch up with that alone."""
    parties = tx.run(queries_upkeep.PARTIES_BEFORE, ids=ids).data()
    named = tx.run(queries_upkeep.NAMED_BEFORE, ids=ids).data()
    events = tx.run(queries_upkeep.EVENTS_BEFORE, ids=ids).data()
    cells = {cell for row in parties for size in (1, 2) for cell in combinations(sorted(row["entities"]), size)}
    cells |= {(row["entity"],) for row in named if row["entity"]}
    noted = Pending(
        secrets.token_hex(8), tuple(sorted(ids)), tuple(rows.named(row["named"]) for row in named),
        tuple(sorted(cells)), tuple(sorted(row["id"] for row in events)), whole,
    )
    row = {"id": noted.id, "json": _PENDING.dump_json(noted).decode()}
    tx.run(queries.for_label(queries.PUT, "Pending"), rows=[row]).consume()
