"""Dates: one line a case, ``kind | text | span | value [role]``, read as of Wednesday 18 March 2026."""

from __future__ import annotations

import time
from datetime import date

import pytest

from extract.dates import find_dates
from extract.periods import narrow, season, share, week

PUBLISHED = date(2026, 3, 18)
ENGLISH = """
day | on March 5, 2025 | March 5, 2025 | 2025-03-05
day | on 5 March 2025 | 5 March 2025 | 2025-03-05
day, short month | on 11 Sept. 2001 | 11 Sept. 2001 | 2001-09-11
day, short month | signed Jan. 5 | Jan. 5 | 2026-01-05
day, weekday | Monday, March 2, 2026 | Monday, March 2, 2026 | 2026-03-02
day, ordinal | the 3rd of June 2024 | the 3rd of June 2024 | 2024-06-03
day, ordinal word | twenty third of June 2024 | twenty third of June 2024 | 2024-06-23
day without year, near past | on December 20 | December 20 | 2025-12-20
day without year, near future | on June 3 | June 3 | 2026-06-03 expected
day of last year | on March 5 last year | March 5 last year | 2025-03-05
day after closing | the year ended March 31 | March 31 | 2025-03-31
numeric, ISO | dated 2025-06-30 | 2025-06-30 | 2025-06-30
numeric, month first | on 06/30/2025 | 06/30/2025 | 2025-06-30
numeric, day first | on 30/06/2025 | 30/06/2025 | 2025-06-30
numeric, no year | on 2/17 | 2/17 | 2026-02-17
day alone | on the 27th. | the 27th | 2026-03-27 expected
stretch of days | March 3-5, 2025 | March 3-5, 2025 | 2025-03-03/2025-03-05
month | in May 2025 | May 2025 | 2025-05
month without year | in January | January | 2026-01
month without year, later one | in May | May | 2025-05
month, future verb | will close in May | May | 2026-05 expected
month, expected | is expected in June | June | 2026-06 expected
month last | last June | last June | 2025-06
month next | next June | next June | 2026-06 expected
month of last year | in June last year | June last year | 2025-06
month, part | in early January | early January | 2026-01
quarter | in Q3 2025 | Q3 2025 | 2025-Q3
quarter, year glued | in 3Q25 | 3Q25 | 2025-Q3
quarter, words | the first quarter of 2024 | the first quarter of 2024 | 2024-Q1
quarter, adjective | fourth-quarter profit | fourth-quarter | 2025-Q4
quarter of last year | the second quarter of last year | the second quarter of last year | 2025-Q2
quarter, future verb | will close in the second quarter | the second quarter | 2026-Q2 expected
quarter next | next quarter | next quarter | 2026-Q2 expected
half | in H1 2024 | H1 2024 | 2024-H1
half, words | the second half of 2025 | the second half of 2025 | 2025-H2
season | in summer 2024 | summer 2024 | 2024-06/2024-08
season, last | last summer | last summer | 2025-06/2025-08
season over new year | winter 2024 | winter 2024 | 2024-12/2025-02
year | in 2019 | 2019 | 2019
year, fiscal | in fiscal 2025 | fiscal 2025 | 2025
year, short fiscal | in FY24 | FY24 | 2024
year, part | by late 2027 | late 2027 | 2027 deadline
years | the 2019-2021 plan | 2019-2021 | 2019/2021
week of a day | the week of March 2 | the week of March 2 | 2026-W10
week | last week | last week | 2026-W11
month shift | last month | last month | 2026-02
year shift | next year | next year | 2027 expected
earlier | earlier this year | earlier this year | 2026
later | later this month | later this month | 2026-03 expected
year end | by year-end | year-end | 2026 deadline
year end, words | before the end of the year | the end of the year | 2026 deadline
weekday | said on Tuesday | Tuesday | 2026-03-17
weekday of publication | said on Wednesday | Wednesday | 2026-03-18
weekday, last | last Friday | last Friday | 2026-03-13
weekday, future verb | will meet on Friday | Friday | 2026-03-20 expected
weekday, deadline | before Friday | Friday | 2026-03-20 deadline
weekday, this | this Friday | this Friday | 2026-03-20 expected
weekday, next week | Tuesday next week | Tuesday next week | 2026-03-24 expected
weekday and day | Friday the 13th | Friday the 13th | 2026-03-13
weekday, nth | the first Monday of April 2026 | the first Monday of April 2026 | 2026-04-06 expected
yesterday | said yesterday | yesterday | 2026-03-17
fortnight ago | a fortnight ago | a fortnight ago | 2026-03-04
season, bare | closes in the autumn. | the autumn | 2025-09/2025-11
feast | before Christmas | Christmas | 2026-12-25 deadline
part of the month | at the end of the month | the end of the month | 2026-03 expected
days ago | two days ago | two days ago | 2026-03-16
weeks ago | three weeks ago | three weeks ago | 2026-02-25
months ago | six months ago | six months ago | 2025-09
years ago | two years ago | two years ago | 2024
in months | in two months. | in two months | 2026-05 expected
deadline | by June 30 | June 30 | 2026-06-30 deadline
until | until 2030 | 2030 | 2030 deadline
past deadline | it had sold by 2015 | 2015 | 2015
"""
FRENCH = """
jour | le 5 mars 2025 | le 5 mars 2025 | 2025-03-05
jour, premier | le 1er avril 2025 | le 1er avril 2025 | 2025-04-01
jour, mois abrégé | 3 sept. 2024 | 3 sept. 2024 | 2024-09-03
jour, semaine | lundi 2 mars 2026 | lundi 2 mars 2026 | 2026-03-02
jour, semaine sans année | mercredi 4 mars | mercredi 4 mars | 2026-03-04
jour, ce | Ce mardi 17 mars | Ce mardi 17 mars | 2026-03-17
jour sans année, passé | le 20 décembre | le 20 décembre | 2025-12-20
jour sans année, avenir | le 3 juin | le 3 juin | 2026-06-03 expected
jour dernier | le 5 août dernier | le 5 août dernier | 2025-08-05
jour prochain | le 13 avril prochain | le 13 avril prochain | 2026-04-13 expected
jour de clôture | l'exercice clos le 31 mars | le 31 mars | 2025-03-31
jour, an à deux chiffres | le 10 mai 97, à Lyon | le 10 mai 97 | 1997-05-10
chiffres | le 30/06/2025 | 30/06/2025 | 2025-06-30
chiffres, ISO | du 2025-06-30 | 2025-06-30 | 2025-06-30
chiffres, an court | le 21/04/24 | 21/04/24 | 2024-04-21
chiffres sans année | le 17/02 | 17/02 | 2026-02-17
plage de jours | du 3 au 6 avril 2025 | 3 au 6 avril 2025 | 2025-04-03/2025-04-06
jour du mois | le 15 de ce mois | le 15 de ce mois | 2026-03-15
mois | en juin 2025 | juin 2025 | 2025-06
mois sans année | en janvier | janvier | 2026-01
mois sans année, plus tard | en mai | mai | 2025-05
mois, an à deux chiffres | dès octobre 98. | octobre 98 | 1998-10
mois dernier | en août dernier | août dernier | 2025-08
mois prochain | juin prochain | juin prochain | 2026-06 expected
mois de l'an dernier | en mars de l'année dernière | mars de l'année dernière | 2025-03
mois, fin | fin mars 2025 | fin mars 2025 | 2025-03
mois, mi- | à la mi-mars | mi-mars | 2026-03
mois, attendu | attendue en mai | mai | 2026-05 expected
mois, verbe futur | la vente sera close en mai | mai | 2026-05 expected
mois, limite | avant fin juin | fin juin | 2026-06 deadline
trimestre, sigle | au T1 2025 | T1 2025 | 2025-Q1
trimestre, sigle seul | au T3 | T3 | 2025-Q3
trimestre | au premier trimestre 2024 | au premier trimestre 2024 | 2024-Q1
trimestre, chiffre | 3e trimestre 2025 | 3e trimestre 2025 | 2025-Q3
trimestre seul | deuxième trimestre | deuxième trimestre | 2025-Q2
trimestre, attendu | attendue au troisième trimestre | au troisième trimestre | 2026-Q3 expected
trimestre dernier | le trimestre dernier | le trimestre dernier | 2025-Q4
dernier trimestre d'un an | dernier trimestre 2024 | dernier trimestre 2024 | 2024-Q4
semestre, sigle | au S1 2025 | S1 2025 | 2025-H1
semestre | au second semestre 2024 | au second semestre 2024 | 2024-H2
saison | à l'été 2024 | l'été 2024 | 2024-06/2024-08
saison dernière | l'été dernier | l'été dernier | 2025-06/2025-08
saison, cet | cet automne | cet automne | 2026-09/2026-11 expected
saison, nouvel an | l'hiver 2023 | l'hiver 2023 | 2023-12/2024-02
année | en 2019 | 2019 | 2019
année, début | début 2024 | début 2024 | 2024
année, mi- | mi-2023 | mi-2023 | 2023
année, fin prévue | prévue fin 2026 | fin 2026 | 2026 expected
année, limite | d'ici à 2030 | 2030 | 2030 deadline
année, horizon | à l'horizon 2030 | 2030 | 2030 expected
exercice | pour l'exercice 2025 | l'exercice 2025 | 2025
années | le plan 2019-2021 | 2019-2021 | 2019/2021
semaine d'un jour | la semaine du 2 mars | la semaine du 2 mars | 2026-W10
semaine | la semaine dernière | la semaine dernière | 2026-W11
mois, décalage | le mois dernier | le mois dernier | 2026-02
année, décalage | l'an dernier | l'an dernier | 2025
année, décalage | l'année prochaine | l'année prochaine | 2027 expected
année en cours, fin | d'ici la fin de l'année | la fin de l'année | 2026 deadline
jour de semaine | a annoncé mardi | mardi | 2026-03-17
jour de semaine | mardi dernier | mardi dernier | 2026-03-17
jour de semaine, futur | se réunira vendredi | vendredi | 2026-03-20 expected
jour de semaine prochain | lundi prochain | lundi prochain | 2026-03-23 expected
jour de semaine, quantième | vendredi 13 | vendredi 13 | 2026-03-13
hier | a dit hier | hier | 2026-03-17
saison nue | signé à l'automne | l'automne | 2025-09/2025-11
fête | avant Noël | Noël | 2026-12-25 deadline
partie du mois | au début du mois | au début du mois | 2026-03
limite | d'ici à la fin du mois | la fin du mois | 2026-03 deadline
jour avant une somme | a versé mercredi 2,75 milliards | mercredi | 2026-03-18
avant-hier | avant-hier | avant-hier | 2026-03-16
il y a, semaines | il y a trois semaines | il y a trois semaines | 2026-02-25
il y a, ans | il y a deux ans | il y a deux ans | 2024
dans, ans | dans deux ans. | dans deux ans | 2028 expected
limite | avant le 30 juin | le 30 juin | 2026-06-30 deadline
jusque | jusqu'au 30 avril | 30 avril | 2026-04-30 deadline
à partir | à partir du 1er mai | 1er mai | 2026-05-01 expected
"""
CASES = [(language, *(part.strip() for part in line.split("|")))
         for language, table in (("en", ENGLISH), ("fr", FRENCH)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "kind", "text", "span", "want"), CASES, ids=[": ".join(c[:3]) for c in CASES])
def test_one_date(language: str, kind: str, text: str, span: str, want: str) -> None:
    found = find_dates(text, language, PUBLISHED)
    assert [d.text for d in found] == [span]
    read, (value, *role) = found[0], want.split()
    assert text[read.start:read.end] == span
    assert (read.value, read.role) == (value, role[0] if role else "occurred")
    assert read.earliest <= read.latest


NO_DATES = {
    "en": ["it may rise", "said May", "the march on Rome", "an august body", "June Smith said", "the second company",
           "one second", "2000 employees", "about 2000 people", "Windows 2000", "$2000", "Boeing 2027", "24/7", "9/11",
           "the 27 EU members", "version 1.2.34", "every Monday", "Black Friday", "The Sunday Times",
           "over the past year",
           "the last year", "in the 1990s", "a 1/2 share", "the Spring Group", "Sun reported it", "on 31 June 2025"],
    "fr": ["Mars rachète Wrigley", "mars", "mai", "Avril Lavigne", "sept sociétés", "une seconde", "le second",
           "2000 salariés", "près de 2000 personnes", "2 000 €", "chaque lundi", "les lundis", "un été",
           "ces dernières années", "les derniers mois", "mars deux entreprises", "l'article 2024", "le 31 juin 2025",
           "mon avis", "en 15 jours", "24 heures"]}


@pytest.mark.parametrize(("language", "text", "value"), [
    ("en", "it sold Ombra over the weekend", "2026-03-14/2026-03-15"), ("en", "within six months", "2026-09"),
    ("en", "a year after it sold Ombra", "2025"), ("fr", "sous quinzaine", "2026-04-01"),
    ("fr", "vendu le week-end dernier", "2026-03-14/2026-03-15"), ("fr", "deux ans après le rachat", "2024")])
def test_distances_and_weekends_are_days_of_events_alone(language: str, text: str, value: str) -> None:
    assert [d.value for d in find_dates(text, language, PUBLISHED, times=True)] == [value]
    assert find_dates(text, language, PUBLISHED) == []


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in NO_DATES.items() for text in texts])
def test_no_date(language: str, text: str) -> None:
    assert find_dates(text, language, PUBLISHED) == []


@pytest.mark.parametrize(("language", "text", "values"), [
    ("fr", "les 6 et 13 avril prochains", ["2026-04-06", "2026-04-13"]),
    ("en", "3 and 4 April 2025", ["2025-04-03", "2025-04-04"]),
    ("fr", "de 1982 à 1987", ["1982", "1987"]), ("en", "from March to May 2024", ["2024-03", "2024-05"]),
    ("fr", "le 3 juin 2024, puis le lendemain", ["2024-06-03", "2024-06-04"]),
    ("en", "signed on 3 June 2024 and left the next day", ["2024-06-03", "2024-06-04"]),
    ("fr", "en 2019 (en mars)", ["2019", "2019-03"])])
def test_dates_beside_each_other(language: str, text: str, values: list[str]) -> None:
    assert [d.value for d in find_dates(text, language, PUBLISHED)] == values


@pytest.mark.parametrize(("language", "text", "earliest", "latest"), [
    ("en", "early 2024", "2024-01-01", "2024-04-30"), ("en", "mid-2023", "2023-05-01", "2023-08-31"),
    ("fr", "fin mars 2025", "2025-03-21", "2025-03-31"), ("en", "Q3 2025", "2025-07-01", "2025-09-30"),
    ("en", "earlier this year", "2026-01-01", "2026-03-18"),
    ("fr", "plus tard cette année", "2026-03-19", "2026-12-31"),
    ("en", "three weeks ago", "2026-02-22", "2026-02-28"), ("fr", "en février 2024", "2024-02-01", "2024-02-29")])
def test_the_days_it_can_mean(language: str, text: str, earliest: str, latest: str) -> None:
    read = find_dates(text, language, PUBLISHED)[0]
    assert (read.earliest.isoformat(), read.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "on Tuesday evening"), ("fr", "mardi soir"), ("fr", "hier matin")])
def test_parts_of_the_day_count_where_asked_for(language: str, text: str) -> None:
    assert find_dates(text, language, PUBLISHED) == []
    assert [d.value for d in find_dates(text, language, PUBLISHED, times=True)] == ["2026-03-17"]


def test_without_a_day_of_publication_only_whole_dates_are_read() -> None:
    text = "On Tuesday, in May, last year, two years ago and on 5 March 2025, in Q3 2024 and in 2019"
    assert [d.value for d in find_dates(text, "en", None)] == ["2025-03-05", "2024-Q3", "2019"]


def test_basis_says_whether_the_year_is_written() -> None:
    found = find_dates("on 5 March 2025, on 3 March and yesterday", "en", PUBLISHED)
    assert [d.basis for d in found] == ["explicit", "relative", "relative"]


def test_periods() -> None:
    assert week(date(2027, 1, 1)).value == "2026-W53"
    assert (season(2024, 12).earliest, season(2024, 12).latest) == (date(2024, 12, 1), date(2025, 2, 28))
    assert narrow(share(2024, 4, 1), 2).earliest == date(2024, 3, 1)


@pytest.mark.parametrize("unit", ["on Tuesday, 3 March, ", "1 ", "1/", "mars ", "lundi ", "2019-", "one ", " ", "\n"])
def test_time_grows_with_length_alone(unit: str) -> None:
    """Four times the text takes about four times as long."""
    find_dates(unit, "fr", PUBLISHED)
    seconds = []
    for size in (25_000, 100_000):
        began = time.process_time()
        find_dates(unit * (size // len(unit)), "fr", PUBLISHED)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 10 * seconds[0] + 0.5
