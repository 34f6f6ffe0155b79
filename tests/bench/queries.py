"""Every question the screens ask, and one new article, at 1,000 and at 100,000 claims: first asking, p95, operators.

    python -m tests.bench.queries [CLAIMS...]     on the engine the environment names (NEO4J_URI, DEALGRAPH_DATA)

Milliseconds are of this machine and run, by the clock and of processor time (this process and the engine), which leaves
out what else the machine does. Operators are the leaves of Neo4j's plans. Exit code 1 where a question's p95 of
processor time is over LIMIT at the largest size.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import islice
from statistics import median, quantiles
from typing import Any

from extract.types import Extraction
from graph import changes, judgements, library, nearby, reads, sentences
from graph.ingest import ingest
from graph.nearby import EdgeFilter
from graph.reads import EventFilter
from graph.store import Store, open_store
from tests import invented
from tests.bench import processor

TIMES = 100
LIMIT = 300         # ms of processor time
_LEAVES = ("Scan", "Seek", "Store", "ProcedureCall")


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds: of the first asking and p95 by the clock, p95 and median of processor time; and leaves of plans."""

    first: float
    clock: float
    spent: float
    median: float
    operators: str


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Name -> the question, asked of what the graph holds: of its best connected company, of the middle of its days."""
    hub, other = (entity.id for entity in nearby.best_connected(store, 2))
    name = reads.entities(store, (hub,))[0].name
    deal = reads.events(store, "Deal", EventFilter(party=hub), "most sources", 0, 1).events[0]
    article = library.listed(store, limit=1)[0][0].id
    first, last = changes.days(store) or ((), ())
    then = (first + (last - first) / 2).isoformat()
    events, near = partial(reads.events, store), partial(nearby.neighbourhood, store)
    any_, tied = EventFilter(), EdgeFilter()
    return {
        "how much there is": store.counts,
        "deals, first page": lambda: events("Deal", any_, "latest", 0, 50),
        "deals, largest in one currency": lambda: events("Deal", EventFilter(currency="EUR"), "largest", 0, 50),
        "deals, page 40": lambda: events("Deal", any_, "latest", 2000, 50),
        "deals, filtered": lambda: events("Deal", EventFilter(
            kinds=("ACQUIRES",), statuses=("completed",), since="2024"), "latest", 0, 50),
        "deals, by words": lambda: events("Deal", EventFilter(words="alliance"), "latest", 0, 50),
        "deals of a hub": lambda: events("Deal", EventFilter(party=hub), "latest", 0, 200),
        "disputes, oldest first": lambda: events("Dispute", any_, "oldest", 0, 50),
        "deals known on a day": lambda: events("Deal", any_, "latest", 0, 50, then),
        "one event": lambda: reads.event(store, deal.id),
        "one event known on a day": lambda: reads.event(store, deal.id, then),
        "what it is about": lambda: reads.related(store, deal),
        "its sentences": lambda: sentences.of_event(store, "Deal", deal.id, 200),
        "sentences of a hub": lambda: sentences.of_entity(store, hub, 0, 20),
        "sentences of an article": lambda: sentences.of_article(store, article),
        "names like a name": lambda: reads.suggest(store, name[:5], 8),
        "names like a mistyped one": lambda: reads.suggest(store, name[:3] + name[4:], 8),
        "network of a hub": lambda: near((hub,), tied, 60),
        "network of two": lambda: near((hub, other), tied, 60),
        "whole network": lambda: near((), tied, 60),
        "whole network, filtered": lambda: near((), EdgeFilter(relations=("SUES",), since="2020"), 60),
        "network of a hub known on a day": lambda: near((hub,), tied, 60, then),
        "best connected": lambda: nearby.ranked(store, 100),
        "what deals can be filtered by": lambda: reads.event_facets(store, "Deal"),
        "what edges can be filtered by": lambda: nearby.edge_facets(store),
        "courts and authorities": lambda: reads.forums(store, "Dispute", 200),
        "articles, first page": lambda: library.listed(store, limit=50),
        "articles, by words": lambda: library.listed(store, words="ledger", limit=50),
        "articles of a hub": lambda: library.listed(store, party=hub, limit=50),
        "one article": lambda: library.article(store, article),
        "misses, first page": lambda: library.misses(store),
        "misses by reason": lambda: library.miss_facets(store),
        "what changed in 30 days": lambda: changes.since(store, last - timedelta(30)),
        "what changed since ever": lambda: changes.since(store, first),
        "articles by month": lambda: changes.coverage(store),
        "names to review": lambda: judgements.review(store, 5),
    }


def operators(store: Store, ask: Callable[[], object]) -> str:
    """The leaves of the plans of all that ``ask`` asks."""
    asked: list[tuple[str, dict[str, Any]]] = []
    read = store.read
    store.read = lambda query, **given: asked.append((query, given)) or read(query, **given)    # type: ignore[method-assign]
    try:
        ask()
    finally:
        store.read = read   # type: ignore[method-assign]
    found = {leaf for query, given in asked for leaf in _leaves(store.plan(query, **given))}
    return " ".join(sorted(found))


def _leaves(plan: dict[str, Any]) -> Iterator[str]:
    name = plan.get("operatorType", "").partition("@")[0]
    if any(leaf in name for leaf in _LEAVES):
        yield name
    for child in plan.get("children", ()):
        yield from _leaves(child)


def fill(store: Store, claims: int) -> None:
    """Makes the graph hold about ``claims`` claims of invented articles."""
    store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")
    took = timed(lambda: ingest(store, invented.lifelike(claims))) / 1000
    held = store.counts()
    print(f"{store.engine}  {held['Claim']:,} claims, {held['Deal']:,} deals, {held['Dispute']:,} disputes,"
          f" {held['Entity']:,} parties, in {took:,.0f} s", flush=True)


def one_article(claims: int, seed: int) -> Extraction:
    """An article that no graph holds yet, of companies that are there: those of a graph of so many claims."""
    told = next(islice(invented.lifelike(claims), seed, None))
    new = f"new-{seed}"
    claims_ = (replace(claim, id=f"{new}-{n}", status="completed") for n, claim in enumerate(told.claims))
    return replace(told, article=replace(told.article, id=new), claims=tuple(claims_))


def measure(store: Store, claims: int) -> dict[str, Figure]:
    """What each question takes, and one new article and one judgement."""
    pid, found = processor.engine(), {}
    for name, ask in questions(store).items():
        found[name] = figure(ask, TIMES, pid, operators(store, ask))
    new = (one_article(claims, 100 + n) for n in range(9))
    found["one new article"] = figure(lambda: ingest(store, [next(new)]), 8, pid)
    pairs = iter([[case.one.id, case.other.id] for case in judgements.review(store, 9)[0]])
    found["one judgement"] = figure(lambda: judgements.judge(store, "different", next(pairs), user="bench"), 8, pid)
    return found


def figure(ask: Callable[[], object], times: int, pid: int | None, operators: str = "") -> Figure:
    first, _ = processor.measured(ask, pid)
    clock, spent = zip(*(processor.measured(ask, pid) for _ in range(times)), strict=True)
    return Figure(first, *(quantiles(some, n=20)[-1] for some in (clock, spent)), median(spent), operators)


def main(sizes: list[int]) -> int:
    with open_store() as store:
        figures = []
        for claims in sizes:
            if store.counts()["Claim"] < claims:        # a graph that is there already is measured as it is
                fill(store, claims)
            figures.append(measure(store, claims))
        print(f"{'':50}" + "".join(f"{f'first, p95, of processor p95, median: {size:,}':>52}" for size in sizes))
        for name, last in figures[-1].items():
            told = "  ".join(f"{f[name].first:7.0f} {f[name].clock:7.0f} {f[name].spent:7.0f} {f[name].median:7.0f} ms"
                             for f in figures)
            times = last.median / figures[0][name].median
            print(f"{store.engine:16}  {name:32} {told}   x{times:.1f}  {last.operators}")
    return int(any(one.spent > LIMIT for name, one in figures[-1].items() if not name.startswith("one ")))


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [1000, 100_000]))
