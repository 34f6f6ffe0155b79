"""Deals and disputes out of hand-made claims: a row a story, and what must hold of every story in every order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.consolidate import consolidate
from graph.lifecycles import Lifecycles, lifecycles
from graph.model import Consolidated, Event
from tests.claims import RELATIONS, News, brief, line, weave

EC, AUTHORITY, COURT = "Union Commission@public_body", "Rivalry Bureau@public_body", "High Court@court"
KESTREL = "Kestrel Semiconductors"

RAISED_BID = (
    News("a", "2024-03-04", "Les Nouvelles", "fr").say(
        "ACQUIRES", "Valmora", "Brightwell", "negotiating", stance="reported", sum=3.2e9, by="Bourse Wire"),
    News("b", "2024-03-12", "Harbour Wire")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered")
    .say("ACQUIRES", "Valmora", "Brightwell", "agreed", sum=3.4e9, on="2024-03-12", by="Valmora")
    .say("ACQUIRES", "Valmora", "Brightwell", "completed", on="2024", role="expected"),
    News("c", "2024-05-21", "Agence Sud", "fr")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered", sum=3.7e9, on="2024-05-21"),
    News("d", "2024-11-29", "Harbour Wire")
    .say("ACQUIRES", "Valmora", "Brightwell", "completed", on="2024-11-29")
    .say("ACQUIRES", "Valmora", "Brightwell", "planned"),
)
THREAT_TO_SETTLEMENT = (
    News("a", "2023-01-17", "City Paper").say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened"),
    News("b", "2023-01-18", "Le Matin", "fr")
    .say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened")
    .say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened", by="the City Paper"),
    News("c", "2023-03-02", "Harbour Wire")
    .say("SUES", "Kestrel", "Ombra", "filed", sum=420e6, currency="USD", of="claimed", on="2023-03-02"),
    News("d", "2024-02-09", "Harbour Wire")
    .say("SETTLES_WITH", "Ombra", KESTREL, "settled", sum=150e6, currency="USD", of="settlement")
    .say("SUES", KESTREL, "Ombra", "filed", on="2023"),
)
SECOND_SUIT = (
    News("a", "2019-06-11").say("SUES", "Parnell", "Quillon", "filed", on="2019-06-11", matter="patents"),
    News("b", "2020-01-30").say("SUES", "Parnell", "Quillon", "filed", on="2019-06")
    .say("RULES_AGAINST", COURT, "Parnell", "dismissed"),
    News("c", "2023-09-05").say("SUES", "Parnell", "Quillon", "filed", text="Parnell sues Quillon over hiring")
    .say("SUES", "Parnell", "Quillon", "filed", on="2023-09-05", text="Parnell filed a new lawsuit against Quillon"),
)
ONE_SOURCE = (
    News("a", "2025-02-03", "The Bourse Wire").say(
        "ACQUIRES", "Merevale@fund", "Tolvane", "negotiating", stance="reported", sum=6e9, by="The Bourse Wire",
        mode="anonymous"),
    News("b", "2025-02-03", "Harbour Wire").say(
        "ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported", sum=6e9, by="Bourse Wire"),
    News("c", "2025-02-04", "Le Matin", "fr")
    .say("ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported")
    .say("ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported", by="Bourse Wire"),
    News("d", "2025-02-05", "Tele").say(
        "ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="denied", by="Tolvane"),
)
ROUND = (
    News("a", "2025-06-18", "Jeunes Pousses", "fr").say("RAISES", "Solvène", None, "completed", sum=80e6, of="round")
    .say("INVESTS_IN", "Eurame", "Solvène", "agreed", sum=30e6, of="stake", statement="s")
    .say("INVESTS_IN", "Bancel", "Solvène", "completed", statement="s"),
    News("b", "2025-06-18", "Sprout").say("RAISES", "Solvène", None, "completed", sum=80e6, of="round", lead="Eurame"),
)
FINE_ANNULLED = (
    News("a", "2014-05-01").say("INVESTIGATES", EC, "Orbix", "ongoing"),
    News("b", "2018-01-24").say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", outcome="fined"),
    News("c", "2018-04-06").say("APPEALS_AGAINST", "Orbix", EC, "appealed")
    .say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", on="2018-01"),
    News("d", "2022-06-15").say("RULES_AGAINST", COURT, EC, "overturned", winner="Orbix")
    .say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", on="2018"),
)
BLOCKED = (
    News("a", "2022-01-18").say("ACQUIRES", "Micra", "Actis", "agreed", sum=68e9, on="2022-01-18"),
    News("b", "2022-09-01").say("INVESTIGATES", AUTHORITY, "Micra", "ongoing", matter="the acquisition of Actis"),
    News("c", "2023-04-26").say("BLOCKS", AUTHORITY, "Micra", "decided", counterparty="Actis", outcome="prohibited")
    .say("ACQUIRES", "Micra", "Actis", "prohibited"),
    News("d", "2023-10-13").say("ACQUIRES", "Micra", "Actis", "completed", on="2023-10-13")
    .say("APPROVES", AUTHORITY, "Micra", "decided", counterparty="Actis", outcome="cleared"),
)
BREACH = (
    News("a", "2022-04-25").say("ACQUIRES", "Elmer", "Birdie", "agreed", sum=44e9),
    News("b", "2022-07-08").say("ACQUIRES", "Elmer", "Birdie", "abandoned")
    .say("THREATENS_LEGAL_ACTION", "Birdie", "Elmer", "threatened"),
    News("c", "2022-10-28").say("ACQUIRES", "Elmer", "Birdie", "completed", on="2022-10-27"),
)
CHALLENGE = (
    News("a", "2026-03-18", "Veille", "fr")
    .say("INVESTS_IN", "Amarok", "Openia", "agreed", sum=5e9, of="stake", on="2026-02")
    .say("RAISES", "Openia", None, "agreed", sum=11e9, of="round", on="2026-02")
    .say("THREATENS_LEGAL_ACTION", "Micra", "Openia", "threatened", stance="reported", by="City Paper")
    .say("PARTNERS_WITH", "Openia", "Micra", "in_force")
    .say("NEGOTIATES_WITH", "Micra", "Openia", "negotiating", by="City Paper", matter="solution sans les tribunaux"),
)
RIVALS = (
    News("a", "2020-01-10").say("ACQUIRES", "Elmer", "Birdie", "offered", sum=3e9),
    News("b", "2020-01-20").say("ACQUIRES", "Oakley", "Birdie", "offered", sum=4e9, statement="s")
    .say("ACQUIRES", "Ashby", "Birdie", "offered", sum=4e9, statement="s"),
)

STORIES: dict[str, tuple[tuple[News, ...], list[str]]] = {
    "raised bid": (RAISED_BID, ["ACQUIRES Valmora > Brightwell completed: negotiating agreed offered completed"]),
    "threat, suit, settlement": (
        THREAT_TO_SETTLEMENT, ["litigation Kestrel Semiconductors > Ombra settled: threatened filed settled"]),
    "second suit after dismissal": (
        SECOND_SUIT, ["litigation Parnell > Quillon dismissed: filed dismissed",
                      "litigation Parnell > Quillon filed: filed"]),
    "one source, many outlets, a denial": (
        ONE_SOURCE, ["ACQUIRES Merevale > Tolvane negotiating: negotiating not negotiating"]),
    "round and its investors": (
        ROUND, ["INVESTS_IN Bancel > Solvène completed: completed",
                "INVESTS_IN Eurame > Solvène completed: agreed completed",
                "RAISES Solvène >  completed: completed"]),
    "review, fine, appeal, annulment": (
        FINE_ANNULLED, ["regulatory Union Commission > Orbix overturned: ongoing decided appealed overturned"]),
    "blocked, then cleared": (
        BLOCKED, ["ACQUIRES Micra > Actis completed: agreed prohibited completed",
                  "regulatory Rivalry Bureau > Micra decided: ongoing decided decided"]),
    "withdrawn, forced to complete": (
        BREACH, ["ACQUIRES Elmer > Birdie completed: agreed abandoned completed",
                 "litigation Birdie > Elmer threatened: threatened"]),
    "threat over a deal with a third": (
        CHALLENGE, ["INVESTS_IN Amarok > Openia agreed: agreed", "PARTNERS_WITH Openia > Micra in_force: in_force",
                    "RAISES Openia >  agreed: agreed",
                    "litigation Micra > Openia negotiating: threatened negotiating"]),
    "rival bids, one of a pair": (
        RIVALS, ["ACQUIRES Ashby & Oakley > Birdie offered: offered", "ACQUIRES Elmer > Birdie offered: offered"]),
    "two fines, a year apart": (
        (News("a", "2017-06-27").say("FINES", EC, "Orbix", "decided", sum=2.42e9, of="fine"),
         News("b", "2018-07-18").say("FINES", EC, "Orbix", "decided", sum=4.34e9, of="fine", on="2018-07-18")
         .say("FINES", EC, "Orbix", "decided", sum=2.42e9, of="fine", on="2017")),
        ["regulatory Union Commission > Orbix decided: decided"] * 2),
    "sale seen from the seller, then resale": (
        (News("a", "2020-01-10").say("ACQUIRES", "Nordal", "Pelion", "agreed", seller="Vesta", sum=2e9),
         News("b", "2020-01-11", language="fr").say("ACQUIRES", "Nordal", "Pelion", "agreed", seller="Vesta"),
         News("c", "2024-03-10").say("ACQUIRES", "Corvex", "Pelion", "agreed", seller="Nordal")
         .say("ACQUIRES", "Nordal", "Pelion", "completed", on="2020")),
        ["ACQUIRES Corvex > Pelion agreed: agreed", "ACQUIRES Nordal > Pelion completed: agreed completed"]),
    "second stake years later": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", sum=1e8, of="stake"),
         News("b", "2021-03-14").say("INVESTS_IN", "Halden", "Pelion", "completed"),
         News("c", "2024-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", sum=2.5e8, of="stake")
         .say("INVESTS_IN", "Halden", "Pelion", "completed", sum=1e8, of="stake", on="2021")),
        ["INVESTS_IN Halden > Pelion completed: completed"] * 2),
    "a larger stake, undated": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", percent=5),
         News("b", "2021-06-10").say("INVESTS_IN", "Halden", "Pelion", "completed", percent=9)),
        ["INVESTS_IN Halden > Pelion completed: completed"] * 2),
    "an old investment recalled": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "agreed", sum=1e8, of="stake"),
         News("b", "2022-05-10").say("INVESTS_IN", "Halden", "Pelion", "agreed")),
        ["INVESTS_IN Halden > Pelion agreed: agreed"]),
    "rounds half a year apart": (
        (News("a", "2023-06-14").say("RAISES", "Brume", None, "completed", sum=105e6, of="round"),
         News("b", "2023-12-11").say("RAISES", "Brume", None, "completed", sum=385e6, of="round"),
         News("c", "2024-06-11").say("RAISES", "Brume", None, "completed", sum=385e6, of="round", on="2023-12")),
        ["RAISES Brume >  completed: completed"] * 2),
    "denial, then the deal": (
        (News("a", "2021-03-10").say("ACQUIRES", "Halden", "Pelion", "negotiating", stance="denied", by="Halden"),
         News("b", "2021-06-10").say("ACQUIRES", "Halden", "Pelion", "agreed")),
        ["ACQUIRES Halden > Pelion agreed: not negotiating agreed"]),
    "new bid two years after the first was dropped": (
        (News("a", "2020-01-10").say("ACQUIRES", "Elmer", "Birdie", "offered"),
         News("b", "2020-03-10").say("ACQUIRES", "Elmer", "Birdie", "abandoned"),
         News("c", "2022-03-10").say("ACQUIRES", "Elmer", "Birdie", "offered", on="2022-03-10")
         .say("ACQUIRES", "Elmer", "Birdie", "abandoned", on="2020-03")),
        ["ACQUIRES Elmer > Birdie abandoned: offered abandoned", "ACQUIRES Elmer > Birdie offered: offered"]),
    "countersuit": (
        (News("a", "2020-01-10").say("SUES", "Elmer", "Birdie", "filed"),
         News("b", "2020-03-10").say("SUES", "Birdie", "Elmer", "filed", text="Birdie countersued"),
         News("c", "2021-03-10").say("RULES_AGAINST", COURT, "Birdie", "decided", winner="Elmer", outcome="claimant")),
        ["litigation Elmer > Birdie decided: filed decided"]),
    "another suit, over another matter": (
        (News("a", "2020-01-10").say("SUES", "Elmer", "Birdie", "filed", matter="patent infringement"),
         News("b", "2020-06-10").say("SUES", "Elmer", "Birdie", "filed", matter="unpaid royalties")),
        ["litigation Elmer > Birdie filed: filed"] * 2),
    "terminated partnership": (
        (News("a", "2020-01-10").say("PARTNERS_WITH", "Elmer", "Birdie", "agreed"),
         News("b", "2021-03-10").say("PARTNERS_WITH", "Birdie", "Elmer", "ended")
         .say("PARTNERS_WITH", "Birdie", "Elmer", "agreed", on="2020")),
        ["PARTNERS_WITH Elmer > Birdie ended: agreed ended"]),
    "one plaintiff, two defendants": (
        (News("a", "2023-12-27").say("SUES", "Dagblad", "Orbix", "filed", statement="s")
         .say("SUES", "Dagblad", "Micra", "filed", statement="s"),),
        ["litigation Dagblad > Micra & Orbix filed: filed"]),
    "two sued in one sentence, one settles": (
        (News("a", "2023-12-27").say("SUES", "Epos", "Orbix", "filed", statement="s")
         .say("SUES", "Epos", "Micra", "filed", statement="s"),
         News("b", "2024-12-27").say("SETTLES_WITH", "Epos", "Orbix", "settled")),
        ["litigation Epos > Micra filed: filed", "litigation Epos > Orbix settled: filed settled"]),
    "a ruling that names the loser alone": (
        (News("a", "2023-12-27").say("SUES", "Epos", "Orbix", "filed"),
         News("b", "2023-12-28").say("SUES", "Halden", "Orbix", "filed"),
         News("c", "2024-12-27").say("RULES_AGAINST", COURT, "Orbix", "decided", text="A judge sided with Epos.")),
        ["litigation Epos > Orbix decided: filed decided", "litigation Halden > Orbix filed: filed"]),
    "two fined in one sentence": (
        (News("a", "2023-12-27").say("FINES", EC, "Orbix", "decided", sum=3e6, of="fine", statement="s")
         .say("FINES", EC, "Micra", "decided", sum=4e6, of="fine", statement="s"),),
        ["regulatory Union Commission > Micra decided: decided",
         "regulatory Union Commission > Orbix decided: decided"]),
    "accused only, approved only": (
        (News("a", "2023-12-27").say("ACCUSES", "Dagblad", "Orbix", "filed")
         .say("APPROVES", EC, "Orbix", "decided", counterparty="Micra"),), []),
    "no day anywhere": (
        (News("a", None, None).say("ACQUIRES", "Elmer", "Birdie", "agreed"),
         News("b", None).say("ACQUIRES", "Elmer", "Birdie", "completed")),
        ["ACQUIRES Elmer > Birdie completed: agreed completed"]),
    "only expected": (
        (News("a", "2023-12-27").say("ACQUIRES", "Elmer", "Birdie", "completed", on="2024", role="expected"),),
        ["ACQUIRES Elmer > Birdie planned: "]),
    "talks of a merger join it": (
        (News("a", "2023-12-27").say("NEGOTIATES_WITH", "Elmer", "Birdie", "negotiating", matter="a merger"),
         News("b", "2024-01-27").say("MERGES_WITH", "Birdie", "Elmer", "agreed")),
        ["MERGES_WITH Birdie > Elmer agreed: negotiating agreed"]),
}


@pytest.mark.parametrize("name", STORIES)
def test_story(name: str) -> None:
    news, expected = STORIES[name]
    assert brief(weave(*news)) == sorted(expected)


def one(news: tuple[News, ...], start: str) -> tuple[Consolidated, Event]:
    found = weave(*news)
    (event,) = (e for e in found.events if line(found, e).startswith(start))
    return found, event


ATTRIBUTES: list[tuple[tuple[News, ...], str, dict[str, Any]]] = [
    (RAISED_BID, "ACQUIRES", {"sum": 3.7e9, "sums": [3.2e9, 3.4e9, 3.7e9], "first_date": "2024-03-04", "origins": 4,
                              "last_date": "2024-11-29", "languages": ("en", "fr"), "articles": 4}),
    (THREAT_TO_SETTLEMENT, "lit", {"sum": 150e6, "sums": [420e6, 150e6], "first_date": "2023-01-17", "origins": 2}),
    (ONE_SOURCE, "ACQUIRES", {"stance": "reported", "contested": True, "origins": 2, "first_date": "2025-02-03",
                              "last_date": "2025-02-03", "title": "Merevale – Tolvane: acquisition"}),
    (STORIES["denial, then the deal"][0], "ACQUIRES", {"contested": True, "stance": "asserted"}),
    (STORIES["denial, then the deal"][0][:1], "ACQUIRES", {"contested": False, "stance": "denied",
                                                           "status": "negotiating", "first_date": "2021-03-10"}),
    (FINE_ANNULLED, "reg", {"outcome": None, "first_date": "2014-05-01", "sum": 997e6}),
    (BLOCKED, "reg", {"outcome": "cleared"}),
    (CHALLENGE, "RAISES", {"first_date": "2026-02", "origins": 1}),
    ((News("a", "2024-03-01").say("ACQUIRES", "Elmer", "Birdie", "agreed", sum=3e9, on="2024-03-01"),
      News("b", "2024-03-02").say("ACQUIRES", "Elmer", "Birdie", "agreed", sum=3e8, text="Correction: Elmer pays 300m"),
      News("c", "2024-03-03", "Other").say("ACQUIRES", "Elmer", "Birdie", "agreed", sum=3e8)),
     "ACQUIRES", {"sums": [3e8], "articles": 3}),
    (STORIES["no day anywhere"][0], "ACQUIRES", {"first_date": None, "first_day": None, "origins": 2}),
    (STORIES["sale seen from the seller, then resale"][0], "ACQUIRES Nordal",
     {"last_date": "2020", "first_date": "2020-01-10", "last_day": date(2020, 1, 10)}),
]


@pytest.mark.parametrize(("news", "start", "expected"), ATTRIBUTES)
def test_attributes(news: tuple[News, ...], start: str, expected: dict[str, Any]) -> None:
    _, event = one(news, start)
    got = {name: getattr(event, name, None) for name in expected}
    if "sum" in expected:
        got["sum"] = event.amount and float(event.amount.value)
    if "sums" in expected:
        got["sums"] = [float(money.value) for money in event.amounts]
    assert got == expected


TIES = [
    (ROUND, "INVESTS_IN Bancel", "part_of", "RAISES"), (ROUND, "INVESTS_IN Eurame", "part_of", "RAISES"),
    (BLOCKED, "regulatory", "reviews", "ACQUIRES"), (BREACH, "litigation", "breach_of", "ACQUIRES"),
    (CHALLENGE, "litigation", "challenges", "INVESTS_IN"), (RIVALS, "ACQUIRES Ashby", "rival_bid", "ACQUIRES Elmer"),
    (RIVALS, "ACQUIRES Elmer", None, None),
    (STORIES["sale seen from the seller, then resale"][0], "ACQUIRES Corvex", None, None),
    ((News("a", "2020-01-10").say("SUES", "Elmer", "Birdie", "filed", matter="three patents")
      .say("ACQUIRES", "Birdie", "Pelion", "agreed"),), "litigation", None, None),
    ((News("a", "2020-01-10").say("INVESTIGATES", AUTHORITY, "Birdie", "ongoing", matter="its cloud prices")
      .say("ACQUIRES", "Birdie", "Pelion", "agreed"),), "regulatory", None, None),
]


@pytest.mark.parametrize(("news", "start", "how", "of"), TIES)
def test_about(news: tuple[News, ...], start: str, how: str | None, of: str | None) -> None:
    found, event = one(news, start)
    lines = {e.id: line(found, e) for e in found.events}
    told = [(tie.how, lines[tie.event][:len(of or "")]) for tie in event.about]
    assert told == ([(how, of)] if how else [])


def test_history_is_in_order_and_says_what_dates_it() -> None:
    _, event = one(THREAT_TO_SETTLEMENT, "lit")
    assert [(s.date, s.basis) for s in event.history] == [
        ("2023-01-17", "publication"), ("2023-03-02", "explicit"), ("2024-02-09", "publication")]
    _, deal = one(RAISED_BID, "ACQUIRES")
    assert [(s.status, s.date) for s in deal.expected] == [("completed", "2024")]


def test_edges_follow_the_claims() -> None:
    def edges(news: tuple[News, ...]) -> set[tuple[str, str, str, str]]:
        return {(e.source, e.relation, e.target, e.status) for e in weave(*news).edges}

    assert edges(THREAT_TO_SETTLEMENT) == {("ombra", "SETTLES_WITH", "kestrel-semiconductors", "settled")}
    assert ("high-court~authority", "RULES_AGAINST", "parnell", "dismissed") in edges(SECOND_SUIT)
    held = News("a", "2020-01-10").say("HOLDS_STAKE_IN", "Elmer", "Birdie", "current", percent=9)
    again = News("b", "2021-01-10").say("HOLDS_STAKE_IN", "Elmer", "Birdie", "ended")
    assert edges((held, again)) == {("elmer", "HOLDS_STAKE_IN", "birdie", "ended")}


def test_a_wire_printed_twice_is_one_origin() -> None:
    text = "Elmer has agreed to acquire Birdie for three billion euros, the companies said in a joint statement."
    news = [News(id, "2020-01-10", paper).say("ACQUIRES", "Elmer", "Birdie", "agreed", text=text)
            for id, paper in (("a", "Harbour Wire"), ("b", "Morning Post"), ("c", None))]
    (event,) = weave(*news).events
    assert event.origins == 1


def test_an_earlier_beginning_keeps_the_old_id() -> None:
    for later in range(1, 4):
        (old,) = weave(*RAISED_BID[later:]).events
        (new,) = weave(*RAISED_BID).events
        assert old.id != new.id
        assert old.id in new.former_ids
    short = News("z", "2023-03-02").say("SUES", "Kestrel", "Ombra", "filed")
    (before,), (after,) = weave(short).events, weave(short, *THREAT_TO_SETTLEMENT).events
    assert before.id in after.former_ids


ALL = [news for stories, _ in STORIES.values() for news in stories]


def _apart() -> list[News]:
    """All stories in one corpus: articles are told apart by their place in it."""
    return [_moved(news, f"{number}") for number, news in enumerate(ALL)]


def _moved(news: News, prefix: str) -> News:
    from dataclasses import replace
    copy = News(prefix + news.id, None, news.publisher, news.language)
    def at(id: str) -> str:
        return prefix + id
    copy.named = {at(k): replace(n, id=at(k), article=prefix + n.article) for k, n in news.named.items()}
    copy.claims = [
        replace(c, id=at(c.id), article=at(c.article), source=at(c.source), target=at(c.target) if c.target else None,
                roles={r: tuple(at(one) for one in many) for r, many in c.roles.items()}) for c in news.claims]
    return copy


CORPUS = _apart()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_any_order_gives_the_same(random: Any) -> None:
    claims = [c for n in CORPUS for c in n.claims]
    named = [p for n in CORPUS for p in n.named.values()]
    whole = consolidate(claims, named, RELATIONS)
    random.shuffle(claims)
    random.shuffle(named)
    assert consolidate(claims, named, RELATIONS) == whole


def check(news: list[News]) -> Consolidated:
    """What holds of any corpus."""
    found = weave(*news)
    ids = [e.id for e in found.events]
    former = [old for e in found.events for old in e.former_ids]
    assert len(ids) == len(set(ids)) and len(former) == len(set(former)) and not set(ids) & set(former)
    told = [(claim, e.family, e.source, e.target) for e in found.events for claim in e.claims]
    assert len(told) == len(set(told)) and {claim for claim, *_ in told} <= {c.id for n in news for c in n.claims}
    known = {entity.id for entity in found.entities}
    for event in found.events:
        assert {*event.source, *event.target} <= known and event.source and set(event.source).isdisjoint(event.target)
        earliest = [s.earliest or date.min for s in event.history]
        assert earliest == sorted(earliest)
        assert {tie.event for tie in event.about} <= set(ids) - {event.id}
        assert event.status in lifecycles().life(event.family).order
        assert event.contested <= any(s.stance == "denied" for s in event.history)
        assert event.status in {s.status for s in event.history} or not event.history
        assert event.origins >= (1 if event.history else 0)
    assert len({edge.id for edge in found.edges}) == len(found.edges)
    assert all({edge.source, edge.target} <= known and edge.source != edge.target for edge in found.edges)
    assert set(found.identity) == {id for n in news for id in n.named}
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(range(len(CORPUS))), min_size=1))
def test_any_part_of_the_stories(some: set[int]) -> None:
    check([CORPUS[n] for n in sorted(some)])


PARTIES = ["Elmer", "Elmer Works", "Birdie", "Birdie@person", "Oakley@fund", EC, COURT]
DAYS = [None, "2019", "2019-06", "2019-06-11", "2020-02-01", "2023-09-05"]


@st.composite
def any_news(draw: st.DrawFn) -> list[News]:
    news = []
    for number in range(draw(st.integers(1, 5))):
        one = News(f"n{number}", draw(st.sampled_from([None, *DAYS[3:]])), draw(st.sampled_from(["A", "B", None])))
        for _ in range(draw(st.integers(1, 4))):
            relation = draw(st.sampled_from(sorted(RELATIONS)))
            category = RELATIONS[relation].category
            life = lifecycles().dispute if category == "dispute" else lifecycles().deal
            target = draw(st.sampled_from(PARTIES)) if RELATIONS[relation].edge.target else None
            role = draw(st.sampled_from(["court", "winner", "counterparty", "seller", "lead"]))
            one.say(relation, draw(st.sampled_from(PARTIES)), target, draw(st.sampled_from(life.order)),
                    stance=draw(st.sampled_from(["asserted", "reported", "denied"])), on=draw(st.sampled_from(DAYS)),
                    role=draw(st.sampled_from(["occurred", "expected"])), sum=draw(st.sampled_from([None, 1e6, 2e6])),
                    text=draw(st.sampled_from(["A new lawsuit.", "The merger of Elmer.", ""])),
                    matter=draw(st.sampled_from([None, "patents", "the merger"])),
                    statement=draw(st.sampled_from([None, "s"])), **{role: draw(st.sampled_from(PARTIES))})
        news.append(one)
    return news


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_news())
def test_any_claims_at_all(news: list[News]) -> None:
    found = check(news)
    assert weave(*news[::-1]) == found


def test_lifecycle_names_no_unknown_stage() -> None:
    data = lifecycles().model_dump()
    data["deal"]["begins"] = ["dreamt of"]
    with pytest.raises(ValueError, match="dreamt of"):
        Lifecycles.model_validate(data)
