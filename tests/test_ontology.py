"""Every example of every relation file, read by the real pipeline; and what the registry refuses."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from extract.pipeline import extract
from extract.registry import LANGUAGES, ROOT, RegistryError
from extract.relations import Example, ExampleClaim, load, ontology
from extract.types import Article, Claim, Extraction

KNOWN_FAILURES: dict[str, str] = yaml.safe_load((Path(__file__).parent / "known_failures.yaml").read_text()) or {}


def cases() -> list[tuple[str, str, str, Example | None]]:
    """(case name, language, text, example or None for a negative)."""
    found: list[tuple[str, str, str, Example | None]] = []
    for relation in ontology().relations.values():
        for language in LANGUAGES:
            for n, example in enumerate(getattr(relation.examples, language)):
                found.append((f"{relation.name}-{language}-{n}", language, example.text, example))
            for n, text in enumerate(getattr(relation.negatives, language)):
                found.append((f"{relation.name}-{language}-not-{n}", language, text, None))
    return found


@cache
def extractions() -> dict[str, Extraction]:
    """All examples read in one batch: models load once."""
    articles = [Article(id=name, text=text, language=language, published=date(2024, 6, 12))  # type: ignore[arg-type]
                for name, language, text, _ in cases()]
    return {e.article.id: e for e in extract(articles)}


def marked() -> list[object]:
    return [pytest.param(*case, id=case[0],
                         marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[case[0]])]
                         if case[0] in KNOWN_FAILURES else []) for case in cases()]


@pytest.mark.parametrize(("name", "language", "text", "example"), marked())
def test_example(name: str, language: str, text: str, example: Example | None) -> None:
    read = extractions()[name]
    relation = name.split("-", maxsplit=1)[0]
    names = {e.id: {e.name, *e.aliases, *(m.text for m in e.mentions)} for e in read.entities}
    if example is None:
        assert [c for c in read.claims if c.relation == relation] == []
        return
    for wanted in example.claims:
        same_type = [c for c in read.claims if c.relation == relation]
        assert any(fits(c, wanted, names, ontology().relations[relation].symmetric) for c in same_type), (
            f"{wanted} is not among {[describe(c, names) for c in read.claims]}")


def fits(claim: Claim, wanted: ExampleClaim, names: dict[str, set[str]], symmetric: bool) -> bool:
    def called(entity: str | None, name: str | None) -> bool:
        return entity is None if name is None else entity is not None and name in names[entity]

    amount, day = claim.amount, claim.date
    straight = called(claim.source, wanted.source) and called(claim.target, wanted.target)
    crossed = symmetric and called(claim.source, wanted.target) and called(claim.target, wanted.source)
    return (
        (straight or crossed)
        and wanted.status in (None, claim.status) and wanted.stance == claim.stance
        and wanted.outcome in (None, claim.outcome)
        and all(any(called(e, name) for e in claim.roles.get(role, ())) for role, name in wanted.roles.items())
        and (wanted.amount is None or (amount is not None and amount.value is not None
             and float(amount.value) == wanted.amount))
        and (wanted.currency is None or (amount is not None and amount.currency == wanted.currency))
        and (wanted.percent is None or (amount is not None and amount.percent is not None
             and float(amount.percent) == wanted.percent))
        and (wanted.date is None or (day is not None and day.value == wanted.date)))


def describe(claim: Claim, names: dict[str, set[str]]) -> str:
    target = sorted(names[claim.target]) if claim.target else None
    return (f"{claim.relation}({sorted(names[claim.source])}, {target}, {claim.status}, {claim.stance}, "
            f"{claim.outcome}, {claim.roles}, {claim.amount}, {claim.date and claim.date.value})")


def test_all_relations_are_there() -> None:
    assert len(ontology().relations) == 26


@pytest.mark.parametrize(("change", "message"), [
    ({"colour": "blue"}, "colour"),
    ({"invented": 1}, "invented"),
    ({"frames": {"buy": {"roles": {"buyer": ["agent"]}}}}, "buyer"),
    ({"default_status": {"past": "done", "present": "agreed", "future": "agreed", "none": "agreed"}}, "done"),
    ({"edge": {"source": "acquirer", "target": "nobody"}}, "nobody"),
    ({"triggers": {"en": {"steal": {"verbs": ["steal"]}}}}, "steal"),
    ({"triggers": {"xx": {"buy": {"verbs": ["koop"]}}}}, "xx"),
    ({"statuses": ["filed"]}, "filed"),
])
def test_registry_refuses(tmp_path: Path, change: dict[str, object], message: str) -> None:
    given = yaml.safe_load((ROOT / "ontology" / "acquires.yaml").read_text().replace(" on,", " 'on',"))
    (tmp_path / "acquires.yaml").write_text(yaml.safe_dump({**given, **change}))
    with pytest.raises(RegistryError, match=rf"acquires\.yaml.*{message}"):
        load(tmp_path)


def test_registry_refuses_a_name_given_twice(tmp_path: Path) -> None:
    text = (ROOT / "ontology" / "acquires.yaml").read_text()
    (tmp_path / "acquires.yaml").write_text(text)
    (tmp_path / "buys.yaml").write_text(text)
    with pytest.raises(RegistryError, match=r"buys\.yaml.*declared twice"):
        load(tmp_path)
