"""Every page through the router, on the real local engine, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import local, nearby, reads
from graph.explore.pages import session
from graph.ingest import ingest
from graph.nearby import EdgeFilter
from graph.reads import NODES, EventFilter
from graph.settings import Settings
from graph.store import Store
from tests.builders import claim, entity, extraction
from tests.invented import HOSTILE, articles, hostile

APP = str(Path(__file__).parents[1] / "app.py")
PAGES = ("changes", "network", "disputes", "deals", "company", "articles", "misses", "reference", "review", "add")
EVENTS = PAGES[:5]      # those that show what was made of articles


@pytest.fixture(autouse=True)
def environment(local_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DEALGRAPH_DATA", str(local_settings.data))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    yield
    session._open.clear()


@pytest.fixture
def filled(local_store: Store) -> Store:
    ingest(local_store, articles(24, 12))
    return local_store


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "changes":
        app.switch_page(f"graph/explore/pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    """All that is said on the page, in our own boxes too."""
    said = [str(element.value) for kind in (app.text, app.info, app.error, app.warning, app.code) for element in kind]
    return "\n".join([*said, *(text for box in app.get("bidi_component") for text in inside(box.proto.json))])


def inside(data: str) -> list[str]:
    """The text of each block of a box, its pieces together."""
    def text(node: dict[str, object]) -> str:
        kids: list[dict[str, object]] = node.get("kids", [])  # type: ignore[assignment]
        return str(node.get("text", "")) + "".join(map(text, kids))

    return [text(node) for node in json.loads(data or "{}").get("nodes", []) if "tag" in node]


# -------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("page", (*EVENTS, "articles"))
def test_an_empty_graph_says_what_to_do(local_store: Store, page: str) -> None:
    app = opened(page)
    assert "The graph is empty." in texts(app) and "dealgraph ingest" in app.code[0].value


@pytest.mark.parametrize("page", EVENTS)
def test_articles_without_events_are_not_called_empty(local_store: Store, page: str) -> None:
    local_store.put_many([extraction("a1")])
    assert "tell of no deal and no dispute" in texts(opened(page))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_shows_the_graph(filled: Store, page: str) -> None:
    app = opened(page)
    assert "Connected to the local engine" in texts(app)
    assert app.dataframe or page in ("changes", "network", "disputes", "misses", "reference", "review", "add")


def counted(app: AppTest, label: str) -> int:
    """A number of the front page."""
    box = next(box for box in app.get("bidi_component") if box.key == "numbers")
    kids = json.loads(box.proto.json)["nodes"][0]["kids"]
    return int(next(kid["kids"][0]["text"] for kid in kids if kid["kids"][1]["text"] == label).replace(",", ""))


def test_the_front_page_counts_what_there_is(filled: Store) -> None:
    app, counts = opened("changes"), filled.counts()
    assert counted(app, "Articles") == counts["Article"] and counted(app, "Deals") == counts["Deal"]


def test_an_ingest_shows_at_the_next_run(filled: Store) -> None:
    app = opened("changes")
    before = counted(app, "Deals")
    a, b = entity("Wholly New"), entity("Quite Other")
    ingest(filled, [extraction("new", claim("new", "ACQUIRES", a, b), entities=(a, b))])
    app.run()
    assert counted(app, "Deals") == before + 1
    assert "Wholly New – Quite Other: acquisition" in texts(app)


def test_a_link_opens_an_event(filled: Store) -> None:
    deal, dispute = filled.events("Deal")[0], filled.events("Dispute")[0]
    assert deal.title in texts(opened("file", event=deal.id))
    app = opened("disputes", event=dispute.id, stage="0")
    assert dispute.history[0].evidence in texts(app)


def test_a_link_to_nothing_says_so(filled: Store) -> None:
    assert "not in the graph" in texts(opened("file", event="gone"))
    assert "not in the graph" in texts(opened("articles", article="gone"))


def test_filters_that_nothing_passes_say_so(filled: Store) -> None:
    app = opened("deals", kind="investment", contested="true", stance="denied")
    assert "No deal passes these filters" in texts(app) and "Clear the filters" in [b.label for b in app.button]


def test_a_picked_edge_shows_its_sentences(filled: Store) -> None:
    edge = nearby.neighbourhood(filled, (), EdgeFilter(), 40).edges[0]
    assert edge.event
    event = reads.event(filled, edge.event)
    assert event and event[0].history[0].evidence in texts(opened("network", picked=f"edge:{edge.id}"))


def test_a_linked_company_is_the_centre(filled: Store) -> None:
    id = nearby.best_connected(filled, 1)[0].id
    near = nearby.neighbourhood(filled, (id,), EdgeFilter(), 60)
    app = opened("network", companies=id)
    assert f"Showing all {near.total} companies" in texts(app)
    assert app.multiselect(key="companies").value == [id]


@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_are_only_ever_text(local_store: Store, page: str) -> None:
    ingest(local_store, hostile())
    app = opened(page)
    risky = [str(e.value) for kind in (app.markdown, app.caption, app.header, app.title) for e in kind]
    risky += [str(e.label) for kind in (app.button, app.metric) for e in kind]
    assert not [text for text in risky for name in HOSTILE if name[:9] in text]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("reference", "add")])
def test_a_graph_that_does_not_answer_says_so(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    app = opened(page)
    assert "The graph does not answer." in texts(app) and "Not connected" in texts(app)
    assert "Try again" in [b.label for b in app.button]


def test_the_engine_may_stop_and_come_back(filled: Store, local_settings: Settings) -> None:
    app = opened("deals")
    local.stop(local_settings.data)
    again = app.run()
    assert not again.exception and "Connected to the local engine" in texts(again)


def test_a_hidden_company_is_out_of_the_picture_and_comes_back(filled: Store) -> None:
    id, total = nearby.best_connected(filled, 1)[0].id, nearby.neighbourhood(filled, (), EdgeFilter(), 40).total
    app = opened("network", hide=id)
    fewer = nearby.neighbourhood(filled, (), EdgeFilter(hidden=(id,)), 40).total
    assert fewer < total and f"Showing all {fewer} companies" in texts(app)
    again = app.multiselect(key="hidden").set_value([]).run()
    assert f"Showing all {total} companies" in texts(again) and "hide" not in again.query_params


def test_a_view_is_saved_under_a_name_and_deleted(filled: Store) -> None:
    app = opened("deals", kind="acquisition")
    app.text_input(key="view-name").set_value("Takeovers")
    app.button(key="view-save").click().run()
    assert app.session_state["kept"]["views"]["Takeovers"].startswith("deals?kind=acquisition&lang=en")
    assert "Takeovers" in texts(app)
    assert app.button(key="view-off-0").click().run().session_state["kept"]["views"] == {}


def test_a_period_holds_from_page_to_page(filled: Store) -> None:
    wanted = EventFilter(since="2024-01-01", until="2024-06-30")
    deals, disputes = (reads.events(filled, node, wanted, "latest", 0, 1).total for node in NODES)
    assert 0 < deals < filled.counts()["Deal"] and 0 < disputes < filled.counts()["Dispute"]
    app = opened("changes", **{"from": wanted.since, "to": wanted.until})
    assert (counted(app, "Deals"), counted(app, "Disputes")) == (deals, disputes)
    for page, total in (("deals", deals), ("disputes", disputes)):
        app.switch_page(f"graph/explore/pages/{page}.py").run()
        assert f" {total} {page}" in texts(app)
        assert "".join(app.query_params["from"]) == wanted.since and "".join(app.query_params["to"]) == wanted.until
    near = nearby.neighbourhood(filled, (), EdgeFilter(since=wanted.since, until=wanted.until), 40)
    assert near.total < nearby.neighbourhood(filled, (), EdgeFilter(), 40).total
    app.switch_page("graph/explore/pages/network.py").run()
    assert f"{near.total} companies and others" in texts(app)
    app.date_input(key="from").set_value(None).run()
    assert "from" not in app.query_params and "".join(app.query_params["to"]) == wanted.until
