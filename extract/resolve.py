"""Who is meant: the Cast of an article says who a noun phrase refers to, as a role wants it, and lists the parties.

Names are clustered in ``roster``, descriptions and pronouns resolved in ``antecedents``; here a role meets them: an
unknown name is admitted with the kind that the role wants, a known one of another kind is not.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extract import groups, nameless, quotes, units
from extract.antecedents import Antecedents
from extract.descriptions import PRONOUNS, Description, Phrases
from extract.discourse import CLEAR, FIRMS
from extract.facts import Lessons
from extract.mentions import Name, name_at
from extract.names import gazetteer
from extract.paragraphs import Paragraph
from extract.predicates_clause import Clause
from extract.predicates_labels import complements, conjuncts
from extract.roster import Member, Roster
from extract.tokens import Token
from extract.types import Article, Entity, EntityKind, MentionKind

_BESIDE = {"«", '"', "“", ","}
_AUTHORITY: tuple[EntityKind, ...] = ("public_body", "court")
IN_FOCUS = 2.0      # what the title names and a sentence or two repeat has as much


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a role. ``start`` and ``end``: article offsets of the mention, the bare name; ``owner``: of a unit."""

    entity: str
    kind: EntityKind
    how: MentionKind
    start: int
    end: int
    owner: str | None = None


def build(article: Article, paragraphs: Sequence[Paragraph], names: Sequence[Sequence[Name]]) -> Cast:
    """The cast of ``article``; ``names[i]`` are those of ``paragraphs[i]``."""
    return Cast(article, paragraphs, names)


class Cast:
    """The parties of one article. ``parties`` admits new ones, so ask for ``entities`` last."""

    def __init__(self, article: Article, paragraphs: Sequence[Paragraph], names: Sequence[Sequence[Name]]) -> None:
        self.article, self.paragraphs, self.language = article, paragraphs, article.language
        self.clauses = [Clause(p.doc, article.language) for p in paragraphs]
        self.roster = Roster(article.text, paragraphs, names)
        self.phrases = Phrases(self.roster, self.clauses, article.language)
        Lessons(self.phrases).learn()
        self.words = self.phrases.words
        read = Antecedents(self.roster, self.clauses, self.phrases)
        self.links, self._focus = read.links, read.story.focus
        self.quotes = quotes.find(paragraphs, self.clauses, article.language)
        self._admitted: dict[int, Member] = {}
        self._offered: dict[Party, Member] = {}
        self._known: dict[tuple[int, int, tuple[EntityKind, ...]], tuple[Party, ...]] = {}     # until parties settle

    def parties(self, paragraph: int, token: int, kinds: Sequence[EntityKind]) -> tuple[Party, ...]:
        """Who the phrase headed by ``token`` means, for a role that takes ``kinds``, best first; () if none is sure."""
        key = paragraph, token, tuple(kinds)
        if key not in self._known:
            members, how, span = self.meant(paragraph, token, kinds)
            self._known[key] = tuple(
                party for member in members if (party := self._party(member, paragraph, span, how, kinds)))
        return self._known[key]

    def owners(self, paragraph: int, token: int, kinds: Sequence[EntityKind]) -> tuple[Party, ...]:
        """Whose the part of a company is that the phrase means: "the rail businesses of X and Y"."""
        word = self.paragraphs[paragraph].doc[token]
        if word.pos_ != "NOUN" or self.phrases.lemma(word) not in self.words.units:
            return ()
        holders = [t for h in self.holders(paragraph, word) for t in conjuncts(h)]
        return tuple(party for h in holders for party in self.parties(paragraph, h.i, kinds))

    def others(self, paragraph: int, token: int, kinds: Sequence[EntityKind], but: Set[str | int]) -> tuple[Party, ...]:
        """Who the description or pronoun at ``token`` can only mean, if none of the entities ``but`` is meant."""
        token = self._whole(paragraph, token)
        link = self.links.get((paragraph, token))
        word = self.paragraphs[paragraph].doc[token]
        if link is None or (link.members and word.lower_ in self.words.possessive):
            return ()                       # "buys back its own shares"
        offered = [self._party(m, paragraph, (link.start, link.end), link.how, kinds) for m in link.maybe]
        left = [p for p in offered if p is not None and p.entity not in but]
        if len(left) > 1:
            titled = {m.id for p in self.paragraphs if p.is_title for i in range(len(p.doc))
                      if (m := self.roster.at(p.index, i)) is not None}
            left = [p for p in left if p.entity in titled]
        return tuple(left) if len(left) == 1 else ()

    def _whole(self, paragraph: int, token: int) -> int:
        """The word that a description is kept under: "start-up" is three, and the parser hangs others on its last."""
        doc = self.paragraphs[paragraph].doc
        return token - 2 if token > 1 and doc[token - 1].text == "-" and (
            self.phrases.lemma(doc[token - 2]) in self.phrases.kinds) else token

    def focus(self, paragraph: int, token: int, kinds: Sequence[EntityKind], but: Set[str | int]) -> tuple[Party, ...]:
        """The one whom the text is about where ``token`` stands, apart from the entities ``but``; () if none is."""
        ranked = [(m, score) for m, score in self._focus.get((paragraph, token), ())
                  if m.kind in kinds and m.mentions and m.id not in but]
        if not ranked or ranked[0][1] < IN_FOCUS or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 2 * CLEAR):
            return ()
        member = ranked[0][0]
        first = min(member.mentions.values(), key=lambda m: m.start)
        party = Party(member.id, member.kind or kinds[0], "description", first.start, first.end)
        self._offered[party] = member
        return (party,)

    def entities(self) -> tuple[Entity, ...]:
        """All who are surely named or were admitted to a role, in order of first mention."""
        chosen = [m for m in self.roster.members if (m.sure and m.mentions) or id(m) in self._admitted]
        for member in chosen:
            for (paragraph, _), link in self.links.items():
                if link.members == (member,):
                    a, b = self.paragraphs[paragraph].span(link.start, link.end)
                    member.mention(a, b, self.article.text[a:b], link.how)
        unique = {m.id: m.entity() for m in reversed(chosen)}
        return tuple(unique[i] for i in dict.fromkeys(m.id for m in chosen))

    def meant(self, paragraph: int, token: int, kinds: Sequence[EntityKind]
              ) -> tuple[tuple[Member, ...], MentionKind, tuple[int, int]]:
        """The members a phrase means, how, and the tokens of the mention; no kind is checked yet."""
        token = self._whole(paragraph, token)
        word = self.paragraphs[paragraph].doc[token]
        found = self.roster.occurrence(paragraph, token)
        if found is not None:
            member = self.roster.at(paragraph, token)
            assert member is not None
            return (member,), _how(member, found.text), (found.start, found.end)
        if word.pos_ == "PRON" and word.lower_ in self.words.pronouns.relative:
            clause = next((c for v in word.ancestors if (c := self.clauses[paragraph].relative_clause(v))), word)
            noun = clause.head
            return self.meant(paragraph, noun.i, kinds) if noun.i < token else ((), "pronoun", (token, token + 1))
        if word.lower_ in self.words.pronouns.first:
            return self._first_person(paragraph, token), "pronoun", (token, token + 1)
        named = self._named_beside(paragraph, word)
        if named is not None:
            return self.meant(paragraph, named, kinds)
        if "unit" in kinds and self.phrases.lemma(word) in self.words.units:
            unit = units.read(self, paragraph, word)
            if unit is not None:
                return (unit.member,), "name", (unit.start, unit.end)
        listed = groups.members(self.roster, paragraph, word, self.language)
        if listed:
            several = [m for i in listed if (m := self.roster.at(paragraph, i)) is not None]
            return tuple(dict.fromkeys(several)), "name", (listed[0], self.roster.end(paragraph, listed[0]))
        link = self.links.get((paragraph, token))
        if link is not None and link.members:
            return link.members, link.how, (link.start, link.end)
        somebody = nameless.read(self, word, kinds)
        if somebody is not None:
            return (somebody[0],), "description", somebody[1:]
        if link is not None:
            return (), link.how, (link.start, link.end)
        if self.phrases.lemma(word) in self.words.organs:
            for holder in self.holders(paragraph, word):
                return self.meant(paragraph, holder.i, kinds)
        name = name_at(self.paragraphs[paragraph], token)
        if name is not None:
            self._known.clear()
            member = self.roster.add(self.paragraphs[paragraph], name)
            return (member,), "name", (name.start, name.end)
        return (), "name", (token, token + 1)

    def inside_name(self, paragraph: int, token: int) -> bool:
        """Whether a word is part of a longer sure name: "WCM Investment Management" speaks of no investment."""
        found = self.roster.occurrence(paragraph, token)
        return found is not None and found.name.sure and found.start < token < found.end - 1

    def is_definite(self, paragraph: int, token: Token) -> bool:
        """Whether a common noun speaks of somebody known: 'the vendor', 'son acquéreur', and names nobody itself."""
        said = self.phrases.read(paragraph, token)
        return (said is not None and said.count == 1 and said.determiner in {"definite", "possessive"}
                and not said.things and (paragraph, token.i) not in self.phrases.said_of
                and self._named_beside(paragraph, token) is None)

    def identify(self, member: Member) -> str | None:
        """The entity id of a member, where it is or will be among ``entities``."""
        return member.id if member.sure or id(member) in self._admitted else None

    def open(self, paragraph: int, token: int) -> Description | None:
        """What a phrase or pronoun that no grammar resolves asks of whom it means: "the start-up", "it", "them"."""
        word = self.paragraphs[paragraph].doc[token]
        if self.roster.at(paragraph, token) is not None:
            return None
        if word.pos_ == "PRON":
            pronouns = self.words.pronouns
            if word.lower_ not in {*pronouns.firm, *pronouns.plural}:
                return None
            return PRONOUNS[word.lower_ in pronouns.plural]
        said = self.phrases.read(paragraph, word)
        if said is None or said.restricted or said.things or said.count > 2 or (
                said.determiner != "definite" and not (said.determiner == "possessive" and said.counterpart)):
            return None
        return None if said.words & set(self.words.new) else said

    def holders(self, paragraph: int, noun: Token) -> list[Token]:
        """Whose ``noun`` is: 'Kestrel's board', 'its board', 'le conseil d'Ombra'."""
        before = [c for c in noun.children if c.i < noun.i and (
            c.lower_ in self.words.possessive or any(g.text in {"'s", "’s", "'"} for g in c.children))]
        after = [h for p, h in complements(noun, self.language) if p in {"of", "de"}]
        deeper = [d for h in after if h.pos_ == "NOUN" and self.roster.at(paragraph, h.i) is None
                  and (paragraph, h.i) not in self.links for d in self.holders(paragraph, h)]
        return [*before, *deeper, *after]

    # ----------------------------------------------------------------------------------------------------- inside

    def _named_beside(self, paragraph: int, word: Token) -> int | None:
        """The name that a description introduces: 'la société Soprema', 'French luxury group LVMH'."""
        if word.pos_ not in {"NOUN", "PROPN", "ADJ"} or not self.phrases.is_head(word):
            return None
        doc = word.doc
        for i in range(word.i + 1, min(word.i + 4, len(doc))):
            if self.roster.at(paragraph, i) is not None or name_at(self.paragraphs[paragraph], i) is not None:
                said = [t for t in doc[word.i + 1:i] if t.lower_ not in self.words.naming or t.nbor(-1).text != ","]
                return i if all(t.pos_ == "ADJ" or t.text in _BESIDE for t in said) else None
        return None

    def _first_person(self, paragraph: int, token: int) -> tuple[Member, ...]:
        """'we' inside a quote is the speaker's firm; elsewhere nobody."""
        quote = next((q for q in self.quotes if q.paragraph == paragraph and q.start <= token < q.end), None)
        if quote is None or quote.speaker is None:
            return ()
        members, _, _ = self.meant(*quote.speaker, FIRMS)
        firms = tuple(m.firm or m for m in members)
        if not firms:
            office = self.paragraphs[quote.speaker[0]].doc[quote.speaker[1]]
            firms = tuple(m for h in self.holders(quote.speaker[0], office)
                          for m in self.meant(quote.speaker[0], h.i, FIRMS)[0]
                          if self.phrases.lemma(office) in {*self.words.offices, *self.words.organs})
        return firms if len(firms) == 1 and firms[0].fits((*FIRMS, *_AUTHORITY)) else ()

    def _party(self, member: Member, paragraph: int, span: tuple[int, int], how: MentionKind,
               kinds: Sequence[EntityKind]) -> Party | None:
        member, how = self._standing_for(member, paragraph, span[0], how, kinds)
        if not (member.admitted_as(kinds) if how in {"name", "alias"} else member.fits(kinds)):
            return None
        if id(member) in self._admitted and member.kind not in kinds:
            return None         # what it is was settled by the first role that took it: its id stands on that
        if member.kind is not None and member.kind in kinds:
            kind: EntityKind | None = member.kind
        else:       # authorities and courts are told by their words or the list: an unknown name is none
            kind = next((k for k in kinds if k not in _AUTHORITY), None)
        if kind is None:
            return None
        a, b = self.paragraphs[paragraph].span(*span)
        party = Party(member.id_as(kind), kind, how, a, b, member.owner.id if member.owner is not None else None)
        self._offered[party] = member
        return party

    def settle(self, parties: Sequence[Party]) -> bool:
        """Takes in parties that a claim stands on: only then is an unknown name somebody, and of that kind. False, and
        nothing is done, where one of them would be of two kinds: its id stands on its kind."""
        kinds = {id(m): m.kind for m in self._admitted.values()}
        if any(kinds.setdefault(id(self._offered[p]), p.kind) != p.kind for p in parties):
            return False
        self._known.clear()
        for party in parties:
            member = self._offered[party]
            member.kind = party.kind
            self._admitted[id(member)] = member
            if party.how != "name":
                member.mention(party.start, party.end, self.article.text[party.start:party.end], party.how)
            if member.owner is not None:
                self._admitted[id(member.owner)] = member.owner
        return True

    def _standing_for(self, member: Member, paragraph: int, token: int, how: MentionKind,
                      kinds: Sequence[EntityKind]) -> tuple[Member, MentionKind]:
        """A product stands for its owner where a company is wanted, a capital for the authority that sits there."""
        place = self.words.metonyms.get(member.name.lower())
        if place is not None and (kinds[0] in _AUTHORITY or self._rules(paragraph, token)):
            return self.roster.of_name(place, "public_body"), "alias"
        if member.kind == "product" and "product" not in kinds and "company" in kinds:
            owners = [m for m in self.roster.members if id(member) in m.facts.things]
            record = gazetteer().records.get(member.record.owner) if member.record and member.record.owner else None
            if record is not None:
                return self.roster.of_record(record), "description"
            if len(owners) == 1:
                return owners[0], "description"
        return member, how

    def _rules(self, paragraph: int, token: int) -> bool:
        word = self.paragraphs[paragraph].doc[token]
        return word.head.lemma_.lower() in self.words.authority_verbs


def _how(member: Member, text: str) -> MentionKind:
    return "name" if any(m.text == text and m.kind == "name" for m in member.mentions.values()) else "alias"
