"""Claims that say the same or less than another: titles, parties without a name, what is said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.certainty import digest
from extract.followups import FollowUp, sums_of_both
from extract.paragraphs import Paragraph
from extract.relations import ontology
from extract.resolve import Cast
from extract.types import Amount, Claim, PartialDate

_VAGUE = {"PARTNERS_WITH", "NEGOTIATES_WITH"}
_ONE_OBJECT = {"control"}       # families whose stages are of one thing: a firm is bought once, invested in often


def _named_in_body(paragraphs: Sequence[Paragraph], cast: Cast) -> set[str]:
    """Entities that more than the title names."""
    end = max((p.span(0, len(p.doc))[1] for p in paragraphs if p.is_title), default=0)
    return {e.id for e in cast.entities() if any(m.start >= end for m in e.mentions)}


def titles_dated(found: list[tuple[Claim | FollowUp, bool]], lead: list[PartialDate]
                 ) -> list[tuple[Claim | FollowUp, bool]]:
    """What was found, the title's news with the day that the lead names; but not where the text tells another stage."""
    body: dict[tuple[str, frozenset[str | None]], set[str]] = defaultdict(set)
    for claim in (c for c, title in found if isinstance(c, Claim) and not title):
        body[_event(claim)].add(claim.status)
    return [(replace(c, date=c.date or next(iter(lead), None)), title)
            if isinstance(c, Claim) and title and _is_event(c) and c.status in body.get(_event(c), {c.status})
            else (c, title) for c, title in found]


def lead_dated(found: list[tuple[Claim, bool]], days: list[PartialDate], recent: list[PartialDate]
               ) -> list[tuple[Claim, bool]]:
    """``found``, the news of a first sentence that names no time with the day of the week that the lead names next:
    "A judge has ruled against Ombra. In a decision handed down on Tuesday ..." """
    first = next((c for c, title in found if not title and _is_event(c)), None)
    day = next((d for d in recent if first is not None and d.start >= first.evidence.end), None)
    if first is None or day is None or any(first.evidence.start <= d.start < first.evidence.end for d in days):
        return found
    return [(replace(c, date=day), title) if c.date is None and c.evidence == first.evidence and _is_event(c) and (
        first.trigger in (c.trigger, *c.cues)) else (c, title) for c, title in found]


def _event(claim: Claim) -> tuple[str, frozenset[str | None]]:
    """What a claim is a stage of: a firm is bought or merged once."""
    family = ontology().relations[claim.relation].family
    return family if family in _ONE_OBJECT else claim.relation, frozenset({claim.source, claim.target})


def _is_event(claim: Claim) -> bool:
    return ontology().relations[claim.relation].category != "structure"


def body_over_title(found: list[tuple[Claim, bool]], paragraphs: Sequence[Paragraph], cast: Cast) -> list[Claim]:
    """Where title and body say the same relation of the same parties, the body counts, and a sum that it never gives is
    the title's; also where it says it of others and one of the title's is named there alone: "Harlow to buy Utah bank".
    """
    named = _named_in_body(paragraphs, cast)
    body = {_fact(c) for c, title in found if not title}
    relations = {relation for relation, _ in body}
    given: dict[tuple[str, frozenset[str | None]], set[Decimal | None]] = defaultdict(set)
    for claim in (c for c, title in found if not title and c.amount is not None):
        given[_fact(claim)].add(claim.amount.value if claim.amount else None)
    sums = {_fact(c): c.amount for c, title in found if title and c.amount is not None}
    kept = [c for c, title in found if not title or not (
        _fact(c) in body or (c.relation in relations and not {c.source, c.target or c.source} <= named))]
    return _priced([_titled(c, sums.get(_fact(c)), given[_fact(c)]) for c in kept])


def _titled(claim: Claim, told: Amount | None, given: set[Decimal | None]) -> Claim:
    """``claim`` with the title's sum where no sentence gives one; without its own, if no day is, where another has the
    title's: "raises 385 million", "after a first round of 105 million, it raised 385 million"."""
    if told is None or not given:
        return replace(claim, amount=claim.amount or told)
    other = claim.amount is not None and claim.amount.value not in {None, told.value}
    return replace(claim, amount=None) if other and told.value in given and claim.date is None else claim


def _priced(claims: list[Claim]) -> list[Claim]:
    """A deal of which one sum is told has that sum at every stage."""
    sums: dict[tuple[str, frozenset[str | None]], set[Decimal]] = {}
    for claim in claims:
        if claim.amount is not None and claim.amount.value is not None and claim.amount.of != "per_share":
            sums.setdefault(_fact(claim), set()).add(claim.amount.value)
    told = {_fact(c): c.amount for c in claims if c.amount is not None and len(sums.get(_fact(c), ())) == 1}
    return [replace(c, amount=c.amount or told.get(_fact(c)))
            if ontology().relations[c.relation].family in _ONE_OBJECT else c for c in claims]


def _fact(claim: Claim) -> tuple[str, frozenset[str | None]]:
    return claim.relation, frozenset({claim.source, claim.target})


def exact(claims: Sequence[Claim]) -> list[Claim]:
    """Without a partnership or talks where the same sentence says which deal of the two it is; and talks about a
    settlement are no settlement."""
    talks = {(c.evidence.start, _fact(c)[1]) for c in claims if c.relation == "NEGOTIATES_WITH"}
    claims = [c for c in claims if c.relation != "SETTLES_WITH" or c.status != "negotiating" or (
        c.evidence.start, _fact(c)[1]) not in talks]
    deals = {(c.evidence.start, _fact(c)[1]) for c in claims
             if c.relation not in _VAGUE and ontology().relations[c.relation].category == "deal"}
    return [c for c in claims if c.relation not in _VAGUE or (c.evidence.start, _fact(c)[1]) not in deals]


def named_over_nameless(claims: list[Claim], cast: Cast) -> list[Claim]:
    """Where the article names who did it, "a watchdog" did nothing more."""
    nameless = {m.id for m in cast.roster.members if m.nameless}
    named = {(c.relation, c.target) for c in claims if c.source not in nameless}
    return [c for c in claims if c.source not in nameless or (c.relation, c.target) not in named]


def _differ(first: Claim, later: Claim) -> bool:
    """Whether two claims give two sums: two rounds of one company, each with its day."""
    sums = {c.amount.value for c in (first, later) if c.amount is not None and c.amount.value is not None}
    return len(sums) > 1


def _apart(first: Claim, later: Claim) -> bool:
    """Whether two claims of what may happen again have days that are not the same: one has none, or they exclude each
    other."""
    a, b = first.date, later.date
    if ontology().relations[first.relation].family in _ONE_OBJECT or (a is None and b is None):
        return False
    return a is None or b is None or a.latest < b.earliest or b.latest < a.earliest


def merged(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim for what is said twice, with both sentences, and the sum and the day that either gives; two where sums
    and days are of two deals: "has raised $20 million", "had raised $3 million in 2021"."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        first, key = kept.get(claim.id), claim.id
        if first is not None and _differ(first, claim) and _apart(first, claim):
            key = digest(claim.id, claim.date.value if claim.date else "")
            first = kept.get(key)
        if first is None:
            kept[key] = replace(claim, id=key)
            continue
        kept[key] = replace(
            first, amount=sums_of_both(first.amount, claim.amount),
            date=first.date or claim.date,
            roles={**claim.roles, **first.roles}, properties={**claim.properties, **first.properties},
            outcome=first.outcome or claim.outcome, attribution=first.attribution or claim.attribution,
            evidences=tuple(dict.fromkeys((*first.evidences, *claim.evidences))))
    return tuple(kept.values())
