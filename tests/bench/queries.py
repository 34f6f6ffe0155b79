"""Every question the screens ask, and one new article, at 1,000 and at 100,000 claims: p95 and the ratio of the two.

    python -m tests.bench.queries [CLAIMS...]     on the engine the environment names (NEO4J_URI, DEALGRAPH_DATA)

Milliseconds are of this machine and run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median, quantiles

from extract.types import Extraction
from graph import nearby, reads
from graph.ingest import ingest
from graph.nearby import EdgeFilter
from graph.reads import EventFilter
from graph.store import Store, open_store
from tests import invented

TIMES = 20
CLAIMS_AN_EVENT = 3         # of the generator, about


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Name -> the question, asked of what the graph holds."""
    deal = reads.events(store, "Deal", EventFilter(), "latest", 0, 1).events[0]
    hub, other = (entity.id for entity in nearby.best_connected(store, 2))
    name = reads.entities(store, (hub,))[0].name
    return {
        "deals, first page": lambda: reads.events(store, "Deal", EventFilter(), "latest", 0, 50),
        "deals, largest": lambda: reads.events(store, "Deal", EventFilter(), "largest", 0, 50),
        "deals, deep page": lambda: reads.events(store, "Deal", EventFilter(), "latest", 2000, 50),
        "deals, filtered": lambda: reads.events(store, "Deal", EventFilter(
            kinds=("ACQUIRES",), statuses=("completed",), since="2024"), "latest", 0, 50),
        "deals of a hub": lambda: reads.events(store, "Deal", EventFilter(party=hub), "latest", 0, 50),
        "disputes, first page": lambda: reads.events(store, "Dispute", EventFilter(), "latest", 0, 50),
        "one event": lambda: reads.event(store, deal.id),
        "what it is about": lambda: reads.related(store, deal),
        "its sentences": lambda: reads.said_of_event(store, "Deal", deal.id, 50),
        "sentences of a hub": lambda: reads.said_of_entity(store, hub, 0, 20),
        "suggestions": lambda: reads.suggest(store, name[:5], 8),
        "mistyped name": lambda: reads.suggest(store, name[:3] + name[4:], 8),
        "network of a hub": lambda: nearby.neighbourhood(store, (hub,), EdgeFilter(), 60),
        "network of two": lambda: nearby.neighbourhood(store, (hub, other), EdgeFilter(), 60),
        "whole network": lambda: nearby.neighbourhood(store, (), EdgeFilter(), 60),
        "what deals can be filtered by": lambda: reads.event_facets(store, "Deal"),
        "what edges can be filtered by": lambda: nearby.edge_facets(store),
    }


def fill(store: Store, claims: int) -> None:
    """Makes the graph hold about ``claims`` claims of invented articles."""
    events = claims // CLAIMS_AN_EVENT
    took = timed(lambda: ingest(store, invented.articles(events, max(40, events // 10)))) / 1000
    held = store.counts()
    print(f"{store.engine}  {held['Claim']:,} claims, {held['Deal']:,} deals, {held['Dispute']:,} disputes,"
          f" {held['Entity']:,} parties, in {took:,.0f} s", flush=True)


def one_article(seed: int) -> Extraction:
    """An article that no graph holds yet, of companies that are there."""
    told = next(invented.articles(1, 40, seed))
    new = f"new-{seed}"
    return replace(told, article=replace(told.article, id=new),
                   claims=tuple(replace(claim, id=f"{new}-{n}") for n, claim in enumerate(told.claims)))


def measure(store: Store, round_: int) -> dict[str, float]:
    """p95 of each question, and the median of taking in one article, in ms."""
    found = {}
    for name, ask in questions(store).items():
        ask()
        found[name] = quantiles([timed(ask) for _ in range(TIMES)], n=20)[-1]
    new = [one_article(1000 * (round_ + 1) + n) for n in range(5)]
    found["one new article"] = median([timed(partial(ingest, store, [one])) for one in new])
    return found


def main(sizes: list[int]) -> None:
    with open_store() as store:
        store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")
        figures = []
        for round_, claims in enumerate(sizes):
            fill(store, claims)
            figures.append(measure(store, round_))
        for name, last in figures[-1].items():
            print(f"{store.engine}  {name:32} {'  '.join(f'{f[name]:8.1f} ms' for f in figures)}"
                  f"   x{last / figures[0][name]:.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 100_000])
