"""A graph in memory, kept up to date article by article as the store is, to test incremental consolidation on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from graph.closure import Cell, Which
from graph.consolidate import consolidate
from graph.identity import block_of
from graph.increment import Changed, increment
from graph.model import Edge, Event, GraphEntity, Judgement, Named, StoredClaim
from graph.parties import ToldBy, head, other_names, parties_of
from graph.verdicts import Verdicts, base, heard
from tests.claims import RELATIONS, News


def looks(one: Named) -> set[tuple[str, str]]:
    others = {("key", other) for other, _ in other_names(one.key, one.aliases)}
    return {("key", one.key), ("head", head(one.key, block_of(one.kind))), ("list", one.list_id or one.id), *others}


class Memory:
    """Articles as ``News``; ``events``, ``edges``, ``entities`` and ``who`` are the derived state."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.judgements = list(judgements)
        self.verdicts = Verdicts.of(self.judgements)
        self.news: dict[str, News] = {}
        self.known: dict[str, GraphEntity] = {}
        self.who: dict[str, str] = {}
        self.events: dict[str, Event] = {}
        self.edges: dict[str, Edge] = {}

    # ------------------------------------------------------------------------------------------ as a Corpus

    @property
    def said(self) -> list[StoredClaim]:
        return heard([c for n in self.news.values() for c in n.claims], self.verdicts)

    @property
    def every_named(self) -> list[Named]:
        return self.named_in(self.news)

    @property
    def told(self) -> ToldBy:
        return ToldBy(self.said, self.every_named)

    def like(self, named: Iterable[Named]) -> list[Named]:
        wanted = {look for one in named for look in looks(one)}
        return [one for one in self.every_named if looks(one) & wanted]

    def named(self, ids: Iterable[str]) -> list[Named]:
        wanted = set(ids)
        return [one for one in self.every_named if one.id in wanted]

    def settle(
        self, entities: Iterable[GraphEntity], identity: Mapping[str, str]
    ) -> tuple[set[str], dict[str, str]]:
        new = {entity.id: entity for entity in entities}
        moved = {one: self.who[one] for one, entity in identity.items() if self.who.get(one, entity) != entity}
        self.who |= identity
        self.who = {one.id: self.who[one.id] for one in self.every_named if one.id in self.who}
        touched = {id for id, entity in new.items() if self.known.get(id) != entity}
        self.known |= new
        self.known = {id: self.known[id] for id in set(self.who.values())}
        return touched | {identity[one] for one in moved}, moved

    def identity(self, named: Iterable[str]) -> dict[str, str]:
        return {one: self.who[one] for one in named if one in self.who}

    def entities(self, ids: Iterable[str]) -> dict[str, GraphEntity]:
        return {id: self.known[id] for id in ids}

    def named_in(self, articles: Iterable[str]) -> list[Named]:
        return [one for id in articles if id in self.news and id not in self.verdicts.suppressed
                for one in self.news[id].named.values()]

    def parties(self, claim: StoredClaim) -> set[str]:
        return {self.who[one] for one in parties_of(claim)}

    def claims(self, which: Which, of: Iterable[Any]) -> list[StoredClaim]:
        found: list[StoredClaim] = getattr(self, f"of_{which}")(of)
        return found

    def of_articles(self, articles: Iterable[str]) -> list[StoredClaim]:
        wanted = set(articles)
        return [c for c in self.said if c.article in wanted]

    def of_entities(self, ids: Iterable[str]) -> list[StoredClaim]:
        wanted = set(ids)
        return [c for c in self.said if self.parties(c) & wanted]

    def of_ids(self, claims: Iterable[str]) -> list[StoredClaim]:
        wanted = set(claims)
        return [c for c in self.said if base(c.id) in wanted]

    def of_together(self, pairs: Iterable[Cell]) -> list[StoredClaim]:
        wanted = set(pairs)
        return [c for c in self.said if any(pair <= self.parties(c) for pair in wanted)]

    def of_alone(self, ids: Iterable[str]) -> list[StoredClaim]:
        wanted = set(ids)
        return [c for c in self.said if (c.target is None and self.who[c.source] in wanted)
                or (c.target and c.relation == "RULES_AGAINST" and self.who[c.target] in wanted)
                or (c.target and {self.known[self.who[p]].kind for p in (c.source, c.target)} & {"court"}
                    and {self.who[c.source], self.who[c.target]} & wanted)]

    def of_quarrels(self, ids: Iterable[str]) -> list[StoredClaim]:
        return [c for c in self.of_entities(ids) if RELATIONS[c.relation].category == "dispute"]

    def of_toward(self, ids: Iterable[str]) -> list[StoredClaim]:
        wanted = set(ids)
        return [c for c in self.said if RELATIONS[c.relation].family in ("control", "equity", "round")
                and (self.who[c.target or c.source] in wanted)]

    def of_beside(self, pairs: Iterable[Cell]) -> list[StoredClaim]:
        wanted = set(pairs)
        named = {id: {self.who[one] for one in n.named if one in self.who} for id, n in self.news.items()}
        return [c for c in self.said if RELATIONS[c.relation].category == "dispute"
                and any(pair <= named[c.article] and pair & self.parties(c) for pair in wanted)]

    def replaced(self, articles: Iterable[str]) -> list[StoredClaim]:
        return []

    def events_of(self, claims: Iterable[str]) -> list[Event]:
        wanted = set(claims)
        return [e for e in self.events.values() if not wanted.isdisjoint(e.claims)]

    # ------------------------------------------------------------------------------------------ kept up to date

    def put(self, *news: News) -> None:
        self._change({one.id: one for one in news})

    def remove(self, *articles: str) -> None:
        self._change(dict.fromkeys(articles))

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Makes ``judgements`` those in force; what stood on others before, and on these now, is made anew."""
        judgements = list(judgements)
        on = {id for one in (*self.judgements, *judgements) if (one in judgements) != (one in self.judgements)
              for id in one.on}
        touched = {id: n for id, n in self.news.items() if on & {*n.named, *(base(c.id) for c in n.claims), id}}
        self._change(touched, judgements)

    def _change(self, to: Mapping[str, News | None], judgements: list[Judgement] | None = None) -> None:
        before = [self.news[id] for id in to if id in self.news]
        claims = [c for c in self.said if c.article in to]
        cells = {frozenset(pair) for c in claims for pair in combinations(sorted(self.parties(c)), 2)}
        cells |= {frozenset((one,)) for c in claims for one in self.parties(c)}
        changed = Changed(frozenset(to), tuple(one for n in before for one in n.named.values()), frozenset(cells),
                          tuple(self.events_of(c.id for c in claims)))
        self.news = {id: n for id, n in {**self.news, **to}.items() if n is not None}
        if judgements is not None:
            self.judgements, self.verdicts = judgements, Verdicts.of(judgements)
        made = increment(self, changed, RELATIONS, self.verdicts)
        self.events = {id: e for id, e in self.events.items() if id not in made.replaced}
        self.events |= {e.id: e for e in made.events}
        gone = {e.id for e in self.edges.values() if e.event in made.replaced
                or e.event in {e.id for e in made.events} or (not e.event and {e.source, e.target} in made.pairs)}
        self.edges = {id: e for id, e in self.edges.items() if id not in gone} | {e.id: e for e in made.edges}

    def differences(self) -> list[str]:
        """What is not as a rebuild from nothing makes it."""
        whole = consolidate(self.said, self.every_named, RELATIONS, self.judgements)
        found = []
        for name, ours, theirs in (
            ("identity", self.who, whole.identity), ("entity", self.known, {e.id: e for e in whole.entities}),
            ("event", self.events, {e.id: e for e in whole.events}),
            ("edge", self.edges, {e.id: e for e in whole.edges}),
        ):
            found += [f"{name} {id}: {str(ours.get(id))[:260]} is not {str(theirs.get(id))[:260]}"
                      for id in sorted({*ours, *theirs}) if ours.get(id) != theirs.get(id)]
        return found
