"""Articles with their claims within one writing transaction: what to do with one, putting it in, taking it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from neo4j import ManagedTransaction

from graph import queries, queries_upkeep
from graph.rows import ArticleRows, Row

Outcome = Literal["stored", "unchanged", "new version"]
Carried = Literal["stored", "unchanged", "refused"]


def outcome(marks: tuple[str, str], versions: Iterable[Row], article: str) -> tuple[Outcome, int]:
    """What to do with ``article`` of these text and output shas, and the version it gets."""
    text_sha, output_sha = marks
    known = [row for row in versions if row["id"] == article]
    if not known:
        return "stored", 1
    current = max(known, key=lambda row: int(row["version"]))
    if current["text_sha"] == text_sha:
        return ("unchanged" if current["output_sha"] == output_sha else "stored"), current["version"]
    if any(row["text_sha"] == text_sha for row in known):
        return "unchanged", current["version"]
    return "new version", current["version"] + 1


def put(tx: ManagedTransaction, made: Sequence[ArticleRows], known: set[tuple[str, int]]) -> None:
    again = [m for m in made if (m.article["id"], m.article["version"]) in known]
    named = {id: row for m in made for id, row in m.named.items()}
    later = [m.article for m in made if m.article["version"] > 1]
    current = [m.article for m in made if not m.article.get("superseded_by")]
    clear = [{"key": m.article["key"], "keep": [row["claim"]["id"] for row in m.claims]} for m in again]
    steps: list[tuple[str, list[Row]]] = [
        (queries.DELETE_CLAIMS, clear),
        (queries.CLEAR_CLAIMS, clear),
        (queries.PUT_ARTICLES, [m.article for m in made]),
        (queries.SUPERSEDE, [{"old": f"{a['id']}@{a['version'] - 1}", "new": a["key"]} for a in later]),
        (queries.for_label(queries.PUT, "Named"), list(named.values())),
        (queries.PUT_CLAIMS, [row for m in made for row in m.claims]),
        (queries.PUT_ROLES, [row for m in made for row in m.roles]),
        (queries.PUT_ATTRIBUTIONS, [row for m in made for row in m.attributions]),
        (queries.DELETE_MISSES, current),
        (queries.for_label(queries.PUT, "Miss"), [row for article in current for row in miss_rows(article)]),
    ]
    for query, batch in steps:
        if batch:
            tx.run(query, rows=batch).consume()


def miss_rows(article: Row) -> list[Row]:
    """The sentences of a stored article that gave nothing, one a row."""
    found: dict[int, Row] = {}
    for miss in json.loads(article.get("misses") or "[]"):
        row = found.setdefault(miss["start"], {
            "id": f"{article['key']}#{miss['start']}", "article": article["id"], "key": article["key"],
            "published": article["day"], "start": miss["start"], "end": miss["end"], "told": []})
        row["told"] = sorted({*row["told"], f"{miss['reason']}|{miss['relation']}"})
    for row in found.values():
        row["reasons"], row["relations"] = (sorted({told.split("|")[n] for told in row["told"]}) for n in (0, 1))
    return list(found.values())


def tie_judgements(tx: ManagedTransaction, made: Sequence[ArticleRows]) -> None:
    """Ties judgements to what they stand on, where that is put in again."""
    standing: dict[str, list[str]] = {}
    for row in tx.run(queries_upkeep.JUDGEMENTS).data():
        for id in row["judgement"]["on"]:
            standing.setdefault(id, []).append(row["judgement"]["id"])
    put = [id for m in made for id in (m.article["id"], *m.named, *(row["claim"]["id"] for row in m.claims))]
    ties = [{"judgement": judgement, "on": id} for id in put for judgement in standing.get(id.partition("@")[0], ())]
    for query in queries_upkeep.TIE_JUDGEMENTS if ties else ():
        tx.run(query, rows=ties).consume()


def carried(made: ArticleRows, known: Mapping[tuple[str, int], tuple[str, str]]) -> Carried:
    """What to do with a version of an article as another graph has it; ``known`` has the shas of those here."""
    shas = known.get((made.article["id"], made.article["version"]))
    if shas is None:
        return "stored"
    return "unchanged" if shas == (made.article["text_sha"], made.article["output_sha"]) else "refused"


def remove(tx: ManagedTransaction, article: str) -> None:
    """Takes every version out, with its claims and whom they name."""
    for query in queries.REMOVE_ARTICLE:
        tx.run(query, id=article).consume()
