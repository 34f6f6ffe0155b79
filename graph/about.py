"""What ties events to each other: rounds and their investors, rival bids, reviews, and quarrels over a deal.

A tie wants a sign in the text: one statement, one article, a name in the matter. Being of the same company is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations_with_replacement

from graph.facts import UNPLACED, Fact
from graph.lifecycles import lifecycles, mentions
from graph.model import About, Event, GraphEntity
from graph.quarrels import is_named

_ROUND = timedelta(days=90)
_FRESH = timedelta(days=180)    # a deal told with a quarrel is what it is about only while it is news
_LONG = timedelta(days=1100)


@dataclass(slots=True)
class Told:
    """An event with the facts it stands on."""

    event: Event
    facts: Sequence[Fact]

    @property
    def articles(self) -> set[str]:
        return {f.claim.article for f in self.facts}

    @property
    def statements(self) -> set[tuple[str, str]]:
        return {(f.claim.article, f.claim.statement) for f in self.facts}

    @property
    def parties(self) -> set[str]:
        return {*self.event.source, *self.event.target}

    @property
    def first(self) -> date:
        return self.event.first_day or UNPLACED

    @property
    def last(self) -> date:
        return self.event.last_day or UNPLACED


def abouts(
    events: Sequence[Told], entities: Mapping[str, GraphEntity], beside: Mapping[str, set[str]]
) -> dict[str, tuple[About, ...]]:
    """Event id -> what it is about; ``beside``: article -> all parties that it tells of.

    A quarrel is compared only with deals whose other party one of its articles names, so that what is told of the same
    company elsewhere has no say.
    """
    of: dict[tuple[str, ...], list[Told]] = defaultdict(list)       # pairs of parties, or family and target -> deals
    for one in events:
        if one.event.node == "Deal":
            for pair in combinations_with_replacement(sorted(one.parties), 2):
                if pair[0] != pair[1] or len(one.parties) == 1:
                    of[pair].append(one)
            wanted = one.event.source if one.event.family == "round" else one.event.target
            for party in set(wanted):
                of[one.event.family, "of", party].append(one)
    found: dict[str, tuple[About, ...]] = {}
    for one in events:
        if one.event.node == "Deal":
            family = "round" if one.event.family == "equity" else one.event.family
            keys: set[tuple[str, ...]] = {(family, "of", party) for party in one.event.target}
        else:
            named = {party for article in one.articles for party in beside[article]} | one.parties
            keys = {tuple(sorted((party, other))) for party in one.parties for other in named}
        deals = {d.event.id: d for key in keys for d in of.get(key, ()) if d is not one}
        near = [deals[id] for id in sorted(deals)]
        if one.event.node == "Dispute":
            near = [deal for deal in near if deal.parties <= named]
        ties = _of_deal(one, near) if one.event.node == "Deal" else _of_dispute(one, near, entities)
        found[one.event.id] = tuple(dict.fromkeys(ties))
    return found


# --------------------------------------------------------------------------------------------------- deals


def _of_deal(one: Told, deals: Sequence[Told]) -> Iterable[About]:
    if one.event.family == "equity":
        rounds = [d for d in deals if d.event.family == "round" and set(d.event.source) & set(one.event.target)]
        best = min((r for r in rounds if _in_round(one, r)), key=lambda r: (_apart(one, r), r.event.id), default=None)
        if best is not None:
            yield About(best.event.id, "part_of")
    if one.event.family == "control":
        for other in deals:
            if other.event.family == "control" and _rivals(one, other) and (
                    (other.first, other.event.id) < (one.first, one.event.id)):
                yield About(other.event.id, "rival_bid")


def _in_round(one: Told, funding: Told) -> bool:
    near = _apart(one, funding) <= _ROUND
    return bool(one.statements & funding.statements) or near or (
        bool(one.articles & funding.articles) and UNPLACED in (one.first, funding.first))


def _apart(one: Told, other: Told) -> timedelta:
    """Days between the two events' spans; none where they overlap."""
    return max(one.first - other.last, other.first - one.last, timedelta(0))


def _rivals(one: Told, other: Told) -> bool:
    """Two who want the same target at the same time, not one after the other."""
    same_target = bool(set(one.event.target) & set(other.event.target))
    apart = set(one.event.source).isdisjoint(other.event.source)
    resale = any(a.event.status == "completed" and a.last <= b.first for a, b in ((one, other), (other, one)))
    return same_target and apart and not resale and _apart(one, other) <= timedelta(days=60)


# ------------------------------------------------------------------------------------------------ disputes


def _of_dispute(one: Told, deals: Sequence[Told], entities: Mapping[str, GraphEntity]) -> Iterable[About]:
    texts = _texts(one)
    for deal in deals:
        if not _in_time(one, deal):
            continue
        if deal.parties >= {*one.event.source[:1], *one.event.target[:1]}:
            if _own_deal(one, deal, texts):
                yield About(deal.event.id, "breach_of")
        elif deal.event.target and _third_party_deal(one, deal, deals, texts, entities):
            sued = one.event.kind != "regulatory" or any(f.claim.relation in lifecycles().suits for f in one.facts)
            yield About(deal.event.id, "challenges" if sued else "reviews")


def _texts(one: Told) -> list[str]:
    return sorted({text for f in one.facts for text in (f.claim.matter, f.claim.evidence) if text})


def _in_time(one: Told, deal: Told) -> bool:
    """The quarrel began while the deal was on or soon after it; a deal that lasts has no such end."""
    if UNPLACED in (one.first, deal.first):
        return True
    lasting = deal.event.family == "commercial"
    return deal.first - _LONG <= one.last and (lasting or one.first <= deal.last + _LONG)


def _own_deal(one: Told, deal: Told, texts: Iterable[str]) -> bool:
    """A quarrel of the two sides of a deal: over a takeover under way, or over a broken contract."""
    if deal.event.family == "control":
        return deal.first <= one.first and bool(one.articles & deal.articles)
    broken = any(mentions(text, lifecycles().breach) for text in texts)
    return broken and bool(one.articles & deal.articles)


def _third_party_deal(
    one: Told, deal: Told, deals: Sequence[Told], texts: Sequence[str], entities: Mapping[str, GraphEntity]
) -> bool:
    """A quarrel over a deal of one side with somebody else."""
    regulatory = one.event.kind == "regulatory"
    if deal.parties.isdisjoint(one.event.target) or not deal.parties.isdisjoint(one.event.source):
        return False                        # nobody challenges a deal of its own with a third
    if regulatory and deal.event.family != "control":
        return False
    others = deal.parties - one.parties
    counterparties = {other for f in one.facts for other in f.roles.get("counterparty", ())}
    if others & counterparties or one.statements & deal.statements:
        return True
    agreement = [text for text in texts if mentions(text, lifecycles().agreement)]
    if any(is_named(text, entities[other]) for text in agreement for other in others):
        return True
    if regulatory and agreement and [deal] == [d for d in deals if _pending(one, d)]:
        return True
    if one.articles.isdisjoint(deal.articles):
        return False
    if not _begins_with(one, deal):
        return False
    # told beside the quarrel's beginning and without a word on its matter: only where no other deal could be meant
    silent = not any(f.claim.matter for f in one.facts if f.claim.relation not in lifecycles().talks) and not (
        regulatory and any(mentions(text, lifecycles().over) for text in texts))
    told = {party for d in deals if one.articles & d.articles for party in d.parties - one.parties}
    return bool(agreement) or (silent and told == others)


def _begins_with(one: Told, deal: Told) -> bool:
    """The quarrel is first told in an article that tells the deal as news."""
    first = min(one.facts, key=lambda f: f.order)
    published = first.claim.published
    here = [f for f in deal.facts if f.claim.article == first.claim.article]
    return any(published is None or f.day == UNPLACED or f.day >= published - _FRESH for f in here)


def _pending(one: Told, deal: Told) -> bool:
    """A takeover by or of the other side, under way when the case began."""
    ours = deal.event.family == "control" and not deal.parties.isdisjoint(one.event.target)
    if not ours or UNPLACED in (one.first, deal.first) or deal.first > one.first:
        return False
    return deal.event.status not in ("completed", "abandoned") or one.first <= deal.last
