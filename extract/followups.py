"""Sums and days that a later sentence gives: "The deal, announced on Monday", "La transaction est évaluée à ...".

A definite noun for a deal or a dispute that names no party speaks of the last one told; it fills what that claim lacks
and changes nothing that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extract.attach import Attached
from extract.predicates_labels import complements, feature
from extract.relations import ontology
from extract.status import words
from extract.types import Claim, Language, Predicate

_DEFINITE = {"the", "this", "that", "le", "la", "l'", "ce", "cet", "cette"}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a sentence adds to the last claim of ``category``."""

    category: str
    attached: Attached


def nouns(language: Language) -> frozenset[str]:
    """The nouns that may speak of a deal or dispute told before."""
    return frozenset(noun for listed in words(language).anaphora.values() for noun in listed)


def follow_up(predicate: Predicate, head: Token, attached: Attached, language: Language) -> FollowUp | None:
    """The follow-up that a predicate without parties is, if it is one."""
    told = category(head, predicate.lemma, language) if predicate.pos == "noun" else None
    if told is None or (attached.date is None and not attached.sums):
        return None
    return FollowUp(told, attached)


def category(noun: Token, lemma: str, language: Language) -> str | None:
    """What a definite noun speaks of, where it is one for a deal or a dispute told before."""
    if not any(c.lower_ in _DEFINITE and c.i < noun.i for c in noun.children):
        return None
    return next((c for c, listed in words(language).anaphora.items() if lemma in listed), None)


def means_both(token: Token, language: Language) -> bool:
    """Whether a noun means the two parties told last: "the companies", "les directions des entreprises"."""
    lexical = words(language)
    if token.lemma_.lower() in lexical.leaders:
        token = next((h for p, h in complements(token, language) if p in {"of", "de"}), token)
    definite = any(c.lower_ in {"the", "les", "des", "both"} and c.i < token.i for c in token.children)
    return definite and token.lemma_.lower() in lexical.both and feature(token, "Number") == "Plur"


def filled(found: Iterable[tuple[Claim | FollowUp, bool]]) -> Iterator[tuple[Claim, bool]]:
    """The claims, in order, with what follow-ups add to the last statement of their category."""
    told: list[tuple[Claim, bool]] = []
    for item, is_title in found:
        if isinstance(item, Claim):
            told.append((item, is_title))
            continue
        relations = ontology().relations
        last = next((c for c, title in reversed(told)
                     if not title and relations[c.relation].category == item.category), None)
        if last is not None:
            told = [(_with(c, item) if c.statement == last.statement else c, title) for c, title in told]
    yield from told


def _with(claim: Claim, item: FollowUp) -> Claim:
    date = claim.date or item.attached.date
    return replace(claim, date=date, amount=claim.amount or item.attached.amount(ontology().relations[claim.relation]))
