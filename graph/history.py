"""The stages of one event out of its facts, oldest first, and where they lead: status, outcome, sums, days.

Dated facts that say the same are one stage, at the sharpest date told. An undated one belongs to a stage that says the
same; else it is a stage of the day it was published, where it moves the event forward, denies, or brings a new sum.
A memory of an earlier stage is no stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.facts import UNPLACED, Fact, same_sum
from graph.lifecycles import Lifecycle, lifecycles, mentions
from graph.model import Money, Stage

_CORRECTED = 30     # days within which an outlet corrects itself


@dataclass(slots=True)
class Group:
    """Facts that say the same of one stage; ``start`` and ``end`` are of the sharpest date among them."""

    facts: list[Fact]
    start: date = field(init=False)
    end: date = field(init=False)
    sums: list[Money] = field(default_factory=list)

    def __post_init__(self) -> None:
        first, *more = self.facts
        self.facts = []
        self.start, self.end = first.start, first.end
        for fact in (first, *more):
            self.add(fact)

    def add(self, fact: Fact) -> None:
        self.facts.append(fact)
        if fact.money is not None and fact.money not in self.sums:
            self.sums.append(fact.money)

    @property
    def status(self) -> str:
        return self.facts[0].status

    @property
    def denied(self) -> bool:
        return self.facts[0].denied

    @property
    def money(self) -> Money | None:
        return next((f.money for f in self.facts if f.money is not None), None) if self.sums else None

    @property
    def outcome(self) -> str | None:
        return next((f.claim.outcome for f in self.facts if f.claim.outcome), None)

    @property
    def dated(self) -> bool:
        return self.facts[0].dated

    @property
    def order(self) -> tuple[date, int, str]:
        return (date.min if self.start == UNPLACED else self.start), self.facts[0].rank, self.facts[0].claim.id

    def takes(self, fact: Fact) -> bool:
        """Whether ``fact`` says the same, its day aside."""
        outcomes = {self.outcome, fact.claim.outcome} - {None}
        return (self.status == fact.status and self.denied == fact.denied and len(outcomes) < 2
                and all(same_sum(fact.money, money) for money in self.sums))


@dataclass(slots=True)
class Course:
    """The groups of an event in order, what is only expected, and what follows from them."""

    groups: list[Group]
    expected: list[Fact]
    status: str
    stance: str
    outcome: str | None
    moves: list[Group]


def course(facts: Sequence[Fact], life: Lifecycle) -> Course:
    """The course of the event that ``facts`` tell."""
    told = _fullest(_uncorrected([f for f in facts if f.staged]))
    expected = sorted((f for f in told if f.expected and not f.denied), key=lambda f: f.order)
    groups = _groups([f for f in told if not f.expected or f.denied], life)
    moves = _moves(groups, life)
    if not moves:
        denied = [g for g in groups if g.denied]
        status = denied[-1].status if denied else life.expected_as
        stance = "denied" if denied else _stance(expected)
        return Course(groups, expected, status, stance, None, moves)
    last = moves[-1]
    same = [f for g in groups if g.status == last.status and not g.denied for f in g.facts]
    outcome = next((g.outcome for g in reversed(moves) if g.outcome or g.status == "overturned"), None)
    return Course(groups, expected, last.status, _stance(same), outcome, moves)


def _uncorrected(facts: Sequence[Fact]) -> list[Fact]:
    """``facts`` without what its own outlet has since corrected: the same stage, told otherwise in a correction."""
    corrections = {f.claim.article for f in facts if mentions(f.claim.evidence, lifecycles().correction)}
    fixes = [f for f in facts if f.claim.article in corrections and f.claim.publisher and f.claim.published]
    return [f for f in facts if not any(_corrects(fix, f) for fix in fixes)]


def _fullest(facts: Sequence[Fact]) -> list[Fact]:
    """``facts`` without those of which the same article says more of the same day: a ruling that is a dismissal. No
    denial is such a one."""
    said = {(f.claim.article, f.day, f.status) for f in facts if not f.denied}
    more = lifecycles().says_less
    return [f for f in facts if f.denied or not any((f.claim.article, f.day, status) in said
                                                    for status in more.get(f.status, ()))]


def _corrects(fix: Fact, fact: Fact) -> bool:
    one, other = fix.claim, fact.claim
    if one.article == other.article or one.publisher != other.publisher or one.relation != other.relation:
        return False
    days = (one.published - other.published).days if one.published and other.published else -1
    differs = not same_sum(fix.money, fact.money) or fix.denied != fact.denied
    return 0 <= days <= _CORRECTED and one.status == other.status and differs


def _stance(facts: Iterable[Fact]) -> str:
    return "asserted" if any(f.claim.stance == "asserted" for f in facts) else "reported"


def _groups(facts: Sequence[Fact], life: Lifecycle) -> list[Group]:
    groups: list[Group] = []
    # the sharpest first, so that "in 2023" finds the day; a sum first, so that one without finds it
    dated = sorted((f for f in facts if f.dated),
                   key=lambda f: ((f.end - f.start).days, f.start, f.money is None, f.claim.id))
    for fact in dated:
        same = next((g for g in groups if g.takes(fact) and fact.start <= g.end and g.start <= fact.end), None)
        _put(groups, same, fact)
    for fact in sorted((f for f in facts if not f.dated), key=lambda f: (f.day, f.rank, f.money is None, f.claim.id)):
        before = [g for g in groups if g.takes(fact) and (g.start <= fact.day or _beside(g, fact))]
        same = max(before, key=lambda g: (_beside(g, fact), not _news_sum(g, fact), g.order), default=None)
        if same is not None or fact.denied or _forward(groups, fact, life) or _new_sum(groups, fact):
            _put(groups, same, fact)
    for group in groups:
        _first(group)
    _narrow(groups, life)
    return sorted(groups, key=lambda g: g.order)


def _first(group: Group) -> None:
    """The fact that speaks for ``group`` first: the sharpest date, an earlier report of a day within a long span."""
    group.facts.sort(key=lambda f: (f.denied, not f.dated, (f.end - f.start).days, f.start,
                                    f.claim.stance != "asserted", -f.claim.confidence, f.claim.id))
    lead = group.facts[0]
    known = min((f.day for f in group.facts if not f.dated), default=UNPLACED)
    dating = min((f.claim.published or UNPLACED for f in group.facts if f.dated), default=UNPLACED)
    if not lead.sharp and lead.start <= known <= lead.end and known < dating:
        group.facts.sort(key=lambda f: (f.dated, f.day, f.claim.stance != "asserted", -f.claim.confidence, f.claim.id))
    group.start, group.end = group.facts[0].start, group.facts[0].end


def _narrow(groups: Sequence[Group], life: Lifecycle) -> None:
    """What follows a stage of a known day did not happen before it: "completed in 2020" begins with that day."""
    for late in groups:
        for early in groups:
            follows = life.may_follow(late.status, early.status) and not life.may_follow(early.status, late.status)
            if follows and late.start < early.start <= late.end and early.end < late.end and not early.denied:
                late.start = early.start


def _put(groups: list[Group], group: Group | None, fact: Fact) -> None:
    if group is None:
        groups.append(Group([fact]))
    else:
        group.add(fact)


def _beside(group: Group, fact: Fact) -> bool:
    return any(f.claim.article == fact.claim.article for f in group.facts)


def _news_sum(group: Group, fact: Fact) -> bool:
    return fact.money is not None and group.money is None


def _new_sum(groups: Sequence[Group], fact: Fact) -> bool:
    return fact.money is not None and not any(
        g.money is not None and same_sum(fact.money, g.money) for g in groups)


def _forward(groups: Sequence[Group], fact: Fact, life: Lifecycle) -> bool:
    """Whether an undated stage is a step on from what had happened by then, not a memory."""
    then = [g for g in groups if g.start <= fact.day and not g.denied]
    moves = _moves(sorted(then, key=lambda g: g.order), life)
    reached = {g.status for g in then}
    if not moves:
        return True
    if moves[-1].status == fact.status:         # the same stage with another outcome or sum
        return True
    return fact.status not in reached and life.may_follow(fact.status, moves[-1].status)


def _moves(groups: Sequence[Group], life: Lifecycle) -> list[Group]:
    """The groups that brought the event from stage to stage."""
    moves: list[Group] = []
    for group in groups:
        if group.denied:
            continue
        if not moves or group.status == moves[-1].status or life.may_follow(group.status, moves[-1].status):
            moves.append(group)
    return moves


def stages(found: Course) -> tuple[Stage, ...]:
    return tuple(
        replace(stage(g.facts[0], g.money, g.outcome), earliest=_day(g.start)) for g in found.groups)


def stage(fact: Fact, money: Money | None, outcome: str | None) -> Stage:
    """An entry of the history in the words of ``fact``; where no sentence dates it, by its day of publication."""
    claim = fact.claim
    own = fact.dated or fact.expected
    published = claim.published
    value = claim.date_value if own else published.isoformat() if published else None
    precision = claim.date_precision if own else "day" if published else None
    basis = claim.date_basis if own else "publication" if published else None
    return Stage(value, precision, _day(fact.start), basis, fact.status,
                 claim.stance, outcome, money, claim.attribution, claim.article, claim.id, claim.evidence)


def _day(day: date) -> date | None:
    return None if day == UNPLACED else day


def sums(found: Course, names: Sequence[str]) -> tuple[Money | None, tuple[Money, ...]]:
    """The latest sum of a kind in ``names``, and all sums in order, the same one only once in a row of its kind."""
    every: list[Money] = []
    latest: Money | None = None
    for group in found.groups:
        money = group.money
        if money is None or group.denied:
            continue
        seen = [m for m in every if m.of == money.of]
        # a memory of an earlier sum changes nothing, a dated return to it does
        if seen and (same_sum(seen[-1], money) or (not group.dated and any(same_sum(m, money) for m in seen))):
            continue
        every.append(money)
    for money in every:
        if money.of in names:
            latest = money
    return latest, tuple(every)


def first_and_last(found: Course) -> tuple[Stage | None, Stage | None]:
    """The stages that occurred first and last; of an event of denials alone, these."""
    groups = [g for g in found.groups if not g.denied] or found.groups
    told = [replace(stage(g.facts[0], None, None), earliest=_day(g.start)) for g in groups]
    return (told[0], told[-1]) if told else (None, None)
