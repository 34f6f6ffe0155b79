"""What English and French parsers alike do to a tree, put right."""

from __future__ import annotations

from extract.predicates_labels import Moved
from extract.tokens import Token

_OBJECT = {"obj", "dobj"}
_LOOSE = {"conj", "appos", "npadvmod", "obl:mod", "obl:arg", "dep", "nmod", "obj", "dobj", "oprd", "attr"}
_JOINTS = {",", "et", "and"}


def another_object(token: Token, names: set[int], moved: Moved) -> Moved | None:
    """"bought X in 2019, Y in 2020 and Z in 2021": a name behind a joint and a date or a sum is one more object, if no
    verb follows whose subject it is."""
    if token.i not in names or token.dep_ not in _LOOSE or token.i < 4:
        return None
    joint = token.left_edge.i - 1 if token.doc.lang_ == "en" else token.i - 1
    if joint < 3 or token.doc[joint].lower_ not in _JOINTS:
        return None
    before = token.doc[joint - 1]
    verb = next((t for t in (token.head, token.head.head, token.head.head.head) if t.pos_ == "VERB"), None)
    first = next((c for c in verb.children if c.dep_ in _OBJECT and c.i in names and verb.i < c.i < joint - 1),
                 None) if verb is not None else None
    if first is None or not (before.like_num or before.ent_type_ in {"DATE", "MONEY", "PERCENT"}):
        return None
    return {token.i: (first.i, "conj")}
