"""What the judgements in force say, for consolidation to ask. Pure; of two that contradict the later counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.names import name_key
from graph.model import GraphEntity, Judgement, Named, StoredClaim

_HIDDEN = "[…]"     # stands for a suppressed name in a sentence


@dataclass(slots=True)
class Pairs:
    """Ids judged to be one, and ids judged to be two; a fresh one says nothing."""

    _root: dict[str, str] = field(default_factory=dict)
    _apart: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, judgements: Iterable[Judgement], one: str, two: str) -> Pairs:
        """From the kinds ``one`` and ``two``, latest first; what contradicts a later one is passed over."""
        pairs = cls()
        for judgement in judgements:
            first, other = (*judgement.on, "", "")[:2]
            if judgement.kind == one and not pairs.apart(first, other):
                low, high = sorted((pairs.root(first), pairs.root(other)))
                if low != high:
                    pairs._root[high] = low
            elif judgement.kind == two and not pairs.one(first, other):
                pairs._apart.append((first, other))
        return pairs

    @property
    def judged(self) -> set[str]:
        return {*self._root, *self._root.values(), *(id for pair in self._apart for id in pair)}

    def root(self, id: str) -> str:
        while id in self._root:
            id = self._root[id]
        return id

    def one(self, first: str, other: str) -> bool:
        return self.root(first) == self.root(other)

    def apart(self, first: str, other: str) -> bool:
        wanted = {self.root(first), self.root(other)}
        return len(wanted) == 2 and any({self.root(a), self.root(b)} == wanted for a, b in self._apart)

    @property
    def ones(self) -> list[tuple[str, str]]:
        return sorted(self._root.items())

    @property
    def aparts(self) -> list[tuple[str, str]]:
        return sorted(self._apart)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """``parties`` on Named ids, ``events`` on claim ids without their version, ``names`` from Named id to name."""

    parties: Pairs = field(default_factory=Pairs)
    events: Pairs = field(default_factory=Pairs)
    names: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    suppressed: frozenset[str] = frozenset()            # ids of articles and of Named
    hidden_names: frozenset[str] = frozenset()          # their names and titles
    suppressed_keys: frozenset[str] = frozenset()       # keys of these

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Verdicts:
        latest = sorted((j for j in judgements if j.undone_at is None), key=lambda j: (j.at, j.id), reverse=True)
        hidden = [j for j in latest if j.kind == "suppress"]
        read = {j.on[0]: j.kind for j in reversed(latest) if j.kind in ("right claim", "wrong claim")}
        return cls(
            parties=Pairs.of(latest, "same", "different"),
            events=Pairs.of(latest, "same event", "other event"),
            names={j.on[0]: j.name for j in reversed(latest) if j.kind == "rename" and j.name},
            wrong=frozenset(claim for claim, kind in read.items() if kind == "wrong claim"),
            suppressed=frozenset(id for j in hidden for id in j.on),
            hidden_names=frozenset(label for j in hidden for label in j.labels),
            suppressed_keys=frozenset(name_key(label) for j in hidden for label in j.labels),
        )

    def hides(self, named: Named) -> bool:
        """Whether ``named`` is suppressed: itself, or a person of a suppressed name."""
        return named.id in self.suppressed or (named.kind == "person" and named.key in self.suppressed_keys)


def base(claim: str) -> str:
    """A claim's id without the version of its article."""
    return claim.partition("@")[0]


def heard(claims: Sequence[StoredClaim], verdicts: Verdicts) -> list[StoredClaim]:
    """``claims`` without those judged wrong and those of suppressed articles."""
    return [c for c in claims if base(c.id) not in verdicts.wrong and c.article not in verdicts.suppressed]


def without(
    claims: Sequence[StoredClaim], named: Sequence[Named], identity: Mapping[str, str], verdicts: Verdicts
) -> tuple[list[StoredClaim], frozenset[str]]:
    """``claims`` that suppressed parties take no side in, their names struck out; and the ids of these entities."""
    hidden = frozenset(identity[one.id] for one in named if verdicts.hides(one))
    if not hidden:
        return list(claims), hidden
    names: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if identity[one.id] in hidden:
            names[one.article].update((one.name, *one.aliases))
    kept = []
    for claim in claims:
        if identity[claim.source] in hidden or (claim.target and identity[claim.target] in hidden):
            continue
        roles = {role: tuple(p for p in many if identity[p] not in hidden) for role, many in claim.roles.items()}
        said = None if claim.attribution in names[claim.article] else claim.attribution
        kept.append(replace(
            claim, roles={role: many for role, many in roles.items() if many}, attribution=said,
            evidence=struck(claim.evidence, names[claim.article]),
        ))
    return kept, hidden


def struck(text: str, names: Iterable[str]) -> str:
    """``text`` with each of ``names`` made unreadable, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, _HIDDEN)
    return text


def renamed(entity: GraphEntity, name: str) -> GraphEntity:
    """``entity`` under the name it was given; its own stays an alias."""
    others = {entity.name, *entity.aliases} - {name}
    return replace(entity, name=name, aliases=tuple(sorted(others)))
