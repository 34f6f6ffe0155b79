"""Who is meant: descriptions, pronouns, short names, units, metonymy; each row names the construction."""

from __future__ import annotations

import pytest

from extract.types import EntityKind, Language
from tests.casting import ANY, FIRMS, cast_of, names, place

TO_BUY: tuple[EntityKind, ...] = ("company", "unit", "publisher")
AUTHORITY: tuple[EntityKind, ...] = ("public_body", "court")

# construction, text, head of the phrase, who
EN = [
    ("plain, subject", "Kestrel Foods agreed to buy Ombara. The company will pay cash.", "company", ["Kestrel Foods"]),
    ("plain, other argument barred", "Kestrel Foods bought Ombara last year. Ombara accused the company of fraud.",
     "company", ["Kestrel Foods"]),
    ("plain, part of barred subject", "Velmont sells Ombara || Velmont closed the sale. Velmont keeps 40% of the "
     "company.", "company", ["Ombara"]),
    ("indefinite", "Kestrel Foods agreed to buy a company in Spain.", "company", []),
    ("two would do", "Talks between Kestrel Foods and Ombara collapsed. Analysts say the company is weak.", "company",
     []),
    ("combined", "Kestrel Foods will merge with Ombara. The combined company will sell snacks.", "company", []),
    ("restricted", "Kestrel Foods bought Ombara. Velmont praised the company that makes the engines.", "company", []),
    ("the two", "Kestrel Foods agreed to buy Ombara. The two companies expect to close soon.", "companies",
     ["Kestrel Foods", "Ombara"]),
    ("both", "Kestrel Foods and Ombara are in talks. Both groups declined to comment.", "groups",
     ["Kestrel Foods", "Ombara"]),
    ("both, three in sight", "Kestrel Foods, Ombara and Velmont are in talks. Both groups declined to comment.",
     "groups", []),
    ("nationality learnt", "French group Ombara sued Kestrel Foods. The French company wants damages.", "company",
     ["Ombara"]),
    ("place learnt", "Ombara, a Seattle-based retailer, sued Kestrel Foods. A judge heard the Seattle company.",
     "company", ["Ombara"]),
    ("trade learnt", "Kestrel Foods sued Ombara, a photo agency. Pictures belong to the agency.", "agency", ["Ombara"]),
    ("trade not learnt", "Kestrel Foods sued Ombara. Shares of the jeweller fell.", "jeweller", []),
    ("maker of a listed product", "Kestrel Foods sued Microsoft. The Windows maker denied it.", "maker", ["Microsoft"]),
    ("maker learnt", "Ombara, the maker of Zephyrix, sued Kestrel Foods. Velmont backs the Zephyrix maker.", "maker#2",
     ["Ombara"]),
    ("seat", "Kestrel Foods sued Microsoft and Apple. The Redmond giant denied it.", "giant", ["Microsoft"]),
    ("start-up", "Kestrel Foods backs start-up Ombara || Kestrel Foods invested in Ombara, a Paris start-up. "
     "Velmont owns part of the start-up.", "start#3", ["Ombara"]),
    ("its rival", "Kestrel Foods made an offer for Ombara. Kestrel Foods wants to buy its rival.", "rival", ["Ombara"]),
    ("its target", "Kestrel Foods wants to buy Ombara. The company will pay its target cash.", "target", ["Ombara"]),
    ("its rival, none named", "Kestrel Foods wants to buy its rival.", "rival", []),
    ("it, subject goes on", "Kestrel Foods bought Ombara. It will close plants.", "It", ["Kestrel Foods"]),
    ("it, reported", "Kestrel Foods said it would sue Ombara.", "it", ["Kestrel Foods"]),
    ("it, expletive", "Kestrel Foods bought Ombara. It is expected that prices will rise.", "It", []),
    ("it, the deal", "Kestrel Foods bought Ombara. It would be its largest purchase.", "It", []),
    ("they", "Kestrel Foods and Ombara agreed to merge. They will close plants.", "They", ["Kestrel Foods", "Ombara"]),
    ("they, one subject", "Kestrel Foods bought Ombara. They will close plants.", "They", []),
    ("its", "Kestrel Foods sold its mill to Ombara.", "its", ["Kestrel Foods"]),
    ("relative", "Kestrel Foods, which sued Ombara, closed.", "which", ["Kestrel Foods"]),
    ("latter", "Kestrel Foods sued Ombara. The latter denied it.", "latter", ["Ombara"]),
    ("short name", "Kestrel Foods closed. Kestrel sued Ombara.", "Kestrel#2", ["Kestrel Foods"]),
    ("legal form", "Ombara Inc. closed. Ombara sued Velmont.", "Ombara#2", ["Ombara Inc."]),
    ("acronym in brackets", "Velmont Trade Office (VTO) met. VTO sued Ombara.", "VTO#2", ["Velmont Trade Office"]),
    ("known as", "Kestrel Foods, also known as Kesfo, met. Kesfo sued Ombara.", "Kesfo#2", ["Kestrel Foods"]),
    ("the company, known as", "Velmont Trade Office met. Ombara will pay the company, known as VTO. VTO sued Ombara.",
     "VTO#2", ["Velmont Trade Office"]),
    ("acronym before its bracket", "VTO sues Ombara || Velmont Trade Office (VTO) met.", "VTO",
     ["Velmont Trade Office"]),
    ("body of a country", "Ombara sued the Rail Agency of South Africa.", "Agency", ["Rail Agency of South Africa"]),
    ("organ", "The board of Kestrel Foods accepted an offer.", "board", ["Kestrel Foods"]),
    ("regulator", "The Federal Trade Commission sued Kestrel Foods. The agency wants a ban.", "agency",
     ["Federal Trade Commission"]),
    ("newspaper", "The New York Times sued Kestrel Foods. Lawyers for the newspaper filed papers.", "newspaper",
     ["New York Times"]),
    ("defined term", "Kestrel Foods sued Ombara. In 2012 the Company sold a mill.", "Company", []),
    ("we in a quote", '"We will sue Velmont," said Jane Roe, chief executive of Ombara.', "We", ["Ombara"]),
    ("we, nobody speaks", "On April 2 we acquired Ombara.", "we", []),
    ("unknown name", "Zorvane acquired Ombara.", "Zorvane", ["Zorvane"]),
    ("product for its owner", "Kestrel Foods signed a contract with Azure.", "Azure", ["Microsoft"]),
    ("known product where none is wanted", "Kestrel Foods praised Stable Diffusion.", "Kestrel", ["Kestrel Foods"]),
    ("three-name list", "Kestrel Foods, Ombara and Velmont sued. The three companies want damages.", "companies",
     ["Kestrel Foods", "Ombara", "Velmont"]),
    ("start-up, read as a verb", "Kestrel Foods backs start-up Ombara || Kestrel Foods invested in Ombara, a Paris "
     "start-up. Velmont gave the start-up cash.", "start#3", ["Ombara"]),
    ("the judge heard", "Ombara, a Seattle-based retailer, sued Kestrel Foods. A judge heard the Seattle company.",
     "company", ["Ombara"]),
    ("the former group owner", "Kestrel Foods sold Ombara to Velmont. Workers thanked the new owner.", "owner", []),
]

FR = [
    ("simple, sujet", "Kestrel rachète Ombara || Kestrel a racheté Ombara. Le groupe paiera comptant.", "groupe",
     ["Kestrel"]),
    ("autre argument exclu", "Kestrel a racheté Ombara. Ombara accuse la société de fraude.", "société", ["Kestrel"]),
    ("indéfini", "Kestrel a racheté une société en Espagne.", "société", []),
    ("deux possibles", "Les discussions entre Kestrel et Ombara ont échoué. Les analystes jugent la société fragile.",
     "société", []),
    ("fusionné", "Kestrel va fusionner avec Ombara. Le groupe fusionné vendra des biscuits.", "groupe", []),
    ("qui porte son nom", "Kestrel a repris Ombara. Jean Dubosc dirige l'entreprise qui porte son nom.", "entreprise",
     []),
    ("les deux groupes", "Kestrel a racheté Ombara. Les deux groupes espèrent conclure bientôt.", "groupes",
     ["Kestrel", "Ombara"]),
    ("les entreprises", "Kestrel et Ombara négocient. Les entreprises n'ont pas commenté.", "entreprises",
     ["Kestrel", "Ombara"]),
    ("trois en vue", "Kestrel, Ombara et Velmont négocient. Les deux groupes n'ont pas commenté.", "groupes", []),
    ("pluriel vague", "Kestrel a racheté Ombara. Les éditeurs protestent.", "éditeurs", []),
    ("nationalité apprise", "Le groupe espagnol Ombara a assigné Kestrel. Le groupe espagnol réclame des dommages.",
     "groupe#2", ["Ombara"]),
    ("nationalité nom", "Le groupe espagnol Ombara a assigné Kestrel. L'espagnol réclame des dommages.", "espagnol#2",
     ["Ombara"]),
    ("métier appris", "Kestrel a assigné le joaillier Ombara. Le titre du joaillier recule.", "joaillier#2",
     ["Ombara"]),
    ("métier non appris", "Kestrel a assigné Ombara. Le titre du brasseur recule.", "brasseur", []),
    ("derrière un produit", "Kestrel investit dans la société derrière ChatGPT.", "société", ["OpenAI"]),
    ("fabricant", "Kestrel a assigné Microsoft. Le fabricant de Windows conteste.", "fabricant", ["Microsoft"]),
    ("éditeur appris", "Ombara, éditeur de Zephyrix, a assigné Kestrel. Velmont soutient l'éditeur de Zephyrix.",
     "éditeur#2", ["Ombara"]),
    ("géant de", "Kestrel a assigné Microsoft et Apple. Le géant de Redmond conteste.", "géant", ["Microsoft"]),
    ("firme de", "Kestrel a assigné Microsoft et Apple. La firme de Cupertino conteste.", "firme", ["Apple"]),
    ("son rival", "Kestrel a présenté une offre sur Ombara. Kestrel veut racheter son rival.", "rival", ["Ombara"]),
    ("sa cible", "Kestrel veut racheter Ombara. Le groupe paiera sa cible comptant.", "cible", ["Ombara"]),
    ("son rival, aucun", "Kestrel veut racheter son rival.", "rival", []),
    ("elle, sujet suivi", "Kestrel a racheté Ombara. Elle fermera des usines.", "Elle", ["Kestrel"]),
    ("il, discours", "Kestrel a dit qu'il poursuivrait Ombara.", "il", ["Kestrel"]),
    ("il impersonnel", "Kestrel a racheté Ombara. Il s'agit d'une première.", "Il", []),
    ("ils", "Kestrel et Ombara ont décidé de fusionner. Ils fermeront des usines.", "Ils", ["Kestrel", "Ombara"]),
    ("ses", "Kestrel a cédé ses usines à Ombara.", "ses", ["Kestrel"]),
    ("qui", "Kestrel, qui a assigné Ombara, ferme.", "qui", ["Kestrel"]),
    ("ce dernier", "Kestrel poursuit Ombara. Ce dernier a contesté la plainte.", "dernier", ["Ombara"]),
    ("ce dernier, verbe lu comme nom", "Kestrel poursuit Ombara. Ce dernier conteste.", "dernier", ["Ombara"]),
    ("le groupe et son patron", "Groupe Gorlin a racheté Ombara. « C'est historique », a dit Raphaël Gorlin, PDG de "
     "Groupe Gorlin.", "Groupe", ["Groupe Gorlin"]),
    ("géant coordonné", "L'Oréal rachète la beauté de Kering || Kering et L'Oréal ont dévoilé une alliance. Le géant "
     "des cosmétiques paiera comptant.", "géant", ["L'Oréal"]),
    ("ce dernier, nom commun", "Kestrel poursuit Ombara. Le dernier trimestre fut mauvais.", "dernier", []),
    ("nom court", "Kestrel Semences a fermé. Kestrel a poursuivi Ombara.", "Kestrel#2", ["Kestrel Semences"]),
    ("conseil", "Le conseil d'administration de Kestrel a accepté l'offre.", "conseil", ["Kestrel"]),
    ("la société X", "La société Ombara a racheté Kestrel.", "société", ["Ombara"]),
    ("le fonds X", "Kestrel a été vendu au fonds Ombara.", "fonds", ["Ombara"]),
    ("exécutif européen", "Kestrel a racheté Ombara. L'exécutif européen a ouvert une enquête.", "exécutif",
     ["European Commission"]),
    ("régulateur", "L'Autorité de la concurrence a sanctionné Kestrel. Le régulateur reproche une entente.",
     "régulateur", ["Autorité de la concurrence"]),
    ("quotidien", "Le quotidien Le Monde a assigné Kestrel. Le journal réclame des dommages.", "journal",
     ["Le Monde"]),
    ("nous cité", "« Nous poursuivrons Velmont », a déclaré Jeanne Roux, directrice générale d'Ombara.", "Nous",
     ["Ombara"]),
    ("produit pour son propriétaire", "Kestrel a signé un contrat avec Azure.", "Azure", ["Microsoft"]),
    ("nom inconnu", "Zorvane a racheté Ombara.", "Zorvane", ["Zorvane"]),
    ("le groupe, après incise", "Kestrel a racheté Ombara, a annoncé le groupe.", "groupe", ["Kestrel"]),
    ("propriétaire", "Kestrel a assigné Meta. Le propriétaire d'Instagram conteste.", "propriétaire", ["Meta"]),
]

FAILING: dict[str, str] = {
    "start-up, read as a verb": "the English parser takes 'start' for a verb",
    "géant coordonné": "what a company makes is known only where the article says it",
}


def _rows(language: Language, table: list[tuple[str, str, str, list[str]]]) -> list[object]:
    return [pytest.param(language, text, word, who, id=f"{language}-{label}",
                         marks=[pytest.mark.xfail(reason=FAILING[label])] if label in FAILING else [])
            for label, text, word, who in table]


@pytest.mark.parametrize(("language", "text", "word", "who"), [*_rows("en", EN), *_rows("fr", FR)])
def test_meant(language: Language, text: str, word: str, who: list[str]) -> None:
    cast = cast_of(text, language)
    kinds = ANY if "authority" in word else (*FIRMS, *AUTHORITY)
    assert names(cast, word, kinds) == who


UNITS = [
    ("en", "Kestrel Foods sold its aircraft leasing unit to Ombara.", "unit", "aircraft leasing unit", "Kestrel Foods"),
    ("en", "Ombara bought the cloud business of Kestrel Foods.", "business", "cloud business", "Kestrel Foods"),
    ("en", "Ombara bought 650 video centers from Velmont.", "centers", "650 video centers", None),
    ("en", "Ombara bought assets of Kestrel Foods.", "assets", "assets", "Kestrel Foods"),
    ("en", "Ombara acquired Kestrel Foods' snack division.", "division", "snack division", "Kestrel Foods"),
    ("en", "Ombara bought the unit.", "unit", None, None),
    ("fr", "Kestrel a cédé ses activités de télévision à Ombara.", "activités", "activités de télévision", "Kestrel"),
    ("fr", "Ombara rachète la branche cosmétique de Kestrel.", "branche", "branche cosmétique", "Kestrel"),
    pytest.param("fr", "Ombara rachète la branche biscuits de Kestrel.", "branche", "branche biscuits", "Kestrel",
                 marks=pytest.mark.xfail(reason="the French tagger takes 'biscuits' for a verb")),
    ("fr", "Kestrel vend 12 magasins à Ombara.", "magasins", "12 magasins", None),
    ("fr", "Ombara reprend la division énergie de Kestrel.", "division", "division énergie", "Kestrel"),
    ("fr", "Ombara a racheté l'usine.", "usine", None, None),
]


@pytest.mark.parametrize(("language", "text", "word", "name", "owner"), UNITS)
def test_units(language: Language, text: str, word: str, name: str | None, owner: str | None) -> None:
    cast = cast_of(text, language)
    parties = cast.parties(*place(cast, word), TO_BUY)
    cast.settle(parties)
    by_id = {e.id: e for e in cast.entities()}
    assert [by_id[p.entity].name for p in parties] == ([name] if name else [])
    assert [by_id[p.owner].name if p.owner else None for p in parties] == ([owner] if name else [])


def test_metonymy_only_for_authorities() -> None:
    cast = cast_of("Brussels opened a probe into Kestrel Foods.", "en")
    assert names(cast, "Brussels", AUTHORITY) == ["European Commission"]


def test_a_known_kind_outside_the_role_gives_nobody() -> None:
    cast = cast_of("The Federal Trade Commission met Microsoft.", "en")
    assert cast.parties(*place(cast, "Commission"), ("company",)) == ()
    assert names(cast, "Microsoft", AUTHORITY) == []


def test_one_entity_for_all_its_names() -> None:
    cast = cast_of("Kestrel Foods Inc. sued Ombara. Kestrel wants damages. Kestrel Foods said so.", "en")
    kestrel = next(e for e in cast.entities() if e.name.startswith("Kestrel"))
    assert (kestrel.name, kestrel.aliases) == ("Kestrel Foods Inc.", ("Kestrel", "Kestrel Foods"))
    text = cast.article.text
    assert all(text[m.start:m.end] == m.text for m in kestrel.mentions)
    assert [m.start for m in kestrel.mentions] == sorted({m.start for m in kestrel.mentions})


def test_ids_do_not_depend_on_what_is_asked_first() -> None:
    text = "Zorvane acquired Ombara. Zorvane will close plants."
    one, two = cast_of(text, "en"), cast_of(text + " ", "en")
    asked = [c.parties(*place(c, w), ("company",)) for c, w in ((one, "Zorvane#1"), (one, "Ombara"), (two, "Ombara"),
                                                               (two, "Zorvane#1"))]
    assert asked[0][0].entity == asked[3][0].entity and asked[1][0].entity == asked[2][0].entity
