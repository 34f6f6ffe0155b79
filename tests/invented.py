"""A graph of invented companies in the news, of any size, for tests of the explorer and for looking at it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from extract.types import Claim, Entity, Evidence, Extraction, PartialDate
from tests.builders import claim, day, entity, extraction, money, says

STEMS = ("Arbour Basalt Cindermere Dunholm Éclaireur Fathom Garnet Harrowgate Indigo Junipère Kestrel Lumenor Mérovane"
         " Northvale Ostrava Pellucid Quillon Rivemont Solenne Tarnwick").split()
TRADES = "Semiconductors Energy Foods Systèmes Mobility Santé".split()
OUTLETS = ("The Harbour Ledger", "Le Courrier des Marchés", "Northern Wire", "La Gazette du Soir", "Deal Street Daily")
AUTHORITY, COURT = entity("Federal Competition Office", "public_body"), entity("Commercial Court of Vell", "court")
DEALS = (
    ("ACQUIRES", ("negotiating", "offered", "agreed", "completed"), "price",
     "{a} is to take over {b}, people close to the talks said.", "{a} va racheter {b}, selon des sources proches."),
    ("INVESTS_IN", ("planned", "agreed", "completed"), "stake",
     "{a} is putting new money into {b}.", "{a} entre au capital de {b}."),
    ("PARTNERS_WITH", ("agreed", "in_force"), "order", "{a} and {b} have signed an alliance.", "{a} s'allie à {b}."),
    ("SUPPLIES", ("agreed", "in_force"), "order", "{a} will supply {b} for five years.", "{a} fournira {b}."),
)
QUARREL = (
    ("THREATENS_LEGAL_ACTION", "threatened", None, "{a} said it may take {b} to court."),
    ("SUES", "filed", "claimed", "{a} has filed suit against {b} over the failed alliance."),
    ("SUES", "ongoing", None, "The case that {a} brought against {b} goes on."),
    ("SETTLES_WITH", "settled", "settlement", "{a} and {b} ended their dispute out of court."),
)
HOSTILE = (
    '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script> Holdings',
    "![x](http://tracker.invalid/pixel.png) [Media](javascript:window.pwned=3)",
    '=HYPERLINK("http://tracker.invalid/";"Group")',
    "Acme \u202egnidloH\u202c \u2067Labs\u2069 :red[**Bold**] $x^2$ `code`",
    "Very " + "Long " * 400 + "Industries",
)


def companies(count: int) -> list[Entity]:
    every = [f"{stem} {trade}" for trade in TRADES for stem in STEMS]
    again = [f"{name} {turn}" for turn in range(2, 2 + count // len(every)) for name in every]
    return [entity(name) for name in (*every, *again)[:count]]


def articles(events: int, count: int = 40, seed: int = 5) -> Iterator[Extraction]:
    """Articles that tell of ``events`` deals and disputes among ``count`` companies; a few of them are hubs."""
    rnd, names = random.Random(seed), companies(count)
    for number in range(events):
        first = names[min(rnd.randrange(count), rnd.randrange(count))]
        second = rnd.choice([name for name in names if name is not first])
        start = date(2023, 1, 1) + timedelta(days=rnd.randrange(900))
        yield from (_quarrel if number % 3 == 0 else _deal)(f"story{number}", first, second, start, rnd)


def hostile() -> Iterator[Extraction]:
    """Each hostile name as a company that buys and sues, with the name in its sentences, title and publisher."""
    plain = entity("Tarnwick Plain")
    for number, name in enumerate(HOSTILE):
        bad = entity(name)
        told = [_claim(f"bad{number}", "ACQUIRES", bad, plain, f"{name} bought it.", status="agreed", stance="asserted",
                       date=day("2026-01-05"), amount=money("5000000"), attribution=says(name)),
                _claim(f"bad{number}", "SUES", bad, plain, f"{name} sued.", status="filed", stance="asserted",
                       date=day("2026-02-05"))]
        yield extraction(f"bad{number}", *told, entities=(bad, plain), publisher=name, title=name,
                         url=f"javascript:window.pwned={number}", text=f"{name}\n\n{name} bought it. {name} sued.")


def _deal(story: str, a: Entity, b: Entity, start: date, rnd: random.Random) -> Iterator[Extraction]:
    relation, stages, of, english, french = rnd.choice(DEALS)
    sum_ = rnd.choice([None, str(rnd.randint(20, 900) * 10**6), str(rnd.randint(1, 60) * 10**9)])
    currency = rnd.choice(["USD", "EUR"])
    for step, status in enumerate(stages[: rnd.randint(1, len(stages))]):
        when = start + timedelta(days=70 * step)
        for number in range(rnd.choice([1, 1, 2, 3])):
            stance = "denied" if rnd.random() < 0.07 else "reported" if status == "negotiating" else "asserted"
            language = rnd.choice(["en", "fr"])
            article = f"{story}-{step}-{number}"
            told = _claim(article, relation, a, b, (english if language == "en" else french).format(a=a.name, b=b.name),
                          status=status, stance=stance, date=_date(when, rnd),
                          amount=money(sum_, currency, of) if sum_ and step else None)
            yield _article(article, told, (a, b), when + timedelta(days=number), language, rnd)


def _quarrel(story: str, a: Entity, b: Entity, start: date, rnd: random.Random) -> Iterator[Extraction]:
    if rnd.random() < 0.25:
        fine = money(str(rnd.randint(1, 90) * 10**7), "EUR", "fine")
        steps = [("INVESTIGATES", "ongoing", None, "{a} has opened an inquiry into {b}."),
                 ("FINES", "decided", fine, "{a} has fined {b} for closing the market to rivals.")]
        a, steps = AUTHORITY, steps[: rnd.randint(1, 2)]
    else:
        sum_ = money(str(rnd.randint(1, 90) * 10**7), rnd.choice(["USD", "EUR"]), "claimed")
        steps = [(r, s, replace(sum_, of=of) if of else None, t) for r, s, of, t in QUARREL[: rnd.randint(1, 4)]]
    when = start
    for step, (relation, status, amount, sentence) in enumerate(steps):
        for number in range(rnd.choice([1, 1, 2])):
            article = f"{story}-{step}-{number}"
            roles = {"court": (COURT.id,)} if relation == "SUES" else {}
            told = _claim(article, relation, a, b, sentence.format(a=a.name, b=b.name), status=status,
                          stance="asserted", date=_date(when, rnd), amount=amount, roles=roles,
                          outcome="fined" if relation == "FINES" else None)
            yield _article(article, told, (a, b, COURT), when + timedelta(days=number), "en", rnd)
        when += timedelta(days=rnd.choice([40, 120, 300]))


def _claim(article: str, relation: str, a: Entity, b: Entity, sentence: str, **more: object) -> Claim:
    return replace(claim(article, relation, a, b, **more), evidence=Evidence(0, len(sentence), sentence))


def _article(id: str, told: Claim, parties: tuple[Entity, ...], when: date, language: str,
             rnd: random.Random) -> Extraction:
    sentence = told.evidence.text
    return extraction(id, told, entities=parties, text=sentence, title=sentence.rstrip("."), language=language,
                      published=when + timedelta(days=1), publisher=rnd.choice(OUTLETS),
                      url=f"https://news.invalid/{id}")


def _date(when: date, rnd: random.Random) -> PartialDate | None:
    """The day at a precision of chance: day, month, year or not given at all."""
    drawn = rnd.random()
    if drawn < 0.15:
        return None
    if drawn < 0.25:
        value, last = f"{when:%Y-%m}", (when.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return PartialDate(value, 0, 7, value, "month", when.replace(day=1), last)
    if drawn < 0.3:
        return PartialDate(str(when.year), 0, 4, str(when.year), "year", date(when.year, 1, 1), date(when.year, 12, 31))
    return day(when.isoformat())
