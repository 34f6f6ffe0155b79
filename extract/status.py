"""Stage and stance of a predicate: tense, mood, governing words, denial, condition and question come together here.

Two axes that never mix: ``status`` is how far the thing went, ``stance`` how it is said. None means that the sentence
claims nothing: a question, a condition, a counterfactual, a wish of somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.registry import Strict, lexicon
from extract.relations import Frame, Relation
from extract.types import Cue, Language, Outcome, Predicate, Stance, Status


class Words(Strict):
    """Governing words of one status."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()


class Lexicon(Strict):
    """``lang/*/status.yaml``."""

    deal: dict[str, Words]
    dispute: dict[str, Words]
    structure: dict[str, Words]
    denial: frozenset[str]
    contested: frozenset[str]       # of these, what is also done to a decision
    denied_nouns: frozenset[str]
    disbelief: frozenset[str]
    tales: frozenset[str]
    silence: frozenset[str]
    refusal: frozenset[str]
    resolve: frozenset[str]
    hearsay: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    expected: frozenset[str]
    possible: frozenset[str]
    feared: frozenset[str]
    advice: frozenset[str]
    each: frozenset[str]
    decide: frozenset[str]
    permit: frozenset[str]
    report: frozenset[str]
    anaphora: dict[str, frozenset[str]]
    payment: frozenset[str]
    both: frozenset[str]
    leaders: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """``cues``: what decided. ``expected``: the event itself still lies ahead."""

    status: Status
    stance: Stance
    outcome: Outcome | None
    cues: tuple[Cue, ...]
    expected: bool = False


_ENDS = ("abandoned", "ended", "dropped")       # what "no longer" makes of a stage, the first that a relation knows
_UNREAL = {"condition", "question", "counterfactual"}
_KINDS = {"verb": "verbs", "noun": "nouns", "adverb": "adverbs", "modal": "modals"}
_DONE = {"completed", "rejected", "abandoned", "prohibited", "ended", "settled", "dismissed", "dropped", "overturned"}
_AHEAD = {"planned", "threatened"}


@cache
def words(language: Language) -> Lexicon:
    found: Lexicon = lexicon(language, "status", Lexicon)
    return found


@cache
def _table(language: Language, category: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """(kind of cue, lemma) -> the statuses it may mean, in the file's order."""
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for status, given in getattr(words(language), category).items():
        for kind, field in _KINDS.items():
            for lemma in getattr(given, field):
                table[kind, lemma] = (*table.get((kind, lemma), ()), status)
    return table


def read(predicate: Predicate, relation: Relation, frame: Frame, language: Language,
         hearsay: bool = False) -> Reading | None:
    """Status and stance of ``predicate`` as ``relation``; ``hearsay``: an outlet or unnamed sources say it."""
    lexical = words(language)
    if any(c.kind in _UNREAL for c in predicate.cues) or _unsaid(predicate, relation, lexical):
        return None
    denied, denial = _denied(predicate, lexical, relation)
    stance: Stance = "denied" if denied else "reported" if hearsay or _hearsay(predicate, lexical) else "asserted"
    found = _stages(predicate, relation, language)
    status, used = _decide(found, predicate, relation, frame, lexical)
    ahead = any(c.kind in {"verb", "adverb", "modal"} and c.lemma in lexical.expected for c in predicate.cues)
    if ahead and relation.category == "dispute":
        status = relation.default_status["future"]
    unsure = _possible(predicate, lexical) or (ahead and relation.category == "dispute")
    if status is None or (relation.harmful and unsure and status not in relation.instead):
        return None
    if frame.stance is not None and stance == "asserted":
        stance = frame.stance
    outcome = frame.outcome if status in {frame.status, "decided"} or frame.status is None else None
    return Reading(status, stance, outcome, (*used, *denial), expected=ahead or predicate.tense == "future")


def _advised(predicate: Predicate, lexical: Lexicon) -> bool:
    """"Acme should buy Beta" is advice, "the deal should close in May" is expected."""
    own = predicate.pos == "verb" and predicate.voice == "active" and predicate.mood == "conditional"
    return own and any(c.kind == "modal" and c.lemma in lexical.advice and 0 < predicate.head - c.token <= 2
                       for c in predicate.cues)


def why_not(predicate: Predicate, relation: Relation, language: Language) -> str:
    """The code of ``extract.misses.REASONS`` for a predicate that claims nothing; "" for one that may."""
    lexical = words(language)
    unreal = next((c.kind for c in predicate.cues if c.kind in _UNREAL), None)
    if unreal is not None:
        return "question" if unreal == "question" else "condition"
    if _unsaid(predicate, relation, lexical):
        return "unsaid"
    unsure = any(c.lemma in lexical.expected for c in predicate.cues) or _possible(predicate, lexical)
    return "possible" if relation.harmful and unsure else ""


def _unsaid(predicate: Predicate, relation: Relation, lexical: Lexicon) -> bool:
    """Whether it is mere advice, a word above says nothing of the event, or somebody refuses to act in a quarrel."""
    silent = lexical.silence | (lexical.refusal if relation.category == "dispute" else frozenset())
    return _advised(predicate, lexical) or any(
        c.kind in {"verb", "noun"} and c.lemma in silent for c in predicate.cues
        if predicate.pos != "noun" or c.token < predicate.head)     # "X, head of Y, declined to comment"


def _denied(predicate: Predicate, lexical: Lexicon, relation: Relation) -> tuple[bool, tuple[Cue, ...]]:
    """Whether the event is denied: an odd number of negations and denials in its scope. A decision that is contested is
    not denied."""
    decided = relation.default_status["past"] == "decided"
    denials = lexical.denial - (lexical.contested if decided else frozenset())
    decisive = [c for c in predicate.cues
                if c.kind == "negation" or (c.kind in {"verb", "adverb"} and c.lemma in denials)
                or (c.kind == "noun" and c.lemma in lexical.denied_nouns)
                or (c.kind == "verb" and c.lemma in lexical.disbelief and any(
                    t.kind == "noun" and t.lemma in lexical.tales for t in predicate.cues))]
    return len(decisive) % 2 == 1, tuple(decisive)


def _hearsay(predicate: Predicate, lexical: Lexicon) -> bool:
    return any(c.kind == "conditional" or (c.kind == "adverb" and c.lemma in lexical.hearsay) for c in predicate.cues)


def _possible(predicate: Predicate, lexical: Lexicon) -> bool:
    """Whether it is said to be no more than possible: "could file for bankruptcy", "will be fined if", "rumours of"."""
    cues = predicate.cues
    unsure = {c.token for c in cues if c.kind == "conditional"}
    return any(c.kind == "proviso" or (c.kind in {"verb", "noun"} and c.lemma in lexical.feared) or (
        c.lemma in lexical.possible and (c.token in unsure or (c.kind == "modal" and not _said_ahead(
            predicate, lexical)))) for c in cues)


def ended(predicate: Predicate, language: Language, category: str) -> set[str]:
    """The last stages that the words above ``predicate``, told as past, can mean in a deal or dispute."""
    past = any(c.kind == "tense" and c.lemma == "past" for c in predicate.cues)
    table = _table(language, category)
    return {s for c in predicate.cues for s in table.get((c.kind, c.lemma), ()) if past and s in _DONE}


def _stages(predicate: Predicate, relation: Relation, language: Language) -> list[tuple[Status, Cue, bool]]:
    """Status words above the predicate, nearest first: (status, cue, whether that word itself is realised)."""
    table = _table(language, relation.category)
    found: list[tuple[Status, Cue, bool]] = []
    lexical = words(language)
    cues = predicate.cues
    decided: set[int] = set()
    for n, cue in enumerate(cues):
        if cue.kind == "over":
            found += [(s, cue, True) for s in _ENDS if s in relation.statuses][:1]
        if (cue.kind == "modal" and _said_ahead(predicate, lexical)) or cue.token in decided or (
                cue.lemma in lexical.disbelief and any(c.lemma in lexical.tales for c in cues[:n])):
            continue
        known = [s for s in table.get((cue.kind, cue.lemma), ()) if s in relation.statuses or s in _AHEAD]
        if not known or cue.token in predicate.tokens:
            continue
        status = known[0]
        if status == "rejected" and any(c.kind == "verb" and c.lemma in lexical.permit for c in cues[:n]):
            status = "prohibited"                       # "refused to let Kestrel buy"
        realised = cue.kind != "verb" or _tense_of(cue, cues) in {"past", "present"}
        above = next((c for c in cues[n + 1:] if c.kind in {"verb", "noun"} and c.token != cue.token), None)
        if not realised and status in _DONE - {"completed"} and above is not None and above.lemma in lexical.decide:
            realised = above.kind == "noun" or _tense_of(above, cues) in {"past", "present"}
            decided |= {above.token} if realised else set()     # "agreed to drop the deal": dropped
        found.append((status, cue, realised))
    return found


def _tense_of(verb: Cue, cues: tuple[Cue, ...]) -> str | None:
    return next((c.lemma for c in cues if c.kind == "tense" and c.token == verb.token), None)


def _decide(found: list[tuple[Status, Cue, bool]], predicate: Predicate, relation: Relation, frame: Frame,
            lexical: Lexicon) -> tuple[Status | None, tuple[Cue, ...]]:
    """The farthest realised word decides; something to be completed is no more than agreed."""
    resolved = {s for s, c, real in found if real and c.lemma in lexical.resolve}         # "agreed to end the merger"
    undone = [f for f in found if not f[2] and f[0] in _DONE - {"completed"}]       # "sued to block the purchase"
    if undone and resolved and undone[0][0] in relation.statuses:
        return undone[0][0], tuple(cue for _, cue, _ in found)
    refused = {"rejected"} if undone else set()                                     # "refused to block the purchase"
    found = [f for f in found if f not in undone and f[0] not in refused]
    if undone and relation.category == "dispute" and found and all(s in _AHEAD for s, _, _ in found):
        return relation.default_status["past"], ()      # "will withdraw the suit": it was filed
    if not found:
        return _plain(predicate, relation, frame, lexical), ()
    used = tuple(cue for _, cue, _ in found)
    status, _, realised = found[-1]
    nearer = {s for s, _, _ in found[:-1]}
    if status == "agreed" and next((s for s, _, _ in reversed(found) if s != status), "") == "negotiating":
        status, realised = "negotiating", True      # "agreed to open talks on a merger"
    if (status in _AHEAD and "completed" in nearer) or (status == "completed" and not realised):
        status = "agreed"
    elif (status in _AHEAD and nearer & (_DONE - {"completed"})) or (status in _AHEAD and frame.status in _DONE):
        return None, used
    return (status if status in relation.statuses or status in relation.instead else None), used


def _plain(predicate: Predicate, relation: Relation, frame: Frame, lexical: Lexicon) -> Status | None:
    """Status with no governing word: the frame's, else by tense."""
    future = predicate.tense == "future" or _said_ahead(predicate, lexical) or _lent_future(predicate) or any(
        c.kind in {"verb", "adverb"} and c.lemma in lexical.future for c in predicate.cues)
    ahead = future or (predicate.mood == "infinitive" and any(c.kind == "verb" for c in predicate.cues))
    if frame.status == "ended" and ahead and "current" in relation.statuses:
        return "current"                # what is only to be sold is still held
    if frame.status is not None and not future:
        return frame.status
    tense = predicate.tense
    if future or (predicate.mood == "infinitive" and not any(
            c.kind == "verb" and c.lemma != "be" for c in predicate.cues)):     # "is to buy" is a future
        tense = "future"
    elif any(c.kind == "verb" and c.lemma in lexical.past for c in predicate.cues) and predicate.mood == "infinitive":
        tense = "past"
    elif predicate.mood == "conditional" and tense == "none":
        return next((s for s in ("planned", "threatened") if s in relation.statuses or s in relation.instead), None)
    return relation.default_status[tense]


def _lent_future(predicate: Predicate) -> bool:
    """"will form a joint venture", "are to form": the noun lies ahead with the verb that lends it its subject."""
    cues = [c for c in predicate.cues if c.kind in {"verb", "tense"}]
    if predicate.pos != "noun" or not cues or cues[0].kind != "verb":
        return False
    tenses = [c.lemma for c in cues if c.kind == "tense"]
    infinitive = tenses[:1] == ["none"] and any(c.lemma == "be" for c in cues)
    return tenses[:1] == ["future"] or infinitive


def _said_ahead(predicate: Predicate, lexical: Lexicon) -> bool:
    """"said it would buy": a plain future, told afterwards."""
    cues = predicate.cues
    would = any(c.kind == "modal" and c.lemma == "would" and c.token < predicate.head for c in cues)
    said = next((c.token for c in cues if c.kind == "verb" and c.lemma in lexical.report), None)
    return would and any(c.kind == "tense" and c.lemma == "past" and c.token == said for c in cues)
