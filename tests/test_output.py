"""The JSON other programs read: exactly the contract's keys, types and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.output import line, miss_to_json, number, to_json
from extract.pipeline import extract
from extract.sources import read
from extract.types import Amount, Article, Attribution, Claim, Entity, Evidence, Extraction, Mention, Miss, PartialDate

ARTICLE = Article("a", "Alba buys Bruma.", "en", published=date(2026, 3, 18), updated=date(2026, 3, 19))
ENTITY = Entity("alba", "Alba", "company", ("Alba SA",), (Mention(0, 4, "Alba", "name"),))
CLAIM = Claim(
    "c", "s", "ACQUIRES", "alba", None, "agreed", "asserted", 0.9, "rule", Evidence(0, 16, "Alba buys Bruma."),
    roles={"seller": ("bruma",)}, properties={"exclusive": True},
    amount=Amount("$50bn", 1, 6, Decimal("50E9"), "USD", percent=Decimal("12.5"), of="price"),
    date=PartialDate("in March", 2, 9, "2026-03", "month", date(2026, 3, 1), date(2026, 3, 31)),
    attribution=Attribution("Alba", "direct", "alba"), trigger=Evidence(5, 9, "buys"),
)
SAID = {
    "article": {
        "id": "a", "title": None, "url": None, "publisher": None, "published": "2026-03-18", "language": "en",
        "text": "Alba buys Bruma.",
    },
    "entities": [{
        "id": "alba", "name": "Alba", "kind": "company", "aliases": ["Alba SA"],
        "mentions": [{"start": 0, "end": 4, "text": "Alba", "kind": "name"}],
    }],
    "claims": [{
        "id": "c", "statement": "s", "relation": "ACQUIRES", "source": "alba", "target": None,
        "roles": {"seller": ["bruma"]}, "properties": {"exclusive": True}, "status": "agreed", "stance": "asserted",
        "outcome": None, "matter": None,
        "amount": {"text": "$50bn", "start": 1, "end": 6, "value": 50000000000, "min": None, "max": None,
                   "currency": "USD", "bound": "exact", "percent": 12.5, "of": "price"},
        "date": {"text": "in March", "start": 2, "end": 9, "value": "2026-03", "precision": "month",
                 "earliest": "2026-03-01", "latest": "2026-03-31", "basis": "explicit", "role": "occurred"},
        "attribution": {"name": "Alba", "entity": "alba", "mode": "direct"}, "confidence": 0.9, "rule": "rule",
        "evidence": {"start": 0, "end": 16, "text": "Alba buys Bruma."},
    }],
}


def test_an_extraction_is_the_contract_s_object() -> None:
    assert to_json(Extraction(ARTICLE, (ENTITY,), (CLAIM,))) == SAID
    assert list(to_json(Extraction(ARTICLE, (), (CLAIM,)))["claims"][0]) == list(SAID["claims"][0])    # type: ignore


def test_what_is_unknown_is_null_and_what_is_none_is_empty() -> None:
    bare = replace(CLAIM, amount=None, date=None, attribution=None, roles={}, properties={})
    row = to_json(Extraction(ARTICLE, (), (bare,)))
    assert row["entities"] == []
    assert [row["claims"][0][key] for key in ("amount", "date", "attribution", "roles")] == [None, None, None, {}]


@pytest.mark.parametrize(("value", "written"), [
    ("50000000000", "50000000000"), ("5E10", "50000000000"), ("12.5", "12.5"), ("1.10", "1.1"), ("0", "0"),
    ("-3.0", "-3"),
])
def test_numbers_are_json_numbers(value: str, written: str) -> None:
    assert json.dumps(number(Decimal(value))) == written


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_one_object_is_one_line_for_every_reader(end: str) -> None:
    written = line({"text": f"é{end}à"})
    assert len(written.splitlines()) == 1 and json.loads(written) == {"text": f"é{end}à"} and "é" in written


def test_a_miss_says_why() -> None:
    miss = Miss("SUES", "unknown party", Evidence(0, 4, "Alba"))
    assert miss_to_json("a", miss) == {
        "article": "a", "relation": "SUES", "reason": "unknown party", "why": "who is meant as party is not clear",
        "evidence": {"start": 0, "end": 4, "text": "Alba"},
    }


def faults(row: dict[str, Any]) -> Iterator[str]:
    """What in one output breaks the contract: an id that leads nowhere, an offset that does not give its text."""
    text, known = row["article"]["text"], {entity["id"] for entity in row["entities"]}
    spans = [mention for entity in row["entities"] for mention in entity["mentions"]]
    for claim in row["claims"]:
        spans += filter(None, (claim["evidence"], claim["amount"], claim["date"]))
        used = {claim["source"], claim["target"], (claim["attribution"] or {}).get("entity")}
        used |= {party for parties in claim["roles"].values() for party in parties}
        yield from (f"{claim['relation']} names {id}" for id in used - known - {None})
    yield from (f"{span} is not what stands there" for span in spans if text[span["start"]:span["end"]] != span["text"])


@pytest.mark.parametrize("files", ["articles", "gold/briefs_fr.jsonl", "gold/reports_en.jsonl"])
def test_every_output_of_the_corpus_keeps_the_contract(files: str) -> None:
    said: list[Exception] = []
    folder = Path(__file__).parents[1] / "data" / files
    rows = [json.loads(line(to_json(e))) for e in extract(read([str(folder)], on_error=said.append))]
    assert not said and sum(len(row["claims"]) for row in rows) > 100
    assert len({claim["id"] for row in rows for claim in row["claims"]}) == sum(len(row["claims"]) for row in rows)
    assert not {row["article"]["id"]: found for row in rows if (found := list(faults(row)))}
