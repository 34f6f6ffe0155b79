"""The frozen dataclasses that cross seams: what one part of the project hands to another.

Offsets are characters into ``Article.text`` (``Token*`` fields: tokens of one paragraph's Doc).
JSON names equal field names; ``to_json`` in ``extract.output`` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["en", "fr"]
EntityKind = Literal["company", "fund", "person", "public_body", "court", "product", "publisher", "organisation",
                     "unit"]
MentionKind = Literal["name", "alias", "description", "pronoun"]
Stance = Literal["asserted", "reported", "denied"]
Bound = Literal["exact", "up_to", "at_least", "about", "range"]
Precision = Literal["day", "week", "month", "quarter", "half", "year", "interval"]
Basis = Literal["explicit", "relative", "publication"]
DateRole = Literal["occurred", "expected", "deadline"]
AttributionMode = Literal["direct", "indirect", "anonymous"]
# A stage of a deal or dispute; which of them a relation may have stands in its ontology file.
Status = str
Outcome = Literal["claimant", "respondent", "partial", "cleared", "conditional", "prohibited", "fined"]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as given; ``text`` begins with the title and a blank line where a title was given."""

    id: str
    text: str
    language: Language
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in full units, or a percentage alone (then ``value`` is None and ``percent`` set).

    ``currency`` is ISO 4217; ``of`` says what the sum measures (price, valuation, round, tranche,
    per_share, stake, order, debt, claimed, awarded, settlement, fine, break_fee, other).
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    currency: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    bound: Bound = "exact"
    percent: Decimal | None = None
    of: str = "other"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date cut at its precision (ISO 8601: 2026-03-18, 2026-W12, 2026-03, 2026-Q1, 2026-H1, 2026, a/b)."""

    text: str
    start: int
    end: int
    value: str
    precision: Precision
    earliest: date
    latest: date
    basis: Basis = "explicit"
    role: DateRole = "occurred"


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Entity:
    """One party as this article names it; ``id`` is deterministic: list id, or the key of its name and kind."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it. ``entity`` is an entity id, or None for an outlet or source that is no entity here."""

    name: str
    mode: AttributionMode
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of one pair of parties. Immutable; nothing later edits it."""

    id: str
    statement: str
    relation: str
    source: str
    target: str | None
    status: Status
    stance: Stance
    confidence: float
    rule: str
    evidence: Evidence
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    properties: dict[str, str | bool | float] = field(default_factory=dict)
    outcome: Outcome | None = None
    matter: str | None = None
    amount: Amount | None = None
    date: PartialDate | None = None
    attribution: Attribution | None = None
    trigger: Evidence | None = None
    cues: tuple[Evidence, ...] = ()
    evidences: tuple[Evidence, ...] = ()
    signs: tuple[str, ...] = ()         # how it was read: what its confidence is made of


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that has a trigger and two candidate parties but gave no claim; ``reason``: see ``extract.misses``."""

    relation: str
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    misses: tuple[Miss, ...] = ()


# ------------------------------------------------------------- predicate layer (tokens of one Doc)


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of a predicate. ``head`` is the index of its head token in the Doc.

    ``role``: agent, patient, recipient, possessor, apposition (what a noun is said of), self (the noun), compound, or
    the preposition itself as written ("from", "auprès de"), with the noun between ("with participation from").
    ``via`` names the construction that gave it, for tests and "why".
    """

    role: str
    head: int
    via: str = "direct"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that bears on status or stance: a modal, a negation, a governing verb or noun, an adverb."""

    kind: str
    lemma: str
    token: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, noun or phrase that says something happens, with its arguments by role.

    ``lemma`` is what ontology triggers name ("acquire", "take over", "prendre le contrôle de").
    ``head`` is the token index; ``tokens`` all tokens of the trigger.
    """

    lemma: str
    pos: Literal["verb", "noun", "phrase"]
    head: int
    tokens: tuple[int, ...]
    arguments: tuple[Argument, ...] = ()
    voice: Literal["active", "passive"] = "active"
    tense: Literal["past", "present", "future", "none"] = "none"
    mood: Literal["indicative", "conditional", "infinitive", "participle", "imperative", "none"] = "none"
    aspect: Literal["perfect", "progressive", "none"] = "none"
    negated: bool = False
    cues: tuple[Cue, ...] = ()
