"""The scorer on tiny hand-made golds, and the figure that was agreed for the article the project began with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import evaluate
from tests.renamed import renamed
from tests.scoring import Json, Score, matched, same_name, score_claims, score_events

BUY = {"type": "ACQUIRES", "source": "Valmora", "target": "Brightwell"}


def said(source: str, target: str | None, relation: str = "ACQUIRES", **more: Any) -> Json:
    """A claim between two parties that are called as their ids are."""
    return {"relation": relation, "source": source, "target": target, "status": "agreed", "stance": "asserted",
            "amount": None, "date": None, **more}


def score(gold: list[Json], claims: list[Json], names: dict[str, list[Json]] | None = None, **item: Any) -> Score:
    parties = {c[side] for c in claims for side in ("source", "target") if c[side]}
    entities = [{"id": name, "name": name, "aliases": [], "mentions": (names or {}).get(name, [])} for name in parties]
    return score_claims([{"id": "a", "gold": gold, **item}], {"a": {"entities": entities, "claims": claims}})


def counts(found: Score) -> tuple[int, int, int, int]:
    """(right, missed, extra, forbidden)"""
    return found.right, found.missed, found.extra, found.forbidden


DENIED = {**BUY, "stance": "denied"}
MERGER = {"type": "MERGES_WITH", "source": "Valmora", "target": "Brightwell"}
CASES: dict[str, tuple[list[Json], list[Json], Json, tuple[int, int, int, int]]] = {
    "perfect": ([BUY], [said("Valmora", "Brightwell")], {}, (1, 0, 0, 0)),
    "nothing said": ([BUY], [], {}, (0, 1, 0, 0)),
    "nothing to say": ([], [], {}, (0, 0, 0, 0)),
    "wrong direction": ([BUY], [said("Brightwell", "Valmora")], {}, (0, 1, 1, 0)),
    "another relation": ([BUY], [said("Valmora", "Brightwell", "SUES")], {}, (0, 1, 1, 0)),
    "another party": ([BUY], [said("Valmora", "Pelion")], {}, (0, 1, 1, 0)),
    "asserted for denied": ([DENIED], [said("Valmora", "Brightwell")], {}, (0, 1, 1, 1)),
    "denied for denied": ([DENIED], [said("Valmora", "Brightwell", stance="denied")], {}, (1, 0, 0, 0)),
    "denied for asserted": ([BUY], [said("Valmora", "Brightwell", stance="denied")], {}, (0, 1, 1, 0)),
    "reported for asserted": ([BUY], [said("Valmora", "Brightwell", stance="reported")], {}, (1, 0, 0, 0)),
    "forbidden": ([], [said("Valmora", "Brightwell")], {"forbid": [BUY]}, (0, 0, 1, 1)),
    "forbidden, but denied": ([], [said("Valmora", "Brightwell", stance="denied")], {"forbid": [BUY]}, (0, 0, 1, 0)),
    "forbidden of anybody": ([], [said("Valmora", "Pelion")], {"forbid": [{**BUY, "target": "*"}]}, (0, 0, 1, 1)),
    "symmetric": ([MERGER], [said("Brightwell", "Valmora", "MERGES_WITH")], {}, (1, 0, 0, 0)),
    "optional": ([], [said("Valmora", "Brightwell")], {"optional": [BUY]}, (0, 0, 0, 0)),
    "optional turned round": ([], [said("Brightwell", "Valmora")], {"optional": [BUY]}, (0, 0, 1, 0)),
    "background": ([], [said("Ann Lee", "Valmora", "LEADS")], {}, (0, 0, 0, 0)),
    "background asked for": ([{"type": "LEADS", "source": "Ann Lee", "target": "Valmora"}],
                             [said("Bo Ray", "Valmora", "LEADS")], {}, (0, 1, 1, 0)),
    "the same twice": ([BUY], [said("Valmora", "Brightwell")] * 2, {}, (1, 0, 1, 0)),
    "the same at a later stage": ([BUY], [said("Valmora", "Brightwell"),
                                          said("Valmora", "Brightwell", status="completed")], {}, (1, 0, 0, 0)),
    "anybody": ([{**BUY, "target": "*"}], [said("Valmora", "Pelion")], {}, (1, 0, 0, 0)),
    "nobody": ([{"type": "RAISES", "source": "Brume", "target": None}], [said("Brume", None, "RAISES")], {},
               (1, 0, 0, 0)),
    "one on both sides": ([{**BUY, "target": "*"}], [said("Valmora", "Valmora SA")], {}, (0, 1, 1, 0)),
    "types out of view": ([], [said("Valmora", "Brightwell")], {"types": ["SUES"]}, (0, 0, 0, 0)),
}


@pytest.mark.parametrize("case", CASES)
def test_claims(case: str) -> None:
    gold, claims, item, expected = CASES[case]
    assert counts(score(gold, claims, **item)) == expected


def test_figures_of_a_score() -> None:
    perfect = score([BUY], [said("Valmora", "Brightwell")])
    assert (perfect.precision, perfect.recall, perfect.f1) == (1, 1, 1)
    half = Score(right=1, missed=1, extra=3)
    assert (half.precision, half.recall) == (0.25, 0.5)
    assert half.f1 == pytest.approx(1 / 3)
    assert (Score().f1, Score().attribute()) == (0, None)


def test_a_mention_is_a_name_and_a_description_is_none() -> None:
    claim = said("the buyer", "Brightwell")
    for kind, right in (("alias", 1), ("name", 1), ("description", 0), ("pronoun", 0)):
        assert score([BUY], [claim], {"the buyer": [{"text": "Valmora", "kind": kind}]}).right == right


@pytest.mark.parametrize(("wanted", "given", "good"), [
    ({"status": "agreed"}, {}, True),
    ({"status": ["planned", "agreed"]}, {}, True),
    ({"status": "completed"}, {}, False),
    ({"stance": "reported"}, {"stance": "reported"}, True),
    ({"stance": "reported"}, {}, False),
    ({"amount": 1e9}, {"amount": {"value": 1.002e9}}, True),
    ({"amount": 1e9}, {"amount": {"value": 1.1e9}}, False),
    ({"amount": 1e9}, {"amount": {"value": None}}, False),
    ({"amount": 1e9}, {}, False),
    ({"currency": "EUR"}, {"amount": {"value": 1, "currency": "USD"}}, False),
    ({"percent": 12}, {"amount": {"value": None, "percent": 12}}, True),
    ({"date": "2026-03"}, {"date": {"value": "2026-03-18"}}, True),
    ({"date": "2026-03-18"}, {"date": {"value": "2026-03"}}, False),
    ({"date": ["2025", "2026"]}, {"date": {"value": "2026-03"}}, True),
])
def test_attributes(wanted: Json, given: Json, good: bool) -> None:
    assert score([{**BUY, **wanted}], [said("Valmora", "Brightwell", **given)]).attribute(*wanted) == good


def test_the_claim_that_agrees_most_is_paired() -> None:
    claims = [said("Valmora", "Brightwell"), said("Valmora", "Brightwell", status="completed")]
    golds = [{**BUY, "status": "completed"}, {**BUY, "status": "agreed"}]
    assert score(golds, claims).attribute("status") == 1


def test_as_many_pairs_as_fit() -> None:
    golds, answers = [{"fits": "x"}, {"fits": "xy"}], [{"is": "x"}, {"is": "y"}]
    pairs = matched(golds, answers, lambda a, g: a["is"] in g["fits"], lambda a, g: 9 * (a["is"] == "x"))
    assert pairs == {0: 0, 1: 1}


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Valmora", "Valmora S.A.", True),
    ("Tiffany", "Tiffany & Co.", True),
    ("Solvène Énergie", "Solvene Energie", True),
    ("FTC", "Federal Trade Commission", True),
    ("Commission européenne", "European Commission", True),
    ("Kestrel Semiconductors", "Kestrel", True),
    ("le rival de Valmora", "Valmora", False),
    ("Valmora's lawyers", "Brightwell", False),
    ("Kestrel Semiconductors", "Kestrel Foods", False),
    ("Bank", "Bank of Ombra", False),
    ("", "Valmora", False),
])
def test_same_name(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) == same_name(b, a) == same


# ------------------------------------------------------------------------------------------------ events


def step(status: str, day: str | None = None, stance: str = "asserted", amount: Json | None = None) -> Json:
    return {"status": status, "stance": stance, "date": day, "earliest": day, "amount": amount}


def event(source: str, target: str, *history: Json, kind: str = "ACQUIRES", node: str = "Deal", **more: Any) -> Json:
    return {"id": f"{kind} {source} {target}", "node": node, "kind": kind, "source": [source], "target": [target],
            "status": history[-1]["status"] if history else "agreed", "stance": "asserted", "contested": False,
            "origins": 1, "languages": ["en"], "first_date": "2024-03-04", "last_date": "2024-11", "amounts": [],
            "about": [], "history": list(history), **more}


DEAL = {"node": "Deal", "kind": "ACQUIRES", "source": ["Valmora"], "target": ["Brightwell"]}
SUIT = {"node": "Dispute", "kind": "litigation", "source": ["Pelion"], "target": ["Valmora"],
        "about": {"event": 0, "how": "challenges"}}
FOUND = event("Valmora", "Brightwell", step("agreed", "2024-03-04"), step("completed", "2024-11-01"))


@pytest.mark.parametrize(("gold", "answer", "expected"), [
    (DEAL, FOUND, (1, 0, 0, 0)),
    (DEAL, event("Brightwell", "Valmora"), (0, 1, 1, 0)),
    ({**DEAL, "kind": ["ACQUIRES", "INVESTS_IN"]}, event("Valmora", "Brightwell", kind="INVESTS_IN"), (1, 0, 0, 0)),
    ({**DEAL, "kind": "MERGES_WITH"}, event("Brightwell", "Valmora", kind="MERGES_WITH"), (1, 0, 0, 0)),
    ({**DEAL, "node": "Dispute"}, FOUND, (0, 1, 1, 0)),
    ({**DEAL, "target": ["Bright"], "exact": True}, event("Valmora", "Bright Well"), (0, 1, 1, 0)),
])
def test_events(gold: Json, answer: Json, expected: tuple[int, int, int, int]) -> None:
    assert counts(score_events([{"id": "s", "events": [gold]}], [answer])) == expected


def test_further_events_between_optional_parties_are_no_error() -> None:
    for parties, extra in ((["Valmora", "Pelion"], 0), (["Valmora", "Ombra"], 1)):
        story = {"id": "s", "events": [DEAL], "optional": [{"node": "Deal", "parties": parties}]}
        assert score_events([story], [FOUND, event("Pelion", "Valmora")]).extra == extra


@pytest.mark.parametrize(("wanted", "good"), [
    ({"status": "completed"}, True),
    ({"status": ["planned"]}, False),
    ({"stages": ["agreed", "completed"]}, True),
    ({"stages": [["offered", "agreed"], "completed"]}, True),
    ({"stages": ["completed", "agreed"]}, False),
    ({"stages": ["completed"]}, False),
    ({"stages": ["completed"], "also": ["agreed"]}, True),
    ({"first": "2024-03"}, True),
    ({"last": "2024-11-29"}, False),
    ({"languages": ["en", "fr"]}, False),
    ({"contested": False}, True),
    ({"origins": 2}, False),
])
def test_attributes_of_events(wanted: Json, good: bool) -> None:
    assert score_events([{"id": "s", "events": [DEAL | wanted]}], [FOUND]).attribute(next(iter(wanted))) == good


def test_stages_are_told_in_the_order_of_their_days() -> None:
    turned = event("Valmora", "Brightwell", step("agreed", "2024-11-01"), step("completed", "2024-03-04"))
    story = {"id": "s", "events": [DEAL | {"stages": ["agreed", "completed"]}]}
    assert score_events([story], [turned]).attribute("stages") == 0


def test_amounts_of_an_event_may_stand_in_its_history() -> None:
    priced = event("Valmora", "Brightwell", step("agreed", amount={"value": 3.2e9, "currency": "EUR"}),
                   amounts=[{"value": 3.4e9, "currency": "EUR"}])
    story = {"id": "s", "events": [DEAL | {"amounts": [3.2e9, 3.4e9], "currency": "EUR"}]}
    assert score_events([story], [priced]).attribute("amounts") == 1
    assert score_events([story], [event("Valmora", "Brightwell", step("agreed"))]).attribute("amounts") == 0


def test_what_a_dispute_is_about() -> None:
    story = {"id": "s", "events": [DEAL, SUIT]}
    for about, good in (({"event": FOUND["id"], "how": "challenges"}, 1), ({"event": "other", "how": "challenges"}, 0),
                        ({"event": FOUND["id"], "how": "breach_of"}, 0)):
        suit = event("Pelion", "Valmora", kind="litigation", node="Dispute", about=[about])
        assert score_events([story], [FOUND, suit]).attribute("about") == good


def test_attributes_of_a_missed_event_are_wrong() -> None:
    story = {"id": "s", "events": [DEAL | {"status": "completed", "first": "2024"}]}
    assert score_events([story], []).attribute() == 0


# --------------------------------------------------------------------------------------------- the floors


def test_a_row_is_short_under_its_floor_or_with_a_forbidden_claim() -> None:
    def short(f1: float, forbidden: int, floor: float | None) -> bool:
        return evaluate.Row("x", 1, f1, forbidden=forbidden, floor=floor).short

    assert [short(0.7, 0, 0.7), short(0.69, 0, 0.7), short(0.9, 1, 0.7), short(0.1, 3, None)] == [False, True, True,
                                                                                                 False]


@pytest.mark.parametrize(("least", "short"), [((), False), ((0.9, 0.8), False), ((None, 0.95), True), ((1.0,), True)])
def test_a_row_is_short_under_the_floor_of_an_attribute(least: tuple[float | None, ...], short: bool) -> None:
    assert evaluate.Row("x", 1, 0.9, attributes=0.95, each=(0.9, None), floor=0.9, least=least).short == short


def test_a_floor_may_be_of_precision() -> None:
    for precision, short in ((0.98, False), (0.97, True), (None, True)):
        assert evaluate.Row("x", 1, 0.5, precision=precision, floor=0.98, measure="precision").short == short


def test_some_relations_alone() -> None:
    suit = {"type": "SUES", "source": "Valmora", "target": "Brightwell"}
    answers = {"x": {"entities": [{"id": n, "name": n, "aliases": [], "mentions": []}
                                  for n in ("Valmora", "Brightwell")],
                     "claims": [said("Valmora", "Brightwell"), said("Brightwell", "Valmora", "SUES")]}}
    items = [{"id": "x", "gold": [BUY, suit]}]
    assert counts(evaluate.only(["SUES"], items, answers)) == (0, 1, 1, 0)
    assert counts(evaluate.only(["ACQUIRES"], items, answers)) == (1, 0, 0, 0)


def test_without_the_texts_to_train_on_no_tagger_is_called_unseen(monkeypatch: pytest.MonkeyPatch,
                                                                  tmp_path: Path) -> None:
    monkeypatch.delenv("DEALGRAPH_MODELS", raising=False)
    monkeypatch.setattr(evaluate, "TRAINING", tmp_path)
    with pytest.raises(ValueError, match=r"fire: no .*ner_en\.jsonl"):
        evaluate.unseen("fire")
    monkeypatch.setenv("DEALGRAPH_MODELS", str(tmp_path))
    assert evaluate.unseen("fire") == tmp_path


def test_gold_under_other_names() -> None:
    item = {"id": "x", "text": "Valmora Foods Inc sued the FTC; Valmora's lawyers and Bank of Ombra won in France.",
            "gold": [{"type": "SUES", "source": "Valmora Foods", "target": "FTC"}],
            "optional": [{"type": "SUES", "source": "Bank of Ombra", "target": "*"}]}
    [other] = renamed([item])
    source = other["gold"][0]["source"]
    assert source != "Valmora Foods"
    assert f"{source} Inc sued the FTC; {source.split()[0]}'s lawyers" in other["text"]
    assert other["optional"][0]["source"] in other["text"]
    assert other["gold"][0]["target"] == "FTC"
    assert other["text"].endswith("won in France.")
    assert "Bank of" in other["text"]
    assert "Ombra" not in other["text"]
    assert renamed([item]) == [other]


def test_what_the_shared_scorer_prints_is_read() -> None:
    printed = ("  status: 2/4 = 0.500 of those found\nrelations: precision 0.900 recall 0.600 F1 0.720  (gold 10, "
               "found 7, attributes 0.510, forbidden asserted 2)\n")
    row = evaluate._their_row("seed", 1, printed, 0.7)
    assert (row.precision, row.recall, row.f1, row.attributes, row.forbidden) == (0.9, 0.6, 0.72, 0.51, 2)
    assert row.each[0] == 0.5
    with pytest.raises(ValueError, match="seed: no F1"):
        evaluate._their_row("seed", 1, "no answer\n", 0.7)


def test_seed_is_over_its_floor(shared: Path) -> None:
    items = evaluate.read(shared / "eval" / "seed.jsonl")
    found = evaluate.claims_of(items)
    assert found.f1 >= evaluate.THEIRS["seed"][1]
    assert found.forbidden == 0
