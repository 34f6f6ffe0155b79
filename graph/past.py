"""What was known on a day, all of it: consolidated from the versions of articles that had been published by then.

Computed anew for the day, with the judgements in force now; nothing is written. An article without a day of
publication was never known; one that says when it was updated was known from then on. A page asks ``graph.reads``
with ``known`` instead, which has the versions of events at hand.
"""

from __future__ import annotations

from datetime import date

from graph.consolidate import consolidate
from graph.model import Consolidated
from graph.store import Store


def known(store: Store, day: date) -> Consolidated:
    """Entities, events and edges as they would have been on ``day``."""
    claims = store.claims(day)
    return consolidate(claims, store.named(claims, day), judgements=store.judgements())


def names(then: Consolidated) -> dict[str, str]:
    return {entity.id: entity.name for entity in then.entities}
