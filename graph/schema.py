"""Constraints and indexes, made on connect as often as one likes; labels come from the kinds of ``extract.types``."""

from __future__ import annotations

from typing import get_args

from extract.types import EntityKind

# label of each kind of entity: public_body is PublicBody
KIND_LABELS: dict[str, str] = {
    kind: "".join(word.capitalize() for word in kind.split("_")) for kind in get_args(EntityKind)
}
# label -> the property that is unique for it
KEYS = {
    "Article": "key", **dict.fromkeys(("Claim", "Named", "Entity", "Deal", "Dispute", "PastDeal", "PastDispute",
                                       "Judgement", "State", "Pending", "Miss", "Alike", "Tally"), "id"),
}
_EVENT = ("latest", "oldest", "largest", "origins", "status", "kind", "told")
_PAST = ("span", "event")
# label -> what is looked up or sorted by
INDEXES = {
    "Article": ("id", "day"),
    "Miss": ("article", "published"),
    "Alike": ("block", "score"),
    "Named": ("article", "mark", "head", "list_id", "alias_0", "alias_1", "alias_2"),
    "Claim": ("relation", "base"),
    "Entity": ("degree", "block"),
    "Deal": _EVENT, "Dispute": _EVENT, "PastDeal": _PAST, "PastDispute": _PAST,
}
# full-text index -> label and property: name and aliases in small letters without accents, joined to one string,
# for a list that is indexed so comes back as text; who asks writes in the same way (``extract.names.plain``)
FULLTEXT = {"entity_search": ("Entity", "search"), "article_search": ("Article", "search")}


def statements(fulltext: bool) -> list[str]:
    """All DDL; ``fulltext`` only for Neo4j, the local engine makes those itself (``graph.local``)."""
    made = [
        f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        for label, key in KEYS.items()
    ]
    made += [
        f"CREATE INDEX {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
        for label, keys in INDEXES.items() for key in keys
    ]
    if fulltext:
        made += [
            f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [n.{key}]"
            for name, (label, key) in FULLTEXT.items()
        ]
    return made
