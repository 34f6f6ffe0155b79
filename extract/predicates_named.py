"""From the head of a noun phrase to the word a party is looked up by: the name that it introduces or describes."""

from __future__ import annotations

from spacy.tokens import Token

from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import complements, is_copular


def named(clause: Clause, token: Token) -> Token:
    """The head to look a party up by: through 'all of X', and from a common noun to the name set beside it."""
    for _ in range(3):
        if token.lemma_.lower() not in clause.transparent:
            break
        parts = [h for p, h in complements(token, clause.language) if p in {"of", "de", "in"}] or _whose(clause, token)
        if not parts:
            break
        token = parts[0]
    return (_beside(clause, token) or _described(clause, token) or token) if token.pos_ == "NOUN" else token


def _whose(clause: Clause, part: Token) -> list[Token]:
    """'X, dont il détient 60 % du capital': the antecedent of "dont"."""
    verb = next((t for t in part.ancestors if t.pos_ in VERBAL), None)
    relative = clause.relative_clause(verb) if verb is not None else None
    if relative is None or not any(t.lower_ == "dont" and t.i < relative.i for t in relative.subtree):
        return []
    return [relative.head]


def _described(clause: Clause, noun: Token) -> Token | None:
    """The name that a noun is said of: 'Ombra, a company founded by X', 'Ombra is a company founded by X'."""
    subject = is_copular(noun, clause.language)
    if subject is None and noun.dep_ in clause.labels.apposition:
        subject = noun.head
    return subject if subject is not None and subject.pos_ == "PROPN" else None


def _beside(clause: Clause, noun: Token) -> Token | None:
    """'l'éditeur de logiciels Tolvane', 'its former partner, Ombra': the name that the noun introduces."""
    labels = clause.labels.apposition | (clause.labels.compound if clause.language == "fr" else frozenset())
    for token in noun.subtree:
        if token.i <= noun.i or token.pos_ not in {"PROPN", "X"} or token.dep_ not in labels:
            continue
        if any(c.dep_ in {"case", "cc"} for c in token.children):
            continue
        path = token.head
        while path.i != noun.i and path.i > noun.i and path.dep_ in labels and path.head.i != path.i:
            path = path.head
        if path.i == noun.i:
            return token
    return None
