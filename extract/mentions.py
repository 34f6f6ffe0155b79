"""Who is named: tagger, list, legal forms, head words and capitals, fused into names of one paragraph.

A name is *sure* where tagger, list or wording say that it is a party; a capitalised sequence alone is not, and counts
only if it fills a role of a trigger (``name_at`` finds that one too). Vocabulary: ``lang/<language>/mentions.yaml``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.mentions_sources import Reader
from extract.mentions_spans import NAME_WORD, Name
from extract.names import Record
from extract.paragraphs import Paragraph
from extract.tokens import Doc
from extract.types import EntityKind

__all__ = ["Name", "consistent", "find_names", "name_at"]

_BRACKETED = 100    # votes of "(FCA)" behind its long form for what FCA is in this article


def find_names(paragraph: Paragraph) -> list[Name]:
    """The names of a paragraph in reading order, none within another."""
    doc = paragraph.doc
    if "names" not in doc.user_data:
        doc.user_data["names"] = Reader(doc).names()
    names: list[Name] = doc.user_data["names"]
    return list(names)


def name_at(paragraph: Paragraph, token: int) -> Name | None:
    """The longest capitalised name around ``token``, whatever its tag; None for places' and days' own names."""
    for name in find_names(paragraph):
        if name.start <= token < name.end:
            return name
    return Reader(paragraph.doc).around(token)


def consistent(paragraphs: Sequence[Paragraph], names: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """What is surely a name once is one wherever the same words stand, of the kind that it most often has."""
    votes: defaultdict[tuple[str, ...], Counter[tuple[EntityKind | None, Record | None]]] = defaultdict(Counter)
    surnames: set[str] = set()
    for paragraph, found in zip(paragraphs, names, strict=True):
        for name in found:
            if name.sure:
                weight = _BRACKETED if _bracketed(paragraph.doc, name) else 1
                votes[_texts(paragraph.doc, name)][name.kind, name.record] += weight
                if name.kind == "person" and name.end - name.start > 1:
                    surnames.add(paragraph.doc[name.end - 1].text)
    chosen = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    return [_spread(paragraph.doc, found, chosen, surnames) for paragraph, found in zip(paragraphs, names, strict=True)]


def _bracketed(doc: Doc, name: Name) -> bool:
    return name.end < len(doc) and doc[name.start - 1].text == "(" and doc[name.end].text == ")" and name.start > 1


def _texts(doc: Doc, name: Name) -> tuple[str, ...]:
    return tuple(t.text for t in doc[name.start:name.end])


def _parted(doc: Doc, name: Name, known: Collection[tuple[str, ...]]) -> list[Name]:
    """"the Acme-Beta merger" names two where the article names both apart; "Groupe Gorlin a" the group of elsewhere."""
    if name.start and _texts(doc, longer := replace(name, start=name.start - 1)) in known:
        return [longer]
    cuts = [name.start - 1, *(t.i for t in doc[name.start:name.end] if t.text in {"-", "–", "/"}), name.end]
    parts = [replace(name, start=a + 1, end=b) for a, b in pairwise(cuts)]
    apart = name.record is None and len(parts) > 1 and all(_texts(doc, p) in known for p in parts)
    if name.record is None and name.end - name.start > 2 and doc[name.start + 1].text in {"'s", "’s"} and (
            _texts(doc, bare := replace(name, start=name.start + 2)) in known):
        return [bare]           # "Dunmore's Ombra Bio", elsewhere "Ombra Bio"
    return parts if apart else [name]


def _spread(doc: Doc, found: Sequence[Name], chosen: dict[tuple[str, ...], tuple[EntityKind | None, Record | None]],
            surnames: set[str]) -> list[Name]:
    kept: list[Name] = []
    for name in (part for n in found for part in _parted(doc, n, chosen)):
        form = _texts(doc, name)
        if len(form) == 1 and form[0] in surnames and name.record is None:
            kept.append(replace(name, kind="person", record=None))
        elif form in chosen and name.kind != "person":
            kind, record = chosen[form]
            kept.append(replace(name, kind=kind, record=record, sure=True))
        else:
            kept.append(name)
    taken = {i for name in kept for i in range(name.start, name.end)}
    words = [t.text for t in doc]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        places[word].append(i)
    for form, (kind, record) in sorted(chosen.items(), key=lambda item: -len(item[0])):
        for start in places.get(form[0], ()):
            span = range(start, start + len(form))
            if tuple(words[start:span.stop]) == form and not taken.intersection(span) and NAME_WORD.match(form[-1]):
                kept.append(Name(start, span.stop, kind, record))
                taken.update(span)
    return sorted(kept, key=lambda n: n.start)
