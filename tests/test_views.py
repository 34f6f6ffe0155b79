"""Records to what is drawn: words, tables, timeline, network, layout. No Streamlit, no engine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.relations import ontology
from graph.explore import layout, network, timeline, views
from graph.explore.prose import clean
from graph.model import Edge, Event, GraphEntity, Money, Stage
from graph.sentences import Party, Said
from tests.invented import HOSTILE

TODAY = date(2026, 6, 1)
NAMES = {"a": "Kestrel Foods", "b": "Lumenor"}


def stage(status: str, when: str | None = "2025-03-01", **more: object) -> Stage:
    given = {"date": when, "precision": None, "earliest": None, "basis": "explicit", "status": status,
             "stance": "asserted", "outcome": None, "amount": None, "attribution": None, "article": "a1",
             "claim": "c1", "evidence": "Kestrel sued Lumenor."} | more
    return Stage(**given)  # type: ignore[arg-type]


def event(*history: Stage, **more: object) -> Event:
    last = history[-1].status if history else "filed"
    given = {"id": "e1", "node": "Dispute", "kind": "litigation", "family": "dispute", "title": "Kestrel – Lumenor",
             "status": last, "stance": "asserted", "contested": False, "outcome": None, "source": ("a",),
             "target": ("b",), "parties": {}, "matter": None, "amount": None, "amounts": (), "first_date": None,
             "last_date": None, "first_day": None, "last_day": None, "articles": 1, "origins": 1,
             "languages": ("en",), "about": (), "history": history, "claims": ("c1",)} | more
    return Event(**given)  # type: ignore[arg-type]


def edge(id: str, source: str, target: str, relation: str = "ACQUIRES", **more: object) -> Edge:
    given = {"event": "e1", "status": "agreed", "stance": "asserted", "amount": None, "currency": None,
             "date": "2025", "claims": 1, "origins": 1} | more
    return Edge(id, source, target, relation, **given)  # type: ignore[arg-type]


def said(claim: str, status: str = "filed", **more: object) -> Said:
    given = {"claim": claim, "relation": "SUES", "parties": (Party("source", "A", "a"), Party("target", "B", "b")),
             "status": status, "stance": "asserted", "outcome": None, "matter": None, "amount": None, "date": None,
             "date_role": None, "sentence": "A sued B.", "start": 0, "end": 9, "parts": (), "attribution": None,
             "attribution_mode": None, "confidence": 0.95, "rule": "sues/sue", "article": "a1", "title": None,
             "url": None, "publisher": None, "published": None, "language": "en"} | more
    return Said(**given)  # type: ignore[arg-type]


def company(id: str, name: str = "", kind: str = "company") -> GraphEntity:
    return GraphEntity(id, name or id.upper(), kind)


# -------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(("text", "shown"), [
    ("Société Générale", "Société Générale"),
    ("two\nlines\tand  spaces", "two lines and spaces"),
    ("right \u202eto left\u202c and \u2067isolated\u2069", "right to left and isolated"),
    ("zero\u200bwidth\x00\x1b[31m", "zerowidth[31m"),
    (None, ""),
    ("x" * 400, "x" * 299 + "…"),
], ids=["accents stay", "one line", "direction marks", "controls", "nothing", "long"])
def test_clean(text: str | None, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(), st.integers(1, 50))
def test_clean_is_one_short_line(text: str, most: int) -> None:
    shown = clean(text, most)
    assert len(shown) <= most and "\n" not in shown and clean(shown, most) == shown


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-x", "@cmd", "\t=1", "\u202e=1"])
def test_cell_is_no_formula(text: str) -> None:
    assert views.cell(text).startswith("'")


@pytest.mark.parametrize(("money", "shown"), [
    (Money(Decimal("50000000000"), "USD", "price"), "$50B"),
    (Money(Decimal("3450000000"), "EUR", "stake"), "€3.45B stake"),
    (Money(Decimal("72.5"), "EUR", "per_share"), "€72.5 per share"),
    (Money(Decimal("950000"), "JPY", "fine"), "¥950K fine"),
    (Money(Decimal("1200"), None, "other"), "1,200"),
    (None, ""),
])
def test_money(money: Money | None, shown: str) -> None:
    assert views.money(money) == shown


def test_showing_never_hides_a_cut() -> None:
    told = views.showing(400, 1932, "companies", "best connected")
    assert told == "Showing 400 of 1,932 companies, best connected first."
    assert views.showing(30, 80, "deals", "latest", 50) == "Showing 51 to 80 of 80 deals, latest first."
    assert views.showing(7, 7, "deals") == "Showing all 7 deals."


def test_namesakes_have_labels_of_their_own() -> None:
    found = [company("1", "Delta"), company("2", "Delta", "product"), company("3", "Delta"), company("4", "Omega")]
    labels = views.labels(found)
    assert labels["4"] == "Omega" and labels["2"] == "Delta (product)"
    assert len(set(labels.values())) == 4


def test_open_and_ended_are_told_apart() -> None:
    assert {"threatened", "filed", "ongoing", "appealed"} <= set(views.OPEN)
    assert not {"settled", "dismissed", "dropped", "decided"} & set(views.OPEN)


def test_a_publication_date_is_not_dressed_up() -> None:
    assert views.stage_date(stage("filed", "2025-03-01", basis="publication")) == "by 2025-03-01"
    assert views.stage_date(stage("filed", None)) == "no date"


def test_facts_leave_out_what_is_unknown() -> None:
    one = event(stage("filed"), parties={"court": ("c",), "plaintiff": ("a",)})
    told = dict(views.facts(one))
    assert views.other_parties(one) == {"court": ("c",)} and "Amount" not in told and "Matter" not in told
    assert told["When"] == "no date"


# ----------------------------------------------------------------------------------------------- timeline


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2026-03-18", "2026-03-18", "2026-03-18"),
    ("2026-W12", "2026-03-16", "2026-03-22"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026-Q1", "2026-01-01", "2026-03-31"),
    ("2026-H2", "2026-07-01", "2026-12-31"),
    ("2026", "2026-01-01", "2026-12-31"),
    ("2026-03/2026-05", "2026-03-01", "2026-05-31"),
])
def test_span(value: str, first: str, last: str) -> None:
    assert timeline.span(value) == (date.fromisoformat(first), date.fromisoformat(last))


def test_marks_stay_inside_their_dates_and_in_order() -> None:
    told = event(stage("threatened", "2025"), stage("filed", "2025"), stage("decided", "2025-06"),
                 stage("settled", "2025-12-30"))
    marks, _ = timeline.lanes([told], NAMES, TODAY)
    days = [row["day"] for row in marks]
    assert days == sorted(days) and len(set(days)) == 4
    assert all(row["start"] <= row["day"] <= row["end"] for row in marks)
    assert [row["vague"] for row in marks] == [True, True, True, False]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["2024", "2024-05", "2024-05-10", "2024-Q3", "2025-01-02", "2024-W20"]), min_size=1))
def test_marks_are_always_inside_their_dates(dates: list[str]) -> None:
    marks, _ = timeline.lanes([event(*(stage("filed", d) for d in dates))], NAMES, TODAY)
    assert all(row["start"] <= row["day"] <= row["end"] for row in marks)


def test_waits_are_in_words_and_open_disputes_reach_today() -> None:
    told = event(stage("filed", "2024-01-10"), stage("appealed", "2025-01-10"))
    _, waits = timeline.lanes([told], NAMES, TODAY)
    assert [(w["text"], w["open"]) for w in waits] == [("12 months", False), ("open, last stage 17 months ago", True)]
    ended = event(stage("filed", "2024"), stage("settled", "2025-01-10"))
    _, waits = timeline.lanes([ended], NAMES, TODAY)
    assert [w["text"].startswith("about ") and not w["open"] for w in waits] == [True]


def test_undated_stages_stand_in_the_table_alone() -> None:
    told = event(stage("threatened", None), stage("filed"))
    marks, _ = timeline.lanes([told], NAMES, TODAY)
    assert [row["mark"] for row in marks] == ["e1:1"] and timeline.marked("e1:1") == ("e1", 1)
    assert [row["Date"] for row in timeline.table([told], NAMES)] == ["no date", "2025-03-01"]


def test_every_stage_has_a_phase() -> None:
    from graph.lifecycles import lifecycles

    drawn = {status for statuses, _, _ in timeline.PHASES.values() for status in statuses}
    assert drawn == {*lifecycles().dispute.order, *lifecycles().deal.order}


@pytest.mark.parametrize("dark", [False, True])
def test_chart_is_valid_vega_and_holds_no_html(dark: bool) -> None:
    names = {"a": HOSTILE[0], "b": HOSTILE[1]}
    spec = timeline.chart([event(stage("filed"), stage("decided", "2025"))], names, TODAY, dark).to_dict()
    assert {row["mark"] for data in spec["datasets"].values() for row in data if "mark" in row} == {"e1:0", "e1:1"}


# ------------------------------------------------------------------------------------------------ network


def test_parallel_edges_are_all_there_and_curve_apart() -> None:
    ends = [company("a"), company("b")]
    edges = [edge("1", "a", "b"), edge("2", "a", "b", "SUES"), edge("3", "b", "a", "INVESTS_IN")]
    net = network.build(ends, edges, {"a": (0, 0), "b": (100, 0)}, {"a"})
    assert [e["id"] for e in net.edges] == ["1", "2", "3"]
    bends = {(e["smooth"]["roundness"], (e["smooth"]["type"] == "curvedCW") == (e["from"] == "a")) for e in net.edges}
    assert len(bends) == 3      # the same curve seen from the other end bends to the other side


@pytest.mark.parametrize(("more", "dashed"), [
    ({}, False), ({"stance": "reported"}, True), ({"stance": "denied"}, True),
    ({"status": "threatened"}, True), ({"status": "planned"}, False),
])
def test_dashed_where_it_is_not_so_yet(more: dict[str, str], dashed: bool) -> None:
    one = edge("1", "a", "b", **more)
    net = network.build([company("a"), company("b")], [one], {"a": (0, 0), "b": (9, 9)}, ())
    assert bool(net.edges[0]["dashes"]) is dashed


def test_colours_are_the_ontologys_and_lighter_on_dark_paper() -> None:
    own = ontology().relations["MERGES_WITH"].colour
    assert network.colour("MERGES_WITH") == own
    assert all(int(network.colour("MERGES_WITH", dark=True)[at:at + 2], 16) > int(own[at:at + 2], 16)
               for at in (1, 3, 5))


def test_legend_tells_of_what_is_drawn_alone() -> None:
    ends = [company("a"), company("b", kind="court")]
    lines = network.legend(ends, [edge("1", "a", "b", "SUES"), edge("2", "a", "b", "SUES")])
    assert (lines[0].text, lines[0].number) == ("sues", 2)
    assert "authority or court" in [line.text for line in lines]
    assert not [line for line in lines if "threatened" in line.text]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_reach_labels_as_short_text(name: str) -> None:
    ends = [company("a", name), company("b")]
    net = network.build(ends, [edge("1", "a", "b")], {"a": (0, 0), "b": (9, 9)}, ())
    assert len(net.nodes[0]["label"]) <= 22 and "\u202e" not in net.nodes[0]["title"]
    assert not network.table([edge("1", "a", "b")], ends)[0]["From"].startswith("=")


# ------------------------------------------------------------------------------------------------- layout


def ring(count: int) -> tuple[dict[str, float], list[tuple[str, str]]]:
    return ({f"n{i}": 150.0 for i in range(count)}, [(f"n{i}", f"n{(i * 7 + 1) % count}") for i in range(count)])


def test_layout_is_the_same_in_every_process() -> None:
    """Another seed of Python's hashes is another order of its sets."""
    code = ("from graph.explore import layout; from tests.test_views import ring;"
            "print(layout.positions({**ring(30)[0], 'x': 90., 'y': 90.}, [*ring(30)[1], ('x', 'y')]))")
    told = {subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
                           capture_output=True, text=True, cwd=Path(__file__).parents[1]).stdout for seed in "123"}
    assert len(told) == 1


@pytest.mark.parametrize("count", [1, 2, 12, 40])
def test_labels_do_not_lie_over_each_other(count: int) -> None:
    spots = list(layout.positions(*ring(count)).values())
    clashes = [(a, b) for i, a in enumerate(spots) for b in spots[:i]
               if abs(a[0] - b[0]) < 140 and abs(a[1] - b[1]) < 50]
    assert not clashes


def test_what_is_drawn_stays_where_it_is() -> None:
    widths, pairs = ring(12)
    before = layout.positions(widths, pairs)
    after = layout.positions(widths | {"new": 150.0}, [*pairs, ("n3", "new")], before)
    assert {node: after[node] for node in before} == before
    assert after["new"] not in before.values()


def test_stage_keeps_sentences_of_other_stages_out() -> None:
    found = [said("c2", "filed", date="2025"), said("c1", "filed"), said("c3", "settled"),
             said("c4", "filed", stance="denied"), said("c5", "filed", date="2019-01-01")]
    assert [s.claim for s in views.of_stage(found, stage("filed", "2025-03-01"))] == ["c1", "c2"]
    assert [s.claim for s in views.of_stage(found, replace(stage("filed", None), stance="denied"))] == ["c4"]
