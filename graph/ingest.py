"""Articles into the graph, then deals and disputes out of their claims.

Putting marks derived data as behind in the transaction of the claims themselves, and only a finished refresh takes
the mark away: whatever dies in between, the next ingest makes up for it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from neo4j.exceptions import Neo4jError

from extract.types import Extraction
from graph.articles import Outcome
from graph.consolidate import consolidate
from graph.corpus import catch_up
from graph.derived import Refresh, Superseded, begin, write_derived
from graph.settings import StoreError
from graph.store import Store

BATCH_ARTICLES = 200
BATCH_CLAIMS = 1000
REFRESHING = "Putting deals and disputes together"
_PATIENCE = 60.0    # seconds without a sign of life after which another command's refresh is taken over


@dataclass(frozen=True, slots=True)
class Report:
    """How many articles had which outcome, which could not be stored and why, and how many derived rows changed."""

    stored: int
    unchanged: int
    new_versions: int
    failed: tuple[tuple[str, str], ...]     # article id, reason
    changed: int


def ingest(
    store: Store, extractions: Iterable[Extraction], progress: Callable[[int], None] | None = None
) -> Report:
    """Stores all ``extractions`` and brings derived data up to date; ``progress`` hears of each batch's articles."""
    outcomes, failed = put_all(store, extractions, progress)
    changed = refresh(store)
    return Report(outcomes["stored"], outcomes["unchanged"], outcomes["new version"], tuple(failed), changed)


def put_all(
    store: Store, extractions: Iterable[Extraction], progress: Callable[[int], None] | None = None
) -> tuple[Counter[Outcome], list[tuple[str, str]]]:
    """Stores all ``extractions`` in batches; how many had which outcome, and those that failed with the reason."""
    outcomes: Counter[Outcome] = Counter()
    failed: list[tuple[str, str]] = []
    for batch in _batches(extractions):
        done, wrong = _put(store, batch)
        outcomes.update(done)
        failed += wrong
        if progress is not None:
            progress(len(batch))
    return outcomes, failed


def refresh(store: Store) -> int:
    """Derived data made anew from all claims until they are those of the latest; number of rows that changed."""
    return _refresh(store, catch_up) if store.state().stale else 0


def rebuild(store: Store) -> int:
    """Derived data made anew, behind or not; number of rows that changed."""
    return _refresh(store, lambda store, work: False)


def remove(store: Store, article: str) -> bool:
    """Takes an article out and whatever stood on it alone; False where there is none of that id."""
    found = store.remove(article)
    refresh(store)
    return found


def _refresh(store: Store, quick: Callable[[Store, Refresh], bool]) -> int:
    changed, done = 0, False
    while not done:
        work = begin(store)
        try:
            if not quick(store, work):
                claims = [*store.claims(), *store.claims(replaced=True)]
                made = consolidate(claims, store.named(), judgements=store.judgements())
                write_derived(store, made, work)
        except Superseded:
            _wait_for_other(store)
        changed += work.changed
        done = not store.state().stale
    return changed


def _wait_for_other(store: Store) -> None:
    """Until the refresh that took over is done, or shows no sign of life any more."""
    last, since = store.state(), time.monotonic()
    while last.refresher and time.monotonic() - since < _PATIENCE:
        time.sleep(0.2)
        state = store.state()
        if state != last:
            last, since = state, time.monotonic()


def _put(store: Store, batch: list[Extraction]) -> tuple[list[Outcome], list[tuple[str, str]]]:
    """A batch in one transaction; where the graph refuses it, one article at a time, to find which."""
    try:
        return store.put_many(batch), []
    except StoreError:
        raise
    except (Neo4jError, ValueError, OverflowError) as error:
        if len(batch) == 1:
            return [], [(batch[0].article.id, " ".join(str(error).split())[:300])]
    done: list[Outcome] = []
    failed: list[tuple[str, str]] = []
    for extraction in batch:
        one, wrong = _put(store, [extraction])
        done += one
        failed += wrong
    return done, failed


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    """Batches of moderate size; an article id stands once in each, so that its versions come one after the other."""
    batch: list[Extraction] = []
    ids: set[str] = set()
    claims = 0
    for extraction in extractions:
        full = len(batch) >= BATCH_ARTICLES or claims >= BATCH_CLAIMS
        if batch and (full or extraction.article.id in ids):
            yield batch
            batch, ids, claims = [], set(), 0
        batch.append(extraction)
        ids.add(extraction.article.id)
        claims += len(extraction.claims)
    if batch:
        yield batch
