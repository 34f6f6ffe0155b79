"""The graph as ``graph.closure`` looks claims up in it, and the writing of what a change made different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from extract.relations import ontology
from graph import queries, queries_upkeep, rows
from graph.closure import Cell
from graph.derived import Refresh, identity_rows, links, put_edges, put_entities, put_events
from graph.increment import Changed, Increment, increment
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Named, StoredClaim
from graph.parties import ToldBy, other_names
from graph.rows import Row
from graph.store import Store
from graph.verdicts import Verdicts

MOST = 200      # changed articles beyond which all is made anew: that is faster then


def catch_up(store: Store, refresh: Refresh) -> bool:
    """Brings derived data up to date with what changed; False where that takes a rebuild."""
    articles = {article for change in refresh.pending for article in change.articles}
    verdicts = Verdicts.of(store.judgements())
    whole = not refresh.clean or any(change.whole for change in refresh.pending) or not refresh.pending
    if whole or len(articles) > MOST or verdicts.hidden_names:
        return False
    Catching(store, refresh, verdicts, articles).run()
    return True


class Catching:
    """One catching up: a ``graph.closure.Corpus`` on the store, and its writer."""

    def __init__(self, store: Store, refresh: Refresh, verdicts: Verdicts, articles: set[str]) -> None:
        self._store, self._refresh, self._verdicts, self._articles = store, refresh, verdicts, articles
        self._relations = ontology().relations
        self._who: dict[str, str] = {}
        self._known: dict[str, GraphEntity] = {}
        self._of: dict[str, str] = {}       # Named -> its article
        self._gone = {one for change in refresh.pending for cell in change.cells for one in cell}
        self._names = {
            "relations": sorted(self._relations), "rulings": list(lifecycles().rulings),
            "disputes": sorted(r.name for r in self._relations.values() if r.category == "dispute"),
            "deals": sorted(r.name for r in self._relations.values() if r.family in ("control", "equity", "round")),
            "wrong": sorted(verdicts.wrong), "suppressed": sorted(verdicts.suppressed),
        }

    def run(self) -> None:
        changes = self._refresh.pending
        made = increment(self, Changed(
            frozenset(self._articles), tuple(one for change in changes for one in change.named),
            frozenset(frozenset(cell) for change in changes for cell in change.cells),
            tuple(self._events(queries_upkeep.EVENTS_BY_ID, {id for change in changes for id in change.events})),
        ), self._relations, self._verdicts)
        self._write(made)
        self._refresh.apply(queries.DELETE_ENTITIES, sorted(self._gone))
        self._refresh.end()

    # ------------------------------------------------------------------------------------------ who is who

    @cached_property
    def _wanted(self) -> set[str]:
        """Named of the changed articles that claims, or the articles themselves, still name."""
        ids = list(self._articles - self._verdicts.suppressed)
        found = {row["named"] for query in (queries_upkeep.PUBLISHERS_OF, queries_upkeep.SPEAKERS_OF)
                 for row in self._store.read(query, ids=ids)}
        for row in self._read(queries_upkeep.OF_ARTICLES, ids=ids):
            found |= {named for _, _, named in row["roles"]}
        return found

    def _find(self, key: str, values: Iterable[str]) -> list[Named]:
        """Wanted Named by one of the properties that they are looked up by."""
        query = next(q for q in queries_upkeep.LIKE if f"{{{key}:" in q)
        found = []
        values = sorted(set(values))
        for row in self._store.read(query, values=values) if values else ():
            one = rows.named(row["named"])
            self._of[one.id] = one.article
            if row["entity"]:
                self._who.setdefault(one.id, row["entity"])
            if one.id in self._wanted if one.article in self._articles else row["entity"]:
                found.append(one)
        return found

    def like(self, named: Iterable[Named]) -> list[Named]:
        named = list(named)
        keys = {rows.mark(one.key) for one in named}
        others = {rows.mark(other) for one in named for other, _ in other_names(one.key, one.aliases)}
        found = {one.id: one for key, values in (
            ("mark", keys | others), ("head", {rows.head_of(one.key, one.kind) for one in named}),
            ("list_id", {one.list_id for one in named if one.list_id}),
            ("alias_0", keys), ("alias_1", keys), ("alias_2", keys),
        ) for one in self._find(key, values)}
        return list(found.values())

    def named(self, ids: Iterable[str]) -> list[Named]:
        return self._find("id", ids)

    def named_in(self, articles: Iterable[str]) -> list[Named]:
        return self._find("article", articles)

    @property
    def told(self) -> Catching:
        return self

    def others(self, named: Sequence[Named]) -> set[str]:
        found = self._store.read(queries_upkeep.OTHERS, ids=[one.id for one in named], **self._heard)
        return {row["key"] for row in found} | {f"#{row['list_id']}" for row in found if row["list_id"]}

    def owners(self, units: Sequence[Named]) -> Mapping[str, str]:
        if not units:
            return {}
        claims = self._claims(queries_upkeep.OF_NAMED, ids=[one.id for one in units])
        return ToldBy(claims, self._find("article", {one.article for one in units})).owners(units)

    def settle(self, entities: Sequence[GraphEntity], identity: Mapping[str, str]) -> set[str]:
        self._find("article", self._articles)               # those no longer wanted, too
        before = {one: entity for one, entity in self._who.items() if one in identity or self._left(one)}
        old = self._store.read(queries_upkeep.ENTITY_ROWS, ids=sorted({e.id for e in entities} | set(before.values())))
        put_entities(self._refresh, entities, old)
        links(self._refresh, "IDENTITY", identity_rows(before), identity_rows(identity))
        self._gone = (self._gone | set(before.values())) - {entity.id for entity in entities}
        moved = {one for one, entity in identity.items() if before.get(one) != entity}
        self._who = {one: e for one, e in self._who.items() if one not in before} | dict(identity)
        self._known = {entity.id: entity for entity in entities}
        self._publish(self._articles | {self._of[one] for one in moved})
        digests = {row["id"]: row["digest"] for row in old}
        changed = {e.id for e in entities if digests.get(e.id) != rows.entity_row(e)["digest"]}
        return changed | {identity[one] for one in moved if one in before}

    def _left(self, named: str) -> bool:
        """Whether ``named`` is of a changed article that names it no more."""
        return named in self._here and named not in self._wanted

    @cached_property
    def _here(self) -> set[str]:
        query = next(q for q in queries_upkeep.LIKE if "{article:" in q)
        return {row["named"]["id"] for row in self._store.read(query, values=sorted(self._articles))}

    def _publish(self, articles: Iterable[str]) -> None:
        found = self._store.read(queries_upkeep.PUBLISHED_BY_OF, ids=sorted(articles))
        old = [{"source": row["source"], "target": row["target"]} for row in found if row["target"]]
        new = [{"source": row["source"], "target": self._who[row["named"]]} for row in found
               if row["named"] in self._who]
        links(self._refresh, "PUBLISHED_BY", old, new)

    def identity(self, named: Iterable[str]) -> dict[str, str]:
        named = set(named)
        self._find("id", named - self._who.keys())
        return {one: self._who[one] for one in named if one in self._who}

    def entities(self, ids: Iterable[str]) -> dict[str, GraphEntity]:
        ids = set(ids)
        unread = sorted(ids - self._known.keys())
        for row in self._store.read(queries_upkeep.ENTITY_ROWS, ids=unread) if unread else ():
            self._known[row["id"]] = rows.entity(row)
        return {id: self._known[id] for id in ids if id in self._known}

    # --------------------------------------------------------------------------------------------- claims

    @property
    def _heard(self) -> dict[str, list[str]]:
        return {key: self._names[key] for key in ("relations", "wrong", "suppressed")}

    def _read(self, query: str, **given: Any) -> list[Row]:
        if not next(iter(given.values())):
            return []
        names = {key: value for key, value in self._names.items() if f"${key}" in query}
        return self._store.read(query, **given, **names)

    def _claims(self, query: str, **given: Any) -> list[StoredClaim]:
        found = []
        for row in self._read(query, **given):
            claim = rows.stored_claim(row)
            if claim is not None:
                found.append(claim)
                for named, entity in row["who"]:
                    if entity:
                        self._who.setdefault(named, entity)
        return found

    def of_articles(self, articles: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.OF_ARTICLES, ids=sorted(articles))

    def of_entities(self, ids: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.OF_ENTITIES, ids=sorted(ids))

    def of_ids(self, claims: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.OF_IDS, ids=sorted(claims))

    def together(self, pairs: Iterable[Cell]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.TOGETHER, pairs=sorted(sorted(pair) for pair in pairs))

    def alone(self, ids: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.ALONE, ids=sorted(ids))

    def quarrels(self, ids: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.QUARRELS, ids=sorted(ids))

    def toward(self, ids: Iterable[str]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.TOWARD, ids=sorted(ids))

    def beside(self, pairs: Iterable[Cell]) -> list[StoredClaim]:
        return self._claims(queries_upkeep.BESIDE, pairs=sorted(sorted(pair) for pair in pairs))

    # --------------------------------------------------------------------------------------------- events

    def events_of(self, claims: Iterable[str]) -> list[Event]:
        return self._events(queries_upkeep.EVENTS_OF_CLAIMS, claims)

    def _events(self, query: str, ids: Iterable[str]) -> list[Event]:
        ids = sorted(set(ids))
        found = [row["json"] for label in queries.EVENT_LABELS if ids
                 for row in self._store.read(queries.for_label(query, label), ids=ids)]
        return [rows.event(text) for text in found]

    def _write(self, made: Increment) -> None:
        ids = sorted(made.replaced | {event.id for event in made.events})

        def before(query: str) -> dict[str, list[Row]]:
            return {label: self._store.read(queries.for_label(query, label), ids=ids) for label in queries.EVENT_LABELS}

        put_events(self._refresh, made.events, *map(before, (
            queries_upkeep.DIGESTS, queries_upkeep.SUPPORTS_OF, queries_upkeep.ABOUT_OF)))
        pairs = [way for pair in map(sorted, made.pairs) for way in (pair, pair[::-1])]
        found = self._store.read(queries_upkeep.EDGES_OF, pairs=pairs)
        old = [row for row in found if row["event"] is None or row["event"] in ids]
        put_edges(self._refresh, made.edges, [{k: v for k, v in row.items() if k != "event"} for row in old])

