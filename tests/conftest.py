"""Fixtures for both engines, and the rule for what a machine may lack: skipped with its reason, or failed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

from graph import local
from graph.ingest import ingest
from graph.settings import Settings
from graph.store import Store, open_store
from tests.browser import ARGUMENTS, chromium, serve
from tests.invented import articles, hostile
from tests.neo4j import server as neo4j_server

expect.set_options(timeout=15_000)      # a machine may be busy
_SKIPPED: list[str] = []


def need(condition: object, reason: str) -> None:
    """Skips the test where ``condition`` is false; fails it where DEALGRAPH_REQUIRE_ALL=1 wants everything."""
    if not condition:
        if os.environ.get("DEALGRAPH_REQUIRE_ALL") == "1":
            pytest.fail(f"required here: {reason}", pytrace=False)
        pytest.skip(reason)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        _SKIPPED.append(f"{report.nodeid}: {report.longrepr[2].removeprefix('Skipped: ')}")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _SKIPPED:
        terminalreporter.write_line(f"skipped  {line}")


@pytest.fixture(scope="session")
def local_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A local engine for the whole run, in a folder of its own."""
    folder = tmp_path_factory.mktemp("engine")
    yield Settings(data=folder)
    local.stop(folder)


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The test server that NEO4J_TEST_URI names (its content is wiped), else one started for the whole run."""
    folder = tmp_path_factory.mktemp("neo4j")
    if uri := os.environ.get("NEO4J_TEST_URI"):
        user = os.environ.get("NEO4J_TEST_USERNAME", "neo4j")
        yield Settings(folder, uri, user, os.environ.get("NEO4J_TEST_PASSWORD", ""))
        return
    try:
        neo4j_server.jars()
    except neo4j_server.Unavailable as error:
        need(False, str(error))
    with neo4j_server.server(folder / "home") as (uri, password):
        yield Settings(folder, uri, password=password)


def _emptied(settings: Settings) -> Iterator[Store]:
    with open_store(settings) as store:
        store.write("MATCH (n) DETACH DELETE n")
    with open_store(settings) as store:     # makes the State node again
        yield store


@pytest.fixture
def local_store(local_settings: Settings) -> Iterator[Store]:
    """An empty store on the local engine."""
    yield from _emptied(local_settings)


@pytest.fixture
def neo4j_store(neo4j_settings: Settings) -> Iterator[Store]:
    """An empty store on a Neo4j server."""
    yield from _emptied(neo4j_settings)


@pytest.fixture(params=["local", "neo4j"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Settings of each engine in turn."""
    found = request.getfixturevalue(f"{request.param}_settings")
    assert isinstance(found, Settings)
    return found


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """An empty store on each engine in turn."""
    yield from _emptied(settings)


@pytest.fixture
def shared() -> Path:
    """The folder of third-party text and data beside the project."""
    folder = Path(__file__).parents[2] / "shared"
    need(folder.is_dir(), "third-party data in ../shared are not here")
    return folder


# ------------------------------------------------------------------------------------------ the explorer in a browser


@pytest.fixture(scope="module")
def filled(local_settings: Settings) -> Iterator[Store]:
    """One graph for all of a file: invented companies, and hostile ones."""
    with open_store(local_settings) as store:
        store.write("MATCH (n) DETACH DELETE n")
    with open_store(local_settings) as store:
        ingest(store, [*articles(45, 14), *hostile()])
        yield store


@pytest.fixture(scope="module")
def url(filled: Store, local_settings: Settings) -> Iterator[str]:
    with serve({**os.environ, "DEALGRAPH_DATA": str(local_settings.data), "NEO4J_URI": ""}) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_playwright() as playwright:
        try:
            one = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        except Error as error:
            need(False, f"no Chromium: {str(error).splitlines()[0]}")
        yield one
        one.close()


@pytest.fixture
def page(browser, url: str) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    """A tab; afterwards: nothing was asked of another machine, no script of an article ran, nothing broke."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000}, color_scheme="light")
    outside: list[str] = []
    broken: list[str] = []
    own = (url, url.replace("http", "ws", 1), "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else outside.append(r.url))
    page.on("websocket", lambda w: None if w.url.startswith(own) else outside.append(w.url))
    # Streamlit looks for its server below the page's own path first, and goes by the 404 that this gives
    page.on("response", lambda r: broken.append(f"{r.status} {r.url}")
            if r.status >= 400 and not re.search(r"/\w+/_stcore/(health|host-config)$", r.url) else None)
    page.on("pageerror", lambda e: broken.append(str(e)))
    page.on("dialog", lambda d: broken.append(f"dialog: {d.message}"))
    yield page
    assert not outside and not broken, (outside, broken)
    assert page.evaluate("window.pwned") is None
    assert page.get_by_test_id("stException").count() == 0
    page.close()
