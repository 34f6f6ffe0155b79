"""What the French parser takes for one list and is none, and the other way round; rules as in ``predicates_trees``."""

from __future__ import annotations

from extract.predicates_labels import Moved, feature
from extract.tokens import Token

_OF = {"de", "d'", "du"}


def gapped(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X détient 28 % d'Ombra et Y 9 %", "X est conseillé par Y et Z par W": what opens a clause without verb stands
    in no list, and what follows it is not the first clause's."""
    if token.i not in names or token.dep_ != "conj" or token.nbor(-1).lower_ not in {"et", "l'", "le", "la"}:
        return None
    after = max((c.i for c in token.children if c.dep_.startswith("flat") and c.i > token.i), default=token.i) + 1
    if after + 1 >= len(token.doc):
        return None
    told = token.doc[after]
    again = told.lower_ == "par" and mark(token.head) == "par"
    if not again and not (told.text[0].isdigit() and token.doc[after + 1].text == "%"):
        return None
    other = next((t for t in token.doc[after + 1:after + 4] if t.i in names), None) if again else None
    return {token.i: (token.sent.root.i, "orphan")} | ({other.i: (token.i, "orphan")} if other is not None else {})


def gapped_by(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X est conseillé par Y, Z par W": Z and W are the parties of the same verb again."""
    doc = token.doc
    after = max((c.i for c in token.children if c.dep_.startswith("flat") and c.i > token.i), default=token.i) + 1
    if token.i not in names or not token.i or doc[token.i - 1].lower_ not in {",", "et", ";"} or (
            after + 1 >= len(doc) or doc[after].lower_ != "par" or doc[after].head.i < after):
        return None
    verb = next((t for t in reversed(doc[:token.i]) if t.pos_ == "VERB" or t.text in {".", "!", "?"}), None)
    if verb is None or not any(c.dep_ == "aux:pass" for c in verb.children) or not any(
            mark(t) == "par" for t in doc[verb.i + 1:token.i]):
        return None
    return {token.i: (verb.i, "orphan"), doc[after].head.i: (token.i, "orphan")}


def paired(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X, le fondateur et PDG de Y": what "et" joins to a noun that is said of a name is said of it too."""
    before = token.nbor(-2) if token.i > 1 else token
    if token.pos_ != "NOUN" or token.dep_ != "conj" or token.nbor(-1).lower_ != "et" or before.pos_ != "NOUN" or (
            moved.get(before.i, (before.head.i, before.dep_)) != (token.head.i, "appos")):
        return None
    return {token.i: (before.i, "conj")}


def de_again(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"auprès de X, de Y et de Z": a name with the "de" of the one before a comma stands in its list."""
    first = token.left_edge.i
    if token.pos_ != "PROPN" or token.dep_ != "nmod" or token.head.pos_ != "PROPN" or first < 1 or (
            token.doc[first - 1].text != "," or not {mark(token), mark(token.head)} <= _OF):
        return None
    return {token.i: (token.head.i, "conj")}


def resolved(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"la décision de X de racheter Y": an infinitive with "de" right behind a name is what X's decision is."""
    before = next((c.i for c in token.children if c.dep_ == "mark" and c.lower_ in _OF and c.i < token.i), 0)
    if token.pos_ != "VERB" or feature(token, "VerbForm") != "Inf" or before < 3:
        return None
    above = token.doc[before - 1]
    while above.pos_ in {"PROPN", "ADJ"} or (above.pos_ == "NOUN" and above.i + 1 < before):
        if above.pos_ == "NOUN" and mark(above) not in _OF:
            break
        if above.head.i >= above.i:
            return None
        above = above.head
    fits = above.pos_ == "NOUN" and any(c.dep_ == "det" for c in above.children) and above.i < before - 2
    return {token.i: (above.i, "acl")} if fits else None


def in_state(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"reprend X, en liquidation judiciaire": what a noun behind a name and a comma says is said of the name."""
    doc, i = token.doc, token.left_edge.i
    if token.pos_ != "NOUN" or mark(token) != "en" or i < 2 or doc[i].lower_ != "en" or doc[i - 1].text != "," or (
            not any(c.dep_ == "amod" for c in token.children)):
        return None
    name = name_before(doc[i], names)
    return None if name is None or token.is_ancestor(name) else {token.i: (name.i, "appos")}


def mark(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i), "")


def name_before(token: Token, names: set[int]) -> Token | None:
    """The name right before ``token`` and a comma."""
    name = token.doc[token.i - 1 - (token.i > 1 and token.doc[token.i - 1].text == ",")]
    while name.i not in names and name.head.i < name.i and name.dep_.startswith("flat"):
        name = name.head
    return name if name.i in names else None
