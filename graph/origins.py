"""Who first said it: the sources behind an event's claims, each counted once.

An article that names its source counts as that source ("according to the Financial Times", "Kestrel said"), another as
its publisher. Unnamed sources are those of the outlet they told. A sentence that several outlets print alike, such as a
wire's, is one origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from extract.names import gazetteer, name_key
from graph.facts import Fact
from graph.identity import slug
from graph.lifecycles import lifecycles
from graph.model import Named

_ARTICLES = ("the", "le", "la", "les", "l")
_ALIKE = 93         # of 100: two sentences this near are one text, with a word changed
_LONG = 60          # characters; a shorter sentence may be written twice by chance


class Sources:
    """Names of outlets, companies and people as the one source each stands for.

    Told by the article that cites it alone, so that what other articles say of anybody changes no count.
    """

    def __init__(self, named: Sequence[Named], identity: Mapping[str, str]) -> None:
        self._in_article: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in named:
            for name in (one.name, *one.aliases):
                self._in_article[one.article][_key(name)].add(identity[one.id])
        self._known: dict[tuple[str, str], str] = {}

    def source(self, name: str, article: str) -> str:
        """A key for whom ``name`` means in ``article``: an entity's id where one fits, else the name itself."""
        if (name, article) not in self._known:
            self._known[name, article] = self._find(_key(name), name, article)
        return self._known[name, article]

    def _find(self, key: str, name: str, article: str) -> str:
        here = self._in_article.get(article, {})
        begins = {id for other, ids in here.items() if f"{other} ".startswith(f"{key} ") for id in ids}
        for found in (here.get(key, set()), begins):
            if len(found) == 1:
                return min(found)
        record = gazetteer().lookup(name)
        if record is not None:
            return record.id
        first, *others = name.split(", ")               # a joint statement is one, of the first who makes it
        return self.source(first, article) if others else slug(key)


def _key(name: str) -> str:
    words = name_key(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def origins(facts: Sequence[Fact], sources: Sources) -> int:
    """The number of independent sources of ``facts``."""
    by_article: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: f.claim.id):
        by_article[fact.claim.article].append(fact)
    found: set[str] = set()
    own: list[tuple[str, list[str]]] = []       # outlets with a story of their own, and its sentences
    for article, told in sorted(by_article.items(), key=lambda item: (min(f.day for f in item[1]), item[0])):
        cited = {sources.source(f.claim.attribution, article) for f in told if f.claim.attribution and _named(f)}
        if cited:
            found |= cited
            continue
        publisher = told[0].claim.publisher
        outlet = sources.source(publisher, article) if publisher else f"article {article}"
        sentences = [f.claim.evidence for f in told]
        if not any(_alike(sentences, printed) for _, printed in own):
            own.append((outlet, sentences))
    return len(found | {outlet for outlet, _ in own})


def _named(fact: Fact) -> bool:
    """Whether the source has a name: "sources" and "a letter" are those of the outlet that cites them."""
    name = fact.claim.attribution or ""
    anonymous = fact.claim.attribution_mode == "anonymous" and name.casefold() in lifecycles().unnamed
    return not anonymous and name != name.lower()


def _alike(some: Iterable[str], others: Sequence[str]) -> bool:
    return any(len(one) >= _LONG and fuzz.ratio(one, other) >= _ALIKE for one in some for other in others)
