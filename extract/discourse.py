"""What has been read of an article so far: who was mentioned in which sentence, as a subject or not, and what it means.

``antecedents`` fills it in reading order; ``pronouns`` and ``antecedents`` ask it who could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import feature, is_copular
from extract.predicates_named import named
from extract.roster import Member, Roster
from extract.tokens import Doc, Token
from extract.types import EntityKind, MentionKind

FIRMS: tuple[EntityKind, ...] = ("company", "publisher", "fund", "organisation")
ANY: tuple[EntityKind, ...] = (*FIRMS, "public_body", "court", "person")
NEAR = 2            # sentences back in which an antecedent is looked for first
OPEN_ENDS = {",", "«", "(", "-", "–", "—"}
_BEFORE_SAYING = {",", "»", "”", '"'}
_HIGH = 25          # a tree deeper than this is broken


# How strongly one comes to mind who was the subject, or anything else, of a sentence so many back; and of the title.
_RECENT = ((2.8, 2.1), (1.6, 0.8), (0.7, 0.4), (0.3, 0.2))
_TITLE = (2.1, 1.4)
_AGAIN = 0.15       # for every mention, at most four
CLEAR = 0.6         # by so much the first must lead the second
VAGUE = 0.5         # what a name loses that nothing says is a company's


@dataclass(frozen=True, slots=True)
class Link:
    """What one noun or pronoun means. ``start`` and ``end``: tokens of the mention; ``maybe``: who else could be
    meant, likeliest first: a role may take one of them where its predicate's other roles rule out the rest."""

    members: tuple[Member, ...]
    how: MentionKind
    start: int
    end: int
    maybe: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention already read. ``member`` None: a party meant that could not be told, so nobody follows it blindly."""

    member: Member | None
    sentence: int
    paragraph: int
    token: int
    subject: bool
    gender: str = ""                    # of a description's noun, '' for a name


class Discourse:
    """``links`` holds, for (paragraph, token), who is meant there; ``subjects`` the tokens of this sentence's."""

    def __init__(self, roster: Roster, clauses: Sequence[Clause]) -> None:
        self.roster, self.clauses = roster, clauses
        self.links: dict[tuple[int, int], Link] = {}
        self.seen: list[Seen] = []
        self._by_sentence: dict[int, list[Seen]] = {}
        self._title: list[Seen] = []
        self._by_member: dict[Member, list[Seen]] = {}      # in the order first seen
        self.subjects: set[int] = set()
        self.sentence = 0
        self.focus: dict[tuple[int, int], tuple[tuple[Member, float], ...]] = {}

    def begin(self, paragraph: int, tokens: Sequence[Token]) -> None:
        """A new sentence: finds its subjects."""
        clause = self.clauses[paragraph]
        self.subjects = {i for v in tokens if v.pos_ in VERBAL for t, how in clause.subjects(v)
                         if how == "subject" for i in (t.i, named(clause, t).i)}
        copular = (is_copular(t, clause.language) for t in tokens if t.pos_ not in VERBAL)
        self.subjects |= {t.i for t in copular if t is not None}
        for i in list(self.subjects):          # the French parser may see one name of a list alone
            series = self.roster.series(paragraph, i) if self.roster.at(paragraph, i) is not None else []
            if series and series[0] and tokens[0].doc[series[0] - 1].pos_ == "ADP":
                self.subjects.discard(i)
            else:
                self.subjects.update(series)

    def note(self, members: tuple[Member | None, ...], paragraph: int, token: Token, subject: bool
              ) -> None:
        gender = feature(token, "Gender") if token.pos_ == "NOUN" else ""
        for member in members:
            seen = Seen(member, self.sentence, paragraph, token.i, subject, gender)
            self.seen.append(seen)
            if self.roster.paragraphs[paragraph].is_title:
                self._title.append(seen)
            self._by_sentence.setdefault(seen.sentence, []).append(seen)
            if member is not None:
                self._by_member.setdefault(member, []).append(seen)

    def meant(self, paragraph: int, token: int) -> tuple[Member, ...]:
        member = self.roster.at(paragraph, token)
        link = self.links.get((paragraph, token))
        return (member,) if member is not None else link.members if link is not None else ()

    def read_in(self, sentence: int) -> list[Seen]:
        """The mentions of one sentence."""
        return self._by_sentence.get(sentence, [])

    def in_sentence(self, sentence: int, kinds: Sequence[EntityKind]) -> list[Member]:
        return self.members(self.read_in(sentence), kinds)

    def in_title(self, kinds: Sequence[EntityKind]) -> list[Member]:
        return self.members(self._title, kinds)

    def known(self, kinds: Sequence[EntityKind]) -> list[Member]:
        """Whom the article has named so far."""
        return [m for m in self._by_member if m.known and m.fits(kinds)]

    def prominent(self) -> list[Member]:
        """Whom title or first sentence name."""
        return self.in_title(ANY) or self.in_sentence(0, ANY)

    def salience(self, member: Member) -> float:
        """How much ``member`` is in focus here: by title, nearness, grammar and how often it was named."""
        seen = self._by_member.get(member, [])
        if not seen:
            return 0.0
        titled = [s for s in seen if s in self._title]
        found = max((_TITLE[not s.subject] for s in titled), default=0.0)
        for back, weights in enumerate(_RECENT):
            here = [s for s in seen if s.sentence == self.sentence - back]
            found += max((weights[not s.subject] for s in here), default=0.0)
        return found + _AGAIN * min(len(seen), 4)

    def end(self, paragraph: int, tokens: Sequence[Token]) -> None:
        """The sentence is read: ``focus`` keeps, for each of its tokens, who is in mind, most of all first."""
        known = {m: self.salience(m) for m in self._by_member if m.known}
        ranked = tuple(sorted(known.items(), key=lambda item: -item[1]))
        self.focus.update({(paragraph, t.i): ranked for t in tokens})
        self.sentence += 1

    def choose(self, scores: dict[Member, float]) -> tuple[Member, ...]:
        """The one with the highest score, if it leads the next by enough."""
        ranked = sorted(scores, key=lambda m: -scores[m])
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < CLEAR):
            return ()
        return (ranked[0],)

    @staticmethod
    def members(seen: Iterable[Seen], kinds: Sequence[EntityKind]) -> list[Member]:
        return list(dict.fromkeys(s.member for s in seen if s.member is not None and s.member.known
                                  and s.member.fits(kinds)))

    def barred(self, paragraph: int, token: Token) -> set[Member]:
        """Who cannot be meant: the subject of the clause that ``token`` stands in, and its verb's other arguments."""
        clause, verb, direct = self.clauses[paragraph], token, True
        found: list[int] = []
        for _ in range(_HIGH):
            copular = is_copular(verb, clause.language) if verb is not token else None
            if copular is not None:
                found.append(copular.i)
                if clause.language == "fr":
                    break                   # "X, qui en est propriétaire": whoever X hangs on may be meant
            if verb.head.i == verb.i or (verb.pos_ in VERBAL and verb is not token):
                break
            if self.roster.at(paragraph, verb.head.i) is not None and verb is token:
                return set()                # set beside a name
            direct = direct and verb.head.pos_ in {"ADP", *VERBAL}
            verb = verb.head
        if verb.pos_ in VERBAL:
            if self._says(token, verb, clause):
                return set()
            found += [t.i for t, _ in clause.subjects(verb)]
            found += [t.i for t, _ in clause.objects(verb)] if direct else []
        return {m for i in found if i != token.i for m in self.meant(paragraph, i)}

    def _says(self, token: Token, verb: Token, clause: Clause) -> bool:
        """'..., a annoncé le groupe': the noun after the verb is who says it."""
        first = verb.left_edge if verb.i > token.i else next((c for c in verb.children if c.pos_ == "AUX"), verb)
        return (token.i > verb.i and first.i > 0 and first.nbor(-1).text in _BEFORE_SAYING
                and len(clause.objects(verb)) < 2)


def sentences(doc: Doc) -> Iterator[list[Token]]:
    """The parser's sentences, those put together that no mark divides."""
    tokens: list[Token] = []
    for sentence in doc.sents:
        tokens += sentence
        if tokens[-1].is_punct and tokens[-1].text not in OPEN_ENDS:
            yield tokens
            tokens = []
    if tokens:
        yield tokens
