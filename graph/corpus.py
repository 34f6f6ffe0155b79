"""The graph as ``graph.closure`` looks claims up in it, and the writing of what a change made different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from extract.relations import ontology
from graph import queries, queries_upkeep, rows
from graph.closure import Which
from graph.derived import Refresh, link_rows, links, put_alike, put_edges, put_entities, put_events, put_versions
from graph.increment import Changed, Increment, increment
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Named, StoredClaim
from graph.parties import ToldBy, other_names, parties_of
from graph.rows import Row
from graph.store import Store
from graph.suggest import begins
from graph.verdicts import Verdicts, heard

MOST = 200      # changed articles beyond which all is made anew: that is faster then


def catch_up(store: Store, refresh: Refresh) -> bool:
    """Brings derived data up to date with what changed; False where that takes a rebuild."""
    articles = {article for change in refresh.pending for article in change.articles}
    verdicts = Verdicts.of(store.judgements())
    whole = not refresh.clean or any(change.whole for change in refresh.pending) or not refresh.pending
    hidden = whole or store.read(queries.NAMED, keys=sorted(verdicts.suppressed))
    if hidden or len(articles) > MOST:
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
        self._of: dict[str, str] = {}               # moved Named -> its article
        self._many: dict[str, Named] = {}           # Named that stand for all that are alike
        self._looked: dict[str, set[str]] = {}      # by what Named were looked up already
        self._here: set[str] = set()                # Named of the changed articles
        self._blocks: set[str] = set()              # of entities that changed
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
            tuple(self._events(queries.EVENTS_BY_ID, {id for change in changes for id in change.events})),
        ), self._relations, self._verdicts)
        self._write(made)
        self._alike()
        self._refresh.apply(queries.DELETE, sorted(self._gone), "Entity")
        self._refresh.end()

    # ------------------------------------------------------------------------------------------ who is who

    def _alike(self) -> None:
        """Makes pairs of names alike right in the blocks of parties that came, went or changed their names."""
        blocks = sorted(self._blocks)
        found = self._store.read(queries.ENTITIES_OF_BLOCKS, ids=blocks) if blocks else []
        old = self._store.read(queries.ALIKE_OF_BLOCKS, ids=blocks) if blocks else []
        put_alike(self._refresh, [rows.entity(row) for row in found if row["id"] not in self._gone], old)

    @cached_property
    def _wanted(self) -> set[str]:
        """Named of the changed articles that claims, wrong ones too, or the articles themselves still name."""
        ids = list(self._articles - self._verdicts.suppressed)
        return {row["named"] for query in queries.NAMED_OF_ARTICLES for row in self._store.read(query, ids=ids)}

    def _each(self, key: str, values: Iterable[str]) -> list[Named]:
        """Wanted Named, one by one."""
        values, found = sorted(set(values)), []
        for row in self._store.read(queries_upkeep.EACH[key], values=values) if values else ():
            one = rows.named(row["named"])
            if one.article in self._articles:
                self._here.add(one.id)
            if row["entity"]:
                self._who.setdefault(one.id, row["entity"])
                self._of[one.id] = one.article
            if one.id in self._wanted if one.article in self._articles else row["entity"]:
                found.append(one)
        return found

    def _grouped(self, key: str, values: Iterable[str]) -> list[Named]:
        """Named of other articles not given yet; one stands for all that are alike."""
        values, found = sorted(set(values) - self._looked.setdefault(key, set())), []
        self._looked[key].update(values)
        asked = {"values": values, "apart": self._apart, "articles": sorted(self._articles)}
        for row in self._store.read(queries_upkeep.LIKE[key], **asked) if values else ():
            one = Named(row["id"], row["article"], row["key"], row["name"], row["kind"], row["list_id"] or None,
                        tuple(row["aliases"] or ()), row["times"])
            self._who.setdefault(one.id, row["entity"])
            self._many[one.id] = one
            found.append(one)
        return found

    def like(self, named: Iterable[Named]) -> list[Named]:
        named = list(named)
        keys = {rows.mark(one.key) for one in named}
        others = {rows.mark(other) for one in named for other, _ in other_names(one.key, one.aliases)}
        heads = {rows.head_of(one.key, one.kind) for one in named}
        found = {one.id: one for one in (
            *self.named_in(self._articles), *self._each("mark", (keys | others) & set(self._apart)),
            *(one for one in self._each("head", {head for head in heads if head.startswith("unit ")})),
        )}
        for key, values in (
            ("mark", keys | others), ("head", heads), ("list_id", {one.list_id for one in named if one.list_id}),
            ("alias_0", keys), ("alias_1", keys), ("alias_2", keys),
        ):
            found |= {one.id: one for one in self._grouped(key, values)}
        return list(found.values())

    @cached_property
    def _apart(self) -> list[str]:
        """Keys whose Named are told apart by a judgement, which stands on one of them."""
        judged = {one for pair in (*self._verdicts.parties.aparts, *self._verdicts.parties.ones) for one in pair}
        judged |= self._verdicts.names.keys()
        found = self._store.read(queries_upkeep.EACH["id"], values=sorted(judged)) if judged else []
        return sorted({row["named"]["mark"] for row in found})

    def named(self, ids: Iterable[str]) -> list[Named]:
        return self._each("id", ids)

    def named_in(self, articles: Iterable[str]) -> list[Named]:
        return self._each("article", articles)

    @property
    def told(self) -> Catching:
        return self

    def others(self, named: Sequence[Named]) -> set[str]:
        apart = set(self._apart)
        alone = [one.id for one in named if one.kind == "unit" or rows.mark(one.key) in apart]
        found = self._heard(queries_upkeep.OTHERS_OF_IDS, alone)
        found += self._heard(queries_upkeep.OTHERS, _classes(one for one in named if one.id not in set(alone)))
        return {row["key"] for row in found} | {f"#{row['list_id']}" for row in found if row["list_id"]}

    def meet(self, some: Sequence[Named], others: Sequence[Named]) -> bool:
        return not self._told_in(some).isdisjoint(self._told_in(others))

    def _told_in(self, named: Sequence[Named]) -> set[str]:
        """Articles that name one of ``named``."""
        one_by_one = {one.id for one in named if one.id not in self._many}
        found = {one.article for one in named if one.id in one_by_one}
        alike = _classes(one for one in named if one.id not in one_by_one)
        for row in self._store.read(queries_upkeep.ARTICLES_OF, ids=alike) if alike else ():
            found |= set() if row["article"] in self._articles else {row["article"]}
        return found

    def owners(self, units: Sequence[Named]) -> Mapping[str, str]:
        if not units:
            return {}
        claims = self._claims("named", [one.id for one in units])
        return ToldBy(claims, self._each("article", {one.article for one in units})).owners(units)

    def settle(
        self, entities: Sequence[GraphEntity], identity: Mapping[str, str]
    ) -> tuple[set[str], dict[str, str]]:
        self._each("article", self._articles)               # those no longer wanted, too
        before = {one: self._who[one] for one in (*identity, *(self._here - self._wanted)) if one in self._who}
        old = self._store.read(queries_upkeep.ENTITY_ROWS, ids=sorted({e.id for e in entities} | set(before.values())))
        put_entities(self._refresh, entities, old)
        moved = self._moved(before, identity)
        links(self._refresh, "IS", link_rows({one: was for one, (was, _) in moved.items() if was}),
              link_rows({one: now for one, (_, now) in moved.items() if now}))
        self._gone = (self._gone | set(before.values())) - {entity.id for entity in entities}
        self._who = {one: e for one, e in self._who.items() if one not in before}
        self._who |= dict(identity) | {one: now for one, (_, now) in moved.items() if now}
        self._known = {entity.id: entity for entity in entities}
        self._publish(self._articles | {self._of[one] for one in moved if one in self._of})
        digests = {row["id"]: row["digest"] for row in old}
        changed = {e.id for e in entities if digests.get(e.id) != rows.entity_row(e)["digest"]}
        self._blocks = {row["block"] for row in old if row["id"] in changed | self._gone}
        self._blocks |= {begins(entity) for entity in entities if entity.id in changed}
        left = {one: was for one, (was, now) in moved.items() if was and now}
        return changed | {self._who[one] for one in left}, left

    def _moved(self, before: Mapping[str, str], identity: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Named -> the entity it was and the one it is now, "" for none; with all that a moved one stands for."""
        moved = {one: (before.get(one, ""), identity.get(one, "")) for one in {*before, *identity}
                 if before.get(one) != identity.get(one)}
        many = [(one, *moved[one.id]) for one in self._many.values() if one.id in moved]
        for one, was, now in many:
            alike = self._store.read(queries_upkeep.ALIKE, ids=[{**_classes([one])[0], "entity": was}])
            moved |= {row["id"]: (was, now) for row in alike if row["article"] not in self._articles}
            self._of |= {row["id"]: row["article"] for row in alike}
        return moved

    def _publish(self, articles: Iterable[str]) -> None:
        found = [row for row in self._store.read(queries_upkeep.PUBLISHED_BY_OF, ids=sorted(articles))
                 if row["named"] in self._who or row["article"] in self._articles]
        old = {row["source"]: row["target"] for row in found if row["target"]}
        new = {row["source"]: self._who[row["named"]] for row in found if row["named"] in self._who}
        links(self._refresh, "PUBLISHED_BY", link_rows(old), link_rows(new))

    def identity(self, named: Iterable[str]) -> dict[str, str]:
        named = set(named)
        self._each("id", named - self._who.keys())
        return {one: self._who[one] for one in named if one in self._who}

    def entities(self, ids: Iterable[str]) -> dict[str, GraphEntity]:
        ids = set(ids)
        unread = sorted(ids - self._known.keys())
        for row in self._store.read(queries_upkeep.ENTITY_ROWS, ids=unread) if unread else ():
            self._known[row["id"]] = rows.entity(row)
        return {id: self._known[id] for id in ids if id in self._known}

    # --------------------------------------------------------------------------------------------- claims

    def _heard(self, query: str, ids: Sequence[Any]) -> list[Row]:
        """Rows of ``query`` on claims that count."""
        names = {key: value for key, value in self._names.items() if f"${key}" in query}
        return self._store.read(query, ids=ids, **names) if ids else []

    def _claims(self, which: str, ids: Sequence[Any]) -> list[StoredClaim]:
        found = []
        for row in self._heard(queries_upkeep.CLAIMS_OF[which], ids):
            claim = rows.stored_claim(row)
            if claim is not None:
                found.append(claim)
                for named, entity in row["who"]:
                    if entity:
                        self._who.setdefault(named, entity)
        return found

    def claims(self, which: Which, of: Iterable[Any]) -> list[StoredClaim]:
        return self._claims(which, sorted(sorted(one) if isinstance(one, frozenset) else one for one in of))

    def replaced(self, articles: Iterable[str]) -> list[StoredClaim]:
        found = heard(self._store.claims(set(articles), replaced=True), self._verdicts)
        known = self.identity({one for claim in found for one in parties_of(claim)})
        return [claim for claim in found if parties_of(claim) <= known.keys()]

    # --------------------------------------------------------------------------------------------- events

    def events_of(self, claims: Iterable[str]) -> list[Event]:
        return self._events(queries_upkeep.EVENTS_OF_CLAIMS, claims)

    def _events(self, query: str, ids: Iterable[str]) -> list[Event]:
        ids = sorted(set(ids))
        found = self._store.by_label(query, ids=ids) if ids else {}
        return [rows.event(row["json"]) for some in found.values() for row in some]

    def _write(self, made: Increment) -> None:
        ids = sorted(made.replaced | {event.id for event in made.events})
        put_events(self._refresh, made.events, *(self._store.by_label(query, ids=ids) for query in (
            queries.DIGESTS, queries_upkeep.SUPPORTS_OF, queries_upkeep.ABOUT_OF)))
        put_versions(self._refresh, made.past, self._store.by_label(queries.VERSIONS_OF, past=True, ids=ids))
        pairs = [way for pair in map(sorted, made.pairs) for way in (pair, pair[::-1])]
        found = self._store.read(queries.for_edges(queries_upkeep.EDGES_OF), pairs=pairs)
        old = [row for row in found if row["event"] is None or row["event"] in ids]
        before_ = {row["id"]: row["digest"] for row in old}
        counted = Counter(facet for row in old for facet in rows.facets(row["relation"], row))
        put_edges(self._refresh, made.edges, old, counted)
        now = {edge.id for edge in made.edges}
        ends = {end for row in old if row["id"] not in now for end in (row["source"], row["target"])}
        ends |= {end for edge in made.edges if edge.id not in before_ for end in (edge.source, edge.target)}
        found = self._store.read(queries.for_edges(queries.DEGREES), ids=sorted(ends)) if ends else []
        self._refresh.apply(queries.PUT_DEGREES, found)


def _classes(named: Iterable[Named]) -> list[Row]:
    """What is alike in Named that one stands for."""
    found = {(rows.mark(one.key), one.kind, one.list_id or "") for one in named}
    return [{"mark": mark, "kind": kind, "list_id": list_id} for mark, kind, list_id in sorted(found)]
