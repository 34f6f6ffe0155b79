"""What the tests of ``resolve`` and ``attribution`` share: a text in, its cast out, by the real pipeline."""

from __future__ import annotations

from functools import cache

from extract import mentions, resolve
from extract.parse import parse
from extract.resolve import Cast
from extract.types import Article, EntityKind, Language

FIRMS: tuple[EntityKind, ...] = ("company", "fund", "publisher", "organisation")
ANY: tuple[EntityKind, ...] = (*FIRMS, "public_body", "court", "person", "product")


@cache
def cast_of(text: str, language: Language) -> Cast:
    """``text`` may begin with a title, set off by " || "."""
    title, _, body = text.rpartition(" || ")
    article = Article("test", f"{title}\n\n{body}" if title else body, language, title=title or None)
    [paragraphs] = parse([article], language)
    names = mentions.consistent(paragraphs, [mentions.find_names(p) for p in paragraphs])
    return resolve.build(article, paragraphs, names)


def place(cast: Cast, word: str) -> tuple[int, int]:
    """(paragraph, token) of ``word``, its last occurrence; "word#2" the second."""
    form, _, number = word.partition("#")
    found = [(p.index, t.i) for p in cast.paragraphs for t in p.doc if t.text == form]
    assert found, f"no {form!r} in the text"
    return found[int(number) - 1 if number else -1]


def names(cast: Cast, word: str, kinds: tuple[EntityKind, ...]) -> list[str]:
    """Names of the parties that the phrase headed by ``word`` means."""
    parties = cast.parties(*place(cast, word), kinds)
    cast.settle(parties)
    by_id = {e.id: e.name for e in cast.entities()}
    return [by_id[p.entity] for p in parties]
