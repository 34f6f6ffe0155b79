"""What was known on a day, articles taken out, and graphs carried from one engine to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract.types import Extraction
from graph import ingest, judgements, reads
from graph.carry import articles_in, export, import_all
from graph.store import Store
from tests.builders import claim, day, entity, extraction, money, says
from tests.claims import entities, known
from tests.invented import articles, hostile

KESTREL, ORLA, VANCE = entity("Kestrel"), entity("Orla Foods"), entity("Vance")
OFFERED = extraction(
    "a1", claim("a1", "ACQUIRES", KESTREL, ORLA, status="offered", amount=money("1000")),
    entities=(KESTREL, ORLA), published=date(2024, 3, 1))
AGREED = extraction(
    "a2", claim("a2", "ACQUIRES", KESTREL, ORLA, status="agreed", amount=money("1200"), date=day("2024-06-02")),
    entities=(KESTREL, ORLA), published=date(2024, 6, 3))
CORRECTED = replace(
    AGREED, article=replace(AGREED.article, text="It was 1,300.", updated=date(2024, 6, 20)),
    claims=(replace(AGREED.claims[0], amount=money("1300")),))
SUED = extraction(
    "a3", claim("a3", "SUES", VANCE, KESTREL, status="filed", attribution=says("Vance", VANCE)),
    entities=(VANCE, KESTREL), published=date(2024, 7, 1))
UNDATED = extraction("a4", claim("a4", "SUES", ORLA, VANCE, status="filed"), entities=(ORLA, VANCE), published=None)
NEWS = (OFFERED, AGREED, CORRECTED, SUED, UNDATED)


@pytest.mark.parametrize(("on", "deals", "disputes"), [
    ("2024-02-29", [], 0), ("2024-03-01", [("offered", 1000)], 0), ("2024-06-02", [("offered", 1000)], 0),
    ("2024-06-03", [("agreed", 1200)], 0), ("2024-06-20", [("agreed", 1300)], 0), ("2024-07-01", [("agreed", 1300)], 1),
])
def test_what_was_known_on_a_day(store: Store, on: str, deals: list[tuple[str, int]], disputes: int) -> None:
    ingest.ingest(store, NEWS)
    then = known(store, date.fromisoformat(on))
    assert [(e.status, int(e.amount.value)) for e in then.events if e.node == "Deal" and e.amount] == deals
    assert sum(e.node == "Dispute" for e in then.events) == disputes
    for node in reads.NODES:        # the pages tell the same, from the versions that were made beforehand
        page = reads.events(store, node, reads.EventFilter(), "latest", 0, 9, on)
        assert [(e.status, e.amount) for e in page.events] == [
            (e.status, e.amount) for e in then.events if e.node == node]
        assert page.total == len(page.events) == reads.event_facets(store, node, on).statuses.total()
        assert all(reads.event(store, e.id, on) == (e, page.names) for e in page.events)


def test_the_last_day_is_the_present_but_for_what_has_no_day(store: Store) -> None:
    ingest.ingest(store, [*NEWS[:4], *articles(12, 8)])
    then = known(store, date(2100, 1, 1))
    for node in reads.NODES:
        assert [e for e in then.events if e.node == node] == store.events(node)


def test_a_removed_article_leaves_what_others_give(store: Store) -> None:
    ingest.ingest(store, [OFFERED])
    alone = store.events("Deal"), entities(store), store.counts()
    ingest.ingest(store, [AGREED, CORRECTED, SUED])
    assert ingest.remove(store, "a2") and ingest.remove(store, "a3")
    assert (store.events("Deal"), entities(store), store.counts()) == alone
    assert not ingest.remove(store, "a2")
    assert ingest.ingest(store, [AGREED]).stored == 1, "it may come again"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def many() -> Iterator[list[Extraction]]:
    yield [*NEWS, *articles(12, 8), *hostile()]


def judge_some(store: Store) -> None:
    wrong = next(c.id for c in store.claims() if c.article == "a3")
    judgements.judge(store, "wrong claim", [wrong], user="ana", reason="=1+1")
    renamed = judgements.judge(store, "rename", ["orla-foods"], user="ana", name="Orla 😀 Group")
    judgements.undo(store, renamed.id, user="ben")


def test_exports_of_both_engines_are_equal_and_come_back(
    local_store: Store, neo4j_store: Store, many: list[Extraction], tmp_path: Path
) -> None:
    ingest.ingest(local_store, many)
    judge_some(local_store)
    counts = export(local_store, tmp_path / "local")
    assert counts["articles"] == len({one.article.id for one in many}) + 1 and counts["judgements"] == 2
    faults: list[str] = []
    heard: list[int] = []
    report = import_all(neo4j_store, tmp_path / "local", faults.append, lambda done, _: heard.append(done))
    assert (faults, report.failed, report.stored) == ([], 0, counts["articles"])
    assert sum(heard) == articles_in(tmp_path / "local") == counts["articles"]
    export(neo4j_store, tmp_path / "neo4j")
    assert files(tmp_path / "local") == files(tmp_path / "neo4j")
    again = import_all(neo4j_store, tmp_path / "local", faults.append)
    assert (again.stored, again.unchanged) == (0, counts["articles"])
    neo4j_store.write("MATCH (n) WHERE NOT n:State AND NOT n:Judgement DETACH DELETE n")
    ingest.ingest(neo4j_store, many[::-1][:-3] + many[:3])      # versions in their order, all else turned round
    export(neo4j_store, tmp_path / "turned")
    assert files(tmp_path / "local") == files(tmp_path / "turned")


def test_what_is_no_export_is_said_by_file_and_line(local_store: Store, tmp_path: Path) -> None:
    ingest.ingest(local_store, NEWS)
    export(local_store, tmp_path)
    lines = (tmp_path / "claims.jsonl").read_text().splitlines()
    (tmp_path / "claims.jsonl").write_text("\n".join(["{", *lines, "[]", '{"claim": {}}']))
    (tmp_path / "judgements.jsonl").unlink()
    local_store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")
    faults: list[str] = []
    report = import_all(local_store, tmp_path, faults.append)
    assert (report.stored, report.failed, len(faults)) == (5, 4, 4)
    assert [fault.partition("claims.jsonl:")[2][:1] for fault in faults[:1]] == ["1"]
    assert local_store.counts()["Claim"] == len(lines)
    ingest.ingest(local_store, [replace(OFFERED, article=replace(OFFERED.article, text="Told otherwise."))])
    local_store.write("MATCH (a:Article {key: 'a1@1'}) SET a.text_sha = 'other'")
    import_all(local_store, tmp_path, faults.append)
    assert "a1@1" in faults[-2] or any("a1@1" in fault for fault in faults)
