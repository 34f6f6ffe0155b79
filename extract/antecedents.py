"""Who descriptions and pronouns mean: one pass over the article, in reading order.

Each resolved mention becomes an antecedent for what follows. A wrong link costs more than a missing one: where two
parties would do and grammar does not choose, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract import fitting
from extract.descriptions import Description, Phrases
from extract.discourse import ANY, CLEAR, NEAR, VAGUE, Discourse, Link, sentences
from extract.names import gazetteer
from extract.predicates_clause import Clause
from extract.predicates_labels import is_copular
from extract.predicates_named import members as members_of
from extract.pronouns import Pronouns
from extract.roster import Member, Roster
from extract.tokens import Token

_IN_FOCUS = 0.5     # below this a member is out of sight


class Antecedents:
    """``links`` holds, for (paragraph, token), who is meant there."""

    def __init__(self, roster: Roster, clauses: Sequence[Clause], phrases: Phrases) -> None:
        self.story = Discourse(roster, clauses)
        self.phrases, self.words = phrases, phrases.words
        self.pronouns = Pronouns(self.story, phrases)
        for paragraph in roster.paragraphs:
            for tokens in sentences(paragraph.doc):
                self._read(paragraph.index, tokens)
                self.story.end(paragraph.index, tokens)

    @property
    def links(self) -> dict[tuple[int, int], Link]:
        return self.story.links

    def _read(self, paragraph: int, tokens: list[Token]) -> None:
        self.story.begin(paragraph, tokens)
        for token in tokens:
            named = self.story.roster.occurrence(paragraph, token.i)
            if named is not None:
                if token.i == named.start:
                    subject = any(i in self.story.subjects for i in range(named.start, named.end))
                    if not self._is_place(paragraph, token, named.end):
                        self.story.note((self.story.roster.at(paragraph, token.i),), paragraph, token, subject)
                continue
            link = self._link(paragraph, token)
            if link is not None and (link.members or link.maybe):
                self.story.links[paragraph, token.i] = link
            if link is not None and link.members:
                self.story.note(link.members, paragraph, token, token.i in self.story.subjects)
            elif link is not None and link.how == "description":
                self.story.note((None,), paragraph, token, token.i in self.story.subjects)

    def _is_place(self, paragraph: int, first: Token, end: int) -> bool:
        """'le laboratoire d'Osaka', 'the Pittsburgh steelmaker': where something is, nobody meant."""
        doc, i = first.doc, first.i
        member = self.story.roster.at(paragraph, i)
        if self.phrases.language == "en":
            unknown = member is not None and member.kind is None
            return unknown and i > 0 and doc[i - 1].lower_ in self.words.definite and end < len(doc) and (
                self.phrases.is_head(doc[end]))
        return i > 2 and doc[i - 1].lower_ in {"d'", "de"} and self.phrases.lemma(doc[i - 2]) in self.words.makers and (
            doc[i - 3].lower_ in self.words.definite)

    def _link(self, paragraph: int, token: Token) -> Link | None:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            described = self.phrases.read(paragraph, token)
            if described is None:
                return self.pronouns.latter(paragraph, token)
            named = self.phrases.said_of.get((paragraph, token.i))
            if named is not None:
                return Link(self._all_named(paragraph, token, named, described), "description", described.start,
                            described.end)
            led = members_of(self.story.clauses[paragraph], token)
            if led:
                meant = [m for t in led for m in self.story.meant(paragraph, t.i)]
                return Link(tuple(dict.fromkeys(meant)), "description", described.start, described.end)
            if self._is_predicate(token):
                return None
            introduced = self._introduced(paragraph, token)
            if introduced is not None:
                return Link((introduced,), "description", described.start, described.end)
            members = self._described(paragraph, token, described)
            return Link(members, "description", described.start, described.end,
                        self._maybe(paragraph, token, described))
        return self.pronouns.link(paragraph, token)

    def _all_named(self, paragraph: int, token: Token, named: Member, said: Description) -> tuple[Member, ...]:
        """'the utilities Veolia and Suez': all that the plural introduces."""
        if said.count == 1:
            return (named,)
        after = token.doc[token.i + 1:token.sent.end]
        first = next((t.i for t in after if self.story.roster.at(paragraph, t.i) is named), token.i)
        others = [self.story.roster.at(paragraph, i) for i in self.story.roster.series(paragraph, first)]
        return tuple(dict.fromkeys([named, *(m for m in others if m is not None)]))

    def _introduced(self, paragraph: int, token: Token) -> Member | None:
        """'le constructeur automobile tchèque Vltava', 'l'espagnol Bellavía': the name that the phrase leads to."""
        for word in token.doc[token.i + 1:min(token.i + 4, token.sent.end)]:
            member = self.story.roster.at(paragraph, word.i)
            if member is not None:
                return member if member.kind not in {"person", "product"} or word.i == token.i + 1 else None
            if self.phrases.language == "en" or word.pos_ not in {"ADJ", "NOUN"}:
                return None
        return None

    def _is_predicate(self, token: Token) -> bool:
        """'becomes the second largest maker': says something of its subject, means nobody."""
        return is_copular(token, self.phrases.language) is not None or (
            token.head.i < token.i and token.head.lemma_.lower() in self.words.copulas)

    def _described(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        fixed = self._fixed(paragraph, said)
        if fixed is not None:
            return (fixed,)
        if said.counterpart and not (said.count > 1 and said.determiner == "definite"):
            return self._counterpart(paragraph, token, said)
        if said.determiner == "possessive" and said.plain and said.possessor is not None and said.count == 1:
            link = self.story.links.get((paragraph, said.possessor))    # "a vendu son entreprise": its founder's
            firms = [m.firm for m in link.members if m.firm is not None] if link is not None else []
            return tuple(firms) if len(firms) == 1 else ()
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
        candidates = [m for m in self.story.known(said.kinds) if fitting.agrees(m.facts, m, said)]
        evident = [m for m in candidates if fitting.shares(m.facts, said) and (
            said.head in m.facts.heads or fitting.called(m, said))]
        if evident:
            candidates = evident
        elif said.restricted and len(candidates) > 1:
            return ()
        elif said.trade and not said.countries:     # "the agency" may be an authority; a company only if called so
            candidates = [m for m in candidates if m.kind == said.kinds[0] != "company"] or (
                [m for m in candidates if not m.facts.heads] if said.determiner == "definite" else [])
        told = [m for m in candidates if said.countries & (m.facts.countries or fitting.country(m))]
        if told:
            candidates = told
        elif (said.countries or said.places) and not evident and len(candidates) > 1:
            return ()
        return self._pick(paragraph, token, said, candidates, plain=said.plain or bool(evident or told),
                          alone=bool(said.words) and not (evident or told))

    def _fixed(self, paragraph: int, said: Description) -> Member | None:
        """Phrases that always mean one authority: 'l'exécutif européen'."""
        words = {t.lower_ for t in self.story.roster.paragraphs[paragraph].doc[said.start:said.end]}
        for written, name in self.words.fixed.items():
            if set(written.split()) <= words:
                return self.story.roster.of_name(name, "public_body")
        return None

    def _anchored(self, said: Description) -> tuple[Member, ...] | None:
        """'the Windows maker', 'le géant de Redmond', 'l'entreprise de Sam Altman'; None where nothing anchors it."""
        for place in said.places:
            town = next((name for town, name in self.words.seats.items() if town.split()[0] == place), "")
            seat = gazetteer().lookup(town)
            if seat is not None:
                return (self.story.roster.of_record(seat),)
            by_place = [m for m in self.story.known(said.kinds) if place in m.facts.words]
            if len(by_place) == 1:
                return (by_place[0],)
        for thing in said.things:
            seat = gazetteer().lookup(self.words.seats.get(thing.name.lower(), ""))
            if seat is not None:
                return (self.story.roster.of_record(seat),)
            owners = [m for m in self.story.roster.members if id(thing) in m.facts.things and m is not thing]
            if len(owners) == 1 and owners[0].fits(said.kinds):
                return (owners[0],)
            record = thing.record
            if record is not None and record.owner and (record.kind == "product" or said.head in self.words.owners):
                owner = gazetteer().records.get(record.owner)
                return (self.story.roster.of_record(owner),) if owner is not None else ()
            if thing.firm is not None:
                return (thing.firm,)
        return () if said.things else None

    def _counterpart(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        """'its rival': the one other party in sight, seen from the one that owns it."""
        if said.possessor is not None:
            link = self.story.links.get((paragraph, said.possessor))
            holders = link.members if link is not None else ()
        elif said.things and said.determiner == "definite":
            holders = said.things
        else:
            return ()
        if len(holders) != 1 or said.count != 1:
            return ()
        others: list[Member] = []
        for back in range(NEAR + 1):
            near = self.story.in_sentence(self.story.sentence - back, said.kinds)
            others += [m for m in near if m not in (*holders, *others)]
        titled = [m for m in self.story.in_title(said.kinds) if m not in holders]
        found = others if len(others) == 1 else titled
        return (found[0],) if len(found) == 1 else ()

    def _several(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        """'the two groups', 'both companies': as many as are said, nearest first; never some of more."""
        wanted = said.count or 2
        after = said.end + 1
        if self.story.roster.at(paragraph, after) is not None and token.doc[said.end].text in {",", ":", "–"}:
            listed = [self.story.roster.at(paragraph, i) for i in self.story.roster.series(paragraph, after)]
            named = tuple(m for m in listed if m is not None)
            return named if len(named) == wanted else ()    # "the two publishers, A and B"
        barred = self.story.barred(paragraph, token)
        for back in range(NEAR + 1):        # "A and B sued C. The two groups": the subjects of one sentence
            subjects = self.story.members((s for s in self.story.read_in(self.story.sentence - back) if s.subject),
                                          said.kinds)
            if len(subjects) == wanted and not barred & set(subjects):
                return tuple(subjects)
        found: list[Member] = []
        for back in range(NEAR + 1):
            for member in self.story.in_sentence(self.story.sentence - back, said.kinds):
                if member not in found and member not in barred:
                    found.append(member)
            if len(found) >= wanted:
                break
        if len(found) < wanted:
            found = [m for m in self.story.known(said.kinds) if m not in barred]
        agreeing = [m for m in found if fitting.agrees(m.facts, m, said)]
        if len(agreeing) != wanted:         # more than that many in sight: those far more in mind than the next
            known = [m for m in self.story.known(said.kinds) if m not in barred and fitting.agrees(m.facts, m, said)]
            scores = self._scores(known, said)
            ranked = sorted(scores, key=lambda m: -scores[m])
            left = [scores[m] for m in ranked[wanted:wanted + 1]]
            clear = len(ranked) >= wanted and not (left and scores[ranked[wanted - 1]] - left[0] < CLEAR)
            agreeing = ranked[:wanted] if clear else []
        return tuple(sorted(agreeing, key=lambda m: m.number))

    def _pick(self, paragraph: int, token: Token, said: Description, candidates: Sequence[Member], plain: bool,
              alone: bool) -> tuple[Member, ...]:
        """Who is clearly in focus.

        A noun that says more than "company" chooses nobody by nearness: only the one candidate in the title.
        """
        barred = self.story.barred(paragraph, token)
        allowed = [m for m in candidates if m not in barred]
        if not plain:
            main = [m for m in candidates if m in self.story.prominent()]
            return (main[0],) if len(main) == 1 and main[0] in allowed else ()
        if alone and len(self._nearest(allowed)) > 1:
            return ()                       # "le géant des cosmétiques", of two: the words choose, not the grammar
        return self.story.choose(self._scores(allowed, said))

    def _nearest(self, members: Sequence[Member]) -> list[Member]:
        """Those of ``members`` whom the nearest sentence that names any of them names."""
        for back in range(NEAR + 1):
            seen = self.story.in_sentence(self.story.sentence - back, ANY)
            if found := [m for m in members if m in seen]:
                return found
        return []

    def _scores(self, members: Sequence[Member], said: Description) -> dict[Member, float]:
        """How well each fits the phrase and the moment."""
        scores: dict[Member, float] = {}
        for member in members:
            fits = fitting.of(member, said, self.words.trades, self.phrases.kinds.get(said.head, ()))
            scores[member] = self.story.salience(member) + fits - VAGUE * (member.kind is None)
        return scores

    def _maybe(self, paragraph: int, token: Token, said: Description) -> tuple[Member, ...]:
        """Who could be meant by a definite phrase, likeliest first."""
        definite = said.determiner == "definite" or (said.counterpart and said.determiner == "possessive")
        if not definite or said.count != 1 or said.relative or said.words & set(self.words.new):
            return ()
        if token.text[:1].isupper() and token.i > token.sent.start + 1:
            return ()
        barred = self.story.barred(paragraph, token)
        known = [m for m in self.story.known(said.kinds) if m not in barred and fitting.agrees(m.facts, m, said)]
        scores = self._scores(known, said)
        return tuple(sorted((m for m in known if self.story.salience(m) > _IN_FOCUS), key=lambda m: -scores[m]))
