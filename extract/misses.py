"""Why a sentence with a trigger and two names gave no claim, in words for an analyst.

A reason is a code of ``REASONS`` and, where it is about some, the roles of the relation: "nobody acquirer". Codes are
stored, so they stay; the words may change and are translated where they are shown.
"""

from __future__ import annotations

from extract.filling import Filler
from extract.relations import Frame, Relation
from extract.told import FOCUS, OPPOSITE, SLOT, Filled, is_somebody
from extract.types import Predicate

REASONS = {
    "nobody": "nobody is named as {roles}",
    "unknown": "who is meant as {roles} is not clear",
    "kind": "what is named as {roles} cannot be that",
    "same": "both sides are the same party",
    "question": "it is a question",
    "condition": "it holds on a condition, or did not happen",
    "unsaid": "it is asked for, declined or left open, not said to happen",
    "possible": "it is only possible, feared or expected",
    "stage": "it has a stage that such an event cannot have",
}
_ELSEWHERE = {SLOT, OPPOSITE, FOCUS}


def words(reason: str) -> tuple[str, list[str]]:
    """The text of a reason, ``{roles}`` in it where it is about some, and these roles; an unknown one as it is."""
    code, *roles = reason.split(" ")
    return (REASONS[code], [role.replace("_", " ") for role in roles]) if code in REASONS else (reason, [])


def explained(reason: str) -> str:
    """A reason in English."""
    text, roles = words(reason)
    return text.format(roles=" and ".join(roles))


def unfilled(filler: Filler, predicate: Predicate, relation: Relation, frame: Frame, filled: Filled) -> str:
    """The reason why no two parties fill the ends of ``relation``."""
    both = {relation.edge.target} if relation.symmetric else set()
    wanted = [name for name, role in relation.roles.items() if role.required and name not in both]
    missing = {name: _of(filler, predicate, relation, frame, name) for name in wanted if not filled.get(name)}
    if relation.symmetric and not missing:      # one name alone is no pair
        return f"nobody {relation.edge.target}" if len({p.entity for p in filled[wanted[0]]}) < 2 else "same"
    code = next((code for code in ("nobody", "unknown", "kind") if code in missing.values()), "same")
    return " ".join([code, *(name for name, found in missing.items() if found == code)])


def _of(filler: Filler, predicate: Predicate, relation: Relation, frame: Frame, role: str) -> str:
    """What keeps a role open: no word fills it, a word that is no name, or a name of another kind."""
    slots = (slot.removeprefix("+") for slot in frame.roles.get(role, ()) if slot not in _ELSEWHERE | {"self"})
    heads = [head for slot in slots for head in filler.heads(predicate, slot, relation.over)
             if filler.paragraph.doc[head].pos_ in {"PROPN", "PRON"} or is_somebody(filler.paragraph.doc[head])]
    if not heads:
        return "nobody"
    named = any(filler.cast.roster.at(filler.paragraph.index, head) is not None for head in heads)
    return "kind" if named else "unknown"
