"""Claims a second into the graph, against a bare driver that sends the same rows with UNWIND MERGE, in one run.

    python -m tests.bench.store [ARTICLES]      on the engine the environment names (NEO4J_URI, DEALGRAPH_DATA)

Both take turns. Exit code 1 where ours are fewer than LEAST of the bare driver's, in processor time of both processes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator

from extract.types import Extraction
from graph import queries, rows
from graph.ingest import put_all
from graph.store import Store, open_store
from tests.bench import processor
from tests.builders import claim, entity, extraction, money

CLAIMS = 5
LEAST = 0.5


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


def bare(store: Store, extractions: list[Extraction]) -> Callable[[], object]:
    """What sends the rows, made beforehand, a batch of 1,000 a statement."""
    made = [rows.article_rows(one, 1) for one in extractions]
    steps = [
        (queries.PUT_ARTICLES, [one.article for one in made]),
        (queries.for_label(queries.PUT, "Named"), [row for one in made for row in one.named.values()]),
        (queries.PUT_CLAIMS, [row for one in made for row in one.claims]),
        (queries.PUT_ROLES, [row for one in made for row in one.roles]),
    ]
    return lambda: [store.write(query, rows=batch) for query, some in steps for batch in rows.batches(some, 1000)]


def ours(store: Store, extractions: list[Extraction]) -> Callable[[], object]:
    """What puts them, from extractions to stored, a batch of whole articles a transaction."""
    return lambda: put_all(store, extractions)


def main(articles: int) -> int:
    pid, took = None, {bare: [0.0, 0.0], ours: [0.0, 0.0]}
    with open_store() as store:
        pid = processor.engine()
        ours(store, list(corpus(200, seed=0)))()        # both engines are slow until they have warmed up
        for seed in range(1, 9):
            way = (bare, ours)[seed % 2]
            figures = processor.measured(way(store, list(corpus(articles, seed))), pid)
            if seed > 2:
                took[way] = [a + b for a, b in zip(took[way], figures, strict=True)]
        for way, figures in took.items():
            told = (f"{3 * articles * CLAIMS / ms * 1000:8,.0f} claims/s {what}"
                    for ms, what in zip(figures, ("by the clock", "of processor time"), strict=True))
            print(f"{store.engine:16}  {way.__name__:5} {'  '.join(told)}")
        ratios = [a / b for a, b in zip(took[bare], took[ours], strict=True)]
        print(f"{store.engine:16}  ours / bare  {ratios[0]:.2f} by the clock  {ratios[1]:.2f} of processor time")
    return int(ratios[1] < LEAST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
