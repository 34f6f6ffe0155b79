"""Text -> parsed paragraphs. The parser is shown stand-ins for names; what comes out speaks of the real words.

Small models break a sentence at a name they have never seen and take a Title Case headline for one long name. So names
are found first (tagger, list, capitals), each is shown to tagger and parser
as one word that both know, headline words as lower case, and the trees are carried over to the real tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice

from extract import (
    headlines,
    paragraphs,
    predicates_lists,
    predicates_surface,
    predicates_trees,
    predicates_trees_en,
    taggers,
)
from extract.headlines import is_headline
from extract.mentions_spans import Words
from extract.paragraphs import Paragraph
from extract.predicates_labels import ADJUNCT, CLAUSES_ON_NOUNS, LABELS, SUBJECT, by_agent
from extract.registry import lexicon
from extract.standins import Name, also_noun, bare_days, dateline, find
from extract.tokens import Doc, Token
from extract.types import Article, Language
from extract.verbforms import infinitive

_HUNG = {"cc": "CCONJ", "punct": "PUNCT", ADJUNCT: "NOUN", **predicates_lists.ROLES}
# The name shown first in a paragraph and the one shown elsewhere, by language: of 32 well-known names those with which
# each parser got most arguments of 22 press sentences right (French 35 of 39; with unknown names it is 27).
_STAND_IN = {
    ("en", False): ("Microsoft", "Airbus"), ("en", True): ("John", "Paul"),
    ("fr", False): ("Nokia", "Bouygues"), ("fr", True): ("Pierre", "Marie"),
}
# French verbs that the parser knows, for those that it takes for nouns: before "à" and elsewhere.
_VERBS_SHOWN = {True: "demande", False: "achète"}
_DETERMINERS = {"le", "la", "les", "l'", "un", "une", "des", "son", "sa", "ses", "leur", "leurs", "deux", "trois", "du"}
_BEFORE_VERB = {"qui", "que", "qu'", "lui", "leur", "ne", "n'", "se", "s'"}
_PAST = "Tense=Past|VerbForm=Part"
_PARTICIPLE = re.compile(r"(?:[éiu]|is|it|int|ert|ort)e?s?$")
_INFINITIVE = re.compile(r"(?:[eio]r|re)$")
_ENDING = re.compile(r"(?:e[sz]?|ent|ons|ai[st]?|aient|ée?s?|a|ant|i[st]?|issent|ies?|ues?|t|s|u)$")


def parse(articles: Sequence[Article], language: Language) -> list[list[Paragraph]]:
    """The paragraphs of each article, parsed, in order. All articles are of ``language``."""
    pipeline = taggers.load(language)
    cuts = [paragraphs.split(article.text) for article in articles]
    pieces = [[paragraphs.clean(a.text[x:y]) for x, y in spans] for a, spans in zip(articles, cuts, strict=True)]
    texts = [text for cleaned in pieces
             for text in headlines.lowered([t for t, _ in cleaned], partial(headlines.ordinary, pipeline=pipeline))]
    offsets = iter(kept for cleaned in pieces for _, kept in cleaned)
    named = taggers.tagged(language, texts)
    covers: list[_Cover] = []
    for spans in cuts:
        docs = list(islice(named, len(spans)))
        names = find(docs, pipeline, language)
        covers += [_Cover(doc, found, language) for doc, found in zip(docs, names, strict=True)]
    trees = taggers.parsed(language, [cover.shown() for cover in covers])
    carried = (cover.carry(tree) for cover, tree in zip(covers, trees, strict=True))
    return [[Paragraph(next(carried), start, next(offsets), index, _is_title(article, start, end))
             for index, (start, end) in enumerate(spans)] for article, spans in zip(articles, cuts, strict=True)]


def _is_title(article: Article, start: int, end: int) -> bool:
    """The title, given or not: a first line without full stop, then a blank line; or a shouted one."""
    if article.title:
        return start < len(article.title)
    shouted = end < len(article.text) and headlines.shouts(article.text[start:end])
    return start == 0 and (shouted or article.text[end:end + 2] == "\n\n") and article.text[end - 1] not in ".;,"


class _Cover:
    """A tagged paragraph with its names and what the parser is not shown: days right after a verb, a dateline."""

    def __init__(self, doc: Doc, names: list[Name], language: Language) -> None:
        self.doc, self.names, self.language = doc, names, language
        self.groups = predicates_lists.joined(doc, names, language)
        opened = dateline(doc)
        days = {i: a if i > a else a - 1 for a, b in bare_days(doc, language) for i in range(a, b)}
        hung = {i: (at, ADJUNCT) for i, at in (days | dict.fromkeys(range(opened), opened)).items()}
        self.hidden = predicates_lists.described(doc, names, language) | hung      # token -> what it hangs on, and how

    def shown(self) -> list[tuple[str, bool]]:
        """The words that the parser sees, and whether a blank follows each: a name or list of names is one known word,
        a headline in lower case."""
        doc, headline = self.doc, is_headline(self.doc)
        words: list[tuple[str, bool]] = []
        at = 0
        for group in [*self.groups, []]:
            for token in doc[at:group[0].start if group else len(doc)]:
                if token.i not in self.hidden:
                    word = token.lower_ if headline and token.text.istitle() and token.i else token.text
                    words.append((_verb_shown(token, at) if also_noun(token) else word, bool(token.whitespace_)))
            if group:
                at = group[-1].end
                words.append((_stand_in(doc, group[0], self.language), bool(doc[at - 1].whitespace_)))
        return words

    def carry(self, tree: Doc) -> Doc:
        """The real tokens with the stand-ins' annotations; the further words of a name hang on its head word, the
        further names of a list on the first."""
        doc, names, language = self.doc, self.names, self.language
        real, hung = self._places()
        shown = {i: tree[n] for n, i in enumerate(real)}
        stray = _stray({real.index(group[0].head) for group in self.groups}, tree)
        heads = [0] * len(doc)
        deps = [""] * len(doc)
        for n, (i, token) in enumerate(shown.items()):
            heads[i] = real[stray.get(n, token.head.i)]
            deps[i] = SUBJECT if n in stray else _label(token)
        for i, (head, label) in hung.items():
            if i not in shown:
                heads[i], deps[i] = head, label
        for token in doc:
            _annotate(token, shown.get(token.i), deps[token.i])
        doc.hang(heads, deps)
        mended = predicates_trees.mended(doc, {name.head for name in names})
        if mended is not None:
            doc.hang(*mended)
        if language == "en":
            predicates_trees_en.retag(doc)
        else:
            order = predicates_surface.Order(doc, {name.head for name in names} & shown.keys(), set(shown)).mended()
            if order:
                doc.hang(*predicates_trees.rehung(doc, order))
            predicates_trees.retag(doc)
        for name in names:
            for token in doc[name.start:name.end]:
                spoken = any(c.isalnum() for c in token.text)
                token.pos_ = "PROPN" if spoken or token.i == name.head else "PUNCT"
        doc.user_data["shown"] = {i for name in names for i in range(name.start, name.end)}
        doc.user_data["dateline"] = dateline(doc)
        return doc

    def _places(self) -> tuple[list[int], dict[int, tuple[int, str]]]:
        """The real token of each one shown; and (head, label) of those that are not shown."""
        real: list[int] = []
        hung: dict[int, tuple[int, str]] = {}
        at = 0
        for group in self.groups:
            first = group[0].head
            real += [*(i for i in range(at, group[0].start) if i not in self.hidden), first]
            for name in group:
                inner = name.head, LABELS[self.language].inner
                hung.update({i: inner for i in range(name.start, name.end) if i != name.head})
                if name.head != first:
                    hung[name.head] = first, "conj"
            for n, name in enumerate(group[1:], 1):
                hung.update({i: (name.head if role in predicates_lists.ROLES else first, role)
                             for i, role in predicates_lists.between(self.doc, group[:n], name) or ()})
            at = group[-1].end
        real += (i for i in range(at, len(self.doc)) if i not in self.hidden)
        return real, self.hidden | hung


def _verb_shown(token: Token, after_name: int) -> str:
    """A verb that the parser knows, where ``token`` is one: right behind a name (that ends at ``after_name``)."""
    i = token.i
    if token.lang_ == "en":
        people: Words = lexicon("en", "mentions", Words)
        described = token.doc[i - 1].lower_ in people.authorities | people.companies     # "Irish regulator fines Ombra"
        return "seeks" if after_name == i or described else token.text
    last = i + 1 == len(token.doc) or token.doc[i + 1].is_punct
    if not i or last or not (after_name == i or token.doc[i - 1].lower_ in _BEFORE_VERB or (
            token.doc[i - 1].lower_ in {",", "et", "puis"} and _begins_noun(token.doc[i + 1]))):
        return token.text
    return _VERBS_SHOWN[token.doc[i + 1].lower_ in {"à", "au", "aux"}]


def _begins_noun(token: Token) -> bool:
    """"prête 200 millions", "rachète Y": what an object begins with."""
    return token.lower_ in _DETERMINERS or token.text[:1].isdigit() or token.text[:1].isupper()


def _stand_in(doc: Doc, name: Name, language: Language) -> str:
    before = {t.lower_ for t in doc[max(0, name.start - 2):name.start]}
    if language == "fr" and before & {"selon", "après"}:    # "Selon le Monde, Ombra ...": two names would meet
        return "journal"
    return _STAND_IN[language, name.is_person][bool(name.start)]


def _annotate(token: Token, shown: Token | None, label: str) -> None:
    """Tag, features and lemma of the word that was shown for ``token``; of one not shown by its ``label``."""
    part = shown is not None and _is_participle(shown)
    token.pos_ = _HUNG.get(label, "PROPN") if shown is None else "VERB" if part else shown.pos_
    token.tag_ = "" if shown is None else shown.tag_
    token.morph = "" if shown is None else _past(token.lower_) if part else shown.morph
    token.lemma_ = _lemma(token, shown)


def _past(participle: str) -> str:
    feminine = "|Gender=Fem" if participle.endswith(("e", "es")) else ""
    return _PAST + feminine + ("|Number=Plur" if participle.endswith("es") else "")


def _label(token: Token) -> str:
    return "aux:tense" if token.dep_ == "cop" and token.lemma_ == "avoir" else token.dep_      # no copula in French


def _is_participle(token: Token) -> bool:
    """"la licence consentie par X": what hangs on a noun and has an agent is no noun, nor what has an auxiliary."""
    if token.lang_ != "fr" or token.pos_ in {"VERB", "AUX", "PROPN"} or not _PARTICIPLE.search(token.lower_):
        return False
    opens = token.is_sent_start and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "par"
    helped = opens or any(c.pos_ == "AUX" and c.i < token.i and c.dep_ != "cop" for c in token.children)
    return helped or (token.pos_ == "NOUN" and token.dep_ in CLAUSES_ON_NOUNS and bool(by_agent(token, "fr")))


def _lemma(token: Token, shown: Token | None) -> str:
    """The stand-in has another word's lemma; a name is its own. French verbs that the lemmatizer leaves as they stand
    ("cherche") take the infinitive that the vectors know."""
    if shown is None or shown.lower_ != token.lower_:
        return (also_noun(token) if shown is not None and shown.pos_ == "VERB" else "") or token.text
    lemma = shown.lemma_
    if (shown.pos_ == "VERB" or _is_participle(shown)) and token.lang_ == "fr" and not _INFINITIVE.search(lemma):
        bare = lemma.lower()
        if known := infinitive(bare.removesuffix("s").removesuffix("e")):
            return known                    # "conduite": "conduit" is also a form of the present
        guesses = [*(_ENDING.sub(end, bare) for end in ("er", "ir", "re")), bare + "ir", bare + "re"]
        return next((g for g in guesses if token.doc.knows(g)), lemma)
    return lemma


def _stray(names: set[int], tree: Doc) -> dict[int, int]:
    """Names that the parser cut off as sentences of their own right before one without a subject: name -> its verb."""
    found: dict[int, int] = {}
    for i in names:
        after = i + 1
        if tree[i].head.i == i and after < len(tree) and tree[after].is_sent_start and not tree[after].is_punct:
            root = tree[after].sent.root
            if root.pos_ in {"VERB", "AUX"} and not any(c.dep_.startswith(SUBJECT) for c in root.children):
                found[i] = root.i
    return found
