"""How sure a claim is, and the names that claims are known by.

Each claim shows signs: of how it was read, and of what it says. ``certainty.yaml`` weighs them; ``python -m
tests.calibrate`` made it from annotated articles, so that of claims given .9 about nine in ten are right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp

from extract.registry import ROOT, Strict, read
from extract.resolve import Party
from extract.types import Claim, Evidence, Predicate

FILE = ROOT / "certainty.yaml"
_FAR = 80           # characters between the trigger and a party
_LONG = 250         # characters of a sentence


class Weights(Strict):
    """In log odds. ``signs``: those that are absent weigh nothing."""

    base: float
    signs: dict[str, float]


@cache
def weights() -> Weights:
    return read(FILE, Weights)


def read_signs(predicate: Predicate, parties: Sequence[Party], sentence: Evidence, trigger: Evidence
               ) -> tuple[str, ...]:
    """Signs of how a claim was read: its trigger, the constructions in between, its parties."""
    far = any(max(p.start - trigger.end, trigger.start - p.end) > _FAR for p in parties
              if sentence.start <= p.start < sentence.end)
    found = {*(a.via for a in predicate.arguments), *(p.how for p in parties), *(p.kind for p in parties),
             *["far"] * far}
    return tuple(sorted(found))


def signs(claim: Claim) -> Iterator[str]:
    """All signs of ``claim``: how it was read and what it says."""
    yield from (*claim.signs, claim.stance)
    yield from ["said twice"] * (len(claim.evidences) > 1) + ["long"] * (len(claim.evidence.text) > _LONG)
    yield from ["dated"] * (claim.date is not None) + ["priced"] * (claim.amount is not None)


def confidence(claim: Claim) -> float:
    """0 to 1: the share of claims with such signs that is right."""
    known = weights()
    return round(1 / (1 + exp(-known.base - sum(known.signs.get(s, 0.0) for s in set(signs(claim))))), 2)


def digest(*parts: str) -> str:
    """A short name that is the same for the same ``parts``."""
    return hashlib.sha1("\x1f".join(parts).encode()).hexdigest()[:16]
