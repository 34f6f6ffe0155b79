"""Judgements: obeyed whatever is read afterwards, in force until undone, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract.types import Extraction
from graph import carry, ingest, judgements, reads, sentences
from graph.judgements import JudgementError
from graph.model import Judgement, JudgementKind
from graph.reads import EventFilter
from graph.store import Store
from tests.builders import claim, entity, extraction, money, says
from tests.claims import entities
from tests.claims import known as told_by

KESTREL, KESTREL_LABS, ORLA, VANCE = (entity(name) for name in ("Kestrel", "Kestrel Labs", "Orla Foods", "Vance"))
NORA = entity("Nora Pelion", "person")


def buys(article: str, who: object = KESTREL, what: object = ORLA, sum: str = "1000", **more: object) -> Extraction:
    assert hasattr(who, "name") and hasattr(what, "name")
    told = claim(article, "ACQUIRES", who, what, amount=money(sum), **more)  # type: ignore[arg-type]
    return extraction(article, told, entities=(who, what, NORA))             # type: ignore[arg-type]


TWO = (buys("a1"), buys("a2", KESTREL_LABS, VANCE))


def told(store: Store) -> list[str]:
    found = [*store.events("Deal"), *store.events("Dispute")]
    names = store.names(id for e in found for id in (*e.source, *e.target))
    return sorted(f"{e.kind} {names[e.source[0]]} > {names[e.target[0]]}: {len(e.claims)}" for e in found)


def entity_id(store: Store, name: str) -> str:
    return next(e.id for e in entities(store) if name in (e.name, *e.aliases))


def named_id(store: Store, name: str, article: str) -> str:
    return next(n.id for n in store.named() if (n.name, n.article) == (name, article))


def judge(store: Store, kind: JudgementKind, *on: str, **more: str) -> Judgement:
    return judgements.judge(store, kind, on, user="ana", reason="seen", **more)


def test_same_and_its_undoing(store: Store) -> None:
    ingest.ingest(store, TWO)
    before = told(store)
    (case,), total = judgements.review(store, 10)
    assert ({case.one.name, case.other.name}, total) == ({"Kestrel", "Kestrel Labs"}, 1)
    assert [one.sentence for one in case.one_said] == ["Kestrel ACQUIRES Orla Foods."]
    made = judge(store, "same", case.one.id, case.other.id)
    assert len({e.source for e in store.events("Deal")}) == 1
    assert judgements.review(store, 10) == ((), 0)
    ingest.ingest(store, [buys("a3", KESTREL_LABS, ORLA)])
    assert sorted(line.rpartition(" ")[2] for line in told(store)) == ["1", "2"], "a new article is read so too"
    judgements.undo(store, made.id, user="ben")
    assert told(store) == sorted([*before, "ACQUIRES Kestrel Labs > Orla Foods: 1"])
    (kept,) = store.judgements()
    assert (kept.user, kept.reason, kept.undone_by, kept.labels) == ("ana", "seen", "ben", ("Kestrel", "Kestrel Labs"))


@pytest.mark.parametrize("kind", ["different", "unsure"])
def test_a_judged_pair_is_suggested_no_more(store: Store, kind: JudgementKind) -> None:
    ingest.ingest(store, TWO)
    (case,), _ = judgements.review(store, 10)
    before = told(store)
    judge(store, kind, case.one.id, case.other.id)
    assert (judgements.review(store, 10), told(store)) == (((), 0), before)


def test_namesakes_are_parted_and_who_comes_later_goes_with_its_company(store: Store) -> None:
    ingest.ingest(store, [buys("a1"), buys("a2", KESTREL, VANCE)])
    assert len({e.source for e in store.events("Deal")}) == 1
    judge(store, "different", named_id(store, "Kestrel", "a1"), named_id(store, "Kestrel", "a2"))
    ingest.ingest(store, [buys("a3", KESTREL, VANCE)])
    assert len({e.source for e in store.events("Deal")}) == 2
    assert told(store) == ["ACQUIRES Kestrel > Orla Foods: 1", "ACQUIRES Kestrel > Vance: 2"]


def test_events_are_joined_and_parted(store: Store) -> None:
    ingest.ingest(store, [buys("a1"), buys("a2", sum="1000"), buys("a3", KESTREL, VANCE)])
    assert told(store) == ["ACQUIRES Kestrel > Orla Foods: 2", "ACQUIRES Kestrel > Vance: 1"]
    first, second = (c.id for c in store.claims() if c.article in ("a1", "a2"))
    parted = judge(store, "other event", first, second)
    assert told(store) == ["ACQUIRES Kestrel > Orla Foods: 1"] * 2 + ["ACQUIRES Kestrel > Vance: 1"]
    joined = judge(store, "same event", first, second)
    assert told(store)[0].endswith("2"), "the later word counts"
    judgements.undo(store, joined.id, user="ana")
    judgements.undo(store, parted.id, user="ana")
    deals = store.events("Deal")
    judge(store, "same event", deals[0].id, deals[1].id)
    assert [len(e.claims) for e in store.events("Deal")] == [3]


def test_a_wrong_claim_counts_no_more_in_no_version(store: Store) -> None:
    ingest.ingest(store, TWO)
    wrong = next(c for c in store.claims() if c.article == "a1")
    made = judge(store, "wrong claim", wrong.id)
    assert told(store) == ["ACQUIRES Kestrel Labs > Vance: 1"]
    again = replace(TWO[0], article=replace(TWO[0].article, text="Told anew."))
    assert ingest.ingest(store, [again]).new_versions == 1
    assert told(store) == ["ACQUIRES Kestrel Labs > Vance: 1"]
    judgements.undo(store, made.id, user="ana")
    assert len(told(store)) == 2


def test_a_suppressed_person_is_shown_nowhere_also_when_read_again(store: Store) -> None:
    bought = buys("a1", NORA, ORLA, attribution=says("Nora Pelion", NORA))
    sold = extraction("a2", claim("a2", "ACQUIRES", KESTREL, VANCE, roles={"seller": (NORA.id,)}),
                      entities=(KESTREL, VANCE, NORA), text="Nora Pelion sells.")
    ingest.ingest(store, [bought])
    made = judge(store, "suppress", entity_id(store, "Nora Pelion"))
    ingest.ingest(store, [sold, bought])
    assert told(store) == ["ACQUIRES Kestrel > Vance: 1"]
    (deal,) = store.events("Deal")
    assert "seller" not in deal.parties
    assert not [e for e in entities(store) if "Nora" in e.name]
    assert sentences.of_entity(store, entity_id(store, "Orla Foods"), 0, 10)[0] == ()
    (said,) = sentences.of_entity(store, entity_id(store, "Vance"), 0, 10)[0]
    assert said.source == "Kestrel"
    judgements.undo(store, made.id, user="ana")
    assert len(told(store)) == 2 and "seller" in next(d for d in store.events("Deal") if d.target == ("vance",)).parties


def test_nothing_suppressed_leaves_the_graph(store: Store, tmp_path: Path) -> None:
    """Neither a person nor an article stands in an export or in what was known on a day."""
    sold = extraction("a2", claim("a2", "ACQUIRES", KESTREL, VANCE, roles={"seller": (NORA.id,)}), title="Sold",
                      entities=(KESTREL, VANCE, NORA), text="Nora Pelion sells.")
    secret = extraction("a3", claim("a3", "SUES", ORLA, VANCE, status="filed"), entities=(ORLA, VANCE), title="Hush",
                        text="A hushed suit.")
    ingest.ingest(store, [buys("a1", NORA, ORLA, attribution=says("Nora Pelion", NORA)), sold, secret])
    judge(store, "suppress", entity_id(store, "Nora Pelion"))
    judge(store, "suppress", "a3")
    carry.export(store, tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "pelion" not in written.lower() and "hush" not in written.lower()
    then = told_by(store, date(2100, 1, 1))
    assert [event.node for event in then.events] == ["Deal"] and "Nora" not in repr(then)
    for known in ("", "2100-01-01"):
        assert reads.events(store, "Dispute", EventFilter(), "latest", 0, 9, known).total == 0
        assert "Nora" not in repr(reads.events(store, "Deal", EventFilter(), "latest", 0, 9, known))


def test_a_suppressed_article_stays_so_in_its_next_version(store: Store) -> None:
    ingest.ingest(store, TWO)
    made = judge(store, "suppress", "a1")
    assert told(store) == ["ACQUIRES Kestrel Labs > Vance: 1"]
    ingest.ingest(store, [replace(TWO[0], article=replace(TWO[0].article, text="Told anew."))])
    assert told(store) == ["ACQUIRES Kestrel Labs > Vance: 1"]
    judgements.undo(store, made.id, user="ana")
    assert len(told(store)) == 2


def test_rename(store: Store) -> None:
    ingest.ingest(store, TWO)
    judge(store, "rename", entity_id(store, "Orla Foods"), name="Orla Group")
    renamed = next(e for e in entities(store) if e.name == "Orla Group")
    assert "Orla Foods" in renamed.aliases
    assert "Kestrel – Orla Group: acquisition" in [e.title for e in store.events("Deal")]


def test_what_cannot_be_judged_is_said(store: Store) -> None:
    ingest.ingest(store, TWO)
    cases: list[tuple[str, list[str], dict[str, str], str]] = [
        ("same", ["kestrel"], {}, "2 ids"), ("same", ["kestrel", "nobody"], {}, "'nobody'"),
        ("same", ["kestrel", "kestrel"], {}, "one and the same"), ("rename", ["kestrel"], {}, "new name"),
        ("guess", ["kestrel"], {}, "no judgement"), ("wrong claim", ["kestrel"], {}, "claim"),
    ]
    for kind, on, more, said in cases:
        with pytest.raises(JudgementError, match=said):
            judgements.judge(store, kind, on, user="ana", **more)  # type: ignore[arg-type]
    with pytest.raises(JudgementError, match="no judgement"):
        judgements.undo(store, "nothing", user="ana")
    assert store.judgements() == []


def test_judgements_are_tied_to_what_they_stand_on(store: Store) -> None:
    ingest.ingest(store, TWO)
    claims = {c.article: c.id for c in store.claims()}
    judge(store, "wrong claim", claims["a1"])
    judge(store, "suppress", "a2")
    tied = "MATCH (j:Judgement)-[:ON]->(n) RETURN j.kind AS kind, count(n) AS n ORDER BY kind"
    assert store.read(tied) == [{"kind": "suppress", "n": 1}, {"kind": "wrong claim", "n": 1}]
    ingest.ingest(store, [replace(one, article=replace(one.article, text="Told anew.")) for one in TWO])
    assert store.read(tied) == [{"kind": "suppress", "n": 2}, {"kind": "wrong claim", "n": 2}]
