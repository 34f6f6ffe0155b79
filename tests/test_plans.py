"""Every named query as Neo4j plans it: by an index, or excused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph import queries, queries_articles, queries_upkeep, schema
from graph.ingest import ingest
from graph.settings import Settings
from graph.store import open_store
from tests.invented import lifelike

BIG = {"Article", "Claim", "Named", "Entity", "Miss", "Alike", "Deal", "Dispute", "PastDeal", "PastDispute"}
TESTS = {"d": queries.EVENT_TESTS, "r": queries.EDGE_TESTS, "a": queries_articles.ARTICLE_TESTS,
         "m": queries_articles.MISS_TESTS}
WHOLE = "a rebuild, an export or a table of all reads all"
COUNTED = "what there is to choose from is counted over all of a kind"
# query -> why it may read a whole label
EXCUSED = {
    **dict.fromkeys(("ARTICLE_KEYS", "ARTICLE_VERSIONS", "ARTICLES_OF_PUBLISHERS", "EVENTS",
                     "EXPORT_ENTITIES", "OLD_ALIKE", "OLD_EDGES", "OLD_ENTITIES", "OLD_EVENTS", "OLD_LINKS",
                     "DATE_ARTICLES"), WHOLE),
    **dict.fromkeys(("COUNT_EDGES", "EDGE_FACETS", "EDGE_PUBLISHERS", "EVENT_FACETS", "FORUMS", "MISS_FACETS"),
                    COUNTED),
    "CONNECTED": "whom the edges that pass a filter tie to most others is counted over all edges",
    "EVENT_OF_FORMER_ID": "a list has no index; asked only for an id that is none of today's",
}


OF_THE_PAST = ("VERSIONS_OF", "VERSIONS_THEN", "EDGES_THEN")
# tests that are always given, beside the order of a page of events
ALWAYS = {"ARTICLES": ("part", "current"), "ARTICLE_SPANS": ("by day", "current"), "MISSES": ("latest",)}


def named_queries() -> Iterator[tuple[str, str]]:
    """Name and text, with templates filled, with all tests and with as few as are ever given."""
    for module in (queries, queries_articles, queries_upkeep):
        for name, value in vars(module).items():
            if not name.isupper() or name.startswith("_"):
                continue
            texts = value if isinstance(value, tuple) else (value,)
            every = value if isinstance(value, dict) else dict(enumerate(texts))
            for key, text in every.items():
                if isinstance(text, str) and {"RETURN", "SET", "DELETE", "MERGE"} & set(text.split()):
                    label = "PastDeal" if name in OF_THE_PAST else "Deal"
                    filled = queries.for_edges(text.replace("LABEL", label).replace("RELATION", "ACQUIRES"))
                    tests = allowed(filled) if "TESTS" in filled else {}
                    order = f"by {key}" if name == "EVENT_SPANS" else key
                    few = (*ALWAYS.get(name, ()), *({order} & tests.keys()))
                    yield from {(name, queries.where(filled, tests, given)) for given in (few, tuple(tests))}


def allowed(text: str) -> dict[str, str]:
    """The tests that a query's variables allow."""
    alias = next(alias for alias in ("r", "d", "m", "a") if f"({alias}:" in text or f"[{alias}:" in text
                                     or f"AS {alias} " in text)
    return {name: test for name, test in TESTS[alias].items() if f"{alias}." in test}


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each operator of a plan, and the label that it is of."""
    yield plan["operatorType"].partition("@")[0], plan["args"].get("Details", "").partition(":")[2]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.fixture(scope="module")
def plans(neo4j_settings: Settings) -> list[tuple[str, str, set[tuple[str, str]]]]:
    """Name, text and operators of every query, in a graph where each label and index has something."""
    with open_store(neo4j_settings) as store:
        store.write("MATCH (n) DETACH DELETE n")
    with open_store(neo4j_settings) as store:
        ingest(store, lifelike(300))
        store.read("CALL db.awaitIndexes(60)")
        return [(name, text, set(operators(store.plan(text)))) for name, text in named_queries()]


def scans(found: set[tuple[str, str]]) -> bool:
    return any((operator == "NodeByLabelScan" and label in BIG) or "TypeScan" in operator or "TypesScan" in operator
               for operator, label in found)


def test_every_query_goes_by_an_index(plans: list[tuple[str, str, set[tuple[str, str]]]]) -> None:
    slow = [f"{name}: {sorted(found)}: {' '.join(text.split())[:200]}" for name, text, found in plans
            if ((names := {operator for operator, _ in found}) and "AllNodesScan" in names)
            or (scans(found) and name not in EXCUSED)
            # two nodes by their ids, to be tied, are a product of one by one
            or ("CartesianProduct" in names and not (names >= {"Unwind", "LockingMerge"} and not scans(found)))]
    assert not slow, "\n".join(slow)


def test_what_is_excused_is_a_query_and_wants_it(plans: list[tuple[str, str, set[tuple[str, str]]]]) -> None:
    assert EXCUSED.keys() <= {name for name, _, found in plans if scans(found)}, "an excuse that is not needed"
    assert schema.KEYS.keys() >= BIG
