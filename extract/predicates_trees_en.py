"""What the English parser gets wrong in ways that can be told from the tree; ``predicates_trees`` does it in French."""

from __future__ import annotations

from extract.predicates_labels import LABELS, Moved
from extract.predicates_trees_both import another_object
from extract.tokens import Doc, Token

_EN = LABELS["en"]
_SUBJECTS = _EN.subject | _EN.passive_subject | {"expl", "csubj"}
_FINITE = {"VBD", "VBZ", "VBP", "VBN"}
_MARKS = {",", "–", "—", "-", "--", ")"}
_HUNG = {"ROOT", "appos", "npadvmod", "dep", "conj", "pobj", "dobj", "oprd", "attr"}
_SUM = {"sum", "amount", "price", "fee", "approval", "consent", "clearance", "year", "month", "week", "day", "total"}


def _subject(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X, one of Europe's biggest retailers, bought Y": the name before what commas set off is the verb's subject."""
    if token.pos_ != "VERB" or token.tag_ not in _FINITE or (token.dep_ in {"relcl", "xcomp"} and any(
            c.tag_ in {"WDT", "WP"} for c in token.children)) or any(
            c.dep_ in _SUBJECTS or c.dep_ in {"auxpass", "mark", "agent", "cc"} or c.tag_ == "TO"
            for c in token.children):
        return None
    doc, first = token.doc, min([token.i, *(c.i for c in token.children if c.dep_ in {"aux", "neg", "advmod"})])
    close = doc[first - 1] if first > token.sent.start else None
    if close is None or close.text not in _MARKS:
        return None
    name = next((doc[i] for i in range(close.i - 2, -1, -1) if i in names and _set_off(doc[i], close)), None)
    if name is None or name.dep_ not in _HUNG or (name.i < token.sent.start and token.dep_ != "ROOT"):
        return None
    root = token.sent.root
    lost = root.i in {name.i, token.i} or root.pos_ not in {"VERB", "AUX"} or any(
        c.dep_ == "mark" for c in root.children)
    if not lost and not any(c.dep_ in _EN.object for c in token.children):
        return None
    found: Moved = {name.i: (token.i, "nsubj")}
    if lost:
        found[token.i] = token.i, "ROOT"
        if root.i not in {name.i, token.i}:
            found[root.i] = token.i, "advcl"
    return found


def _set_off(name: Token, close: Token) -> bool:
    """Whether commas set off what follows ``name`` up to ``close``, and the name opens its clause."""
    doc = name.doc
    after = doc[name.i + 1]
    if after.i >= close.i or after.text not in _MARKS or (after.text == ",") != (close.text == ","):
        return False
    first = name.i
    while first > name.sent.start and doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN", "DET"} and (
            doc[first - 1].head.i == name.i or doc[first - 1].head.head.i == name.i):
        first -= 1
    return first == 0 or doc[first].is_sent_start is True or doc[first - 1].text in {",", ":", "–", "—"}


def _cleft(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"It was X that bought Y": the clause is on the name."""
    above = token.head
    if above.lemma_ != "be" or token.dep_ not in {"ccomp", "advcl", "xcomp", "relcl"} or not any(
            c.lower_ in {"that", "who", "which"} and c.dep_ in _SUBJECTS for c in token.children):
        return None
    name = next((c for c in above.children if c.dep_ == "attr" and c.i in names and c.i < token.i), None)
    return {token.i: (name.i, "relcl")} if name is not None else None


def _object(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"will back X": a bare name right behind a verb without object is its object, no measure of it."""
    verb = token.head
    if token.dep_ != "npadvmod" or token.i not in names or verb.pos_ != "VERB" or token.i < verb.i or any(
            c.dep_ in _EN.object | _EN.passive_mark | {"ccomp"} for c in verb.children):
        return None
    between = verb.doc[verb.i + 1:token.left_edge.i]
    return {token.i: (verb.i, "dobj")} if all(t.dep_ == "prt" for t in between) else None


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


def _second_sum(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"fined X 3 million pounds and Y 2 million": what stands before the second sum stands beside the first name."""
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if not _before_sum(token) or token.nbor(-1).lower_ not in {"and", ","} or verb is None or token.i < verb.i:
        return None
    first = next((t for t in token.doc[verb.i + 1:token.i] if _before_sum(t)), None)
    return {token.i: (first.i, "conj")} if first is not None and first.left_edge.i == verb.i + 1 else None


def _each_sum(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"fines of $3 million on X, $2 million on Y and $1 million on Z": Y and Z are fined as X is."""
    preposition, doc = token.head, token.doc
    if token.pos_ != "PROPN" or token.dep_ != "pobj" or preposition.i < 3:
        return None
    i, counted = preposition.i - 1, False
    while i > 0 and (doc[i].is_currency or doc[i].like_num or any(c.isdigit() for c in doc[i].text) or (
            counted is False and doc[i].pos_ == "NOUN")):
        counted |= any(c.isdigit() for c in doc[i].text)
        i -= 1
    while i > 0 and doc[i].lower_ in {"and", ","}:
        i -= 1
    first = doc[i]
    if not counted or i > preposition.i - 3 or first.pos_ != "PROPN" or first.dep_ != "pobj" or (
            first.head.lower_ != preposition.lower_):
        return None
    return {token.i: (first.i, "conj")}


def _before_sum(token: Token) -> bool:
    after = token.doc[min(token.i + 1, len(token.doc) - 1)]
    return token.pos_ == "PROPN" and token.i > 0 and (after.is_currency or any(c.isdigit() for c in after.text))


def _gapped(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X owns 28% of Y and Z, which invested in 2011, about 9%": who has the second share does what the verb says."""
    doc, i, clause = token.doc, token.i + 1, None
    if token.pos_ != "PROPN" or token.dep_ not in {"conj", "appos"} or i == len(doc):
        return None
    if doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].tag_ == "WDT":
        clause = next((t for t in doc[i + 1:] if t.dep_ == "relcl"), None)
        i = next((t.i + 1 for t in doc[i + 1:] if t.text == ","), len(doc) - 1)
    i += doc[i].pos_ == "ADV"
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if verb is None or i + 1 >= len(doc) or not doc[i].text[0].isdigit() or doc[i + 1].text != "%":
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is None or not any(t.text == "%" for t in doc[verb.i:token.i]):
        return None
    return {token.i: (subject.i, "conj")} | ({clause.i: (token.i, "relcl")} if clause is not None else {})


def _parallel(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X advised Y and Z advised W": two clauses with one verb, no list between them."""
    first = token.head
    if token.dep_ != "ccomp" or first.lemma_ != token.lemma_ or first.i > token.i or any(
            c.dep_ in _EN.object for c in first.children):
        return None
    name = next((c for c in token.children if c.dep_ == "nsubj" and first.i < c.i < token.i), None)
    other = next((c for c in name.children if c.dep_ == "conj"), None) if name is not None else None
    if name is None or other is None or any(c.dep_ == "conj" for c in other.children):
        return None
    return {name.i: (first.i, "dobj"), other.i: (token.i, "nsubj"), token.i: (first.i, "conj")}


def _agent(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"was bought last year for an undisclosed sum by X": what does it, not part of the sum or the day."""
    above = token.head
    if above.tag_ == "VB" and above.dep_ == "xcomp" and above.head.tag_ == "VBN" and token.lower_ == "by" and not any(
            c.dep_ in {"auxpass", "agent"} for c in above.children) and any(
            c.dep_ == "pobj" and c.i in names for c in token.children) and not any(
            c.dep_ == "agent" for c in above.head.children):
        return {token.i: (above.head.i, "agent")}       # "was ordered to pay 3 million by X"
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


def _reduced(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"The strike hit X, bought two years ago by Y": done to the name before the comma."""
    i = token.i - 2
    if token.pos_ != "VERB" or token.dep_ not in {"conj", "advcl", "dep", "ccomp"} or i < 0 or i not in names or (
            token.nbor(-1).text != ",") or not any(c.dep_ == "agent" for c in token.children) or any(
            c.dep_ in _SUBJECTS | _EN.object or c.dep_ in {"aux", "auxpass"} for c in token.children):
        return None
    return {token.i: (i, "acl")}


def _aside(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"to buy X, the Journal reported": behind a comma a clause with a subject of its own is not said of the name."""
    subjects = [c for c in token.children if c.dep_ == "nsubj" and c.i < token.i]
    if token.dep_ != "relcl" or token.head.i not in names or len(subjects) != 1 or any(
            c.dep_ in _EN.object or c.tag_ in {"WDT", "WP", "WRB"} for c in token.children) or any(
            t.tag_ in {"WDT", "WP", "WP$"} for t in subjects[0].subtree):
        return None
    first, root = subjects[0].left_edge.i, token.sent.root
    if not first or token.doc[first - 1].text != "," or root.i == token.i:
        return None
    return {token.i: (root.i, "parataxis")}


def _no_auxiliary(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"X weighs bid for Y": a full verb is no auxiliary of the noun behind it."""
    head = token.head
    if not _is_full(token) or token.dep_ != "aux" or head.i != token.i + 1 or head.tag_ not in {"VB", "VBP", "VBN"}:
        return None
    above = (token.i, "ROOT") if head.dep_ == "ROOT" else (head.head.i, head.dep_)
    subjects = {c.i: (token.i, c.dep_) for c in head.children if c.dep_ in _SUBJECTS}
    return {token.i: above, head.i: (token.i, "dobj")} | subjects


def _is_full(token: Token) -> bool:
    return token.tag_ in {"VBZ", "VBD", "VBP"} and token.lemma_.lower() not in {"be", "have", "do", "get"} and (
        token.pos_ == "AUX" and token.lower_ not in {"'s", "'ve", "'re", "'m", "'d", "'ll"})


def retag(doc: Doc) -> None:
    """Full verbs that stood as auxiliaries, with their objects; "X settled with Y.": a participle with a subject and no
    auxiliary is a past tense, not so in a headline."""
    for token in doc:
        if token.tag_ == "VBZ" and token.dep_ in _EN.object and any(c.dep_ == "appos" for c in token.children):
            token.pos_, token.tag_ = "NOUN", "NNS"
        if _is_full(token) and token.dep_ != "aux":
            token.pos_, token.lemma_ = "VERB", token.lower_.removesuffix("s")
            for noun in (c for c in token.children if c.dep_ == "dobj" and c.i == token.i + 1 and c.pos_ == "VERB"):
                noun.pos_, noun.tag_ = "NOUN", "NN"
        if doc[-1].is_punct and token.tag_ == "VBN" and any(
                c.dep_ == "nsubj" and c.i < token.i for c in token.children) and not any(
                c.dep_ in {"aux", "auxpass", "agent"} for c in token.children):
            token.tag_ = "VBD"


RULES = (_subject, _cleft, _introduced, _object, _behind_clause, _beside_sum, _second_sum, _each_sum, _gapped,
         _parallel, _agent, _reduced, _aside, _no_auxiliary, another_object)
