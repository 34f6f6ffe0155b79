"""Parts and assets of a company that are bought and sold: "aircraft leasing unit", "ses activités de télévision"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.names import name_key
from extract.predicates_labels import complements
from extract.roster import Member
from extract.tokens import Token
from extract.types import EntityKind

if TYPE_CHECKING:
    from extract.resolve import Cast

_BEFORE = {"ADJ", "NOUN", "PROPN", "NUM", "ADV", "SYM"}
_GLUE = {"-", "/", "&"}
_OWNERS: tuple[EntityKind, ...] = ("company", "fund", "publisher", "organisation")


@dataclass(frozen=True, slots=True)
class Unit:
    """``start`` up to ``end``: tokens of the bare phrase, without determiner and possessor."""

    member: Member
    start: int
    end: int


def read(cast: Cast, paragraph: int, head: Token) -> Unit | None:
    """The unit named by the phrase headed by ``head``; None where nothing tells it from any other."""
    start, end = _first(cast, paragraph, head), _last(cast, paragraph, head)
    words = [t for t in head.doc[start:end] if t.pos_ not in {"DET", "PUNCT"}]
    owner = _owner(cast, paragraph, head)
    vague = cast.clauses[paragraph].vague
    if owner is None and (len(words) < 2 or all(t.lemma_.lower() in vague for t in words)):
        return None                         # "the unit", "assets": said of whom?
    name = " ".join(head.doc[start:end].text.split())
    return Unit(cast.roster.owned(name_key(name), name, owner), start, end)


def _first(cast: Cast, paragraph: int, head: Token) -> int:
    doc, i = head.doc, head.i
    while i > head.sent.start:
        before = doc[i - 1]
        if before.text in {"'s", "’s"} or before.lower_ in {*cast.words.possessive, *cast.words.definite}:
            break
        inner = before.pos_ in _BEFORE or before.text in _GLUE or (before.pos_ == "VERB" and before.head.i >= i)
        if not inner or not (head.is_ancestor(before) or before.text in _GLUE):
            break
        i -= 1
    return i


def _last(cast: Cast, paragraph: int, head: Token) -> int:
    """To the end of adjectives and of 'de' / 'of' with a common noun: "activités de télévision", not "of Ombra"."""
    doc, i = head.doc, head.i + 1
    while i < head.sent.end:
        word = doc[i]
        beside = word.pos_ == "NOUN" and cast.language == "fr"      # "branche biscuits"
        if word.is_lower and (beside or (word.pos_ == "ADJ" and head.is_ancestor(word))):
            i += 1
            continue
        if word.lower_ in {"de", "d'", "of"} and i + 1 < head.sent.end:
            noun = doc[i + 1]
            named = cast.roster.at(paragraph, noun.i) is not None
            if noun.pos_ == "NOUN" and not named:
                i += 2
                continue
        break
    return i


def _owner(cast: Cast, paragraph: int, head: Token) -> Member | None:
    """The possessor: before the head, or the first name after 'of' / 'de' in its phrase."""
    tokens = cast.holders(paragraph, head)
    tokens += [inner for _, noun in complements(head, cast.language) for inner in cast.holders(paragraph, noun)]
    for token in tokens:
        members, _, _ = cast.meant(paragraph, token.i, _OWNERS)
        if len(members) == 1 and members[0].fits(_OWNERS) and members[0].kind != "unit":
            return members[0]
    return None
