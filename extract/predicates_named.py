"""From the head of a noun phrase to the words parties are looked up by: the names that it introduces or describes."""

from __future__ import annotations

from extract.predicates_clause import VERBAL, Clause, Found
from extract.predicates_labels import CONTRACTED, children, complements, conjuncts, feature, is_copular
from extract.tokens import Token

_NEAR = 9       # words between a relative pronoun and its verb
_PHRASE = 8     # words of a noun phrase before its comma
_CONTRACTED = {"auquel": "à", "auxquels": "à", "auxquelles": "à", "duquel": "de"}
_PRONOUNS = {"lequel", "laquelle", "lesquels", "lesquelles", "qui"}
_INDEFINITE = {"a", "an", "un", "une", "another", "d'"}


def parties(clause: Clause, token: Token) -> list[Token]:
    """The heads to look parties up by: of "investors including X and Y" both, of a name itself."""
    first = named(clause, token)
    if first.pos_ == "NOUN":
        return members(clause, first) or [first]
    beside = first.i != token.i and first.head.i == token.i and (
        feature(token, "Number") == "Plur" or first.i == token.i + len(list(first.lefts)) + 1)
    return conjuncts(first) if beside else [first]


def members(clause: Clause, noun: Token) -> list[Token]:
    """Who a group is: 'a group of investors led by X', 'a consortium of X and Y', 'investors including X and Y'."""
    group = noun.lemma_.lower() in clause.groups and any(c.lower_ in _INDEFINITE for c in noun.children)
    if not group and feature(noun, "Number") != "Plur":
        return []       # "the luxury group led by X" is a company
    of = [h for p, h in complements(noun, clause.language) if p in {"of", "de"} and group]
    found = [t for h in of for t in conjuncts(h)]
    for head in (noun, *(h for h in of if h.pos_ == "NOUN")):
        for verb in children(head, clause.labels.reduced | clause.labels.relative):
            if clause.key(verb) & clause.leading:
                found += [t for t, _ in (clause.doers(verb) if clause.is_passive(verb) else clause.objects(verb))]
        found += [t for p, h in complements(head, clause.language) if p in clause.among for t in conjuncts(h)]
    return [n for t in found if (n := named(clause, t)).pos_ == "PROPN"]


def named(clause: Clause, token: Token) -> Token:
    """The head to look a party up by: through 'all of X', and from a common noun to the name set beside it."""
    for _ in range(3):
        if token.lemma_.lower() not in clause.transparent and not _vague(clause, token):
            break
        parts = ([h for t in (token, *token.conjuncts) for p, h in complements(t, clause.language)
                  if p in {"of", "de", "in"}] or _whose(clause, token)
                 or _names_before(clause, token, clause.labels.compound | clause.labels.possessor)
                 or children(token, clause.labels.possessor))       # "80% of its equity"
        if not parts:
            break
        token = parts[0]
    if token.pos_ not in {"NOUN", "ADJ"}:
        return token
    return (own_name(clause, token) or _beside(clause, token) or _described(clause, token)
            or _owner(clause, token) or token)


def _owner(clause: Clause, noun: Token) -> Token | None:
    """'sold to a unit of X', 'an X subsidiary bought': X does it, by one that has no name here."""
    if noun.lemma_.lower() not in clause.owned or not any(c.lower_ in _INDEFINITE for c in noun.children):
        return None
    of = [h for p, h in complements(noun, clause.language) if p in {"of", "de"} and h.pos_ == "PROPN"]
    return next(iter([*of, *_names_before(clause, noun, clause.labels.compound)]), None)


def _vague(clause: Clause, noun: Token) -> bool:
    """'certain assets of X', "substantially all of X's operations": nothing says which, so X is meant."""
    said = children(noun, clause.labels.compound)
    return noun.lemma_.lower() in clause.vague and all(
        c.lower_ in clause.vague or c.pos_ == "PROPN" for c in said)


def own_name(clause: Clause, noun: Token) -> Token | None:
    """'its Ombra Inc subsidiary', "Valmora's Ombra unit": where somebody owns it, the name before it is its own."""
    if noun.lemma_.lower() not in clause.owned or not children(noun, clause.labels.possessor):
        return None
    return next(iter(_names_before(clause, noun, clause.labels.compound)), None)


def _names_before(clause: Clause, noun: Token, labels: frozenset[str]) -> list[Token]:
    """'39,000 Ombra common shares', "Ombra's stock": nearest first."""
    before = children(noun, labels) if clause.language == "en" else []
    return [t for t in reversed(before) if t.pos_ == "PROPN" and t.i < noun.i]


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
    """'l'éditeur de logiciels Tolvane', 'its former partner, Ombra': the name that the noun introduces; also behind
    what it is of: 'the chairman of Ombra, Ann Lee'."""
    if clause.language == "en":
        for name in (h for p, h in complements(noun, "en") if p == "of" and h.pos_ == "PROPN"):
            for token in children(name, clause.labels.apposition):
                if token.pos_ == "PROPN" and token.left_edge.i and token.left_edge.nbor(-1).text == ",":
                    return token
    labels = clause.labels.apposition | (clause.labels.compound if clause.language == "fr" else frozenset())
    plural = clause.language == "fr" and feature(noun, "Number") == "Plur"
    for token in noun.subtree:
        if token.i <= noun.i or token.pos_ not in {"PROPN", "X"} or token.dep_ not in labels:
            continue
        if _marked(token) or (plural and any(t.text == "," for t in noun.doc[noun.i + 1:token.i])):
            continue                        # "des fonds, parmi lesquels X": not X alone
        path = token.head
        while path.i != noun.i and path.i > noun.i and path.dep_ in labels and path.head.i != path.i and not (
                _marked(path) and (path.pos_ == "PROPN" or _definite(path))):
            path = path.head
        if path.i == noun.i:
            return token
    return None


def _definite(noun: Token) -> bool:
    """"du groupe", "de la société": a phrase of its own, while "de machines de lithographie" only says of what."""
    return any(c.dep_ == "det" or c.lower_ in {"du", "des", "au", "aux"} for c in noun.children if c.i < noun.i)


def _marked(token: Token) -> bool:
    """With a preposition or a conjunction of its own: no name that stands beside a noun."""
    return any(c.dep_ in {"case", "cc"} and c.i < token.i for c in token.children)


def sayer(clause: Clause, head: Token) -> Found:
    """Who says the clause that ``head`` stands in: "X said that ...", "..., X said"."""
    token = head
    for _ in range(_NEAR):
        verb = token.head
        if token.dep_ in clause.labels.clause | {"parataxis"} and verb.lemma_ in clause.saying:
            return clause.subjects(verb)
        if verb.i == token.i or token.dep_ == "relcl":
            break
        token = verb
    return []


def shared(clause: Clause, noun: Token) -> Token:
    """The noun whose owner and bearer are those of ``noun`` too: "Kestrel's founder and chief executive", "X, fondateur
    et PDG de Y"; else ``noun``."""
    head, joined = noun.head, noun.dep_ == "conj" and noun.head.pos_ == "NOUN"
    if clause.language == "fr":
        joined = joined and not any(c.dep_ in {"det", "case"} and c.i < noun.i for c in noun.children)
    return head if joined or (clause.language == "en" and noun.dep_ in clause.labels.compound) else noun


def actor_above(clause: Clause, noun: Token, named_by: Found) -> Found:
    """"X sued rival Y", "X's purchase of rival Y", "X and its peer Y": who acts where ``noun`` introduces a name."""
    own = {t.i for t, _ in named_by}
    for token in [t for t in (noun, *noun.ancestors) if t.i not in own][:_NEAR]:
        found = clause.subjects(token) if token.pos_ in VERBAL else [(t, "possessor") for t in clause.owners(token)]
        found = [f for f in found if f[0].i not in own and f[0].i != noun.i]
        if found:
            return found
    return []


def fronted(clause: Clause, noun: Token) -> Found:
    """"Premier actionnaire de X, Ombra espère ...": who a noun that opens the sentence without article is said of."""
    if clause.language != "fr" or any(c.dep_ in {"det", "case"} for c in noun.children) or any(
            t.pos_ != "ADJ" for t in noun.doc[noun.sent.start:noun.i]):
        return []
    verb = next((t for t in noun.ancestors if t.pos_ in VERBAL), noun.sent.root)
    subjects = clause.subjects(verb) if verb.pos_ in VERBAL else []
    return [(t, "apposition") for t, _ in subjects if t.i > noun.i and t.nbor(-1).text in {",", "le", "la", "l'"}]


def said_of(clause: Clause, noun: Token) -> Found:
    """Whom a noun describes: by copula, by apposition in either order, or set right before a name."""
    copular = is_copular(noun, clause.language)
    if copular is not None:
        return [(t, "copula") for t, _ in clause.copula_subject(noun)]
    if noun.dep_ in clause.labels.apposition and noun.head.i != noun.i and clause.bracketed(noun) is None:
        all_of = noun.head.conjuncts if clause.language == "fr" and feature(noun, "Number") == "Plur" else ()
        return [(t, "apposition") for t in sorted({noun.head, *all_of}, key=lambda t: t.i)]
    bracketed = clause.bracketed(noun)
    if bracketed is not None:
        return [(bracketed, "bracket")]
    if told := _as(clause, noun):
        return told
    beside = named(clause, noun)
    if beside.i != noun.i:
        alone = noun.tag_ == "NN"           # "German rival X and Y": Y is no rival
        return [(t, "apposition") for t in ([beside] if alone else conjuncts(beside))]
    if clause.language == "en" and noun.dep_ in clause.labels.compound and noun.head.pos_ == "PROPN":
        one = noun.tag_ in {"NN", "NNP"}    # "Chairman X and Y": Y is no chairman
        return [(t, "apposition") for t in ([noun.head] if one else conjuncts(noun.head))]
    below = [(c, "apposition") for c in children(noun, clause.labels.apposition)]
    beside_comma = _before_comma(noun) or _behind_comma(noun)
    return below or [(t, "apposition") for t in beside_comma] or fronted(clause, noun)


def _as(clause: Clause, noun: Token) -> Found:
    """"named X as chairman", "X resigned as chairman", "X was promoted to chairman": the verb's object, else its
    subject; who succeeds somebody as chairman is one."""
    preposition = noun.head
    if clause.language != "en" or noun.dep_ != "pobj" or preposition.lower_ not in {"as", "to"}:
        return []
    verb = preposition.head
    if verb.pos_ == "PROPN" and preposition.lower_ == "as":     # "names X as chairman" hangs "as" on X
        return [(verb, "copula")]
    if verb.pos_ not in VERBAL or (preposition.lower_ == "to" and verb.lemma_ not in clause.promoting):
        return []
    done = [] if verb.lemma_ in clause.succeeding else clause.undergoers(verb)
    return [(t, "copula") for t, _ in done or clause.doers(verb)]


def _before_comma(noun: Token) -> list[Token]:
    """'X, the maker of Y': by position, where the tree has it otherwise."""
    i = min([noun.i, *(c.i for c in noun.children if c.pos_ in {"DET", "ADJ"} and c.i < noun.i)]) - 1
    doc = noun.doc
    if i < 1 or doc[i].text != "," or doc[i - 1].pos_ != "PROPN":       # no sentence ends at a comma
        return []
    name = doc[i - 1]
    while name.head.pos_ == "PROPN" and name.head.i < i and name.dep_ != "conj" and name.head.i != name.i:
        name = name.head
    owned = name.head.pos_ == "NOUN" and name.head.i < name.i and any(
        c.lower_ in {"de", "d'", "du"} for c in name.children)
    return [name.head if owned else name]       # "le groupe de Jean Valmora, propriétaire de Y"


def _behind_comma(noun: Token) -> list[Token]:
    """"son directeur général, X, ...": a name between commas right behind a noun, where the tree has it elsewhere."""
    doc = noun.doc
    start = noun.i + 1
    while start < min(len(doc), noun.i + _PHRASE) and doc[start].pos_ in {"ADJ", "ADP", "DET", "NOUN", "PROPN"}:
        start += 1
    end = start + 1
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    if end >= len(doc) or end == start + 1 or doc[start].text != "," or doc[end].text not in {",", "."} or not (
            _definite(noun)) or (doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].pos_ == "PROPN"):
        return []
    return [next(t for t in doc[start + 1:end] if not start < t.head.i < end or t.head.i == t.i)]


def behind_preposition(clause: Clause, verb: Token) -> list[tuple[str, Token]]:
    """"X, avec lequel Y négocie", "X, à qui Y a prêté": the preposition before the pronoun, and whom that means."""
    for token in reversed(clause.doc[max(verb.sent.start, verb.i - _NEAR):verb.i]):
        if token.text == "," or (token.pos_ == "VERB" and token.i < verb.i - 1):
            return []
        contracted = _CONTRACTED.get(token.lower_, "")
        before = token.nbor(-1) if token.i else token
        if contracted or (before.pos_ == "ADP" and token.lower_ in _PRONOUNS):
            i = (token.i if contracted else before.i) - 1
            i -= clause.doc[i].text == ","
            named = clause.first_of_name(clause.doc[max(i, 0)])
            return [(contracted or CONTRACTED.get(before.lower_, before.lower_), named)]
    return []


def before_dont(clause: Clause, verb: Token) -> Token | None:
    """The name right before the "dont" of the verb's clause, where the tree makes no relative clause of it."""
    for token in reversed(clause.doc[max(verb.sent.start, verb.i - _NEAR):verb.i]):
        if token.lower_ == "dont" and token.i > 1:
            name = clause.first_of_name(clause.doc[token.i - 1 - (token.nbor(-1).text == ",")])
            return name if name.pos_ == "PROPN" else None
        if token.pos_ == "VERB":
            return None
    return None


def behind(clause: Clause, preposition: Token) -> list[Token]:
    """What the last word of a phrase governs, if it is a preposition."""
    if preposition.pos_ not in {"ADP", "SCONJ", "ADV", "PART"}:
        return []
    if clause.language == "en":
        also = [c for c in preposition.children if c.dep_ == "conj" and c.lower_ == preposition.lower_]
        return [t for p in (preposition, *also) for c in p.children if c.dep_ == "pobj" for t in conjuncts(c)]
    head = preposition.head
    if head.i > preposition.i:
        return conjuncts(head)
    below = [c for c in preposition.children if c.i > preposition.i]
    return conjuncts(below[0]) if below else []
