"""A graph of invented companies in the news, of any size, for tests of the explorer and for looking at it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, product
from itertools import count as numbers

from extract.types import Claim, Entity, Evidence, Extraction, Miss, PartialDate
from tests.builders import claim, day, entity, extraction, money, says

STEMS = ("Arbour Basalt Cindermere Dunholm Éclaireur Fathom Garnet Harrowgate Indigo Junipère Kestrel Lumenor Mérovane"
         " Northvale Ostrava Pellucid Quillon Rivemont Solenne Tarnwick").split()
TRADES = "Semiconductors Energy Foods Systèmes Mobility Santé".split()
OUTLETS = ("The Harbour Ledger", "Le Courrier des Marchés", "Northern Wire", "La Gazette du Soir", "Deal Street Daily")
_FORUM = entity("Federal Competition Office", "public_body"), entity("Commercial Court of Vell", "court")
_BEGIN = "Ar Bel Cor Dun El Fal Gar Hol Is Jun Kes Lum Mer Nor Os Pel Qui Riv Sol Tar Ul Ver Wes Zan".split()
_MIDDLE = "ba da fe go la mi no ra su to ve zi".split()
_END = "bour cant dane font gate lin mont nor quet ric stad vale".split()
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
        yield from (_quarrel if number % 3 == 0 else _deal)(f"story{number}", first, second, start, rnd, *_FORUM)


def lifelike(claims: int, seed: int = 5) -> Iterator[Extraction]:
    """Articles with ``claims`` claims or a few more: names of many first words, some companies in all the news.

    Four in ten articles recall another story of a company, one in five has a sentence that gave nothing, one in eight
    stories is of structure. Companies, authorities, courts and outlets are chosen by Zipf's law.
    """
    rnd, size = random.Random(seed), max(40, claims // 12)
    stems = ["".join(parts).capitalize() for parts in product(_BEGIN, _MIDDLE, _END)]
    names = rnd.sample([f"{stem} {trade}" for stem in stems for trade in TRADES], size)
    chosen = {"": [entity(name) for name in names], "authority": _bodies("{} Competition Office", "public_body", stems),
              "court": _bodies("Commercial Court of {}", "court", stems)}
    outlets = [f"{stem} {what}" for stem, what in zip(stems, ("Ledger", "Courrier", "Wire") * 20, strict=False)]
    weights = {what: list(accumulate(1 / (n + 8) ** 0.9 for n in range(len(some)))) for what, some in chosen.items()}

    def pick(what: str = "") -> Entity:
        return rnd.choices(chosen[what], cum_weights=weights[what])[0]

    made, recalled = 0, {}
    for number in numbers():
        a, b, start = pick(), pick(), date(2015, 1, 1) + timedelta(days=rnd.randrange(4000))
        if a == b:
            continue
        tell = _structure if number % 8 == 5 else _quarrel if number % 3 == 0 else _deal
        for told in tell(f"{seed}-{number}", a, b, start, rnd, pick("authority"), pick("court")):
            old = recalled.get(a.id) if rnd.random() < 0.4 else None
            recalled[a.id] = told
            whole = _recalling(told, old) if old else told
            text = whole.article.text
            miss = (Miss("ACQUIRES", "no party", Evidence(0, len(text), text)),) if rnd.random() < 0.2 else ()
            outlet = outlets[min(rnd.randrange(60), rnd.randrange(60))]
            yield replace(whole, misses=miss, article=replace(whole.article, publisher=outlet))
            made += len(whole.claims)
            if made >= claims:
                return


def _bodies(name: str, kind: str, stems: list[str]) -> list[Entity]:
    return [entity(name.format(stem), kind) for stem in stems[::97]]


def _recalling(told: Extraction, old: Extraction) -> Extraction:
    """``told`` with a sentence of an earlier article at its end."""
    first, start = old.claims[0], len(told.article.text) + 1
    sentence = first.evidence.text
    again = replace(first, id=f"{told.article.id}-{first.id}"[:40], statement=f"{told.article.id}-2", date=None,
                    evidence=Evidence(start, start + len(sentence), sentence))
    entities = {one.id: one for one in (*told.entities, *old.entities)}
    return replace(told, article=replace(told.article, text=f"{told.article.text} {sentence}"),
                   entities=tuple(entities.values()), claims=(*told.claims, again))


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


def _structure(story: str, a: Entity, b: Entity, start: date, rnd: random.Random, *_: Entity) -> Iterator[Extraction]:
    relation, words = rnd.choice([("HOLDS_STAKE_IN", "holds a part of"), ("SUBSIDIARY_OF", "belongs to"),
                                  ("COMPETES_WITH", "competes with")])
    for number in range(rnd.choice([1, 2])):
        told = _claim(f"{story}-{number}", relation, a, b, f"{a.name} {words} {b.name}.", status="current")
        yield _article(f"{story}-{number}", told, (a, b), start + timedelta(days=30 * number), "en", rnd)


def _deal(story: str, a: Entity, b: Entity, start: date, rnd: random.Random, *_: Entity) -> Iterator[Extraction]:
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


def _quarrel(story: str, a: Entity, b: Entity, start: date, rnd: random.Random,
             authority: Entity, court: Entity) -> Iterator[Extraction]:
    if rnd.random() < 0.25:
        fine = money(str(rnd.randint(1, 90) * 10**7), "EUR", "fine")
        steps = [("INVESTIGATES", "ongoing", None, "{a} has opened an inquiry into {b}."),
                 ("FINES", "decided", fine, "{a} has fined {b} for closing the market to rivals.")]
        a, steps = authority, steps[: rnd.randint(1, 2)]
    else:
        sum_ = money(str(rnd.randint(1, 90) * 10**7), rnd.choice(["USD", "EUR"]), "claimed")
        steps = [(r, s, replace(sum_, of=of) if of else None, t) for r, s, of, t in QUARREL[: rnd.randint(1, 4)]]
    when = start
    for step, (relation, status, amount, sentence) in enumerate(steps):
        for number in range(rnd.choice([1, 1, 2])):
            article = f"{story}-{step}-{number}"
            roles = {"court": (court.id,)} if relation == "SUES" else {}
            told = _claim(article, relation, a, b, sentence.format(a=a.name, b=b.name), status=status,
                          stance="asserted", date=_date(when, rnd), amount=amount, roles=roles,
                          outcome="fined" if relation == "FINES" else None)
            yield _article(article, told, (a, b, court), when + timedelta(days=number), "en", rnd)
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
