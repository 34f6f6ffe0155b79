"""Tense, mood, negation, modals and what governs a predicate: the cues that status and stance are read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extract.names import plain
from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import children, complements, feature, governor, is_infinitive, verb_lemma
from extract.tokens import Token
from extract.types import Cue

Tense = Literal["past", "present", "future", "none"]
Mood = Literal["indicative", "conditional", "infinitive", "participle", "imperative", "none"]
Aspect = Literal["perfect", "progressive", "none"]
NO_TENSE: tuple[Tense, Mood, Aspect] = ("none", "none", "none")     # of a noun
_AFTER = {"after", "since", "following"}
_FUTURE = {"will", "shall", "'ll", "wo"}
_IF = {"en": {"if", "unless", "whether", "provided", "should"}, "fr": {"si", "s'", "sauf", "pourvu"}}
_PROVISO = {"en": {"without", "absent", "failing", "barring", "event", "case"},
            "fr": {"sans", "faute", "défaut", "cas"}}
_FR_NEGATION = {"pas", "jamais", "plus", "aucunement", "nullement", "point", "guère"}
_UNDONE = {"en": re.compile(r"\b(?:against|without|instead of|short of|far from|rather than)$"),
           "fr": re.compile(r"\b(?:sans|au lieu (?:de|d')|loin (?:de|d')|plutôt que (?:de|d'))$")}
_OVER = {"plus", "longer"}
_AIM = {"vue", "view", "aim"}
_LONG = 10
_CONDITIONAL = re.compile(r"r(?:ais|ait|ions|iez|aient)$")
_CONDITIONAL_STEMS = ("ser", "aur", "fer", "pourr", "devr", "voudr", "viendr", "tiendr", "verr", "faudr", "cevr",
                      "querr", "courr")


def tense_of(verb: Token, language: str) -> tuple[Tense, Mood, Aspect]:
    return _english(verb) if language == "en" else _french(verb)


def _english(verb: Token) -> tuple[Tense, Mood, Aspect]:
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not aux and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and verb.tag_ in {"VB", "VBN", "VBG"}:
        aux = [c for c in verb.head.children if c.dep_ in {"aux", "auxpass"}]
    words = {a.lower_ for a in aux}
    perfect: Aspect = "perfect" if words & {"have", "has", "had", "'ve", "having"} else "none"
    if words & _FUTURE:
        return "future", "indicative", perfect
    if any(a.tag_ == "MD" for a in aux):
        return "none", "conditional", perfect
    if "to" in words:
        return "none", "infinitive", perfect
    if perfect == "perfect":
        return "past", "indicative", perfect
    progressive: Aspect = "progressive" if verb.tag_ == "VBG" and aux else "none"
    finite = aux[0] if aux else verb
    if finite.tag_ == "VBD" or finite.lower_ in {"was", "were", "did"}:
        return "past", "indicative", progressive
    if finite.tag_ in {"VBZ", "VBP"} or finite.lower_ in {"is", "are", "does", "do"}:
        return "present", "indicative", progressive
    if verb.tag_ == "VBN":
        return "past", "participle", "none"
    if verb.tag_ == "VBG":
        after = verb.dep_ == "pcomp" and verb.head.lower_ in _AFTER
        return "past" if after else "none", "participle", "progressive"
    return ("present", "indicative", "none") if verb.dep_ == "ROOT" else ("none", "infinitive", "none")


def _french(verb: Token) -> tuple[Tense, Mood, Aspect]:
    aux = [c for c in verb.children if c.dep_ in {"aux:tense", "aux:pass", "aux", "aux:caus", "cop"}]
    if not aux and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and feature(verb, "VerbForm") == "Part":
        aux = [c for c in verb.head.children if c.dep_ in {"aux:tense", "aux:pass", "aux"}]
    finite = next((a for a in aux if feature(a, "VerbForm") == "Fin"), None)
    compound = any(a.dep_ == "aux:tense" for a in aux)
    token = finite if finite is not None else verb
    mood = feature(token, "Mood")
    tense = feature(token, "Tense")
    perfect: Aspect = "perfect" if compound else "none"
    if mood == "Cnd" or _conditional_form(token):
        return ("past" if compound else "none"), "conditional", perfect
    if finite is None and feature(verb, "VerbForm") == "Inf":
        return ("past" if compound else "none"), "infinitive", perfect
    if finite is None and feature(verb, "VerbForm") == "Part":
        return ("none" if tense == "Pres" else "past"), "participle", "none"
    if tense == "Fut":
        return "future", "indicative", perfect
    if compound or tense in {"Past", "Imp"}:
        return "past", "indicative", perfect
    return "present", "indicative", "none"


def _conditional_form(token: Token) -> bool:
    """The tagger takes some conditionals for imperfects: they are the infinitive and an ending, or an old stem."""
    match = _CONDITIONAL.search(token.lower_)
    if match is None or token.pos_ not in VERBAL:
        return False
    stem = token.lower_[:match.start()] + "r"
    lemma = plain(token.lemma_)     # "rachèterait", "racheter"
    return plain(stem) in {lemma, lemma.removesuffix("e")} or stem.endswith(_CONDITIONAL_STEMS)


def cues(clause: Clause, token: Token) -> Iterator[Cue]:
    """Everything in the sentence that bears on whether, and how far, ``token`` happened: nearest first."""
    language = clause.language
    yield from _own(token, language)
    current = token
    for _ in range(_LONG):
        above = _above(clause, current)
        if above is None:
            break
        if current.dep_ != "conj":
            yield from _governing(above, _kind(clause, current, above), language)
            yield from (Cue("verb", f"{above.lemma_.lower()} {o.lemma_.lower()}", above.i)     # "mettre fin"
                        for o, via in clause.objects(above) if via == "object" and o.i != current.i)
            if _aims(current, language):
                yield from _on_the_way(clause, above, current)
        yield from _own(above, language, inherited=True)
        current = above
    end = next((t for t in reversed(token.sent) if not t.is_space and not t.is_quote), None)
    if end is not None and end.text == "?":
        yield Cue("question", "?", end.i)


def _aims(token: Token, language: str) -> bool:
    """Whether ``token`` says what something else is for: "in talks to buy", "en négociations en vue de racheter"."""
    return token.lower_ in _AIM or (token.pos_ in VERBAL and tense_of(token, language)[1] == "infinitive")


def _on_the_way(clause: Clause, above: Token, current: Token) -> Iterator[Cue]:
    """The nouns between a verb and what it aims at: "opened talks with Kestrel with a view to", "is in talks to"."""
    if above.pos_ not in VERBAL:
        return
    heads = [t for t, via in clause.objects(above) if via == "object"]
    heads += [h for _, h in complements(above, clause.language)]
    inner = [h for t in heads for _, h in complements(t, clause.language)]
    yield from (Cue("noun", h.lemma_.lower(), h.i) for h in dict.fromkeys((*inner, *heads))
                if h.lemma_.lower() in clause.containers and above.i < h.i < current.i)


def _kind(clause: Clause, token: Token, above: Token) -> str:
    """What a governing word does to ``token``; a "deed" is the token's own, no stage of it: "the suit seeks $90m"."""
    if above.pos_ not in VERBAL:
        return "noun"
    own = token.pos_ not in VERBAL and token.dep_ in clause.labels.subject and bool(clause.objects(above))
    return "deed" if own and not clause.is_passive(above) else "verb"


def _governing(above: Token, kind: str, language: str) -> Iterator[Cue]:
    """The noun; or the verb with its particle or reflexive and, where lexicons name it without, without it too."""
    lemma = verb_lemma(above, language) if kind != "noun" else above.lemma_.lower()
    yield Cue(kind, lemma, above.i)
    if lemma.startswith(("s'", "se ")):
        yield Cue(kind, above.lemma_.lower(), above.i)


def _above(clause: Clause, token: Token) -> Token | None:
    """The verb or noun whose happening ``token`` depends on; None at a clause that stands on its own."""
    head = token.head
    if head.i == token.i:
        return None
    labels = clause.labels
    if token.pos_ in VERBAL:
        if token.dep_ in labels.relative and head.lemma_.lower() in clause.containers and (
                clause.language == "fr" or tense_of(token, "en")[0] != "past"):
            return head         # "a deal under which it will be bought", but "a deal on which X advised Y"
        if token.dep_ in labels.relative | labels.adverbial and not is_infinitive(token):
            return None
        if head.pos_ == "ADV" and head.head.pos_ in VERBAL:     # "afin de racheter"
            return head.head
        if token.dep_ == "pcomp":
            return head.head if head.head.i != head.i else None
        return head if head.pos_ in {*VERBAL, "NOUN", "ADJ"} else None
    if token.dep_ in labels.subject and any(c.i > token.i for c in children(head, labels.subject)):
        return None             # "Premier actionnaire de Y, X n'a pas l'intention": a second subject says it of X
    above, _ = governor(token)
    return above if above is not None and above.pos_ in {*VERBAL, "NOUN", "ADJ"} else None


def _no_longer(token: Token, language: str) -> Token | None:
    """The word that says something is over: "is no longer in talks", "n'est plus en mesure de"."""
    beside = [*token.children, *(token.doc[i] for i in range(max(token.sent.start, token.i - 2), token.i))]
    over = next((c for c in beside if c.lower_ in _OVER and not _is_only(c)), None)
    if over is None or language == "en":
        return over
    before = {c.lower_ for c in token.doc[max(token.sent.start, token.i - 7):token.i]}
    return over if before & {"ne", "n'"} else None


def _is_only(token: Token) -> bool:
    """"ne détient plus que 5 %" says what remains."""
    return token.lower_ in _OVER and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"que", "qu'", "than"}


def _own(token: Token, language: str, inherited: bool = False) -> Iterator[Cue]:
    """Cues on ``token`` itself: negation, modal or conditional, condition, adverbs and adjectives."""
    over = _no_longer(token, language)
    if over is not None:
        yield Cue("over", over.lower_, over.i)
    elif is_negated(token, language) and not any(_is_only(c) for c in token.children):
        yield Cue("negation", "not", token.i)
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "aux" and child.tag_ == "MD":
            yield Cue("modal", "would" if lower == "'d" else child.lemma_.lower() or lower, child.i)
        elif child.dep_ in {"mark", "advmod", "prep"} and lower in _IF[language] and child.i < token.i:
            yield Cue("condition", lower, child.i)
        elif child.pos_ in {"ADV", "ADJ"} or child.dep_ in {"advmod", "amod"}:
            yield Cue("adverb", child.lemma_.lower(), child.i)
    if token.pos_ not in VERBAL and any(c.dep_ == "cop" and _french(c)[1] == "conditional" for c in token.children):
        yield Cue("conditional", "cnd", token.i)        # "serait en discussions"
    if language == "en" and any(c.dep_ == "aux" and c.lower_ in {"had", "were"} and any(
            s.dep_.startswith("nsubj") and c.i < s.i for s in token.children) for c in token.children):
        yield Cue("condition", "if", token.i)           # "Had X been sold, ...": an inversion that is no question
    if token.pos_ in VERBAL:
        tense, mood, aspect = tense_of(token, language)
        if mood == "conditional" and language == "fr":
            yield Cue("conditional", "cnd", token.i)
        if (mood == "conditional" or tense == "future") and _depends(token, language):
            yield Cue("condition" if mood == "conditional" and token.dep_ != "ccomp" else "proviso", "if", token.i)
        if inherited:
            yield Cue("tense", tense, token.i)
        if mood == "conditional" and aspect == "perfect" and language == "en":
            yield Cue("counterfactual", "would have", token.i)


def _depends(verb: Token, language: str) -> bool:
    """Whether what a verb says waits for something: "would file if", "without new funds", "faute de"."""
    words = _IF[language] | _PROVISO[language]
    return any(c.lower_ in words or any(k.lower_ in words and k.dep_ in {"mark", "case", "prep", "advmod", "pobj"}
                                        for k in c.children) for c in verb.children)


def is_negated(token: Token, language: str) -> bool:
    """Negated by a word of its own clause: 'not', 'never', 'ne ... pas', 'no' before a noun, "neither X nor Y",
    "nobody"; "instead of suing", "sans poursuivre"."""
    near = token.children
    first = min([token.i, *(c.i for c in near if c.pos_ in {"AUX", "PRON", "PART"} and c.i < token.i)])
    if _UNDONE[language].search(token.doc[token.sent.start:first].text.lower()):
        return True
    inner = {k.lower_ for c in near if c.dep_.startswith("nsubj") for k in (c, *c.children)}
    if language == "en":
        words = {"never", "no", "neither"}
        return bool(inner & {"neither", "nobody", "none"}) or any(
            c.dep_ == "neg" or (c.lower_ in words and c.i < token.i) for c in near)
    not_ = next((c.i for c in near if c.lower_ in {"ne", "n'"}), token.i)
    return bool(not_ < token.i and inner & {"ni", "personne"}) or any(
        c.lower_ in {"aucun", "aucune"} for c in near) or any(
        t.lower_ in _FR_NEGATION for t in (*token.doc[not_:token.i], *(c for c in near if c.dep_.startswith("advmod"))))
