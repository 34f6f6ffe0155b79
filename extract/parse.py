"""Text -> parsed paragraphs. The parser is shown stand-ins for names; what comes out speaks of the real words.

Small models break a sentence at a name they have never seen and take a Title Case headline for one long name. So names
are found first (tagger, list, capitals, what the rest of the article calls a name), each is shown to tagger and parser
as one word that both know, headline words as lower case, and the trees are carried over to the real tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span, Token

from extract import paragraphs, taggers
from extract.names import gazetteer
from extract.paragraphs import Paragraph
from extract.predicates_labels import LABELS
from extract.types import Article, Language

Name = tuple[int, int, str]     # first token, end, "company" or "person"

_HUNG = {"cc": "CCONJ", "punct": "PUNCT"}
_NAMES = {"ORG", "PER", "PERSON", "PRODUCT", "MISC", "FAC", "WORK_OF_ART"}
_PEOPLE = {"PER", "PERSON"}
# The name shown first in a paragraph and the one shown elsewhere, by language: of 32 well-known names those with which
# each parser got most arguments of 22 press sentences right (French 35 of 39; with unknown names it is 27).
_STAND_IN = {
    "en": {"company": ("Microsoft", "Airbus"), "person": ("John", "Paul")},
    "fr": {"company": ("Nokia", "Bouygues"), "person": ("Pierre", "Marie")},
}
_SINGULAR = {"a", "est", "va", "avait", "sera", "aura", "doit", "peut", "était", "veut"}
_NAME_WORD = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ][\w'’&.\-+]*|[a-z]+[A-Z]\w*|[A-Z0-9]+[A-Z]\w*)$")
_AND = {"and", "et", ",", ";", "with", "avec"}
_INFINITIVE = re.compile(r"(?:[eio]r|re)$")
_ENDING = re.compile(r"(?:e[sz]?|ent|ons|ai[st]?|aient|ée?s?|a|ant|i[st]?|issent|t|s|u)$")
_GLUE = {"&", "-", "/", "+", "'s"}


def parse(articles: Sequence[Article], language: Language) -> list[list[Paragraph]]:
    """The paragraphs of each article, parsed, in order. All articles are of ``language``."""
    pipeline = taggers.load(language)
    cuts = [paragraphs.split(article.text) for article in articles]
    texts = [paragraphs.clean(a.text[x:y]) for a, spans in zip(articles, cuts, strict=True) for x, y in spans]
    tagged = list(tag(pipeline, texts))
    shown: list[Doc] = []
    groups: list[list[list[Name]]] = []
    at = 0
    for spans in cuts:
        docs = tagged[at:at + len(spans)]
        at += len(spans)
        names = find_spans(docs, pipeline)
        groups.append(names)
        shown.extend(_mask(doc, _joined(doc, found, language), language)
                     for doc, found in zip(docs, names, strict=True))
    trees = iter(taggers.parsed(pipeline, shown))
    whole = iter(tagged)
    return [
        [Paragraph(_carry(next(whole), next(trees), found, language), start, index, _is_title(article, start))
         for index, ((start, _), found) in enumerate(zip(spans, names, strict=True))]
        for article, spans, names in zip(articles, cuts, groups, strict=True)
    ]


def tag(pipeline: Pipeline, texts: Iterable[str]) -> Iterator[Doc]:
    """Tokens and named entities only."""
    return taggers.tagged(pipeline, (pipeline.make_doc(text) for text in texts))


def find_spans(docs: Sequence[Doc], pipeline: Pipeline) -> list[list[Name]]:
    """For each paragraph of an article, the names in it as (first token, end, 'company' or 'person')."""
    forms = _forms(docs)
    return [_spans(doc, forms, pipeline) for doc in docs]


def _forms(docs: Sequence[Doc]) -> dict[str, str]:
    """Single words that are names somewhere in the article where the sentence's own case says so."""
    votes: dict[str, Counter[str]] = {}
    for doc in docs:
        if _is_headline(doc):
            continue
        for ent in doc.ents:
            if ent.label_ in _NAMES and len(ent) == 1:
                kind = "person" if ent.label_ in _PEOPLE else "company"
                votes.setdefault(ent.text, Counter())[kind] += 1
    return {form: count.most_common(1)[0][0] for form, count in votes.items()}


def _spans(doc: Doc, forms: dict[str, str], pipeline: Pipeline) -> list[Name]:
    """Longest first: list entries, tagged names, words the article uses as names, other capitalised sequences."""
    headline = _is_headline(doc)
    words = [t.text for t in doc]
    found = [(a, b, "person" if record.kind == "person" else "company")
             for a, b, record in gazetteer().scan(words) if not record.ambiguous or b - a > 1]
    found += [(a, b, "person" if e.label_ in _PEOPLE else "company") for e in doc.ents
              if e.label_ in _NAMES and not (headline and len(e) > 3) for a, b in _parts(e) if _name_like(doc[a:b])]
    found += [(t.i, t.i + 1, forms[t.text]) for t in doc if t.text in forms]
    if not headline:
        found += [(a, b, "company") for a, b in _capitals(doc, pipeline)]
    taken: list[Name] = []
    used: set[int] = set()
    for a, b, kind in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if not used & set(range(a, b)):
            taken.append((a, b, kind))
            used |= set(range(a, b))
    return sorted(taken)


def _parts(ent: Span) -> Iterator[tuple[int, int]]:
    """Taggers take "Valmora and Ombra" for one name; where the list knows it as one, the list says so."""
    start = ent.start
    for token in ent:
        if token.lower_ in _AND:
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < ent.end:
        yield start, ent.end


def _name_like(span: Span) -> bool:
    return any(_NAME_WORD.match(t.text) for t in span) and not any(t.is_sent_start and t.is_lower for t in span)


def _capitals(doc: Doc, pipeline: Pipeline) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words; the first of a sentence is in only if it is no word of the language."""
    located = {t.i for e in doc.ents if e.label_ not in _NAMES for t in e}
    start = None
    for i, token in enumerate(doc):
        inside = ((bool(_NAME_WORD.match(token.text)) and i not in located)
                  or (start is not None and token.text in _GLUE and i + 1 < len(doc)
                  and bool(_NAME_WORD.match(doc[i + 1].text)) and token.text != "'s"))
        opener = i == 0 or doc[i - 1].text in {".", "!", "?", ":", "«", '"', "“", "–", "—"}
        if inside and start is None and not (opener and token.text.istitle() and _ordinary(token.lower_, pipeline)):
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(doc)


def _ordinary(word: str, pipeline: Pipeline) -> bool:
    """Whether a lower-case word is one of the language's own: in its vectors, or in its lemmatizer's tables."""
    vocab = pipeline.vocab
    if vocab.vectors_length:
        return not vocab[word].is_oov
    index = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    stems = {word, *(word[:-n] + end for n in (1, 2, 3) for end in ("", "e", "y") if len(word) > n + 1)}
    return vocab[word].is_stop or any(stem in entries for entries in index.values() for stem in stems)


def _is_headline(doc: Doc) -> bool:
    """Title Case all through: capitals there say nothing about names."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return (len(words) >= 3 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)
            and doc[-1].text not in {".", ";"} and len(doc) < 30)


def _is_title(article: Article, start: int) -> bool:
    return bool(article.title) and start < len(article.title or "")


def _joined(doc: Doc, names: list[Name], language: Language) -> list[list[Name]]:
    """Names to be shown as one word: the French parser takes "X et Y ont" apart, so a list of names is one name there.

    "X a racheté Y et Z a vendu W" is no list: a singular verb follows it.
    """
    groups: list[list[Name]] = []
    for name in names:
        between = doc[groups[-1][-1][1]:name[0]].text if groups else ""
        if language == "fr" and between in {"et", ","}:
            groups[-1].append(name)
        else:
            groups.append([name])
    return [part for group in groups for part in _lists(doc, group)]


def _lists(doc: Doc, group: list[Name]) -> list[list[Name]]:
    """``group`` as one list if it ends in "et" and no singular verb follows; else its names one by one."""
    last = group[-1]
    after = doc[last[1]].lower_ if last[1] < len(doc) else ""
    if len(group) > 1 and doc[last[0] - 1].lower_ == "et" and after not in _SINGULAR:
        return [group]
    return [[name] for name in group]


def _mask(doc: Doc, groups: list[list[Name]], language: Language) -> Doc:
    """``doc`` as the parser sees it: each name or list of names one known word, a headline in lower case."""
    headline = _is_headline(doc)
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for group in groups:
        a, b, kind = group[0][0], group[-1][1], group[0][2]
        for token in doc[at:a]:
            words.append(token.lower_ if headline and token.text.istitle() and token.i else token.text)
            spaces.append(bool(token.whitespace_))
        words.append(_STAND_IN[language][kind][bool(a)])
        spaces.append(bool(doc[b - 1].whitespace_))
        at = b
    for token in doc[at:]:
        words.append(token.lower_ if headline and token.text.istitle() and token.i else token.text)
        spaces.append(bool(token.whitespace_))
    return Doc(doc.vocab, words=words, spaces=spaces)


def _carry(doc: Doc, tree: Doc, names: list[Name], language: Language) -> Doc:
    """The real tokens with the stand-ins' annotations; the further words of a name hang on its head word, the further
    names of a list on the first."""
    groups = _joined(doc, names, language)
    real: list[int] = []                        # tree token -> real token
    hung: dict[int, tuple[int, str]] = {}       # real tokens that the tree has not: (head, label)
    at = 0
    for group in groups:
        real += range(at, group[0][0])
        heads = [b - 1 if language == "en" else a for a, b, _ in group]     # a name's head: last in English, else first
        real.append(heads[0])
        for (a, b, _), head in zip(group, heads, strict=True):
            hung |= {i: (head, LABELS[language].inner) for i in range(a, b) if i != head}
            if head != heads[0]:
                hung[head] = heads[0], "conj"
        for (_, end, _), (start, _, _) in pairwise(group):
            hung |= {i: (heads[0], "cc" if doc[i].is_alpha else "punct") for i in range(end, start)}
        at = group[-1][1]
    real += range(at, len(doc))
    shown = {i: tree[n] for n, i in enumerate(real)}
    stray = _stray({real.index(b - 1 if language == "en" else a) for (a, b, _), *_ in groups}, tree)
    heads = {i: stray.get(n, tree[n].head.i) for n, i in enumerate(real)}
    deps = {i: "nsubj" if n in stray else tree[n].dep_ for n, i in enumerate(real)}
    made = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[shown[i].pos_ if i in shown else _HUNG.get(hung[i][1], "PROPN") for i in range(len(doc))],
        tags=[shown[i].tag_ if i in shown else "" for i in range(len(doc))],
        morphs=[str(shown[i].morph) if i in shown else "" for i in range(len(doc))],
        lemmas=[_lemma(doc[i], shown.get(i)) for i in range(len(doc))],
        heads=[real[heads[i]] if i in shown else hung[i][0] for i in range(len(doc))],
        deps=[deps[i] if i in shown else hung[i][1] for i in range(len(doc))],
    )
    for group in groups:
        for a, b, _ in group:
            for token in made[a:b]:
                token.pos_ = "PROPN"
    made.ents = tuple(Span(made, e.start, e.end, label=e.label_) for e in doc.ents)
    return made


def _lemma(token: Token, shown: Token | None) -> str:
    """The stand-in has another word's lemma; a name is its own. French verbs that the lemmatizer leaves as they stand
    ("cherche") take the infinitive that the vectors know."""
    if shown is None or shown.lower_ != token.lower_:
        return token.text
    lemma = shown.lemma_
    if shown.pos_ == "VERB" and token.lang_ == "fr" and not _INFINITIVE.search(lemma):
        guesses = (_ENDING.sub(end, lemma.lower()) for end in ("er", "ir", "re"))
        return next((g for g in guesses if not token.vocab[g].is_oov), lemma)
    return lemma


def _stray(names: set[int], tree: Doc) -> dict[int, int]:
    """Names that the parser cut off as sentences of their own right before one without a subject: name -> its verb."""
    found: dict[int, int] = {}
    for i in names:
        after = i + 1
        if tree[i].head.i == i and after < len(tree) and tree[after].is_sent_start and not tree[after].is_punct:
            root = tree[after].sent.root
            if root.pos_ in {"VERB", "AUX"} and not any(c.dep_.startswith("nsubj") for c in root.children):
                found[i] = root.i
    return found
