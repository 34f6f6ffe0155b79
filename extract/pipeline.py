"""Article -> Extraction, in batches by language, in the order given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import get_args

from extract import claims, mentions, resolve
from extract.paragraphs import Paragraph
from extract.parse import parse
from extract.types import Article, Extraction, Language

BATCH = 64      # articles parsed together


def extract(articles: Iterable[Article], batch: int = BATCH) -> Iterator[Extraction]:
    """One Extraction an article, in order; at most ``batch`` articles are held at once."""
    waiting = iter(articles)
    while group := list(islice(waiting, batch)):
        parsed: dict[int, list[Paragraph]] = {}
        for language in get_args(Language):
            chosen = [n for n, article in enumerate(group) if article.language == language]
            if chosen:
                for n, paragraphs in zip(chosen, parse([group[n] for n in chosen], language), strict=True):
                    parsed[n] = paragraphs
        for n, article in enumerate(group):
            yield read(article, parsed[n])


def read(article: Article, paragraphs: Sequence[Paragraph]) -> Extraction:
    """What one parsed article says."""
    names = mentions.consistent(paragraphs, [mentions.find_names(p) for p in paragraphs])
    cast = resolve.build(article, paragraphs, names)
    found, misses = claims.read(article, paragraphs, cast)
    return Extraction(article, cast.entities(), found, misses)
