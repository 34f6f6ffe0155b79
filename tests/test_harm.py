"""Sentences that tempt to a claim which would harm somebody: what is said of relations marked ``harmful``, and no more.

A row of ``constructions/harm_*.txt``: sentence | RELATION source -> target [denied], ... | ! why it fails. "?" before a
claim: it is so, but need not be found. A denial says no ill of anybody and need not be listed.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.relations import ontology
from extract.types import Article, Extraction

FOLDER = Path(__file__).parent / "constructions"


def rows() -> dict[str, tuple[str, list[str], str]]:
    """text -> (language, claims, why it fails)."""
    found: dict[str, tuple[str, list[str], str]] = {}
    for language in ("en", "fr"):
        for line in (FOLDER / f"harm_{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("="):
                text, claims, *why = (part.strip() for part in line.split("|"))
                found[text] = language, [c.strip() for c in claims.split(",") if c.strip() != "nothing"], "".join(why)
    return found


@cache
def read() -> dict[str, Extraction]:
    articles = [Article(id=text, text=text, language=language, published=date(2024, 6, 12))  # type: ignore[arg-type]
                for text, (language, _, _) in rows().items()]
    return {e.article.id: e for e in extract(articles)}


def said(extraction: Extraction) -> dict[str, bool]:
    """Claims of harmful relations as written in a row, each with whether it is denied."""
    names = {e.id: e.name for e in extraction.entities}
    return {f"{c.relation} {names[c.source]}" + (f" -> {names[c.target]}" if c.target else "")
            + " denied" * (c.stance == "denied"): c.stance == "denied"
            for c in extraction.claims if ontology().relations[c.relation].harmful}


@pytest.mark.parametrize("text", [
    pytest.param(text, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else []) for text, (_, _, why) in
    rows().items()])
def test_nothing_worse_is_claimed_than_is_said(text: str) -> None:
    wanted = rows()[text][1]
    found = said(read()[text])
    assert [c for c, denied in found.items() if not denied and c not in {w.lstrip("? ") for w in wanted}] == []
    assert [w for w in wanted if not w.startswith("?") and w not in found] == []
