"""Wire style: tickers, braces, shouted headlines, datelines, names around their legal form."""

from __future__ import annotations

from datetime import date

import pytest

from extract.headlines import lowered
from extract.paragraphs import clean
from extract.pipeline import extract
from extract.types import Article

CLEANED = [
    ("Ombra {OMB.O} buys {Zenex Oil Pty Ltd}", "Ombra buys Zenex Oil Pty Ltd"),
    ("Ombra{OMB}BUYS", "Ombra BUYS"),
    ("for Ombra Inc {OMB}. Valmora", "for Ombra Inc . Valmora"),
    ("Ombra <OMB> and <Kestrel Oil Ltd>,  of\nRome", "Ombra and Kestrel Oil Ltd, of Rome"),
    ("Ombra (NYSE: OMB) and Valmora (VAL.PA)", "Ombra and Valmora"),
    ("Ombra (FCA) {eri.St.} x", "Ombra (FCA) x"),
]


@pytest.mark.parametrize(("text", "wanted"), CLEANED)
def test_clean_drops_tickers_and_keeps_places(text: str, wanted: str) -> None:
    cleaned, offsets = clean(text)
    assert cleaned == wanted
    assert all(text[at] == c or c == " " for c, at in zip(cleaned, offsets, strict=True))


def test_a_shouted_headline_is_written_as_its_body() -> None:
    body = "Ombra Devices Inc said that it buys the bank, and McAllister's shares."
    assert lowered(["OMBRA'S UNIT BUYS BANK OF MCALLISTER", body], {"unit", "of"}.__contains__) == [
        "Ombra's unit buys bank of McAllister", body]
    assert lowered(["OMBRA BUYS ITS RIVAL KESTREL"], str.islower) == ["Ombra Buys Its Rival Kestrel"]


WIRES = [
    ("OMBRA {OMB} TO BUY UTAH BANK\n    SALT LAKE CITY, March 4 - Ombra Bancorp Inc said it agreed to\nacquire"
     " Pellbrook Bancshares Inc for 25 mln dlrs in cash.\n    Terms were not told.\n", "Ombra Bancorp Inc",
     "Pellbrook Bancshares Inc"),
    ("Toronto, April 6 - North Ombra (Pacific) Ltd said it bought Stokes and Co Inc.", "North Ombra (Pacific) Ltd",
     "Stokes and Co Inc."),
    ("American Kestrel Inc said it acquired Borden's Inc.", "American Kestrel Inc", "Borden's Inc."),
    ("Valmora Corp's Kestrel Paper subsidiary said it agreed to acquire Ombra Ltd.", "Kestrel Paper", "Ombra Ltd."),
    ("Stokes and Harlow Inc said it has completed the purchase of Borg-Warden Service Inc.", "Stokes and Harlow Inc",
     "Borg-Warden Service Inc."),
    ("Ombra Corp said it completed the sale of its Kestrel Inns unit, excluding property, to Valmora Paper Inc.",
     "Valmora Paper Inc.", "Kestrel Inns"),
    ("A group of investors led by Ombra Partners agreed to buy Kestrel Mills.", "Ombra Partners", "Kestrel Mills"),
    ("Valmora Corp said it acquired the assets and customer base of Kestrel Systems Inc.", "Valmora Corp",
     "Kestrel Systems Inc."),
]


@pytest.mark.parametrize(("text", "buyer", "target"), WIRES)
def test_wires_name_buyer_and_target(text: str, buyer: str, target: str) -> None:
    found = next(iter(extract([Article(id="a", text=text, language="en", published=date(1987, 3, 4))])))
    names = {entity.id: entity.name for entity in found.entities}
    told = [(names[c.source], names[c.target or ""]) for c in found.claims if c.relation == "ACQUIRES"]
    assert told == [(buyer, target)]
