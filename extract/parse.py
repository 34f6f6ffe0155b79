"""Text -> parsed paragraphs. The parser is shown stand-ins for names; what comes out speaks of the real words.

Small models break a sentence at a name they have never seen and take a Title Case headline for one long name. So names
are found first (tagger, list, capitals, what the rest of the article calls a name), each is shown to tagger and parser
as one word that both know, headline words as lower case, and the trees are carried over to the real tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span

from extract import paragraphs, taggers
from extract.names import gazetteer
from extract.paragraphs import Paragraph
from extract.predicates_labels import LABELS
from extract.types import Article, Language

_NAMES = {"ORG", "PER", "PERSON", "PRODUCT", "MISC", "FAC", "WORK_OF_ART"}
_PEOPLE = {"PER", "PERSON"}
# Words the models have seen as company and person names, alone and in any place; found by trial (tests/test_parse.py).
_STAND_IN = {"company": ("Microsoft", "Airbus"), "person": ("John", "Paul")}
_NAME_WORD = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ][\w'’&.\-+]*|[a-z]+[A-Z]\w*|[A-Z0-9]+[A-Z]\w*)$")
_GLUE = {"&", "-", "/", "+", "'s"}


def parse(articles: Sequence[Article], language: Language) -> list[list[Paragraph]]:
    """The paragraphs of each article, parsed, in order. All articles are of ``language``."""
    pipeline = taggers.load(language)
    cuts = [paragraphs.split(article.text) for article in articles]
    texts = [paragraphs.clean(a.text[x:y]) for a, spans in zip(articles, cuts, strict=True) for x, y in spans]
    tagged = list(tag(pipeline, texts))
    shown: list[Doc] = []
    groups: list[list[list[tuple[int, int, str]]]] = []
    at = 0
    for spans in cuts:
        docs = tagged[at:at + len(spans)]
        at += len(spans)
        names = find_spans(docs)
        groups.append(names)
        shown.extend(_mask(doc, spans_, _is_headline(doc)) for doc, spans_ in zip(docs, names, strict=True))
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


def find_spans(docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
    """For each paragraph of an article, the names in it as (first token, end, 'company' or 'person')."""
    forms = _forms(docs)
    return [_spans(doc, forms) for doc in docs]


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


def _spans(doc: Doc, forms: dict[str, str]) -> list[tuple[int, int, str]]:
    """Longest first: list entries, tagged names, words the article uses as names, other capitalised sequences."""
    headline = _is_headline(doc)
    words = [t.text for t in doc]
    found = [(a, b, "person" if record.kind == "person" else "company")
             for a, b, record in gazetteer().scan(words) if not record.ambiguous or b - a > 1]
    found += [(e.start, e.end, "person" if e.label_ in _PEOPLE else "company") for e in doc.ents
              if e.label_ in _NAMES and _name_like(e) and not (headline and len(e) > 3)]
    found += [(t.i, t.i + 1, forms[t.text]) for t in doc if t.text in forms]
    if not headline:
        found += [(a, b, "company") for a, b in _capitals(doc)]
    taken: list[tuple[int, int, str]] = []
    used: set[int] = set()
    for a, b, kind in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if not used & set(range(a, b)):
            taken.append((a, b, kind))
            used |= set(range(a, b))
    return sorted(taken)


def _name_like(span: Span) -> bool:
    return any(_NAME_WORD.match(t.text) for t in span) and not any(t.is_sent_start and t.is_lower for t in span)


def _capitals(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words not opened by a sentence's first word, whose capital says nothing."""
    located = {t.i for e in doc.ents if e.label_ not in _NAMES for t in e}
    start = None
    for i, token in enumerate(doc):
        inside = ((bool(_NAME_WORD.match(token.text)) and i not in located)
                  or (start is not None and token.text in _GLUE and i + 1 < len(doc)
                  and bool(_NAME_WORD.match(doc[i + 1].text)) and token.text != "'s"))
        opener = i == 0 or doc[i - 1].text in {".", "!", "?", ":", "«", '"', "“", "–", "—"}
        if inside and start is None and not (opener and token.text.istitle()):
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(doc)


def _is_headline(doc: Doc) -> bool:
    """Title Case all through: capitals there say nothing about names."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return (len(words) >= 3 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)
            and doc[-1].text not in {".", ";"} and len(doc) < 30)


def _is_title(article: Article, start: int) -> bool:
    return bool(article.title) and start < len(article.title or "")


def _mask(doc: Doc, names: list[tuple[int, int, str]], headline: bool) -> Doc:
    """``doc`` as the parser sees it: each name one known word, a headline's other words in lower case."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for a, b, kind in [*names, (len(doc), len(doc), "")]:
        for token in doc[at:a]:
            words.append(token.lower_ if headline and token.text.istitle() and token.i else token.text)
            spaces.append(bool(token.whitespace_))
        if kind:
            words.append(_STAND_IN[kind][bool(a)])
            spaces.append(bool(doc[b - 1].whitespace_))
        at = b
    return Doc(doc.vocab, words=words, spaces=spaces)


def _carry(doc: Doc, tree: Doc, names: list[tuple[int, int, str]], language: Language) -> Doc:
    """The real tokens with the stand-ins' annotations; the further words of a name hang on its head word."""
    last = language == "en"  # the head of a name: its last word in English, its first in French
    heads_at: list[int] = []
    inner: dict[int, int] = {}
    at = 0
    for a, b, _ in [*names, (len(doc), len(doc), "")]:
        heads_at += range(at, a)
        if a < b:
            head = b - 1 if last else a
            heads_at.append(head)
            inner |= {i: head for i in range(a, b) if i != head}
        at = b
    shown = {real: tree[i] for i, real in enumerate(heads_at)}
    tokens = [shown.get(i) for i in range(len(doc))]
    made = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[t.pos_ if t is not None else "PROPN" for t in tokens],
        tags=[t.tag_ if t is not None else "" for t in tokens],
        morphs=[str(t.morph) if t is not None else "" for t in tokens],
        lemmas=[_lemma(doc, i, t) for i, t in enumerate(tokens)],
        heads=[heads_at[t.head.i] if t is not None else inner[i] for i, t in enumerate(tokens)],
        deps=[t.dep_ if t is not None else LABELS[language].inner for t in tokens],
        sent_starts=_starts(doc, tree, heads_at, names),
    )
    made.ents = tuple(Span(made, e.start, e.end, label=e.label_) for e in doc.ents)
    return made


def _lemma(doc: Doc, i: int, token: object) -> str:
    lemma = getattr(token, "lemma_", "")
    return lemma if token is not None and getattr(token, "text", "").lower() == doc[i].lower_ else doc[i].text


def _starts(doc: Doc, tree: Doc, heads_at: list[int], names: list[tuple[int, int, str]]) -> list[bool | int | None]:
    first = {b - 1: a for a, b, _ in names} | {a: a for a, _, _ in names}
    starts: list[bool | int | None] = [False] * len(doc)
    for token in tree:
        if token.is_sent_start:
            starts[first.get(heads_at[token.i], heads_at[token.i])] = True
    return starts



