"""Who descriptions and pronouns mean: one pass over the article, in reading order.

Each resolved mention becomes an antecedent for what follows. A wrong link costs more than a missing one: where two
parties would do and grammar does not choose, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.descriptions import Description, Phrases
from extract.names import gazetteer
from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import feature, is_copular
from extract.roster import Facts, Member, Roster
from extract.types import EntityKind, MentionKind

FIRMS: tuple[EntityKind, ...] = ("company", "publisher", "fund", "organisation")
_ANY: tuple[EntityKind, ...] = (*FIRMS, "public_body", "court", "person")
_PRONOMINAL: tuple[EntityKind, ...] = (*FIRMS, "public_body", "person")    # a court is hardly ever "it"
_NEAR = 2           # sentences back in which an antecedent is looked for first
_OPEN_ENDS = {",", "«", "(", "-", "–", "—"}
_BEFORE_SAYING = {",", "»", "”", '"'}
_HIGH = 25          # a tree deeper than this is broken


@dataclass(frozen=True, slots=True)
class Link:
    """What one noun or pronoun means. ``start`` and ``end``: tokens of the mention."""

    members: tuple[Member, ...]
    how: MentionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention already read. ``member`` None: a party meant that could not be told, so nobody follows it blindly."""

    member: Member | None
    sentence: int
    paragraph: int
    token: int
    subject: bool
    gender: str = ""                    # of a description's noun, '' for a name


class Antecedents:
    """``links`` holds, for (paragraph, token), who is meant there."""

    def __init__(self, roster: Roster, clauses: Sequence[Clause], phrases: Phrases) -> None:
        self.roster, self.clauses, self.phrases, self.words = roster, clauses, phrases, phrases.words
        self.links: dict[tuple[int, int], Link] = {}
        self._seen: list[_Seen] = []
        self._subjects: set[int] = set()
        self._sentence = 0
        for paragraph in roster.paragraphs:
            for tokens in _sentences(paragraph.doc):
                self._read(paragraph.index, tokens)
                self._sentence += 1

    def _read(self, paragraph: int, tokens: list[Token]) -> None:
        clause = self.clauses[paragraph]
        self._subjects = {t.i for v in tokens if v.pos_ in VERBAL for t, how in clause.subjects(v)
                          if how == "subject"}
        copular = (is_copular(t, clause.language) for t in tokens if t.pos_ not in VERBAL)
        self._subjects |= {t.i for t in copular if t is not None}
        for i in list(self._subjects):          # the French parser may see one name of a list alone
            series = self.roster.series(paragraph, i)
            if series and series[0] and tokens[0].doc[series[0] - 1].pos_ == "ADP":
                self._subjects.discard(i)
            else:
                self._subjects.update(series)
        for token in tokens:
            named = self.roster.occurrence(paragraph, token.i)
            if named is not None:
                if token.i == named.start:
                    subject = any(i in self._subjects for i in range(named.start, named.end))
                    self._note((self.roster.at(paragraph, token.i),), paragraph, token, subject)
                continue
            link = self._link(paragraph, token)
            if link is not None and link.members:
                self.links[paragraph, token.i] = link
                self._note(link.members, paragraph, token, token.i in self._subjects)
            elif link is not None and link.how == "description":
                self._note((None,), paragraph, token, token.i in self._subjects)

    def _note(self, members: tuple[Member | None, ...], paragraph: int, token: Token, subject: bool
              ) -> None:
        gender = feature(token, "Gender") if token.pos_ == "NOUN" else ""
        for member in members:
            self._seen.append(_Seen(member, self._sentence, paragraph, token.i, subject, gender))

    # ------------------------------------------------------------------------------------------ kinds of phrase

    def _link(self, paragraph: int, token: Token) -> Link | None:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            described = self.phrases.read(paragraph, token)
            if described is None:
                return self._latter(paragraph, token)
            named = self.phrases.said_of.get((paragraph, token.i))
            if named is not None:
                return Link(self._all_named(paragraph, token, named, described), "description", described.start,
                            described.end)
            if self._is_predicate(token):
                return None
            members = self._described(paragraph, token, described)
            return Link(members, "description", described.start, described.end)
        pronouns, form = self.words.pronouns, token.lower_
        if token.pos_ in {"PRON", "DET"} and form in {*pronouns.firm, *pronouns.person, *pronouns.plural,
                                                      *self.words.possessive} and form not in pronouns.first:
            if token.pos_ == "DET" and form not in self.words.possessive:
                return None
            if token.i and token.doc[token.i - 1].lower_ in self.words.partitive:
                return None                 # "one of them"
            return Link(self._pronoun(paragraph, token), "pronoun", token.i, token.i + 1)
        return self._latter(paragraph, token)

    def _all_named(self, paragraph: int, token: Token, named: Member, said: Description) -> tuple[Member, ...]:
        """'the utilities Veolia and Suez': all that the plural introduces."""
        if said.count == 1:
            return (named,)
        after = token.doc[token.i + 1:token.sent.end]
        first = next((t.i for t in after if self.roster.at(paragraph, t.i) is named), token.i)
        others = [self.roster.at(paragraph, i) for i in self.roster.series(paragraph, first)]
        return tuple(dict.fromkeys([named, *(m for m in others if m is not None)]))

    def _is_predicate(self, token: Token) -> bool:
        """'becomes the second largest maker': says something of its subject, means nobody."""
        return is_copular(token, self.phrases.language) is not None or (
            token.head.i < token.i and token.head.lemma_.lower() in self.words.copulas)

    def _latter(self, paragraph: int, token: Token) -> Link | None:
        """'ce dernier', 'celui-ci', 'the latter': the last one named before, in this sentence or the one before."""
        if token.lower_ not in self.words.pronouns.latter:
            return None
        first = token.i
        if token.pos_ != "PRON":
            before = token.doc[token.i - 1].lower_ if token.i else ""
            if before not in {"the", "ce", "cette", "ces"}:
                return None
            after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
            if after is not None and after.pos_ in {"NOUN", "PROPN"}:
                return None
        for seen in reversed(self._seen):
            if self._sentence - seen.sentence > 1:
                return None
            if seen.member is None:
                return None
            if seen.member.fits((*FIRMS, "public_body", "person")):
                return Link((seen.member,), "pronoun", first, first + 1)
        return None

    # ---------------------------------------------------------------------------------------------- descriptions

    def _described(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        fixed = self._fixed(paragraph, said)
        if fixed is not None:
            return (fixed,)
        if said.counterpart:
            return self._counterpart(paragraph, token, said)
        if said.determiner in {"indefinite", "possessive"} or (said.determiner == "none" and not (
                said.things or said.places)):
            return ()
        if token.text[:1].isupper() and token.i > token.sent.start + 1:
            return ()                       # "the Company": a defined term, not this article's word
        after = {t.lower_ for t in token.doc[said.end:said.end + 1]}
        if (said.words | after) & set(self.words.new):
            return ()                       # "the combined group": not yet anybody
        if said.count != 1:
            if said.things or said.restricted or not (said.count or said.plain):
                return ()
            return self._several(paragraph, token, said)
        anchored = self._anchored(said)
        if anchored is not None:
            return anchored
        candidates = [m for m in self._known(said.kinds) if _agrees(m.facts, m, said)]
        evident = [m for m in candidates if said.head in m.facts.heads and _shares(m.facts, said)]
        if evident:
            candidates = evident
        elif said.restricted and len(candidates) > 1:
            return ()
        elif said.trade and not said.countries:     # "the agency" may be an authority; a company only if called so
            candidates = [m for m in candidates if m.kind == said.kinds[0] != "company"]
        told = [m for m in candidates if said.countries & (m.facts.countries or _country(m))]
        if told:
            candidates = told
        elif (said.countries or said.places) and not evident and len(candidates) > 1:
            return ()
        return self._pick(paragraph, token, candidates, plain=said.plain or bool(evident or told))

    def _fixed(self, paragraph: int, said: Description) -> Member | None:
        """Phrases that always mean one authority: 'l'exécutif européen'."""
        words = {t.lower_ for t in self.roster.paragraphs[paragraph].doc[said.start:said.end]}
        for written, name in self.words.fixed.items():
            if set(written.split()) <= words:
                return self.roster.of_name(name, "public_body")
        return None

    def _anchored(self, said: Description) -> tuple[Member, ...] | None:
        """'the Windows maker', 'le géant de Redmond', 'l'entreprise de Sam Altman'; None where nothing anchors it."""
        for place in said.places:
            town = next((name for town, name in self.words.seats.items() if town.split()[0] == place), "")
            seat = gazetteer().lookup(town)
            if seat is not None:
                return (self.roster.of_record(seat),)
            by_place = [m for m in self._known(said.kinds) if place in m.facts.words]
            if len(by_place) == 1:
                return (by_place[0],)
        for thing in said.things:
            seat = gazetteer().lookup(self.words.seats.get(thing.name.lower(), ""))
            if seat is not None:
                return (self.roster.of_record(seat),)
            owners = [m for m in self.roster.members if id(thing) in m.facts.things and m is not thing]
            if len(owners) == 1 and owners[0].fits(said.kinds):
                return (owners[0],)
            record = thing.record
            if record is not None and record.owner and (record.kind == "product" or said.head in self.words.owners):
                owner = gazetteer().records.get(record.owner)
                return (self.roster.of_record(owner),) if owner is not None else ()
            if thing.firm is not None:
                return (thing.firm,)
        return () if said.things else None

    def _counterpart(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        """'its rival': the one other party in sight, seen from the one that owns it."""
        if said.possessor is not None:
            link = self.links.get((paragraph, said.possessor))
            holders = link.members if link is not None else ()
        elif said.things and said.determiner == "definite":
            holders = said.things
        else:
            return ()
        if len(holders) != 1 or said.count != 1:
            return ()
        others: list[Member] = []
        for back in range(_NEAR + 1):
            others += [m for m in self._in_sentence(self._sentence - back, said.kinds) if m not in (*holders, *others)]
        titled = [m for m in self._in_title(said.kinds) if m not in holders]
        found = others or titled
        return (found[0],) if len(found) == 1 else ()

    def _several(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        """'the two groups', 'both companies': as many as are said, nearest first; never some of more."""
        wanted = said.count or 2
        barred = self._barred(paragraph, token)
        found: list[Member] = []
        for back in range(_NEAR + 1):
            for member in self._in_sentence(self._sentence - back, said.kinds):
                if member not in found and member not in barred:
                    found.append(member)
            if len(found) >= wanted:
                break
        if len(found) < wanted:
            found = [m for m in self._known(said.kinds) if m not in barred]
        agreeing = [m for m in found if _agrees(m.facts, m, said)]
        return tuple(sorted(agreeing, key=lambda m: m.number)) if len(agreeing) == wanted else ()

    # --------------------------------------------------------------------------------------------------- pronouns

    def _pronoun(self, paragraph: int, token: Token) -> tuple[Member, ...]:
        if self._expletive(token):
            return ()
        form, words = token.lower_, self.words
        possessive = form in words.possessive
        plural = form in words.pronouns.plural or form in {"their", "leur", "leurs"}
        firms: tuple[EntityKind, ...] = (*FIRMS, "person") if possessive else _PRONOMINAL
        kinds: tuple[EntityKind, ...] = ("person",) if form in {*words.pronouns.person, "his", "her"} else (
            firms if form in {"il", "elle", "lui", "son", "sa", "ses"} or plural or possessive
            else (*FIRMS, "public_body"))
        after = token.doc[token.i + 1:token.i + 3]
        if possessive and "person" not in kinds[:1] and any(self.phrases.lemma(t) in self.words.offices for t in after):
            kinds = FIRMS                   # "its president": whose office but a company's
        subject = token.i in self._subjects
        barred = set() if possessive else self._barred(paragraph, token)
        if subject or possessive:
            return self._continued(paragraph, token, kinds, plural, possessive)
        here = [m for m in self._in_sentence(self._sentence, kinds) if m not in barred]
        before = [m for m in self._in_sentence(self._sentence - 1, kinds) if m not in barred]
        found = here or before
        if plural:
            return tuple(found) if len(found) == 2 else ()
        return (found[0],) if len(found) == 1 else ()

    def _continued(self, paragraph: int, token: Token, kinds: tuple[EntityKind, ...], plural: bool,
                   possessive: bool) -> tuple[Member, ...]:
        """The subject so far goes on: of this sentence, of the clause above, else of the sentence before."""
        gender = feature(token, "Gender") if token.pos_ == "PRON" else ""
        for sentence in (self._sentence, self._sentence - 1):
            seen = [s for s in self._seen if s.sentence == sentence and s.subject]
            if not seen:
                if sentence == self._sentence and not possessive:
                    continue
                if self._has_subject(paragraph, token) and possessive and sentence == self._sentence:
                    return ()
                continue
            chosen = seen[-1] if sentence == self._sentence else seen[0]
            group = [s for s in seen if s.token == chosen.token or self._coordinated(chosen, s)]
            fitting = self._members(group, kinds)
            if gender and any(s.gender and s.gender != gender for s in group):
                return ()
            if plural:
                return tuple(fitting) if len(fitting) > 1 else ()
            return (fitting[0],) if len(fitting) == 1 and len(group) == 1 else ()
        return ()

    def _coordinated(self, one: _Seen, other: _Seen) -> bool:
        if one.paragraph != other.paragraph:
            return False
        return other.token in self.roster.series(one.paragraph, one.token)

    def _has_subject(self, paragraph: int, token: Token) -> bool:
        return any(i < token.i for i in self._subjects)

    def _expletive(self, token: Token) -> bool:
        """'it is expected that', 'il s'agit de'."""
        if token.lower_ not in {"it", "il"}:
            return False
        head = token.head
        if head.pos_ == "AUX" and head.lemma_ == "be":
            return True                     # "It would be the largest purchase": the deal, not a party
        near = {head.lemma_.lower(), *(c.lemma_.lower() for c in head.children if c.pos_ in {"ADJ", "VERB", "NOUN"}
                                       and head.pos_ == "AUX")}
        if not near & set(self.words.expletives):
            return False
        return token.doc[head.i].i - token.i < 6

    # -------------------------------------------------------------------------------------------------- choosing

    def _pick(self, paragraph: int, token: Token, candidates: Sequence[Member], plain: bool) -> tuple[Member, ...]:
        """The subject of the nearest sentence that names a candidate, or the one the title is about.

        A noun that says more than "company" chooses nobody by nearness: only the one candidate in the title.
        """
        barred = self._barred(paragraph, token)
        allowed = [m for m in candidates if m not in barred]
        main = [m for m in (allowed if plain else candidates) if m in self._prominent()]
        if not plain:
            return (main[0],) if len(main) == 1 and main[0] in allowed else ()
        for back in range(_NEAR + 1):
            here = [s for s in self._seen if s.sentence == self._sentence - back]
            seen = [s for s in here if s.member in allowed]
            if len(allowed) > 1 and any(s.member is None for s in here):
                return ()
            subjects = self._members((s for s in seen if s.subject), _ANY)
            members = subjects or self._members(seen, _ANY)
            if len(members) == 1 and (subjects or members[0] in main):
                return (members[0],)
            if seen:
                break
        return (main[0],) if len(main) == 1 else (allowed[0],) if len(allowed) == 1 else ()

    def _prominent(self) -> list[Member]:
        """Whom title or first sentence name."""
        return self._in_title(_ANY) or self._in_sentence(0, _ANY)

    def _barred(self, paragraph: int, token: Token) -> set[Member]:
        """Who cannot be meant: the subject of the clause that ``token`` stands in, and its verb's other arguments."""
        clause, verb, direct = self.clauses[paragraph], token, True
        found: list[int] = []
        for _ in range(_HIGH):
            copular = is_copular(verb, clause.language) if verb is not token else None
            if copular is not None:
                found.append(copular.i)
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
        return {m for i in found if i != token.i for m in self._meant(paragraph, i)}

    def _says(self, token: Token, verb: Token, clause: Clause) -> bool:
        """'..., a annoncé le groupe': the noun after the verb is who says it."""
        first = verb.left_edge if verb.i > token.i else next((c for c in verb.children if c.pos_ == "AUX"), verb)
        return (token.i > verb.i and first.i > 0 and first.nbor(-1).text in _BEFORE_SAYING
                and len(clause.objects(verb)) < 2)

    def _meant(self, paragraph: int, token: int) -> tuple[Member, ...]:
        member = self.roster.at(paragraph, token)
        link = self.links.get((paragraph, token))
        return (member,) if member is not None else link.members if link is not None else ()

    def _in_sentence(self, sentence: int, kinds: Sequence[EntityKind]) -> list[Member]:
        return self._members((s for s in self._seen if s.sentence == sentence), kinds)

    def _in_title(self, kinds: Sequence[EntityKind]) -> list[Member]:
        titles = {p.index for p in self.roster.paragraphs if p.is_title}
        return self._members((s for s in self._seen if s.paragraph in titles), kinds)

    def _known(self, kinds: Sequence[EntityKind]) -> list[Member]:
        """Whom the article has named so far."""
        return self._members(self._seen, kinds)

    @staticmethod
    def _members(seen: Iterable[_Seen], kinds: Sequence[EntityKind]) -> list[Member]:
        return list(dict.fromkeys(s.member for s in seen if s.member is not None and s.member.known
                                  and s.member.fits(kinds)))


def _sentences(doc: Doc) -> Iterator[list[Token]]:
    """The parser's sentences, those put together that no mark divides."""
    tokens: list[Token] = []
    for sentence in doc.sents:
        tokens += sentence
        if tokens[-1].is_punct and tokens[-1].text not in _OPEN_ENDS:
            yield tokens
            tokens = []
    if tokens:
        yield tokens


def _country(member: Member) -> set[str]:
    return {member.record.country} if member.record is not None and member.record.country else set()


def _agrees(facts: Facts, member: Member, said: Description) -> bool:
    known = facts.countries | _country(member)
    return not said.countries or not known or bool(known & said.countries)


def _shares(facts: Facts, said: Description) -> bool:
    """What the phrase adds to its noun must not be said of nobody: 'the photo agency' wants one called so."""
    return not said.words or bool(said.words & facts.words)

