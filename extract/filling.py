"""Who fills the roles of a frame: by its slots, by what was told before, by who is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.paragraphs import Paragraph
from extract.relations import Frame, Relation, ontology
from extract.resolve import Cast, Party
from extract.told import FOCUS, OPPOSITE, SLOT, Event, Filled, Told, is_somebody
from extract.types import Predicate

_LOOSE = {"à", "de", "dans", "en", "in", "of", "par", "avec", "+à côté de"}    # much else stands behind these
_FRESH = {"a", "an", "another", "un", "une", "autre"}      # "another round" is none that was told


class Filler:
    """Fills the roles of the predicates of one paragraph."""

    def __init__(self, cast: Cast, paragraph: Paragraph, told: Told, predicates: Sequence[Predicate]) -> None:
        self.cast, self.paragraph, self.told, self.predicates = cast, paragraph, told, predicates
        self.events = {p.head for p in predicates if p.pos != "verb" and self._happens(p)}
        self._authorities = {a.head for p in predicates if self.judges(p) for a in p.arguments if a.role == "agent"}

    def fill(self, predicate: Predicate, relation: Relation, frame: Frame) -> Filled:
        """Parties by role: for each role the first of its slots that gives any; nobody in two roles."""
        filled: Filled = {}
        taken: set[int] = set()
        entities: set[str | int] = set()        # and where they are named: a name is nobody else of another kind
        for role, slots in frame.roles.items():
            asked = False
            for slot in slots:
                if slot in {SLOT, OPPOSITE}:
                    if not asked and role not in filled:
                        filled[role] = tuple(p for p in self._told(slot, relation, role, filled)
                                             if p.kind in frame.kinds.get(role, (p.kind,)))
                    if filled.get(role):
                        break
                    filled.pop(role, None)
                    continue
                if role in filled and not slot.startswith("+"):
                    continue
                if slot == FOCUS:
                    filled[role] = () if asked else self.cast.focus(self.paragraph.index, predicate.head,
                                                                    relation.roles[role].kinds, entities)
                    break
                heads = [h for h in self.heads(predicate, slot.removeprefix("+"), relation.over) if h not in taken]
                asked |= any(self._asks(h, slot) or self._shared_out(h, slot, predicate) for h in heads)
                parties = [(h, p) for h in heads for p in self._parties(h, role, relation, filled)
                           if not {p.entity, p.start} & entities and p.kind in frame.kinds.get(role, (p.kind,))
                           and not (slot == "self" and p.how == "name" and p.kind != "unit")]     # a noun, not a name
                if parties:
                    filled[role] = tuple(dict.fromkeys((*filled.get(role, ()), *(p for _, p in parties))))
                    taken |= {h for h, _ in parties}
                    entities |= {key for _, p in parties for key in (p.entity, p.start)}
                    continue
                outer, _, inner = slot.partition(".")
                event = self._told_deal(predicate, outer) if inner in {"agent", "patient"} else None
                told = [p for p in event.end(inner) if p.kind in relation.roles[role].kinds] if event else []
                if told and not entities & {p.entity for p in told}:
                    filled[role] = tuple(told)
                elif slot == "patient" and any(
                        is_somebody(self.paragraph.doc[a.head]) and a.head not in self.events
                        for a in predicate.arguments if a.role == slot and a.via != "compound"):
                    break       # "the merger of the two groups": somebody else than the agent, whoever it is
                elif slot == "possessor" and heads and relation.symmetric and "apposition" in slots + frame.roles.get(
                        relation.edge.source, ()):
                    return {}   # "its allies X and Y": allied with whoever that is, not with each other
        self._complete(filled, predicate, relation, frame)
        self._exclude(filled, predicate, relation, frame, taken)
        return filled

    def _told(self, slot: str, relation: Relation, role: str, filled: Filled) -> tuple[Party, ...]:
        """Who fills a role that the sentence leaves unsaid."""
        if slot == SLOT:
            return self.told.standing_for(relation.roles[role], None, filled, relation.name)
        sides = [parties for parties in filled.values() if parties and parties[0].kind != "court"]
        category = relation.category if relation.category == "structure" else "dispute"
        found = self.told.opposite(sides[0], category=category) if len(sides) == 1 else ()
        return tuple(p for p in found if p.kind in relation.roles[role].kinds)

    def _complete(self, filled: Filled, predicate: Predicate, relation: Relation, frame: Frame) -> None:
        """Where one side is named and the other told by "the start-up" or "it": who the first was told of with."""
        ends = [role for role in (relation.edge.source, relation.edge.target) if role in frame.roles]
        missing = [role for role in ends if not filled.get(role)]
        if len(ends) != 2 or len(missing) != 1:
            return
        role, known = missing[0], filled[next(e for e in ends if e not in missing)]
        for head in (h for slot in frame.roles[role] for h in self.heads(predicate, slot, relation.over)):
            said = self.cast.open(self.paragraph.index, head)
            if said is None:
                continue
            found = self.told.opposite(known, said.count != 1)
            if found and all(p.kind in said.kinds and p.kind in relation.roles[role].kinds for p in found):
                filled[role] = found
                return

    def _exclude(self, filled: Filled, predicate: Predicate, relation: Relation, frame: Frame, taken: set[int]) -> None:
        """Roles left open by a description or a pronoun that could mean several: the parties of one event are distinct,
        so those that it names elsewhere are ruled out."""
        for role, slots in frame.roles.items():
            if filled.get(role) or not relation.roles[role].required or not any(filled.values()):
                continue
            but = {p.entity for parties in filled.values() for p in parties}
            heads = [h for s in slots if s != "self" for h in self.heads(predicate, s, relation.over)]
            for head in (h for h in heads if h not in taken):
                parties = self.cast.others(self.paragraph.index, head, relation.roles[role].kinds, but)
                if parties and self.told.called(self.paragraph.doc[head].lemma_.lower()) is None:
                    filled[role] = parties
                    taken.add(head)
                    break

    def _parties(self, head: int, name: str, relation: Relation, filled: Filled) -> Sequence[Party]:
        """Who the noun at ``head`` means for a role; a noun for what was told before means those told of it."""
        role, token = relation.roles[name], self.paragraph.doc[head]
        called = self.told.called(token.lemma_.lower())
        if called is not None and self.cast.is_definite(self.paragraph.index, token):
            return [p for p in called if p.kind in role.kinds]
        found = self.cast.parties(self.paragraph.index, head, role.kinds)
        if relation.symmetric and all(p.kind == "unit" for p in found):       # "the merger of X's rail business with Y"
            found = self.cast.owners(self.paragraph.index, head, role.kinds) or found
        if found:
            return found
        fresh = any(c.lower_ in _FRESH and c.i < head for c in token.children)
        through = () if fresh else self.told.standing_for(role, token.lemma_.lower(), filled)
        if not through and relation.symmetric and name == relation.edge.source:
            return tuple(p for p in self.told.both(token) if p.kind in role.kinds)
        return through

    def _told_deal(self, predicate: Predicate, slot: str) -> Event | None:
        """The deal told before that fills ``slot``: "the regulator blocked the deal"."""
        heads = [a.head for a in predicate.arguments if a.role == slot]
        if any(self.paragraph.doc[h].lower_ == "it" for h in heads):       # "until the regulator blocked it"
            return self.told.deal()
        meant = (self.meant(h) for h in heads)
        return next((e for e in meant if e is not None and e.relation.category == "deal"), None)

    @staticmethod
    def may_follow(relation: Relation, frame: Frame) -> bool:
        """Whether who does it may stand in a later sentence."""
        target = relation.edge.target
        return target is not None and "recipient" in frame.roles.get(target, ()) and any(
            name.partition(".")[0] == relation.name for name in relation.roles[target].through)

    def half_told(self, predicate: Predicate, relation: Relation) -> None:
        """Tells of "Kestrel has secured a loan" to whom it happens."""
        target = relation.edge.target or ""
        parties = [p for h in self.heads(predicate, "recipient") for p in self.cast.parties(
            self.paragraph.index, h, relation.roles[target].kinds)]
        if parties:
            self.told.tell(relation, {target: tuple(dict.fromkeys(parties))})

    def _asks(self, head: int, slot: str) -> bool:
        """Whether a role has a word of its own, whoever it means; "au capital", "20 % des parts" are none."""
        token = self.paragraph.doc[head]
        if slot in _LOOSE:
            return token.pos_ == "PROPN" or self.cast.phrases.is_head(token)
        return token.pos_ not in {"PRON", "DET"}

    def _shared_out(self, head: int, slot: str, predicate: Predicate) -> bool:
        """"holds 12% of the market": of something that is no party, whoever was told of before."""
        return slot == "of" and "%" in predicate.lemma and self.paragraph.doc[head].pos_ == "NOUN"

    def heads(self, predicate: Predicate, slot: str, over: str | None = None) -> list[int]:
        """What fills ``slot``; "patient.agent" is the agent of the event that is the patient ("blocked Acme's purchase
        of Beta"), also behind a noun that stands between ("its plan to buy Beta")."""
        outer, _, inner = slot.removeprefix("through.").partition(".")
        judged = outer == "agent" and bool(self._authorities) and not self.judges(predicate)
        heads = [a.head for a in predicate.arguments if a.role == outer and not (
            judged and a.head in self._authorities and a.via.startswith("support"))]   # "has vetoed the takeover of X"
        return heads if not inner else [
            a.head for h in heads for event in self.predicates if event is not predicate and self._happens(event, over)
            and (h == event.head or any(c.kind == "noun" and c.token == h for c in event.cues))
            for a in event.arguments if a.role == inner]

    def judges(self, predicate: Predicate) -> bool:
        """Whether it says what an authority does."""
        return any(relation.family == "regulatory" for relation in self._said(predicate))

    def _said(self, predicate: Predicate) -> Iterator[Relation]:
        """The relations that its word may say."""
        named = ontology().by_trigger(self.cast.language).get((predicate.pos, predicate.lemma), ())
        return (relation for relation, _ in named)

    def _happens(self, event: Predicate, over: str | None = None) -> bool:
        """Whether it is a deal or a quarrel (of category ``over``): "approved Acme's drug" says nothing of one."""
        return any(relation.category == over if over else relation.category != "structure"
                   for relation in self._said(event))

    def meant(self, head: int) -> Event | None:
        """The event told before that the noun at ``head`` means; none where names below it make it another."""
        token = self.paragraph.doc[head]
        phrase = {head}
        while token.head.pos_ == "NOUN" and token.head.i < token.i:      # "l'échec de son mariage avec Merevale"
            token = token.head
            phrase.add(token.i)
        if any(self.cast.roster.at(self.paragraph.index, t.i) is not None for t in token.subtree
               if t.i > head and phrase & {t.head.i, t.head.head.i}):
            return None
        return self.told.meant(self.paragraph.doc[head])
