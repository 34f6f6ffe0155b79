"""An Extraction as other programs read it: one JSON object, its keys and values as the contract has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from extract import misses
from extract.types import Claim, Entity, Extraction, Miss

Json = dict[str, Any]

_ARTICLE = ("id", "title", "url", "publisher", "published", "language", "text")
_CLAIM = ("id", "statement", "relation", "source", "target", "roles", "properties", "status", "stance", "outcome",
          "matter", "amount", "date", "attribution", "confidence", "rule", "evidence")
_AMOUNT = ("text", "start", "end", "value", "min", "max", "currency", "bound", "percent", "of")
_DATE = ("text", "start", "end", "value", "precision", "earliest", "latest", "basis", "role")
# What str.splitlines takes for the end of a line though JSON need not escape it: one object stays one line.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def to_json(extraction: Extraction) -> Json:
    """{"article", "entities", "claims"}: plain dicts, lists, strings, numbers and None."""
    return {
        "article": _pick(asdict(extraction.article), _ARTICLE),
        "entities": [_entity(entity) for entity in extraction.entities],
        "claims": [_claim(claim) for claim in extraction.claims],
    }


def miss_to_json(article: str, miss: Miss) -> Json:
    """A sentence that gave no claim, and why."""
    return {"article": article, **plain(asdict(miss)), "why": misses.explained(miss.reason)}


def line(value: Json) -> str:
    """``value`` on one line, without the newline."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)


def number(value: Decimal) -> int | float:
    """A JSON number: whole ones without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """``value`` with Decimals as numbers, days as ISO 8601, tuples as lists."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else value


def _entity(entity: Entity) -> Json:
    return _pick(asdict(entity), ("id", "name", "kind", "aliases", "mentions"))


def _claim(claim: Claim) -> Json:
    row = _pick(asdict(claim), _CLAIM)
    for key, keys in (("amount", _AMOUNT), ("date", _DATE), ("attribution", ("name", "entity", "mode"))):
        row[key] = row[key] and _pick(row[key], keys)
    return row


def _pick(row: Mapping[str, Any], keys: tuple[str, ...]) -> Json:
    return {key: plain(row[key]) for key in keys}
