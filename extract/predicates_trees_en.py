"""What the English parser gets wrong in ways that can be told from the tree; ``predicates_trees`` does it in French."""

from __future__ import annotations

from extract.predicates_labels import LABELS, Moved
from extract.tokens import Doc, Token

_EN = LABELS["en"]
_SUBJECTS = _EN.subject | _EN.passive_subject
_SUM = {"sum", "amount", "price", "fee", "approval", "consent", "clearance", "year", "month", "week", "day", "total"}


def _introduced(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"fined retailers X, Y and Z a total of 3 million": a name right behind an object stands beside it; "accused
    rivals X and Y": what the verb is done to is no verb."""
    if token.i in names and token.dep_ == "dobj" and token.head.tag_ == "VBZ" and token.head.dep_ in _EN.object:
        return {token.i: (token.head.i, "appos")}
    first = token.i
    while first and token.doc[first - 1].head.i == token.i and token.doc[first - 1].tag_ == "":
        first -= 1
    noun = token.doc[first - 1] if first else token
    if token.i not in names or noun.pos_ != "NOUN":
        return None
    loose = token.dep_ in {"npadvmod", "dep", "oprd"}
    beside = noun.head.i == token.head.i and noun.dep_ in _EN.object | _SUBJECTS | {"pobj"}
    twice = noun.dep_ == token.dep_ and token.dep_ in _SUBJECTS         # "Existing backers X and Y joined"
    return {token.i: (noun.i, "appos")} if (beside and (loose or twice)) or (
        loose and token.head.i == noun.i) else None


def _subject(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"In Spain, X, a unit of Y, sued Z": the name before what commas set off is the verb's subject."""
    doc = token.doc
    if token.pos_ != "VERB" or token.dep_ != "ROOT" or token.tag_ not in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ in _SUBJECTS | {"expl", "csubj", "agent", "mark"} for c in token.children):
        return None
    first = min([token.i, *(c.i for c in token.children if c.dep_ in {"aux", "neg", "advmod"} and c.i < token.i)])
    before = range(first - 3, token.sent.start, -1) if doc[first - 1].text == "," else ()
    name = next((doc[i] for i in before if i in names and doc[i + 1].text == "," and i + 1 < first - 1), None)
    if name is None or name.dep_ not in {"appos", "npadvmod", "dep", "conj"}:
        return None
    start = name.i
    while start > token.sent.start and doc[start - 1].head.i == name.i and doc[start - 1].tag_ == "":
        start -= 1
    return {name.i: (token.i, "nsubj")} if doc[start - 1].text == "," else None


def _behind_clause(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"Its rivals are X, which belongs to Z, and Y": with what stands before the clause that commas set off."""
    doc, above = token.doc, token.head
    if token.i not in names or token.dep_ != "conj" or above.i not in names or token.i < 3 or (
            token.left_edge.i < 2 or doc[token.left_edge.i - 2].text != ","):
        return None
    clause = next((t for t in above.ancestors if t.dep_ == "relcl"), None)
    if clause is None or clause.head.i not in names or any(t.dep_ == "conj" for t in above.children if t.i != token.i):
        return None
    return {token.i: (clause.head.i, "conj")} if doc[clause.left_edge.i - 1].text == "," else None


def _beside_sum(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"fined X 30 million euros": a name between a verb and a sum is whom the verb is done to, not part of the sum."""
    total = token.head
    if token.pos_ == "PROPN" and token.dep_ == "npadvmod" and total.pos_ == "VERB" and total.i < token.i and any(
            c.dep_ in _EN.object and c.i > token.i and any(t.like_num for t in c.children) for c in total.children):
        return {token.i: (total.i, "dative")}
    if token.pos_ != "PROPN" or token.dep_ not in {"nmod", "compound", "amod"} or total.i < token.i or not any(
            c.dep_ in {"nummod", "quantmod"} and c.i > token.i for c in total.children):
        return None
    verb = total.head
    if total.dep_ not in _EN.object or verb.pos_ != "VERB" or verb.i > token.i:
        return None
    return {token.i: (verb.i, "dative")}


def _agent(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"was bought last year for an undisclosed sum by X": what does it, not part of the sum or the day."""
    above = token.head
    if token.lower_ != "by" or token.dep_ not in {"prep", "agent"} or above.pos_ == "VERB" or not any(
            c.dep_ == "pobj" and (c.pos_ == "PROPN" or any(t.i in names for t in c.subtree)) for c in token.children):
        return None
    noun = token.head
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.i > token.i or verb.tag_ != "VBN" or any(c.dep_ == "agent" for c in verb.children):
        return None
    free = noun.lemma_.lower() in _SUM or noun.pos_ in {"ADV", "NUM", "ADJ"} or token.nbor(-1).text == "," or any(
        c.dep_ in {"nummod", "quantmod"} for c in noun.children) or token.nbor(-1).pos_ == "NUM"
    return {token.i: (verb.i, "agent")} if free else None


def retag(doc: Doc) -> None:
    """"accused rivals X and Y": no verb; "X settled with Y.": a participle with a subject and no auxiliary is a past
    tense, not so in a headline."""
    for token in doc:
        if token.tag_ == "VBZ" and token.dep_ in _EN.object and any(c.dep_ == "appos" for c in token.children):
            token.pos_, token.tag_ = "NOUN", "NNS"
        if doc[-1].is_punct and token.tag_ == "VBN" and any(
                c.dep_ == "nsubj" and c.i < token.i for c in token.children) and not any(
                c.dep_ in {"aux", "auxpass", "agent"} for c in token.children):
            token.tag_ = "VBD"


RULES = (_subject, _introduced, _behind_clause, _beside_sum, _agent)
