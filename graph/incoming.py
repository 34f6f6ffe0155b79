"""Articles that are to be read in: from a text, an address or files to what was understood, and what of it is new."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from extract import pipeline, sources
from extract.names import name_key
from extract.records import Found, Record, SourceError, to_article
from extract.types import Article, Extraction
from graph import queries_articles
from graph.sentences import Said
from graph.store import Store

Novelty = Literal["new", "known", "contradicting"]
Fault = Callable[[str], None]


def of_text(text: str, title: str = "", publisher: str = "", published: str = "") -> Iterator[Article]:
    """A pasted text as an article; SourceError where it cannot be one."""
    record = Record(text=text, title=title or None, publisher=publisher or None, published=published or None)
    yield to_article(Found("pasted text", _sha(text.encode()), record))[0]


def of_address(address: str, fault: Fault) -> Iterator[Article]:
    yield from sources.read([address], on_error=lambda error: fault(str(error)))


def of_given(text: str, fault: Fault) -> Iterator[Article]:
    """A pasted text, or what is at a pasted address."""
    text = text.strip()
    return of_address(text, fault) if re.fullmatch(r"https?://\S+", text) else of_text(text)


def of_files(files: Iterable[tuple[str, bytes]], fault: Fault) -> Iterator[Article]:
    """Name and content of each file. A text or a page gets an id of its content, for its place is not lasting."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files:
            path = Path(folder) / Path(name).name
            path.write_bytes(content)
            for article in sources.read([str(path)], on_error=lambda error: fault(str(error).replace(folder, ""))):
                lasting = not article.id.startswith("file:")
                yield article if lasting else replace(article, id=_sha(content))


def understood(articles: Iterable[Article], fault: Fault) -> Iterator[Extraction]:
    """What is read in each, one after the other, so that progress can be shown."""
    try:
        for article in articles:
            yield from pipeline.extract(
                [article], on_error=lambda one, error: fault(f"{one.id}: {type(error).__name__}: {error}"))
    except SourceError as error:
        fault(str(error))


def novelty(store: Store, found: Iterable[Said]) -> dict[str, Novelty]:
    """claim -> whether another article says the same of these parties, the opposite, or nothing of the kind."""
    made: dict[str, Novelty] = {}
    for one in found:
        keys = [name_key(name) for name in (one.source, one.target) if name] + ([] if one.target else [""])
        told = {(row["status"], row["stance"]) for row in store.read(
            queries_articles.TOLD_BEFORE, relation=one.relation, keys=keys, article=one.article)}
        denied = one.stance == "denied"
        if any(status == one.status and (stance == "denied") != denied for status, stance in told):
            made[one.claim] = "contradicting"
        else:
            made[one.claim] = "known" if any(status == one.status for status, _ in told) else "new"
    return made


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
