"""Who pronouns and possessives mean: the subject goes on, or there is one who fits."""

from __future__ import annotations

from collections.abc import Set

from extract.descriptions import Phrases
from extract.discourse import FIRMS, VAGUE, Discourse, Link, Seen
from extract.predicates_labels import apposed, feature
from extract.roster import Member
from extract.tokens import Token
from extract.types import EntityKind

_PRONOMINAL: tuple[EntityKind, ...] = (*FIRMS, "public_body", "person")    # a court is hardly ever "it"
_CLITICS = {"l'", "le", "la"}


class Pronouns:
    """Reads the pronouns of one article."""

    def __init__(self, story: Discourse, phrases: Phrases) -> None:
        self.story, self.phrases, self.words = story, phrases, phrases.words
        pronouns = self.words.pronouns
        self.asked = (pronouns.firm | pronouns.person | pronouns.plural | self.words.possessive) - pronouns.first

    def link(self, paragraph: int, token: Token) -> Link | None:
        """Who the pronoun or possessive ``token`` means; None where it is none, a Link to nobody where none is sure."""
        form = token.lower_
        if token.pos_ not in {"PRON", "DET"} or form not in self.asked:
            return self.latter(paragraph, token)
        if token.pos_ == "DET" and form not in self.words.possessive:
            return None
        if form not in self.words.possessive and token.i and (
                token.doc[token.i - 1].lower_ in self.words.partitive):
            return None                     # "one of them"
        members, maybe = self._pronoun(paragraph, token)
        return Link(members, "pronoun", token.i, token.i + 1, maybe)

    def latter(self, paragraph: int, token: Token) -> Link | None:
        """'ce dernier', 'celui-ci', 'the latter': the last one named before, in this sentence or the one before."""
        first = token.lower_ in self.words.pronouns.former
        if not first and token.lower_ not in self.words.pronouns.latter:
            return None
        if token.pos_ != "PRON":
            before = token.doc[token.i - 1].lower_ if token.i else ""
            if before not in {"the", "ce", "cette", "ces"}:
                return None
        if first:
            named = list(dict.fromkeys(m for back in (1, 0) for m in self.story.in_sentence(
                self.story.sentence - back, _PRONOMINAL)))
            return Link((named[0],), "pronoun", token.i, token.i + 1) if len(named) == 2 else None
        for seen in reversed(self.story.seen):
            if self.story.sentence - seen.sentence > 1:
                return None
            if seen.member is None:
                return None
            if seen.member.fits(_PRONOMINAL):
                return Link((seen.member,), "pronoun", token.i, token.i + 1)
        return None

    def _pronoun(self, paragraph: int, token: Token) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
        """Who is meant, and who could be, likeliest first."""
        if self._expletive(token):
            return (), ()
        form, words = token.lower_, self.words
        possessive = form in words.possessive
        plural = form in words.pronouns.plural or form in {"their", "leur", "leurs"}
        firms: tuple[EntityKind, ...] = (*FIRMS, "person") if possessive else _PRONOMINAL
        kinds: tuple[EntityKind, ...] = ("person",) if form in {*words.pronouns.person, "his", "her"} else (
            firms if form in {"il", "elle", "lui", "son", "sa", "ses"} or plural or possessive
            else (*FIRMS, "public_body"))
        beside = self._joined(paragraph, token) if possessive and not plural else None
        if beside is not None:
            return (beside,), ()
        after = token.doc[token.i + 1:token.i + 3]
        if possessive and "person" not in kinds[:1] and any(self.phrases.lemma(t) in self.words.offices for t in after):
            kinds = FIRMS                   # "its president": whose office but a company's
        subject = token.i in self.story.subjects
        barred = self._beside(paragraph, token) if possessive else self.story.barred(paragraph, token)
        near = dict.fromkeys(m for back in (0, 1) for m in self.story.in_sentence(self.story.sentence - back, kinds)
                             if m not in barred)
        before = self.story.read_in(self.story.sentence - 1)
        if plural:
            found = self._continued(token, kinds, plural, possessive, barred) if subject or possessive else ()
            return found or (tuple(near) if len(near) == 2 and not possessive and not subject else ()), ()
        if subject or possessive:
            found = self._continued(token, kinds, plural, possessive, barred)
            titled = self.story.in_title(FIRMS) if possessive and kinds == FIRMS else []
            found = found or (tuple(titled) if len(titled) == 1 else ())    # "sa directrice": of whom all speak
        elif any(t.lower_ in _CLITICS and t.pos_ == "PRON" and not self.story.meant(paragraph, t.i)
                 for t in token.doc[token.sent.start:token.i]) and form in _CLITICS:
            return (), ()                   # "il l'a racheté, et X, qui le dirigeait": one means as little
        else:
            here = [m for m in self.story.in_sentence(self.story.sentence, kinds) if m not in barred]
            nearest = form == "en" and token.i > 0 and token.nbor(-1).lower_ == "qui"      # "vend X à Y, qui en a pris"
            found = (here[-1],) if here and nearest else self._object(kinds, barred, before)
        wider = [] if subject or (possessive and near) else self.story.in_title(kinds)
        scores = {m: self.story.salience(m) - VAGUE * (m.kind is None) for m in (*near, *wider) if m not in barred}
        said = self.story.read_in(self.story.sentence)
        unsure = any(s.member is None and s.subject for s in said) or (
            possessive and len(self.story.members(said, kinds)) > 1)
        return found or (() if unsure else self.story.choose(scores)), tuple(sorted(scores, key=lambda m: -scores[m]))

    def _object(self, kinds: tuple[EntityKind, ...], barred: set[Member], before: list[Seen]) -> tuple[Member, ...]:
        """Who an object pronoun means: the one party of this sentence, else of the one before."""
        seen = self.story.read_in(self.story.sentence)
        here = [m for m in self.story.members(seen, kinds) if m not in barred]
        subjects = [s.member for s in seen if s.subject]
        led = [m for m in self.story.members((s for s in before if s.subject), kinds) if m not in barred]
        if here and led and not any(m in subjects for m in here):    # "X, contrôlé par Y, l'avait attaqué"
            here = led
        if not here and all(s.member for s in before):
            here = [m for m in self.story.members(before, kinds) if m not in barred]
        return tuple(here) if len(here) == 1 else ()

    def _beside(self, paragraph: int, possessive: Token) -> set[Member]:
        """Whom "X, its chairman" and "its chairman, X" do not mean by "its"."""
        found = (self.story.roster.at(paragraph, t.i) for t in apposed(possessive.head))
        return {member for member in found if member is not None}

    def _continued(self, token: Token, kinds: tuple[EntityKind, ...], plural: bool, possessive: bool,
                   barred: Set[Member]) -> tuple[Member, ...]:
        """The subject so far goes on: of this sentence, of the clause above, else of the sentence before."""
        gender = feature(token, "Gender") if token.pos_ == "PRON" else ""
        for sentence in (self.story.sentence, self.story.sentence - 1):
            seen = [s for s in self.story.read_in(sentence) if s.subject and s.member not in barred]
            if not seen:
                if sentence == self.story.sentence and not possessive:
                    if gender and any(self._could_be(token, i) for i in self.story.subjects):
                        return ()       # "le vendeur ..., alors qu'il avait": a subject that is nobody told of
                    continue
                if any(i < token.i for i in self.story.subjects) and possessive and sentence == self.story.sentence:
                    return ()
                continue
            chosen = seen[-1] if sentence == self.story.sentence else seen[0]
            group = [s for s in seen if s.token == chosen.token or self._coordinated(chosen, s)]
            fitting = self.story.members(group, kinds)
            if gender and any(s.gender and s.gender != gender for s in group):
                return ()
            if plural:
                return tuple(fitting) if len(fitting) > 1 else ()
            return (fitting[0],) if len(fitting) == 1 and len(group) == 1 else ()
        return ()

    @staticmethod
    def _could_be(pronoun: Token, subject: int) -> bool:
        """Whether a noun before the pronoun agrees with it."""
        noun = pronoun.doc[subject]
        return subject < pronoun.i and noun.pos_ == "NOUN" and all(
            feature(noun, name) == feature(pronoun, name) for name in ("Gender", "Number"))

    def _joined(self, paragraph: int, token: Token) -> Member | None:
        """'Kestrel and its rival', 'de Kestrel et de ses alliés': the name that "and" joins the phrase to."""
        before = [token.doc[i] for i in range(token.i - 1, max(token.sent.start, token.i - 4) - 1, -1)]
        joined = False
        for word in before:
            if word.pos_ not in {"CCONJ", "ADP", "NUM"}:
                return self.story.roster.at(paragraph, word.i) if joined else None
            joined |= word.pos_ == "CCONJ"
        return None

    def _coordinated(self, one: Seen, other: Seen) -> bool:
        if one.paragraph != other.paragraph:
            return False
        return other.token in self.story.roster.series(one.paragraph, one.token)

    def _expletive(self, token: Token) -> bool:
        """'it is expected that', 'il s'agit de'."""
        if token.lower_ not in {"it", "il"}:
            return False
        head = token.head
        if head.pos_ == "AUX" and head.lemma_ == "be" and any(
                c.i > head.i and c.pos_ in {"NOUN", "PROPN"} for c in head.children):
            return True                     # "It would be the largest purchase": the deal, not a party
        near = {head.lemma_.lower(), *(c.lemma_.lower() for c in head.children if c.pos_ in {"ADJ", "VERB", "NOUN"}
                                       and head.pos_ == "AUX")}
        if not near & set(self.words.expletives):
            return False
        return token.doc[head.i].i - token.i < 6
