"""Sums of money: one line a case, ``kind | text | span | value currency [bound] [of]``."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from extract.amounts import find_amounts, find_percents, measures
from extract.numerals import number

ENGLISH = """
agency sign | paid $50 million for it | $50 million | 50000000 USD
agency sign | a $1.5 trillion fund | $1.5 trillion | 1500000000000 USD
agency sign, joined scale | raised €80m in a round | €80m | 80000000 EUR round
agency sign, joined scale | a £2.5bn bid | £2.5bn | 2500000000 GBP price
agency sign, capital scale | worth $5B today | $5B | 5000000000 USD valuation
agency sign, thousand | a $200k grant | $200k | 200000 USD
thousands | costs $48,210 now | $48,210 | 48210 USD
thousands | got $1,234,567.89 back | $1,234,567.89 | 1234567.89 USD
thousands, blanks | paid 10 000 euros | 10 000 euros | 10000 EUR
tokenised | had $ 19 million left | $ 19 million | 19000000 USD
tokenised article | for a $ 4 million house | $ 4 million | 4000000 USD
stray blank | a gap of 4 . 2 billion yen | 4 . 2 billion yen | 4200000000 JPY
qualified dollar | HK$5.2bn of shares | HK$5.2bn | 5200000000 HKD
qualified dollar | US$1.2m was lost | US$1.2m | 1200000 USD
qualified dollar | a A$300 million mine | A$300 million | 300000000 AUD
qualified dollar, apart | the c $ 45 million charge | c $ 45 million | 45000000 CAD
qualified dollar, apart | a us $ 7 billion contract | us $ 7 billion | 7000000000 USD order
qualified dollar, after | pay $5 million CAD | $5 million CAD | 5000000 CAD
code before | EUR50m of notes | EUR50m | 50000000 EUR debt
code before | CHF 20 million | CHF 20 million | 20000000 CHF
code after | earned 300 SEK | 300 SEK | 300 SEK
name | 214 million pounds | 214 million pounds | 214000000 GBP
name | 3 million euros | 3 million euros | 3000000 EUR
name with adjective | 65 million Australian dollars | 65 million Australian dollars | 65000000 AUD
name with adjective | 40 million Swiss francs | 40 million Swiss francs | 40000000 CHF
name, open country | 126 million pesos | 126 million pesos | 126000000 -
plain yen | down to 275,640 yen | 275,640 yen | 275640 JPY
India | Rs 500 crore of debt | Rs 500 crore | 5000000000 INR debt
India | Rs 2 lakh crore | Rs 2 lakh crore | 2000000000000 INR
India | 3 lakh rupees | 3 lakh rupees | 300000 INR
wire 1987 | for 25 mln dlrs | 25 mln dlrs | 25000000 USD
wire 1987 | 30 mln Canadian dlrs | 30 mln Canadian dlrs | 30000000 CAD
wire 1987 | 244 MLN STG | 244 MLN STG | 244000000 GBP
wire 1987 | two billion dlrs | two billion dlrs | 2000000000 USD
wire 1987, fraction | traded at 15-1/4 dlrs | 15-1/4 dlrs | 15.25 USD
words, hyphens | gap of half-a-billion dollars | half-a-billion dollars | 500000000 USD
words, fraction | a quarter of a billion dollars | a quarter of a billion dollars | 250000000 USD
words | had lost six million yen | six million yen | 6000000 JPY
words | half a billion dollars | half a billion dollars | 500000000 USD
words | one and a half billion euros | one and a half billion euros | 1500000000 EUR
words | twenty-five million dollars | twenty-five million dollars | 25000000 USD
words, article | almost a billion dollars | a billion dollars | 1000000000 USD about
words, thousands | two thousand five hundred dollars | two thousand five hundred dollars | 2500 USD
cents | 7 dollars 20 cents. | 7 dollars 20 cents | 7.2 USD
cents | eleven dollars thirty two. | eleven dollars thirty two | 11.32 USD
cents alone | a loss of 64 cents a share | 64 cents | 0.64 USD per_share
hyphens | a five-million-dollar fine | five-million-dollar | 5000000 USD fine
range, shared scale | for $3-4 billion | $3-4 billion | 4000000000 USD range
range, between | between $2bn and $3bn | $2bn and $3bn | 3000000000 USD range
range, to | $10 billion to $12 billion | $10 billion to $12 billion | 12000000000 USD range
range, ranging from | ranging from 5 to 6 million euros | 5 to 6 million euros | 6000000 EUR range
bound | up to $40 billion | $40 billion | 40000000000 USD up_to
bound | at least 3 million euros | 3 million euros | 3000000 EUR at_least
bound | more than $7 million | $7 million | 7000000 USD at_least
bound | about $6 billion | $6 billion | 6000000000 USD about
bound after | 2 million euros or more | 2 million euros | 2000000 EUR at_least
per share | a $70-a-share bid | $70 | 70 USD per_share
per share | 540 pence per share | 540 pence | 5.4 GBP per_share
valuation | valued at $12 billion | $12 billion | 12000000000 USD valuation
valuation | at a $2bn valuation | $2bn | 2000000000 USD valuation
fine | a fine of 10 million euros | 10 million euros | 10000000 EUR fine
damages | seeking $420 million in damages | $420 million | 420000000 USD claimed
break fee | a $6.1bn break fee | $6.1bn | 6100000000 USD break_fee
debt | with $2bn of debt | $2bn | 2000000000 USD debt
price with debt | $5 billion including debt | $5 billion | 5000000000 USD
"""
FRENCH = """
presse | un accord à 50 milliards de dollars | 50 milliards de dollars | 50000000000 USD
presse, virgule | 3,2 milliards d'euros | 3,2 milliards d'euros | 3200000000 EUR
presse, apostrophe courbe | 1,2 milliard d’euros | 1,2 milliard d’euros | 1200000000 EUR
sigle | 5,5 Md€ de commandes | 5,5 Md€ | 5500000000 EUR order
sigle | 2,3 Mds € | 2,3 Mds € | 2300000000 EUR
sigle avec code | 450 MEUR | 450 MEUR | 450000000 EUR
à peu près | une centaine de millions d'euros | une centaine de millions d'euros | 100000000 EUR
sigle | lève 3 M€ | 3 M€ | 3000000 EUR round
sigle | 200 k€ | 200 k€ | 200000 EUR
sigle | 30 M$ | 30 M$ | 30000000 USD
sigle | 30 M d'euros | 30 M d'euros | 30000000 EUR
sigle mrd | 4 mrd d'euros | 4 mrd d'euros | 4000000000 EUR
signe avant | £ 6,30 millions | £ 6,30 millions | 6300000 GBP
signe après | 45000 £ | 45000 £ | 45000 GBP
signe après | 331 millions de $ | 331 millions de $ | 331000000 USD
milliers, espaces | 10 000 euros | 10 000 euros | 10000 EUR
milliers, espaces fines | 1 234 567,89 € | 1 234 567,89 € | 1234567.89 EUR
milliers, point | 73.000 $ | 73.000 $ | 73000 USD
milliers, point | 1.234 millions d'euros | 1.234 millions d'euros | 1234000000 EUR
espace égaré | 1. 6 milliard d'euros | 1. 6 milliard d'euros | 1600000000 EUR
dollar qualifié | 8,7 millions de $CAD | 8,7 millions de $CAD | 8700000 CAD
dollar qualifié | 7 milliards de $ hk | 7 milliards de $ hk | 7000000000 HKD
dollar qualifié | 90 millions de $ usd | 90 millions de $ usd | 90000000 USD
dollar qualifié | 500 millions US$ | 500 millions US$ | 500000000 USD
code après | 4500 EUR | 4500 EUR | 4500 EUR
adjectif | 10 000 dollars canadiens | 10 000 dollars canadiens | 10000 CAD
adjectif | 40 millions de francs suisses | 40 millions de francs suisses | 40000000 CHF
adjectif | 2 milliards de livres sterling | 2 milliards de livres sterling | 2000000000 GBP
adjectif | 3 milliards de couronnes suédoises | 3 milliards de couronnes suédoises | 3000000000 SEK
nom | 214 millions de livres | 214 millions de livres | 214000000 GBP
nom | 80 milliards de yuans | 80 milliards de yuans | 80000000000 CNY
nom | six millions de yens | six millions de yens | 6000000 JPY
nom, pays ouvert | 10 milliards de couronnes | 10 milliards de couronnes | 10000000000 -
francs | 25000 francs suisses | 25000 francs suisses | 25000 CHF
lettres | un milliard d'euros | un milliard d'euros | 1000000000 EUR
lettres | un demi-milliard d'euros | un demi-milliard d'euros | 500000000 EUR
lettres | deux milliards et demi de dollars | deux milliards et demi de dollars | 2500000000 USD
lettres | trente-cinq millions d'euros | trente-cinq millions d'euros | 35000000 EUR
lettres | quatre-vingt-dix millions d'euros | quatre-vingt-dix millions d'euros | 90000000 EUR
lettres | mille milliards de dollars | mille milliards de dollars | 1000000000000 USD
lettres | un euro symbolique | un euro | 1 EUR
échelle double | 10 mille milliards de dollars | 10 mille milliards de dollars | 10000000000000 USD
centimes | 50 centimes | 50 centimes | 0.5 EUR
centimes | 12 dollars et 30. | 12 dollars et 30 | 12.3 USD
fourchette | entre 2 et 3 milliards d'euros | 2 et 3 milliards d'euros | 3000000000 EUR range
fourchette | de 2 à 3 milliards d'euros | 2 à 3 milliards d'euros | 3000000000 EUR range
fourchette | 300-400 millions d'euros | 300-400 millions d'euros | 400000000 EUR range
borne | jusqu'à 50 milliards de dollars | 50 milliards de dollars | 50000000000 USD up_to
borne | plus de 5 millions d'euros | 5 millions d'euros | 5000000 EUR at_least
borne | au moins 5 millions d'euros | 5 millions d'euros | 5000000 EUR at_least
borne | près de 2 milliards d'euros | 2 milliards d'euros | 2000000000 EUR about
borne | environ 19 millions de $ | 19 millions de $ | 19000000 USD about
borne après | 70 millions d'euros environ | 70 millions d'euros | 70000000 EUR about
par action | 12 euros par action | 12 euros | 12 EUR per_share
par action | 12,50 € l'action | 12,50 € | 12.5 EUR per_share
valorisation | valorisé à 6 milliards d'euros | 6 milliards d'euros | 6000000000 EUR valuation
valorisation | une valorisation de 2 milliards de dollars | 2 milliards de dollars | 2000000000 USD valuation
amende | une amende de 2,4 milliards d'euros | 2,4 milliards d'euros | 2400000000 EUR fine
amende | 8 millions d'euros d'amende | 8 millions d'euros | 8000000 EUR fine
dette | une dette de 5 milliards d'euros | 5 milliards d'euros | 5000000000 EUR debt
dette | 5 milliards d'euros de dette | 5 milliards d'euros | 5000000000 EUR debt
réclamé | réclame 90 millions d'euros | 90 millions d'euros | 90000000 EUR claimed
dette comprise | 5 milliards d'euros, dette comprise | 5 milliards d'euros | 5000000000 EUR
"""
BOUNDS = {"up_to", "at_least", "about", "range"}
CASES = [(language, *(part.strip() for part in line.split("|")))
         for language, table in (("en", ENGLISH), ("fr", FRENCH)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "kind", "text", "span", "want"), CASES, ids=[": ".join(c[:3]) for c in CASES])
def test_one_sum(language: str, kind: str, text: str, span: str, want: str) -> None:
    found = find_amounts(text, language)
    assert [a.text for a in found] == [span]
    amount, (value, currency, *more) = found[0], want.split()
    assert text[amount.start:amount.end] == span
    assert (amount.value, amount.currency or "-") == (Decimal(value), currency)
    assert amount.bound == next((m for m in more if m in BOUNDS), "exact")
    assert amount.of == next((m for m in more if m not in BOUNDS), "other")


@pytest.mark.parametrize(("language", "text"), [
    ("en", "All 40 of them rang twice in 2019."), ("en", "3 million people"), ("en", "a 401k plan, 5 m tall"),
    ("en", "ten won and twenty pounds lost"), ("en", "an undisclosed sum"), ("en", "TOP 10 of ALL 50"),
    ("en", "50 percent"),
    ("fr", "10 000 livres vendus"), ("fr", "3 millions d'habitants"), ("fr", "un montant non divulgué"),
    ("fr", "le CAC 40 et les 35 heures"), ("fr", "20 % du capital"), ("fr", "mille emplois"), ("fr", "un mark")])
def test_no_sum(language: str, text: str) -> None:
    assert find_amounts(text, language) == []


@pytest.mark.parametrize(("language", "text", "values"), [
    ("en", "raised its bid from $2bn to $3bn", [2, 3]), ("en", "from 2 to 3 billion dollars", [2, 3]),
    ("fr", "passer de 2 à 3 milliards d'euros", [2, 3]),
    ("fr", "de 2 milliards d'euros et 3 milliards d'euros", [2, 3]),
    ("en", "revenue of $2 billion and $3 billion", [2, 3])])
def test_two_sums_are_no_range(language: str, text: str, values: list[int]) -> None:
    assert [a.value for a in find_amounts(text, language)] == [Decimal(v) * 10**9 for v in values]


def test_a_range_keeps_both_ends() -> None:
    amount = find_amounts("between 2 and 3 billion euros", "en")[0]
    assert (amount.min, amount.max) == (Decimal(2_000_000_000), Decimal(3_000_000_000))


def test_a_year_opens_no_range() -> None:
    assert [a.text for a in find_amounts("in 1987 to 14 million dollars", "en")] == ["14 million dollars"]


@pytest.mark.parametrize(("language", "text", "says"), [
    ("en", "revenue last year of about 2.5 billion euros", "not_price"), ("en", "$4bn in annual revenue", "not_price"),
    ("en", "net profit of $3 million", "not_price"), ("en", "with total assets of $168 million", "not_price"),
    ("fr", "un chiffre d'affaires d'environ 300 millions d'euros", "not_price"),
    ("fr", "300 M€ de chiffre d'affaires", "not_price"),
    ("en", "bought Acme for $5 billion", None), ("fr", "racheté pour 5 milliards d'euros", None),
    ("en", "had revenue; it paid $5 billion", None), ("en", "a fine and paid $5 billion", None)])
def test_what_a_sum_measures(language: str, text: str, says: str | None) -> None:
    assert measures(text, find_amounts(text, language)[0], language) == says


@pytest.mark.parametrize(("language", "text", "span", "percent", "bound"), [
    ("en", "a 50.1% stake", "50.1%", "50.1", "exact"), ("en", "some 29 pct of it", "29 pct", "29", "about"),
    ("en", "fifty percent", "fifty percent", "50", "exact"),
    ("en", "25 to 30 percent", "25 to 30 percent", "30", "range"),
    ("en", "more than 5 per cent", "5 per cent", "5", "at_least"), ("fr", "20 % du capital", "20 %", "20", "exact"),
    ("fr", "vingt pour cent", "vingt pour cent", "20", "exact"), ("fr", "10 à 15 %", "10 à 15 %", "15", "range"),
    ("en", "bought half of the company", "half", "50", "exact"),
    ("fr", "un tiers du capital", "un tiers", "33.33", "exact"),
    ("fr", "33,4 % des parts", "33,4 %", "33.4", "exact"), ("fr", "plus de 5 %", "5 %", "5", "at_least")])
def test_percents(language: str, text: str, span: str, percent: str, bound: str) -> None:
    found = find_percents(text, language)
    want = (span, Decimal(percent), bound, None, "stake")
    assert [(a.text, a.percent, a.bound, a.value, a.of) for a in found] == [want]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "a premium of 30 per cent"), ("en", "its shares rose 4%"), ("en", "60% of the market"),
    ("fr", "une prime de 30 %"), ("fr", "le titre a bondi de 22 %"), ("fr", "12 % des effectifs")])
def test_percents_of_something_else(language: str, text: str) -> None:
    assert [a.of for a in find_percents(text, language)] == ["other"]


@pytest.mark.parametrize(("language", "words", "value"), [
    ("en", "one hundred and fifty", 150), ("en", "two and a half", "2.5"), ("fr", "quatre-vingt-dix-sept", 97),
    ("fr", "soixante et onze", 71), ("fr", "deux cent mille", 200_000), ("fr", "rien", None)])
def test_numbers_in_words(language: str, words: str, value: int | str | None) -> None:
    assert number(words, language) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("unit", ["$3-4 billion, ", "1 ", "1,", "one ", "plus de 5 ", "$ ", " "])
def test_time_grows_with_length_alone(unit: str) -> None:
    """Four times the text takes about four times as long, and a megabyte stays within reach."""
    find_amounts(unit, "en")
    seconds = []
    for size in (50_000, 200_000):
        began = time.process_time()
        find_amounts(unit * (size // len(unit)), "en")
        seconds.append(time.process_time() - began)
    assert seconds[1] < 10 * seconds[0] + 0.5
