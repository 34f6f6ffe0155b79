"""Claims a second into the graph, against a bare driver that sends the same rows with UNWIND MERGE, in one run.

    python -m tests.bench.store [ARTICLES]      on the engine the environment names (NEO4J_URI, DEALGRAPH_DATA)
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from extract.types import Extraction
from graph import queries, rows
from graph.ingest import put_all
from graph.store import Store, open_store
from tests.builders import claim, entity, extraction, money

CLAIMS = 5


def corpus(articles: int, seed: int = 1) -> Iterator[Extraction]:
    """Articles of five claims each over a tenth as many firms; the same for one seed."""
    chance = random.Random(seed)
    firms = [entity(f"Firm {n} Holdings") for n in range(max(articles // 10, 8))]
    for n in range(articles):
        parties = chance.sample(firms, 6)
        yield extraction(f"{seed}-{n}", *(
            claim(f"{seed}-{n}", "ACQUIRES", parties[0], other, amount=money(str(chance.randrange(10**9))),
                  roles={"seller": (parties[-1].id,)}, properties={"percent": 51.0})
            for other in parties[1:]
        ), entities=tuple(parties))


def bare(store: Store, extractions: list[Extraction]) -> float:
    """Seconds to send the rows, made beforehand, a batch of 1,000 a statement."""
    made = [rows.article_rows(one, 1) for one in extractions]
    steps = [
        (queries.PUT_ARTICLES, [one.article for one in made]),
        (queries.for_label(queries.PUT, "Named"), [row for one in made for row in one.named.values()]),
        (queries.PUT_CLAIMS, [row for one in made for row in one.claims]),
        (queries.PUT_ROLES, [row for one in made for row in one.roles]),
    ]
    start = time.perf_counter()
    for query, some in steps:
        for batch in rows.batches(some, 1000):
            store.write(query, rows=batch)
    return time.perf_counter() - start


def ours(store: Store, extractions: list[Extraction]) -> float:
    """Seconds to put them, from extractions to stored, a batch of whole articles a transaction."""
    start = time.perf_counter()
    put_all(store, extractions)
    return time.perf_counter() - start


def main(articles: int) -> None:
    with open_store() as store:
        ours(store, list(corpus(200, seed=0)))      # both engines are slow until they have warmed up
        for seed in range(1, 7):
            some = list(corpus(articles, seed))
            work = (bare, ours)[seed % 2]
            seconds = work(store, some)
            print(f"{store.engine}  {work.__name__:5} {articles * CLAIMS / seconds:8,.0f} claims/s  {seconds:6.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
