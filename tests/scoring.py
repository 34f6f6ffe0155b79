"""How right an answer is: claims against what an article says, deals and disputes against what a story adds up to.

Answers are in the contract's JSON form, golds in that of ``data/gold`` (see ``data/README.md``). Answer and gold are
paired one to one, as many as fit, those that agree in most attributes first. An answer that fits no gold is an error,
unless the gold calls it optional or it says again what another one says with other attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx

from extract.names import gazetteer, name_key
from extract.relations import ontology

Json = dict[str, Any]
UNSCORED = {"DEVELOPS", "LEADS", "ADVISES", "COMPETES_WITH"}    # background: no error where the gold asks for none
# What stands before a name and makes another of it ("le rival de X"); short names that are part of many.
_SMALL = {"de", "du", "des", "d", "of", "s", "le", "la", "les", "a", "an", "un", "une"}
_VAGUE = {"us", "uk", "eu", "bank", "new york", "paris", "france", "europe", "capital", "general", "american",
          "national", "first"}


@dataclass
class Score:
    """Answers that are right, golds that are missed, answers too many, forbidden ones; attributes of the right ones."""

    right: int = 0
    missed: int = 0
    extra: int = 0
    forbidden: int = 0
    good: Counter[str] = field(default_factory=Counter)     # attribute -> how often right
    asked: Counter[str] = field(default_factory=Counter)    # attribute -> how often the gold gives one

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.extra, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.missed + self.extra, 1)

    def attribute(self, *names: str) -> float | None:
        """Share of these attributes (all, where none is named) that is right; None where no gold asks for any."""
        asked = sum(n for name, n in self.asked.items() if not names or name in names)
        good = sum(n for name, n in self.good.items() if not names or name in names)
        return good / asked if asked else None

    def mark(self, marks: Mapping[str, bool]) -> None:
        self.asked.update(marks.keys())
        self.good.update(name for name, good in marks.items() if good)


# ------------------------------------------------------------------------------------------------ claims


def score_claims(items: Iterable[Json], answers: Mapping[str, Json]) -> Score:
    """``items``: lines of a gold file; ``answers``: article id -> what the extractor printed of it."""
    score = Score()
    for item in items:
        _score_article(item, _claims(answers.get(item["id"], {})), score)
    return score


def _claims(answer: Json) -> list[Json]:
    """Each claim with the names, not the descriptions or pronouns, of its two sides."""
    names = {e["id"]: {e["name"], *e["aliases"], *(m["text"] for m in e["mentions"] if m["kind"] in {"name", "alias"})}
             for e in answer.get("entities", [])}
    return [{**claim, "sides": (names.get(claim["source"], set()), names.get(claim["target"], set()))}
            for claim in answer.get("claims", [])]


def _score_article(item: Json, claims: list[Json], score: Score) -> None:
    golds = item["gold"]
    pairs = matched(golds, claims, _hits, lambda claim, gold: sum(_claim_marks(claim, gold).values()))
    score.right += len(pairs)
    score.missed += len(golds) - len(pairs)
    for g, c in pairs.items():
        score.mark(_claim_marks(claims[c], golds[g]))
    forbidden = [*item.get("forbid", []), *(g for g in golds if g.get("stance") == "denied")]
    for n, verdict in _verdicts(item, claims, set(pairs.values())):
        score.extra += verdict is False
        if claims[n]["stance"] != "denied" and any(_same_fact(claims[n], f) for f in forbidden):
            score.forbidden += 1


def judged(item: Json, answer: Json) -> list[bool | None]:
    """Of each claim of ``answer`` whether it is right; None where the gold says neither."""
    claims = _claims(answer)
    pairs = matched(item["gold"], claims, _hits, lambda claim, gold: sum(_claim_marks(claim, gold).values()))
    right = set(pairs.values())
    return [dict(_verdicts(item, claims, right)).get(n, True) for n in range(len(claims))]


def _verdicts(item: Json, claims: list[Json], paired: set[int]) -> Iterator[tuple[int, bool | None]]:
    """For each claim that is paired with no gold: whether it is right nonetheless, None where it does not count."""
    golds, optional = item["gold"], item.get("optional", [])
    asked = {g["type"] for g in golds}
    keys = ("relation", "source", "target", "status", "stance", "amount", "date")
    seen = [tuple(claims[c][key] for key in keys) for c in paired]
    for n, claim in ((n, claim) for n, claim in enumerate(claims) if n not in paired):
        said = tuple(claim[key] for key in keys)
        again = said in seen
        seen.append(said)
        known = any(_hits(claim, g) for g in golds) or any(_same_fact(claim, o) for o in optional)
        scored = claim["relation"] in item.get("types", ()) if "types" in item else (
            claim["relation"] in asked or claim["relation"] not in UNSCORED)
        yield n, (known and not again) if scored else None


def _hits(claim: Json, gold: Json) -> bool:
    return _same_fact(claim, gold) and (claim["stance"] == "denied") == (gold.get("stance") == "denied")


def _same_fact(claim: Json, gold: Json) -> bool:
    """The gold's relation and two sides, in its direction, and no one on both sides."""
    source, target = claim["sides"]
    if claim["relation"] != gold["type"] or {name_key(n) for n in source} & {name_key(n) for n in target}:
        return False
    symmetric = ontology().relations[gold["type"]].symmetric
    return any(_is(a, gold["source"]) and _is(b, gold["target"])
               for a, b in [(source, target), *([(target, source)] if symmetric else [])])


def _is(names: Iterable[str], wanted: str | None) -> bool:
    """"*" is anybody, None nobody."""
    return wanted == "*" or (not names if wanted is None else any(same_name(name, wanted) for name in names))


def _claim_marks(claim: Json, gold: Json) -> dict[str, bool]:
    amount, day = claim["amount"] or {}, claim["date"] or {}
    tests: dict[str, Callable[[Any], bool]] = {
        "status": lambda wanted: _among(claim["status"], wanted),
        "stance": lambda wanted: _among(claim["stance"], wanted),
        "amount": lambda wanted: _close(amount.get("value"), wanted),
        "currency": lambda wanted: amount.get("currency") == wanted,
        "percent": lambda wanted: _close(amount.get("percent"), wanted),
        "date": lambda wanted: _begins(day.get("value"), wanted),
    }
    return {name: test(gold[name]) for name, test in tests.items() if gold.get(name) is not None}


# ------------------------------------------------------------------------------------------------ events


def score_events(stories: Sequence[Json], events: Sequence[Json]) -> Score:
    """``stories``: lines of a gold file; ``events``: every deal and dispute of a graph that holds all their articles,
    each with its ``node``. An event is right when node, kind and both sides are; of those missed all attributes are
    wrong."""
    golds = [{**gold, "story": story["id"], "place": n} for story in stories for n, gold in enumerate(story["events"])]
    pairs = matched(golds, events, _is_event, lambda event, gold: sum(_event_marks(event, gold).values()))
    ids = {(golds[g]["story"], golds[g]["place"]): events[e]["id"] for g, e in pairs.items()}
    optional = [other for story in stories for other in story.get("optional", [])]
    score = Score(right=len(pairs), missed=len(golds) - len(pairs))
    for g, gold in enumerate(golds):
        event = events[pairs[g]] if g in pairs else _NO_EVENT
        about = {"about": _is_about(event, gold, ids)} if "about" in gold else {}
        score.mark(_event_marks(event, gold) | about)
    score.extra = sum(n not in pairs.values() and not any(_may_be(event, other) for other in optional)
                      for n, event in enumerate(events))
    return score


_NO_EVENT: Json = {"about": [], "history": [], "amounts": [], "languages": [], "status": None, "stance": None,
                   "contested": None, "origins": None, "first_date": None, "last_date": None}


def _is_event(event: Json, gold: Json) -> bool:
    if event["node"] != gold["node"] or not _among(event["kind"], gold["kind"]):
        return False
    relation = ontology().relations.get(event["kind"])
    sides = (event["source"], event["target"])
    same = (lambda a, b: name_key(a) == name_key(b)) if gold.get("exact") else same_name
    return any(_all_in(gold["source"], a, same) and _all_in(gold.get("target", []), b, same)
               for a, b in [sides, *([sides[::-1]] if relation is not None and relation.symmetric else [])])


def _may_be(event: Json, optional: Json) -> bool:
    return (event["node"] == optional["node"] and optional.get("kind", event["kind"]) == event["kind"]
            and _all_in(optional["parties"], [*event["source"], *event["target"]], same_name))


def _all_in(wanted: Iterable[str], names: Sequence[str], same: Callable[[str, str], bool]) -> bool:
    return all(any(same(name, one) for name in names) for one in wanted)


def _event_marks(event: Json, gold: Json) -> dict[str, bool]:
    """Every attribute but "about", which needs the other events."""
    sums = [(s["value"], s["currency"]) for s in [*event["amounts"], *(h["amount"] for h in event["history"])] if s]
    tests: dict[str, Callable[[Any], bool]] = {
        "status": lambda wanted: _among(event["status"], wanted),
        "stance": lambda wanted: _among(event["stance"], wanted),
        "contested": lambda wanted: event["contested"] == wanted,
        "origins": lambda wanted: event["origins"] == wanted,
        "languages": lambda wanted: sorted(event["languages"]) == wanted,
        "first": lambda wanted: _begins(event["first_date"], wanted),
        "last": lambda wanted: _begins(event["last_date"], wanted),
        "amounts": lambda wanted: all(any(_close(v, w) and c == gold["currency"] for v, c in sums) for w in wanted),
        "stages": lambda wanted: _passes(event["history"], wanted, gold.get("also", [])),
    }
    return {name: test(gold[name]) for name, test in tests.items() if name in gold}


def _passes(history: Sequence[Json], wanted: Sequence[Any], also: Sequence[str]) -> bool:
    """All wanted stages in their order, no others but those of ``also``, told in the order of their days."""
    seen = [stage["status"] for stage in history if stage["stance"] != "denied"]
    steps = iter(seen)
    days = [str(stage["earliest"] or stage["date"] or "") for stage in history]
    return (all(any(_among(step, one) for step in steps) for one in wanted)
            and all(any(_among(step, one) for one in [*wanted, *also]) for step in seen) and days == sorted(days))


def _is_about(event: Json, gold: Json, ids: Mapping[tuple[str, int], str]) -> bool:
    how = {about["event"]: about["how"] for about in event["about"]}
    other = ids.get((gold["story"], gold["about"]["event"]))
    return other in how and gold["about"].get("how") in (None, how[other])


# ----------------------------------------------------------------------------------------- what both need


def matched(golds: Sequence[Json], answers: Sequence[Json], fits: Callable[[Json, Json], bool],
            worth: Callable[[Json, Json], int]) -> dict[int, int]:
    """The largest one-to-one matching, of these the one worth most: {place of gold: place of answer}."""
    graph = networkx.Graph()
    graph.add_weighted_edges_from((("gold", g), ("answer", a), 1 + worth(answer, gold))
                                  for g, gold in enumerate(golds) for a, answer in enumerate(answers)
                                  if fits(answer, gold))
    best = networkx.max_weight_matching(graph, maxcardinality=True)
    return {g: a for (_, g), (_, a) in (sorted(pair, reverse=True) for pair in best)}


def same_name(a: str, b: str) -> bool:
    """Equal but for legal forms, two names of one party of the list, or one is how the other begins or ends."""
    x, y = name_key(a), name_key(b)
    if x == y:
        return bool(x)
    one, other = gazetteer().lookup(a), gazetteer().lookup(b)
    if one is not None and other is not None:
        return one.id == other.id
    short, long = sorted((x.split(), y.split()), key=len)
    if not short or " ".join(short) in _VAGUE:
        return False
    before = long[:-len(short)]
    return long[:len(short)] == short or (long[len(before):] == short and not _SMALL & set(before))


def _among(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, list) else bool(value == wanted)


def _close(value: float | None, wanted: float) -> bool:
    return value is not None and abs(value - wanted) <= 0.005 * max(abs(wanted), 1)


def _begins(value: str | None, wanted: Any) -> bool:
    return any(str(value or "").startswith(one) for one in (wanted if isinstance(wanted, list) else [wanted]))
