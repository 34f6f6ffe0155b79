"""Weighs the signs of claims by annotated articles: ``python -m tests.calibrate`` writes ``extract/certainty.yaml`` and
the table of ``extract/README.md``.

A ridge logistic regression of "is right" on the signs that the file names. What the table says of the articles it
learns from is cross-validated: an article is judged by weights that never saw it. The unread gold is only counted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from extract import certainty
from extract.output import to_json
from extract.pipeline import extract
from tests import evaluate
from tests.scoring import judged

README = Path(certainty.__file__).parent / "README.md"
RIDGE = 3.0             # how far weights are drawn to nothing
FOLDS = 5
BINS = (0.0, 0.85, 0.9, 0.95, 1.01)
_TABLE = re.compile(r"(?<=<!-- made by tests\.calibrate -->\n).*?(?=<!-- end -->)", re.DOTALL)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One claim of an annotated article: what it shows, and whether it is right."""

    article: str
    language: str
    signs: frozenset[str]
    right: bool


def files(unread: bool = False) -> list[Path]:
    """Gold of claims: our own, that nobody learns from or the other, and the development half of FIRE where it is."""
    own = [path for path in sorted(evaluate.GOLD.glob("*_??.jsonl")) if path.stem.startswith("unread") == unread]
    fire = evaluate.SHARED / "fire.jsonl"
    return [*own, *[fire] * (fire.exists() and not unread)]


def cases(paths: Sequence[Path]) -> Iterator[Case]:
    """The claims that we make of the articles in ``paths``, without those on which their gold is silent."""
    for path in paths:
        items = evaluate.read(path)
        for item, found in zip(items, extract(map(evaluate.article, items)), strict=True):
            for claim, right in zip(found.claims, judged(item, to_json(found)), strict=True):
                if right is not None:
                    yield Case(item["id"], found.article.language, frozenset(certainty.signs(claim)), right)


def matrix(given: Sequence[Case], names: Sequence[str]) -> Floats:
    """(claims, 1 + signs): 1, then 1 where the sign is there."""
    return np.array([[1.0, *(float(name in case.signs) for name in names)] for case in given])


def fitted(shown: Floats, right: Floats) -> Floats:
    """The weights, the base first: Newton's method on the penalised likelihood."""
    weights, ridge = np.zeros(shown.shape[1]), np.full(shown.shape[1], RIDGE)
    ridge[0] = 0
    for _ in range(30):
        given = odds(shown, weights)
        slope = (shown.T * (given * (1 - given))) @ shown + np.diag(ridge)
        weights += np.linalg.solve(slope, shown.T @ (right - given) - ridge * weights)
    return weights


def odds(shown: Floats, weights: Floats) -> Floats:
    given: Floats = 1 / (1 + np.exp(-shown @ weights))
    return given


def crossed(shown: Floats, right: Floats, articles: Sequence[str]) -> Floats:
    """What each claim is given by weights that never saw its article."""
    fold = np.array([int(hashlib.sha1(article.encode()).hexdigest(), 16) % FOLDS for article in articles])
    given = np.zeros(len(right))
    for number in range(FOLDS):
        given[fold == number] = odds(shown[fold == number], fitted(shown[fold != number], right[fold != number]))
    return given


def error(given: Floats, right: Floats) -> float:
    """Expected calibration error: by how much what is given misses the share that is right, over all bins."""
    bins = np.digitize(given, BINS)
    return float(sum(abs((given - right)[bins == n].sum()) for n in set(bins)) / len(given))


def table(given: Floats, known: Sequence[Case]) -> Iterator[str]:
    """Rows: confidence, and for each language how many claims were given it and what share is right."""
    yield "| confidence | English claims | right | French claims | right |\n|---|---|---|---|---|"
    for low, high in pairwise(BINS):
        cells = [f"{low:.2f} to {min(high, 1):.2f}" if low else f"under {high:.2f}"]
        for language in ("en", "fr"):
            there = [case.right for case, value in zip(known, given, strict=True)
                     if case.language == language and low <= value < high]
            cells += [str(len(there)), f"{sum(there) / len(there):.2f}" if there else ""]
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Fits, writes the weights and the table, and says how well the confidence is calibrated."""
    names = list(certainty.weights().signs)
    known, fresh = list(cases(files())), list(cases(files(unread=True)))
    shown, right = matrix(known, names), np.array([float(case.right) for case in known])
    given, weights = crossed(shown, right, [case.article for case in known]), fitted(shown, right)
    comment = certainty.FILE.read_text(encoding="utf-8").partition("base:")[0]
    made = {"base": round(float(weights[0]), 2),
            "signs": {name: round(float(w), 2) for name, w in zip(names, weights[1:], strict=True)}}
    certainty.FILE.write_text(comment + yaml.safe_dump(made, sort_keys=False), encoding="utf-8")
    fresh_given, fresh_right = odds(matrix(fresh, names), weights), np.array([float(case.right) for case in fresh])
    text = "\n".join([
        f"On articles that are learnt from, by weights that never saw them ({len(known)} claims, expected calibration "
        f"error {error(given, right):.3f}):\n", *table(given, known),
        f"\nOn the gold that nobody has read ({len(fresh)} claims, {error(fresh_given, fresh_right):.3f}):\n",
        *table(fresh_given, fresh), ""])
    README.write_text(_TABLE.sub(text, README.read_text(encoding="utf-8")), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
