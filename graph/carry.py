"""A graph as five files of JSON lines, and back: articles, claims and judgements are what is brought back.

    articles.jsonl      every version of every article, with its publisher as named there
    claims.jsonl        every claim with the parties its article names
    judgements.jsonl    the undone ones too
    entities.jsonl      who is who, and which Named each one is      } follow from the others:
    events.jsonl        deals and disputes                           } written to be read, not brought back

Lines are in order of ids and keys, by code points, so that equal graphs give equal files on either engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.names import plain
from graph import ingest, judgements, queries, queries_upkeep, rows
from graph.library import blotted
from graph.rows import ArticleRows, Row
from graph.store import Store
from graph.verdicts import Verdicts

_PAGE = 500


@dataclass(slots=True)
class Imported:
    """How many versions of articles had which outcome, and how many judgements were read."""

    stored: int = 0
    unchanged: int = 0
    failed: int = 0
    judgements: int = 0


def export(store: Store, folder: Path) -> dict[str, int]:
    """Writes the files into ``folder``, made where it is not there; lines of each. OSError where that fails."""
    ingest.refresh(store)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"articles": _articles, "claims": _claims, "entities": _entities, "events": _events,
            "judgements": _judgements}
    verdicts = Verdicts.of(store.judgements())
    gone = set(verdicts.suppressed)
    hidden = [row["named"] for row in store.paged(queries_upkeep.NAMED_OF_KEYS, sorted(verdicts.suppressed_keys))
              if verdicts.hides(rows.named(row["named"]))]
    gone |= {one["id"] for one in hidden}
    names = {name for one in hidden for name in (one["name"], *one.get("aliases", ()))} | verdicts.hidden_names
    names |= {plain(name) for name in names}
    return {name: _write(folder / f"{name}.jsonl", (_without(line, gone) for line in lines(store)), names)
            for name, lines in kept.items()}


def _without(line: Row, gone: set[str]) -> Row | None:
    """``line`` without the suppressed ``gone``; None where it is of such an article, or one of them is a side."""
    article = line.get("article", "")
    if (article["id"] if isinstance(article, dict) else article.rpartition("@")[0]) in gone:
        return None
    if "roles" in line:
        if any(role["named"]["id"] in gone and role["name"] in ("source", "target") for role in line["roles"]):
            return None
        said = line["attributed_to"]
        line |= {"roles": [role for role in line["roles"] if role["named"]["id"] not in gone],
                 "attributed_to": None if said and said["id"] in gone else said}
    return line


def _write(path: Path, lines: Iterable[Row | None], names: Iterable[str]) -> int:
    """The whole file or none; ``names`` made unreadable in it."""
    new, number = path.with_suffix(".new"), 0
    with new.open("w", encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(filter(None, lines), 1):      # noqa: B007 - it is counted
            file.write(blotted(json.dumps(line, ensure_ascii=False, sort_keys=True), names) + "\n")
    new.replace(path)
    return number


def _articles(store: Store) -> Iterator[Row]:
    for keys in _keys(store):
        found = {row["article"]["key"]: row for row in store.read(queries_upkeep.EXPORT_ARTICLES, keys=keys)}
        yield from (found[key] for key in keys if key in found)


def _claims(store: Store) -> Iterator[Row]:
    for keys in _keys(store):
        found = store.read(queries_upkeep.EXPORT_CLAIMS, keys=keys)
        said = {row["claim"]: row["named"] for row in store.read(queries_upkeep.EXPORT_ATTRIBUTIONS, keys=keys)}
        for row in sorted(found, key=lambda row: (row["article"], row["claim"]["id"])):
            roles = [{"name": name, "position": at, "named": named} for name, at, named in
                     sorted(row["roles"], key=lambda role: role[:2])]
            yield {**row, "roles": roles, "attributed_to": said.get(row["claim"]["id"])}


def _keys(store: Store) -> Iterator[list[str]]:
    return rows.batches(sorted(row["key"] for row in store.read(queries_upkeep.ARTICLE_KEYS)), _PAGE)


def _entities(store: Store) -> Iterator[Row]:
    for row in sorted(store.read(queries_upkeep.EXPORT_ENTITIES), key=lambda row: str(row["id"])):
        yield {**row, "named": sorted(row["named"])}


def _events(store: Store) -> Iterator[Row]:
    for node in queries.EVENT_LABELS:
        found = (json.loads(row["json"]) for row in store.of_node(queries.EVENTS, node))
        yield from sorted(found, key=lambda event: str(event["id"]))


def _judgements(store: Store) -> Iterator[Row]:
    return iter(rows.judgement_row(one) for one in sorted(store.judgements(), key=lambda one: one.id))


# --------------------------------------------------------------------------------------------------- back


def import_all(
    store: Store, folder: Path, say: Callable[[str], None], progress: Callable[[int, str], None] = lambda *_: None
) -> Imported:
    """Stores what ``folder`` holds and makes deals and disputes of it; ``say`` hears of each line that is at fault.

    ``progress`` hears of how many more articles are stored, and what is being done.
    """
    report = Imported()

    def fault(message: str) -> None:
        report.failed += 1
        say(message)

    for made in rows.batches(_rows(folder, fault), ingest.BATCH_ARTICLES):
        for one, outcome in zip(made, store.put_rows(made), strict=True):
            report.stored += outcome == "stored"
            report.unchanged += outcome == "unchanged"
            if outcome == "refused":
                fault(f"{one.article['key']}: the graph holds another text or reading of this version")
        progress(len(made), "Bringing back")
    decided = list(_each(folder / "judgements.jsonl", rows.judgement, fault))
    judgements.put_all(store, decided)
    report.judgements = len(decided)
    progress(0, ingest.REFRESHING)
    ingest.refresh(store)
    return report


def articles_in(folder: Path) -> int | None:
    """How many versions of articles an export holds; None where it cannot be read."""
    try:
        with (folder / "articles.jsonl").open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return None


def _rows(folder: Path, fault: Callable[[str], None]) -> Iterator[ArticleRows]:
    """Articles with their claims: both files are in the order of articles, so that one pass tells them together."""
    claims = groupby(_each(folder / "claims.jsonl", _claim, fault), key=lambda claim: claim[0])
    here, told = next(claims, (None, iter(())))
    for made in _each(folder / "articles.jsonl", _article, fault):
        while here is not None and here < made.article["key"]:
            here, told = next(claims, (None, iter(())))
        if here == made.article["key"]:
            for _, claim in told:
                made.claims += claim.claims
                made.roles += claim.roles
                made.attributions += claim.attributions
                made.named |= claim.named
        yield made


def _each(path: Path, make: Callable[[Row], Any], fault: Callable[[str], None]) -> Iterator[Any]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield make(json.loads(line))
                except (ValueError, KeyError, TypeError, ValidationError) as error:
                    fault(f"{path}:{number}: not a line that export wrote ({type(error).__name__}: {error})")
    except OSError as error:
        fault(f"{path}: cannot be read: {error.strerror or error}")


def _article(row: Row) -> ArticleRows:
    article = row["article"]
    if article["key"] != f"{article['id']}@{article['version']}":
        raise ValueError("the key is not made of id and version")
    article.setdefault("day", article.get("published", ""))     # exports made before articles had it
    return ArticleRows(article, named={one["id"]: one for one in [row["publisher"]] if one})


def _claim(row: Row) -> tuple[str, ArticleRows]:
    id = row["claim"]["id"]
    made = ArticleRows({}, [{"article": row["article"], "claim": row["claim"]}])
    for role in row["roles"]:
        made.named[role["named"]["id"]] = role["named"]
        made.roles.append({"claim": id, "name": role["name"], "position": role["position"],
                           "named": role["named"]["id"]})
    if row["attributed_to"]:
        made.named[row["attributed_to"]["id"]] = row["attributed_to"]
        made.attributions.append({"claim": id, "named": row["attributed_to"]["id"]})
    return row["article"], made
