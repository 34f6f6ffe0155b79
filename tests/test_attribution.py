"""Who says it, and whether it is hearsay; each row names the construction."""

from __future__ import annotations

import pytest

from extract.attribution import attribution, is_hearsay
from extract.types import Language
from tests.casting import cast_of, place

# construction, text, word of the predicate, (name, mode) or None, hearsay
EN = [
    ("nobody", "Kestrel Foods bought Ombara in 2019.", "bought", None, False),
    ("company, before", "Kestrel Foods said it would buy Ombara.", "buy", ("Kestrel Foods", "indirect"), False),
    ("company, after", "Kestrel Foods will buy Ombara, the company said.", "buy", ("Kestrel Foods", "indirect"), False),
    ("announced", "Kestrel Foods announced that it had acquired Ombara.", "acquired", ("Kestrel Foods", "indirect"),
     False),
    ("accused", "Kestrel Foods accused Ombara of copying its design.", "copying", ("Kestrel Foods", "indirect"), False),
    ("quoted person", '"We will buy Ombara," said Jane Roe, chief executive of Kestrel Foods.', "buy",
     ("Jane Roe", "direct"), False),
    ("quote, speaker first", 'Jane Roe said: "We will certainly buy Ombara next year."', "buy", ("Jane Roe", "direct"),
     False),
    ("quote goes on", '"We will buy Ombara," said Jane Roe. "We will also sell Velmont in the spring."', "sell",
     ("Jane Roe", "direct"), False),
    ("people familiar", "Kestrel Foods is in talks to buy Ombara, according to people familiar with the matter.", "buy",
     ("sources", "anonymous"), True),
    ("sources said", "Kestrel Foods is weighing a bid, sources said.", "weighing", ("sources", "anonymous"), True),
    ("a person", "Kestrel Foods will buy Ombara, a person close to the talks said.", "buy", ("sources", "anonymous"),
     True),
    ("people told an outlet", "Kestrel Foods will buy Ombara, people close to the talks told the Financial Times.",
     "buy", ("Financial Times", "anonymous"), True),
    ("outlet", "Bloomberg reported that Kestrel Foods had acquired Ombara.", "acquired", ("Bloomberg", "indirect"),
     True),
    ("outlet, after", "Kestrel Foods will buy Ombara, the Wall Street Journal reported.", "buy",
     ("Wall Street Journal", "indirect"), True),
    ("outlet, as", "Kestrel Foods acquired Ombara, as Reuters reported on Monday.", "acquired", ("Reuters", "indirect"),
     True),
    ("outlet, according", "According to Bloomberg, Kestrel Foods acquired Ombara.", "acquired",
     ("Bloomberg", "indirect"), True),
    ("outlet citing", "Kestrel Foods acquired Ombara, Reuters reported, citing sources.", "acquired",
     ("Reuters", "anonymous"), True),
    ("outlet on itself", "The New York Times said it would sue Ombara.", "sue", ("New York Times", "indirect"), False),
    ("outlet as a party", "The New York Times sued Ombara on Monday.", "sued", None, False),
    ("reportedly", "Kestrel Foods reportedly acquired Ombara.", "acquired", None, True),
    ("is said to", "Kestrel Foods is said to be acquiring Ombara.", "acquiring", ("sources", "anonymous"), True),
    ("court paper", "Kestrel Foods acquired Ombara, according to a court filing.", "acquired",
     ("court filing", "indirect"), False),
    ("statement", "Kestrel Foods acquired Ombara, according to a statement from Velmont Bank.", "acquired",
     ("Velmont Bank", "indirect"), False),
    ("analysts", "Kestrel Foods could buy Ombara, analysts said.", "buy", ("analysts", "anonymous"), True),
    ("told an outlet itself", "Kestrel Foods told Reuters it would buy Ombara.", "buy", ("Kestrel Foods", "indirect"),
     False),
    ("saying is not of this clause", "Kestrel Foods, which said it was pleased, acquired Ombara.", "acquired", None,
     False),
    ("next sentence", "Kestrel Foods acquired Ombara. Bloomberg reported strong profits.", "acquired", None, False),
    ("headline outlet", "Kestrel Foods in talks to buy Ombara - WSJ || Kestrel Foods closed.", "buy",
     ("Wall Street Journal", "indirect"), True),
    ("headline sources", "Kestrel Foods in talks to buy Ombara: sources || Kestrel Foods closed.", "buy",
     ("sources", "anonymous"), True),
    ("outlet over company", "Bloomberg reported that Kestrel Foods said it would buy Ombara.", "buy",
     ("Kestrel Foods", "indirect"), True),
    ("short quoted words", 'Kestrel Foods called the offer "too low" and rejected it.', "rejected", None, False),
    ("the authority", "The Federal Trade Commission said it would investigate Ombara.", "investigate",
     ("Federal Trade Commission", "indirect"), False),
]

FR = [
    ("personne", "Kestrel a racheté Ombara en 2019.", "racheté", None, False),
    ("annonce", "Kestrel a annoncé avoir racheté Ombara.", "racheté", ("Kestrel", "indirect"), False),
    ("annonce que", "Kestrel a annoncé qu'il rachèterait Ombara.", "rachèterait", ("Kestrel", "indirect"), False),
    ("incise, groupe", "Kestrel a racheté Ombara, a annoncé le groupe.", "racheté", ("Kestrel", "indirect"), False),
    ("citation", "« Nous allons racheter Ombara », a déclaré Jeanne Roux, directrice générale de Kestrel.", "racheter",
     ("Jeanne Roux", "direct"), False),
    ("citation, avant", "Jeanne Roux a déclaré : « Nous allons racheter Ombara au printemps. »", "racheter",
     ("Jeanne Roux", "direct"), False),
    ("selon un titre", "Selon le Financial Times, Kestrel rachèterait Ombara.", "rachèterait",
     ("Financial Times", "indirect"), True),
    ("d'après", "D'après Les Échos, Kestrel va racheter Ombara.", "racheter", ("Les Échos", "indirect"), True),
    ("selon, à la fin", "Kestrel va racheter Ombara, selon Bloomberg.", "racheter", ("Bloomberg", "indirect"), True),
    ("sources proches", "Kestrel va racheter Ombara, selon des sources proches du dossier.", "racheter",
     ("sources", "anonymous"), True),
    ("source d'un titre", "Kestrel va racheter Ombara, selon une source citée par Reuters.", "racheter",
     ("Reuters", "anonymous"), True),
    ("personnes", "Kestrel va racheter Ombara, selon des personnes au fait des discussions.", "racheter",
     ("sources", "anonymous"), True),
    ("rapporte", "Kestrel envisage de racheter Ombara, rapporte Les Échos.", "racheter", ("Les Échos", "indirect"),
     True),
    ("a révélé", "Kestrel va racheter Ombara, a révélé Le Monde.", "racheter", ("Le Monde", "indirect"), True),
    ("comme l'a", "Kestrel a racheté Ombara, comme l'a révélé Le Monde.", "racheté", ("Le Monde", "indirect"), True),
    ("titre principal", "Bloomberg rapporte que Kestrel a racheté Ombara.", "racheté", ("Bloomberg", "indirect"), True),
    ("source citée", "Une source du Financial Times a déclaré : « Nous poursuivrons Ombara en justice. »", "Ombara",
     ("Financial Times", "anonymous"), True),
    ("titre sur lui-même", "Le Monde a annoncé qu'il poursuivrait Ombara.", "poursuivrait", ("Le Monde", "indirect"),
     False),
    ("selon elle-même", "Selon Kestrel, Ombara a copié ses produits.", "copié", ("Kestrel", "indirect"), False),
    ("document", "Kestrel a racheté Ombara, selon un document judiciaire.", "racheté",
     ("document", "indirect"), False),
    ("communiqué", "Kestrel a racheté Ombara, selon un communiqué de Velmont.", "racheté", ("Velmont", "indirect"),
     False),
    ("analystes", "Kestrel pourrait racheter Ombara, selon des analystes.", "racheter", ("analystes", "anonymous"),
     True),
    ("accuse", "Kestrel accuse Ombara d'avoir copié ses produits.", "copié", ("Kestrel", "indirect"), False),
    ("relative", "Kestrel, qui a dit sa satisfaction, a racheté Ombara.", "racheté", None, False),
    ("phrase suivante", "Kestrel a racheté Ombara. Bloomberg rapporte de bons résultats.", "racheté", None, False),
    ("manchette", "Kestrel va racheter Ombara - Les Échos || Kestrel a fermé.", "racheter", ("Les Échos", "indirect"),
     True),
    ("manchette, sources", "Kestrel va racheter Ombara : sources || Kestrel a fermé.", "racheter",
     ("sources", "anonymous"), True),
    ("apparemment", "Kestrel aurait apparemment racheté Ombara.", "racheté", None, True),
    ("citation qui continue", "« Nous allons racheter Ombara », a dit Jeanne Roux. « Nous allons aussi vendre Velmont "
     "au printemps. »", "vendre", ("Jeanne Roux", "direct"), False),
    ("autorité", "La Commission européenne a annoncé avoir sanctionné Ombara.", "sanctionné",
     ("Commission européenne", "indirect"), False),
]

FAILING: dict[str, str] = {}


def _rows(language: Language, table: list[tuple[str, str, str, tuple[str, str] | None, bool]]) -> list[object]:
    return [pytest.param(language, *row[1:], id=f"{language}-{row[0]}",
                         marks=[pytest.mark.xfail(reason=FAILING[row[0]])] if row[0] in FAILING else [])
            for row in table]


@pytest.mark.parametrize(("language", "text", "word", "who", "hearsay"), [*_rows("en", EN), *_rows("fr", FR)])
def test_attribution(language: Language, text: str, word: str, who: tuple[str, str] | None, hearsay: bool) -> None:
    cast = cast_of(text, language)
    index, token = place(cast, word)
    paragraph = cast.paragraphs[index]
    sentence = paragraph.doc[token].sent
    where = (cast, paragraph, sentence.start, sentence.end, token)
    found = attribution(*where)
    assert ((found.name, found.mode) if found else None, is_hearsay(*where)) == (who, hearsay)


def test_an_attributed_party_is_an_entity() -> None:
    cast = cast_of("Kestrel Foods said it would buy Ombara.", "en")
    index, token = place(cast, "buy")
    found = attribution(cast, cast.paragraphs[index], 0, 9, token)
    assert found is not None and found.entity in {e.id for e in cast.entities()}
