"""Names that are one party so far, which of them become one, and namesakes that a judgement parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from extract.names import name_key
from graph.model import Named, StoredClaim
from graph.verdicts import Verdicts

ALIASES = 3         # other names of one Named that lead to another party
_ACRONYM = re.compile(r"^(?=.*[A-Z])[A-Z0-9.&]{2,7}$")


class Told(Protocol):
    """With whom a Named takes part in claims; what is asked for only where names are close."""

    def others(self, named: Sequence[Named]) -> set[str]:
        """Marks of those told with any of ``named``: the keys of their names, and "#" before their ids in the list."""

    def meet(self, some: Sequence[Named], others: Sequence[Named]) -> bool:
        """Whether an article names one of each."""

    def owners(self, units: Sequence[Named]) -> Mapping[str, str]:
        """Unit -> key of its owner: the seller of it, or the parent it is said to have."""


class ToldBy:
    """As ``claims`` tell it."""

    def __init__(self, claims: Iterable[StoredClaim], named: Iterable[Named]) -> None:
        self._named = {one.id: one for one in named}
        self._claims: dict[str, list[StoredClaim]] = defaultdict(list)
        for claim in claims:
            for one in parties_of(claim):
                self._claims[one].append(claim)

    def others(self, named: Sequence[Named]) -> set[str]:
        told = {other for one in named for claim in self._claims[one.id] for other in parties_of(claim) - {one.id}}
        return {mark for other in told if other in self._named for mark in marks(self._named[other])}

    def meet(self, some: Sequence[Named], others: Sequence[Named]) -> bool:
        return not {one.article for one in some}.isdisjoint(one.article for one in others)

    def owners(self, units: Sequence[Named]) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for unit in units:
            of = found.setdefault(unit.id, set())
            for claim in self._claims[unit.id]:
                if claim.target == unit.id:
                    of.update(claim.roles.get("seller", ()))
                elif claim.source == unit.id and claim.relation == "SUBSIDIARY_OF" and claim.target:
                    of.add(claim.target)
        return {unit: min(self._named[one].list_id or self._named[one].key for one in of)
                for unit, of in found.items() if of and all(one in self._named for one in of)}


def marks(named: Named) -> set[str]:
    return {named.key} | ({f"#{named.list_id}"} if named.list_id else set())


@dataclass(slots=True)
class Party:
    """Named that are one so far. ``key`` is the words of its name as compared."""

    id: str
    key: str
    block: str
    listed: bool
    told: Told
    named: list[Named] = field(default_factory=list)

    @property
    def others(self) -> set[str]:
        """Marks of those it is told with."""
        return self.told.others(self.named)

    def meets(self, other: Party) -> bool:
        """Whether one article tells of both."""
        return self.told.meet(self.named, other.named)

    def aliases(self, acronyms: bool) -> set[str]:
        """Keys of the other names that articles give it: acronyms, or what has no word of its name ("formerly ...")."""
        written = {key for named in self.named for key, short in other_names(named.key, named.aliases) if
                   short == acronyms}
        return written - {self.key}


def other_names(key: str, aliases: Sequence[str]) -> list[tuple[str, bool]]:
    """Of what an article also calls ``key``: keys of at most three acronyms (True) and names of other words (False)."""
    found = {(name_key(alias), bool(_ACRONYM.match(alias))) for alias in aliases}
    own = set(key.split())
    return sorted((other, short) for other, short in found if other != key and (short or not set(other.split()) & own)
                  )[:ALIASES]


def head(key: str, block: str) -> str:
    """The word that a longer and a shorter name have in common: the first; of a person the last."""
    words = key.split() or [key]
    return f"{block} {words[-1 if block == 'person' else 0]}"


class Joined:
    """Which parties have become one: ``into`` leads from a party to the one it is. Judgements first, then rules."""

    def __init__(self, parties: Mapping[str, Party], home: Mapping[str, str], verdicts: Verdicts) -> None:
        self.into: dict[str, str] = {}
        pairs = verdicts.parties
        self._apart = [(home[a], home[b]) for a, b in pairs.aparts if a in home and b in home]
        for one, other in pairs.ones:
            if one in home and other in home:
                # the id that stays: one from the list, else the first by name
                keep, give = sorted((root(self.into, home[one]), root(self.into, home[other])),
                                    key=lambda id: (not parties[id].listed, id))
                self.join(give, keep)

    def join(self, one: str, other: str) -> None:
        """``one`` is ``other`` from now on, unless a judgement says that they are two."""
        first, last = root(self.into, one), root(self.into, other)
        barred = any({root(self.into, a), root(self.into, b)} == {first, last} for a, b in self._apart)
        if first != last and not barred:
            self.into[first] = last

    def join_all(self, pairs: Mapping[str, str]) -> None:
        for one, other in sorted(pairs.items()):
            self.join(one, other)


def parties_of(claim: StoredClaim) -> set[str]:
    """Ids of all Named that take part in ``claim``."""
    told = {claim.source, *(one for many in claim.roles.values() for one in many)}
    return told | ({claim.target} if claim.target else set())


def root(into: Mapping[str, str], id: str) -> str:
    while id in into:
        id = into[id]
    return id


def split(parties: Mapping[str, Party], verdicts: Verdicts) -> dict[str, Party]:
    """``parties`` where namesakes judged to be different are so; who was not judged goes with whom it is most alike."""
    done: dict[str, Party] = {}
    for party in parties.values():
        groups = _namesakes(party, verdicts)
        if len(groups) < 2:
            done[party.id] = party
            continue
        judged = {one.id for group in groups for one in group}
        known = [party.told.others(group) for group in groups]
        for named in party.named:
            if named.id not in judged:
                alike = [len(some & party.told.others([named])) for some in known]
                groups[alike.index(max(alike))].append(named)
        for n, group in enumerate(groups):
            id = f"{party.id}~{min(one.id for one in group if one.id in judged)[:8]}" if n else party.id
            done[id] = replace(party, id=id, named=sorted(group, key=lambda one: one.id),
                               listed=party.listed and not n)
    return done


def _namesakes(party: Party, verdicts: Verdicts) -> list[list[Named]]:
    """The judged Named of ``party`` in as few groups as keep apart who was judged to be different."""
    pairs = verdicts.parties
    groups: list[list[Named]] = []
    for one in (named for named in party.named if named.id in pairs.judged):
        same = next((g for g in groups if any(pairs.one(one.id, other.id) for other in g)), None)
        free = same or next((g for g in groups if not any(pairs.apart(one.id, other.id) for other in g)), None)
        if free is None:
            groups.append([one])
        else:
            free.append(one)
    return groups
