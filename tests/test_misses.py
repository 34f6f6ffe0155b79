"""Sentences that gave nothing: the relation that they look like, and the reason. Checked by hand.

A row: sentence | RELATION reason, as ``extract.misses`` has it.
"""

from __future__ import annotations

from functools import cache

import pytest

from extract.misses import REASONS, explained, words
from extract.pipeline import extract
from extract.relations import ontology
from extract.types import Article, Extraction

ENGLISH = """
Analysts ask whether Kestrel will buy Ombra. | ACQUIRES condition
If Kestrel buys Ombra, prices will rise. | ACQUIRES condition
Has Kestrel bought Ombra? | ACQUIRES question
Kestrel would have bought Ombra without the crisis. | ACQUIRES condition
Kestrel asked the European Commission to investigate Ombra. | INVESTIGATES unsaid
Kestrel declined to comment on the takeover of Ombra. | ACQUIRES unsaid
Pelion may file for bankruptcy, Kestrel said. | RESTRUCTURES possible
Kestrel and Ombra said that the lawsuit was baseless. | SUES nobody plaintiff defendant
Kestrel told Ombra that someone would sue it. | SUES unknown plaintiff
Kestrel Foods Inc fined Ombra Labs Ltd $2 million. | FINES kind authority
Kestrel and Ombra will each invest $2 million. | INVESTS_IN nobody company
"""
FRENCH = """
On se demande si Kestrel va racheter Ombra. | ACQUIRES condition
Si Kestrel rachète Ombra, les prix monteront. | ACQUIRES condition
Kestrel va-t-il racheter Ombra ? | ACQUIRES question
Sans la crise, Kestrel aurait racheté Ombra. | ACQUIRES condition
Kestrel a refusé de commenter le rachat d'Ombra. | ACQUIRES unsaid
Pelion pourrait déposer le bilan, selon Kestrel. | RESTRUCTURES possible
Kestrel et Ombra jugent la plainte infondée. | SUES nobody plaintiff defendant
Kestrel et Ombra investiront chacun 2 millions d'euros. | INVESTS_IN nobody company
"""


def rows() -> list[tuple[str, str, str]]:
    return [(language, *(part.strip() for part in line.split("|")))  # type: ignore[misc]
            for language, table in (("en", ENGLISH), ("fr", FRENCH)) for line in table.strip().splitlines()]


@cache
def read() -> dict[str, Extraction]:
    articles = [Article(text, text, language) for language, text, _ in rows()]      # type: ignore[arg-type]
    return {e.article.id: e for e in extract(articles)}


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in rows()])
def test_reason(text: str, wanted: str) -> None:
    assert wanted in {f"{m.relation} {m.reason}" for m in read()[text].misses}


def test_every_reason_of_real_sentences_has_words() -> None:
    given = {(m.relation, m.reason) for e in read().values() for m in e.misses}
    for relation, reason in given:
        roles = reason.split()[1:]
        assert reason.split()[0] in REASONS and set(roles) <= set(ontology().relations[relation].roles)
        assert "{" not in explained(reason)


def test_reasons_for_an_analyst() -> None:
    assert explained("nobody plaintiff defendant") == "nobody is named as plaintiff and defendant"
    assert words("told by an older version") == ("told by an older version", [])
