"""The local engine as commands meet it: started once, found again, stopped, killed; folders that cannot serve."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph import local
from graph.settings import Settings, StoreError
from graph.store import open_store


def test_two_starts_at_once_are_one_engine_and_it_outlives_them(tmp_path: Path) -> None:
    assert (local.find(tmp_path), local.stop(tmp_path)) == (None, False)
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(local.start, [tmp_path, tmp_path])
        assert first == second == local.find(tmp_path)
        for store in pool.map(open_store, [Settings(tmp_path)] * 3):    # each makes the schema of a new graph
            store.close()
    with open_store(Settings(tmp_path)) as store:
        store.write("CREATE (:Named {id: 'kept'})")
    # killed without a word: what its files say no longer counts, and what was written is there
    os.kill(first.pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while local.find(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert local.find(tmp_path) is None
    with open_store(Settings(tmp_path)) as store:
        assert store.read("MATCH (n:Named) RETURN n.id AS id") == [{"id": "kept"}]
    assert local.stop(tmp_path)
    assert (local.find(tmp_path), local.stop(tmp_path)) == (None, False)


def test_an_engine_that_went_away_is_said_at_once_and_comes_back(tmp_path: Path) -> None:
    with open_store(Settings(tmp_path)) as store:
        assert local.stop(tmp_path)
        start = time.monotonic()
        with pytest.raises(StoreError, match="does not answer"):
            store.counts()
        assert time.monotonic() - start < 2
    with open_store(Settings(tmp_path)) as store:
        assert store.counts()["Article"] == 0
    local.stop(tmp_path)


def test_start_while_the_last_one_still_stops(tmp_path: Path) -> None:
    first = local.start(tmp_path)
    os.kill(first.pid, signal.SIGTERM)
    while local.find(tmp_path):
        time.sleep(0.001)
    assert local.start(tmp_path).pid != first.pid
    local.stop(tmp_path)


def test_a_password_of_its_own_that_only_the_owner_reads(local_settings: Settings) -> None:
    open_store(local_settings).close()
    file = local_settings.data / "password"
    assert len(file.read_text()) >= 24
    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "below"):
        with pytest.raises(StoreError, match="DEALGRAPH_DATA"):
            local.start(folder)


def test_an_engine_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "databases").write_text("in the way")
    with pytest.raises(StoreError, match="did not start"):
        local.start(tmp_path)


@pytest.mark.parametrize(("environment", "uri", "data"), [
    ({}, None, None),
    ({"DEALGRAPH_DATA": "/somewhere"}, None, "/somewhere"),
    ({"NEO4J_URI": "neo4j+s://x.example", "NEO4J_PASSWORD": "secret", "NEO4J_DATABASE": ""},
     "neo4j+s://x.example", None),
])
def test_settings_from_the_environment(environment: dict[str, str], uri: str | None, data: str | None) -> None:
    found = Settings.from_environment(environment)
    assert found.uri == uri
    assert data is None or found.data == Path(data)
    assert "secret" not in repr(found)
    assert (found.username, found.database) == ("neo4j", None)
