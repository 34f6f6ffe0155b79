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
from tests.stories import (
    AUTHORITY,
    BLOCKED,
    BREACH,
    CHALLENGE,
    COURT,
    EC,
    FINE_ANNULLED,
    ONE_SOURCE,
    RAISED_BID,
    RIVALS,
    ROUND,
    SECOND_SUIT,
    STORIES,
    THREAT_TO_SETTLEMENT,
)


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
    ((News("a", "2024-03-01").say("ACQUIRES", "Elmer", "Birdie", "agreed", statement="s").say(
        "ACQUIRES", "Nordal", "Birdie", "agreed", statement="s").say("ACQUIRES", "Tolvane", "Birdie", "agreed",
                                                                     statement="s"),),
     "ACQUIRES", {"title": "Elmer, Nordal and Tolvane – Birdie: acquisition"}),
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
    *(((News("a", "2020-01-10").say(said, AUTHORITY, "Birdie", "ongoing", text=text)
        .say("ACQUIRES", "Birdie", "Pelion", "agreed"),), "regulatory", how, "ACQUIRES") for said, text, how in (
        ("INVESTIGATES", "The bureau has opened an inquiry.", "reviews"),
        ("SUES", "The bureau has sued.", "challenges"),
        ("INVESTIGATES", "The bureau has opened an inquiry over its prices.", None))),
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


def test_a_letter_and_a_joint_statement_are_no_further_origins() -> None:
    news = [News("a", "2020-01-10", "City Paper").say("SUES", "Elmer", "Birdie", "filed", by="letter"),
            News("b", "2020-01-11", "Le Matin", "fr").say("SUES", "Elmer", "Birdie", "filed", by="City Paper"),
            News("c", "2020-01-12", "Harbour Wire").say("SUES", "Elmer", "Birdie", "filed", by="Elmer, Birdie"),
            News("d", "2020-01-12", "Post").say("SUES", "Elmer", "Birdie", "filed", by="Elmer")]
    (event,) = weave(*news).events
    assert event.origins == 2


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


def test_a_denial_beside_a_fuller_stage_stays() -> None:
    """Found by ``test_any_claims_at_all``."""
    news = News("a", None).say("APPEALS_AGAINST", "Birdie", "Elmer", "decided", stance="denied", on="2020-02-01").say(
        "APPEALS_AGAINST", "Birdie", "Elmer", "overturned", on="2020-02-01")
    (event,) = check([news]).events
    assert event.contested and {s.stance for s in event.history} == {"asserted", "denied"}


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
