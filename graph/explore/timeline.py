"""Disputes and deals as swimlanes: a lane each, stages left to right, waits in words, what is open marked open. Pure.

A date that is only a month, quarter or year is a bar as wide as what is not known; its mark stands inside that bar,
moved only as far as needed to keep the stages in the order of the history.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import altair as alt

from graph.explore import palette, prose, tables, views
from graph.explore.texts import nt, number, t
from graph.model import Event
from graph.reads import Related

LANE = 50           # pixels
_SAINT_ANDREW = "M-.9,-.5L-.5,-.9L0,-.4L.5,-.9L.9,-.5L.4,0L.9,.5L.5,.9L0,.4L-.5,.9L-.9,.5L-.4,0Z"
# phase -> its stages, colour (Okabe-Ito, darkened until it can be told from white and from black paper) and shape
PHASES: dict[str, tuple[frozenset[str], str, str]] = {
    "threat or plan": (frozenset({"threatened", "planned"}), "#A88A00", "triangle-up"),
    "proceedings": (frozenset({"filed", "ongoing", "charged"}), "#C24A00", "circle"),
    "talks or offer": (frozenset({"negotiating", "offered"}), "#2E8FC4", "diamond"),
    "agreement": (frozenset({"agreed", "in_force"}), "#C46A9B", "triangle-down"),
    "ruling": (frozenset({"decided", "overturned"}), "#0072B2", "square"),
    "appeal": (frozenset({"appealed"}), "#8A5BE0", "triangle-right"),
    "settled or done": (frozenset({"settled", "dismissed", "dropped", "completed"}), "#009E73", "cross"),
    "failed": (frozenset({"rejected", "abandoned", "prohibited", "ended"}), "#8593A6", _SAINT_ANDREW),
}
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_HALF = re.compile(r"(\d{4})-H([12])$")


def span(value: str) -> tuple[date, date]:
    """First and last day of a date cut at its precision: 2026-03-18, 2026-W12, 2026-03, 2026-Q1, 2026-H1, 2026, a/b."""
    if "/" in value:
        first, last = value.split("/")
        return span(first)[0], span(last)[1]
    if found := _QUARTER.match(value):
        year, number = int(found[1]), int(found[2])
        return date(year, 3 * number - 2, 1), _month_end(year, 3 * number)
    if found := _HALF.match(value):
        year, number = int(found[1]), int(found[2])
        return date(year, 6 * number - 5, 1), _month_end(year, 6 * number)
    if "W" in value:
        monday = date.fromisoformat(value)
        return monday, monday + timedelta(days=6)
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), _month_end(parts[0], parts[1])
    day = date(parts[0], parts[1], parts[2])
    return day, day


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def phase(status: str) -> str:
    return next((name for name, (statuses, _, _) in PHASES.items() if status in statuses), "proceedings")


def mark_id(event: str, number: int) -> str:
    """What a click on stage ``number`` of an event's history gives back."""
    return f"{event}:{number}"


def marked(id: str) -> tuple[str, int]:
    event, _, number = id.rpartition(":")
    return event, int(number) if number.isdigit() else -1


def lanes(events: Sequence[Event], names: Mapping[str, str], today: date) -> tuple[list[views.Row], list[views.Row]]:
    """Marks (a stage each) and waits (between two stages, or from the last to today where a dispute is open)."""
    marks: list[views.Row] = []
    waits: list[views.Row] = []
    spans = [span(s.date) for e in events for s in (*e.history, *e.expected) if s.date]
    whole = (max((last for _, last in spans), default=today) - min((first for first, _ in spans), default=today)).days
    for event in events:
        lane = _marks(event, names, apart=max(1, whole // 60))      # about as wide as a mark
        marks += lane
        waits += _waits(event, [row for row in lane if not row["expected"]], today, room=max(30, whole // 14))
    return marks, waits


def _marks(event: Event, names: Mapping[str, str], apart: int) -> list[views.Row]:
    dated = [(number, stage) for number, stage in enumerate((*event.history, *event.expected)) if stage.date]
    first, last = zip(*(span(stage.date or "") for _, stage in dated), strict=True) if dated else ((), ())
    return [
        {
            "mark": mark_id(event.id, number), "lane": event.id, "title": lane_title(event, names),
            "stage": views.status_words(stage), "phase": t(phase(stage.status)), "date": views.stage_day(stage),
            "sure": (t("expected") if number >= len(event.history) else views.said(stage.stance)) or t("asserted"),
            "expected": number >= len(event.history), "denied": stage.stance == "denied",
            "vague": start != end, "start": start, "end": end, "day": day,
        }
        for (number, stage), start, end, day in zip(dated, first, last, _placed(first, last, apart), strict=True)
    ]


def _placed(first: Sequence[date], last: Sequence[date], apart: int) -> list[date]:
    """A day for each stage inside what its date allows, in order and readable where that can be."""
    gap = timedelta(days=apart)
    days = [start + (end - start) / 2 for start, end in zip(first, last, strict=True)]
    for i in range(1, len(days)):
        days[i] = min(max(days[i], days[i - 1] + gap), last[i])
    for i in range(len(days) - 2, -1, -1):
        days[i] = max(min(days[i], days[i + 1] - gap), first[i])
    return days


def _waits(event: Event, lane: Sequence[views.Row], today: date, room: int) -> list[views.Row]:
    ends: list[tuple[date, bool, bool]] = [(row["day"], row["vague"], False) for row in lane]
    if lane and views.is_open(event) and today > lane[-1]["day"]:
        ends.append((today, False, True))
    made = []
    for (start, vague, _), (end, also, still) in pairwise(ends):
        wait = length((end - start).days)
        wait = t("about {wait}", wait=wait) if vague or also else wait
        made.append({
            "lane": event.id, "from": start, "to": end, "at": start + (end - start) / 2, "open": still,
            "text": t("open, last stage {wait} ago", wait=wait) if still else wait,
            "long": (end - start).days >= room * (2 if still else 1),
        })
    return made


def length(days: int) -> str:
    """A wait in words."""
    if days < 14:
        return nt("{count} day", "{count} days", days)
    if days < 60:
        return nt("{count} week", "{count} weeks", round(days / 7))
    if days < 730:
        return nt("{count} month", "{count} months", round(days / 30.44))
    return t("{count} years", count=number(round(days / 365.25, 1)))


def beneath(events: Iterable[Event], ties: Iterable[Related]) -> tuple[list[Event], dict[str, str]]:
    """``events``, each with those it is tied to in the lanes under it, once; id of these -> how they stand to it."""
    lanes_ = {event.id: event for event in events}
    tied: dict[str, list[Related]] = {}
    for tie in ties:
        tied.setdefault(tie.of, []).append(tie)
    made: dict[str, Event] = {}
    words: dict[str, str] = {}
    for event in lanes_.values():
        made[event.id] = event
        for tie in tied.get(event.id, ()):
            if tie.event.id not in lanes_ and tie.event.id not in made:
                made[tie.event.id], words[tie.event.id] = tie.event, views.tie_words(tie)
    return list(made.values()), words


def lane_title(event: Event, names: Mapping[str, str], tie: str = "") -> str:
    """``tie``: how it stands to the event of the lane above: "is reviewed in"."""
    if tie:
        return f"    ↳ {tie}: {lane_title(event, names)}"
    told, what = prose.clean(views.who(event, names), 90), views.kind_words(event.kind)
    if event.node == "Deal":
        return f"{told}  ·  {what}: {views.status_words(event)}"
    state = t("open") if views.is_open(event) else t("denied") if event.stance == "denied" else t("ended")
    return f"{told}  ·  {what}, {state}: {views.status_words(event)}"


Chart = alt.LayerChart | alt.FacetChart


def chart(
    events: Sequence[Event], names: Mapping[str, str], today: date, dark: bool, ties: Mapping[str, str] | None = None
) -> Chart:
    """The swimlanes, in the order of ``events``; the selection ``pick`` gives the ``mark`` that was clicked.

    ``ties``: event id -> how it stands to the event of the lane above it.
    """
    marks, waits = lanes(events, names, today)
    ink, faint = palette.INK[dark], palette.FAINT
    frame = _data({**row, "end": row["end"] + timedelta(days=1)} for row in marks)     # a bar covers its last day
    vague, gaps = _data(row for row in marks if row["vague"]), _data(waits)
    still, long = _data(row for row in waits if row["open"]), _data(row for row in waits if row["long"])
    heads = _data({"lane": e.id, "title": lane_title(e, names, (ties or {}).get(e.id, ""))} for e in events)
    y = alt.Y("lane:N", sort=[e.id for e in events], title=None, axis=None)
    x = alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=24), axis=alt.Axis(
        orient="top", tickCount=8, labelOverlap=True, format="%Y-%m", labelColor=ink, gridColor=faint,
        gridOpacity=0.35, domain=False, tickColor=faint))
    legend = alt.Legend(orient="top", symbolOpacity=1, labelColor=ink, columns=8)
    there = {row["phase"] for row in marks}
    scale = [(t(name), colour, shape) for name, (_, colour, shape) in PHASES.items() if t(name) in there]
    colours = alt.Scale(domain=[name for name, _, _ in scale], range=[colour for _, colour, _ in scale])
    shapes = alt.Scale(domain=[name for name, _, _ in scale], range=[shape for _, _, shape in scale])
    colour = alt.Color("phase:N", title=None, legend=legend, scale=colours)
    shape = alt.Shape("phase:N", title=None, legend=legend, scale=shapes)
    heads_of = {"title": t("What"), "stage": t("Stage"), "date": t("Date"), "sure": t("How sure")}
    tip = [alt.Tooltip(f"{name}:N", title=head) for name, head in heads_of.items()]
    pick = alt.selection_point(name="pick", fields=["mark"], on="click", clear="dblclick")

    layers: list[Any] = [
        alt.Chart(gaps).mark_rule(strokeWidth=1.5).encode(
            x="from:T", x2="to:T", y=y, color=alt.value(faint),
            strokeDash=alt.condition(alt.datum.open, alt.value([2, 4]), alt.value([1, 0]))),
        alt.Chart(still).mark_text(text="▸", fontSize=16, color=faint).encode(x="to:T", y=y),
        alt.Chart(vague).mark_bar(height=12, cornerRadius=6, opacity=0.35).encode(
            x="start:T", x2="end:T", y=y, color=colour, tooltip=tip),
        alt.Chart(long).mark_text(dy=12, fontSize=11, color=ink, opacity=0.85).encode(
            x="at:T", y=y, text="text:N"),
        alt.Chart(heads).mark_text(dy=-17, align="left", fontSize=12.5, fontWeight=600, color=ink, limit=1200).encode(
            x=alt.value(2), y=y, text="title:N"),
        alt.Chart(frame).mark_point(filled=True, size=130, opacity=1, cursor="pointer").encode(
            x=x, y=y, color=colour, shape=shape, tooltip=tip,
            fillOpacity=alt.condition(alt.datum.denied | alt.datum.expected, alt.value(0.1), alt.value(1)),
            strokeDash=alt.condition(alt.datum.denied, alt.value([2, 2]), alt.value([1, 0])),
            stroke=alt.condition(pick, alt.value(ink), alt.Stroke("phase:N", scale=colours, legend=None), empty=False),
            strokeWidth=alt.condition(pick, alt.value(3), alt.value(1.5), empty=False)).add_params(pick),
    ]
    return alt.layer(*layers, width="container", height=alt.Step(LANE), config={"view": {"strokeWidth": 0}})


def _data(rows: Iterable[views.Row]) -> alt.InlineData:
    """Rows for Vega, days as ISO text."""
    return alt.InlineData(values=[{key: value.isoformat() if isinstance(value, date) else value
                                   for key, value in row.items()} for row in rows])


def table(events: Sequence[Event], names: Mapping[str, str]) -> list[views.Row]:
    """The swimlanes for the keyboard and for screen readers: a row a stage."""
    return [{t("What"): views.cell(lane_title(e, names), 160), **tables.stage_row(stage)}
            for e in events for stage in e.history]
