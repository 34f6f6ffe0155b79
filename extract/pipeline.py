"""Article -> Extraction, in batches by language, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar, get_args

from extract import claims, mentions, resolve, taggers
from extract.paragraphs import Paragraph
from extract.parse import parse
from extract.registry import RegistryError
from extract.types import Article, Extraction, Language

BATCH = 64      # articles parsed together
OnError = Callable[[Article, Exception], None]


def extract(articles: Iterable[Article], batch: int = BATCH, on_error: OnError | None = None) -> Iterator[Extraction]:
    """One Extraction an article, in order; at most ``batch`` articles are held at once.

    A fault in the YAML is raised. An article that cannot be read is told to ``on_error`` and left out; without
    ``on_error`` its error is raised too.
    """
    waiting = iter(articles)
    while group := list(islice(waiting, batch)):
        with taggers.forgetting({article.language for article in group}):
            parsed = _parsed(group, on_error)
            found = [extraction for n, article in enumerate(group) if n in parsed
                     for extraction in _guarded(partial(_one, article, parsed.pop(n)), article, on_error)]
        yield from found


def _parsed(group: Sequence[Article], on_error: OnError | None) -> dict[int, list[Paragraph]]:
    """Parsed by language; where a batch fails, its articles one by one."""
    parsed: dict[int, list[Paragraph]] = {}
    for language in get_args(Language):
        chosen = [n for n, article in enumerate(group) if article.language == language]
        try:
            parsed |= dict(zip(chosen, parse([group[n] for n in chosen], language), strict=True)) if chosen else {}
        except Exception:
            for n in chosen:
                for paragraphs in _guarded(partial(parse, [group[n]], language), group[n], on_error):
                    parsed[n] = paragraphs
    return parsed


T = TypeVar("T")


def _guarded(work: Callable[[], list[T]], article: Article, on_error: OnError | None) -> list[T]:
    """What ``work`` gives; nothing, and a word to ``on_error``, where it fails: the rest goes on."""
    try:
        return work()
    except Exception as error:
        if on_error is None or isinstance(error, RegistryError):
            raise
        on_error(article, error)
        return []


def _one(article: Article, paragraphs: Sequence[Paragraph]) -> list[Extraction]:
    return [read(article, paragraphs)]


def read(article: Article, paragraphs: Sequence[Paragraph]) -> Extraction:
    """What one parsed article says."""
    names = mentions.consistent(paragraphs, [mentions.find_names(p) for p in paragraphs])
    cast = resolve.build(article, paragraphs, names)
    found, misses = claims.read(article, paragraphs, cast)
    return Extraction(article, cast.entities(), found, misses)
