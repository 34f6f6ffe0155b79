"""Articles as the screens list and read them: pages of them, one in full, and the sentences that gave nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.names import plain
from graph import paging, queries
from graph import queries_articles as asked
from graph.sentences import hidden
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list; ``claims`` and ``misses``: how many sentences gave something, and nothing."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str
    url: str | None
    claims: int
    misses: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that has the words of a relation but gave no claim, and why."""

    relation: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Read:
    """One article in full, with what gave nothing in it."""

    id: str
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str
    url: str | None
    version: int
    misses: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class MissedSentence:
    """A sentence that gave nothing, the relations it has the words of, and why each gave nothing."""

    relations: tuple[str, ...]
    reasons: tuple[str, ...]
    start: int
    sentence: str
    article: str
    publisher: str | None
    published: str | None
    language: str


def listed(
    store: Store, words: str = "", language: str = "", party: str = "", since: str = "", until: str = "9999",
    skip: int = 0, limit: int = 50,
) -> tuple[tuple[Listed, ...], int]:
    """Articles with the words in title or publisher, latest first, from ``skip`` on; and how many there are."""
    values: dict[str, Any] = {"language": language, "since": since, "until": "" if until == "9999" else until,
                              "suppressed": hidden(store)["suppressed"], "party": party,
                              "words": " AND ".join(f"{word}*" for word in re.findall(r"\w+", plain(words)))}
    asked_for = {key: value for key, value in values.items() if value}
    source = "words" if words.strip() else "party" if party else ""
    tests = [key for key in asked_for if key in asked.ARTICLE_TESTS]
    counting, first = (asked.ARTICLES_FOUND[source], ()) if source else (asked.ARTICLE_SPANS, ("by day",))
    counting = queries.where(counting, asked.ARTICLE_TESTS, (*first, "current", *tests))
    counted = store.read(counting, skip=skip, last=skip + limit, **asked_for)
    part = paging.part(counted, skip, limit)
    query = asked.ARTICLES_OF_KEYS if source else queries.where(
        asked.ARTICLES, asked.ARTICLE_TESTS, ("part", "current", *tests))
    keys = [key for row in counted for key in row.get("keys", ())]
    found = store.read(query, skip=part.skip, limit=limit, keys=keys, **part.ends, **asked_for)
    page = tuple(Listed(**(row | {"misses": len({miss.start for miss in _misses(row["misses"])})})) for row in found)
    return page, part.total


def article(store: Store, id: str) -> Read | None:
    """The current version of an article."""
    suppressed = hidden(store)["suppressed"]
    found = store.read(asked.ARTICLE, id=id, suppressed=suppressed)
    if not found:
        return None
    row = found[0]["article"]
    unseen = store.read(asked.HIDDEN_NAMES, id=id) if suppressed else []
    names = {name for one in unseen for name in (one["name"], *(one["aliases"] or ()))}
    return Read(id=row["id"], text=blotted(row["text"], names), title=blotted(row.get("title") or "", names) or None,
                publisher=row.get("publisher"),
                published=row.get("published"), language=row["language"], url=row.get("url"), version=row["version"],
                misses=_misses(row.get("misses")))


def blotted(text: str, names: Iterable[str]) -> str:
    """``text`` with each of ``names`` unreadable, as long as it was: marks keep their place."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "█" * len(name))
    return text


def events_of(store: Store, claims: tuple[str, ...]) -> dict[str, str]:
    """claim -> the deal or dispute it is a stage of."""
    return {row["claim"]: row["event"] for node in queries.EVENT_LABELS
            for row in store.read(queries.for_label(asked.EVENTS_OF_CLAIMS, node), ids=list(claims))}


def misses(
    store: Store, reason: str = "", relation: str = "", until: str = "9999", skip: int = 0, limit: int = 50
) -> tuple[tuple[MissedSentence, ...], int]:
    """Sentences that gave nothing, those of the latest articles first, from ``skip`` on; and how many there are."""
    told = f"{reason}|{relation}" if reason and relation else ""
    values = _missed(store, until) | {"told": told, "reason": reason * (not told), "relation": relation * (not told)}
    values = {key: value for key, value in values.items() if value}
    query = queries.where(asked.MISSES, asked.MISS_TESTS, (*values, "latest"))
    made = tuple(
        MissedSentence(tuple(row["relations"]), tuple(row["reasons"]), row["start"],
                       row["text"][row["start"]:row["end"]], row["article"], row["publisher"], row["published"],
                       row["language"])
        for row in store.read(query, skip=skip, limit=limit, **values)
    )
    count = store.read(queries.where(asked.MISS_COUNT, asked.MISS_TESTS, values), **values)
    return made, count[0]["sentences"]


def miss_facets(store: Store, until: str = "9999") -> Counter[tuple[str, str]]:
    """How many sentences gave nothing, by reason and relation."""
    values = {key: value for key, value in _missed(store, until).items() if value}
    found = store.read(queries.where(asked.MISS_FACETS, asked.MISS_TESTS, values), **values)
    return Counter({tuple(row["told"].split("|")): row["number"] for row in found})


def _missed(store: Store, until: str) -> dict[str, Any]:
    return {"until": "" if until == "9999" else until, "suppressed": hidden(store)["suppressed"]}


def _misses(text: str | None) -> tuple[Missed, ...]:
    """Without what is told twice of one sentence."""
    return tuple(dict.fromkeys(Missed(**miss) for miss in json.loads(text or "[]")))
