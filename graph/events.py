"""An event out of one episode: its sides, kind, id, title, and what its history says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from babel import Locale
from babel.lists import format_list

from graph.episodes import Episode
from graph.facts import UNPLACED, Fact, Relations
from graph.history import Course, course, first_and_last, stage, stages, sums
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Stage
from graph.origins import Sources, origins

_ENGLISH = Locale("en", "GB")
_SPELLINGS = 4      # former ids are kept for so many earlier ids of a party


@dataclass(frozen=True, slots=True)
class World:
    """What an event is made from beside its facts."""

    relations: Relations
    entities: Mapping[str, GraphEntity]
    sources: Sources

    def kind(self, id: str) -> str:
        return self.entities[id].kind


def event_of(episode: Episode, world: World) -> Event | None:
    """The deal or dispute of ``episode``; None where nothing in it opens one (an accusation, a mere approval)."""
    rules = lifecycles()
    facts = sorted(episode.facts, key=lambda f: f.order)
    dispute = rules.family(episode.family).life == "dispute"
    if not any(f.staged and (f.claim.relation in rules.opens or not dispute) for f in facts):
        return None
    told = course(facts, rules.life(episode.family))
    kind, source, target = (_dispute if dispute else _deal)(facts, world)
    amount, amounts = sums(told, rules.family(episode.family).amounts)
    first, last = first_and_last(told)
    voiced = [f for f in facts if f.staged]
    id, former = _ids(episode.family, facts, (*source, *target), world)
    return Event(
        id=id, node="Dispute" if dispute else "Deal", kind=kind, family=episode.family,
        title=_title(kind, source, target, world.entities), status=told.status, stance=told.stance,
        contested=any(f.denied for f in voiced) and told.stance != "denied", outcome=told.outcome,
        source=source, target=target, parties=_parties(facts, kind, source, target, world),
        matter=next((f.claim.matter for f in facts if f.claim.matter), None),
        amount=amount, amounts=amounts,
        first_date=first.date if first else None, last_date=last.date if last else None,
        first_day=first.earliest if first else None, last_day=last.earliest if last else None,
        articles=len({f.claim.article for f in facts}), origins=origins(voiced, world.sources),
        languages=tuple(sorted({f.claim.language for f in facts})), about=(), history=stages(told),
        claims=tuple(sorted(f.claim.id for f in facts)), former_ids=former, properties=_properties(facts),
        expected=_expected(told), told=max((f.known for f in facts if f.known), default=None),
        undated=any(f.known is None for f in facts),
    )


def _expected(told: Course) -> tuple[Stage, ...]:
    return tuple(stage(fact, fact.money, fact.claim.outcome) for fact in told.expected)


# --------------------------------------------------------------------------------------------------- sides


def _deal(facts: Sequence[Fact], world: World) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Kind, source and target: of the relation most often told, in the direction most often told."""
    names = Counter(f.claim.relation for f in facts if not f.denied) or Counter(f.claim.relation for f in facts)
    kind = min(names, key=lambda n: (n in lifecycles().talks, -names[n], n))
    of_kind = [f for f in facts if f.claim.relation == kind]
    if world.relations[kind].symmetric:
        source, target = of_kind[0].source, of_kind[0].target
        return kind, (source,), (target,) if target else ()
    ways = Counter((f.source, f.target) for f in of_kind)
    kept = [(s, t) for s, t in ways if (t, s) not in ways or (-ways[s, t], s) < (-ways[t or "", s], t or "")]
    targets = {t for _, t in kept if t is not None}
    return kind, tuple(sorted({s for s, _ in kept} - targets)), tuple(sorted(targets))


def _dispute(facts: Sequence[Fact], world: World) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Kind, the side that began, the other side. Who is on which side is told by who stands against whom."""
    opening = min((f for f in facts if len(f.sides) == 2), key=lambda f: _began(f, world), default=facts[0])
    first, *rest = _beginner_first(opening, world)
    began, answered = {first}, set(rest)
    grew = True
    while grew:
        grew = False
        for fact in (f for f in facts if len(f.sides) == 2):
            for one, other in (fact.sides, fact.sides[::-1]):
                if one in began and other not in began | answered:
                    answered.add(other)
                    grew = True
                elif one in answered and other not in began | answered:
                    began.add(other)
                    grew = True
    authority = any(world.kind(one) == "public_body" for one in began | answered)
    return "regulatory" if authority else "litigation", tuple(sorted(began)), tuple(sorted(answered))


def _began(fact: Fact, world: World) -> tuple[bool, bool, date, int, str]:
    """Orders facts by how well they show who began: what opens a quarrel, asserted, first of all."""
    rules = lifecycles()
    answers = fact.claim.relation in (*rules.began_by_target, *rules.rulings, *rules.talks, *rules.supports)
    return answers or world.relations[fact.claim.relation].symmetric, fact.denied, *fact.order


def _beginner_first(fact: Fact, world: World) -> tuple[str, ...]:
    rules, sides = lifecycles(), fact.sides
    if len(sides) == 2 and fact.claim.relation in (*rules.rulings, *rules.began_by_target):
        authority = [one for one in sides if world.kind(one) == "public_body"]
        lost_claim = fact.claim.relation in rules.rulings and fact.claim.outcome == "respondent"
        if authority:
            return (authority[0], *(one for one in sides if one != authority[0]))
        return sides[::-1] if lost_claim or fact.claim.relation in rules.began_by_target else sides
    return sides


def _parties(
    facts: Iterable[Fact], kind: str, source: tuple[str, ...], target: tuple[str, ...], world: World
) -> dict[str, tuple[str, ...]]:
    """Both sides by their role, then all further roles that are not themselves a side."""
    if kind in world.relations:
        edge = world.relations[kind].edge
        found = {edge.source: set(source), **({edge.target: set(target)} if edge.target else {})}
    else:
        words = ("authority", "company") if kind == "regulatory" else ("claimant", "respondent")
        found = {words[0]: set(source), words[1]: set(target)}
    for fact in facts:
        edge = world.relations[fact.claim.relation].edge
        roles = {r: many for r, many in fact.roles.items() if r not in ("source", "target", edge.source, edge.target)}
        if fact.claim.relation in lifecycles().rulings and fact.source not in fact.sides:
            roles["court"] = (*roles.get("court", ()), fact.source)
        for role, many in roles.items():
            found.setdefault(role, set()).update(one for one in many if one not in (*source, *target))
    return {role: tuple(sorted(many)) for role, many in found.items() if many}


def _properties(facts: Iterable[Fact]) -> dict[str, str | bool | float]:
    """What the claims say beside the sums; the latest word counts."""
    found: dict[str, str | bool | float] = {}
    for fact in facts:
        if not fact.denied:
            found |= fact.claim.properties
            if fact.claim.amount_percent is not None:
                found["percent"] = float(fact.claim.amount_percent)
    return dict(sorted(found.items()))


# ------------------------------------------------------------------------------------------- id and title


def _ids(family: str, facts: Sequence[Fact], parties: Sequence[str], world: World) -> tuple[str, tuple[str, ...]]:
    """The id by the episode's first day, and those it would have on fewer articles: all its days and pairs."""
    days = sorted({f.day for f in facts})
    pairs = {tuple(sorted(f.sides)) for f in facts} | {tuple(sorted(parties))}
    spelt = {
        tuple(sorted(way)) for pair in pairs
        for way in product(*((one, *world.entities[one].former[:_SPELLINGS]) for one in pair))
    }
    id = _sha(family, *sorted(parties), days[0].isoformat())
    former = {_sha(family, *way, day.isoformat()) for way in spelt for day in days}
    return id, tuple(sorted(former - {id}))


def _sha(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]


def distinct(events: Sequence[Event]) -> list[Event]:
    """``events`` with ids that no two share, and former ids that lead to one event only, the earliest."""
    taken: set[str] = set()
    order = sorted(range(len(events)), key=lambda n: (events[n].first_day or UNPLACED, events[n].id, events[n].claims))
    done = list(events)
    for n in order:
        id = events[n].id
        while id in taken:                  # two episodes of one pair that begin on one day
            id = _sha(id)
        taken.add(id)
        done[n] = replace(events[n], id=id)
    for n in order:
        former = tuple(old for old in done[n].former_ids if old not in taken)
        taken.update(former)
        done[n] = replace(done[n], former_ids=former)
    return done


def _title(kind: str, source: Sequence[str], target: Sequence[str], entities: Mapping[str, GraphEntity]) -> str:
    """"Amazon – OpenAI: investment", "Elmer, Nordal and Tolvane – Birdie: acquisition"."""
    sides = [format_list([entities[one].name for one in side], locale=_ENGLISH) for side in (source, target) if side]
    return f"{' – '.join(sides)}: {lifecycles().titles.get(kind, kind.replace('_', ' ').lower())}"
