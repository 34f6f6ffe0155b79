"""Tunes spaCy's named entity recogniser on texts whose organisations are marked: ``python -m extract.train``.

Reads ``ner_<language>.jsonl`` (one text a line: id, text, entities with start, end, label) and writes weights, meta and
NOTICE to ``data/models/<language>``. Same seed, same weights. With ``--without`` the texts of evaluation files are left
out, so that a tagger can be scored on what it never saw.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, minibatch
from thinc.api import compounding, fix_random_seed

from extract import headlines, paragraphs
from extract.taggers import STOCK, models

SHARED = Path(__file__).parents[1].parent / "shared" / "train"
EPOCHS = {"fr": 6, "en": 10}
RATE, DROPOUT, SEED = 5e-4, 0.2, 0
HELD_OUT = 10       # every tenth text is kept apart for the scores in meta.json, then learnt from too
# Labels of the sources -> labels of the stock models, which are kept so that nothing is unlearnt.
LABELS = {
    "fr": {"Organization": "ORG", "Person": "PER", "Location": "LOC", "Event": "MISC", "Product": "MISC"},
    "en": {"Company": "ORG", "ORG": "ORG", "Person": "PERSON", "PER": "PERSON", "Product": "PRODUCT",
           "GeopoliticalEntity": "GPE", "Location": "GPE", "LOC": "GPE", "Date": "DATE", "Money": "MONEY"},
}
SOURCES = {
    "fr": "WiNER-fr (entities in French Wikinews), CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "en": "FIRE (entities and relations in financial texts) and Wikigold (entities in Wikipedia), both CC BY 4.0, "
          "https://creativecommons.org/licenses/by/4.0/",
}


def examples(pipeline: Pipeline, rows: list[dict[str, Any]], labels: dict[str, str]) -> Iterator[Example]:
    """One Example a paragraph, cut and cleaned as articles are.

    Beside what is marked stands what the stock recogniser finds there, organisations apart: marked texts leave out many
    persons, places, products, dates, and a tagger that learns from them alone would forget them.
    """
    is_word = partial(headlines.ordinary, pipeline=pipeline)
    for row in rows:
        spans = paragraphs.split(row["text"])
        cleaned = [paragraphs.clean(row["text"][start:end]) for start, end in spans]
        texts = headlines.lowered([text for text, _ in cleaned], is_word)
        for (start, end), text, (_, kept) in zip(spans, texts, cleaned, strict=True):
            doc = pipeline.make_doc(text)
            gold = pipeline.get_pipe("ner")(doc.copy())
            gold.ents = _spans(gold, [(bisect_left(kept, e["start"] - start), bisect_left(kept, e["end"] - start),
                                       labels[e["label"]]) for e in row["entities"] if e["label"] in labels
                                      and start <= e["start"] and e["end"] <= end])
            yield Example(doc, gold)


def _spans(doc: Doc, entities: list[tuple[int, int, str]]) -> list[Span]:
    """Organisations first, outermost first (one named inside a product or event is still one), then what else is
    marked, then what was found."""
    marked = [s for a, b, label in entities if (s := doc.char_span(a, b, label, alignment_mode="expand")) is not None]
    kept: list[Span] = []
    for source in ([s for s in marked if s.label_ == "ORG"], marked, [s for s in doc.ents if s.label_ != "ORG"]):
        taken = {t.i for s in kept for t in s}
        kept += filter_spans([s for s in source if not taken.intersection(t.i for t in s)])
    return kept


def train(language: str, rows: list[dict[str, Any]], say: Any = print) -> Pipeline:
    """The stock pipeline with its recogniser trained further on ``rows``; averaged weights."""
    fix_random_seed(SEED)
    pipeline = spacy.load(STOCK[language])
    data = list(examples(pipeline, rows, LABELS[language]))
    order = random.Random(SEED)
    with pipeline.select_pipes(enable=["ner"]):
        optimizer = pipeline.resume_training()
        optimizer.learn_rate = RATE
        for epoch in range(EPOCHS[language]):
            order.shuffle(data)
            losses: dict[str, float] = {}
            for batch in minibatch(data, compounding(8.0, 32.0, 1.002)):
                pipeline.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
            say(f"{language} epoch {epoch + 1}/{EPOCHS[language]}: loss {losses['ner']:.0f}")
    averages = optimizer.averages or {}
    for node in pipeline.get_pipe("ner").model.walk():  # type: ignore[attr-defined]
        for name in node.param_names:
            if (node.id, name) in averages:
                node.set_param(name, averages[node.id, name])
    return pipeline


def score(pipeline: Pipeline, language: str, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Precision, recall and F1 of organisations, strict spans."""
    with pipeline.select_pipes(enable=["ner"]):
        found = pipeline.evaluate(examples(pipeline, rows, LABELS[language]))["ents_per_type"]["ORG"]
    return {name: round(value, 3) for name, value in found.items()}


def save(pipeline: Pipeline, language: str, folder: Path, texts: int, scores: dict[str, float] | None) -> None:
    """Weights without the vocabulary (it is the stock model's), what they are, and whom to thank."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline.get_pipe("ner").to_disk(folder / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    meta = {"language": language, "resumed_from": f"{STOCK[language]} {pipeline.meta['version']}",
            "spacy": version("spacy"), "texts": texts, "epochs": EPOCHS[language], "learn_rate": RATE,
            "dropout": DROPOUT, "seed": SEED, "sources": SOURCES[language], "trained": f"{datetime.now(UTC):%Y-%m-%d}",
            "scores_held_out": scores}
    (folder / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "NOTICE").write_text(
        f"The weights in this folder were trained from spaCy's {STOCK[language]} on texts of {SOURCES[language]}\n"
        "None of the texts is part of them.\n", encoding="utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(
    source: Annotated[Path, typer.Argument(help="Folder with ner_fr.jsonl and ner_en.jsonl.")] = SHARED,
    to: Annotated[Path | None, typer.Option(help="Where weights go; default: the project's own.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="fr, en; default: both.")] = None,
    without: Annotated[list[Path] | None, typer.Option(help="JSONL file whose ids are left out.")] = None,
    scored: Annotated[bool, typer.Option(help="Train once more without every tenth text, and score on those.")] = True,
) -> None:
    """Train the taggers and write their weights."""
    left_out = {row["id"] for path in without or [] for row in read(path)}
    for code in language or list(STOCK):
        rows = [row for row in read(source / f"ner_{code}.jsonl") if row["id"] not in left_out]
        scores = None
        if scored:
            apart = {row["id"] for row in rows[::HELD_OUT]}
            part = train(code, [row for row in rows if row["id"] not in apart])
            scores = score(part, code, [row for row in rows if row["id"] in apart])
        save(train(code, rows), code, (to or models()) / code, len(rows), scores)


if __name__ == "__main__":
    typer.run(main)
