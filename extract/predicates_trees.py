"""What the French parser gets wrong in ways that can be told from the tree: the same words hung where they belong.

Each rule looks at one construction and says which tokens hang elsewhere; none looks at what a word means.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract import predicates_trees_en
from extract.predicates_labels import Moved, agree, feature
from extract.predicates_trees_both import another_object
from extract.predicates_trees_lists import de_again, gapped, gapped_by, in_state, mark, name_before, paired, resolved
from extract.tokens import Doc, Token

_VERBAL = {"VERB", "AUX"}
_ENDS = {".", "!", "?", "…", ":", ";", "»", "”", '"', ")"}
_OWN = {"de", "du", "des", "d'", "et", "ou"}        # prepositions that a name may govern: "Crédit de X"
_OF = {"de", "du", "des", "d'"}
_HIGH, _SPAN = 12, 5        # steps up a tree; words between a noun and its name
_HOLDING = {"son", "sa", "leur", "le", "la", "l'"}
_FUNCTION = {"DET", "PUNCT", "CCONJ"}       # no rule moves these inside a sentence


def mended(doc: Doc, names: set[int]) -> tuple[list[int], list[str]] | None:
    """Heads and labels of ``doc`` put right; None where nothing is. ``names``: head tokens of names."""
    moved: Moved = {}
    rules = _RULES if doc.lang_ == "fr" else predicates_trees_en.RULES
    for token in doc:
        if token.pos_ in _FUNCTION and not token.is_sent_start:
            continue
        for rule in rules:
            found = rule(token, names, moved)
            if found is not None and token.i not in moved:
                moved |= found
                break
    moved = {i: to for i, to in moved.items() if not _loops(doc, moved, i)}
    return _with(doc, moved) if moved else None


def retag(doc: Doc) -> None:
    """French tags put right: no verb has a determiner ("son offre"), no finite one stands behind "de" ("n'a pas fait
    d'offre"); a town's adjective is no name ("bordelaise")."""
    for token in doc[1:]:
        finite = doc[token.i - 1].lower_ in {"de", "d'"} and feature(token, "VerbForm") == "Fin"
        if token.pos_ == "VERB" and (doc[token.i - 1].pos_ == "DET" or finite):
            token.pos_, token.lemma_ = "NOUN", token.lower_.removesuffix("s")
            token.dep_ = "obj" if finite and token.dep_ == "xcomp" else token.dep_
        elif token.pos_ == "PROPN" and token.is_lower:
            token.pos_ = "ADJ" if token.dep_ == "amod" else "NOUN"


def rehung(doc: Doc, moved: Moved) -> tuple[list[int], list[str]]:
    """Heads and labels of ``doc`` with ``moved`` carried out, as far as it stays a tree."""
    kept: Moved = {}
    for i, to in moved.items():
        if not _loops(doc, kept | {i: to}, i):
            kept[i] = to
    return _with(doc, kept)


def _with(doc: Doc, moved: Moved) -> tuple[list[int], list[str]]:
    return ([moved[t.i][0] if t.i in moved else t.head.i for t in doc],
            [moved[t.i][1] if t.i in moved else t.dep_ for t in doc])


def _loops(doc: Doc, moved: Moved, start: int) -> bool:
    """Whether the way up from ``start`` comes back to it."""
    i, seen = start, {start}
    while True:
        up = moved[i][0] if i in moved else doc[i].head.i
        if up == i:
            return False
        if up in seen:
            return True
        seen.add(up)
        i = up


def _top(doc: Doc, moved: Moved, token: Token) -> Token:
    """Where ``token`` hangs by what was moved so far, at the top: "Ombra | , filiale de X | , rachète Y"."""
    seen = {token.i}
    while token.i in moved and moved[token.i][0] not in seen:
        token = doc[moved[token.i][0]]
        seen.add(token.i)
    return token


def _joined_sentence(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """No sentence begins at a comma or in lower case inside one: "Ombra, qui a vendu X | , rachète Y"; nor at a name
    right behind a verb without object: "Ombra conçoit | Valmix"."""
    if token.is_sent_start and token.i in names and token.i and token.head.i == token.i:
        verb = token.nbor(-1)
        if verb.pos_ == "VERB" and not any(c.dep_ in {"obj", "aux:pass"} for c in verb.children):
            return {token.i: (verb.i, "obj")}
    if not token.is_sent_start or token.i == 0 or token.doc[token.i - 1].text in _ENDS or (
            token.text[:1].isupper() and token.doc[token.i - 1].text != ","):
        return None
    before, here = _top(token.doc, moved, token.doc[token.i - 1].sent.root), token.sent.root
    if here.pos_ == "NOUN" and before.pos_ in {"PROPN", "NOUN"} and token.doc[token.i - 1].text == ",":
        return {here.i: (before.i, "appos")}
    if here.pos_ in _VERBAL and before.pos_ in {"PROPN", "NOUN", "PRON"}:
        subject = any(c.dep_.startswith("nsubj") for c in here.children)
        return {before.i: (here.i, "dislocated" if subject else "nsubj")}
    return {here.i: (before.i, "parataxis")}


def _personal(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"Il lui reprochait": a verb that is done to somebody has a subject that does it."""
    verb = token.head
    if token.dep_ != "expl:subj" or token.lower_ != "il" or not any(
            c.lower_ in {"lui", "leur", "l'", "les"} and token.i < c.i < verb.i for c in verb.children):
        return None
    return {token.i: (verb.i, "nsubj")}


def _behind_noun(que: Token, names: set[int]) -> bool:
    """"l'amende que ...", "Ombra, que ...": a pronoun, no conjunction."""
    before = que.nbor(-1) if que.i else que
    return before.pos_ == "NOUN" or (before.text == "," and before.i > 0 and before.nbor(-1).pos_ == "PROPN")


def _object_que(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"l'amende que X avait infligée": the "que" right behind a noun is the object of the clause on that noun."""
    que = next((c for c in token.children if c.lower_ in {"que", "qu'"} and c.dep_ == "mark" and c.i < token.i), None)
    behind = next((c for c in token.children if c.dep_ == "obj" and c.i > token.i and c.i in names), None)
    if que is not None and behind is not None and token.dep_ in {"acl", "acl:relcl"} and not any(
            c.dep_.startswith("nsubj") for c in token.children):
        inverted = {que.i: (token.i, "obj"), behind.i: (token.i, "nsubj")}      # "l'amende que lui a infligée X"
        return inverted | (_agreeing(token, names, moved) or {})
    if que is None or token.pos_ != "VERB" or token.dep_ not in {"acl", "acl:relcl"} or not _behind_noun(
            que, names) or que.i - 1 != token.head.i or any(c.dep_ == "obj" for c in token.children):
        return None
    return {que.i: (token.i, "obj"), token.i: (token.head.i, "acl:relcl")}


def _apposed(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"a cédé X à Y, filiale de Z": a noun without article right behind a name and a comma is said of the name; with an
    article, where it would be one more object or member of a list without "et".
    """
    articles = {c.i for c in token.children if c.dep_ == "det" and c.i < token.i}
    i = token.i - 1
    while i > 0 and (i in articles or (token.doc[i].pos_ in {"ADJ", "ADV", "NUM"} and token.doc[i].head.i == token.i)):
        i -= 1
    counted = any(c.dep_ == "nummod" and c.is_alpha for c in token.children)        # "X et Y, deux filiales de Z"
    if token.pos_ != "NOUN" or i < 1 or token.doc[i].text != "," or token.dep_ == "appos" or (
            token.dep_ == "obl:mod" and not counted) or any(
            c.dep_ in {"case", "cc", "cop", "nsubj"} and c.i < token.i for c in token.children) or any(
        c.dep_ == "nummod" and not c.is_alpha for c in token.children):
        return None
    name = name_before(token.doc[i], names)
    if name is None:
        return None
    beside = token.dep_ in {"obj", "conj", "nmod"} and token.head.i in {name.i, name.head.i}
    if token.is_ancestor(name) or not (beside or not articles):
        return None
    return {token.i: (name.i, "appos")}


def _object_clause(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"les 17 % que X détient dans Y": a name between "que" and a verb is what does it."""
    doc = token.doc
    if token.i not in names or token.i < 2 or doc[token.i - 1].lower_ not in {"que", "qu'"} or (
            doc[token.i - 2].pos_ not in {"NOUN", "PROPN"}):
        return None
    i = token.i + 1
    while i < len(doc) and (doc[i].pos_ in {"AUX", "ADV"} or (
            doc[i].head.i == token.i and doc[i].dep_.startswith("flat"))):
        i += 1
    if i >= len(doc) or doc[i].pos_ != "VERB" or token.head.i == i:
        return None
    return {token.i: (i, "nsubj"), token.i - 1: (i, "obj"), i: (token.i - 2, "acl:relcl")}


def _off_name(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"le rachat d'Ombra par X": what a preposition other than "de" binds hangs on the noun, not on a name in it."""
    head = token.head
    before = mark(token)
    named = before == "par" and head.pos_ == "NOUN" and any(
        c.i in names and head.i < c.i < token.i and not mark(c) for c in head.children)
    beside = head.i + 1 if head.pos_ == "NOUN" and before not in _OWN else -1       # "l'offre du fonds X sur Y"
    named = named or any(c.i in names and c.i == beside and c.i != token.i for c in head.children)
    if not (named or head.i in names) or head.i > token.i or not before or token.dep_ in {"conj", "appos"} or (
            before in _OWN and mark(head) != "par"):
        return None
    for above in _up(head):
        if above.i not in names and above.pos_ in {"NOUN", "VERB", "ADJ"}:
            return {token.i: (above.i, "nmod" if above.pos_ == "NOUN" else "obl:arg")}
    return None


def _off_sum(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"une amende de 12 millions d'euros de X": a name does not hang on a sum but on what the sum is of."""
    head = token.head
    if token.i not in names or head.i > token.i or not mark(token) or token.dep_ == "conj" or not _counts(head):
        return None
    above = next((t for t in _up(head) if not _counts(t)), None)
    return {token.i: (above.i, "nmod")} if above is not None and above.pos_ in {"NOUN", "VERB"} else None


def _counts(token: Token) -> bool:
    """Part of a sum: a noun with a number, or one under it ("millions d'euros")."""
    return token.is_alpha and token.pos_ in {"NOUN", "NUM"} and any(
        c.pos_ == "NUM" and any(char.isdigit() for char in c.text) and c.i < t.i
        for t in (token, token.head) if t.i <= token.i for c in t.children)


def _agent_of_object(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"approuve le rachat d'Ombra par X": what an active verb or another noun has no "par" for, the nearest noun with a
    "de" of its own has, else the verb's object."""
    head = token.head
    if mark(token) != "par" or head.pos_ not in {"VERB", "NOUN"} or head.i > token.i or any(
            c.dep_ == "aux:pass" for c in head.children) or (feature(head, "VerbForm") == "Part" and not any(
            c.dep_.startswith("aux") for c in head.children)):
        return None
    between = [t for t in token.doc[head.i + 1:token.i] if t.pos_ == "NOUN" and not _counts(t)]
    owning = [t for t in between if any(mark(c) in _OF and t.i < c.i < token.i for c in t.children)]
    objects = [t for t in between if head.pos_ == "VERB" and t.dep_ == "obj" and t.head.i == head.i]
    found = owning or objects
    return {token.i: (found[-1].i, "nmod")} if found else None


def _agreeing(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"une levée de 3 millions en actions, menée par X", "l'amende de 3 millions que X a infligée": a participle hangs
    on a noun that it agrees with."""
    past = token.pos_ == "VERB" and feature(token, "VerbForm") == "Part" and feature(token, "Tense") != "Pres"
    if token.dep_ not in {"acl", "acl:relcl"} or not past or agree(token, token.head) or token.head.i > token.i:
        return None
    que = any(c.lower_ in {"que", "qu'"} for c in token.children)
    if token.dep_ == "acl:relcl" and not que:
        return None                         # with "qui ... a" a participle does not agree
    between = [t for t in reversed(token.doc[token.head.i + 1:token.i]) if token.head.is_ancestor(t)]
    above = [t for t in (*between, *_up(token.head)) if t.i < token.i and t.pos_ == "NOUN" and agree(token, t)]
    return {token.i: (above[0].i, "acl:relcl" if que else "acl")} if above else None


def _nearest_qui(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"un recours devant X contre Y, qui lui avait ...": "qui" right behind a name is no name before it."""
    qui = next((c for c in token.children if c.lower_ == "qui" and c.i < token.i), None)
    of_it = qui is not None and token.doc[qui.i + 1].lower_ == "en"         # "une filiale de X, qui en détient 80 %"
    if qui is None or qui.i < 2 or token.dep_ not in {"acl:relcl", "advcl", "parataxis"} or (
            token.dep_ == "acl:relcl" and token.head.i not in names and not of_it):
        return None
    name = name_before(token.doc[qui.i], names)
    if name is None or name.i <= token.head.i or name.dep_ == "conj" or (
            token.dep_ == "acl:relcl" and token.head.is_ancestor(name) and mark(name) in _OWN and not of_it):
        return None
    return {token.i: (name.i, "acl:relcl")}


def _nearest_participle(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"détient 26 % d'Ombra, codirigé par X": a participle behind a name and a comma is said of that name."""
    hung = token.dep_ == "advcl" or (token.dep_ == "acl" and token.head.text == "%")
    if not hung or token.pos_ != "VERB" or feature(token, "VerbForm") != "Part" or (
            feature(token, "Tense") == "Pres") or token.i < 2 or token.doc[token.i - 1].text != "," or any(
            c.dep_.startswith(("aux", "nsubj")) for c in token.children):
        return None
    name = name_before(token, names)
    return {token.i: (name.i, "acl")} if name is not None and token.head.i < name.i else None


def _named(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"la vente de sa filiale britannique X à Y": a name right behind a noun with an article is that noun's."""
    if token.i not in names or token.dep_ in {"nsubj", "conj"} or any(
            c.dep_ in {"case", "cc", "det"} and c.i < token.i for c in token.children):
        return None
    noun = token.doc[token.i - 1] if token.i else token
    while noun.i and noun.pos_ in {"ADJ", "ADP", "NOUN"} and noun.dep_ in {"amod", "case", "nmod"} and (
            token.i - noun.i < _SPAN) and not any(c.dep_ == "det" for c in noun.children):
        noun = noun.nbor(-1)
    held = noun.pos_ == "NOUN" and noun.head.i != token.i and token.head.i not in {noun.i, token.i} and any(
        c.dep_ == "det" and c.lower_ in _HOLDING for c in noun.children)
    return {token.i: (noun.i, "nmod")} if held and token.head.i < noun.i else None


def _helped(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"qui avaient assigné": "avoir" right before a participle is its auxiliary."""
    have = token.head
    if token.dep_ != "xcomp" or have.lemma_ != "avoir" or have.i != token.i - 1 or feature(token, "VerbForm") != "Part":
        return None
    above = (token.i, "ROOT") if have.head.i == have.i else (have.head.i, have.dep_)
    return {c.i: (token.i, c.dep_) for c in have.children} | {token.i: above, have.i: (token.i, "aux:tense")}


def _up(token: Token) -> Iterator[Token]:
    for _ in range(_HIGH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


_RULES = (gapped_by, in_state, _joined_sentence, _personal, _object_que, _apposed, _object_clause, _off_name, _off_sum,
          _agent_of_object, _agreeing, _nearest_qui, _nearest_participle, _named, gapped, paired, de_again,
          resolved, _helped, another_object)
