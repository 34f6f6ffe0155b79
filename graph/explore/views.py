"""From records to words: what an event, a sum, a stage or a sentence is called. Pure; no Streamlit.

All that comes out of articles passes ``clean`` (one line, no control or direction marks, cut) before it is shown, and
``cell`` where it may end up in a spreadsheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract import misses
from extract.relations import ontology
from graph.explore.prose import clean
from graph.explore.texts import day, figure, language, nt, number, t
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Money, Stage
from graph.reads import Related
from graph.sentences import Said

Row = dict[str, Any]
# a dispute at one of these stages awaits nothing; a ruling may still be appealed, but that is not known
CLOSED = frozenset({*lifecycles().dispute.ends, "decided", "overturned"})
OPEN = tuple(status for status in lifecycles().dispute.order if status not in CLOSED)
ROLES_OF_SIDES = ("source", "target")


def cell(text: str | None, most: int = 120) -> str:
    """``clean``, and harmless in a spreadsheet: what it would take for a formula begins with an apostrophe."""
    line = clean(text, most)
    return "'" + line if line[:1] in ("=", "+", "-", "@") else line


# courts and authorities that no article names: the word that stands for them, in either language -> what is shown
BARE = {"court": "a court", "tribunal": "a court", "cour": "a court", "judge": "a judge", "juge": "a judge",
        "jury": "a jury", "regulator": "a regulator", "régulateur": "a regulator", "authority": "an authority",
        "autorité": "an authority"}


def name_of(name: str, most: int = 300) -> str:
    """A party's name, ``clean``; of one without a name the word for it in the reader's language."""
    return t(BARE[name]) if name in BARE else clean(name, most)


def words(code: str) -> str:
    """A status, kind, role or measure as words: ``in_force`` is "in force"."""
    return t(code.replace("_", " ")) if code else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def kind_words(kind: str) -> str:
    """What an event is: "acquisition", "litigation", "regulatory case"."""
    return t(lifecycles().titles.get(kind, kind.replace("_", " ").lower()))


def relation_words(relation: str) -> str:
    """The relation as the ontology labels it: "acquires"."""
    known = ontology().relations.get(relation)
    return str(getattr(known.label, language())) if known else words(relation.lower())


def reason_words(reason: str) -> str:
    """Why a sentence gave nothing: "nobody is named as acquirer"."""
    text, roles = misses.words(reason)
    return t(text, roles=t(" and ").join(map(t, roles))) if roles else t(text)


def money(sum_: Money | None) -> str:
    """ "$3.4B", "€120M stake"; the currency's own code where it has no sign; "" for none."""
    if sum_ is None:
        return ""
    told = figure(sum_.value, sum_.currency)
    return told if sum_.of in ("price", "other") else t("{sum} {of}", sum=told, of=words(sum_.of))


def said(stance: str, contested: bool = False) -> str:
    """How sure it is, in a word: nothing for what is plainly asserted."""
    plain = {"asserted": "", "reported": t("only reported"), "denied": t("denied")}[stance]
    return ", ".join(part for part in (plain, t("contested") if contested else "") if part)


def status_words(at: Event | Stage) -> str:
    """Stage and outcome: "decided (fined)"."""
    return words(at.status) + (f" ({words(at.outcome)})" if at.outcome else "")


def is_open(event: Event) -> bool:
    """Whether a dispute still awaits something; what was only ever denied does not."""
    return event.node == "Dispute" and event.status in OPEN and event.stance != "denied"


def days(first: str | None, last: str | None) -> str:
    """ "18 Jan 2022 to 13 Oct 2023"."""
    told = list(dict.fromkeys(day(part) for part in (first, last) if part))
    return t("{first} to {last}", first=told[0], last=told[1]) if len(told) == 2 else told[0] if told else t("no date")


def showing(shown: int, total: int, what: str, order: str = "", skip: int = 0) -> str:
    """Says what is seen of how much: "Showing 400 of 1,932 companies, best connected first."."""
    if total == 1:
        return t("Showing the only one there is.")
    if shown >= total:
        return t("Showing all {total} {what}.", total=number(total), what=what)
    first = t(", {order} first", order=order) if order else ""
    which = t("{first} to {last}", first=number(skip + 1), last=number(skip + shown)) if skip else number(shown)
    return t("Showing {which} of {total} {what}{first}.", which=which, total=number(total), what=what, first=first)


def labels(entities: Iterable[GraphEntity]) -> dict[str, str]:
    """id -> name as a list to choose from shows it: namesakes get their kind, and if that is one too, their id."""
    found = list(entities)
    names = [name_of(e.name, 60) for e in found]
    kinds = [f"{name} ({words(e.kind)})" for name, e in zip(names, found, strict=True)]
    often, of_kind = Counter(names), Counter(kinds)
    return {
        e.id: name if often[name] == 1 else kind if of_kind[kind] == 1 else f"{kind} {clean(e.id, 40)}"
        for e, name, kind in zip(found, names, kinds, strict=True)
    }


# ------------------------------------------------------------------------------------------------- events


def sides(event: Event, names: Mapping[str, str]) -> tuple[str, str]:
    """Who is on either side, by name."""
    first, second = (", ".join(name_of(names.get(id, id), 60) for id in side) for side in (event.source, event.target))
    return first, second


def who(event: Event, names: Mapping[str, str]) -> str:
    """Both sides: "Harlow – Brightwell"."""
    return " – ".join(side for side in sides(event, names) if side) or clean(event.title)


def title(event: Event, names: Mapping[str, str]) -> str:
    """ "Harlow – Brightwell: acquisition"."""
    return t("{who}: {what}", who=who(event, names), what=kind_words(event.kind))


def stage_date(stage: Stage) -> str:
    """When a stage happened (ISO); by when it was known, where no sentence dates it."""
    if stage.date is None:
        return t("no date")
    return t("by {day}", day=stage.date) if stage.basis == "publication" else stage.date


def stage_day(stage: Stage) -> str:
    """``stage_date`` as it is written in a text."""
    if stage.date is None:
        return t("no date")
    return t("by {day}", day=day(stage.date)) if stage.basis == "publication" else day(stage.date)


def other_parties(event: Event) -> dict[str, tuple[str, ...]]:
    """role -> who beside the two sides fills it."""
    sides_ = {*event.source, *event.target}
    left = {role: tuple(id for id in ids if id not in sides_) for role, ids in event.parties.items()}
    return {role: ids for role, ids in left.items() if ids}


def facts(event: Event) -> list[tuple[str, str]]:
    """What is known of an event beside its parties, as pairs of heading and text."""
    told = [
        (t("Status"), status_words(event)),
        (t("How sure"), said(event.stance, event.contested) or t("asserted")),
        (t("When"), days(event.first_date, event.last_date)), (t("Amount"), money(event.amount)),
        (t("Earlier sums"), ", ".join(dict.fromkeys(money(m) for m in event.amounts if m != event.amount))),
        (t("Expected"), "; ".join(f"{words(s.status)} {day(s.date)}".strip() for s in event.expected)),
        (t("Matter"), clean(event.matter)),
    ]
    told += [(capital(words(name)), t("yes") if value is True else clean(str(value)))
             for name, value in event.properties.items() if value is not False]
    told.append((t("Told by"), sources(event.origins, event.articles)))
    return [(heading, text) for heading, text in told if text]


def sources(origins: int, articles: int) -> str:
    told = nt("{count} independent source", "{count} independent sources", origins)
    return t("{sources} in {articles}", sources=told, articles=nt("{count} article", "{count} articles", articles))


_HOW = {
    ("challenges", True): "challenges", ("challenges", False): "is challenged by",
    ("breach_of", True): "says was broken", ("breach_of", False): "is said to be broken in",
    ("reviews", True): "reviews", ("reviews", False): "is reviewed in",
    ("part_of", True): "is part of", ("part_of", False): "includes",
    ("rival_bid", True): "is a rival bid to", ("rival_bid", False): "is a rival bid to",
}


def tie_words(tie: Related) -> str:
    """How an event is tied to another: "is reviewed in"."""
    return t(_HOW[tie.how, tie.outgoing])


# ---------------------------------------------------------------------------------------------- sentences


def heading(one: Said) -> str:
    """Who did what to whom, as understood."""
    target = f" {name_of(one.target, 80)}" if one.target else ""
    return f"{name_of(one.source, 80)} {relation_words(one.relation)}{target}"


def understood(one: Said) -> str:
    """Stage, stance, sum and date of a sentence, as understood."""
    when = t("expected {day}", day=day(one.date)) if one.date_role == "expected" and one.date else day(one.date)
    parts = (words(one.status), words(one.outcome or ""), said(one.stance), money(one.amount), when)
    return " · ".join(part for part in parts if part)


def voice(one: Said) -> str:
    """Who says it: a person or firm that is quoted, an unnamed source; "" where the article speaks for itself."""
    named = clean(one.attribution, 80)
    if one.attribution_mode == "anonymous":
        return t("unnamed source ({named})", named=named) if named else t("unnamed source")
    return named


def where(one: Said) -> str:
    """Who printed it."""
    return clean(one.publisher, 80) or t("article {id}", id=clean(one.article, 60))


def printed(one: Said) -> str:
    """Where and when it was printed, and who says it."""
    by = voice(one)
    when = day(one.published) or t("no date of publication")
    return " · ".join(part for part in (where(one), when, t("according to {voice}", voice=by) if by else "") if part)


def of_stage(found: Sequence[Said], stage: Stage) -> list[Said]:
    """The sentences that tell of one stage: its own first, then those of the same status, denials apart."""
    same = [s for s in found if s.status == stage.status and (s.stance == "denied") == (stage.stance == "denied")]
    near = [s for s in same if not (s.date and stage.date and stage.basis != "publication")
            or s.date.startswith(stage.date) or stage.date.startswith(s.date)]
    return sorted(near, key=lambda s: s.claim != stage.claim)
