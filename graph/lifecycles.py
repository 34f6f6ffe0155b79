"""How deals and disputes live, read from ``extract/lifecycles.yaml``: steps, ends, families, the words that matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from pydantic import model_validator

from extract.registry import ROOT, Strict, read


class Lifecycle(Strict):
    """Stages of one kind of event and the steps between them."""

    order: tuple[str, ...]
    next: dict[str, tuple[str, ...]]
    begins: tuple[str, ...]
    ends: dict[str, int]
    ahead: tuple[str, ...]
    expected_as: str

    @model_validator(mode="after")
    def _known(self) -> Lifecycle:
        named = {*self.next, *(s for steps in self.next.values() for s in steps), *self.begins, *self.ends, *self.ahead,
                 self.expected_as}
        if named - set(self.order) or set(self.next) != set(self.order):
            raise ValueError(f"order and next name different stages: {sorted(named ^ set(self.order))}")
        return self

    def rank(self, status: str) -> int:
        return self.order.index(status) if status in self.order else len(self.order)

    def may_follow(self, status: str, state: str | None) -> bool:
        return state is None or status in self.next.get(state, ())


class Family(Strict):
    """Relations that make one event together; days as in the file's head."""

    life: Literal["deal", "dispute"]
    apart: int
    stale: int
    again: tuple[str, ...] = ()
    joint: tuple[Literal["source", "target"], ...] = ()
    amounts: tuple[str, ...]
    matters: tuple[str, ...] = ()


class Again(Strict):
    alone: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]


class Lifecycles(Strict):
    deal: Lifecycle
    dispute: Lifecycle
    says_less: dict[str, tuple[str, ...]]
    families: dict[str, Family]
    other_family: Family
    recall: int
    opens: tuple[str, ...]
    supports: tuple[str, ...]
    rulings: tuple[str, ...]
    suits: tuple[str, ...]
    began_by_target: tuple[str, ...]
    talks: tuple[str, ...]
    rounds: tuple[str, ...]
    investment: str
    once: dict[str, int]
    again: Again
    agreement: tuple[str, ...]
    breach: tuple[str, ...]
    over: tuple[str, ...]
    correction: tuple[str, ...]
    unnamed: tuple[str, ...]
    titles: dict[str, str]

    def family(self, name: str) -> Family:
        return self.families.get(name, self.other_family)

    def life(self, family: str) -> Lifecycle:
        return self.dispute if self.family(family).life == "dispute" else self.deal


@cache
def lifecycles() -> Lifecycles:
    return read(ROOT / "lifecycles.yaml", Lifecycles)


@cache
def _starts(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def mentions(text: str | None, words: Iterable[str]) -> bool:
    """Whether a word of ``text`` begins as one of ``words`` does."""
    return bool(text) and bool(_starts(tuple(words)).search(text or ""))


@cache
def _again() -> re.Pattern[str]:
    cue = lifecycles().again
    alone, adjectives, nouns = ("|".join(map(re.escape, words)) for words in (cue.alone, cue.adjectives, cue.nouns))
    return re.compile(rf"\b(?:{alone})\b|\b(?:{adjectives})\s+(?:[\w-]+\s+){{0,2}}(?:{nouns})s?\b"
                      rf"|\b(?:{nouns})s?\s+(?:{adjectives})\b", re.IGNORECASE)


def is_again(text: str) -> bool:
    """Whether ``text`` says that it happens anew ("a second lawsuit", "investit à nouveau")."""
    return bool(_again().search(text))
