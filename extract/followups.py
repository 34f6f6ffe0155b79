"""What a later sentence adds to a deal or dispute told before: "The deal, announced on Monday", "La transaction est
évaluée à ...", "Kestrel will pay ...", "The sale was later called off".

A noun for a deal or a dispute that names no party speaks of one told before: the last that the noun can mean. It fills
what that claim lacks and changes nothing that it has; where it tells a later stage, that is a claim of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from extract.attach import Attached
from extract.predicates_clause import VERBAL
from extract.predicates_labels import complements, feature
from extract.relations import ontology
from extract.status import ended, words
from extract.tokens import Token
from extract.types import Amount, Claim, Language, Predicate

_DEFINITE = {"the", "this", "that", "their", "its", "le", "la", "l'", "du", "au", "ce", "cet", "cette", "leur", "son",
             "sa"}
_OPENS = {",", "in", "under", "through", "via", "dans"}     # "..., a deal worth", "in a transaction valued at"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a sentence adds to the last claim that it can mean: one of ``relations`` if any, else one of ``category``;
    that ``who`` are parties of, of a payment (no category) one of them. Its day is that of one of ``stages`` if any."""

    attached: Attached
    category: str | None = None
    relations: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()


def nouns(language: Language) -> frozenset[str]:
    """The nouns that may speak of a deal or dispute told before."""
    return frozenset[str]().union(*words(language).anaphora.values())


def payments(language: Language) -> frozenset[str]:
    """Verbs whose sum is that of the deal or dispute told before."""
    return words(language).payment


def speaks_again(predicate: Predicate, head: Token, language: Language) -> bool:
    """Whether a predicate may add to what was told before."""
    return again(predicate, head, language) is not None or (
        predicate.pos == "verb" and predicate.lemma in payments(language))


def again(predicate: Predicate, head: Token, language: Language) -> str | None:
    """The category of what was told before that a noun speaks of again: "the deal", "a deal struck in June"."""
    if predicate.pos != "noun":
        return None
    first = min([head.i, *(c.i for c in head.children if c.i < head.i)])
    before = head.doc[first - 1].lower_ if first > head.sent.start else ""
    told = any(c.pos_ in VERBAL and c.i > head.i for c in head.children) or before in _OPENS
    return category(head, predicate.lemma, language, told)


def category(noun: Token, lemma: str, language: Language, told: bool = False) -> str | None:
    """What a definite noun (or one otherwise ``told``) speaks of, where it is one for a deal or a dispute."""
    if not told and not any(c.lower_ in _DEFINITE and c.i < noun.i for c in noun.children):
        return None
    return next((c for c, listed in words(language).anaphora.items() if lemma in listed), None)


def follow_up(predicate: Predicate, head: Token, attached: Attached, language: Language,
              parties: Collection[str] = ()) -> FollowUp | None:
    """The follow-up that a predicate without a claim is, if it is one; ``parties``: entities among its arguments."""
    if predicate.pos == "verb" and predicate.lemma in payments(language):
        unreal = predicate.negated or any(c.kind in {"condition", "question", "counterfactual"} for c in predicate.cues)
        return FollowUp(attached, who=frozenset(parties)) if attached.sums and parties and not unreal else None
    meant = again(predicate, head, language)
    if meant is None or (attached.date is None and not attached.sums):
        return None
    named = ontology().by_trigger(language).get((predicate.pos, predicate.lemma), ())
    return FollowUp(attached, meant, frozenset(relation.name for relation, _ in named), frozenset(parties),
                    frozenset(ended(predicate, language, meant)))


def means_both(token: Token, language: Language) -> bool:
    """Whether a noun means the two parties told last: "the companies", "les directions des entreprises"."""
    lexical = words(language)
    if token.lemma_.lower() in lexical.leaders:
        token = next((h for p, h in complements(token, language) if p in {"of", "de"}), token)
    definite = any(c.lower_ in {"the", "les", "des", "both"} and c.i < token.i for c in token.children)
    return definite and token.lemma_.lower() in lexical.both and feature(token, "Number") == "Plur"


def filled(found: Iterable[tuple[Claim | FollowUp, bool]]) -> Iterator[tuple[Claim, bool]]:
    """The claims, in order, with what follow-ups add to the statement that they mean."""
    told: list[tuple[Claim, bool]] = []
    for item, is_title in found:
        if isinstance(item, Claim):
            told.append((item, is_title))
            continue
        meant = _meant(item, told)
        if meant is not None:
            told = [(_with(c, item) if c.statement == meant.statement else c, title) for c, title in told]
    yield from told


def _meant(item: FollowUp, told: list[tuple[Claim, bool]]) -> Claim | None:
    """The claim that a follow-up means: of the last sentence that tells one, the first; the title's if there is no
    other."""
    relations = ontology().relations
    fitting = [(c, title) for c, title in told if (
        item.who & {c.source, c.target} and c.amount is None if item.category is None
        else relations[c.relation].category == item.category
        and item.who <= {c.source, c.target, *(p for ends in c.roles.values() for p in ends)})]
    both = any(relations[name].symmetric for name in item.relations)       # a "tie-up" is of two sides
    named = ([(c, title) for c, title in fitting if c.relation in item.relations]
             or [(c, title) for c, title in fitting if both and relations[c.relation].symmetric] or fitting)
    if item.category is None:
        named = [(c, title) for c, title in named if relations[c.relation].category != "structure"]
    body = [c for c, title in named if not title] or [c for c, _ in named]
    return next((c for c in body if c.evidence == body[-1].evidence), None)


def _with(claim: Claim, item: FollowUp) -> Claim:
    """``claim`` with the sum and the day that it lacks; a day that lies ahead is that of another stage."""
    relation = ontology().relations[claim.relation]
    other = claim.status not in item.stages if item.stages else item.attached.ahead and claim.status != "planned"
    later = item.attached.amount(relation) if item.attached.sums else None
    return replace(claim, date=claim.date or (None if other else item.attached.date),
                   amount=sums_of_both(claim.amount, later))


def sums_of_both(first: Amount | None, later: Amount | None) -> Amount | None:
    """The sum told first, with the percentage told first; a price a share gives way to one for all."""
    if first is None or later is None or later.value is None:
        return first or later
    if first.value is None:
        return replace(later, percent=first.percent)
    return later if first.of == "per_share" != later.of else first
