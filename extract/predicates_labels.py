"""The two grammars' dependency labels, brought to one set of questions about a token.

English trees follow ClearNLP's labels, French ones Universal Dependencies. Nothing outside ``predicates*`` knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from extract.registry import Strict
from extract.tokens import Token


class Support(Strict):
    agent: frozenset[str]
    patient: frozenset[str]
    approving: frozenset[str]      # of these only an organ is the party's: "its holders approved the merger"
    organs: frozenset[str]


class Lexicon(Strict):
    """``lang/*/predicates.yaml``."""

    support: Support
    containers: frozenset[str]
    choosing: frozenset[str]        # "choose X to supply Y": X supplies
    linking: frozenset[str]         # "an agreement *covering* the sale of X"
    object_control: frozenset[str]
    transparent: frozenset[str]
    owned: frozenset[str]
    vague: frozenset[str]
    groups: frozenset[str]
    leading: frozenset[str]
    among: frozenset[str]
    promoting: frozenset[str] = frozenset()
    succeeding: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    also_nouns: dict[str, str] = Field(default_factory=dict)


SUBJECT = "nsubj"       # the label both grammars give a subject
CLAUSES_ON_NOUNS = {"acl", "acl:relcl"}
ADJUNCT = "obl:mod"     # and the French one gives a day
Moved = dict[int, tuple[int, str]]  # token -> (its head, its label)
Complement = tuple[str, Token]      # preposition as written in the lexicons, head of what it governs


@dataclass(frozen=True, slots=True)
class Labels:
    """One grammar's labels by what they mean here."""

    subject: frozenset[str]
    passive_subject: frozenset[str]
    object: frozenset[str]
    recipient: frozenset[str]
    apposition: frozenset[str]
    possessor: frozenset[str]
    compound: frozenset[str]
    relative: frozenset[str]        # clause on a noun with a finite verb
    reduced: frozenset[str]         # participle or infinitive on a noun
    open_complement: frozenset[str]
    clause: frozenset[str]          # complement with a subject of its own
    adverbial: frozenset[str]
    passive_mark: frozenset[str]
    auxiliary: frozenset[str]
    predicative: frozenset[str]     # what a copula says of its subject (English hangs it on the verb)
    inner: str                      # the further words of one name


LABELS: dict[str, Labels] = {
    "en": Labels(
        subject=frozenset({"nsubj"}),
        passive_subject=frozenset({"nsubjpass"}),
        object=frozenset({"dobj", "oprd"}),
        recipient=frozenset({"dative"}),
        apposition=frozenset({"appos"}),
        possessor=frozenset({"poss"}),
        compound=frozenset({"compound", "nmod", "amod"}),
        relative=frozenset({"relcl"}),
        reduced=frozenset({"acl"}),
        open_complement=frozenset({"xcomp", "acomp"}),
        clause=frozenset({"ccomp"}),
        adverbial=frozenset({"advcl"}),
        passive_mark=frozenset({"auxpass"}),
        auxiliary=frozenset({"aux"}),
        predicative=frozenset({"attr", "acomp"}),
        inner="compound",
    ),
    "fr": Labels(
        subject=frozenset({"nsubj", "nsubj:caus"}),
        passive_subject=frozenset({"nsubj:pass"}),
        object=frozenset({"obj", "obj:agent", "obj:lvc"}),
        recipient=frozenset({"iobj"}),
        apposition=frozenset({"appos"}),
        possessor=frozenset(),
        compound=frozenset({"flat:name", "flat:foreign", "flat", "nmod", "amod", "dep"}),
        relative=frozenset({"acl:relcl"}),
        reduced=frozenset({"acl"}),
        open_complement=frozenset({"xcomp"}),
        clause=frozenset({"ccomp"}),
        adverbial=frozenset({"advcl"}),
        passive_mark=frozenset({"aux:pass"}),
        auxiliary=frozenset({"aux:tense", "aux", "aux:caus"}),
        predicative=frozenset(),
        inner="flat:name",
    ),
}

CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_FR_PREPOSITION = {**CONTRACTED, "l'": "le"}
_FR_OBLIQUE = ("obl", "nmod", "iobj", "dep", "advmod", "xcomp", "appos", "flat", "conj", "acl", "advcl")
_COPULAS = {"devenir", "rester", "demeurer"}
_PARTICLES = {"away", "off", "out", "back"}     # where the tree calls them adverbs
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ", "DET"}


def children(token: Token, labels: frozenset[str]) -> list[Token]:
    """Those of ``token`` whose label is among ``labels``."""
    return [c for c in token.children if c.dep_ in labels]


def complements(token: Token, language: str) -> Iterator[Complement]:
    """What prepositions bind to ``token``: (preposition, head), in reading order."""
    yield from _english(token) if language == "en" else _french(token)


def _english(token: Token) -> Iterator[Complement]:
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB", "ADV"}:
            prep = child.lower_
            also = [c for c in child.children if c.dep_ == "conj" and c.lower_ == prep]      # "from X and from Y"
            for inner in (i for p in (child, *also) for i in p.children):
                if inner.dep_ in {"pobj", "pcomp"} and inner.pos_ not in {"VERB", "AUX"}:
                    yield prep, inner
                elif inner.dep_ == "prep":      # "out of", "because of"
                    for deep in inner.children:
                        if deep.dep_ == "pobj":
                            yield f"{prep} {inner.lower_}", deep
                            if inner.lower_ != "of":        # "..., excluding property, to X" hangs "to" on "excluding"
                                yield inner.lower_, deep


def _french(token: Token) -> Iterator[Complement]:
    for child in token.children:
        prep = _french_preposition(child) if child.dep_.startswith(_FR_OBLIQUE) else ""
        if prep and child.pos_ not in {"VERB", "AUX"}:
            yield prep, child
        elif not prep and child.lower_ == "auprès":         # "auprès d'Ombra" hangs Ombra on "auprès"
            yield from (("auprès de", inner) for inner in child.children if inner.pos_ in _NOMINAL)


def _french_preposition(noun: Token) -> str:
    """'auprès de', 'à', 'de' ...: the words that mark ``noun``, contractions undone; '' where none does."""
    marks = [c for c in noun.children if c.dep_ == "case" and c.i < noun.i]
    words: list[str] = []
    for mark in marks:
        for word in sorted([mark, *mark.subtree], key=lambda t: t.i):
            lower = _FR_PREPOSITION.get(word.lower_, word.lower_)
            if word.i < noun.i and (not words or words[-1] != lower):
                words.append(lower)
    return " ".join(words)


def feature(token: Token, name: str) -> str:
    """One morphological feature of ``token`` ('Inf', 'Past', ...), or ''."""
    return _features(token.morph).get(name, "")


@lru_cache(maxsize=4096)
def _features(morph: str) -> dict[str, str]:
    """"Number=Sing|Person=3" by name; of several values the first."""
    return {name: values.partition(",")[0] for name, _, values in (pair.partition("=") for pair in morph.split("|"))}


def is_finite(token: Token) -> bool:
    """Whether a verb or auxiliary stands in a tense: it makes a clause of its own."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or (
        token.pos_ in {"VERB", "AUX"} and feature(token, "VerbForm") == "Fin")


def apposed(noun: Token) -> list[Token]:
    """What ``noun`` is set beside, and what is set beside it."""
    return [*([noun.head] if noun.dep_ == "appos" else []), *(c for c in noun.children if c.dep_ == "appos")]


def is_counted(noun: Token) -> bool:
    return any(c.dep_ == "nummod" and c.i < noun.i for c in noun.children)


def agree(participle: Token, noun: Token) -> bool:
    """No known feature speaks against it."""
    return all(not feature(noun, name) or not feature(participle, name) or feature(noun, name) == feature(
        participle, name) for name in ("Gender", "Number"))


def governor(noun: Token) -> tuple[Token | None, bool]:
    """The verb or noun above ``noun``; and whether noun is its object or complement (or passive subject)."""
    token = noun
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    head = token.head
    if head.i == token.i:
        return None, False
    if noun.lang_ == "en" and head.pos_ in {"ADP", "SCONJ"} and token.dep_ == "pobj":
        particles = {"away", "out", "off", "back"}
        while (head.pos_ in {"ADP", "SCONJ"} or head.lower_ in particles) and head.head.i != head.i:
            head = head.head
        return head, True
    if head.pos_ in {"VERB", "AUX"}:
        return head, token.dep_ not in LABELS[noun.lang_].subject
    return head, True


def is_infinitive(verb: Token) -> bool:
    if verb.lang_ == "en":
        return any(c.lower_ == "to" and c.pos_ == "PART" for c in verb.children)
    return feature(verb, "VerbForm") == "Inf"


def verb_lemma(verb: Token, language: str) -> str:
    """'take over' with its particle, "s'offrir" with its reflexive."""
    lemma = verb.lemma_.lower()
    if language == "en":
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt" or (
            c.dep_ == "advmod" and c.i == verb.i + 1 and c.lower_ in _PARTICLES)), "")
        return f"{lemma} {particle}".strip()
    if any(c.lower_ in {"se", "s'"} and c.dep_.startswith(("expl", "obj", "iobj")) for c in verb.children):
        return f"s'{lemma}" if re.match("[aeiouyéèêh]", lemma) else f"se {lemma}"
    return lemma


def by_agent(token: Token, language: str) -> list[Token]:
    """Who does it, in a passive or a nominalisation: 'by X', 'par X'."""
    mark = {"en": {"by"}, "fr": {"par", "de la part de"}}[language]
    return [head for prep, head in complements(token, language) if prep in mark] or _hyphened(token)


def _hyphened(verb: Token) -> list[Token]:
    """'X-owned Y': the name before the hyphen."""
    hyphen = verb.i > 1 and verb.nbor(-1).text == "-"
    return [verb.nbor(-2)] if hyphen and verb.nbor(-2).pos_ == "PROPN" else []


def conjuncts(token: Token) -> list[Token]:
    """``token`` and what is coordinated with it, nouns with nouns, but for "and not X"."""
    token = token.head if _is_left_out(token) else token
    found = [token, *(t for t in token.conjuncts if t.i > token.i and t.pos_ in _NOMINAL and not _is_left_out(t))]
    if token.pos_ == "PROPN":       # "Tolvane and Ombra Foods" hangs Tolvane on Foods
        found += [c for c in token.children if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.i < token.i
                  and any(k.dep_ == "cc" for k in c.children)]
    return found if token.pos_ in _NOMINAL else [token]


def _is_left_out(token: Token) -> bool:
    return token.dep_ == "conj" and any(c.lower_ in {"not", "non", "pas"} and c.i < token.i for c in token.children)


def whose(pronoun: Token) -> Token:
    """The antecedent of "whose"; any other token is itself."""
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None) if pronoun.lower_ == "whose" else None
    return clause.head if clause is not None else pronoun


def is_copular(noun: Token, language: str) -> Token | None:
    """The subject of a noun that a copula says of it: 'X is a unit of Y', 'X est une filiale de Y'."""
    head = noun.head
    if language == "en":
        if noun.dep_ in LABELS["en"].predicative and head.lemma_ in {"be", "become", "remain"}:
            return next((c for c in head.children if c.dep_ == "nsubj"), None)
        if noun.dep_ == "pobj" and head.lower_ == "among" and head.head.lemma_ == "be":     # "are among the bidders"
            return next((c for c in head.head.children if c.dep_ == "nsubj"), None)
        if noun.dep_ == "nsubj" and noun.pos_ == "NOUN" and head.lemma_ == "be":       # "its chief executive is X"
            return next((c for c in head.children if c.dep_ == "attr" and (
                c.pos_ == "PROPN" or any(t.dep_ == "appos" and t.pos_ == "PROPN" for t in c.children))), None)
        if noun.dep_ == "oprd":     # "was named chief executive", "named X chief executive"
            return next((c for dep in ("dobj", "nsubjpass") for c in head.children if c.dep_ == dep), None)
        return None
    return _french_copular(noun)


def _french_copular(noun: Token) -> Token | None:
    if any(c.dep_ == "cop" for c in noun.children):
        return next((c for c in noun.children if c.dep_.startswith("nsubj")), None)
    if noun.dep_ == "nsubj" and noun.pos_ == "NOUN":        # "son premier actionnaire est X", "reste X"
        named = "PROPN" in {t.pos_ for t in noun.doc[noun.head.i:noun.head.i + 2]}       # "est X", "est le fonds X"
        if named and any(c.dep_ == "cop" for c in noun.head.children):
            return noun.head
        if noun.head.lemma_ in _COPULAS | {"être"}:
            return next((c for c in noun.head.children if c.dep_ in {"xcomp", "obj"} and c.pos_ == "PROPN"), None)
    if noun.dep_ in {"xcomp", "obj", "obl:mod", "advmod"} and noun.head.lemma_ in _COPULAS:
        verb = noun.head if noun.head.dep_ != "advcl" else noun.head.head       # "..., devenant son actionnaire"
        return next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    if noun.dep_ == "xcomp" and noun.pos_ == "NOUN":     # "a été nommée directrice générale", "a nommé X directeur"
        return next((c for dep in ("obj", "nsubj:pass") for c in noun.head.children if c.dep_ == dep), None)
    return None
