"""Who is who across articles: names that are one party, and namesakes that are not."""

from __future__ import annotations

import pytest

from graph.identity import resolve
from graph.model import GraphEntity, Named, StoredClaim
from graph.parties import ToldBy
from graph.suggest import suggestions
from tests.claims import News


def who(*news: News) -> tuple[dict[str, str], dict[str, GraphEntity]]:
    """Name and article ("Kestrel a") -> entity id; entities by id."""
    claims: list[StoredClaim] = [c for n in news for c in n.claims]
    named: list[Named] = [p for n in news for p in n.named.values()]
    entities, identity = resolve(named, ToldBy(claims, named))
    return {f"{p.name} {p.article}": identity[p.id] for p in named}, {e.id: e for e in entities}


def deal(article: str, source: str, target: str = "Ombra", **roles: str) -> News:
    return News(article, "2024-01-01").say("ACQUIRES", source, target, "agreed", **roles)


SAME = {
    "legal form, case, accents": (
        deal("a", "Solvène SA"), deal("b", "SOLVENE", "Pelion"), "Solvène SA a", "SOLVENE b"),
    "company and publisher": (
        deal("a", "Le Matin@publisher"), deal("b", "Le Matin", "Pelion"), "Le Matin a", "Le Matin b"),
    "company and fund": (deal("a", "Merevale@fund"), deal("b", "Merevale"), "Merevale a", "Merevale b"),
    "short name, shared counterparty": (
        deal("a", "Kestrel Semiconductors"), deal("b", "Kestrel"),
        "Kestrel Semiconductors a", "Kestrel b"),
    "short names on both sides": (
        deal("a", "Kestrel Semiconductors"), deal("b", "Kestrel", "Ombra Foods"),
        "Kestrel Semiconductors a", "Kestrel b"),
    "surname": (deal("a", "Nora Pelion@person"), deal("b", "Pelion@person"), "Nora Pelion a", "Pelion b"),
    "a person taken for a company": (
        deal("a", "Nora Pelion@person"), deal("b", "Nora Pelion"), "Nora Pelion a", "Nora Pelion b"),
    "a company taken for a person": (deal("a", "Pelion@person"), deal("b", "Pelion"), "Pelion a", "Pelion b"),
    "a unit of one seller": (
        deal("a", "Ombra", "leasing unit@unit", seller="Vesta"),
        deal("b", "Pelion", "Leasing Unit@unit", seller="Vesta"),
        "leasing unit a", "Leasing Unit b"),
}
APART = {
    "person and company, nothing shared": (
        deal("a", "Nora Pelion@person"), deal("b", "Nora Pelion", "Vesta"), "Nora Pelion a", "Nora Pelion b"),
    "surname and company, nothing shared": (
        deal("a", "Pelion@person"), deal("b", "Pelion", "Vesta"), "Pelion a", "Pelion b"),
    "company and product": (deal("a", "Ombra", "Orbix@product"), deal("b", "Ombra", "Orbix"), "Orbix a", "Orbix b"),
    "qualifiers differ": (
        deal("a", "Deltor Air Lines"), deal("b", "Deltor Electronics"), "Deltor Air Lines a", "Deltor Electronics b"),
    "no counterparty shared": (
        deal("a", "Kestrel Semiconductors"), deal("b", "Kestrel", "Pelion"),
        "Kestrel Semiconductors a", "Kestrel b"),
    "a country's branch": (deal("a", "Orbix France"), deal("b", "Orbix"), "Orbix France a", "Orbix b"),
    "not at a word's end": (deal("a", "Kestrelton"), deal("b", "Kestrel"), "Kestrelton a", "Kestrel b"),
    "both in one article": (
        News("a", "2024-01-01").say("ACQUIRES", "Kestrel Semiconductors", "Ombra", "agreed").say(
            "ACQUIRES", "Kestrel", "Ombra", "agreed"), News("b", None), "Kestrel Semiconductors a", "Kestrel a"),
    "units of two sellers": (
        deal("a", "Ombra", "leasing unit@unit", seller="Vesta"),
        deal("b", "Ombra", "leasing unit@unit", seller="Nordal"),
        "leasing unit a", "leasing unit b"),
    "units of nobody known": (
        deal("a", "Ombra", "leasing unit@unit"), deal("b", "Ombra", "leasing unit@unit"),
        "leasing unit a", "leasing unit b"),
}


@pytest.mark.parametrize("name", SAME)
def test_one_party(name: str) -> None:
    first, second, one, other = SAME[name]
    ids, _ = who(first, second)
    assert ids[one] == ids[other]


@pytest.mark.parametrize("name", APART)
def test_two_parties(name: str) -> None:
    first, second, one, other = APART[name]
    ids, _ = who(first, second)
    assert ids[one] != ids[other]


def test_a_short_name_of_two_stays_by_itself() -> None:
    ids, _ = who(deal("a", "Deltor Air Lines"), deal("b", "Deltor Electronics"), deal("c", "Deltor"))
    assert len({ids["Deltor Air Lines a"], ids["Deltor Electronics b"], ids["Deltor c"]}) == 3


def test_list_id_joins_names_and_keeps_listed_short_names_apart() -> None:
    news = [deal("a", "Halden"), News("b", None), News("c", None), deal("d", "Halden Works")]
    news[1].party("Halden Holding Company", list_id="halden")
    news[2].party("Halden", list_id="halden")
    ids, entities = who(*news)
    assert ids["Halden a"] == ids["Halden Holding Company b"] == ids["Halden c"] == "halden"
    assert ids["Halden Works d"] != "halden"
    assert entities["halden"].aliases == ("Halden Holding Company",)


def test_a_longer_name_of_one_that_the_list_knows_by_two_words() -> None:
    news = [News("a", None), News("b", None).say("MERGES_WITH", "Halden Fields Motors", "Ombra", "completed"),
            News("c", None).say("ACQUIRES", "Halden Fields Leasing", "Pelion", "agreed")]
    news[0].party("Halden Fields", list_id="halden-works")
    news[0].say("MERGES_WITH", "Halden Fields", "Ombra", "agreed")
    ids, _ = who(*news[:2])
    assert ids["Halden Fields a"] == ids["Halden Fields Motors b"] == "halden-works"
    ids, _ = who(*news)         # two longer names, and one of them with another counterparty
    assert len({ids["Halden Fields a"], ids["Halden Fields Motors b"], ids["Halden Fields Leasing c"]}) == 3


def test_acronym_that_an_article_explains() -> None:
    news = [News("a", None), News("b", None), News("c", None)]
    news[0].party("Rivalry Control Bureau@public_body", aliases=("RCB",))
    news[1].party("RCB@public_body")
    news[2].party("RCB")
    ids, _ = who(*news)
    assert ids["Rivalry Control Bureau a"] == ids["RCB b"] != ids["RCB c"]


def test_former_name() -> None:
    news = [deal("a", "Orbix"), News("b", None), deal("c", "Halden", "Pelion")]
    news[1].party("Vexa", aliases=("Orbix", "Vexa Holding"))
    ids, entities = who(*news)
    assert ids["Orbix a"] == ids["Vexa b"] != ids["Halden c"]
    assert entities[ids["Orbix a"]].name == "Vexa"


def test_name_kind_and_former_ids() -> None:
    news = [deal("a", "Kestrel Semiconductors"), deal("b", "Kestrel"), deal("c", "Kestrel")]
    ids, entities = who(*news)
    entity = entities[ids["Kestrel b"]]
    assert (entity.name, entity.kind, entity.aliases) == ("Kestrel Semiconductors", "company", ("Kestrel",))
    assert entity.former == ("kestrel",)


def test_what_is_close_and_undecided_is_suggested() -> None:
    _, entities = who(deal("a", "Kestrel Semiconductors"), deal("b", "Kestrel", "Pelion"),
                      deal("c", "Brightwell", "Vesta"), deal("d", "Brightwel", "Nordal"),
                      deal("e", "Kestrel@person", "Nordal"))
    pairs = {(s.one, s.other) for s in suggestions(list(entities.values()))}
    assert pairs == {("kestrel", "kestrel-semiconductors"), ("brightwel", "brightwell")}
