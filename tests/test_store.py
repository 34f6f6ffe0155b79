"""The store on both engines: whole articles, versions, derived data by difference, two writers, broken runs."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extract.types import Evidence, Extraction, Miss
from graph import derived, ingest, library
from graph.model import About, Consolidated, Edge, Event, GraphEntity, Money, Stage
from graph.settings import Settings, StoreError
from graph.store import Store, open_store
from tests.bench.store import corpus
from tests.builders import DAY, claim, day, entity, extraction, money, says

KESTREL, ORLA, VANCE, COURT = entity("Kestrel"), entity("Orla Foods"), entity("Vance"), entity("High Court", "court")
BUY = claim(
    "a1", "ACQUIRES", KESTREL, ORLA, roles={"seller": (VANCE.id, COURT.id)}, amount=money("1250000000.55"),
    date=day("2026-03-17"), attribution=says("Vance", VANCE), properties={"exclusive": True, "percent": 12.5},
)
SUIT = claim("a1", "SUES", ORLA, VANCE, status="filed", stance="reported", outcome="claimant", matter="contract")
FIRST = extraction("a1", BUY, SUIT, entities=(KESTREL, ORLA, VANCE, COURT), title="Kestrel buys Orla")


def event(id: str, claims: tuple[str, ...], **more: Any) -> Event:
    given: dict[str, Any] = {
        "node": "Deal", "kind": "ACQUIRES", "family": "control", "title": "Kestrel – Orla Foods: acquisition",
        "status": "agreed", "stance": "asserted", "contested": False, "outcome": None, "source": ("kestrel",),
        "target": ("orla",), "parties": {"seller": ("vance",)}, "matter": None,
        "amount": Money(Decimal("1250000000.55"), "USD", "price"), "amounts": (Money(Decimal("1E+9"), None, "price"),),
        "first_date": "2026-03-17", "last_date": "2026-03", "first_day": date(2026, 3, 17),
        "last_day": date(2026, 3, 1), "articles": 1, "origins": 1, "languages": ("en", "fr"), "about": (),
        "history": (Stage("2026-03-17", "day", date(2026, 3, 17), "explicit", "agreed", "asserted", None, None,
                          "Vance", "a1", claims[0], "Kestrel buys."),),
        "properties": {"exclusive": True, "percent": 0.5, "court": "1"},
    }
    return Event(id=id, claims=claims, **{**given, **more})


def edge(id: str, relation: str, source: str, target: str, **more: Any) -> Edge:
    given: dict[str, Any] = {
        "event": "d1", "status": "agreed", "stance": "asserted", "amount": Decimal("5"), "currency": "EUR",
        "date": "2026-03-17", "claims": 1, "origins": 1,
    }
    return Edge(id, source, target, relation, **{**given, **more})


def put(store: Store, extraction: Extraction) -> str:
    return store.put_many([extraction])[0]


def consolidated(store: Store) -> Consolidated:
    """Hand-made derived data over what FIRST puts in: one entity a name, a deal, a dispute over it, their edges."""
    named = store.named()
    entities = {n.key: GraphEntity(n.key.split()[0], n.name, n.kind, n.aliases) for n in named}
    quarrel = event("q1", (SUIT.id,), node="Dispute", kind="litigation", amount=None, first_day=None,
                    about=(About("d1", "challenges"),))
    return Consolidated(
        entities=tuple(entities.values()), identity={n.id: entities[n.key].id for n in named},
        events=(event("d1", (BUY.id,)), quarrel),
        edges=(edge("e1", "ACQUIRES", "kestrel", "orla"), edge("e2", "SUES", "orla", "vance", event="q1", amount=None)),
    )


def everything(store: Store) -> list[Any]:
    """All nodes and relationships, comparable between stores; State counts writes, so it is left out."""
    nodes = store.read("MATCH (n) WHERE NOT n:State RETURN labels(n) AS l, properties(n) AS p")
    links = store.read(
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, properties(a) AS a, properties(b) AS b"
    )
    return sorted(repr((sorted(n["l"]), sorted(n["p"].items()))) for n in nodes) + sorted(
        repr((r["t"], sorted(r["p"].items()), sorted(r["a"].items()), sorted(r["b"].items()))) for r in links
    )


def test_article_comes_back_as_it_went_in(store: Store) -> None:
    assert put(store, FIRST) == "stored"
    bought, sued = store.claims()
    names = {named.id: named.name for named in store.named()}
    assert sorted(names.values()) == ["High Court", "Kestrel", "Orla Foods", "The Harbour Ledger", "Vance"]
    assert (bought.id, bought.relation, names[bought.source], names[bought.target or ""]) == (
        BUY.id, "ACQUIRES", "Kestrel", "Orla Foods")
    assert [names[party] for party in bought.roles["seller"]] == ["Vance", "High Court"]
    assert bought.amount_value == Decimal("1250000000.55")
    assert (bought.date_value, bought.date_earliest) == ("2026-03-17", date(2026, 3, 17))
    assert (bought.article, bought.published, bought.publisher) == ("a1", DAY, "The Harbour Ledger")
    assert bought.properties == {"exclusive": True, "percent": 12.5}
    assert (bought.attribution, bought.attribution_mode) == ("Vance", "direct")
    assert (sued.outcome, sued.matter, sued.amount_value, sued.date_value) == ("claimant", "contract", None, None)


def test_same_article_again_changes_nothing(store: Store) -> None:
    put(store, FIRST)
    before, state = everything(store), store.state()
    assert put(store, FIRST) == "unchanged"
    assert (everything(store), store.state()) == (before, state)


def test_changed_text_is_a_new_version_whose_claims_count(store: Store) -> None:
    put(store, FIRST)
    second = replace(FIRST, claims=(BUY,), article=replace(FIRST.article, text="Another text."))
    assert put(store, second) == "new version"
    assert [c.id for c in store.claims()] == [f"{BUY.id}@2"]
    assert "High Court" in {named.name for named in store.named()}
    assert store.counts()["Claim"] == 3, "claims of the old version stay, for questions about the past"
    before = everything(store)
    assert (put(store, FIRST), put(store, second)) == ("unchanged", "unchanged"), "an old copy changes nothing"
    assert everything(store) == before


def test_same_text_read_differently_replaces_what_was_read(store: Store) -> None:
    put(store, FIRST)
    better = replace(BUY, roles={"seller": (VANCE.id,)}, attribution=None)
    assert put(store, replace(FIRST, claims=(better,))) == "stored"
    (read,) = store.claims()
    assert (read.id, len(read.roles["seller"]), read.attribution) == (BUY.id, 1, None)
    assert store.read("MATCH ()-[r:ATTRIBUTED_TO]->() RETURN count(r) AS n") == [{"n": 0}]


def test_article_without_claims_and_a_claim_without_target(store: Store) -> None:
    alone = claim("a3", "RAISES", KESTREL)
    assert store.put_many([extraction("a2"), extraction("a3", alone, entities=(KESTREL,))]) == ["stored", "stored"]
    assert [(c.target, c.roles) for c in store.claims()] == [(None, {})]


HOSTILE = ["x" * 10_000, "'; DROP", "<script>alert(1)</script>", "\u202egnirts", "=1+1", "a\x00b", "😀", "l'Été & Cie"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_text(store: Store, name: str) -> None:
    odd = entity(name)
    hostile = extraction("h", claim("h", "SUES", odd, ORLA, status="filed"), entities=(odd, ORLA),
                         publisher=name, title=name)
    assert not ingest.ingest(store, [hostile]).failed
    (dispute,) = store.events("Dispute")
    assert store.names(dispute.source) == {dispute.source[0]: name}


def test_derived_data_are_written_by_difference(store: Store) -> None:
    put(store, FIRST)
    made = consolidated(store)
    assert derived.write_derived(store, made) > 0
    before = everything(store)
    assert derived.write_derived(store, made) == 0, "the same again writes nothing"
    assert everything(store) == before
    assert store.counts() == {"Article": 1, "Claim": 2, "Named": 5, "Entity": 5, "Deal": 1, "Dispute": 1, "edges": 2}
    assert [*store.events("Deal"), *store.events("Dispute")] == list(made.events)
    assert store.names(["kestrel", "nobody"]) == {"kestrel": "Kestrel"}
    assert store.read("MATCH (e:Court) RETURN e.name AS name") == [{"name": "High Court"}]
    assert store.read("MATCH (:Article)-[:PUBLISHED_BY]->(e:Entity:Publisher) RETURN e.name AS name") == [
        {"name": "The Harbour Ledger"}]
    search = "CALL db.index.fulltext.queryNodes('entity_search', $q) YIELD node RETURN node.id AS id"
    assert store.read(search, q="orla") == [{"id": "orla"}]


def test_changes_of_derived_data_leave_what_a_rebuild_gives(store: Store) -> None:
    put(store, FIRST)
    made = consolidated(store)
    derived.write_derived(store, made)
    other = replace(
        made,
        entities=tuple(replace(e, kind="fund") if e.id == "vance" else e for e in made.entities if e.id != "kestrel"),
        identity={n: "orla" if e == "kestrel" else e for n, e in made.identity.items()},
        events=(replace(made.events[0], status="completed", claims=(BUY.id, SUIT.id)),
                replace(made.events[1], about=())),
        edges=(edge("e1", "MERGES_WITH", "orla", "vance"), replace(made.edges[1], claims=7)),
    )
    derived.write_derived(store, other)
    changed = everything(store)
    (vance,) = store.read("MATCH (e:Entity {id: 'vance'}) RETURN labels(e) AS labels")
    assert sorted(vance["labels"]) == ["Entity", "Fund"]
    store.write("MATCH (d) WHERE d:Entity OR d:Deal OR d:Dispute DETACH DELETE d")
    derived.write_derived(store, other)
    assert everything(store) == changed


def test_an_older_refresh_stops_when_another_takes_over(store: Store) -> None:
    put(store, FIRST)
    made, older = consolidated(store), derived.begin(store)
    newer = derived.begin(store)
    with pytest.raises(derived.Superseded):
        derived.write_derived(store, made, older)
    assert store.state().stale
    derived.write_derived(store, made, newer)
    assert not store.state().stale


def test_two_writers_store_each_article_once(settings: Settings, store: Store) -> None:
    many = list(corpus(30))

    def write(seed: int) -> None:
        mine = random.Random(seed).sample(many, len(many))
        with open_store(settings) as other:
            for start in range(0, len(mine), 7):
                outcomes[seed] += other.put_many(mine[start:start + 7])

    outcomes: dict[int, list[str]] = {0: [], 1: []}
    with ThreadPoolExecutor() as pool:
        list(pool.map(write, outcomes))
    assert sorted(outcomes[0] + outcomes[1]) == ["stored"] * 30 + ["unchanged"] * 30
    assert (store.counts()["Article"], store.counts()["Claim"]) == (30, 150)


def test_two_ingests_at_once_give_what_one_after_the_other_gives(settings: Settings, store: Store) -> None:
    many = list(corpus(60))

    def run(some: list[Extraction]) -> None:
        with open_store(settings) as other:
            ingest.ingest(other, some)

    with ThreadPoolExecutor() as pool:
        list(pool.map(run, (many[:40], many[20:][::-1])))
    assert not store.state().stale
    at_once = everything(store)
    assert store.counts()["Deal"] > 0
    store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")
    run(many)
    assert everything(store) == at_once


RUN = """
import sys
from pathlib import Path
from graph import ingest, settings, store
from tests.bench.store import corpus
folder, uri, password, articles = sys.argv[1:]
ingest.BATCH_ARTICLES = 3
with store.open_store(settings.Settings(Path(folder), uri or None, password=password)) as graph:
    ingest.put_all(graph, corpus(int(articles)), lambda done: print(done, flush=True))
    print("put", flush=True)
    ingest.refresh(graph)
"""


@pytest.mark.parametrize("moment", ["3", "put"])
def test_killed_and_run_again_is_as_if_undisturbed(settings: Settings, store: Store, moment: str) -> None:
    many = list(corpus(30))
    arguments = [str(settings.data), settings.uri or "", settings.password, "30"]
    with subprocess.Popen([sys.executable, "-c", RUN, *arguments], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == moment:
                time.sleep(random.random() * 0.1)
                child.kill()
                break
    ingest.ingest(store, many)
    healed = everything(store)
    store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")
    ingest.ingest(store, many)
    assert everything(store) == healed


def test_a_refused_article_is_named_and_the_rest_goes_in(store: Store) -> None:
    heard: list[int] = []
    batch = [FIRST, extraction("lone \ud800 surrogate"), extraction("a9")]
    report = ingest.ingest(store, batch, heard.append)
    assert ([id for id, _ in report.failed], report.stored, heard) == (["lone \ud800 surrogate"], 2, [3])


def test_what_died_before_the_refresh_is_made_up_for(store: Store) -> None:
    put(store, FIRST)                    # a run that died here
    assert store.state().stale
    report = ingest.ingest(store, [FIRST])
    assert (report.unchanged, store.state().stale) == (1, False)
    assert [e.kind for e in store.events("Deal")] == ["ACQUIRES"]
    assert [e.status for e in store.events("Dispute")] == ["filed"]
    assert ingest.ingest(store, [FIRST]).changed == 0


def test_the_version_changes_with_every_change(store: Store) -> None:
    versions = [store.state().version]
    put(store, FIRST)
    versions.append(store.state().version)
    derived.write_derived(store, consolidated(store))
    versions.append(store.state().version)
    assert len(set(versions)) == 3


def test_both_engines_hold_the_same(local_store: Store, neo4j_store: Store) -> None:
    again = replace(FIRST, claims=(BUY,), article=replace(FIRST.article, text="Another text."))
    for one in (local_store, neo4j_store):
        ingest.ingest(one, [FIRST, *corpus(20), again])
    assert everything(local_store) == everything(neo4j_store)
    assert local_store.events("Deal") == neo4j_store.events("Deal") != []


def test_wrong_password_database_and_address_are_said(neo4j_settings: Settings) -> None:
    cases = [
        (replace(neo4j_settings, password="wrong"), "NEO4J_PASSWORD"),
        (replace(neo4j_settings, database="elsewhere"), "NEO4J_DATABASE"),
        (replace(neo4j_settings, uri="bolt://127.0.0.1:1"), "does not answer"),
        (replace(neo4j_settings, uri="ftp://127.0.0.1"), "NEO4J_URI"),
    ]
    for wrong, said in cases:
        with pytest.raises(StoreError, match=said) as error:
            open_store(wrong)
        assert "\n" not in str(error.value)


def test_misses_come_in_pages_a_sentence_each(local_store: Store) -> None:
    text = "Sued. Bought. Fined."
    spans = [(0, 5, "SUES"), (0, 5, "ACCUSES"), (0, 5, "SUES"), (6, 13, "ACQUIRES"), (14, 20, "FINES")]
    misses = tuple(Miss(relation, "no party", Evidence(start, end, text[start:end])) for start, end, relation in spans)
    local_store.put_many([replace(extraction("m1", text=text), misses=misses)])
    first, total = library.misses(local_store, limit=2)
    assert total == 3 and [one.sentence for one in first] == ["Sued.", "Bought."]
    assert first[0].relations == ("ACCUSES", "SUES") and first[0].reasons == ("no party",)
    last, _ = library.misses(local_store, skip=2, limit=2)
    assert [one.sentence for one in last] == ["Fined."]
    assert library.misses(local_store, relation="FINES")[1] == 1 and library.misses(local_store, until="2000")[1] == 0
    assert library.miss_facets(local_store)["no party", "SUES"] == 1
