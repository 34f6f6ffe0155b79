"""What reading costs beside spaCy alone: ``python -m tests.bench.extraction [ARTICLES]``.

Each round reads the demonstration's articles twice in turn, once with ``nlp.pipe`` of the stock model and once with the
whole extraction, so that only ratios within one run are told, of processor time, which leaves out what else runs. Then
the share of each stage, the time to load, and the memory held while ARTICLES articles (20,000 where nothing is said)
stream through. Exit code 1 where a ratio is over LIMIT.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, get_args
from unittest.mock import patch

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from extract import claims, mentions, parse, resolve, taggers
from extract.pipeline import BATCH, extract
from extract.sources import read as sources
from extract.types import Article, Language

CORPUS = Path(__file__).parents[2] / "data" / "articles"
ROUNDS = 5
LIMIT = 1.6         # extraction / nlp.pipe
# Stage -> the functions it is made of: where each is looked up, and its name.
STAGES: dict[str, list[tuple[object, str]]] = {
    "names before the tree": [(parse, "find")],
    "names after it": [(mentions, "find_names"), (mentions, "consistent")],
    "who is meant": [(resolve, "build")],
    "predicates": [(claims, "predicates")],
    "sums and days": [(claims, "attach")],
    "claims, all told": [(claims, "read")],
}


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(language: Language, articles: list[Article]) -> float:
    """Extraction against bare spaCy, the median of paired rounds."""
    stock = import_module(taggers.STOCK[language]).load()
    texts = [article.text for article in articles]
    bare: Callable[[], object] = lambda: list(stock.pipe(texts, batch_size=BATCH))   # noqa: E731 - timed twice
    whole: Callable[[], object] = lambda: list(extract(articles))                    # noqa: E731
    bare(), whole()
    rounds = [(seconds(bare), seconds(whole)) for _ in range(ROUNDS)]
    words = sum(len(text.split()) for text in texts)
    middle = median(w / b for b, w in rounds)
    print(f"{language}  extraction / nlp.pipe  {middle:.2f}{f' ! over {LIMIT}' if middle > LIMIT else ''}"
          f"  ({min(w / b for b, w in rounds):.2f} to {max(w / b for b, w in rounds):.2f} in {ROUNDS} rounds;"
          f" {words / median(w for _, w in rounds):,.0f} words/s)")
    return middle


def stages(language: Language, articles: list[Article]) -> None:
    """Shares of one pass: each component of the two models, and each step of reading."""
    spent: Counter[str] = Counter()
    with ExitStack() as patches:
        patches.enter_context(patch.object(taggers, "_run", partial(_components, spent)))
        for stage, functions in STAGES.items():
            for owner, name in functions:
                patches.enter_context(patch.object(owner, name, _timed(spent, stage, getattr(owner, name))))
        total = seconds(lambda: list(extract(articles)))
    for name, took in spent.most_common():
        print(f"{language}  {name:24} {took / total:5.1%}")


def _components(spent: Counter[str], pipeline: Pipeline, docs: Iterable[Doc], components: Sequence[str]
                ) -> Iterator[Doc]:
    """As ``taggers._run``, one component after the other."""
    for name in components:
        if name in pipeline.pipe_names:
            docs = list(docs)
            start = time.process_time()
            docs = list(pipeline.get_pipe(name).pipe(docs, batch_size=taggers.BATCH))     # type: ignore[attr-defined]
            spent[f"spaCy {name}"] += time.process_time() - start
    return iter(docs)


def _timed(spent: Counter[str], stage: str, inner: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        made = inner(*given, **named)
        spent[stage] += time.process_time() - start
        return made

    return timed


def memory(articles: list[Article], count: int) -> None:
    """Peak memory after the first tenth and at the end: flat where these are alike."""
    def numbered() -> Iterator[Article]:
        for n, article in enumerate(islice(cycle(articles), count)):
            yield replace(article, id=f"{article.id}-{n}")

    for n, _ in enumerate(extract(numbered()), 1):
        if n in {count // 10, count // 2, count}:
            print(f"memory after {n:6,} articles  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main(count: int) -> int:
    """Prints all; 1 where a ratio is over the limit."""
    over = 0
    articles = list(sources([str(CORPUS)], on_error=print))
    for language in get_args(Language):
        chosen = [article for article in articles if article.language == language]
        print(f"{language}  loading  {seconds(lambda: taggers.load(language)):.2f} s"      # noqa: B023 - called at once
              f"  ({seconds(import_module(taggers.STOCK[language]).load):.2f} s for the stock model alone)")
        over |= ratio(language, chosen) > LIMIT
        stages(language, chosen)
    memory(articles, count)
    return over


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
