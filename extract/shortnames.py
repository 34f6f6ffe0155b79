"""Whether one name is short for another: first words, surnames, acronyms, what a text introduces as short."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.mentions_spans import Words
from extract.names import Record, name_key
from extract.registry import lexicon
from extract.tokens import Doc
from extract.types import EntityKind

if TYPE_CHECKING:
    from extract.roster import Member

_WORD = re.compile(r"\w+")
_SMALL = {"de", "des", "du", "la", "le", "les", "l", "d", "et", "of", "the", "and", "pour", "à", "au", "aux"}

_QUOTES = {'"', "“", "”", "«", "»", "'", "''", "``"}
_OPEN, _CLOSE = {"(", "["}, {")", "]"}


@dataclass(frozen=True, slots=True)
class Introduction:
    """A name behind the name at token ``after``; ``certain`` where the wording alone says that they are one."""

    after: int
    certain: bool


def introduced(doc: Doc, start: int, end: int) -> Introduction | None:
    """Where tokens ``start`` up to ``end`` are introduced as short: 'Ombra Paper (OP)', 'Ombra Paper, known as Opa'."""
    before = start - 1
    while before >= 0 and doc[before].text in _QUOTES:
        before -= 1
    while end < len(doc) and doc[end].text in _QUOTES:
        end += 1
    words: Words = lexicon(doc.lang_, "mentions", Words)
    called = next((len(phrase) for phrase in words.known_as if len(phrase) <= before + 1 and tuple(
        t.lower_ for t in doc[before + 1 - len(phrase):before + 1]) == phrase), 0)
    if called:
        before -= called
        while before > 0 and doc[before].pos_ == "ADV":
            before -= 1
        return Introduction(before - 1, certain=True) if before > 0 and doc[before].text in {",", *_OPEN} else None
    if before < 1 or end >= len(doc) or doc[before].text not in _OPEN or doc[end].text not in _CLOSE:
        return None
    return Introduction(before - 1, certain=before < start - 1)


def shortens(text: str, key: str, kind: EntityKind | None, long: Member) -> bool:
    """Whether ``text``, whose key is ``key``, can be short for ``long``."""
    if long.kind == "unit" or (kind is not None and long.kind is not None and kind != long.kind):
        return False
    short, words = key.split(), long.key.split()
    if len(short) >= len(words):
        return False
    if long.kind == "person" and not long.facts.human and words[:len(short)] == short:
        return True
    if long.kind == "person" or (long.kind == "publisher" and key in {"times", "post", "journal", "guardian"}):
        return words[-len(short):] == short and len(text.split()) == len(short)     # "Groupe Gorlin" is no Jean Gorlin
    if len(short) == 1 and text.istitle() and 4 <= len(text) <= 6 and long.kind in {"public_body", "organisation"} and (
            "".join(w[0] for w in _WORD.findall(long.name.lower()) if w not in _SMALL) == key):
        return True                         # "Commission nationale de l'informatique et des libertés": "Cnil"
    if text.isupper() and 2 <= len(text) <= 6 and len(short) == 1:
        written = "".join(w if w.isupper() else w[0] for w in _WORD.findall(long.name))       # "BSG Resources": "BSGR"
        return "".join(w[0] for w in words) == key or words[0] == key or written == text
    return words[:len(short)] == short and len(key) > 2


def abbreviates(text: str, key: str) -> bool:
    """Whether the letters of ``text`` come in this order in ``key``, from its first: FTC, BaFin, CADE."""
    letters = iter(re.sub(r"\W", "", key))
    wanted = re.sub(r"\W", "", name_key(text))
    return key[:1] == wanted[:1] and all(c in letters for c in wanted)


def is_short_for(name: str, record: Record) -> bool:
    """Whether the list's name says more: "Kestrel" and "Kestrel SA", an acronym, a place that stands for it."""
    acronym = name.isupper() and len(name) < min(6, len(record.name))
    return (acronym or name_key(name) == name_key(record.name)
            or (record.kind in {"public_body", "court"} and name in record.ambiguous))
