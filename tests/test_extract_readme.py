"""What extract/README.md says can be done is done here, with the README's own words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extract import claims, filling, followups, merging, registry, told
from extract.dates_grammar import DateLexicon
from extract.pipeline import extract
from extract.predicates_labels import Lexicon as PredicateWords
from extract.registry import LANGUAGES, ROOT, RegistryError, lexicon
from extract.relations import Ontology, load
from extract.status import Lexicon as StatusWords
from extract.types import Article
from tests.test_ontology import fits

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def with_sponsors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ontology]:
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder)
    [block] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (folder / "sponsors.yaml").write_text(block, encoding="utf-8")
    ontology = load(folder)
    for module in (claims, filling, followups, merging, told):
        monkeypatch.setattr(module, "ontology", lambda: ontology)
    claims.triggers.cache_clear()
    yield ontology
    claims.triggers.cache_clear()


def test_a_relation_in_three_steps(with_sponsors: Ontology) -> None:
    relation = with_sponsors.relations["SPONSORS"]
    given = [(language, example) for language in LANGUAGES for example in getattr(relation.examples, language)]
    denied = [(language, text) for language in LANGUAGES for text in getattr(relation.negatives, language)]
    articles = [Article(str(n), text, language, published=date(2024, 6, 12))  # type: ignore[arg-type]
                for n, (language, text) in enumerate([(la, e.text) for la, e in given] + denied)]
    read = list(extract(articles))
    for (_, example), extraction in zip(given, read, strict=False):
        names = {e.id: {e.name, *e.aliases} for e in extraction.entities}
        found = [c for c in extraction.claims if c.relation == "SPONSORS"]
        assert all(any(fits(c, wanted, names, symmetric=False) for c in found) for wanted in example.claims), example
    assert not [c for e in read[len(given):] for c in e.claims if c.relation == "SPONSORS"]


def test_a_language_in_four_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A toy language, English under another name: each folder and key is asked for by name until it is there."""
    shutil.copytree(ROOT / "lang", tmp_path / "lang")
    monkeypatch.setattr(registry, "ROOT", tmp_path)
    models = {"status": StatusWords, "predicates": PredicateWords, "dates": DateLexicon}
    for name, model in models.items():
        with pytest.raises(RegistryError, match=rf"lang/xx/{name}\.yaml"):
            lexicon("xx", name, model)
    shutil.copytree(ROOT / "lang" / "en", tmp_path / "lang" / "xx")
    assert all(isinstance(lexicon("xx", name, model), model) for name, model in models.items())
    words = tmp_path / "lang" / "xx" / "status.yaml"
    words.write_text(words.read_text().replace("silence:", "silense:"))
    lexicon.cache_clear()
    with pytest.raises(RegistryError, match=r"xx/status\.yaml.*silense"):
        lexicon("xx", "status", StatusWords)
    lexicon.cache_clear()


def test_a_key_for_an_unknown_language_is_refused_until_it_is_one(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "ontology" / "sues.yaml").read_text()
    others = [p for p in (ROOT / "ontology").glob("*.yaml") if p.name != "sues.yaml"]
    for path in others:
        shutil.copy(path, tmp_path)
    (tmp_path / "sues.yaml").write_text(text.replace("triggers:\n", "triggers:\n  xx: {sue: {verbs: [zuu]}}\n"))
    with pytest.raises(RegistryError, match=r"sues\.yaml.*triggers\.xx"):
        load(tmp_path)


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"`([\w/<>]+\.(?:py|yaml))`", README))
    for name in named:
        paths = [name.replace("<language>", language).replace("<relation>", "sues") for language in LANGUAGES]
        assert all((ROOT / path).exists() for path in paths), name
