"""Boards, holders and directors: whose deed it is that they approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.predicates_labels import children, complements, conjuncts
from extract.tokens import Token

if TYPE_CHECKING:
    from extract.predicates_clause import Clause, Found

_SOMEBODY = {"PROPN", "PRON"}


def spoken_for(clause: Clause, organ: Token) -> Found:
    """'Its shareholders approved the merger with X': the possessor; the sayer's, where none is told."""
    if organ.lemma_.lower() not in clause.organs:
        return []
    labels = clause.labels
    owners = [t for c in children(organ, labels.possessor | labels.compound) if c.pos_ in _SOMEBODY
              for t in conjuncts(c)] or [t for p, t in complements(organ, clause.language) if p in {"of", "de"}]
    said = next((v for v in organ.ancestors if v.dep_ in labels.clause), None)
    return [(t, "organ") for t in owners] or (clause.subjects(said.head) if said is not None else [])
