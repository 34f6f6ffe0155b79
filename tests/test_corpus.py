"""The demonstration corpus and its gold: well formed, in balance, and one with the other."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.relations import STATUSES, ontology

DATA = Path(__file__).parent.parent / "data"
KINDS = {"litigation", "regulatory"}        # of disputes; the kind of a deal is a relation


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


ARTICLES = [row for path in sorted((DATA / "articles").glob("*.jsonl")) for row in rows(path)]
GOLD = {language: rows(DATA / "gold" / f"articles_{language}.jsonl") for language in ("en", "fr")}
ITEMS = [item for items in GOLD.values() for item in items]
KINDS_OF_TEXT = ("news", "hard", "briefs", "reports")       # that are not the demonstration's
FRESH = {path.stem: rows(path) for path in sorted((DATA / "gold").glob("*.jsonl"))
         if path.stem.startswith(KINDS_OF_TEXT)}
ALL = [*ITEMS, *(item for items in FRESH.values() for item in items)]
STORIES = rows(DATA / "gold" / "stories.jsonl")


def test_at_least_sixty_articles_half_of_them_french() -> None:
    languages = Counter(article["language"] for article in ARTICLES)
    assert set(languages) == {"en", "fr"}
    assert len(ARTICLES) >= 60
    assert .45 <= languages["fr"] / len(ARTICLES) <= .55


def test_ids_and_texts_are_unique() -> None:
    for key in ("id", "text", "title"):
        assert [k for k, n in Counter(article[key] for article in ARTICLES).items() if n > 1] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["id"])
def test_article_is_complete_and_short(article: dict[str, Any]) -> None:
    assert set(article) - {"url"} == {"id", "title", "text", "publisher", "published", "language"}
    assert all(isinstance(value, str) and value == value.strip() != "" for value in article.values())
    assert date(2015, 1, 1) < date.fromisoformat(article["published"]) < date(2026, 1, 1)
    assert 60 <= len(f"{article['title']} {article['text']}".split()) <= 190


def test_gold_is_of_the_articles_as_they_stand() -> None:
    texts = {a["id"]: (f"{a['title']}\n\n{a['text']}", a["language"], a["published"]) for a in ARTICLES}
    assert {i["id"]: (i["text"], i["lang"], i["published"]) for i in ITEMS} == texts
    assert all(item["lang"] == language for language, items in GOLD.items() for item in items)


def test_stories_are_of_the_articles_as_they_stand() -> None:
    assert sum(len(story["articles"]) > 1 and bool(story["events"]) for story in STORIES) >= 15
    told = [article for story in STORIES for article in story["articles"]]
    assert sorted(told, key=lambda a: a["id"]) == sorted(ARTICLES, key=lambda a: a["id"])


def test_fresh_gold_is_in_its_language_under_ids_of_its_own() -> None:
    assert set(FRESH) == {f"{kind}_{language}" for kind in KINDS_OF_TEXT for language in ("en", "fr")}
    assert all(item["lang"] == name[-2:] and date.fromisoformat(item["published"])
               for name, items in FRESH.items() for item in items)
    assert [k for k, n in Counter(item["id"] for item in ALL).items() if n > 1] == []


@pytest.mark.parametrize("item", ALL, ids=lambda i: i["id"])
def test_claims_speak_the_ontology(item: dict[str, Any]) -> None:
    for key, claim in ((part, claim) for part in ("gold", "forbid", "optional") for claim in item[part]):
        relation = ontology().relations[claim["type"]]
        anybody = key != "gold" and claim["target"] == "*"
        assert anybody or (claim["target"] is None) == (relation.edge.target is None), claim
        assert set(many(claim.get("status", []))) <= STATUSES[relation.category], claim
        assert claim.get("stance", "asserted") in {"asserted", "reported", "denied"}, claim
        assert isinstance(claim.get("date", ""), str), claim
        assert key == "gold" or set(claim) == {"type", "source", "target"}, claim


def test_nothing_wanted_is_forbidden() -> None:
    assert [(item["id"], g, f) for item in ALL for g in item["gold"] for f in item["forbid"]
            if g["type"] == f["type"] and all(f[side] in ("*", g[side]) for side in ("source", "target"))] == []


def test_each_party_of_a_gold_claim_is_named_in_its_text() -> None:
    assert [(item["id"], name) for item in ALL for g in item["gold"] for name in (g["source"], g["target"])
            if name not in (None, "*") and name not in item["text"]] == []


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s["id"])
def test_events_of_a_story(story: dict[str, Any]) -> None:
    for event in story["events"]:
        deal = event["node"] == "Deal"
        assert event["node"] in {"Deal", "Dispute"}
        assert set(many(event["kind"])) <= (set(ontology().relations) if deal else KINDS)
        stages = [event.get("status", []), *event.get("stages", []), *event.get("also", [])]
        assert {s for stage in stages for s in many(stage)} <= STATUSES["deal" if deal else "dispute"]
        assert event["source"]
        assert ("amounts" in event) == ("currency" in event)
        assert all(isinstance(event.get(key, ""), str) for key in ("first", "last"))
        about = event.get("about")
        assert about is None or story["events"][about["event"]]["node"] == "Deal"
