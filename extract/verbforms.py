"""French verb forms before any tag: the infinitive of a word, by the lemmatizer's tables."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from extract.predicates_labels import Lexicon
from extract.registry import lexicon
from extract.relations import ontology
from extract.taggers import load

_PRESENT = re.compile(r"(?:e|ent|[nr]d|oit|iert|et|[nvs]it|rsuit|ient)$")     # and no participle's ending


@cache
def _tables() -> tuple[Any, frozenset[str]]:
    tables: Any = load("fr").get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return tables.get_table("lemma_exc")["verb"], frozenset(tables.get_table("lemma_index")["verb"])


@lru_cache(maxsize=1 << 14)
def infinitive(word: str) -> str:
    """Of a form in the present, "" where ``word`` is none."""
    irregular, known = _tables()
    if word in irregular:
        return str(irregular[word][0])
    return word + "r" if word + "r" in known else ""


@cache
def _spoken_of() -> frozenset[str]:
    """The verbs that relations and support verbs are made of."""
    phrases = {p.split()[0] for p in ontology().words("fr", "phrase")}
    support = lexicon("fr", "predicates", Lexicon).support
    return ontology().words("fr", "verb") | phrases | set(support.agent) | set(support.patient)


@lru_cache(maxsize=1 << 14)
def present(word: str) -> str:
    """The infinitive of a verb of business news in the present, "" else: "commande", "prête", "reprend"."""
    found = infinitive(word) if _PRESENT.search(word) else ""
    return found if found in _spoken_of() else ""
