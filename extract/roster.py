"""Who is named in one article: names that mean the same party become one member.

Short names ("Kestrel" for "Kestrel Semiconductors"), surnames, acronyms and names in brackets join the long name they
can only mean here; list aliases and legal forms join through the list and ``name_key``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract import predicates_lists
from extract.mentions import Name, name_at
from extract.mentions_spans import NUMBERS
from extract.names import Record, gazetteer, legal_form, name_key
from extract.paragraphs import Paragraph
from extract.shortnames import Introduction, abbreviates, introduced, is_short_for, shortens
from extract.types import Entity, EntityKind, Mention, MentionKind

_JOINERS = {",", "and", "et", "&"}
_OWNED = {"subsidiary", "division", "unit", "affiliate", "arm", "part", "filiale", "branche"}
_NEAR = 12          # tokens between two names that a sentence tells apart


@dataclass(slots=True)
class Facts:
    """What the article says of a member: nouns, places and countries it is called by, things it makes."""

    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    things: set[int] = field(default_factory=set)       # ``id`` of members it makes, owns, or that lead it
    human: bool = False                                 # has an office or a title


@dataclass(eq=False, slots=True)
class Member:
    """An entity as it grows while its article is read. ``kind`` None: a role will say."""

    key: str
    name: str
    kind: EntityKind | None
    record: Record | None = None
    sure: bool = False
    likely: bool = False                # a capital inside a sentence: somebody, though no tagger says so
    owner: Member | None = None
    number: int = 0                     # order of first mention
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    firm: Member | None = None          # where a person works, as the article says
    nameless: bool = False              # told by a description alone: "a federal judge"

    @property
    def known(self) -> bool:
        """Whether one can go back to it: a capitalised first word alone, once, is nobody."""
        return self.sure or self.likely or bool(self.facts.heads) or len(self.mentions) > 1

    @property
    def id(self) -> str:
        return self.id_as(self.kind)

    def id_as(self, kind: EntityKind | None) -> str:
        """The id it has if it turns out to be of ``kind``."""
        if self.record is not None:
            return self.record.id
        slug = "-".join(self.key.split())
        if self.owner is not None:
            slug = f"{self.owner.id}-{slug}"
        return slug if kind in {None, "company"} else f"{slug}-{kind}"

    def mention(self, start: int, end: int, text: str, kind: MentionKind) -> None:
        self.mentions.setdefault((start, end), Mention(start, end, text, kind))

    def fits(self, kinds: Sequence[EntityKind]) -> bool:
        """Whether it can be one of ``kinds``; of an unknown kind it is thought a company."""
        return (self.kind or "company") in kinds

    def admitted_as(self, kinds: Sequence[EntityKind]) -> bool:
        """Whether a role that wants ``kinds`` may take it. A tagger's word for a product, or for a person of whom
        nothing more is said, weighs less than a role that none of these ever fills."""
        guessed = self.record is None and self.firm is None and (
            self.kind == "product" or (self.kind == "person" and not self.facts.human))
        return guessed or self.kind is None or self.kind in kinds

    def entity(self) -> Entity:
        named = [" ".join(m.text.split()) for m in self.mentions.values() if m.kind in {"name", "alias"}]
        name = max(named, key=lambda n: (len(n), n)) if named else self.name
        if self.record is not None and (not named or is_short_for(name, self.record)):
            name = self.record.name
        aliases = sorted({n for n in named if n != name})
        mentions = tuple(sorted(self.mentions.values(), key=lambda m: (m.start, m.end)))
        return Entity(self.id, name, self.kind or "company", tuple(aliases), mentions)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it stands: tokens ``start`` up to ``end`` of paragraph ``paragraph``."""

    paragraph: int
    start: int
    end: int
    name: Name
    text: str


class Roster:
    """The members of one article and where each is named."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], names: Sequence[Sequence[Name]]) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.occurrences = list(self._occurrences(names))
        self.members: list[Member] = []
        self._at: dict[tuple[int, int], Member] = {}
        self._named: dict[tuple[int, int], Occurrence] = {}
        self._by_key: dict[tuple[str, bool], Member] = {}
        self._by_record: dict[str, Member] = {}
        self._short: dict[str, Member] = {}     # key of what is introduced as short -> what for
        self._forms: dict[str, str] = {}        # key -> the legal form that its name has here
        self._gather()

    def at(self, paragraph: int, token: int) -> Member | None:
        """The member named by a name that covers ``token``."""
        return self._at.get((paragraph, token))

    def occurrence(self, paragraph: int, token: int) -> Occurrence | None:
        return self._named.get((paragraph, token))

    def series(self, paragraph: int, token: int) -> list[int]:
        """First tokens of all names of the list that the name at ``token`` stands in: "A, B and C"."""
        here = sorted({id(o): o for (p, _), o in self._named.items() if p == paragraph}.values(), key=lambda o: o.start)
        at = next((n for n, o in enumerate(here) if o.start <= token < o.end), None)
        if at is None:
            return []
        first = last = at
        while first and self._joins(paragraph, here[first - 1:first], here[first]):
            first -= 1
        while last + 1 < len(here) and self._joins(paragraph, here[first:last + 1], here[last + 1]):
            last += 1
        return [o.start for o in here[first:last + 1]]

    def end(self, paragraph: int, token: int) -> int:
        """One past the name that covers ``token``."""
        found = self._named.get((paragraph, token))
        return found.end if found is not None else token + 1

    def _joins(self, paragraph: int, group: Sequence[Occurrence], after: Occurrence) -> bool:
        """Whether ``after`` goes on with the list ``group``."""
        doc = self.paragraphs[paragraph].doc
        words = [t.text for t in doc[group[-1].end:after.start]]
        plain = 0 < len(words) <= 2 and all(w in _JOINERS for w in words)
        return plain or (doc.lang_ == "fr" and predicates_lists.between(doc, group, after) is not None)

    def of_record(self, record: Record) -> Member:
        """The member with this list entry; made, without mentions, where the article does not name it."""
        if record.id not in self._by_record:
            self._by_record[record.id] = self._new(name_key(record.name), record.name, record.kind, record)
        return self._by_record[record.id]

    def of_name(self, name: str, kind: EntityKind | None) -> Member:
        """The member of a name that stands in no text here ("Brussels" stands for "European Commission")."""
        record = gazetteer().lookup(name)
        return self.of_record(record) if record is not None else self._keyed(name, kind)

    def add(self, paragraph: Paragraph, name: Name) -> Member:
        """Takes in a name that a role admits."""
        found = Occurrence(paragraph.index, name.start, name.end, name, self._slice(paragraph, name.start, name.end))
        self.occurrences.append(found)
        member = self._long_form(found, self._introduced(found)) or self._member(found)
        self._place(found, member)
        return member

    def owned(self, key: str, name: str, owner: Member | None) -> Member:
        """A unit: the same phrase with the same owner is one."""
        for member in self.members:
            if member.kind == "unit" and member.key == key and member.owner is owner:
                return member
        member = self._new(key, name, "unit", None)
        member.owner = owner
        return member

    def nameless(self, key: str, name: str, kind: EntityKind) -> Member:
        """One told by a description alone: the same phrase is one."""
        found = next((m for m in self.members if m.key == key and m.nameless), None)
        member = found or self._new(key, name, kind, None)
        member.nameless = True
        return member

    # ------------------------------------------------------------------------------------- gathering

    def _slice(self, paragraph: Paragraph, start: int, end: int) -> str:
        a, b = paragraph.span(start, end)
        return self.text[a:b]

    def _occurrences(self, names: Sequence[Sequence[Name]]) -> Iterator[Occurrence]:
        for paragraph, found in zip(self.paragraphs, names, strict=True):
            for name in sorted((*found, *_unsure(paragraph, found)), key=lambda n: n.start):
                yield Occurrence(paragraph.index, name.start, name.end, name,
                                 self._slice(paragraph, name.start, name.end))

    def _gather(self) -> None:
        """Longest names first, so that a short one finds what it is short for; what is introduced as short, there
        first; then in reading order."""
        places = [(o, name_key(o.text), self._introduced(o)) for o in self.occurrences]
        short = {key for _, key, place in places if place is not None}
        for found, _, place in sorted(places, key=lambda one: (one[1] in short, one[2] is None, -len(one[1]))):
            self._place(found, self._long_form(found, place) or self._member(found))
        first = {id(self._at[o.paragraph, o.start]): n for n, o in reversed(list(enumerate(self.occurrences)))}
        for member in self.members:
            member.number = first.get(id(member), len(first))
        self.members.sort(key=lambda m: m.number)

    def _place(self, found: Occurrence, member: Member) -> None:
        paragraph = self.paragraphs[found.paragraph]
        a, b = paragraph.span(found.start, found.end)
        same = name_key(found.text) == member.key
        member.mention(a, b, self.text[a:b], "name" if same else "alias")
        member.sure |= found.name.sure
        listed = found.name.record is not None and bool(found.name.record.ambiguous)
        first = paragraph.doc[found.start]
        after = paragraph.doc[found.end:found.end + 2]
        beside = len(after) == 2 and after[0].text in _JOINERS and after[1].text[:1].isupper()
        shown = first.i in paragraph.doc.user_data["shown"]
        named = shown or first.pos_ == "PROPN" or (first.ent_type_ != "" and first.ent_type_ not in NUMBERS)
        member.likely |= not listed and (beside or named or not first.is_sent_start)
        if member.kind is None and found.name.kind is not None:
            member.kind = found.name.kind
        for token in range(found.start, found.end):
            self._at[found.paragraph, token] = member
            self._named[found.paragraph, token] = found

    def _member(self, found: Occurrence) -> Member:
        if found.name.record is not None:
            return self.of_record(found.name.record)
        return self._keyed(found.text, found.name.kind)

    def _keyed(self, name: str, kind: EntityKind | None) -> Member:
        key = name_key(name)
        form = legal_form(name)
        other = self._forms.setdefault(key, form) if form else ""
        if other and form != other:
            key = f"{key} {form}"       # "Ombra AB", a subsidiary of "Ombra Inc"
        known = self._by_key.get((key, kind == "person")) or (self._by_key.get((key, True)) if kind is None else None)
        return known or self._new(key, name, kind, None)

    def _new(self, key: str, name: str, kind: EntityKind | None, record: Record | None) -> Member:
        member = Member(key, name, kind, record, number=len(self.members))
        self.members.append(member)
        self._by_key.setdefault((key, kind == "person"), member)
        return member

    def _long_form(self, found: Occurrence, place: Introduction | None) -> Member | None:
        """The one longer name here that this one can be short for."""
        defined = self._defined(found, place) or self._short.get(name_key(found.text))
        if defined is not None:
            return self._short.setdefault(name_key(found.text), defined)
        if found.name.record is not None and found.name.kind != "publisher":
            return None
        key, kind = name_key(found.text), found.name.kind
        if (key, kind == "person") in self._by_key:
            return None
        if legal_form(found.text):
            return None         # "Ombra LP" is not short for "Ombra Savings Bank"
        longer = [m for m in self.members if m.key != key and shortens(found.text, key, kind, m)
                  and not self._beside(found, m)]
        return longer[0] if len(longer) == 1 else None

    def _beside(self, found: Occurrence, long: Member) -> bool:
        """Whether the text tells them apart: "Ombra, Ombra Paper and Tolvane", "Ombra Paper, a division of Ombra"."""
        doc = self.paragraphs[found.paragraph].doc
        before = doc[max(0, found.start - 2):found.start]
        owned = [t.lower_ for t in before][1:] == ["of"] and before[0].lemma_.lower() in _OWNED
        for start in range(max(0, found.start - _NEAR), min(len(doc), found.end + _NEAR)):
            if self._at.get((found.paragraph, start)) is long:
                first, last = sorted([(start, start + 1), (found.start, found.end)])
                between = [t.text for t in doc[first[1]:last[0]]]
                if (between and set(between) <= _JOINERS) or (owned and start < found.start):
                    return True
        return False

    def _introduced(self, found: Occurrence) -> Introduction | None:
        return introduced(self.paragraphs[found.paragraph].doc, found.start, found.end)

    def _defined(self, found: Occurrence, place: Introduction | None) -> Member | None:
        """'Federal Trade Commission (FTC)', 'Green River Collieries, LLC ("Green River")': what the bracket is for."""
        if place is None:
            return None
        long = self._at.get((found.paragraph, place.after))
        if long is None and place.certain:      # "will pay the company, known as TVO"
            fits = [m for m in self.members if abbreviates(found.text, m.key)]
            long = fits[0] if len(fits) == 1 else None
        if long is None or not (place.certain or abbreviates(found.text, long.key)):
            return None
        record = found.name.record
        return long if record is None or long.record in {None, record} else None


def _unsure(paragraph: Paragraph, found: Sequence[Name]) -> Iterator[Name]:
    """Capitalised names beside those found: nobody yet, but they could be meant."""
    taken = {i for n in found for i in range(n.start, n.end)}
    for token in paragraph.doc:
        if token.i not in taken and token.pos_ == "PROPN" and token.text[:1].isupper() and (
                token.doc[token.i + 1:token.i + 3].text.lower() != "-based"):
            name = name_at(paragraph, token.i)
            if name is not None and not taken.intersection(range(name.start, name.end)):
                taken.update(range(name.start, name.end))
                yield name
