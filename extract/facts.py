"""What an article teaches of its parties: what appositions, copulas, neighbours and verbs of making say of a name.

"Getty Images, a Seattle-based photo agency", "le joaillier Tiffany", "Sony, which makes the PlayStation", "Adobe's
chief executive": descriptions later in the text are read with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from extract.descriptions import INSIDE, JOIN, PARTICIPLE, STEP, Phrases
from extract.mentions_spans import Words
from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import is_copular
from extract.registry import lexicon
from extract.roster import Member
from extract.tokens import Doc, Token

_CLOSING = {",", ".", ";", ")", ":", "–", "—", "!", "?", "and", "et"}


class Lessons:
    """Fills the facts of the members that ``phrases`` knows."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.titles = lexicon(phrases.language, "mentions", Words).titles

    def learn(self) -> None:
        """Fills the members' facts from all paragraphs."""
        for found in list(self.phrases.roster.occurrences):
            member = self.phrases.roster.at(found.paragraph, found.start)
            doc = self.phrases.roster.paragraphs[found.paragraph].doc
            if member is None or member.kind in {"unit", "product"}:
                continue
            titled = found.start > 0 and doc[found.start - 1].lower_ in self.titles
            several = found.end - found.start > 1
            kin = member.kind == "person" and several and doc[found.end - 1].is_lower      # "the Dorn family"
            member.facts.human |= titled or kin or doc[found.end:found.end + 2].text == ", who"
            after = [t.text for t in doc[found.end:found.end + STEP]]
            if after[:3] in ([",", "based", "in"], [",", "headquartered", "in"]):
                member.facts.words.update(w.lower() for w in takewhile(lambda w: w[0].isupper(), after[3:]))
            for noun in self._nouns_of(doc, found.paragraph, found.start, found.end):
                self.phrases.said_of[found.paragraph, noun.i] = member
                self._teach(found.paragraph, member, noun)
        for number, clause in enumerate(self.phrases.clauses):
            self._learn_making(number, clause)
        for member in self.phrases.roster.members:
            member.facts.heads.update(w for w in member.key.split() if w in self.phrases.words.trades)

    def _nouns_of(self, doc: Doc, paragraph: int, start: int, end: int) -> Iterator[Token]:
        before = start - 1
        if before > 1 and doc[before].lower_ == "up" and doc[before - 1].text == "-":
            before -= 2                     # "start-up" in three tokens
        while before > 0 and (doc[before].text in JOIN or self.phrases.country(doc[before])):
            before -= 1
        if before >= 0 and self.phrases.is_head(doc[before]):
            yield doc[before]
        if end < len(doc) and doc[end].text in {",", "(", "–", "—"}:
            yield from self._apposed(doc, paragraph, end + 1)
        for token in doc[end:end + STEP]:
            subject = is_copular(token, self.phrases.language) if self.phrases.is_head(token) else None
            if subject is not None and start <= subject.i < end:
                yield token

    def _apposed(self, doc: Doc, paragraph: int, at: int) -> Iterator[Token]:
        """The noun of an apposition that begins at ``at``: closed by a comma, or without definite article."""
        if at >= len(doc):
            return
        i = at + (doc[at].pos_ in {"DET", "PRON"})
        heads = []
        while i < min(len(doc), at + STEP) and (doc[i].pos_ in INSIDE or doc[i].text in JOIN
                                                 or (doc[i].pos_ in PARTICIPLE and doc[i - 1].text == "-")):
            if self.phrases.is_head(doc[i]) and self.phrases.roster.at(paragraph, doc[i].i) is None:
                heads.append(doc[i])
                if self.phrases.language == "fr":
                    break
            i += 1
        if not heads:
            return
        end = self.phrases.right(heads[-1])
        closed = end >= len(doc) or doc[end].text in _CLOSING or doc[end].lower_ in {"which", "who", "qui", "that"}
        if closed or doc[at].lower_ not in self.phrases.words.definite:
            yield heads[-1]

    def _teach(self, paragraph: int, member: Member, noun: Token) -> None:
        head = self.phrases.lemma(noun)
        member.facts.human |= head in self.phrases.words.offices or self.phrases.kinds.get(head, ())[:1] == ("person",)
        if head in self.phrases.words.offices and head not in self.phrases.kinds:
            firm = self._firm_of(paragraph, noun, member)
            if firm is not None and member.kind in {"person", None}:
                member.firm = member.firm or firm
                firm.facts.things.add(id(member))
            return
        said = self.phrases.read(paragraph, noun)
        if said is None or said.counterpart or (said.count != 1 and not said.trade):
            return
        facts = member.facts
        facts.heads.add(head)
        facts.words |= said.words | set(said.places)
        facts.countries |= said.countries
        if head in self.phrases.words.makers:
            facts.things |= {id(t) for t in said.things if t is not member}

    def _firm_of(self, paragraph: int, office: Token, person: Member) -> Member | None:
        """The company in 'Adobe's chief executive', 'patron d'OpenAI', 'Adobe CEO'."""
        start, end = self.phrases.left(office), self.phrases.right(office)
        for i in [*range(end - 1, office.i, -1), *range(office.i - 1, start - 1, -1)]:
            firm = self.phrases.roster.at(paragraph, i)
            if firm is not None and firm is not person and firm.fits(("company", "fund", "publisher", "public_body",
                                                                       "organisation")):
                return firm
        return None

    def _learn_making(self, number: int, clause: Clause) -> None:
        for verb in clause.doc:
            if verb.pos_ in VERBAL and verb.lemma_.lower() in self.phrases.words.making:
                makers = [self.phrases.roster.at(number, t.i) for t, _ in clause.subjects(verb)]
                things = [self.phrases.roster.at(number, t.i) for t, _ in clause.objects(verb)]
                for maker in makers:
                    if maker is not None and maker.fits(("company", "publisher", "organisation")):
                        maker.facts.things |= {id(t) for t in things if t is not None and t is not maker
                                               and t.kind in {"product", None}}
