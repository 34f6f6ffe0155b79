"""Article by article, in any order, in any portions, with articles taken out again: always what a rebuild gives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from graph import ingest, judgements
from graph.corpus import catch_up
from graph.model import Judgement
from graph.store import Store
from tests.claims import News, entities
from tests.invented import articles, hostile
from tests.memory import Memory
from tests.test_consolidate import CORPUS, any_news

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def walk(memory: Memory, news: list[News], draw: Any, judgements: Sequence[Judgement] = ()) -> None:
    """Puts ``news`` in portions, taking some out and judging between; nothing may ever differ from a rebuild."""
    for one in news:
        note(f"{one.id} {one.publisher} " + "; ".join(
            f"{c.relation} {c.source} {c.target} {c.status} {c.stance} {c.roles} {c.date_value} {c.matter}"
            for c in one.claims))
    waiting = list(news)
    while waiting:
        portion = draw(st.integers(1, 4))
        memory.put(*waiting[:portion])
        del waiting[:portion]
        assert not memory.differences(), "\n".join(memory.differences())
        if memory.news and draw(st.booleans()):
            one = draw(st.sampled_from(sorted(memory.news)))
            again = memory.news[one]
            memory.remove(one)
            assert not memory.differences(), "\n".join(memory.differences())
            if draw(st.booleans()):
                waiting.append(again)
        if judgements:
            memory.judge(draw(st.lists(st.sampled_from(judgements), unique_by=lambda one: one.id)))
            assert not memory.differences(), "\n".join(memory.differences())


def test_the_store_follows_article_by_article(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on the engines: never a rebuild on the way, nothing left for one to mend; a judgement stands."""
    quick: list[bool] = []
    monkeypatch.setattr(ingest, "catch_up", lambda *given: quick.append(catch_up(*given)) or quick[-1])
    news = [*articles(9, 7), *hostile()]
    chance = random.Random(7)
    chance.shuffle(news)
    ingest.ingest(store, news[:4])
    parties = [named.id for named in store.named() if named.kind == "company"]
    judgements.judge(store, "different", [parties[0], parties[-1]], user="ana")
    judgements.judge(store, "wrong claim", [store.claims()[0].id], user="ana")
    del quick[:]
    for start in range(4, len(news), 5):
        ingest.ingest(store, news[start:start + 5])
        ingest.remove(store, news[chance.randrange(start)].article.id)
        assert ingest.rebuild(store) == 0
    assert quick and all(quick)


def test_the_store_follows_judgement_by_judgement(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind given and undone without a rebuild, which finds nothing to mend; but to hide a party makes all anew."""
    quick: list[bool] = []
    monkeypatch.setattr(ingest, "catch_up", lambda *given: quick.append(catch_up(*given)) or quick[-1])
    ingest.ingest(store, [*articles(9, 7), *hostile()])
    del quick[:]
    one, other = [entity.id for entity in entities(store) if entity.kind == "company"][:2]
    named = [named.id for named in store.named() if named.key == entities(store)[2].name.lower()]
    claims = [claim.id for claim in store.claims()]
    for kind, on, name in (
        ("same", [one, other], None), ("different", named[:2], None), ("unsure", [one, other], None),
        ("rename", [one], "Otherwise"), ("wrong claim", claims[:1], None), ("same event", claims[1:3], None),
        ("other event", [claims[0], claims[-1]], None), ("suppress", [store.claims()[3].article], None),
    ):
        made = judgements.judge(store, kind, on, user="ana", name=name)     # type: ignore[arg-type]
        assert ingest.rebuild(store) == 0, kind
        judgements.undo(store, made.id, user="ana")
        assert ingest.rebuild(store) == 0, f"{kind} undone"
    assert len(quick) == 16 and all(quick)


@SLOW
@given(st.data())
def test_stories_in_any_order_and_portions(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(CORPUS), unique_by=lambda n: n.id, min_size=2, max_size=14))
    walk(Memory(), some, data.draw)


@SLOW
@given(st.data(), any_news())
def test_any_claims_in_any_portions(data: st.DataObject, news: list[News]) -> None:
    walk(Memory(), news, data.draw)


@SLOW
@given(st.data(), any_news())
def test_with_judgements(data: st.DataObject, news: list[News]) -> None:
    ids = {"claim": [c.id for n in news for c in n.claims], "named": [id for n in news for id in n.named],
           "article": [n.id for n in news]}
    kinds = {"same": "named", "different": "named", "same event": "claim", "other event": "claim",
             "wrong claim": "claim", "suppress": "article", "rename": "named"}
    judgements = []
    for number, kind in enumerate(data.draw(st.lists(st.sampled_from(sorted(kinds)), max_size=3))):
        size = 1 if kind in ("wrong claim", "suppress", "rename") else 2
        on = data.draw(st.lists(st.sampled_from(ids[kinds[kind]]), min_size=size, max_size=size, unique=True)
                       if len(ids[kinds[kind]]) >= size else st.just([]))
        if on:
            judgements.append(Judgement(f"j{number}", kind, tuple(on), (), "ana", f"2026-01-0{number + 1}", "",
                                        "Otherwise" if kind == "rename" else None))
    walk(Memory(judgements[:1]), news, data.draw, judgements)
