"""What the screens ask of the graph, on both engines: the same answers as from the events themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from graph import changes, library, nearby, queries, reads, rows, sentences
from graph.ingest import ingest
from graph.model import Event
from graph.nearby import EdgeFilter
from graph.reads import EventFilter, Order
from graph.settings import Settings
from graph.store import Store, open_store
from tests.invented import articles, hostile


@pytest.fixture(scope="module", params=["local", "neo4j"])
def filled(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The same invented graph on each engine in turn; nothing here writes to it."""
    settings = request.getfixturevalue(f"{request.param}_settings")
    assert isinstance(settings, Settings)
    with open_store(settings) as store:
        store.write("MATCH (n) DETACH DELETE n")
    with open_store(settings) as store:
        ingest(store, [*articles(24, 12), *hostile()])     # the hostile ones are rivals for one company
        yield store


def test_pages_of_events_are_whole_and_ordered(filled: Store) -> None:
    first = reads.events(filled, "Deal", EventFilter(), "latest", 0, 5)
    second = reads.events(filled, "Deal", EventFilter(), "latest", 5, 500)
    both = [*first.events, *second.events]
    assert len({e.id for e in both}) == first.total == len(filled.events("Deal"))
    days = [str(e.last_day or "") for e in both]
    assert days == sorted(days, reverse=True)


KEYS: dict[Order, Callable[[Event], Any]] = {
    "latest": lambda e: str(e.last_day or ""), "oldest": lambda e: str(e.first_day or "9999"),
    "largest": lambda e: e.amount.value if e.amount else -1, "most sources": lambda e: e.origins,
}


@pytest.mark.parametrize("order", KEYS)
@pytest.mark.parametrize("wanted", [EventFilter(), EventFilter(currency="EUR"), EventFilter(words="none")], ids=str)
def test_page_after_page_is_every_event_once_in_order(filled: Store, order: Order, wanted: EventFilter) -> None:
    for node, known in ((node, known) for node in reads.NODES for known in ("", "2024-06-01", "2100-01-01")):
        total = reads.events(filled, node, wanted, order, 0, 1, known).total
        pages = [reads.events(filled, node, wanted, order, skip, 3, known) for skip in range(0, total + 3, 3)]
        found = [event for page in pages for event in page.events]
        expected = sorted(filled.events(node, known), key=lambda e: e.id)
        if wanted != EventFilter():
            expected = [e for e in expected if wanted.currency and e.amount and e.amount.currency == wanted.currency]
        expected.sort(key=KEYS[order], reverse=order != "oldest")
        assert found == expected and {page.total for page in pages} == {len(expected)}


def test_page_after_page_is_every_article_once(filled: Store) -> None:
    for words, language in (("", ""), ("", "fr"), ("wire", ""), ("no such words", "")):
        _, total = library.listed(filled, words, language)
        found = [one for skip in range(0, total + 4, 4) for one in library.listed(
            filled, words, language, skip=skip, limit=4)[0]]
        assert len({one.id for one in found}) == len(found) == total and bool(total) == (words != "no such words")
        days = [one.published or "" for one in found]
        assert days == sorted(days, reverse=True) and all(not language or one.language == language for one in found)
        assert all(one.claims == len(sentences.of_article(filled, one.id)) for one in found[:5])
    assert sum(number for _, _, number in changes.coverage(filled)) == library.listed(filled)[1]
    published = [date.fromisoformat(one.published) for one in library.listed(filled, limit=999)[0] if one.published]
    assert changes.days(filled) == (min(published), max(published))


@pytest.mark.parametrize("wanted", [
    EventFilter(statuses=("filed",)), EventFilter(kinds=("regulatory",)), EventFilter(contested=True),
    EventFilter(party="kestrel-semiconductors"), EventFilter(since="2024-06-01"), EventFilter(until="2024-06-01"),
    EventFilter(currency="USD"), EventFilter(stances=("denied",)),
], ids=str)
def test_filters_agree_with_the_events_themselves(filled: Store, wanted: EventFilter) -> None:
    kept = {
        e.id for e in filled.events("Dispute")
        if (not wanted.statuses or e.status in wanted.statuses) and (not wanted.kinds or e.kind in wanted.kinds)
        and (not wanted.contested or e.contested) and (not wanted.stances or e.stance in wanted.stances)
        and (not wanted.party or wanted.party in (*e.source, *e.target))
        and (not wanted.currency or (e.amount is not None and e.amount.currency == wanted.currency))
        and (str(e.last_day or "9999") >= wanted.since) and (str(e.first_day or "") <= wanted.until)
    }
    page = reads.events(filled, "Dispute", wanted, "latest", 0, 500)
    assert {e.id for e in page.events} == kept and page.total == len(kept)


@pytest.mark.parametrize("typed", ["Kestrel Semiconductors", "kestrel semi", "Kestrl semiconductor", "KESTREL"])
def test_names_are_found_however_they_are_typed(filled: Store, typed: str) -> None:
    assert reads.suggest(filled, typed, 5)[0].name == "Kestrel Semiconductors"


@pytest.mark.parametrize("typed", ["eclaireur", "Eclair", "Éclaireur", "eclairuer"])
def test_accents_are_forgiven(filled: Store, typed: str) -> None:
    assert "Éclaireur Semiconductors" in [e.name for e in reads.suggest(filled, typed, 5)]


@pytest.mark.parametrize("typed", ["", "  ", "zzzzzz qqqq", '"(*:^~', "AND OR NOT"])
def test_what_is_no_name_finds_nothing(filled: Store, typed: str) -> None:
    assert reads.suggest(filled, typed, 5) == ()


def test_a_neighbourhood_says_what_it_leaves_out(filled: Store) -> None:
    whole = nearby.neighbourhood(filled, (), EdgeFilter(), 400)
    cut = nearby.neighbourhood(filled, (), EdgeFilter(), 5)
    assert 2 <= len(cut.entities) <= 5 and cut.total == whole.total == len(whole.entities)
    drawn = {e.id for e in cut.entities}
    assert {e.id for e in cut.edges} == {e.id for e in whole.edges if {e.source, e.target} <= drawn}
    assert drawn == {end for e in cut.edges for end in (e.source, e.target)}     # nobody stands alone
    centre = whole.entities[0].id
    near = nearby.neighbourhood(filled, (centre,), EdgeFilter(), 400)
    tied = {end for e in whole.edges if centre in (e.source, e.target) for end in (e.source, e.target)}
    assert {e.id for e in near.entities} == tied and near.total == len(tied)


@pytest.mark.parametrize("centres", [0, 1])
def test_the_pages_of_a_network_leave_nobody_out(filled: Store, centres: int) -> None:
    hubs = tuple(e.id for e in nearby.best_connected(filled, centres))
    total, met = nearby.neighbourhood(filled, hubs, EdgeFilter(), 4).total, set()
    for skip in range(0, total, 4 - centres if hubs else 1):
        page = nearby.neighbourhood(filled, hubs, EdgeFilter(), 4, skip=skip)
        met |= {e.id for e in page.entities}
        assert len(page.entities) <= 4 and nearby.neighbourhood(filled, hubs, EdgeFilter(), 4, END, skip) == page
    assert total == len(met) > 4


def test_an_event_brings_its_sentences(filled: Store) -> None:
    for event in filled.events("Dispute")[:3]:
        said = sentences.of_event(filled, "Dispute", event.id, 500)
        assert {s.claim for s in said} == set(event.claims)
        assert all(s.sentence and s.publisher and s.published for s in said)


def test_what_is_about_an_event_is_found_from_both_ends(filled: Store) -> None:
    tied = [e for node in reads.NODES for e in filled.events(node) if e.about]
    assert tied
    for event in tied:
        for one in reads.related(filled, event):
            if one.outgoing:
                back = reads.related(filled, one.event)
                assert event.id in {other.event.id for other in back if not other.outgoing}


def test_facets_count_every_event(filled: Store) -> None:
    for node in reads.NODES:
        events = filled.events(node)
        facets = reads.event_facets(filled, node)
        assert facets.statuses.total() == len(events)
        assert facets.statuses["filed"] == sum(e.status == "filed" for e in events)


# ------------------------------------------------------------------ a day after everything: the past is the present


END = "2100-01-01"


@pytest.mark.parametrize("wanted", [
    EdgeFilter(), EdgeFilter(relations=("SUES", "SUPPLIES")), EdgeFilter(stances=("reported",)), EdgeFilter(origins=2),
    EdgeFilter(since="2024-01-01", until="2024-12-31"), EdgeFilter(least=1e9), EdgeFilter(least=1e9, currency="EUR"),
    EdgeFilter(publisher="Northern Wire"), EdgeFilter(language="fr"), EdgeFilter(hidden=("kestrel-semiconductors",)),
], ids=str)
@pytest.mark.parametrize("centres", [(), ("tarnwick-plain",), ("basalt-semiconductors", "arbour-semiconductors")])
def test_the_past_network_is_the_live_one(
    filled: Store, centres: tuple[str, ...], wanted: EdgeFilter
) -> None:
    for limit in (6, 300):
        live = nearby.neighbourhood(filled, centres, wanted, limit)
        assert nearby.neighbourhood(filled, centres, wanted, limit, END) == live
        assert live.edges or centres or limit == 6
        ids = tuple(e.id for e in live.entities)
        assert nearby.among(filled, ids, wanted, END) == nearby.among(filled, ids, wanted)


def test_the_past_offers_the_same_filters(filled: Store) -> None:
    assert nearby.edge_facets(filled, END) == nearby.edge_facets(filled)
    assert nearby.ranked(filled, 10, END) == nearby.ranked(filled, 10)
    for node in reads.NODES:
        assert reads.event_facets(filled, node, END) == reads.event_facets(filled, node)
        assert reads.forums(filled, node, 9, END) == reads.forums(filled, node, 9)


@pytest.mark.parametrize("words", ["", "alliance", "court"])
def test_the_past_disputes_are_the_live_ones(filled: Store, words: str) -> None:
    every = reads.events(filled, "Dispute", EventFilter(), "latest", 0, 50).total
    for forum in ("", *(one.id for one in reads.forums(filled, "Dispute", 9))):
        wanted = EventFilter(forum=forum, words=words)
        live = reads.events(filled, "Dispute", wanted, "latest", 0, 50)
        found = reads.events(filled, "Dispute", wanted, "latest", 0, 50, END)
        assert (found.events, found.total) == (live.events, live.total)
        assert (live.total < every) == bool(forum or words) and (live.events or (forum and words))


@pytest.mark.parametrize("day", ["2023-02-11", "2024-06-01", "2024-12-31", "2025-01-01", "2100-01-01"])
def test_a_day_finds_every_version_of_its_time(filled: Store, day: str) -> None:
    """By what the ends of that time have in common; the time of an event without a day ends never."""
    for label in queries.PAST_LABELS.values():
        every = filled.read(f"MATCH (d:{label}) RETURN d.known AS known, d.until AS until, d.span AS span")
        then = [row for row in every if row["known"] <= day < row["until"]]
        assert every and all(row["span"] in rows.spans(day) for row in then)
        assert all(row["known"].startswith(row["span"]) and row["until"].startswith(row["span"]) for row in every)


def test_courts_and_authorities_can_be_chosen(filled: Store) -> None:
    assert "Commercial Court of Vell" in [one.name for one in reads.forums(filled, "Dispute", 9)]
