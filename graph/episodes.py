"""The facts of one block cut into episodes: one deal or one quarrel each.

Facts are taken in order of time. One that could not be a step of the episode at hand, or is said to be anew, begins
another; what has no date of its own goes with its article's dated fact of the same stage, else with the latest episode.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from graph.facts import UNPLACED, Fact, same_sum
from graph.lifecycles import Family, Lifecycle, lifecycles
from graph.quarrels import Block
from graph.verdicts import Pairs, base

_WORD = re.compile(r"\w{4,}")
_NEWS = 45      # days before publication within which a dated stage is what the article is about
_SOON = 7       # days within which two reports of a "new" stage are of the same one
_MONTH = 30
_REVIEW = 540   # days that a review of one deal may take


@dataclass(slots=True)
class Episode:
    """Facts that are one event, and where they have brought it. ``id`` of the first fact orders episodes."""

    family: str
    facts: list[Fact] = field(default_factory=list)
    state: str | None = None
    moved: Fact | None = None
    reached: dict[str, Fact] = field(default_factory=dict)

    def add(self, fact: Fact, life: Lifecycle) -> None:
        self.facts.append(fact)
        if not fact.happened or not fact.staged:
            return
        news = fact.sharp or fact.status not in self.reached
        if self.state is None or (news and life.may_follow(fact.status, self.state)):
            self.state, self.moved = fact.status, fact
        self.reached.setdefault(fact.status, fact)

    def gap(self, fact: Fact) -> int:
        """Days from the last stage that moved it to ``fact``; 0 where either has no day."""
        if fact.day == UNPLACED or self.moved is None or self.moved.day == UNPLACED:
            return 0
        return (fact.day - self.moved.day).days

    def tells_end(self, article: str, life: Lifecycle) -> bool:
        ends = {*life.ends, "completed"}
        return any(f.claim.article == article and f.status in ends for f in self.facts)

    def sums(self, fact: Fact) -> list[Fact]:
        return [f for f in self.facts if f.money is not None and fact.money is not None and f.money.of == fact.money.of]


def episodes(block: Block, facts: Sequence[Fact], judged: Pairs) -> list[Episode]:
    """``facts`` as episodes, oldest first; ``judged`` comes before every rule."""
    life = lifecycles().life(block[0])
    known = judged.judged
    leaders = {one: lead for one, lead in _leaders(facts, life).items() if base(one) not in known}
    found: list[Episode] = []
    home: dict[str, Episode] = {}
    for fact in sorted((f for f in facts if f.claim.id not in leaders), key=lambda f: f.order):
        home[fact.claim.id] = _place(fact, found, block[0], judged)
    for fact in sorted((f for f in facts if f.claim.id in leaders), key=lambda f: f.order):
        home[leaders[fact.claim.id]].add(fact, life)
    return found


def _leaders(facts: Sequence[Fact], life: Lifecycle) -> dict[str, str]:
    """Undated facts -> the fact of their article that dates the same stage (or says that it is anew).

    Where an article has a completion as its news, the agreement that it recalls is of the same deal.
    """
    told: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        told[fact.claim.article, fact.status, fact.claim.stance].append(fact)
    leaders: dict[str, str] = {}
    for same in told.values():
        clear = [f for f in same if (f.sharp or f.again) and _is_news(f)]
        if clear:
            best = max(clear, key=lambda f: (f.again, f.day, f.claim.id))
            leaders |= {f.claim.id: best.claim.id for f in same if not f.dated and f is not best and not f.expected}
    ended = {f.claim.article: f for f in facts if f.sharp and f.happened and f.status == "completed" and _is_news(f)}
    for fact in facts:
        last = ended.get(fact.claim.article)
        plain = not (fact.dated or fact.again or fact.denied or fact.expected)
        if last is not None and plain and fact.claim.id not in leaders and life.may_follow("completed", fact.status):
            leaders[fact.claim.id] = last.claim.id
    return leaders


def _is_news(fact: Fact) -> bool:
    published = fact.claim.published
    return published is None or fact.day >= published - timedelta(days=_NEWS)


def _place(fact: Fact, found: list[Episode], name: str, judged: Pairs) -> Episode:
    family, life = lifecycles().family(name), lifecycles().life(name)
    episode = next((e for e in found if _judged(judged.one, [fact], e.facts)), None)
    if episode is None:
        episode = _home(fact, [e for e in found if not _judged(judged.apart, [fact], e.facts)], family, life)
    if episode is None:
        episode = Episode(name)
        found.append(episode)
    episode.add(fact, life)
    return episode


def _judged(said: Callable[[str, str], bool], some: Iterable[Fact], others: Sequence[Fact]) -> bool:
    """Whether ``said`` holds of a claim of each; what a round says of its investors is judged apart from it."""
    return any(said(base(one.claim.id), base(other.claim.id)) for one in some for other in others
               if one.of_round == other.of_round and one.claim.id != other.claim.id)


def _home(fact: Fact, found: Sequence[Episode], family: Family, life: Lifecycle) -> Episode | None:
    """The episode that ``fact`` belongs to, None where it begins another."""
    if not found:
        return None
    if fact.dated and not (fact.again and fact.status in family.again):
        for episode in reversed(found):
            if any(_at_once(fact, f) for f in episode.facts):
                return episode
    last = found[-1]
    if _begins_another(fact, last, family, life):
        return None
    matter = _words(fact)
    about = [e for e in found if any(matter & _words(f) for f in e.facts)]
    return about[-1] if matter and about and fact.status not in life.begins else last


def _at_once(fact: Fact, other: Fact) -> bool:
    """The same stage at a time that may be the same."""
    if not (other.dated and other.status == fact.status and other.denied == fact.denied):
        return False
    return fact.start <= other.end and other.start <= fact.end and same_sum(fact.money, other.money)


def _begins_another(fact: Fact, last: Episode, family: Family, life: Lifecycle) -> bool:
    if fact.day == UNPLACED or last.state is None:
        return False
    gap, state = last.gap(fact), last.state
    first = last.reached.get(fact.status)
    if first is not None and fact.again and fact.status in family.again and (fact.day - first.day).days > _SOON:
        return True
    if _told_once(fact, last):
        return True
    if state in life.ends or state == "completed":
        return _after_end(fact, last, family, life, gap)
    if _other_matter(fact, last, life):
        return True
    if fact.status not in life.begins or life.may_follow(fact.status, state) or fact.expected:
        return False
    return gap >= (family.stale if _brings_news(fact, last) else 2 * family.stale)


def _brings_news(fact: Fact, last: Episode) -> bool:
    """Whether it dates itself, says that it is anew, or gives another sum than is known: no mere memory."""
    sums = last.sums(fact)
    stakes = {f.claim.amount_percent for f in last.facts} - {None}
    another_stake = fact.claim.amount_percent is not None and bool(stakes) and fact.claim.amount_percent not in stakes
    another_sum = bool(sums) and not any(same_sum(fact.money, f.money) for f in sums)
    return fact.sharp or fact.again or another_sum or another_stake


def _after_end(fact: Fact, last: Episode, family: Family, life: Lifecycle, gap: int) -> bool:
    """Whether a fact told of a pair whose last event has ended is of another one."""
    state = last.state or ""
    wait = life.ends.get(state, family.apart)
    begins = fact.status in life.begins or fact.status == state == "completed"
    if not begins:
        return not life.may_follow(fact.status, state) and fact.sharp and gap >= max(wait, lifecycles().recall)
    if fact.expected:
        return False
    if fact.dated and not fact.sharp:       # "in 2023": only where the whole span is after the end
        return last.moved is not None and (fact.start - last.moved.end).days >= wait
    if _brings_news(fact, last):
        return gap >= wait
    return gap >= max(wait, lifecycles().recall) and not last.tells_end(fact.claim.article, life)


def _told_once(fact: Fact, last: Episode) -> bool:
    """A second fine of another sum, long after the first, is of another case."""
    wait = lifecycles().once.get(fact.claim.relation)
    before = [f for f in last.facts if f.claim.relation == fact.claim.relation and f.happened and f is not fact]
    if wait is None or not before or fact.denied:
        return False
    sums = [f for f in before if f.money is not None]
    differs = fact.money is not None and bool(sums) and not any(same_sum(fact.money, f.money) for f in sums)
    return differs and all(abs((fact.day - f.day).days) >= wait for f in before)


def _other_matter(fact: Fact, last: Episode, life: Lifecycle) -> bool:
    """A second suit of the same plaintiff over what shares no word with the first, told in the same language."""
    first = last.reached.get(fact.status)
    if fact.status != "filed" or first is None or not fact.happened or fact.source != first.source:
        return False
    if fact.claim.language != first.claim.language or (fact.day - first.day).days < _MONTH:
        return False
    matter = _words(fact)
    known = [words for f in last.facts if (words := _words(f)) and f.claim.language == fact.claim.language]
    return bool(matter) and bool(known) and not any(matter & words for words in known)


def _words(fact: Fact) -> set[str]:
    """The beginnings of the longer words of what it is about."""
    return {word[:6] for word in _WORD.findall((fact.claim.matter or "").casefold())}


# ------------------------------------------------------------------------------------ several on one side


def joined(found: Sequence[Episode], judged: Pairs) -> list[Episode]:
    """Episodes of several pairs as one where a sentence, a review or a judgement puts them together."""
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, episode in enumerate(found):
        for key in sorted({key for fact in episode.facts for key in _ties(fact)}):
            at[key].append(number)
    root = list(range(len(found)))

    def top(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    same_side = [(numbers[0], one) for numbers in at.values() for one in numbers[1:]]
    alike = [pair for pair in same_side if _together(found[pair[0]], found[pair[1]])]
    for one, other in [*_judged_pairs(found, judged), *alike, *_reviews(found)]:
        a, b = sorted((top(one), top(other)))
        sides = [[f for n, e in enumerate(found) if top(n) == side for f in e.facts] for side in (a, b)
                 ] if judged.aparts else [[], []]
        if not _judged(judged.apart, *sides):
            root[b] = a
    groups: dict[int, list[Episode]] = defaultdict(list)
    for number, episode in enumerate(found):
        groups[top(number)].append(episode)
    return [_merged(group) for _, group in sorted(groups.items())]


def _judged_pairs(found: Sequence[Episode], judged: Pairs) -> list[tuple[int, int]]:
    known = judged.judged
    of_claim = [(n, f) for n, e in enumerate(found) for f in e.facts if base(f.claim.id) in known]
    return [(n, m) for n, f in of_claim for m, g in of_claim if n < m and _judged(judged.one, [f], [g])]


def _ties(fact: Fact) -> list[tuple[str, ...]]:
    claim, family = fact.claim, lifecycles().family(fact.family)
    if len(fact.sides) < 2:
        return []
    shared = {"source": fact.sides[1], "target": fact.sides[0]}     # several sources share a target
    return [(claim.article, claim.statement, claim.relation, claim.status, shared[side], side) for side in family.joint]


def _reviews(found: Sequence[Episode]) -> list[tuple[int, int]]:
    """Pairs of episodes: an authority's with one party of a deal, and its nearest in time with the other party."""
    cases = [(number, fact) for number, e in enumerate(found) if e.family == "dispute" for fact in e.facts]
    between: dict[tuple[str, ...], list[tuple[int, Fact]]] = defaultdict(list)
    for number, fact in cases:
        between[tuple(sorted(fact.sides))].append((number, fact))
    pairs = set()
    for number, fact in cases:
        for other in (one for one in fact.roles.get("counterparty", ()) if one not in fact.sides):
            near = [(abs((fact.day - f.day).days), n) for n, f in between[tuple(sorted((fact.source, other)))]]
            if near and min(near)[0] <= _REVIEW:
                pairs.add((number, min(near)[1]))
    return sorted(pairs)


def _together(one: Episode, other: Episode) -> bool:
    """Not two quarrels that took different ways, nor two with a sum each, as two fines in one sentence."""
    if one.family == "dispute" and one.reached.keys() != other.reached.keys():
        return False
    sums = [{(f.money.value, f.money.of) for f in e.facts if f.money is not None and f.claim.relation in
             lifecycles().once} for e in (one, other)]
    return not (sums[0] and sums[1] and sums[0].isdisjoint(sums[1]))


def _merged(group: Sequence[Episode]) -> Episode:
    if len(group) == 1:
        return group[0]
    whole, life = Episode(group[0].family), lifecycles().life(group[0].family)
    for fact in sorted((f for e in group for f in e.facts), key=lambda f: f.order):
        whole.add(fact, life)
    return whole
