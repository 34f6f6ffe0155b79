"""Who does what to whom, and in which tense and mood, construction by construction; checked by hand.

A row: sentence | trigger (n: a noun, p: a phrase) | role names, ...; ... | tense mood aspect cues, as far as they are
checked | ! why the parser fails. Agent and patient are compared in every row, also where the row names none; other
roles where it names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.parse import parse
from extract.predicates import predicates
from extract.tokens import Doc
from extract.types import Article, Language, Predicate

ENGLISH = (Path(__file__).parent / "constructions" / "en.txt").read_text(encoding="utf-8")

FRENCH = (Path(__file__).parent / "constructions" / "fr.txt").read_text(encoding="utf-8")


class Row(NamedTuple):
    construction: str
    text: str
    trigger: str
    roles: dict[str, set[str]]
    manner: list[str]
    fails: str


def table(text: str) -> Iterator[Row]:
    construction = ""
    for line in text.strip().splitlines():
        if line.startswith("= "):
            construction = line[2:]
            continue
        checked, _, fails = line.partition(" ! ")
        sentence, trigger, roles, *manner = (cell.strip() for cell in checked.split(" | "))
        yield Row(construction, sentence, trigger, _roles(roles), manner[0].split() if manner else [], fails)


def _roles(cell: str) -> dict[str, set[str]]:
    """"agent Valmora, Harlow Foods; auprès de Pelion": a role's name is what stands before the first capital."""
    found = {}
    for part in cell.split("; "):
        role, names = re.split(r" (?=[A-Z])", part, maxsplit=1)
        found[role] = set(names.split(", "))
    return {"agent": set(), "patient": set()} | found


ROWS: dict[Language, list[Row]] = {"en": list(table(ENGLISH)), "fr": list(table(FRENCH))}


@cache
def docs(language: Language) -> list[Doc]:
    articles = [Article(str(n), row.text, language) for n, row in enumerate(ROWS[language])]
    return [paragraphs[0].doc for paragraphs in parse(articles, language)]


def found(doc: Doc, language: Language, trigger: str) -> Predicate:
    kind, _, lemma = trigger.rpartition(":")
    one, *again = [p for p in predicates(doc, language, [lemma] if not kind else [], [lemma] if kind == "n" else [],
                                         [lemma] if kind == "p" else []) if p.lemma == lemma]
    assert all(a.via == "gap" for p in again for a in p.arguments)      # "X est conseillé par Y et Z par W": of Z and W
    return one


def named(doc: Doc, text: str, head: int, names: set[str]) -> str:
    """The one of ``names`` that token ``head`` stands in; else the token where it is a name, "" where it is not."""
    at = doc[head].idx
    inside = (n for n in names for m in re.finditer(re.escape(n), text) if m.start() <= at < m.end())
    return next(inside, doc[head].text if doc[head].pos_ == "PROPN" else "")


def cases() -> list[object]:
    return [pytest.param(language, n, id=f"{language}-{row.construction}-{row.text[:40]}",
                         marks=[pytest.mark.xfail(strict=True, reason=row.fails)] if row.fails else [])
            for language, rows in ROWS.items() for n, row in enumerate(rows)]


@pytest.mark.parametrize(("language", "n"), cases())
def test_arguments(language: Language, n: int) -> None:
    row, doc = ROWS[language][n], docs(language)[n]
    predicate = found(doc, language, row.trigger)
    names = {name for given in row.roles.values() for name in given}
    got = {role: {named(doc, row.text, a.head, names) for a in predicate.arguments if a.role == role} - {""}
           for role in row.roles}
    manner = {predicate.tense, predicate.mood, predicate.aspect, predicate.voice, *(c.kind for c in predicate.cues),
              *(f"{c.kind}:{c.lemma}" for c in predicate.cues), "negated" if predicate.negated else ""}
    assert (got, set(row.manner) - manner) == (row.roles, set())


def test_every_construction_has_three_rows() -> None:
    for rows in ROWS.values():
        counted = [row.construction for row in rows]
        assert {c: counted.count(c) for c in counted if counted.count(c) < 3} == {}


def test_a_passive_verb_left_out_is_said_again() -> None:
    text = "Valmora est conseillé par Kestrel et Ombra par Pelion."
    doc = next(d for d in docs("fr") if d.text == text)
    _, again = predicates(doc, "fr", ["conseiller"], [], [])
    assert {a.role: doc[a.head].text for a in again.arguments} == {"patient": "Ombra", "agent": "Pelion"}
