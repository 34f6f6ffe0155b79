"""The two axes, stage and stance, of what a sentence says, through the pipeline; checked by hand.

A row: sentence | relation status stance, or "nothing" | ! why it fails.
"""

from __future__ import annotations

from functools import cache

import pytest

from extract.pipeline import extract
from extract.types import Article, Claim, Extraction, Language

ENGLISH = """
Valmora plans to buy Brightwell. | ACQUIRES planned asserted
Valmora is considering a bid for Brightwell. | ACQUIRES planned asserted
Valmora may acquire Brightwell. | ACQUIRES planned asserted
Valmora is in talks to buy Brightwell. | ACQUIRES negotiating asserted
Valmora is negotiating the acquisition of Brightwell. | ACQUIRES negotiating asserted
Valmora has made a $3 billion offer for Brightwell. | ACQUIRES offered asserted
Valmora launched a takeover bid for Brightwell. | ACQUIRES offered asserted
Valmora agreed to buy Brightwell. | ACQUIRES agreed asserted
Valmora signed an agreement to acquire Brightwell. | ACQUIRES agreed asserted
Valmora acquired Brightwell in 2019. | ACQUIRES completed asserted
Valmora completed its acquisition of Brightwell. | ACQUIRES completed asserted
Valmora agreed to complete the acquisition of Brightwell by June. | ACQUIRES agreed asserted
Brightwell rejected a takeover bid from Valmora. | ACQUIRES rejected asserted
Brightwell turned down a takeover offer from Valmora. | ACQUIRES rejected asserted
Valmora abandoned its takeover of Brightwell. | ACQUIRES abandoned asserted
Valmora called off its acquisition of Brightwell. | ACQUIRES abandoned asserted
The European Commission prohibited Valmora's acquisition of Brightwell. | ACQUIRES prohibited asserted
Valmora threatened to sue Brightwell. | THREATENS_LEGAL_ACTION threatened asserted
Valmora is considering legal action against Brightwell. | THREATENS_LEGAL_ACTION threatened asserted
Valmora sued Brightwell on Monday. | SUES filed asserted
Valmora has filed a lawsuit against Brightwell. | SUES filed asserted
Valmora denied it was in talks to buy Brightwell. | ACQUIRES negotiating denied
Valmora denied buying Brightwell. | ACQUIRES completed denied ! a gerund has no tense of its own
Valmora did not buy Brightwell. | ACQUIRES completed denied
Valmora never sued Brightwell. | SUES filed denied
Valmora did not deny that it was in talks to buy Brightwell. | ACQUIRES negotiating asserted
Valmora reportedly plans to buy Brightwell. | ACQUIRES planned reported
Valmora is in talks to buy Brightwell, according to people familiar with the matter. | ACQUIRES negotiating reported
Valmora has agreed to buy Brightwell, sources said. | ACQUIRES agreed reported
Will Valmora buy Brightwell? | nothing
If Valmora buys Brightwell, prices will rise. | nothing
Valmora would have bought Brightwell without the crisis. | nothing
Valmora proposed to buy Brightwell. | ACQUIRES offered asserted
Valmora is close to buying Brightwell. | ACQUIRES negotiating asserted
Valmora walked away from its takeover of Brightwell. | ACQUIRES abandoned asserted
Valmora agreed to abandon its takeover of Brightwell. | ACQUIRES abandoned asserted
Valmora is no longer in talks to buy Brightwell. | ACQUIRES abandoned asserted
The regulator refused to let Valmora buy Brightwell. | ACQUIRES prohibited asserted
Valmora agreed to drop its lawsuit against Brightwell. | SUES dropped asserted
Valmora declined to comment on the acquisition of Brightwell. | nothing
"""

FRENCH = """
Valmora envisage de racheter Brightwell. | ACQUIRES planned asserted
Valmora s'apprête à racheter Brightwell. | ACQUIRES planned asserted
Valmora pourrait racheter Brightwell. | ACQUIRES planned
Valmora est en négociations pour racheter Brightwell. | ACQUIRES negotiating asserted
Valmora négocie le rachat de Brightwell. | ACQUIRES negotiating asserted
Valmora a déposé une offre sur Brightwell. | ACQUIRES offered asserted
Valmora a lancé une OPA sur Brightwell. | ACQUIRES offered asserted
Valmora a accepté de racheter Brightwell. | ACQUIRES agreed asserted
Valmora a signé un accord pour racheter Brightwell. | ACQUIRES agreed asserted
Valmora a racheté Brightwell en 2019. | ACQUIRES completed asserted
Valmora a finalisé le rachat de Brightwell. | ACQUIRES completed asserted
Brightwell a rejeté une offre de rachat de Valmora. | ACQUIRES rejected asserted
Brightwell a repoussé l'offre de Valmora. | ACQUIRES rejected asserted
Valmora a abandonné le rachat de Brightwell. | ACQUIRES abandoned asserted
Valmora a renoncé à racheter Brightwell. | ACQUIRES abandoned asserted
La Commission européenne a interdit le rachat de Brightwell par Valmora. | ACQUIRES prohibited asserted
Valmora a proposé de racheter Brightwell. | ACQUIRES offered asserted
Valmora est entré en négociations exclusives avec Merevale afin de racheter Brightwell. | ACQUIRES negotiating asserted
Valmora est sur le point de racheter Brightwell. | ACQUIRES planned asserted
Valmora ne souhaite plus racheter Brightwell. | ACQUIRES abandoned asserted
Valmora a décidé de renoncer au rachat de Brightwell. | ACQUIRES abandoned asserted
Valmora menace de poursuivre Brightwell en justice. | THREATENS_LEGAL_ACTION threatened asserted
Valmora envisage une action en justice contre Brightwell. | THREATENS_LEGAL_ACTION threatened asserted
Valmora a porté plainte contre Brightwell. | SUES filed asserted
Valmora a assigné Brightwell devant le tribunal de commerce. | SUES filed asserted
Valmora dément négocier le rachat de Brightwell. | ACQUIRES negotiating denied
Valmora a démenti avoir racheté Brightwell. | ACQUIRES completed denied
Valmora n'a pas racheté Brightwell. | ACQUIRES completed denied
Valmora n'a jamais porté plainte contre Brightwell. | SUES filed denied
Valmora aurait racheté Brightwell. | ACQUIRES completed reported
Valmora serait en négociations pour racheter Brightwell. | ACQUIRES negotiating reported
Selon des sources proches du dossier, Valmora négocie le rachat de Brightwell. | ACQUIRES negotiating reported
Valmora va-t-il racheter Brightwell ? | nothing
Si Valmora rachetait Brightwell, les prix monteraient. | nothing
Valmora s'est refusé à commenter le rachat de Brightwell. | nothing
Valmora n'a pas souhaité commenter le rachat de Brightwell. | nothing
Sans la crise, Valmora aurait racheté Brightwell. | nothing
"""


def rows(text: str) -> list[list[str]]:
    """[sentence, what it says, why that fails]"""
    cut = (line.partition(" ! ") for line in text.strip().splitlines())
    return [[*(cell.strip() for cell in row.split(" | ")), why] for row, _, why in cut]


ROWS: dict[Language, list[list[str]]] = {"en": rows(ENGLISH), "fr": rows(FRENCH)}


@cache
def said() -> dict[str, set[str]]:
    """sentence -> "RELATION status stance" of each claim between the two parties."""
    articles = [Article(text, text, language) for language, some in ROWS.items() for text, *_ in some]
    return {found.article.id: {f"{claim.relation} {claim.status} {claim.stance}" for claim in found.claims
                               if ends(found, claim) == {"Valmora", "Brightwell"}}
            for found in extract(articles)}


def ends(found: Extraction, claim: Claim) -> set[str]:
    return {entity.name for entity in found.entities if entity.id in {claim.source, claim.target}}


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param(text, expected, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])
    for some in ROWS.values() for text, expected, why in some])
def test_stage_and_stance(text: str, expected: str) -> None:
    if expected == "nothing":
        assert said()[text] == set()
    else:
        assert any(one.startswith(expected) for one in said()[text]), said()[text]
