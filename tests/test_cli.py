"""The command, run as a user runs it, on the local engine and the real pipeline."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import local
from tests.command import COMMAND, ROOT, rows, run, start

DEAL = {"id", "former_ids", "kind", "title", "status", "stance", "contested", "outcome", "source", "target", "parties",
        "properties", "matter", "amount", "amounts", "first_date", "last_date", "articles", "origins", "languages",
        "about", "history"}
STAGE = {"date", "precision", "earliest", "basis", "status", "stance", "outcome", "amount", "attribution", "article",
         "claim", "evidence"}
ARTICLES = "".join(json.dumps(row | {"language": "en", "publisher": "The Harbour Ledger"}) + "\n" for row in (
    {"id": "1", "published": "2026-03-02", "title": "Alba to buy Bruma",
     "text": "Alba Industries has agreed to buy Bruma Energy for $3 billion, the company said on Monday."},
    {"id": "2", "published": "2026-04-02",
     "text": "Cormoran Software sued Delmas Systems in a federal court on Thursday."},
))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A graph of its own with the two articles in it."""
    folder = tmp_path_factory.mktemp("graph")
    code, out, err = run("ingest", "-", stdin=ARTICLES, DEALGRAPH_DATA=str(folder))
    assert (code, out) == (0, "2 stored, 0 new versions, 0 unchanged, 0 not read or stored\n"), err
    yield str(folder)
    local.stop(folder)


def test_help_is_there_at_once() -> None:
    """0.3 s on the machine it was set on; the best of five, so that a busy machine does not fail it."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], cwd=ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.3


@pytest.mark.parametrize("arguments", [["extract"], ["deals", "--nonsense"], ["nonsense"], ["app", "--port", "0"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert code == 2 and not out and "Usage:" in err


def test_version() -> None:
    assert run("version") == (0, "0.1.0\n", "")


def test_extract_prints_an_object_an_article_in_order() -> None:
    code, out, err = run("extract", "-", stdin=ARTICLES)
    first, second = rows(out)
    assert (code, err) == (0, "")
    assert (first["article"]["id"], second["article"]["id"]) == ("1", "2")
    assert first["article"]["text"].startswith("Alba to buy Bruma\n\nAlba Industries")
    assert [claim["relation"] for claim in second["claims"]] == ["SUES"]
    for row in (first, second):
        assert set(row) == {"article", "entities", "claims"}
        for claim in row["claims"]:
            start, end = claim["evidence"]["start"], claim["evidence"]["end"]
            assert row["article"]["text"][start:end] == claim["evidence"]["text"]
            assert {claim["source"], claim["target"]} <= {entity["id"] for entity in row["entities"]}


def test_misses_are_printed_instead() -> None:
    code, out, err = run("extract", "--misses", "-", stdin=ARTICLES)
    assert (code, err) == (0, "")
    assert all(set(row) == {"article", "relation", "reason", "evidence"} for row in rows(out))


def test_the_reader_of_the_output_may_leave() -> None:
    process = start("extract", "-")
    assert process.stdout and process.stdin and process.stderr
    process.stdout.close()
    process.stdin.write(ARTICLES)
    process.stdin.close()
    with process.stderr:
        assert "Traceback" not in process.stderr.read()
    process.wait(timeout=120)


def test_ingest_again_changes_nothing(data: str) -> None:
    before = run("deals", "--json", DEALGRAPH_DATA=data), run("disputes", "--json", DEALGRAPH_DATA=data)
    code, out, _ = run("ingest", "-", stdin=ARTICLES, DEALGRAPH_DATA=data)
    assert (code, out) == (0, "0 stored, 0 new versions, 2 unchanged, 0 not read or stored\n")
    assert (run("deals", "--json", DEALGRAPH_DATA=data), run("disputes", "--json", DEALGRAPH_DATA=data)) == before


def test_events_are_the_contract_s_objects(data: str) -> None:
    (deal,) = rows(run("deals", "--json", DEALGRAPH_DATA=data)[1])
    (dispute,) = rows(run("disputes", "--json", DEALGRAPH_DATA=data)[1])
    for event in (deal, dispute):
        assert set(event) == DEAL and event["history"] and all(set(stage) == STAGE for stage in event["history"])
    assert (deal["kind"], deal["status"], deal["source"], deal["target"]) == (
        "ACQUIRES", "agreed", ["Alba Industries"], ["Bruma Energy"]
    )
    assert deal["amount"] == {"value": 3000000000, "currency": "USD", "of": "price"}
    assert (dispute["kind"], dispute["status"], dispute["source"]) == ("litigation", "filed", ["Cormoran Software"])


def test_tables_show_status_amount_and_dates(data: str) -> None:
    _, deals, _ = run("deals", DEALGRAPH_DATA=data)
    assert "Deals: 1" in deals and "agreed" in deals and "3 bn USD" in deals and "2026-03-02" in deals
    assert "filed" in run("disputes", DEALGRAPH_DATA=data)[1]


def test_status_says_where_the_graph_is_and_stop_ends_its_engine(tmp_path: Path) -> None:
    settings = {"DEALGRAPH_DATA": str(tmp_path)}
    assert run("status", **settings) == (0, f"the local engine on {tmp_path}, not running\n", "")
    assert run("stop", **settings) == (0, f"no local engine runs on {tmp_path}\n", "")
    assert run("deals", "--json", **settings) == (0, "", "")
    assert "running at bolt://127.0.0.1:" in run("status", **settings)[1]
    assert run("stop", **settings) == (0, "stopped\n", "")
    assert local.find(tmp_path) is None


def test_two_commands_at_once_simply_work(data: str, tmp_path: Path) -> None:
    """Both begin without an engine, with the same articles; the graph is that of one."""
    settings = {"DEALGRAPH_DATA": str(tmp_path)}
    try:
        both = [start("ingest", "-", **settings) for _ in range(2)]
        for process in both:
            assert process.stdin
            process.stdin.write(ARTICLES)
            process.stdin.close()
        assert [process.wait(timeout=300) for process in both] == [0, 0]
        for kind in ("deals", "disputes"):
            assert run(kind, "--json", **settings) == run(kind, "--json", DEALGRAPH_DATA=data)
    finally:
        local.stop(tmp_path)
        for process in both:
            for stream in (process.stdout, process.stderr):
                assert stream
                stream.close()


def test_judgements_past_and_files(data: str, tmp_path: Path) -> None:
    settings = {"DEALGRAPH_DATA": str(tmp_path / "graph")}
    assert run("export", str(tmp_path / "files"), DEALGRAPH_DATA=data)[0] == 0
    try:
        code, out, _ = run("import", str(tmp_path / "files"), **settings)
        assert (code, out) == (0, "2 stored, 0 unchanged, 0 not stored, 0 judgements\n")
        assert run("deals", "--json", **settings) == run("deals", "--json", DEALGRAPH_DATA=data)
        assert run("deals", "--json", "--as-of", "2026-03-01", **settings) == (0, "", "")
        assert len(rows(run("deals", "--json", "--as-of", "2026-03-02", **settings)[1])) == 1
        assert run("deals", "--as-of", "yesterday", **settings)[0] == 2
        id = run("judge", "rename", "bruma-energy", "--name", "Bruma Power", "--user", "ana", **settings)[1].split()[0]
        assert rows(run("deals", "--json", **settings)[1])[0]["target"] == ["Bruma Power"]
        assert "undone by ben" in run("undo", id, "--user", "ben", **settings)[1]
        assert rows(run("judgements", "--json", **settings)[1])[0]["undone_by"] == "ben"
        assert run("deals", "--json", **settings) == run("deals", "--json", DEALGRAPH_DATA=data)
        assert run("rebuild", **settings)[1] == "0 rows were not as they should be\n"
        assert run("review", "--json", **settings) == (0, "", "")
        code, _, err = run("judge", "same", "bruma-energy", "nobody", **settings)
        assert (code, err) == (1, "dealgraph: there is no party 'nobody'\n")
        assert run("remove", "2", **settings) == (0, "2 removed\n", "")
        assert (run("disputes", "--json", **settings), run("remove", "2", **settings)[0]) == ((0, "", ""), 1)
    finally:
        local.stop(tmp_path / "graph")


def test_app_is_served_and_ends(data: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = os.environ | {"DEALGRAPH_DATA": data}
    process = subprocess.Popen(
        [*COMMAND, "app", "--port", str(port)], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                    assert answer.read() == b"ok"
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.2)
    finally:
        os.killpg(process.pid, 2)
        process.wait(timeout=30)
