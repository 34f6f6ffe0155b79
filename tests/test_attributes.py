"""Which sum and which day a claim has, by the construction: the rows of ``constructions/attributes.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluate import answers_to

ROWS = [line.split(" | ") for line in (Path(__file__).parent / "constructions" / "attributes.txt").read_text(
    encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    """Text -> its claims, written as in the file."""
    items = [{"id": text, "lang": language, "published": "2024-06-12", "text": text.replace("\\n", "\n")}
             for language, text, _ in ROWS]
    found = {}
    for text, answer in answers_to(items).items():
        names = {one["id"]: one["name"] for one in answer["entities"]}
        found[text] = [" ".join([c["relation"], names[c["source"]], *([">", names[c["target"]]] if c["target"] else []),
                                 f"{c['status']}: {_sum(c['amount'])}, {(c['date'] or {}).get('value') or ''}"])
                       for c in answer["claims"]]
    return found


def _sum(amount: dict[str, float] | None) -> str:
    return f"{float((amount or {}).get('value') or 0):g}"


@pytest.mark.parametrize(("text", "claims"), [(text, claims) for _, text, claims in ROWS])
def test_sum_and_day(text: str, claims: str, told: dict[str, list[str]]) -> None:
    wanted = []
    for line in claims.split(" ; "):
        head, _, rest = line.partition(":")
        amount, _, day = rest.strip().partition(", ")
        wanted.append(f"{head}: {float(amount or 0):g}, {day}")
    relations = {line.split()[0] for line in wanted}
    assert [line for line in told[text] if line.split()[0] in relations] == wanted
