"""How sure a claim is, and the names that claims are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extract.resolve import Party
from extract.types import Predicate

_SURE = {"name": 0.0, "alias": 0.03, "description": 0.12, "pronoun": 0.15}
_FAR = {"adverbial", "support noun", "coordination"}


def confidence(predicate: Predicate, parties: Sequence[Party]) -> float:
    """0 to 1: less for parties that are described or far from the predicate in the tree."""
    far = _FAR & {a.via for a in predicate.arguments}
    return round(0.95 - 0.05 * bool(far) - sum(_SURE[p.how] for p in parties), 2)


def digest(*parts: str) -> str:
    """A short name that is the same for the same ``parts``."""
    return hashlib.sha1("\x1f".join(parts).encode()).hexdigest()[:16]
