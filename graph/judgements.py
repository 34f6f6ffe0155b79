"""What a person decides about the graph: given, undone, listed, and the pairs that wait for a decision.

A judgement is a node of its own that no ingest writes; consolidation obeys it each time (``graph.verdicts``). Who
calls may name what is on the screen: an entity stands for one of its Named, an event for its first claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

from neo4j import ManagedTransaction

from graph import ingest, queries, queries_upkeep, reads, rows, sentences
from graph.model import GraphEntity, Judgement, JudgementKind
from graph.pending import note_pending
from graph.sentences import Said
from graph.settings import StoreError
from graph.store import Store
from graph.suggest import CLOSE
from graph.verdicts import base

KINDS: tuple[JudgementKind, ...] = get_args(JudgementKind)
_PAIRS = ("same", "different", "unsure", "same event", "other event")
_ON = {"same": "party", "different": "party", "unsure": "party", "same event": "claim", "other event": "claim",
       "right claim": "claim", "wrong claim": "claim", "suppress": "party or article", "rename": "party"}
_SENTENCES = 3      # of each side, shown as evidence
_COMPARED = 50      # sentences of each side in which parties told with both are looked for


class JudgementError(StoreError):
    """A judgement that cannot be given or undone; one line that says why."""


@dataclass(frozen=True, slots=True)
class Case:
    """Two entities that may be one: ``score`` of 100, a few sentences on each, and parties told with both."""

    one: GraphEntity
    other: GraphEntity
    score: float
    one_said: tuple[Said, ...]
    other_said: tuple[Said, ...]
    shared: tuple[str, ...]


def judge(
    store: Store, kind: JudgementKind, on: Sequence[str], *, user: str, reason: str = "", name: str | None = None
) -> Judgement:
    """Stores the judgement and brings deals and disputes up to date.

    ``on``: two ids for same, different and unsure (Named or entities), for same event and other event (claims or
    events); one for right and wrong claim, for suppress (Named, entity or article) and for rename, which also
    wants ``name``.
    JudgementError where an id is of nothing, or where number or kind do not fit.
    """
    if kind not in KINDS:
        raise JudgementError(f"{kind!r} is no judgement; give one of: {', '.join(KINDS)}")
    if len(on) != (wanted := 2 if kind in _PAIRS else 1):
        raise JudgementError(f"{kind!r} is a judgement on {wanted} id{'s' * (wanted > 1)}, not on {len(on)}")
    if bool(name and name.strip()) != (kind == "rename"):
        raise JudgementError("a rename wants the new name, no other judgement has one")
    if not user.strip():
        raise JudgementError("a judgement wants a user")
    found = [_standing(store, kind, id) for id in on]
    if kind in _PAIRS and found[0][0] == found[1][0]:
        raise JudgementError("both ids stand for one and the same")
    ids, labels = zip(*found, strict=True)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    id = rows.digest("\x1f".join((kind, *ids, name or "", user, at)).encode())[:16]
    made = Judgement(id, kind, ids, labels, user, at, reason, name.strip() if name else None)
    _put(store, [made])
    ingest.refresh(store)
    return made


def undo(store: Store, id: str, *, user: str) -> Judgement:
    """Takes the judgement out of force, without deleting it; JudgementError where it is not in force."""
    found = next((one for one in store.judgements() if one.id == id), None)
    if found is None:
        raise JudgementError(f"there is no judgement {id!r}; `dealgraph judgements` lists them")
    if found.undone_at:
        raise JudgementError(f"the judgement {id!r} is undone already")
    undone = replace(found, undone_at=datetime.now(UTC).isoformat(timespec="microseconds"), undone_by=user)
    _put(store, [undone])
    ingest.refresh(store)
    return undone


def review(store: Store, limit: int, at_least: float = CLOSE) -> tuple[tuple[Case, ...], int]:
    """The ``limit`` likeliest pairs of entities that nobody has judged, and how many there are in all."""
    judged = _judged_pairs(store)
    total = store.read(queries_upkeep.ALIKE_COUNT, least=at_least)[0]["pairs"]
    if judged:
        ids = ["|".join(sorted(pair)) for pair in judged]
        total -= store.read(queries_upkeep.ALIKE_OF_IDS, ids=ids, least=at_least)[0]["pairs"]
    best = store.read(queries_upkeep.ALIKE_BEST, least=at_least, limit=limit + len(judged))
    pairs = [row for row in best if frozenset((row["one"], row["other"])) not in judged][:limit]
    found = reads.entities(store, tuple({id for row in pairs for id in (row["one"], row["other"])}))
    entities = {entity.id: entity for entity in found}
    cases = []
    for row in pairs:
        ids = [row["one"], row["other"]]
        said = [sentences.latest_of_entity(store, id, _COMPARED) for id in ids]
        told = [{name for one in some for name in (one.source, one.target) if name} for some in said]
        names = [{entities[id].name, *entities[id].aliases} for id in ids]
        shared = (told[0] & told[1]) - names[0] - names[1]
        cases.append(Case(entities[ids[0]], entities[ids[1]], row["score"], said[0][:_SENTENCES],
                          said[1][:_SENTENCES], tuple(sorted(shared))))
    return tuple(cases), total


def put_all(store: Store, judgements: Iterable[Judgement]) -> None:
    """Stores judgements made elsewhere; those that are there already stay once."""
    for batch in rows.batches(judgements, 1000):
        _put(store, batch)


def _put(store: Store, judgements: Sequence[Judgement]) -> None:
    made = [rows.judgement_row(judgement) for judgement in judgements]

    def work(tx: ManagedTransaction) -> None:
        tx.run(queries.NEXT_REVISION, held=made[0]["id"]).consume()
        on = [id for one in judgements for id in one.on]
        stood = [row for query in queries_upkeep.STOOD_ON for row in tx.run(query, ids=on).data()]
        # a party that is hidden leaves all its articles at once
        ids = {row["article"] for row in stood}
        note_pending(tx, sorted(ids), whole=any(one.kind == "suppress" and one.on[0] not in ids for one in judgements))
        tx.run(queries.for_label(queries.PUT, "Judgement"), rows=made).consume()
        for query in queries_upkeep.TIE_JUDGEMENTS:
            tx.run(query, rows=[{"judgement": row["id"], "on": id} for row in made for id in row["on"]]).consume()

    store.run(work)


def _standing(store: Store, kind: JudgementKind, id: str) -> tuple[str, str]:
    """The id that ``id`` stands for and never changes, and what it is called."""
    if _ON[kind] == "claim":
        if found := store.read(queries_upkeep.FIND_CLAIM, id=id):
            return base(found[0]["id"]), found[0]["label"]
        if kind in _PAIRS and (found_event := reads.event(store, id)) is not None:
            event, _ = found_event
            return base(event.history[0].claim if event.history else event.claims[0]), event.title
        raise JudgementError(f"there is no claim or event {id!r}")
    wanted = [queries_upkeep.FIND_NAMED, queries_upkeep.FIND_NAMED_OF_ENTITY]
    for query in [*wanted, queries_upkeep.FIND_ARTICLE] if kind == "suppress" else wanted:
        if found := store.read(query, id=id):
            return found[0]["id"], found[0]["label"]
    raise JudgementError(f"there is no {_ON[kind]} {id!r}")


def _judged_pairs(store: Store) -> set[frozenset[str]]:
    """Pairs of entities on which a judgement stands."""
    on = [one.on for one in store.judgements() if one.kind in ("same", "different", "unsure") and not one.undone_at]
    found = store.read(queries_upkeep.ENTITY_OF_NAMED, ids=sorted({id for pair in on for id in pair}))
    entity = {row["named"]: row["entity"] for row in found}
    return {frozenset((entity.get(a, a), entity.get(b, b))) for a, b in on}
