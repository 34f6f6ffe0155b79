"""Records <-> rows of the graph. Decimals are text beside a float to sort by; days are ISO text; the rest is JSON text.

Both engines then hold, compare and give back the same. A ``digest`` beside a row says whether it has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from extract.names import gazetteer, name_key, plain
from extract.types import Amount, Article, Claim, Entity, Extraction, PartialDate
from graph.identity import block_of
from graph.model import Edge, Event, GraphEntity, Judgement, Named, StoredClaim
from graph.parties import head, other_names
from graph.rates import size
from graph.suggest import begins

Row = dict[str, Any]
NEVER = "9999-99"       # after every day

_EXTRACTION: TypeAdapter[Extraction] = TypeAdapter(Extraction)
_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_ENTITY: TypeAdapter[GraphEntity] = TypeAdapter(GraphEntity)
_EDGE: TypeAdapter[Edge] = TypeAdapter(Edge)
_NAMED: TypeAdapter[Named] = TypeAdapter(Named)
_STORED: TypeAdapter[StoredClaim] = TypeAdapter(StoredClaim)
_EDGE_FIELDS = tuple(one.name for one in fields(Edge))
_UNKNOWN = dict.fromkeys(one.name for one in fields(StoredClaim))
_JUDGEMENT: TypeAdapter[Judgement] = TypeAdapter(Judgement)


def digest(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def given(row: Row) -> Row:
    """``row`` without what is unknown: no property is null, on either engine."""
    return {key: value for key, value in row.items() if value is not None}


# --------------------------------------------------------------------------------- an extraction to rows


@dataclass(slots=True)
class ArticleRows:
    """What one version of one article puts into the graph; ``key`` is article id and version."""

    article: Row
    claims: list[Row] = field(default_factory=list)
    named: dict[str, Row] = field(default_factory=dict)
    roles: list[Row] = field(default_factory=list)
    attributions: list[Row] = field(default_factory=list)


def shas(extraction: Extraction) -> tuple[str, str]:
    """What tells a changed text, and what tells a changed reading of it (or of its publisher, day, address)."""
    return digest(extraction.article.text.encode()), digest(_EXTRACTION.dump_json(extraction))


def named_id(article: str, key: str, kind: str) -> str:
    return digest("\x1f".join((article, key, kind)).encode())


def claim_id(claim: str, version: int) -> str:
    """The id a claim is stored under: the extractor's; with ``@version`` from an article's second version on.

    So the claims of two versions stay apart, and what comes before the ``@`` says that they say the same.
    """
    return claim if version == 1 else f"{claim}@{version}"


def article_rows(extraction: Extraction, version: int) -> ArticleRows:
    """All rows of ``extraction`` as ``version`` of its article."""
    article = extraction.article
    text_sha, output_sha = shas(extraction)
    rows = ArticleRows(_article(article, version, text_sha, output_sha))
    rows.article["misses"] = _json([
        {"relation": miss.relation, "reason": miss.reason, "start": miss.evidence.start, "end": miss.evidence.end}
        for miss in extraction.misses
    ])
    if article.publisher:
        publisher = _named(article.id, Entity(id="", name=article.publisher, kind="publisher"))
        rows.named[publisher["id"]] = publisher
        rows.article["publisher_named"] = publisher["id"]
    by_entity = {entity.id: _named(article.id, entity) for entity in extraction.entities}
    for claim in extraction.claims:
        _add_claim(rows, claim, claim_id(claim.id, version), by_entity)
    return rows


def _article(article: Article, version: int, text_sha: str, output_sha: str) -> Row:
    return given({
        "key": f"{article.id}@{version}", "id": article.id, "version": version, "text": article.text,
        "language": article.language, "title": article.title, "url": article.url, "publisher": article.publisher,
        "published": _day(article.published), "updated": _day(article.updated), "day": _day(article.published) or "",
        "text_sha": text_sha, "output_sha": output_sha,
        "search": plain(f"{article.title or ''} {article.publisher or ''}"),
    })


def _named(article: str, entity: Entity) -> Row:
    key = name_key(entity.name)
    record = gazetteer().lookup(entity.name)
    listed = record is not None and entity.id in ("", record.id)    # a publisher comes without an id
    others = other_names(key, entity.aliases)
    return given({
        "id": named_id(article, key, entity.kind), "article": article, "key": key, "name": entity.name,
        "kind": entity.kind, "list_id": record.id if record and listed else None, "aliases": list(entity.aliases),
        "mark": mark(key), "head": head_of(key, entity.kind),
        **{f"alias_{n}": mark(other) for n, (other, _) in enumerate(others)},
    })


def mark(key: str) -> str:
    """``key`` as it is looked up by: short enough for every index."""
    return key if len(key) <= 200 else digest(key.encode())


def head_of(key: str, kind: str) -> str:
    return mark(head(key, block_of(kind)))


def _add_claim(rows: ArticleRows, claim: Claim, stored: str, by_entity: dict[str, Row]) -> None:
    def name(entity: str) -> str:
        row = by_entity.get(entity)
        if row is None:
            raise ValueError(f"{claim.relation} names {entity!r}, which is no entity of its article")
        rows.named[row["id"]] = row
        return str(row["id"])

    rows.claims.append({"article": rows.article["key"], "claim": _claim(claim, stored)})
    parties: list[tuple[str, tuple[str, ...]]] = [("source", (claim.source,)), *claim.roles.items()]
    if claim.target is not None:
        parties.append(("target", (claim.target,)))
    rows.roles += [
        {"claim": stored, "name": role, "position": position, "named": name(entity)}
        for role, entities in parties for position, entity in enumerate(entities)
    ]
    if claim.attribution is not None and claim.attribution.entity is not None:
        rows.attributions.append({"claim": stored, "named": name(claim.attribution.entity)})


def _claim(claim: Claim, stored: str) -> Row:
    whole = _CLAIM.dump_python(claim, mode="json")
    return given({
        "id": stored, "base": claim.id, "lone": claim.target is None,
        "statement": claim.statement, "relation": claim.relation,
        "status": claim.status, "stance": claim.stance, "outcome": claim.outcome, "matter": claim.matter,
        "rule": claim.rule, "confidence": claim.confidence,
        "evidence": claim.evidence.text, "start": claim.evidence.start, "end": claim.evidence.end,
        "amount": _float(claim.amount.value) if claim.amount else None,     # to sort by; amount_value is exact
        **_flat("amount", claim.amount), **_flat("date", claim.date),
        "attribution": claim.attribution.name if claim.attribution else None,
        "attribution_mode": claim.attribution.mode if claim.attribution else None,
        "properties": _json(claim.properties) if claim.properties else None,
        "why": _json({key: whole[key] for key in ("trigger", "cues", "evidences")}),
    })


def _flat(name: str, told: Amount | PartialDate | None) -> Row:
    """The fields of a sum or a day under names that begin with ``name``."""
    if told is None:
        return {}
    return {f"{name}_{one.name}": _plain(getattr(told, one.name)) for one in fields(told)}


def _plain(value: Any) -> Any:
    """Sums and days as text, the rest as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


# -------------------------------------------------------------------------------------- rows to records


def named(row: Row) -> Named:
    return _NAMED.validate_python(row)


def stored_claim(row: Row, until: str | None = None) -> StoredClaim | None:
    """One row of ``queries.CLAIMS``, of a version that counted ``until`` that ISO day.

    None for a claim whose parties another command is just taking away.
    """
    roles: dict[str, list[str]] = {}
    for role, _, party in sorted(row["roles"]):
        roles.setdefault(role, []).append(party)
    if "source" not in roles:
        return None
    claim = _UNKNOWN | row | row["claim"]
    return _STORED.validate_python(claim | {
        "source": roles.pop("source")[0], "target": roles.pop("target", [None])[0], "roles": roles, "until": until,
        "properties": json.loads(claim["properties"] or "{}")})


def event(text: str) -> Event:
    return _EVENT.validate_json(text)


def entity(row: Row) -> GraphEntity:
    return _ENTITY.validate_python(given(row))


def edges(row: Row) -> list[Edge]:
    """One row of ``queries.EDGES_AMONG``, which is one for many edges: they are read twice as fast so."""
    return [_EDGE.validate_python(dict(zip(_EDGE_FIELDS, values, strict=False))) for values in row["edges"]]


def judgement_row(judgement: Judgement) -> Row:
    return given(_JUDGEMENT.dump_python(judgement, mode="json"))


def judgement(row: Row) -> Judgement:
    return _JUDGEMENT.validate_python(row)


# ------------------------------------------------------------------------------------- derived data to rows


def entity_row(entity: GraphEntity) -> Row:
    row = _ENTITY.dump_python(entity, mode="json")
    names = (entity.name, *entity.aliases)
    row["search"] = " | ".join(dict.fromkeys((*names, *map(plain, names))))     # found without its accents, too
    row["block"] = begins(entity)
    return given({**row, "digest": digest(_json(row).encode())})


def event_row(event: Event) -> Row:
    """``json`` is the whole event; what stands beside it is what is searched, filtered and sorted by."""
    money, first, last = event.amount, _day(event.first_day), _day(event.last_day)
    told = (event.title, event.matter, *(stage.evidence for stage in event.history))
    row = given({
        "id": event.id, "kind": event.kind, "family": event.family, "title": event.title, "status": event.status,
        "stance": event.stance, "contested": event.contested, "outcome": event.outcome, "matter": event.matter,
        "amount": _float(money.value) if money else None, "currency": money.currency if money else None,
        "first_date": event.first_date, "last_date": event.last_date, "first_day": first, "last_day": last,
        "latest": last or "", "oldest": first or "9999", "largest": size(event),
        "articles": event.articles, "origins": event.origins, "languages": list(event.languages),
        "parties": sorted(event.everybody),
        "told": _day(event.told) or "", "known": NEVER if event.undated else _day(event.told),
        "former_ids": list(event.former_ids), "text": " | ".join(text for text in told if text).lower(),
        "json": _EVENT.dump_json(event).decode(),
    })
    return {**row, "digest": digest(_json(row).encode())}


def edge_row(edge: Edge) -> Row:
    row = _EDGE.dump_python(edge, mode="json", exclude={"source", "target", "relation", "told"})
    row |= {"event_id": row.pop("event"), "amount": _float(edge.amount), "known": _day(edge.told) or NEVER}
    return given({**row, "digest": digest(_EDGE.dump_json(edge))})


def facets(relation: str, edge: Row) -> list[str]:
    """What an edge of these properties counts for in what edges can be filtered by, as JSON text."""
    counted = {"relation": relation, "status": edge["status"], "stance": edge["stance"],
               "currency": edge.get("currency") or ""}
    return [_json(counted), *(_json({"publisher": publisher}) for publisher in edge.get("publishers") or ())]


def spans(day: str) -> list[str]:
    """All that ``day`` begins with: one of these is what the ends of a time that it lies in have in common."""
    return [day[:length] for length in range(len(day) + 1)]


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
