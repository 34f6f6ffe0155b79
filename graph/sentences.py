"""What the articles say, claim by claim, as a reader wants it: the sentence, who said it, and why it was read so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from extract.relations import ontology
from extract.types import Extraction
from graph import queries, rows
from graph.model import Money
from graph.store import Store
from graph.verdicts import Verdicts, struck

Why = Literal["trigger", "cue", "amount", "date"]


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of a sentence that decided something of it."""

    why: Why
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a role; ``entity``: the id of who it is across all articles."""

    role: str
    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its article. ``start`` and ``end`` of the sentence: characters of the article's text."""

    claim: str
    relation: str
    parties: tuple[Party, ...]
    status: str
    stance: str
    outcome: str | None
    matter: str | None
    amount: Money | None
    date: str | None
    date_role: str | None
    sentence: str
    start: int
    end: int
    parts: tuple[Part, ...]
    attribution: str | None
    attribution_mode: str | None
    confidence: float
    rule: str
    article: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str

    def party(self, role: str) -> Party | None:
        return next((party for party in self.parties if party.role == role), None)

    @property
    def source(self) -> str:
        found = self.party("source")
        return found.name if found else ""

    @property
    def target(self) -> str | None:
        found = self.party("target")
        return found.name if found else None


def of_event(store: Store, node: str, id: str, limit: int) -> tuple[Said, ...]:
    """What the articles say of an event, latest article first."""
    return _said(store, queries.for_label(queries.CLAIMS_OF_EVENT, node), id=id, skip=0, limit=limit)


def between(store: Store, relation: str, source: str, target: str, limit: int) -> tuple[Said, ...]:
    """What the articles say of one relation of two parties: the sentences behind a structural edge."""
    symmetric = ontology().relations[relation].symmetric
    return _said(store, queries.CLAIMS_BETWEEN, relation=relation, source=source, target=target,
                 symmetric=symmetric, skip=0, limit=limit)


def of_entity(store: Store, id: str, skip: int, limit: int) -> tuple[tuple[Said, ...], int]:
    """What the articles say of a party, latest article first, and how many such claims there are."""
    said = latest_of_entity(store, id, limit, skip)
    return said, store.read(queries.CLAIM_COUNT_OF_ENTITY, id=id, **hidden(store))[0]["claims"]


def latest_of_entity(store: Store, id: str, limit: int, skip: int = 0) -> tuple[Said, ...]:
    return _said(store, queries.CLAIMS_OF_ENTITY, id=id, skip=skip, limit=limit)


def of_article(store: Store, id: str) -> tuple[Said, ...]:
    """What was read in an article, in the order of its text."""
    found = _said(store, queries.CLAIMS_OF_ARTICLE, id=id, skip=0, limit=2000)
    return tuple(sorted(found, key=lambda one: (one.start, one.claim)))


def hidden(store: Store) -> dict[str, list[str]]:
    """What is not to be shown: claims judged wrong, and suppressed articles and parties."""
    return _unheard(Verdicts.of(store.judgements()))


def _unheard(verdicts: Verdicts) -> dict[str, list[str]]:
    return {"wrong": sorted(verdicts.wrong), "suppressed": sorted(verdicts.suppressed)}


def _said(store: Store, query: str, **parameters: Any) -> tuple[Said, ...]:
    """What ``query`` finds, but for claims judged wrong; the names of suppressed parties are struck out."""
    verdicts = Verdicts.of(store.judgements())
    found = (_made(row, verdicts.hidden_names) for row in store.read(query, **parameters, **_unheard(verdicts)))
    return tuple(one for one in found if one is not None)


def of_extraction(extraction: Extraction) -> tuple[Said, ...]:
    """What was read in an article that is not stored: its parties have the ids of that article."""
    stored = rows.article_rows(extraction, 1)
    parties: dict[str, list[tuple[str, str, str]]] = {}
    for role in stored.roles:
        name = stored.named[role["named"]]
        parties.setdefault(role["claim"], []).append((role["name"], name["name"], name["id"]))
    article = {key: stored.article.get(key) for key in ("title", "url", "publisher", "published", "language")}
    found = (_made({"claim": row["claim"], "parties": parties[row["claim"]["id"]], "article": extraction.article.id,
                    **article}, frozenset()) for row in stored.claims)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.start, one.claim)))


def _made(row: dict[str, Any], names_hidden: frozenset[str]) -> Said | None:
    """None where a party of it is suppressed."""
    claim = row["claim"]
    names = {name for _, name, entity in row["parties"] if not entity} | names_hidden
    if names & {name for role, name, _ in row["parties"] if role in ("source", "target")}:
        return None
    sentence, attribution = struck(claim["evidence"], names), claim.get("attribution")
    value = claim.get("amount_value")
    money = Money(Decimal(value), claim.get("amount_currency"), claim["amount_of"]) if value else None
    return Said(
        claim=claim["id"], relation=claim["relation"],
        parties=tuple(Party(*party) for party in sorted(row["parties"]) if party[2]),
        status=claim["status"], stance=claim["stance"], outcome=claim.get("outcome"), matter=claim.get("matter"),
        amount=money, date=claim.get("date_value"), date_role=claim.get("date_role"), sentence=sentence,
        start=claim["start"], end=claim["end"], parts=tuple(_parts(claim, sentence)),
        attribution=None if attribution in names else attribution,
        attribution_mode=claim.get("attribution_mode"), confidence=claim["confidence"], rule=claim["rule"],
        article=row["article"], title=row["title"] and struck(row["title"], names), url=row["url"],
        publisher=row["publisher"], published=row["published"], language=row["language"],
    )


def _parts(claim: dict[str, Any], sentence: str) -> Iterator[Part]:
    """What decided, where it stands in the sentence itself (a date may stand in another one)."""
    why = json.loads(claim.get("why") or "{}")
    told: list[tuple[Why, dict[str, Any] | None]] = [("trigger", why.get("trigger"))]
    told += [("cue", cue) for cue in why.get("cues", ())]
    for name in ("amount", "date"):
        if claim.get(f"{name}_text"):
            told.append((name, {"text": claim[f"{name}_text"], "start": claim[f"{name}_start"],
                                "end": claim[f"{name}_end"]}))
    for kind, piece in told:
        if piece is None:
            continue
        start, end = piece["start"] - claim["start"], piece["end"] - claim["start"]
        if start >= 0 and sentence[start:end] == piece["text"]:
            yield Part(kind, start, end)
