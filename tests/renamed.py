"""Gold with every firm and person under an invented name: who reads loses nothing by it, who recognises does.

Names are exchanged word by word, in the text and in its claims alike, so that short forms go with long ones. Words that
say what a party is stay ("Bank", "Inc"), and so do authorities, courts and countries: these are told by their words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from babel import Locale

from extract.mentions_spans import Words
from extract.names import gazetteer, legal_forms, plain
from extract.registry import LANGUAGES, lexicon
from tests.scoring import Json

SEED = 7
_PARTS = ("gold", "forbid", "optional")
_WORD = re.compile(r"[^\W\d_]+")
_STARTS = {True: [""], False: "b br c d dr f g gr l m n p pl r s st t tr v".split()}
_MIDDLES = "andor elin oris avel umbr ester ildan ervo ontal irel amor endis".split()
_ENDS = "a en ia is o on or yl".split()


def renamed(items: Iterable[Json]) -> list[Json]:
    """``items`` of a gold file with other names; the same ones each time."""
    return [_rename(item) for item in items]


def _rename(item: Json) -> Json:
    words = sorted({word for name in _names(item) for word in _own(name)})
    chance = random.Random(f"{SEED} {item['id']}")
    taken: set[str] = {w.lower() for w in _WORD.findall(item["text"])}
    new = {word: _invented(word, chance, taken) for word in words}

    def exchange(text: str) -> str:
        return _WORD.sub(lambda m: new.get(m[0], m[0]), text)

    def claims(part: Sequence[Json]) -> list[Json]:
        return [claim | {side: exchange(claim[side]) for side in ("source", "target") if claim[side]} for claim in part]

    return item | {part: claims(item[part]) for part in _PARTS if part in item} | {"text": exchange(item["text"])}


def _names(item: Json) -> Iterator[str]:
    """The names of parties that are to be changed."""
    for claim in (claim for part in _PARTS for claim in item.get(part, ())):
        for name in (claim["source"], claim["target"]):
            record = gazetteer().lookup(name) if name not in (None, "*") else None
            if name not in (None, "*") and not (record is not None and record.kind in {"public_body", "court"}):
                yield name


def _own(name: str) -> list[str]:
    """The words of a name that are its own; of one that says itself an authority, none."""
    words = _WORD.findall(name)
    if any(w.lower() in _heads("court", "public_body") for w in words):
        return []
    kept = _heads("court", "public_body", "fund", "publisher", "organisation", "company") | _countries()
    return [w for w in words if w[0].isupper() and len(w) > 1 and w.lower() not in kept
            and plain(w) not in legal_forms()]


def _invented(word: str, chance: random.Random, taken: set[str]) -> str:
    """Opens with a vowel where ``word`` does ("d'Ombra"); an acronym for an acronym."""
    vowel = plain(word)[0] in "aeiouyh"
    while True:
        made = chance.choice(_STARTS[vowel]) + chance.choice(_MIDDLES) + chance.choice(_ENDS)
        made = made[:len(word)].upper() if word.isupper() and len(word) < 6 else made.capitalize()
        if made.lower() not in taken:
            taken.add(made.lower())
            return made


@cache
def _heads(*kinds: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES
                     for kind, words in lexicon(language, "mentions", Words).heads.items() if kind in kinds
                     for word in words)


@cache
def _countries() -> frozenset[str]:
    return frozenset(word.lower() for language in LANGUAGES for name in Locale(language).territories.values()
                     for word in _WORD.findall(name))
