"""Who is who across articles: from each Named to its entity.

Deterministic keys first: the list's id, else the name's key within a block of kinds that go together. Then names that
an article gives for another (acronyms, former names), then short names: "Kestrel" is "Kestrel Semiconductors" where
that is the only longer name beginning so (a person's: ending so) and both are told with the same counterparty. What is
left apart stays apart. A unit is its owner's; without an owner it is its article's.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from extract.registry import ROOT, Strict, read
from graph.model import GraphEntity, Named
from graph.parties import Joined, Party, Told, root, split
from graph.verdicts import Verdicts, renamed

_SLUG = re.compile(r"[^\w]+")
_LONGEST = 200      # characters of an id that every engine can index


class Identity(Strict):
    qualifiers: tuple[str, ...]
    blocks: dict[str, tuple[str, ...]]


@cache
def _rules() -> Identity:
    return read(ROOT / "identity.yaml", Identity)


@cache
def block_of(kind: str) -> str:
    """The kinds that go with ``kind``, by the name of their block."""
    return next((name for name, kinds in _rules().blocks.items() if kind in kinds), kind)


def resolve(
    named: Sequence[Named], told: Told, verdicts: Verdicts | None = None
) -> tuple[tuple[GraphEntity, ...], dict[str, str]]:
    """Entities in order of id, and the way from each Named id to its entity's id."""
    verdicts = verdicts or Verdicts()
    parties = _by_key(named, told)
    if verdicts.parties.aparts:
        parties = split(parties, verdicts)
    home = {one.id: party.id for party in parties.values() for one in party.named}
    joined = Joined(parties, home, verdicts)
    joined.join_all(_people(parties) | _acronyms(parties))
    joined.join_all(_renamed(parties, joined.into))
    joined.join_all(_short_names(parties, joined.into))
    into = joined.into
    merged: dict[str, list[Party]] = defaultdict(list)
    for party in parties.values():
        merged[root(into, party.id)].append(party)
    names = {root(into, home[id]): name for id, name in verdicts.names.items() if id in home}
    alone = {id: {one.list_id or _id(one, block_of(one.kind), {}) for party in some for one in party.named} - {id}
             for id, some in merged.items()}
    claimed = Counter(one for ids in alone.values() for one in ids)
    entities = []
    for id in sorted(merged):
        former = tuple(sorted(one for one in alone[id] if claimed[one] == 1 and one not in merged))
        entity = _entity(id, merged[id], former)
        entities.append(renamed(entity, names[id]) if id in names else entity)
    return tuple(entities), {one: root(into, party) for one, party in home.items()}


def _by_key(named: Sequence[Named], told: Told) -> dict[str, Party]:
    """Parties by list id, else by key and block; a key that the list knows once takes those not looked up."""
    listed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in named:
        if one.list_id:
            listed[one.key, block_of(one.kind)].add(one.list_id)
    owners = told.owners([one for one in named if block_of(one.kind) == "unit"])
    parties: dict[str, Party] = {}
    for one in sorted(named, key=lambda n: n.id):
        block = block_of(one.kind)
        known = listed[one.key, block]
        list_id = one.list_id or (min(known) if len(known) == 1 and block != "unit" else None)
        id = list_id or _id(one, block, owners)
        party = parties.setdefault(id, Party(id, one.key, block, bool(list_id), told))
        party.named.append(one)
    return parties


def _id(one: Named, block: str, owners: Mapping[str, str]) -> str:
    words = slug(one.key) or one.id
    if block == "unit":
        return f"{words}~unit~{owners.get(one.id, one.article)}"
    return words if block == "corporate" else f"{words}~{block}"


def slug(key: str) -> str:
    """The id that a company has by the key of its name alone."""
    words = _SLUG.sub("-", key).strip("-")
    return words if len(words) <= _LONGEST else hashlib.sha1(key.encode()).hexdigest()


def _people(parties: Mapping[str, Party]) -> dict[str, str]:
    """A person and a company of the same name, off the list, told with the same counterparty, are one misread.

    One name alone is the company's, several are the person's.
    """
    companies = {party.key: party for party in parties.values() if party.block == "corporate" and not party.listed}
    into: dict[str, str] = {}
    for person in parties.values():
        company = companies.get(person.key)
        if person.block == "person" and company and _share(person.others, company.others):
            one, other = (company, person) if " " in person.key else (person, company)
            into[one.id] = other.id
    return into


def _acronyms(parties: Mapping[str, Party]) -> dict[str, str]:
    """Parties called by an acronym alone -> the only party of their block that an article says has this acronym."""
    longer: dict[tuple[str, str], set[str]] = defaultdict(set)
    for party in parties.values():
        for acronym in party.aliases(acronyms=True):
            longer[party.block, acronym].add(party.id)
    into: dict[str, str] = {}
    for party in sorted(parties.values(), key=lambda p: p.id):
        whole = longer.get((party.block, party.key), set()) - {party.id}
        if len(whole) == 1 and not party.listed:
            only = parties[min(whole)]
            told = party.block == "authority" or party.others & only.others
            if told and root(into, only.id) != party.id:
                into[party.id] = only.id
    return into


def _renamed(parties: Mapping[str, Party], into: Mapping[str, str]) -> dict[str, str]:
    """Parties with a name that an article gives for exactly one other party, its former or other name -> that party."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for party in parties.values():
        if party.block in ("corporate", "authority"):
            for key in party.aliases(acronyms=False):
                owners[party.block, key].add(party.id)
    found: dict[str, str] = {}
    for party in sorted(parties.values(), key=lambda p: p.id):
        owned = owners.get((party.block, party.key), set()) - {party.id}
        if len(owned) != 1 or party.listed or party.id in into:
            continue
        whole = parties[min(owned)]
        if not party.meets(whole) and root({**into, **found}, whole.id) != party.id:
            found[party.id] = whole.id
    return found


def _short_names(parties: Mapping[str, Party], into: Mapping[str, str]) -> dict[str, str]:
    """Parties with a short name -> the only longer one that begins so, told with a counterparty they share; where the
    list knows the short one, by at least two words, the longer one -> it."""
    begins: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for party in parties.values():
        words = party.key.split()
        for n in range(1, len(words)):      # of a person the last names are the short ones
            short = words[-n:] if party.block == "person" else words[:n]
            begins[party.block, " ".join(short)].append(party)
    found: dict[str, str] = {}
    for party in sorted(parties.values(), key=lambda p: p.id):
        keys = {one.key for one in party.named if " " in one.key} if party.listed else {party.key}
        longer = [one for key in sorted(keys) for one in begins.get((party.block, key), ()) if party.block != "unit"]
        whole = {root(into, one.id) for one in longer}
        if party.id in into or party.id in whole or len(whole) != 1:
            continue
        only = max(longer, key=lambda one: (one.id in whole, one.id))
        rest = set(only.key.split()).difference(*(key.split() for key in keys))
        if rest & set(_rules().qualifiers) or any(party.meets(one) for one in longer):
            continue
        if _share(party.others, {o for one in longer for o in one.others}):
            one, other = (min(whole), party.id) if party.listed else (party.id, min(whole))
            if not parties[one].listed:
                found[one] = other
    return found


def _share(some: Iterable[str], others: set[str]) -> bool:
    """Whether a counterparty stands in both, itself perhaps by a shorter name in one of them."""
    return any(one == other or f"{other} ".startswith(f"{one} ") or f"{one} ".startswith(f"{other} ")
               for one in some for other in others)


def _entity(id: str, parties: Sequence[Party], former: tuple[str, ...]) -> GraphEntity:
    """The name most often given, of those written in full; all other ways of writing it are aliases."""
    main = next((party for party in parties if party.id == id), parties[0])
    names, kinds = Counter[str](), Counter[str]()
    for one in main.named:
        names[one.name] += one.times
        kinds[one.kind] += one.times
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    # who is a publisher only as the outlet of articles, and a party elsewhere, is what it is there
    kind = min(kinds, key=lambda k: (k == "publisher" and len(kinds) > 1, -kinds[k], k))
    written = {one.name for party in parties for one in party.named}
    written |= {alias for party in parties for one in party.named for alias in one.aliases}
    return GraphEntity(id, name, kind, tuple(sorted(written - {name})), former)
