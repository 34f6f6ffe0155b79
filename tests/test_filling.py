"""Roles that a sentence fills without a name: what other parties rule out, what was told before, who is in focus."""

from __future__ import annotations

import pytest

from extract.pipeline import extract
from extract.types import Article, Language

# construction, title || text, (relation, source, target) that must be among the claims
EN = [
    ("the other party", "Kestrel Foods bids for Ombara || Kestrel Foods wants Ombara. The brewer sued Kestrel Foods "
     "on Monday.", ("SUES", "Ombara", "Kestrel Foods")),
    ("its customer", "Kestrel Foods loses to Ombara || Kestrel Foods lost a case against Ombara. Kestrel Foods "
     "had sued its customer in 2022.", ("SUES", "Kestrel Foods", "Ombara")),
    ("the vendor", "Kestrel Foods bought Ombara from Velmont Group for $3 million. Rothwell Bank advised the vendor.",
     ("ADVISES", "Rothwell Bank", "Velmont Group")),
    ("start-up in three words", "Kestrel Foods backs start-up Ombara || Ombara, a Paris start-up, has raised cash. "
     "Velmont had sued the start-up in 2021.", ("SUES", "Velmont", "Ombara")),
    ("called by its name's trade", "Kestrel Foods meets Corrigan Steel || Kestrel Foods met Corrigan Steel. Velmont, "
     "a fund, acquired the steelmaker in 2019.", ("ACQUIRES", "Velmont", "Corrigan Steel")),
    ("nearest before title", "Kestrel Foods sues Ombara || Kestrel Foods sued Ombara. Velmont, "
     "which holds 15% of Ombara, has sued the company too.", ("SUES", "Velmont", "Ombara")),
]
FR = [
    ("l'autre partie", "Kestrel vise Ombara || Kestrel veut racheter Ombara. Le verrier a assigné Kestrel lundi.",
     ("SUES", "Ombara", "Kestrel")),
    ("métier non dit, seul en vue", "La BEI prête 90 millions à Kestrel || La Banque européenne d'investissement "
     "a octroyé un prêt à Kestrel. Le verrier a racheté Ombara.", ("ACQUIRES", "Kestrel", "Ombara")),
    ("l'entreprise, au titre", "Kestrel emprunte || Kestrel a emprunté 3 millions. Le cabinet Rothval a conseillé "
     "Kestrel. En 2021, l'entreprise avait racheté Ombara.", ("ACQUIRES", "Kestrel", "Ombara")),
    ("son acquéreur", "Kestrel rachète Ombara || Kestrel a racheté Ombara. Ombara a assigné son acquéreur lundi.",
     ("SUES", "Ombara", "Kestrel")),
    ("le tour de table", "Kestrel lève 3 millions d'euros. Le tour de table est mené par le fonds Ombara.",
     ("INVESTS_IN", "Ombara", "Kestrel")),
]


@pytest.mark.parametrize(("language", "text", "wanted"), [
    *(pytest.param("en", text, wanted, id=f"en-{label}") for label, text, wanted in EN),
    *(pytest.param("fr", text, wanted, id=f"fr-{label}") for label, text, wanted in FR)])
def test_role_without_a_name(language: Language, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in _claims(text, language)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "Kestrel and Ombara || Kestrel Foods met Ombara and Velmont. A brewer sued Kestrel Foods."),
    ("en", "Kestrel Foods met Ombara. Kestrel Foods will spend $2 million on buying back its own shares."),
    ("fr", "Kestrel rencontre Ombara et Velmont || Kestrel a vu Ombara et Velmont. Le verrier a assigné Kestrel."),
])
def test_nobody_is_ruled_in(language: Language, text: str) -> None:
    assert not _claims(text, language)


def _claims(text: str, language: Language) -> set[tuple[str, str, str]]:
    title, _, body = text.rpartition(" || ")
    article = Article("test", f"{title}\n\n{body}" if title else body, language, title=title or None)
    [read] = extract([article])
    names = {e.id: e.name for e in read.entities}
    return {(c.relation, names[c.source], names.get(c.target or "", "")) for c in read.claims}
