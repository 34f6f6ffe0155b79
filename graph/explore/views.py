"""From records to what a screen shows: words, sums, table rows. Pure; no Streamlit.

All that comes out of articles passes ``clean`` (one line, no control or direction marks, cut) before it is shown, and
``cell`` where it may end up in a spreadsheet.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_compact_currency, format_decimal

from extract.relations import ontology
from graph.lifecycles import lifecycles
from graph.model import Event, GraphEntity, Money, Stage
from graph.reads import Related, Said

Row = dict[str, Any]
LOCALE = "en"
# a dispute at one of these stages awaits nothing; a ruling may still be appealed, but that is not known
CLOSED = frozenset({*lifecycles().dispute.ends, "decided", "overturned"})
OPEN = tuple(status for status in lifecycles().dispute.order if status not in CLOSED)
_OF = {"order": "order", "stake": "stake", "debt": "debt", "other": "", "per_share": "per share",
       "break_fee": "break fee"}
_HOW = {
    ("challenges", True): "challenges", ("challenges", False): "is challenged by",
    ("breach_of", True): "says was broken", ("breach_of", False): "is said to be broken in",
    ("reviews", True): "reviews", ("reviews", False): "is reviewed in",
    ("part_of", True): "is part of", ("part_of", False): "includes",
    ("rival_bid", True): "is a rival bid to", ("rival_bid", False): "is a rival bid to",
}


# -------------------------------------------------------------------------------------------------- words


def clean(text: str | None, most: int = 300) -> str:
    """``text`` on one line without control, format or direction marks, at most ``most`` characters."""
    if not text:
        return ""
    shown = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    line = " ".join("".join(shown).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def cell(text: str | None, most: int = 120) -> str:
    """``clean``, and harmless in a spreadsheet: what it would take for a formula begins with an apostrophe."""
    line = clean(text, most)
    return "'" + line if line[:1] in ("=", "+", "-", "@") else line


def words(code: str) -> str:
    """A status, kind or role as words: ``in_force`` is "in force"."""
    return code.replace("_", " ")


def kind_words(kind: str) -> str:
    """What an event is: "acquisition", "litigation", "regulatory case"."""
    return lifecycles().titles.get(kind, words(kind).lower())


def relation_words(relation: str) -> str:
    """The relation as the ontology labels it: "acquires"."""
    known = ontology().relations.get(relation)
    return known.label.en if known else words(relation).lower()


def money(sum_: Money | None) -> str:
    """ "$3.4B", "€120M stake"; the currency's own code where it has no sign; "" for none."""
    if sum_ is None:
        return ""
    of = _OF.get(sum_.of, words(sum_.of))
    return " ".join(part for part in (figure(sum_.value, sum_.currency), "" if of == "price" else of) if part)


def figure(value: Decimal, currency: str | None) -> str:
    """A sum as short as it stays true to three digits."""
    if currency is None:
        return format_decimal(value, locale=LOCALE)
    digits = 2 if value >= 1000 else 0
    short = format_compact_currency(value, currency, locale=LOCALE, fraction_digits=digits)
    return str(short).replace("\xa0", " ")


def said(stance: str, contested: bool = False) -> str:
    """How sure it is, in a word: nothing for what is plainly asserted."""
    plain = {"asserted": "", "reported": "only reported", "denied": "denied"}[stance]
    return ", ".join(part for part in (plain, "contested" if contested else "") if part)


def status_words(at: Event | Stage) -> str:
    """Stage and outcome: "decided (fined)"."""
    return words(at.status) + (f" ({words(at.outcome)})" if at.outcome else "")


def is_open(event: Event) -> bool:
    """Whether a dispute still awaits something; what was only ever denied does not."""
    return event.status in OPEN and event.stance != "denied"


def days(first: str | None, last: str | None) -> str:
    return " to ".join(dict.fromkeys(part for part in (first, last) if part)) or "no date"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 company", "1,932 companies"."""
    return f"{format_decimal(number, locale=LOCALE)} {one if number == 1 else many or one + 's'}"


def showing(shown: int, total: int, many: str, order: str = "", skip: int = 0) -> str:
    """Says what is seen of how much: "Showing 400 of 1,932 companies, best connected first."."""
    if shown >= total:
        return f"Showing all {format_decimal(total, locale=LOCALE)} {many}."
    first = f", {order} first" if order else ""
    which = f"{skip + 1:,} to {skip + shown:,}" if skip else f"{shown:,}"
    return f"Showing {which} of {format_decimal(total, locale=LOCALE)} {many}{first}."


def labels(entities: Iterable[GraphEntity]) -> dict[str, str]:
    """id -> name as a list to choose from shows it: namesakes get their kind, and if that is one too, their id."""
    found = list(entities)
    names = [clean(e.name, 60) for e in found]
    kinds = [f"{name} ({words(e.kind)})" for name, e in zip(names, found, strict=True)]
    often, of_kind = Counter(names), Counter(kinds)
    return {
        e.id: name if often[name] == 1 else kind if of_kind[kind] == 1 else f"{kind} {clean(e.id, 40)}"
        for e, name, kind in zip(found, names, kinds, strict=True)
    }


# ------------------------------------------------------------------------------------------------- tables


def sides(event: Event, names: Mapping[str, str]) -> tuple[str, str]:
    """Who is on either side, by name."""
    first, second = (", ".join(clean(names.get(id, id), 60) for id in side) for side in (event.source, event.target))
    return first, second


def event_row(event: Event, names: Mapping[str, str]) -> Row:
    """One event as a row of a table."""
    first, second = sides(event, names)
    return {
        "Last stage": event.last_date or "", "From": cell(first), "To": cell(second), "What": kind_words(event.kind),
        "Status": status_words(event), "How sure": said(event.stance, event.contested),
        "Amount": money(event.amount), "Since": event.first_date or "", "Sources": event.origins,
        "Articles": event.articles,
    }


def short_row(event: Event, names: Mapping[str, str]) -> Row:
    """One event as a line of the front page."""
    first, second = sides(event, names)
    return {
        "Date": event.last_date or "", "Who": cell(" – ".join(part for part in (first, second) if part), 90),
        "What": kind_words(event.kind), "Status": status_words(event), "Amount": money(event.amount),
        "How sure": said(event.stance, event.contested), "Sources": event.origins,
    }


def stage_date(stage: Stage) -> str:
    """When a stage happened; by when it was known, where no sentence dates it."""
    if stage.date is None:
        return "no date"
    return f"by {stage.date}" if stage.basis == "publication" else stage.date


def stage_row(stage: Stage) -> Row:
    return {
        "Date": stage_date(stage), "Stage": status_words(stage), "How sure": said(stage.stance),
        "Amount": money(stage.amount), "Says": cell(stage.attribution, 60),
        "Sentence": cell(stage.evidence, 400),
    }


def facts(event: Event, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is known of an event, as pairs of heading and text; parties beside the two sides by their role."""
    told = [
        ("Status", status_words(event)), ("How sure", said(event.stance, event.contested) or "asserted"),
        ("When", days(event.first_date, event.last_date)), ("Amount", money(event.amount)),
        ("Earlier sums", ", ".join(dict.fromkeys(money(m) for m in event.amounts if m != event.amount))),
        ("Expected", "; ".join(f"{words(s.status)} {s.date or ''}".strip() for s in event.expected)),
        ("Matter", clean(event.matter)),
    ]
    for role, ids in event.parties.items():
        others = [id for id in ids if id not in (*event.source, *event.target)]
        told.append((words(role).capitalize(), ", ".join(clean(names.get(id, id), 60) for id in others)))
    told += [(words(name).capitalize(), "yes" if value is True else clean(str(value)))
             for name, value in event.properties.items() if value is not False]
    told.append(("Told by", f"{count(event.origins, 'independent source')} in {count(event.articles, 'article')}"))
    return [(heading, text) for heading, text in told if text]


def related_words(one: Related) -> str:
    return f"{_HOW[one.how, one.outgoing]}: {clean(one.event.title)} ({words(one.event.status)})"


# ---------------------------------------------------------------------------------------------- sentences


def heading(one: Said) -> str:
    """Who did what to whom, as understood."""
    target = f" {clean(one.target, 80)}" if one.target else ""
    return f"{clean(one.source, 80)} {relation_words(one.relation)}{target}"


def understood(one: Said) -> str:
    """Stage, stance, sum and date of a sentence, as understood."""
    when = f"{'expected ' if one.date_role == 'expected' else ''}{one.date}" if one.date else ""
    parts = (words(one.status), words(one.outcome or ""), said(one.stance), money(one.amount), when)
    return " · ".join(part for part in parts if part)


def printed(one: Said) -> str:
    """Where and when it was printed, and who says it."""
    voice = clean(one.attribution, 80)
    if one.attribution_mode == "anonymous":
        voice = f"unnamed source ({voice})" if voice else "unnamed source"
    where = clean(one.publisher, 80) or f"article {clean(one.article, 60)}"
    parts = (where, one.published or "no date of publication", f"according to {voice}" if voice else "")
    return " · ".join(part for part in parts if part)


def of_stage(found: Sequence[Said], stage: Stage) -> list[Said]:
    """The sentences that tell of one stage: its own first, then those of the same status, denials apart."""
    same = [s for s in found if s.status == stage.status and (s.stance == "denied") == (stage.stance == "denied")]
    near = [s for s in same if not (s.date and stage.date and stage.basis != "publication")
            or s.date.startswith(stage.date) or stage.date.startswith(s.date)]
    return sorted(near, key=lambda s: s.claim != stage.claim)
