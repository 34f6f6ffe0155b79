"""Doc -> predicates: verbs, nouns and phrases with their arguments by role, whatever the construction.

Passives, relative clauses, control, coordination, nominalisation and support verbs end here; what comes out speaks of
roles (see ``types.Argument``), so frames in the ontology need no word of grammar. Dependency labels are known to the
``predicates*`` modules only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from extract import predicates_labels as trees
from extract.mentions_spans import Words
from extract.predicates_clause import VERBAL, Clause, Found
from extract.predicates_cues import NO_TENSE, cues, tense_of
from extract.predicates_labels import agree, by_agent, children, complements, conjuncts, is_copular, verb_lemma
from extract.predicates_named import (
    actor_above,
    before_dont,
    behind,
    behind_preposition,
    parties,
    said_of,
    sayer,
    shared,
)
from extract.predicates_phrases import compiled, head_of, key_of, phrases_in
from extract.registry import lexicon
from extract.tokens import Doc, Token
from extract.types import Argument, Cue, Language, Predicate

_NO = {"no", "aucun", "aucune"}


def predicates(doc: Doc, language: Language, verbs: Iterable[str], nouns: Iterable[str],
               phrases: Iterable[str]) -> list[Predicate]:
    """The predicates of ``doc`` whose lemma is among ``verbs``, ``nouns`` or ``phrases``, in reading order.

    A phrase comes before the verb and the nouns in it, which stand as predicates of their own too: where the phrase
    says nothing, they may.
    """
    clause = Clause(doc, language)
    found: list[Predicate] = []
    used: set[int] = set()
    offices = lexicon("en", "mentions", Words).persons if language == "en" else frozenset()      # "Chairman Ann Lee"
    wanted, single = frozenset(verbs), frozenset(nouns)
    for tokens, phrase in phrases_in(doc, compiled(frozenset(phrases), single)):
        if used & set(tokens):
            continue
        used |= set(tokens)
        found.append(_noun(clause, head_of(doc, tokens), phrase, tokens) if phrase in single
                     else _phrase(clause, tokens, phrase))
    for token in doc:
        if token.pos_ in VERBAL:
            if (lemma := verb_lemma(token, language)) in wanted:
                found += _again(clause, _verb(clause, token, lemma))
        elif (token.pos_ in {"NOUN", "ADJ"} and (lemma := token.lemma_.lower()) in single) or (
                (lemma := token.text) in single and (token.pos_ in {"NOUN", "ADJ"} or lemma.isupper())) or (
                token.dep_ == "compound" and (lemma := token.lower_) in single and lemma in offices):   # CEO, OPA
            found.append(_noun(clause, token, lemma, (token.i,)))
    return sorted(found, key=lambda p: (p.tokens[0], -len(p.tokens)))


# ------------------------------------------------------------------------------------------ three kinds


def _verb(clause: Clause, verb: Token, lemma: str, tokens: tuple[int, ...] = ()) -> Predicate:
    arguments = [*_roles(clause, "agent", [*clause.doers(verb), *_beside(clause, verb)]),
                 *_roles(clause, "patient", clause.undergoers(verb)),
                 *_recipients(clause, verb), *_complements(clause, [verb, *_object_heads(clause, verb)]),
                 *_roles(clause, "that", [f for c in children(verb, clause.labels.clause) for f in clause.doers(c)])]
    if clause.is_passive(verb) and not any(a.role == "agent" for a in arguments):
        arguments += _roles(clause, "agent", _passive_support(clause, verb))
    if clause.language == "en":             # "orders 500 Ombra jets"
        arguments += _roles(clause, "compound", [(t, "compound") for o in _object_heads(clause, verb) if o.tag_ == "NNS"
                                                 for t in _modifiers(clause, o) if t.pos_ == "PROPN"])
    arguments += _relative(clause, verb)
    return _made(clause, verb, lemma, "verb", tokens or (verb.i,), arguments)


def _again(clause: Clause, said: Predicate) -> list[Predicate]:
    """"X est conseillé par Y, Z par W": what is said, and the passive verb once more of Z and W."""
    pairs = [(c, k) for c in children(clause.doc[said.head], frozenset({"orphan"}))
             for k in children(c, frozenset({"orphan"}))]
    return [said, *(replace(said, tokens=(z.i, w.i), arguments=(
        *_roles(clause, "patient", [(z, "gap")]), *_roles(clause, "agent", [(t, "gap") for t in conjuncts(w)])))
        for z, w in pairs)]


def _noun(clause: Clause, noun: Token, lemma: str, tokens: tuple[int, ...]) -> Predicate:
    language = clause.language
    whole = shared(clause, noun)
    owners = [t for n in dict.fromkeys((noun, whole)) for t in clause.owners(n)
              if t.i < noun.i]             # "Kestrel's subsidiary Ombra" hangs Kestrel on Ombra
    below = [(t, "nominalisation") for i in tokens if i != noun.i for h in by_agent(clause.doc[i], language)
             for t in conjuncts(h)]         # "prise de contrôle par Ombra" hangs Ombra on "contrôle"
    arguments = [Argument("self", noun.i), *_roles(clause, "agent", below or clause.noun_doers(noun))]
    parts = [h for _, h in complements(noun, language) if h.text == "%"]     # "filiale à 100 % de X"
    inner = [clause.doc[i] for i in tokens if i != noun.i]      # "plan de sauvegarde accélérée d'Ombra"
    if clause.language == "en":             # "chief executive and co-founder of Ombra"
        inner += [t for t in noun.conjuncts if t.i > noun.i and t.pos_ == "NOUN" and not any(
            c.dep_ == "det" for c in t.children)]
    of = [(t, "nominalisation") for head in (noun, *parts, *inner) for p, h in complements(head, language)
          if p in {"of", "de"} and h.i not in tokens for t in conjuncts(h)]
    arguments += _roles(clause, "patient", of)
    if owners:
        arguments += _roles(clause, "possessor", [(t, "possessor") for t in owners])
        if by_agent(noun, language) and not of:
            arguments += _roles(clause, "patient", [(t, "possessor") for t in owners])
    compound = [(t, "compound") for t in _modifiers(clause, noun) if t.i not in tokens]
    arguments += _roles(clause, "compound", compound)
    if not of and compound:
        arguments += _roles(clause, "patient", compound)
    lent = clause.lent_patient(noun)
    arguments += [*_roles(clause, "recipient", lent),           # "l'amende que lui a infligée X"
                  *(a for verb in clause.telling(noun) for a in _recipients(clause, verb))]
    told_of = said_of(clause, noun)
    if not told_of and noun.dep_ == "conj" and whole.i != noun.i:
        told_of = said_of(clause, whole)
    arguments += _roles(clause, "apposition", told_of)
    for t, _ in of:     # "the merger of X's rail business with Y"
        if t.pos_ == "NOUN":
            arguments += [a for p, h in complements(t, language) if p == "with"
                          for a in _roles(clause, p, [(c, "preposition") for c in conjuncts(h)])]
    if told_of and not owners:
        arguments += _roles(clause, "above", actor_above(clause, noun, told_of))
    above, direct = trees.governor(noun)
    sources = [noun, *inner, *(c for c in noun.children if c.lower_ == "worth")]      # "a bid worth $3 million from X"
    while above is not None and direct:
        if above.pos_ in VERBAL and above.lemma_ in clause.linking and above.dep_ in clause.labels.reduced:
            above = above.head                          # "un accord portant sur la vente de X"
        if above.lemma_.lower() not in clause.containers or above.pos_ in VERBAL:
            break
        sources.append(above)
        above, direct = trees.governor(above)
    if above is not None and direct and above.pos_ in VERBAL and (
            clause.key(above) & (clause.support | clause.undergo)):
        sources.append(above)
        arguments += _recipients(clause, above)
    told = [noun.head] if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else []      # "talks are under way with X"
    arguments += _complements(clause, [*sources, *clause.telling(noun), *told], set(tokens))
    arguments += [*_led_by(clause, noun), *_aimed_at(clause, noun)]
    own_clause = noun.dep_ != "obj" and is_copular(noun, language)
    arguments += [a for told_by in ([noun] if own_clause else [t for t in noun.ancestors if t.pos_ in VERBAL][:1])
                  for a in _relative(clause, told_by)]
    made = _made(clause, noun, lemma, "noun", tokens, arguments)
    if not told_of or any(via != "apposition" for _, via in told_of):
        return made
    own = tuple(c for c in made.cues if c.kind == "adverb")      # "chairman X will quit" is chairman
    return replace(made, negated=False, cues=own)


def _phrase(clause: Clause, tokens: tuple[int, ...], phrase: str) -> Predicate:
    """'take control of X': agent of the verb; the last preposition's complement is the patient."""
    doc = clause.doc
    first, last = next((doc[i] for i in tokens if doc[i].pos_ in VERBAL), doc[tokens[0]]), doc[tokens[-1]]
    verbal = first.pos_ in VERBAL
    arguments = _roles(clause, "agent", clause.doers(first) if verbal else clause.noun_doers(first))
    governed = [(t, "phrase") for t in behind(clause, last)]
    if verbal:      # "named Ann Lee its chief executive"
        arguments += _roles(clause, "inside", [(t, "phrase") for t in doc[tokens[0]:tokens[-1]]
                                               if t.pos_ == "PROPN" and t.dep_ not in clause.labels.compound])
    if governed:
        arguments += [*_roles(clause, "patient", governed), *_roles(clause, key_of(last), governed)]
        if verbal:      # "was named head of X", "supplies X with chips": whom the verb itself is done to
            arguments += _roles(clause, "object", [f for f in clause.undergoers(first) if f[0].i not in tokens])
    elif verbal:
        inside = set(tokens)
        found = [f for f in clause.undergoers(first) if f[0].i not in inside]
        if not found and last.pos_ == "NOUN":       # "mettre en demeure Ombra" hangs Ombra on the noun
            found = [(t, "phrase") for t in _modifiers(clause, last)]
        arguments += _roles(clause, "patient", found)
        if last.i != first.i and last.pos_ in VERBAL:       # "sue to block X's deal", "interdire à X de racheter Y"
            arguments += [*_roles(clause, "goal", clause.undergoers(last)), *_roles(clause, "that", clause.doers(last))]
    for verb in dict.fromkeys((first, *(doc[i] for i in tokens if doc[i].pos_ in VERBAL))):     # "agreed to pay X"
        arguments += _recipients(clause, verb)
    inner = {"NOUN", "PROPN"} if governed else {"NOUN", "PROPN", "VERB"}
    heads = [first, *(_object_heads(clause, first) if verbal and not governed else ())]
    heads += [doc[i] for i in tokens if i != first.i and doc[i].pos_ in inner]
    arguments += _complements(clause, heads, set(tokens))
    for noun in (doc[i] for i in tokens if doc[i].pos_ == "NOUN"):
        owners = clause.owners(noun)
        told = [t for verb in clause.telling(noun) for t, _ in clause.doers(verb)]       # "the fine that X imposed"
        arguments += _roles(clause, "possessor", [(t, "possessor") for t in (*owners, *told)])
        arguments += _led_by(clause, noun)
        beside = [t for t in _modifiers(clause, noun) if t.i not in tokens]
        arguments += _roles(clause, "compound", [(t, "compound") for t in beside])
    if not verbal:
        arguments += _roles(clause, "apposition", said_of(clause, first))
    else:
        arguments += _relative(clause, first)
    return _made(clause, first, phrase, "phrase", tokens, arguments)


def _made(clause: Clause, head: Token, lemma: str, pos: Literal["verb", "noun", "phrase"], tokens: Sequence[int],
          arguments: list[Argument]) -> Predicate:
    verbal = head.pos_ in VERBAL and pos != "noun"
    tense, mood, aspect = tense_of(head, clause.language) if verbal else NO_TENSE
    found: list[Cue] = list(cues(clause, head))
    nothing = [t.i for t in clause.doc[tokens[0]:tokens[-1]] if t.lower_ in _NO]       # "filed no lawsuit against"
    if nothing and not any(c.kind == "negation" for c in found):
        found.append(Cue("negation", "no", nothing[0]))
    arguments = [*arguments, *_roles(clause, "says", sayer(clause, head))]
    unique = list(dict.fromkeys((a.role, a.head) for a in arguments))
    first = {key: next(a for a in arguments if (a.role, a.head) == key) for key in unique}
    return Predicate(
        lemma=lemma, pos=pos, head=head.i, tokens=tuple(tokens), arguments=tuple(first.values()),
        voice="passive" if verbal and clause.is_passive(head) else "active",
        tense=tense, mood=mood, aspect=aspect,
        negated=any(c.kind == "negation" for c in found), cues=tuple(found))


# -------------------------------------------------------------------------------------------- arguments


def _roles(clause: Clause, role: str, found: Found) -> list[Argument]:
    return [Argument(role, party.i, via) for token, via in found for party in parties(clause, token)]


def _beside(clause: Clause, verb: Token) -> Found:
    """Who does it too: "X sued Z, together with Y", "alongside Y"."""
    return [(t, "coordination") for p in verb.children for c in p.children if c.dep_ == "pobj"
            if p.lower_ in {"alongside", "with"} and (p.lower_ == "alongside" or any(
                w.lower_ in {"together", "along", "jointly"} for w in (*p.lefts, p.doc[p.i - 1])))
            for t in conjuncts(c)] if clause.language == "en" and not clause.is_passive(verb) else []


def _recipients(clause: Clause, verb: Token) -> list[Argument]:
    return _roles(clause, "recipient", [(t, "recipient") for c in children(verb, clause.labels.recipient)
                                        if c.pos_ not in {"ADP"} for t in conjuncts(c)])


def _complements(clause: Clause, heads: list[Token], but: set[int] | None = None) -> list[Argument]:
    """Prepositional arguments of ``heads``, the first head's first: attachment is the parser's weakest point."""
    found: list[Argument] = []
    for head in heads:
        for preposition, noun in complements(head, clause.language):
            if not but or noun.i not in but:
                found += _roles(clause, preposition, [(t, "preposition") for t in conjuncts(noun)])
            if noun.lower_ in {"encontre", "égard"}:        # "à son encontre", "à l'encontre de X"
                whom = [*clause.owners(noun), *(t for _, h in complements(noun, clause.language) for t in conjuncts(h))]
                found += _roles(clause, "contre", [(t, "preposition") for t in whom])
            if noun.pos_ == "NOUN":     # "with participation from X": a role of that name
                found += [a for p, n in complements(noun, clause.language)
                          for a in _roles(clause, f"{preposition} {noun.lemma_.lower()} {p}",
                                          [(t, "preposition") for t in conjuncts(n)])]
            if any(c.like_num for c in noun.children):      # "invest up to 5 billion in X" hangs X on the sum
                found += [a for p, n in complements(noun, clause.language) if p not in {"of", "de"} or n.pos_ == "PROPN"
                          for a in _roles(clause, p, [(t, "preposition") for t in conjuncts(n)])]
    return found


def _led_by(clause: Clause, noun: Token) -> list[Argument]:
    """'a round led by X', 'the round is led by X, with participation from Y': "lead by", "with participation from"."""
    by = {"en": "by", "fr": "par"}[clause.language]
    verbs = [v for v in children(noun, clause.labels.reduced) if v.pos_ in VERBAL and clause.is_passive(v)]
    after = clause.doc[noun.i + 2:noun.sent.end] if clause.language == "fr" else ()
    verbs += [v for v in after if v.dep_ in clause.labels.reduced and v not in verbs and v.nbor(-1).text == ","
              and clause.is_passive(v) and agree(v, noun)]
    above, _ = trees.governor(noun)
    if above is not None and above.pos_ in VERBAL and noun.dep_ in clause.labels.passive_subject:
        verbs.append(above)
    return [argument for verb in verbs for argument in (
        *_roles(clause, f"{verb.lemma_} {by}", clause.doers(verb)), *_complements(clause, [verb]))]


def _aimed_at(clause: Clause, noun: Token) -> list[Argument]:
    """'une enquête visant X', 'the probe targets X': the object of the verb that the noun does, by its lemma."""
    above, direct = trees.governor(noun)
    verbs = [v for v in children(noun, clause.labels.reduced) if v.pos_ in VERBAL and not clause.is_passive(v)]
    if above is not None and above.pos_ in VERBAL and not direct and not clause.is_passive(above):
        verbs.append(above)
    return [a for verb in verbs for a in _roles(clause, verb.lemma_.lower(), clause.objects(verb))]


def _relative(clause: Clause, verb: Token) -> list[Argument]:
    """"X, dont Y détient 12 %", "X, qui en contrôle 80 %": roles "dont", the antecedent, and "en", the pronoun."""
    if clause.language != "fr":
        return []
    found = [a for p, t in behind_preposition(clause, verb) for a in _roles(clause, p, [(t, "relative")])]
    found += [Argument("en", c.i) for c in verb.children if c.lower_ == "en" and c.pos_ == "PRON" and c.i < verb.i]
    relative = clause.relative_clause(verb)
    if relative is not None and any(t.lower_ == "dont" and t.i < verb.i for t in relative.subtree):
        found += _roles(clause, "dont", [(t, "relative") for t in conjuncts(relative.head)])
    elif (name := before_dont(clause, verb)) is not None:
        found.append(Argument("dont", name.i, "relative"))
    return found


def _object_heads(clause: Clause, verb: Token) -> list[Token]:
    """Direct objects whose complements may be the verb's: 'acquired Beta from Gamma'."""
    found = [t for t, via in clause.objects(verb) if via == "object" and t.i > verb.i]
    inner = [h for t in found if t.lemma_.lower() in clause.transparent     # "a cédé la totalité de sa firme à X"
             for p, h in complements(t, clause.language) if p in {"of", "de"}]
    return [*found, *inner]


def _passive_support(clause: Clause, verb: Token) -> Found:
    """'Acme is set to be acquired by Beta' puts 'by Beta' under another verb at times."""
    above = verb.head
    if verb.dep_ in clause.labels.open_complement and above.pos_ in VERBAL:
        return [(t, "passive") for h in by_agent(above, clause.language) for t in conjuncts(h)]
    return []


def _modifiers(clause: Clause, noun: Token) -> list[Token]:
    """Names set before an English noun or, without preposition, after a French one."""
    found = []
    beside = children(noun.head, clause.labels.compound) if noun.dep_ in clause.labels.compound else []
    for child in [*children(noun, clause.labels.compound),      # "Kestrel CEO Ann Lee" hangs all on the last
                  *(c for c in beside if clause.language == "en" and c.i < noun.i and c.dep_ == "compound")]:
        if child.pos_ not in {"PROPN", "NOUN", "X"} or any(c.dep_ == "case" for c in child.children):
            continue
        if (clause.language == "en" and child.i < noun.i) or (clause.language == "fr" and child.i > noun.i):
            found += [child, *(t for t in child.conjuncts if t.i != child.i)]
    return found
