"""Text with marks, sums, ways and files to take away: pure functions, no Streamlit, no engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import rates
from graph.explore import amounts, cards, exports, network, prose, tables, ways
from graph.explore.prose import Node, Stretch
from graph.model import Money
from graph.nearby import Neighbourhood
from graph.sentences import Part, Party
from tests.invented import HOSTILE
from tests.test_views import NAMES, company, edge, event, said, stage


def whole(node: Node) -> str:
    return node.text + "".join(map(whole, node.kids))


@given(st.text(st.characters(categories=("L", "N", "P", "Z")), max_size=60),
       st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_marks_never_lose_or_move_text(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = prose.marked(text, [Stretch(start, end, "cue") for start, end in spans])
    assert "".join(map(whole, pieces)) == text


@pytest.mark.parametrize(("url", "leads"), [
    ("https://news.invalid/a", True), ("javascript:alert(1)", False), ("data:text/html,x", False), (None, False),
    ("https://", False), (" https://news.invalid", False), ("//news.invalid", False),
])
def test_only_addresses_of_the_web_are_links(url: str | None, leads: bool) -> None:
    assert bool(prose.outside(url)) is leads


def test_an_address_leads_back_to_its_page_and_query() -> None:
    address = prose.to("file", event="a&b=c", stage="0")
    assert prose.led(address) == ("file", {"event": "a&b=c", "stage": "0"})
    assert prose.led(prose.to("changes")) == ("changes", {})


def test_why_names_the_words_that_decided() -> None:
    one = said("c", sentence="Kestrel agreed to buy Ombra.", relation="ACQUIRES", rule="acquires/buy",
               parts=(Part("trigger", 18, 21), Part("cue", 8, 14)))
    assert cards.why(one) == "Why: “buy” says “acquires”; stage from “agreed”; confidence 95%; rule acquires/buy"
    quoted = [whole(mark) for card in cards.sentences([one]) for quote in card.kids for mark in quote.kids
              if mark.tag == "mark"]
    assert quoted == ["agreed", "buy"]


def test_claims_of_one_sentence_share_a_card() -> None:
    both = [said("c1"), said("c2", parties=(Party("source", "A", "a"), Party("target", "C", "c")))]
    assert len(cards.sentences(both)) == 1 and len(cards.sentences([*both, said("c3", start=40)])) == 2


def test_a_denial_is_contested_by_who_voices_it() -> None:
    told = cards.contesters([said("c1"), said("c2", stance="denied", attribution="B", publisher="The Ledger")])
    assert told == ["B (The Ledger)"]


def test_the_chronology_cites_each_stage() -> None:
    text = tables.chronology(event(stage("filed", claim="c1")), NAMES,
                             [said("c1", publisher="The Ledger", published="2025-03-02", url="https://x.invalid/1")])
    assert "1 Mar 2025: filed" in text and "The Ledger · 2 Mar 2025" in text and "https://x.invalid/1" in text


@pytest.mark.parametrize(("money", "when", "on"), [
    (Money(Decimal(100), "EUR", "price"), date(2022, 9, 15), date(2022, 9, 15)),
    (Money(Decimal(100), "EUR", "price"), date(2022, 9, 17), date(2022, 9, 16)),   # a Saturday
    (Money(Decimal(100), "EUR", "price"), date(1990, 1, 1), None),
    (Money(Decimal(100), "XXX", "price"), date(2022, 9, 15), None),
    (Money(Decimal(100), None, "price"), date(2022, 9, 15), None),
    (Money(Decimal(100), "EUR", "price"), None, None),
])
def test_sums_are_converted_at_the_rate_of_their_day(money: Money, when: date | None, on: date | None) -> None:
    found = rates.converted(money, when)
    assert (found.on if found else None) == on
    assert not found or found.sums["EUR"] == 100


def test_sums_stand_by_what_they_measure() -> None:
    told = event(stage("filed", amount=Money(Decimal("4e8"), "USD", "claimed")),
                 stage("settled", amount=Money(Decimal("1e8"), "USD", "settlement")))
    assert {name: [row["Sum"] for row in rows] for name, rows in amounts.table(told).items()} == {
        "Claimed": ["$400M"], "Settlement": ["$100M"]}


def test_ways_are_short_and_the_older_comes_first() -> None:
    edges = (edge("1", "a", "x", date="2024"), edge("2", "x", "b", date="2025"), edge("3", "a", "y", date="2020"),
             edge("4", "b", "y"), edge("5", "y", "z"))
    found, near = ways.between("a", "b", Neighbourhood(tuple(map(company, "abxyz")), edges, 5))
    assert found == (("a", "y", "b"), ("a", "x", "b")) and {e.id for e in near.entities} == set("abxy")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_files_to_take_away_hold_hostile_names_as_text(name: str) -> None:
    ends, edges = [company("a", name), company("b")], [edge("1", "a", "b")]
    read = nx.parse_graphml(exports.graphml(ends, edges).decode())
    assert read.nodes["a"]["label"] == prose.clean(name)
    assert ElementTree.fromstring(exports.gexf(ends, edges)) is not None
    net = network.build(ends, edges, {"a": (0, 0), "b": (9, 9)}, ())
    page = exports.page(net, ends, edges)
    assert "<img" not in page.split("<script>")[0] and "default-src 'none'" in page
    assert "<script>window.pwned" not in page
