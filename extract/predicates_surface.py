"""Who stands where in a French sentence, told from the order of its words where the tree has it otherwise.

The parser's tags are far surer than its tree: it loses the subject behind an apposition, the object behind a date or a
sum, and what "et" joins. So each verb group is looked at from its own place: its subject is the free noun before it,
through commas and brackets; its object the first free noun behind it. A noun is free where no preposition governs it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.predicates_labels import Moved, feature
from extract.tokens import Doc, Token

_VERBAL = {"VERB", "AUX"}
_ENDS = {".", "!", "?", "…", ";", ":"}
_RELATIVE = {"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "auquel", "duquel"}
_JOINS = {"et", "puis", "ou", "mais"}
_OPENS = {"alors", "si", "s'", "lorsque", "lorsqu'", "quand", "comme", "tandis", "puisque", "parce", "selon", "«"}
_CLITICS = {"ne", "n'", "se", "s'", "l'", "le", "la", "les", "lui", "leur", "y", "en", "me", "nous", "vous", "m'"}
_PREPOSITIONS = {"de", "d'", "du", "des", "à", "au", "aux"}
_PRONOUNS = {"il", "elle", "ils", "elles", "on", "je", "nous", "ce", "c'", "cela", "ça", "-t-il", "-il", "-elle", "-on"}
_FAR = 40       # words that a subject may stand before its verb


class Order:
    """One Doc by the order of its words. ``names``: their head tokens; ``shown``: the words that the parser saw."""

    def __init__(self, doc: Doc, names: set[int], shown: set[int]) -> None:
        self.doc, self.names = doc, names
        self.words = sorted(shown)
        self.place = {i: n for n, i in enumerate(self.words)}
        self.moved: Moved = {}

    def mended(self) -> Moved:
        verbs = [t for t in self.doc if t.pos_ == "VERB" and t.i in self.place]
        for verb in verbs:
            self._subject(verb)
        for verb in verbs:
            self._fronted(verb)
            self._object(verb)
            self._agent(verb)
        for token in self.doc:
            if token.i in self.place and self._is_noun(token):
                self._of(token)
        return self.moved

    # ----------------------------------------------------------------------------------------------- words

    def _token(self, n: int) -> Token | None:
        return self.doc[self.words[n]] if 0 <= n < len(self.words) else None

    def _first(self, verb: Token) -> int:
        """Place of the first word of a verb's group: "n'a pas racheté"."""
        n = self.place[verb.i]
        while (before := self._token(n - 1)) is not None and (
                before.pos_ in {"AUX", "ADV"} or before.lower_ in {"pas", "été"} or (
                before.lower_ in _CLITICS and before.pos_ in {"PRON", "ADV", "PART"})) and before.i not in self.names:
            n -= 1
        return n

    def _is_noun(self, token: Token) -> bool:
        return token.i in self.names or token.pos_ in {"NOUN", "PROPN"} or (
            token.pos_ == "PRON" and token.lower_ in {"celui-ci", "celle-ci", "dernier", "dernière"})

    def _left(self, n: int) -> int:
        """Place of the first word of the noun phrase whose noun stands at ``n``."""
        while (before := self._token(n - 1)) is not None and before.i not in self.names and (
                before.pos_ in {"DET", "ADJ", "NUM"} or before.lower_ in {"«"}):
            n -= 1
        return n

    def _governed(self, n: int) -> bool:
        """Whether a preposition stands before the phrase whose noun stands at ``n``; "l'éditeur de logiciels X" and
        "le japonais X" are one phrase."""
        before = self._token(self._left(n) - 1)
        token = self._token(n)
        if before is None or token is None:
            return False
        first = self._token(self._left(n))
        if first is not None and first.lower_ in {"du", "des", "au", "aux"} and first.pos_ == "ADP":
            return True
        if token.i in self.names and before.pos_ in {"NOUN", "ADJ"} and before.i not in self.names:
            k = n - 1       # the noun that introduces a name
            while (t := self._token(k)) is not None and t.pos_ != "NOUN" and k > n - 4:
                k -= 1
            return self._governed(k) and not self._bare(k)
        return before.pos_ == "ADP" or before.lower_ in _PREPOSITIONS

    def _bare(self, n: int) -> bool:
        """"de logiciels" in "l'éditeur de logiciels X": without article of its own, behind a noun."""
        before, above = self._token(n - 1), self._token(n - 2)
        return before is not None and before.lower_ in {"de", "d'"} and above is not None and above.pos_ == "NOUN"

    def _eligible(self, n: int) -> bool:
        """A free name, or a free noun with an article: what can be a subject."""
        token = self._token(n)
        if token is None or not self._is_noun(token) or self._governed(n):
            return False
        if token.i in self.names or token.pos_ == "PRON":
            return True
        first = self._token(self._left(n))
        return first is not None and first.pos_ == "DET"

    @staticmethod
    def _stops(token: Token) -> bool:
        """Where another part of the sentence begins."""
        return token.text in _ENDS or token.pos_ in {*_VERBAL, "SCONJ"} or token.lower_ in _RELATIVE | _JOINS

    # -------------------------------------------------------------------------------------------- subjects

    def _subject(self, verb: Token) -> None:
        first = self._first(verb)
        group = [self.doc[self.words[k]] for k in range(first, self.place[verb.i] + 1)]
        before = self._token(first - 1)
        if not any(feature(t, "VerbForm") == "Fin" for t in group):
            if before is not None and (before.lower_ in _JOINS or (
                    before.lower_ in {"de", "d'", "à"} and self._word(first - 2) in _JOINS)):
                self._joined(verb, first)
            return
        subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
        if any(c.pos_ == "PRON" and c.lower_ not in _CLITICS for c in subjects):
            return
        if before is not None and before.lower_ in {"que", "qu'"} and all(c.i < before.i for c in subjects):
            self._inverted(verb, first)
        if before is None or before.lower_ in _RELATIVE | _PRONOUNS or before.pos_ == "SCONJ":
            return
        if before.lower_ in _JOINS:
            self._joined(verb, first)
            return
        found = self._behind_comma(first - 1) if before.text == "," else self._next_to(first - 1)
        if found is None:
            return
        subject = self.doc[self.words[found]]
        kept = [c for c in subjects if c.i == subject.i]
        if kept or any(subject.i == c.i for s in subjects for c in s.conjuncts) or any(
                s.is_ancestor(subject) and not self._governed(self.place[s.i]) for s in subjects if s.i in self.place):
            return
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        for wrong in subjects:
            self.moved[wrong.i] = subject.i, "nmod"
        self._hang(subject.i, verb.i, "nsubj:pass" if passive else "nsubj")

    def _hang(self, i: int, head: int, label: str) -> None:
        """Hangs ``i`` on ``head``; if the tree has it the other way round, ``head`` takes the place of ``i``."""
        above = self.doc[head]
        if self.doc[i].is_ancestor(above):
            top = self.doc[i]
            self.moved[head] = (head, "ROOT") if top.head.i == i else (top.head.i, top.dep_)
        self.moved[i] = head, label

    def _next_to(self, n: int) -> int | None:
        """The free noun before place ``n`` with nothing but prepositional phrases and brackets between."""
        for k in self._back(n):
            token = self.doc[self.words[k]]
            if self._stops(token) or token.text == "," or token.pos_ == "PRON":
                return None
            if self._eligible(k):
                return k
        return None

    def _behind_comma(self, n: int) -> int | None:
        """The noun that commas part from its verb: "X, filiale de Y, a racheté": of the first part that ends with a
        free noun and is no clause of its own."""
        parts: list[list[int]] = [[]]
        for k in self._back(n - 1):
            token = self.doc[self.words[k]]
            if token.text in _ENDS:
                break
            if token.text == ",":
                parts.append([])
            else:
                parts[-1].append(k)
        for part in reversed(parts):
            words = [self.doc[self.words[k]] for k in part]
            if not words or words[-1].lower_ in _OPENS | _RELATIVE or any(
                    t.pos_ in _VERBAL and feature(t, "VerbForm") == "Fin" for t in words):
                continue
            free = next((k for k in part if self._eligible(k)), None)
            if free is not None:
                return free
        return None

    def _back(self, n: int) -> Iterator[int]:
        """Places from ``n`` to the left, brackets left out."""
        deep = 0
        for k in range(n, max(-1, n - _FAR), -1):
            text = self.doc[self.words[k]].text
            deep += (text == ")") - (text == "(")
            if not deep and text != "(":
                yield k

    def _joined(self, verb: Token, first: int) -> None:
        """"X a fermé deux usines et rachète Y", "et racheté Y", "et à racheter Y": a verb right behind "et" goes on
        with the subject of the one before that has its form."""
        if any(c.dep_.startswith("nsubj") for c in verb.children):
            return
        form = "Fin" if self._finite(verb) else feature(verb, "VerbForm")
        for k in self._back(first - 2):
            token = self.doc[self.words[k]]
            if token.text in _ENDS:
                break
            if token.pos_ == "VERB" and not any(c.lower_ in _RELATIVE for c in token.children) and (
                    self._finite(token) if form == "Fin" else feature(token, "VerbForm") == form):
                if not verb.is_ancestor(token) and not (form == "Part" and not self._finite(token)):
                    self.moved[verb.i] = token.i, "conj"
                return
        if form == "Fin":
            free = [k for k in self._back(first - 2) if self.words[k] >= verb.sent.start and self._eligible(k)]
            if free and self.words[free[-1]] in self.names:
                self._hang(self.words[free[-1]], verb.i, "nsubj")

    def _inverted(self, verb: Token, first: int) -> None:
        """"Y, que vient de racheter X, ...": the free name behind the verbs does it to the one before "que"."""
        n, last = self.place[verb.i] + 1, verb
        while (token := self._token(n)) is not None and (
                token.lower_ in {"de", "d'", "à"} or token.pos_ in _VERBAL | {"ADV"}):
            last = token if token.pos_ == "VERB" else last
            n += 1
        found = next((k for k in range(n, n + 4) if k < len(self.words) and self._eligible(k)), None)
        if found is None or any(self._word(k) in {",", "."} for k in range(n, found)):
            return
        self._hang(self.words[found], verb.i, "nsubj")
        self.moved[self.words[first - 1]] = last.i, "obj"

    def _fronted(self, verb: Token) -> None:
        """"Racheté par X, Y change", "En rachetant Y, X change": what opens a sentence has the subject of its verb."""
        first = self._first(verb)
        opens = first - (self._word(first - 1) in {"en", "après", "pour", "afin", "de", "d'"})
        if self._finite(verb) or (opens and self._word(opens - 1) not in {*_ENDS, "\n", "après", "avant", "afin"}):
            return
        comma = next((k for k in range(self.place[verb.i], min(len(self.words), first + _FAR))
                      if self._word(k) in {",", *_ENDS}), 0)
        if not comma or self._word(comma) != ",":
            return
        after = range(comma + 1, min(comma + 5, len(self.words)))
        n = next((k for k in after if self._is_noun(self.doc[self.words[k]])), 0)
        if not n or not self._eligible(n):
            return
        noun = self.doc[self.words[n]]
        main = next((t for t in self.doc[noun.i + 1:noun.i + _FAR] if t.pos_ == "VERB" and self._finite(t) and not any(
            c.lower_ in _RELATIVE for c in t.children)), None)
        if main is None:
            return
        part = feature(verb, "VerbForm") == "Part" and feature(verb, "Tense") != "Pres" and not any(
            c.pos_ == "AUX" for c in verb.children)
        if noun.dep_[:5] != "nsubj" or verb.is_ancestor(noun):
            self.moved.pop(noun.i, None)
            if verb.is_ancestor(main):
                self.moved[main.i] = main.i, "ROOT"
            self.moved[noun.i] = main.i, "nsubj"
        self.moved[verb.i] = (noun.i, "acl") if part else (main.i, "advcl")

    def _of(self, noun: Token) -> None:
        """"le rachat par l'armateur X de la société Y": "de" goes on with the noun that "par" hangs on."""
        n = self._left(self.place[noun.i]) - 1
        by = noun.head
        name = self._token(n - 1)
        if self._word(n) not in {"de", "d'", "du"} or name is None or name.i not in self.names or by.pos_ in _VERBAL:
            return
        if by.i == name.i and name.head.pos_ == "NOUN" and not any(c.lower_ == "par" for c in by.children):
            by = name.head
        if by.head.pos_ == "NOUN" and by.head.i < by.i and any(c.lower_ == "par" for c in by.children) and not any(
                c.dep_ == "nmod" and c.i < by.i and self._governed(self.place[c.i]) for c in by.head.children
                if c.i in self.place and by.head.i < c.i):
            self.moved |= {noun.i: (by.head.i, "nmod"), self.words[n]: (noun.i, "case")}

    def _agent(self, verb: Token) -> None:
        """"X attaqué mardi par Y": the first "par" behind a participle says who did it."""
        passive = any(c.dep_ == "aux:pass" for c in verb.children) or not any(c.pos_ == "AUX" for c in verb.children)
        if not passive or feature(verb, "VerbForm") != "Part" or feature(verb, "Tense") == "Pres" or any(
                c.lower_ == "par" for t in verb.children for c in t.children):
            return
        for n in range(self.place[verb.i] + 1, min(len(self.words), self.place[verb.i] + 8)):
            word = self.doc[self.words[n]]
            if word.pos_ in _VERBAL or word.text in {",", *_ENDS} or word.pos_ == "SCONJ":
                return
            if word.lower_ == "par" and word.head.i > word.i and word.head.i in self.place:
                self.moved[word.head.i] = verb.i, "obl:agent"
                return

    def _word(self, n: int) -> str:
        token = self._token(n)
        return token.lower_ if token is not None else ""

    def _finite(self, verb: Token) -> bool:
        return feature(verb, "VerbForm") == "Fin" or any(
            c.pos_ == "AUX" and feature(c, "VerbForm") == "Fin" for c in verb.children)

    # --------------------------------------------------------------------------------------------- objects

    def _object(self, verb: Token) -> None:
        """The free name behind an active verb that has no object: over dates, sums and what stands between commas."""
        if any(c.dep_.startswith(("obj", "xcomp", "ccomp")) for c in verb.children) or any(
                c.dep_ == "aux:pass" for c in verb.children):
            return
        if feature(verb, "VerbForm") == "Part" and not any(c.pos_ == "AUX" for c in verb.children) and (
                feature(verb, "Tense") != "Pres") and self.moved.get(verb.i, (0, ""))[1] != "conj":
            return
        n = self.place[verb.i] + 1
        while (token := self._token(n)) is not None:
            if self._stops(token):
                return
            if self._is_noun(token) and not self._governed(n):
                if token.i in self.names and not token.dep_.startswith("nsubj"):
                    if verb.i in self.moved:
                        self.moved[token.i] = verb.i, "obj"
                    else:
                        self._hang(token.i, verb.i, "obj")
                    return
                if token.i in self.names or not self._is_time(token):
                    return
            n += 1

    @staticmethod
    def _is_time(token: Token) -> bool:
        return token.dep_ in {"obl:mod", "nmod"}
