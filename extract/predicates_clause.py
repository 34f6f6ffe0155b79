"""Who does what to whom in one tree: control, relatives, reduced relatives, coordination, nominalisation undone.

``Clause`` answers for any verb or noun of a Doc who its logical subject and object are. Each answer is a list of
(head token, construction that gave it); construction names are what the tests and "why this edge" speak of.
"""

from __future__ import annotations

from typing import Literal

from extract import predicates_labels as trees
from extract.predicates_labels import LABELS, Lexicon, by_agent, children, complements, conjuncts, feature, is_copular
from extract.predicates_organs import spoken_for
from extract.registry import lexicon
from extract.tokens import Doc, Token

Found = list[tuple[Token, str]]
VERBAL = {"VERB", "AUX"}
_RELATIVE = {"en": {"which", "who", "that", "whom"}, "fr": {"qui", "que", "qu'", "lequel", "laquelle", "lesquels"}}
_PLACE = {"where", "when", "why", "où"}
_POSSESSIVE = {"son", "sa", "ses", "leur", "leurs"}
_DEEP = 12      # no sentence nests deeper; a broken tree ends here


class Clause:
    """Answers about one Doc."""

    def __init__(self, doc: Doc, language: Literal["en", "fr"]) -> None:
        words = lexicon(language, "predicates", Lexicon)
        self.doc, self.language, self.labels = doc, language, LABELS[language]
        self.support, self.undergo = words.support.agent, words.support.patient
        self.approving, self.organs = words.support.approving, words.support.organs
        self.containers, self.object_control = words.containers, words.object_control
        self.transparent, self.owned, self.vague = words.transparent, words.owned, words.vague
        self.promoting, self.succeeding, self.saying = words.promoting, words.succeeding, words.saying
        self.linking, self.choosing = words.linking, words.choosing
        self.groups, self.leading, self.among = words.groups, words.leading, words.among

    # ------------------------------------------------------------------------------------------ verbs

    def is_passive(self, verb: Token) -> bool:
        if children(verb, self.labels.passive_mark):
            return True
        if children(verb, self.labels.auxiliary) and not self._bare_participle(verb):
            return False
        if children(verb, self.labels.passive_subject) and self.language == "en":
            return True
        if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and self._bare_participle(verb):
            return self.is_passive(verb.head)
        return self._bare_participle(verb)

    def _bare_participle(self, verb: Token) -> bool:
        """A past participle with no auxiliary of its own: 'owned by', 'racheté par'."""
        if children(verb, self.labels.auxiliary | self.labels.passive_mark):
            return False
        if self.language == "en":
            return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and bool(by_agent(verb, "en")))
        return feature(verb, "VerbForm") == "Part" and feature(verb, "Tense") != "Pres"

    def subjects(self, verb: Token, depth: int = 0) -> Found:
        """The grammatical subject of ``verb``, its own or the one that its construction lends it."""
        if depth > _DEEP:
            return []
        own = children(verb, self.labels.subject | self.labels.passive_subject)
        own = [t for t in own if t.i < verb.i] or own
        own = [t for t in own if not t.text.startswith("-")] or own     # "X sera-t-il racheté"
        if own:
            return self._expand(own[-1], "subject", verb)
        bracketed = self.bracketed(verb)
        if bracketed is not None:
            return [(bracketed, "bracket")]
        dep, head = verb.dep_, verb.head
        if head.i == verb.i:
            return self._right_before(verb) or self._opened(verb, depth)
        if dep == "conj" and head.pos_ in VERBAL:
            return self._via(self.subjects(head, depth + 1), "coordination")
        if dep in self.labels.open_complement | self.labels.clause and head.pos_ in VERBAL:
            return self._controlled(head, verb, depth)
        if dep in self.labels.reduced | self.labels.relative:
            return self._of_noun_clause(verb, head, depth)
        if dep in self.labels.adverbial:
            return self._of_adverbial(head, depth)
        if dep == "pcomp":
            governor = head.head
            if governor.pos_ in VERBAL:
                return self._controlled(governor, verb, depth)
            return self._via(self.doers(governor, depth + 1), "control")
        if head.pos_ == "ADV" and head.head.pos_ in VERBAL:     # "afin de racheter"
            return self._controlled(head.head, verb, depth)
        copular = self.copula_subject(head)
        return self._via(copular, "control") if copular else self._right_before(verb)

    def bracketed(self, token: Token) -> Token | None:
        """The name before a bracket that opens with ``token``: 'Tolvane (bought by Ombra in 2007)'."""
        i = token.i - 1
        while i > 0 and token.i - i < _DEEP and self.doc[i].text != "(" and self.doc[i].pos_ not in {"PROPN", "NOUN"}:
            i -= 1
        if i < 1 or self.doc[i].text != "(" or self.doc[i - 1].pos_ != "PROPN":
            return None
        name = self.doc[i - 1]
        while name.dep_ == self.labels.inner and name.head.pos_ == "PROPN":
            name = name.head
        return name

    def _right_before(self, verb: Token) -> Found:
        """The name right before the verb group ("Ombra, passé sous ...") that the parser left without a subject."""
        i = min([verb.i, *(c.i for c in verb.children if c.pos_ in {*VERBAL, "PRON", "ADV"})]) - 1
        comma = self.language == "fr" and i > 0 and self.doc[i].text == "," and self._bare_participle(verb)
        token = self.doc[i - comma] if i >= 0 else None
        while token is not None and token.dep_ in {self.labels.inner, "conj"} and token.head.i < token.i:
            token = token.head
        if token is None or token.pos_ != "PROPN" or any(c.dep_ in {"case", "prep"} for c in token.children):
            return []
        return self._expand(token, "adjacency") if token.dep_ not in {"pobj", "dobj", "obj"} else []

    def _opened(self, verb: Token, depth: int) -> Found:
        """"Après avoir racheté Y, X vise Z": the subject of the clause that an opening without finite verb leads to."""
        if feature(verb, "VerbForm") == "Fin" or self.language == "en":
            return []
        main = [c for c in verb.children if c.dep_ == "parataxis" and c.i > verb.i and c.pos_ in VERBAL]
        return self._via(self.subjects(main[0], depth + 1), "adverbial") if main else []

    def _controlled(self, head: Token, verb: Token, depth: int) -> Found:
        """The subject of ``verb``, an infinitive under ``head``: its object ('ordered X to sell') or its subject."""
        beside = [c for c in children(head, self.labels.open_complement) if c.i < verb.i and (
            c.lemma_ in self.object_control)]       # "veut empêcher X de racheter" hangs both verbs on the first
        head = beside[-1] if beside else head
        if head.lemma_ in self.object_control:
            objects = self.subjects(head, depth + 1) if self.is_passive(head) else self.objects(head, depth + 1)
            if not objects and not self.is_passive(head):
                objects = [(t, "control") for p, h in complements(head, self.language) if p == "à"
                           for t in conjuncts(h)]
            if objects:
                return self._via(objects, "control")
        return self._via(self.subjects(head, depth + 1), "control")

    def _of_noun_clause(self, verb: Token, noun: Token, depth: int) -> Found:
        if noun.pos_ in VERBAL:
            return self._via(self.subjects(noun, depth + 1), "adverbial")
        if trees.is_infinitive(verb):
            if noun.pos_ == "PROPN":
                return self._expand(noun, "headline")
            of = [t for p, h in complements(noun, self.language) if p == "de" and h.i < verb.i for t in conjuncts(h)]
            return [(t, "control") for t in of] or self._via(self.doers(noun, depth + 1), "control")
        return self._expand(noun, "reduced relative")

    def _of_adverbial(self, head: Token, depth: int) -> Found:
        if head.pos_ in VERBAL:
            chosen = self.objects(head, depth + 1) if head.lemma_ in self.choosing and not self.is_passive(head) else []
            return self._via(chosen or self.subjects(head, depth + 1), "adverbial")
        if head.pos_ == "PROPN":
            return self._expand(head, "adverbial")
        return self._via(self.copula_subject(head) or self.doers(head, depth + 1), "adverbial")

    def objects(self, verb: Token, depth: int = 0) -> Found:
        """The grammatical object of ``verb``, also where it is the antecedent of a relative clause."""
        if depth > _DEEP:
            return []
        own = [c for c in children(verb, self.labels.object) if c.pos_ not in VERBAL]
        if own:
            return [f for c in own for f in self._expand(c, "object", verb)]
        relative = self._relative_object(verb)
        if relative:
            return relative
        if self.language == "fr":
            # An object that the parser took for an adjunct: a bare name right after the verb.
            loose = [c for c in verb.children if c.i > verb.i and c.pos_ == "PROPN" and c.dep_ != "conj"
                     and not c.dep_.startswith(("nsubj", "appos", "case"))
                     and not any(k.dep_ == "case" for k in c.children)]
            if loose and not self.is_passive(verb):
                return self._expand(loose[0], "object")
        for other in verb.conjuncts:        # "buy and merge X"
            if 0 < other.i - verb.i <= 3 and other.pos_ in VERBAL and not self.is_passive(verb):
                shared = children(other, self.labels.object)
                if shared:
                    return [(t, "coordination") for c in shared for t, _ in self._expand(c, "object")]
        return []

    def _relative_object(self, verb: Token) -> Found:
        clause = self.relative_clause(verb)
        if clause is None and self.language == "fr" and not self.is_passive(verb):
            finite = verb.head if verb.dep_ == "xcomp" else verb
            return [f for c in finite.children if c.lower_ in {"que", "qu'"} and c.i < finite.i
                    for f in self._antecedent(c)]
        if clause is None or self.is_passive(verb) or any(c.lower_ in _PLACE for c in clause.children):
            return []
        if verb.i != clause.i and verb.dep_ != "xcomp":
            return []
        subjects = children(clause, self.labels.subject)
        if (subjects and subjects[0].lower_ not in _RELATIVE[self.language]) or (self.language == "fr" and any(
                t.lower_ in {"que", "qu'"} for t in clause.subtree if t.i < clause.i)):
            return self._expand(clause.head, "relative")
        return []

    def relative_clause(self, verb: Token) -> Token | None:
        """The verb of the relative clause that ``verb`` stands in."""
        token = verb
        for _ in range(_DEEP):
            if token.dep_ in self.labels.relative:
                return token
            if token.dep_ not in {"conj", "xcomp"}:
                return None
            token = token.head
        return None

    def doers(self, token: Token, depth: int = 0) -> Found:
        """Logical subject of a verb or a noun."""
        if depth > _DEEP:
            return []
        if token.pos_ in VERBAL:
            if not self.is_passive(token):
                return self.subjects(token, depth)
            return [(t, "passive") for head in by_agent(token, self.language) for t in conjuncts(head)]
        return self.noun_doers(token, depth)

    def undergoers(self, verb: Token, depth: int = 0) -> Found:
        """Logical object of a verb."""
        if self.is_passive(verb):
            return self._via([(verb.head, "")] if verb.dep_ == "amod" else self.subjects(verb, depth), "passive")
        return self.objects(verb, depth)

    # ------------------------------------------------------------------------------------------ nouns

    def noun_doers(self, noun: Token, depth: int = 0) -> Found:
        """Who does what a noun says: 'by X', 'X's', else what the verb or noun above it lends."""
        if depth > _DEEP:
            return []
        agents = [(t, "nominalisation") for head in by_agent(noun, self.language) for t in conjuncts(head)]
        if agents:
            return agents
        told = [f for verb in self.telling(noun) for f in self.doers(verb, depth + 1)]
        if told:
            return self._via(told, "relative")
        owners = self.owners(noun)
        if owners and any(t.pos_ not in {"PRON", "DET"} for t in owners):
            return [(t, "possessor") for t in owners]
        return self.lent(noun, depth) or [(t, "possessor") for t in owners]     # "its" is whose verb it is

    def owners(self, noun: Token) -> list[Token]:
        """Whose ``noun`` is by a genitive or a possessive: "Kestrel's", "its", "sa", "whose"."""
        return [t for c in noun.children if c.dep_ in self.labels.possessor or (
            self.language == "fr" and c.lower_ in _POSSESSIVE and c.i < noun.i) for t in conjuncts(trees.whose(c))]

    def telling(self, noun: Token) -> list[Token]:
        """Support verbs in a clause on ``noun``: 'the suit that X filed', 'the suit brought by X'."""
        return [verb for verb in children(noun, self.labels.relative | self.labels.reduced)
                if verb.pos_ in VERBAL and self.key(verb) & self.support and not trees.is_infinitive(verb)
                and (self.is_passive(verb) or any(t.i == noun.i for t, _ in self._relative_object(verb)))]

    def lent(self, noun: Token, depth: int = 0) -> Found:
        """The subject of the support verb above ``noun``, if it is the one who does it."""
        if depth > _DEEP:
            return []
        if subject := self.copula_subject(noun):
            return self._via(subject, "support verb")
        above, direct = trees.governor(noun)
        if above is not None and above.lemma_ in self.linking and above.dep_ in self.labels.reduced:
            above = above.head
        if above is None:
            return []
        if above.pos_ in VERBAL:
            if direct and self.key(above) & self.approving:
                return self._via([f for organ, _ in self.doers(above, depth + 1) for f in spoken_for(self, organ)],
                                 "support verb")
            if not direct or not self.key(above) & self.support:
                return []
            return self._via(self.doers(above, depth + 1), "support verb")
        if above.lemma_.lower() in self.containers:
            return self._via(self.noun_doers(above, depth + 1), "support noun")
        if above.pos_ == "ADJ" and above.head.pos_ in VERBAL and above.dep_ in self.labels.open_complement:
            return self._via(self.doers(above.head, depth + 1), "support verb")      # "is close to a deal to buy"
        return []

    def lent_patient(self, noun: Token) -> Found:
        """The subject of a verb under which ``noun`` happens to it: 'faces a lawsuit'."""
        above, direct = trees.governor(noun)
        if above is not None and above.pos_ in VERBAL and self.key(above) & self.undergo and direct and (
                not self.is_passive(above)):
            return self._via(self.subjects(above), "support verb")
        return []

    @staticmethod
    def key(verb: Token) -> set[str]:
        """The lemma, and with its particle: what lexicons name a verb by."""
        return {verb.lemma_, *([trees.verb_lemma(verb, "en")] if verb.lang_ == "en" else ())}

    def copula_subject(self, noun: Token) -> Found:
        subject = is_copular(noun, self.language)
        return self._expand(subject, "copula", noun) if subject is not None else []

    # ---------------------------------------------------------------------------------------- helpers

    def _expand(self, token: Token, via: str, verb: Token | None = None) -> Found:
        """``token`` and its conjuncts; a relative pronoun gives its antecedent."""
        if token.lower_ in _RELATIVE[self.language] and verb is not None:
            clause = self.relative_clause(verb if verb.pos_ in VERBAL else verb.head)
            if clause is not None:
                return [(t, "relative") for t in conjuncts(clause.head) if t.i < clause.i]
            if self.language == "fr" and (before := self._antecedent(token)):
                return before
        return [(t, via) for t in conjuncts(token)]

    def _antecedent(self, pronoun: Token) -> Found:
        """"X, que Y a racheté, ...": the name before the comma, where the tree makes no relative clause of it."""
        i = pronoun.i - 2
        if i >= 0 and self.doc[i + 1].pos_ == "PROPN":      # "c'est X qui a racheté Y"
            i += 1
        elif i < 0 or self.doc[i + 1].text != "," or self.doc[i].pos_ != "PROPN":
            return []
        return [(self.first_of_name(self.doc[i]), "relative")]

    def first_of_name(self, last: Token) -> Token:
        """The word that a French name hangs on: "Harlow" of "Harlow Foods"."""
        while last.dep_ == self.labels.inner and last.head.i < last.i:
            last = last.head
        return last

    @staticmethod
    def _via(found: Found, construction: str) -> Found:
        return [(t, construction) for t, _ in found]
