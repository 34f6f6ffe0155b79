"""Records on the graph side: a claim as stored, an event computed from claims, and what a screen asks for.

Pure data: no driver, no Streamlit. ``consolidate`` turns StoredClaims into Events; ``store`` writes and reads both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Day = date      # for a class that has a field called date

@dataclass(frozen=True, slots=True)
class Named:
    """A party as one article names it: what judgements stand on. ``id`` = sha1 of article id, name key and kind."""

    id: str
    article: str
    key: str            # extract.names.name_key(name): what resolution compares
    name: str
    kind: str
    list_id: str | None = None          # id in data/companies, where the name is on the list
    aliases: tuple[str, ...] = ()
    times: int = 1                      # how many Named alike it stands for, where these were not read one by one


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with what consolidation needs of its article. ``source``, ``target`` and ``roles`` are Named ids."""

    id: str
    statement: str
    article: str
    publisher: str | None
    published: date | None
    language: str
    relation: str
    source: str
    target: str | None
    roles: dict[str, tuple[str, ...]]
    status: str
    stance: str
    outcome: str | None
    matter: str | None
    amount_value: Decimal | None
    amount_currency: str | None
    amount_percent: Decimal | None
    amount_of: str | None
    date_value: str | None
    date_precision: str | None
    date_earliest: date | None
    date_latest: date | None
    date_basis: str | None
    date_role: str | None
    attribution: str | None             # name of who says it
    attribution_mode: str | None
    confidence: float
    rule: str
    evidence: str
    start: int
    end: int
    properties: dict[str, str | bool | float] = field(default_factory=dict)
    updated: date | None = None         # of its article
    until: date | None = None           # when a later version of its article took its place


@dataclass(frozen=True, slots=True)
class Money:
    value: Decimal
    currency: str | None
    of: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One entry of an event's history: a claim, or a group of claims that say the same."""

    date: str | None
    precision: str | None
    earliest: Day | None
    basis: str | None
    status: str
    stance: str
    outcome: str | None
    amount: Money | None
    attribution: str | None
    article: str
    claim: str
    evidence: str


@dataclass(frozen=True, slots=True)
class About:
    event: str
    how: Literal["challenges", "breach_of", "reviews", "part_of", "rival_bid"]


@dataclass(frozen=True, slots=True)
class Event:
    """A deal or a dispute: computed from claims, thrown away and rebuilt at will.

    ``source``, ``target`` and ``parties`` are Entity ids; names are put in when it is printed or drawn.
    """

    id: str
    node: Literal["Deal", "Dispute"]
    kind: str                           # deal: a relation name; dispute: litigation or regulatory
    family: str
    title: str
    status: str
    stance: str
    contested: bool
    outcome: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    parties: dict[str, tuple[str, ...]]
    matter: str | None
    amount: Money | None
    amounts: tuple[Money, ...]
    first_date: str | None
    last_date: str | None
    first_day: date | None              # earliest day of first_date: what is sorted by
    last_day: date | None
    articles: int
    origins: int
    languages: tuple[str, ...]
    about: tuple[About, ...]
    history: tuple[Stage, ...]
    claims: tuple[str, ...]             # ids of the claims it stands on
    former_ids: tuple[str, ...] = ()
    properties: dict[str, str | bool | float] = field(default_factory=dict)
    expected: tuple[Stage, ...] = ()    # what is only expected, by its own date: no stage of the history
    told: date | None = None            # the last day on which an article told of it
    undated: bool = False               # whether an article without a day did

    @property
    def everybody(self) -> set[str]:
        """Entity ids of both sides and of all who fill a role."""
        return {id for ids in (self.source, self.target, *self.parties.values()) for id in ids}


@dataclass(frozen=True, slots=True)
class Edge:
    """A coloured edge of the network: the view of an event or of structural claims."""

    id: str
    source: str
    target: str
    relation: str
    event: str | None
    status: str
    stance: str
    amount: Decimal | None
    currency: str | None
    date: str | None
    claims: int
    origins: int
    publishers: tuple[str, ...] = ()    # of the articles that tell of it
    languages: tuple[str, ...] = ()
    told: Day | None = None             # known like this from that day on; None: from no day known


@dataclass(frozen=True, slots=True)
class Version:
    """An event as it was known from ``event.told`` on, ``until`` another article told of it (None: to this day)."""

    event: Event
    until: date | None
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class GraphEntity:
    """One party across all articles: what several Named are. ``former``: ids its names have by themselves."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consolidated:
    """All that is computed from claims; ``identity`` leads from each Named id to its entity id."""

    entities: tuple[GraphEntity, ...]
    identity: dict[str, str]
    events: tuple[Event, ...]
    edges: tuple[Edge, ...]
    past: Iterable[Version] = field(default=(), compare=False, repr=False)      # made as it is read, once


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities whose names are alike (``score`` of 100) and that nothing shows to be one."""

    one: str
    other: str
    score: float
    block: str


JudgementKind = Literal[
    "same", "different", "unsure", "same event", "other event", "right claim", "wrong claim", "suppress", "rename"
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, on ids that never change: of Named, of claims without their version, of articles.

    ``labels`` are the names, sentences or titles of ``on`` as they were, for whoever reads the list; a suppressed
    person is found by them in articles yet to come. ``at`` and ``undone_at`` are ISO moments in UTC.
    """

    id: str
    kind: JudgementKind
    on: tuple[str, ...]
    labels: tuple[str, ...]
    user: str
    at: str
    reason: str
    name: str | None = None             # the new name, of a rename
    undone_at: str | None = None
    undone_by: str | None = None
