"""Names before the tree, in lists and behind nouns: the French parser takes "X, la banque Y et Z ont" apart, so a list
is one name there.

What joins two names of a list is read from the words between them, by their forms: no tree is there yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extract.mentions_spans import Words
from extract.predicates_labels import CONTRACTED
from extract.registry import lexicon
from extract.standins import Name
from extract.tokens import Doc
from extract.types import Language
from extract.verbforms import infinitive


class Span(Protocol):
    """Tokens ``start`` up to ``end`` of a name."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_SINGULAR = {"a", "est", "va", "avait", "sera", "aura", "doit", "peut", "était", "veut"}
_LAST = (("et", "aussi"), ("et",), ("ou",), ("puis",), ("ainsi", "que"), ("ainsi", "qu'"), ("de", "même", "que"),
         ("mais", "aussi"), ("mais", "également"), ("et", "également"))
_ALSO = {"along with", "together with", "alongside", "as well as", "and also", "jointly with"}
_SINGLE = {"le", "la", "l'", "un", "une", "son", "sa", "leur", "du", "au", "ce", "cette"}
_INFINITIVE = re.compile(r"[eio]r$|re$")
_DETERMINERS = {"le", "la", "les", "l'"}
_PREPOSITIONS = {"à", "de", "avec", "contre", "par", "pour", "chez", "dans", "sur", "entre", "auprès", "et"}
# What the words between two names of a list are in the tree: label below the name that they stand before, and tag.
ROLES = {"case": "ADP", "det": "DET", "nmod": "NOUN", "amod": "ADJ"}


def joined(doc: Doc, names: Sequence[Name], language: Language) -> list[list[Name]]:
    """``names`` grouped: those of one list together, every other alone.

    "X a racheté Y et Z a vendu W" is no list: a singular verb follows it.
    """
    if language != "fr":
        pair = 2 * _opens_headline(doc, names[:2])
        english = [list(names[:2])][:pair]
        for name in names[pair:]:
            if english and _accompanies(doc, english[-1], name):
                english[-1].append(name)
            else:
                english.append([name])
        return english
    groups: list[list[Name]] = []
    closed = False
    for name in names:
        roles = between(doc, groups[-1], name) if groups else None
        if roles is not None and (not closed or any(doc[i].lower_ == "ainsi" for i, _ in roles)):
            groups[-1].append(name)
            closed = _is_last(doc, groups[-1])
        else:
            groups.append([name])
            closed = False
    return [part for group in groups for part in _lists(doc, group)]


def _opens_headline(doc: Doc, pair: Sequence[Name]) -> bool:
    """'Harlow, Ombra to merge': a comma for "and" between the two names that a headline begins with."""
    if len(pair) < 2 or pair[0].start or doc[pair[0].end:pair[1].start].text != ",":
        return False
    return doc[-1].text != "." and doc[pair[1].end:pair[1].end + 1].text not in {"", ",", "and", "."}


def _accompanies(doc: Doc, group: Sequence[Span], name: Span) -> bool:
    """'X, along with the Y', 'X as well as Y'."""
    words = [t.lower_ for t in doc[group[-1].end:name.start] if t.text != ","]
    return " ".join(words[:-1] if words[-1:] == ["the"] else words) in _ALSO


def between(doc: Doc, group: Sequence[Span], name: Span) -> list[tuple[int, str]] | None:
    """The words that join ``name`` to the list ``group``: token, and "cc", "punct" or one of ROLES; None: no list."""
    words = [t.lower_ for t in doc[group[-1].end:name.start]]
    at = group[-1].end
    if doc.lang_ == "en":
        return [(at + k, "punct" if word == "," else "cc") for k, word in enumerate(words)]
    if not words or len(words) > 8:
        return None
    roles: list[tuple[int, str]] = []
    i = 0
    if words[0] == ",":
        if doc[group[0].start - 1].is_title and group[0].start and doc[group[0].start - 1].lower_ in _PREPOSITIONS:
            return None                     # "Pour Ombra, Valmora et Tolvane ont ...": the comma closes an opening
        roles.append((at, "punct"))
        i = 1
    last = next((len(joint) for joint in _LAST if tuple(words[i:i + len(joint)]) == joint), 0)
    if not i and not last:
        return None
    roles += [(at + k, "cc") for k in range(i, i + last)]
    i += last
    preposition = _preposition(doc, group[0])
    if i < len(words) and preposition and CONTRACTED.get(words[i], words[i]) == preposition:
        roles.append((at + i, "case"))
        i += 1
    return _introduced(doc, at, words, i, roles)


def _introduced(doc: Doc, at: int, words: Sequence[str], i: int, roles: list[tuple[int, str]]
                ) -> list[tuple[int, str]] | None:
    """With an article and what says what the name is."""
    lexical = lexicon("fr", "mentions", Words)
    determined = any(role == "case" for _, role in roles) and words[i - 1] in CONTRACTED      # "et du fonds X"
    if i < len(words) and (determined or words[i] in _DETERMINERS):
        roles += [] if determined else [(at + i, "det")]
        i += not determined
        if i < len(words) and words[i] in lexical.companies | lexical.funds:     # "le fonds américain X", "la PME X"
            roles.append((at + i, "nmod"))
            i += 1
            described = i < len(words) and not (infinitive(words[i]) or doc[at + i].is_stop or doc[at + i].is_title)
        else:
            described = i < len(words) and words[i] in lexical.nationalities                    # "l'indien X"
        if described:
            roles.append((at + i, "amod"))
            i += 1
    return roles if i == len(words) else None


def _preposition(doc: Doc, first: Span) -> str:
    """What governs the list: "avec" in "avec la société X et avec Y"."""
    i = first.start - 1
    while i >= 0 and first.start - i < 5 and doc[i].is_lower and doc[i].lower_ not in CONTRACTED and (
            doc[i].lower_ not in _PREPOSITIONS):
        i -= 1
    word = doc[i].lower_ if i >= 0 else ""
    word = CONTRACTED.get(word, word)
    return word if word in _PREPOSITIONS else ""


def _is_last(doc: Doc, group: Sequence[Span]) -> bool:
    words = tuple(t.lower_ for t in doc[group[-2].end:group[-1].start] if t.text != ",")
    return any(words[:len(last)] == last for last in _LAST)


def _lists(doc: Doc, group: list[Name]) -> list[list[Name]]:
    """``group`` as one list if it ends in "et" and no singular verb follows; else its names one by one."""
    last = group[-1]
    after = doc[last.end].lower_ if last.end < len(doc) else ""
    if len(group) > 1 and _is_last(doc, group) and after not in _SINGULAR:
        return [group]
    return [[name] for name in group]


def described(doc: Doc, names: Sequence[Name], language: Language) -> dict[int, tuple[int, str]]:
    """What stands between a noun and the name that it introduces, "le fabricant lyonnais de capteurs industriels X", as
    token -> (its head, its label): the parser hangs the name on the last word of it. """
    found: dict[int, tuple[int, str]] = {}
    nationalities = lexicon("fr", "mentions", Words).nationalities
    for name in names if language == "fr" else ():
        i = name.start - 1
        if i > 0 and doc[i].lower_ in nationalities and doc[i - 1].lower_ in _DETERMINERS:
            found[i] = name.head, "amod"        # "l'américain X": the name is the head, whatever the parser thinks
            continue
        words = list(doc[max(0, i - 5):i + 1])
        of = next((t.i for t in reversed(words) if t.lower_ in {"de", "d'"}), 0)
        noun = of - 1
        while of and noun > 1 and doc[noun - 1].lower_ not in _SINGLE and noun > of - 3:
            noun -= 1
        inner = [t for t in doc[noun + 1:i + 1] if t.i != of] if of and of < i else []
        if not inner or not noun or doc[noun - 1].lower_ not in _SINGLE or not doc[noun].is_lower or any(
                not t.is_lower or not t.is_alpha or infinitive(t.lower_) or t.is_stop or _INFINITIVE.search(t.lower_)
                for t in inner):
            continue
        found |= {t.i: (noun if t.i < of + 2 else of + 1, "nmod" if t.i == of + 1 else "amod") for t in inner}
        found[of] = of + 1, "case"
    return found
