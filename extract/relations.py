"""The relation types as Python objects: what one file under ``ontology/`` may say, and what is refused.

A frame maps each role of the relation to slots of a predicate, best first: ``agent``, ``patient``, ``recipient``,
``possessor``, ``apposition`` (what a noun is said of: "X, a unit of Y"), ``self`` (the noun itself), ``compound``
("the Acme takeover"), or a preposition as the text writes it (``from``, ``auprès de``); ``goal`` is what the last
verb of a phrase is done to ("sue to block X"), ``that`` who acts in the clause below ("alleges that X lied"),
``says`` who says it, ``above`` who acts in the clause or event above, ``patient.agent`` the agent of the event that
is the patient ("blocked Acme's purchase of Beta"), ``told`` whoever the role's ``through`` left last, where no slot
before it has a noun of its own, ``focus`` the party that the text is about there. A slot with "+" adds to what the
slots before it gave. Prepositions of the two languages share no spelling, so one list serves both.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from extract.registry import LANGUAGES, ROOT, RegistryError, Strict, read
from extract.types import EntityKind, Outcome, Stance

Category = Literal["deal", "dispute", "structure"]
Tense = Literal["past", "present", "future", "none"]
PartOfSpeech = Literal["verb", "noun", "phrase"]

STATUSES: dict[str, frozenset[str]] = {
    "deal": frozenset("planned negotiating offered agreed completed rejected abandoned prohibited in_force"
                      " ended".split()),
    "dispute": frozenset("threatened filed ongoing charged negotiating settled decided appealed overturned dismissed"
                         " dropped".split()),
    "structure": frozenset("current planned ended".split()),
}
SUMS = frozenset("price valuation round tranche per_share stake order debt claimed awarded settlement fine break_fee"
                 " other".split())


class Texts(Strict):
    """One text in each language."""

    en: str
    fr: str


class Role(Strict):
    """Who may fill a role: kinds in order of preference (an unknown name becomes the first).

    ``through``: relation -> nouns that stand for the source of the last claim of it ("takes part in the round"), or for
    another of its roles (``RULES_AGAINST.winner``). ``called``: nouns by which a text calls who fills this role in the
    last claim told ("the vendor").
    """

    kinds: tuple[EntityKind, ...] = Field(min_length=1)
    required: bool = False
    through: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    called: tuple[str, ...] = ()


class Edge(Strict):
    source: str
    target: str | None = None


class Frame(Strict):
    """``roles``: role -> slots, best first. ``status``, ``outcome`` and ``stance`` hold where no cue says more.

    ``kinds``: role -> the only kinds it takes here. ``beside``: the nouns of its phrases say their own as well
    ("dismissed the lawsuit": a ruling, and a suit's end).
    """

    roles: dict[str, tuple[str, ...]]
    status: str | None = None
    outcome: Outcome | None = None
    stance: Stance | None = None
    beside: bool = False
    kinds: dict[str, tuple[EntityKind, ...]] = Field(default_factory=dict)


class Triggers(Strict):
    """Lemmas that call a frame. A phrase is verb lemma, words, and often the preposition of its object; a bar stands
    between alternatives ("sign|strike pact with" is two), "_" joins the words of one ("set_up")."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @field_validator("phrases")
    @classmethod
    def _each(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(" ".join(words).replace("_", " ")
                     for phrase in value for words in product(*(w.split("|") for w in phrase.split())))

    @field_validator("verbs", "nouns", "phrases")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        twice = sorted(word for word, count in Counter(value).items() if count > 1)
        if twice:
            raise ValueError(f"listed twice: {twice}")
        return value


class ExampleClaim(Strict):
    """What an example must give; roles beside the edge's two stand in ``roles``."""

    source: str
    target: str | None = None
    status: str | None = None
    stance: Stance = "asserted"
    outcome: Outcome | None = None
    roles: dict[str, str] = Field(default_factory=dict)
    amount: float | None = None
    currency: str | None = None
    percent: float | None = None
    date: str | None = None


class Example(Strict):
    text: str
    claims: tuple[ExampleClaim, ...] = Field(min_length=1)


class Examples(Strict):
    en: tuple[Example, ...] = Field(min_length=4)
    fr: tuple[Example, ...] = Field(min_length=4)


class Negatives(Strict):
    """Sentences that must not give this relation."""

    en: tuple[str, ...] = Field(min_length=2)
    fr: tuple[str, ...] = Field(min_length=2)


class Relation(Strict):
    """One relation type, from one file.

    ``instead``: status -> relation that a claim of that status becomes (a suit that is weighed is a threat).
    ``harmful``: a wrong claim of it harms somebody, so that what is merely possible is none.
    ``also``: a further relation that a claim says with it, and which roles hold its sources and targets (the investors
    of a round invest in the company). ``amount``: what a sum measures that the text does not label.
    ``properties``: name -> language -> words. ``majority``: language -> the relation that
    it is where more than half changes hands. ``over``: the category of the events that slots like "patient.agent" go
    through; any where it is not given.
    """

    name: str = Field(pattern=r"^[A-Z]+(_[A-Z]+)*$")
    label: Texts
    description: Texts
    category: Category
    family: str
    colour: str = Field(pattern=r"^#[0-9A-F]{6}$")
    symmetric: bool = False
    harmful: bool = False
    roles: dict[str, Role]
    edge: Edge
    statuses: tuple[str, ...] = Field(min_length=1)
    default_status: dict[Tense, str | None]
    instead: dict[str, str] = Field(default_factory=dict)
    also: dict[str, dict[Literal["source", "target"], tuple[str, ...]]] = Field(default_factory=dict)
    amount: str = "other"
    majority: dict[str, str] = Field(default_factory=dict)
    over: Category | None = None
    properties: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    frames: dict[str, Frame]
    triggers: dict[str, dict[str, Triggers]]
    examples: Examples
    negatives: Negatives

    @field_validator("amount")
    @classmethod
    def _sum(cls, value: str) -> str:
        if value not in SUMS:
            raise ValueError(f"no such sum: {value!r}")
        return value

    @model_validator(mode="after")
    def _coherent(self) -> Relation:
        unknown = set(self.statuses) - STATUSES[self.category]
        if unknown:
            raise ValueError(f"statuses: a {self.category} has no {sorted(unknown)}")
        if set(self.default_status) != set(get_args(Tense)):
            raise ValueError(f"default_status: wants exactly {sorted(get_args(Tense))}")
        for where, status in [*((f"default_status.{k}", v) for k, v in self.default_status.items()),
                              *((f"frames.{k}.status", f.status) for k, f in self.frames.items())]:
            if status is not None and status not in (*self.statuses, *self.instead):
                raise ValueError(f"{where}: {status!r} is not one of its statuses")
        for where, role in [("edge.source", self.edge.source), ("edge.target", self.edge.target),
                            *((f"frames.{k}.roles", r) for k, f in self.frames.items() for r in f.roles)]:
            if role is not None and role not in self.roles:
                raise ValueError(f"{where}: no such role: {role!r}")
        self._check_triggers()
        return self

    def _check_triggers(self) -> None:
        for language, frames in self.triggers.items():
            if language not in LANGUAGES:
                raise ValueError(f"triggers.{language}: no such language")
            for frame in frames:
                if frame not in self.frames:
                    raise ValueError(f"triggers.{language}.{frame}: no such frame")
        idle = set(self.frames).difference(*self.triggers.values())
        if idle:
            raise ValueError(f"frames: nothing triggers {sorted(idle)}")
        for language in LANGUAGES:
            examples: tuple[Example, ...] = getattr(self.examples, language)
            for number, example in enumerate(examples):
                for claim in example.claims:
                    if claim.status is not None and claim.status not in self.statuses:
                        raise ValueError(f"examples.{language}.{number}: no such status: {claim.status!r}")
                    if not set(claim.roles) <= set(self.roles):
                        raise ValueError(f"examples.{language}.{number}: no such role in {sorted(claim.roles)}")


class Ontology:
    """All relation types. ``by_trigger(language)``: (part of speech, lemma) -> [(relation, frame name)]."""

    def __init__(self, relations: dict[str, Relation]) -> None:
        self.relations = relations
        for relation in relations.values():
            for other, ends in relation.also.items():
                if other not in relations or any(not set(roles) <= set(relation.roles) for roles in ends.values()):
                    raise RegistryError(f"{relation.name.lower()}.yaml: also.{other}: no such relation or role")
            for status, other in relation.instead.items():
                if other not in relations:
                    raise RegistryError(f"{relation.name.lower()}.yaml: instead.{status}: no such relation: {other!r}")
        self.called = {noun: (relation.name, role) for relation in relations.values()
                       for role, what in relation.roles.items() for noun in what.called}
        self._triggers = {language: self._index(language) for language in LANGUAGES}
        self._words = {(language, pos): frozenset(lemma for kind, lemma in index if kind == pos)
                       for language, index in self._triggers.items() for pos in get_args(PartOfSpeech)}

    def by_trigger(self, language: str) -> dict[tuple[str, str], list[tuple[Relation, str]]]:
        return self._triggers[language]

    def words(self, language: str, pos: PartOfSpeech) -> frozenset[str]:
        return self._words[language, pos]

    def _index(self, language: str) -> dict[tuple[str, str], list[tuple[Relation, str]]]:
        index: dict[tuple[str, str], list[tuple[Relation, str]]] = {}
        for relation in self.relations.values():
            for frame, triggers in relation.triggers.get(language, {}).items():
                for pos, lemmas in (("verb", triggers.verbs), ("noun", triggers.nouns), ("phrase", triggers.phrases)):
                    for lemma in lemmas:
                        index.setdefault((pos, lemma), []).append((relation, frame))
        return index


def load(folder: Path) -> Ontology:
    """The relation files of ``folder``; RegistryError on a fault or a name given twice."""
    relations: dict[str, Relation] = {}
    for path in sorted(folder.glob("*.yaml")):
        relation = read(path, Relation)
        if relation.name in relations:
            raise RegistryError(f"{path}: name: {relation.name!r} is declared twice")
        relations[relation.name] = relation
    return Ontology(relations)


@cache
def ontology() -> Ontology:
    """The project's relation types, read once."""
    return load(ROOT / "ontology")
