"""Who is named: kinds, edges and what must never become a party. Real models."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from extract import mentions
from extract.mentions import Name
from extract.paragraphs import Paragraph
from extract.parse import parse
from extract.types import Article, Language


@cache
def read(text: str, language: Language) -> tuple[list[Paragraph], list[list[Name]]]:
    (paragraphs,) = parse([Article("a", text, language)], language)
    return paragraphs, mentions.consistent(paragraphs, [mentions.find_names(p) for p in paragraphs])


def named(text: str, language: Language, sure: bool = True) -> dict[str, str | None]:
    paragraphs, names = read(text, language)
    return {p.doc[n.start:n.end].text: n.kind for p, found in zip(paragraphs, names, strict=True)
            for n in found if n.sure or not sure}


FOUND: list[tuple[Language, str, str, str, str | None]] = [
    # what it is about, text, name, kind
    ("fr", "bare name after 'société'",
     "La société Trévalix a été placée en redressement judiciaire.", "Trévalix", "company"),
    ("fr", "bare name after 'start-up'", "La start-up Korvane a levé 12 millions d'euros.", "Korvane", "company"),
    ("fr", "court", "Le tribunal de commerce de Nanterre a ouvert une procédure contre Lumeris.",
     "tribunal de commerce de Nanterre", "court"),
    ("fr", "court of appeal",
     "L'affaire a été portée devant la cour d'appel de Versailles.", "cour d'appel de Versailles", "court"),
    ("fr", "authority in lower case", "L'Autorité de la concurrence a infligé une amende à Apple.",
     "Autorité de la concurrence", "public_body"),
    ("fr", "an article inside what is tagged",
     "Apple a déposé un recours devant le Tribunal de l'Union européenne contre la Commission européenne, qui lui a "
     "infligé une amende.", "Commission européenne", "public_body"),
    ("fr", "acronym in brackets", "L'Autorité des marchés financiers (AMF) enquête sur Atos.", "AMF", "public_body"),
    ("fr", "acronym that means another body elsewhere",
     "Fiat Chrysler Automobiles (FCA) a proposé une fusion à Renault. FCA attend une réponse.", "FCA", None),
    ("fr", "fund by its word", "Le fonds Ardelane a pris une participation dans Valneva.", "Ardelane", "fund"),
    ("fr", "person by title", "M. Delorme a démissionné de Danone.", "Delorme", "person"),
    ("fr", "person, not the firm of that name", "Vincent Bolloré contrôle Vivendi.", "Vincent Bolloré", "person"),
    ("fr", "legal form belongs to the name", "Orange SA a racheté Basefarm.", "Orange SA", "company"),
    ("fr", "explained", "Zephirion, qui fabrique des drones, a été racheté par Safran.", "Zephirion", "company"),
    ("en", "legal form", "Quorvex Inc. agreed to buy Dalmere Ltd for $40 million.", "Quorvex Inc.", "company"),
    ("en", "legal form behind a comma", "Shares of Talbrook Foods, Inc. rose.", "Talbrook Foods, Inc.", "company"),
    ("en", "head word", "Harrowgate Bank sued its auditor.", "Harrowgate Bank", "company"),
    ("en", "fund", "Brindlewood Capital took a stake in Getty Images.", "Brindlewood Capital", "fund"),
    ("en", "authority and acronym", "The Federal Trade Commission (FTC) sued Meta.", "FTC", "public_body"),
    ("en", "court",
     "A judge at the Delaware Court of Chancery ruled for Twitter.", "Delaware Court of Chancery", "court"),
    ("en", "person", "Mr Ellery said Kestrova would appeal.", "Ellery", "person"),
    ("en", "explained", "Kestrova, which makes batteries, was bought by Siemens.", "Kestrova", "company"),
    ("en", "dot inside", "Tokenvale.com agreed to be bought by Siemens.", "Tokenvale.com", None),
    ("fr", "hyphen inside", "La société Trev-Azur a été rachetée par Safran.", "Trev-Azur", "company"),
    ("en", "two listed names joined", "The brands range from Citroën and Opel to Jeep.", "Citroën", "company"),
    ("en", "possessive", "Microsoft's purchase of Activision Blizzard was approved.", "Microsoft", "company"),
]


@pytest.mark.parametrize(("language", "case", "text", "name", "kind"), FOUND, ids=[f"{c[0]}: {c[1]}" for c in FOUND])
def test_found(language: Language, case: str, text: str, name: str, kind: str | None) -> None:
    found = named(text, language)
    assert name in found
    assert found[name] == kind


NONE: list[tuple[Language, str, str, set[str]]] = [
    ("fr", "nationality, weekday, month, country",
     "Lundi, le gouvernement français a dit en Avril que l'Allemagne attendait.",
     {"Lundi", "Avril", "Allemagne", "français"}),
    ("fr", "a sentence's first word",
     "But marqué hier. Selon nos informations, rien ne change. Total des ventes en hausse.",
     {"But", "Selon", "Total"}),
    ("en", "nationality, weekday, month, country", "On Monday the French minister met German firms in April.",
     {"Monday", "French", "German", "April"}),
    ("en", "words of filings", "The Board of Directors approved the Merger Agreement and the Common Stock dividend.",
     {"Board of Directors", "Merger Agreement", "Common Stock"}),
    ("en", "a word inside another name", "Drilling in the North Sea stopped.", {"Sea"}),
]


@pytest.mark.parametrize(("language", "case", "text", "never"), NONE, ids=[f"{c[0]}: {c[1]}" for c in NONE])
def test_never_a_party(language: Language, case: str, text: str, never: set[str]) -> None:
    assert not never & set(named(text, language, sure=False))


def test_a_name_known_once_is_known_throughout() -> None:
    text = "La start-up Korvane lève des fonds.\n\nSelon nos sources, Korvane vise l'étranger.\n\nKorvane recrute."
    _, names = read(text, "fr")
    assert [[(n.kind, n.sure) for n in found] for found in names] == [[("company", True)]] * 3


@pytest.mark.parametrize(("text", "word", "name"), [
    ("Nothing links Pellbrook Trust & Savings with the fire.", "Savings", "Pellbrook Trust & Savings"),
    ("Shares were sold to Varnholt on Tuesday.", "Varnholt", "Varnholt"),
    ("Shares were sold to Varnholt on Tuesday.", "Tuesday", None),
    ("Shares were sold to Varnholt on Tuesday.", "Shares", None),
])
def test_name_at(text: str, word: str, name: str | None) -> None:
    (paragraph,), _ = read(text, "en")
    token = next(t.i for t in paragraph.doc if t.text == word)
    found = mentions.name_at(paragraph, token)
    assert (paragraph.doc[found.start:found.end].text if found else None) == name


def test_names_do_not_overlap_and_come_in_order() -> None:
    text = "Bouygues, RTL Group, TF1 et M6 ont saisi la Cour de justice de l'Union européenne, selon Les Échos."
    (paragraph,), _ = read(text, "fr")
    spans = [(n.start, n.end) for n in mentions.find_names(paragraph)]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
