"""What the interface can say: every message of its code, and every word that the ontology gives it to show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from babel.messages.extract import extract_from_dir

from extract.misses import REASONS
from extract.relations import STATUSES, SUMS, ontology
from extract.types import EntityKind, Outcome, Stance
from graph.explore import cards, timeline, views
from graph.lifecycles import lifecycles
from graph.model import JudgementKind

ROOT = Path(__file__).parents[1]
Message = str | tuple[str, str]
# words that pages choose from and name by variables
CHOICES = ("Between them", "Picture", "Table", "Timeline", "All", "Open", "Ended", "latest", "oldest", "largest",
           "most sources", "the local engine", "Neo4j", *REASONS.values())


def of_code() -> Iterator[Message]:
    for folder in (ROOT / "graph" / "explore", ROOT):
        found = extract_from_dir(folder, [("**.py" if folder != ROOT else "app.py", "python")],
                                 keywords={"t": None, "nt": (1, 2)})
        for _, _, message, _, _ in found:
            yield message


def of_ontology() -> Iterator[str]:
    relations = ontology().relations.values()
    codes = {status for statuses in STATUSES.values() for status in statuses} | set(SUMS) - {"price", "other"}
    codes |= {*get_args(EntityKind), *get_args(Outcome), *get_args(Stance), *get_args(JudgementKind)}
    codes |= {role for relation in relations for role in relation.roles}
    codes |= {name for relation in relations for name in relation.properties}
    codes |= {"price", "other"}
    yield from (code.replace("_", " ") for code in codes)
    yield from lifecycles().titles.values()
    yield from timeline.PHASES
    yield from (*views._HOW.values(), *views.BARE.values(), *cards._TIES.values(), *CHOICES)


def every() -> list[Message]:
    return sorted({*of_code(), *of_ontology()}, key=str)
