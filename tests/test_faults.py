"""What goes wrong outside: a command or an engine killed, a disk that is full. Afterwards the same command again, and
the graph is as if nothing had been. DEALGRAPH_KILLS says how often a run is killed (3 where it says nothing)."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph import local
from graph.settings import Settings
from graph.store import Store, open_store
from tests import command
from tests.conftest import need
from tests.test_store import everything

KILLS = int(os.environ.get("DEALGRAPH_KILLS", "3"))
# A whole ingest of invented articles, in a process of its own; three articles are a batch.
INGEST = """
import sys
from pathlib import Path
from graph import ingest, settings, store
from tests.invented import articles
folder, uri, password = sys.argv[1:]
ingest.BATCH_ARTICLES = 3
with store.open_store(settings.Settings(Path(folder), uri or None, password=password)) as graph:
    print("open", flush=True)
    ingest.ingest(graph, articles(20))
"""


def ingesting(settings: Settings) -> subprocess.Popen[str]:
    arguments = [str(settings.data), settings.uri or "", settings.password]
    return subprocess.Popen([sys.executable, "-c", INGEST, *arguments], cwd=command.ROOT, stdout=subprocess.PIPE,
                            text=True)


def opened(child: subprocess.Popen[str]) -> None:
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"


def emptied(store: Store) -> None:
    store.write("MATCH (n) WHERE NOT n:State DETACH DELETE n")


def test_killed_at_any_moment_and_run_again_is_as_if_undisturbed(settings: Settings, store: Store) -> None:
    with ingesting(settings) as child:
        opened(child)
        start = time.monotonic()
        assert child.wait() == 0
        whole = time.monotonic() - start
    undisturbed = everything(store)
    assert store.counts()["Deal"] and store.counts()["Dispute"]
    chance = random.Random(7)
    for _ in range(KILLS):
        emptied(store)
        with ingesting(settings) as child:
            opened(child)
            time.sleep(chance.random() * whole)
            child.kill()
        with ingesting(settings) as child:
            opened(child)
        assert child.returncode == 0
        assert everything(store) == undisturbed


# ------------------------------------------------------------- the real command, and the engine goes away


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Enough articles that an ingest takes a while."""
    file = tmp_path / "news.jsonl"
    texts = (f"Kestrel {n} agreed on Monday to buy Orla {n} for ${n} million. Vance {n} sued Kestrel {n} in March."
             for n in range(1, 251))
    file.write_text("".join(json.dumps({"id": f"n{n}", "text": text, "published": "2026-03-17"}) + "\n"
                            for n, text in enumerate(texts)), encoding="utf-8")
    return file


def holding(folder: Path) -> list[Any]:
    with open_store(Settings(folder)) as store:
        return everything(store)


def wait_for_articles(folder: Path, count: int, child: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and child.poll() is None:
        if local.find(folder):
            with open_store(Settings(folder)) as store:
                if store.counts()["Article"] >= count:
                    return
        time.sleep(0.2)
    raise AssertionError(f"nothing stored, exit code {child.poll()}")


def test_an_engine_that_dies_under_an_ingest(corpus: Path, tmp_path: Path) -> None:
    calm, hurt = tmp_path / "calm", tmp_path / "hurt"
    child = command.start("ingest", corpus, DEALGRAPH_DATA=str(hurt))
    try:
        wait_for_articles(hurt, 1, child)
        engine = local.find(hurt)
        assert engine is not None
        os.kill(engine.pid, signal.SIGKILL)
        _, err = child.communicate(timeout=200)
        assert child.returncode == 1
        assert "does not answer" in err and "Traceback" not in err
        for folder in (hurt, calm):
            code, _, err = command.run("ingest", corpus, DEALGRAPH_DATA=str(folder))
            assert (code, "Traceback" in err) == (0, False)
        assert holding(hurt) == holding(calm)
    finally:
        child.kill()
        for folder in (calm, hurt):
            local.stop(folder)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Callable[[int], None]]:
    """A file system of its own at ``folder``; call what it gives with another size."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    need(sys.platform == "linux" and os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0,
         "a disk of its own needs Linux and root")
    try:
        yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}m", str(folder)], check=True) and None
    finally:
        local.stop(folder)
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk(corpus: Path, tmp_path: Path) -> None:
    calm, full = tmp_path / "calm", tmp_path / "full"
    with small_disk(full, 64) as resize:
        with open_store(Settings(full)):
            used = sum(file.stat().st_blocks for file in full.rglob("*")) * 512 // 2**20
        resize(used + 1)
        code, _, err = command.run("ingest", corpus, DEALGRAPH_DATA=str(full))
        assert code == 1 and err.strip() and "Traceback" not in err
        resize(512)
        local.stop(full)
        for folder in (full, calm):
            code, _, err = command.run("ingest", corpus, DEALGRAPH_DATA=str(folder))
            assert (code, err.count("Traceback")) == (0, 0), err
        assert holding(full) == holding(calm)
    local.stop(calm)
