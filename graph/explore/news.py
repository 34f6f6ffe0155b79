"""Changes as cards, and the overview above them. Pure; no Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import altair as alt

from graph.changes import Change, Kind
from graph.explore import cards, palette, prose, timeline, views
from graph.explore.prose import Node, line, link, span
from graph.explore.texts import day, nt, number, t
from graph.model import Event
from graph.sentences import Said


def kind_words(kind: Kind) -> str:
    return {"new": t("new"), "status": t("new stage"), "amount": t("new sum"), "contested": t("now contested"),
            "corrected": t("corrected"), "told again": t("told again")}[kind]


def card(change: Change, names: Mapping[str, str], said: Sequence[Said], chosen: bool = False) -> Node:
    """What changed of an event: from what to what, who says so, and the sentence; ``chosen``: answers are for it."""
    event, before = change.event, change.before
    chips = [span(kind_words(kind), "chip strong" if kind != "contested" else "chip warn") for kind in change.kinds]
    head = line(*chips, Node("span", look="strong", kids=(cards.event_link(event, names),)), look="row", tag="div")
    steps = [_step(views.status_words(before) if before else "", views.status_words(event)),
             _step(views.money(before.amount) if before else "", views.money(event.amount)),
             views.said(event.stance, event.contested), views.sources(event.origins, event.articles)]
    kids = [head, Node("p", " · ".join(step for step in steps if step), look="small")]
    if new := quoted(change, said):
        kids += cards.quote(new)
    return Node("div", look="card chosen" if chosen else "card", kids=tuple(kids))


def quoted(change: Change, said: Sequence[Said]) -> Said | None:
    """The sentence that a card shows, and that an answer is about."""
    return next((one for one in said if one.claim in change.claims), None)


def _step(old: str, new: str) -> str:
    return f"{old} → {new}" if old and new and old != new else new


def concerns(change: Change, watched: Iterable[str]) -> bool:
    """Whether it is about a watched company, deal, dispute or relation."""
    event = change.event
    about = {event.id, *change.relations, *event.former_ids, *event.source, *event.target}
    about |= {id for ids in event.parties.values() for id in ids}
    return bool(about & set(watched))


def happened(event: Event, since: str, until: str) -> bool:
    """Whether any of it lies between two days; what has no date does."""
    return str(event.last_day or "9999") >= since and str(event.first_day or "") <= until


def numbers(counted: Sequence[tuple[str, int, str]]) -> Node:
    """Label, number and the address of what it counts."""
    return Node("div", look="numbers", kids=tuple(
        Node("a", look="number", to=address, kids=(span(number(count), "big"), span(label, "small faint")))
        for label, count, address in counted))


def open_by_age(events: Sequence[Event], names: Mapping[str, str], today: date) -> Node:
    """Open disputes with how long they have been open, as a list."""
    items = []
    for event in events:
        begun = event.first_day
        age = t("open for {wait}", wait=timeline.length((today - begun).days)) if begun else t("no date")
        items.append(Node("li", kids=(link(views.who(event, names), prose.to("file", event=event.id)),
                                      span(f"  {views.status_words(event)}, {age}", "small faint"))))
    return Node("ul", kids=tuple(items))


def largest(events: Sequence[Event], names: Mapping[str, str]) -> Node:
    return Node("ul", kids=tuple(
        Node("li", kids=(span(f"{views.money(event.amount)}  ", "strong"),
                         link(views.who(event, names), prose.to("file", event=event.id)),
                         span(f"  {views.status_words(event)}, {day(event.last_date)}", "small faint")))
        for event in events))


def coverage(found: Sequence[tuple[str, str, int]], dark: bool) -> alt.Chart:
    """Articles by month of publication and language, for the latest three years that have any."""
    ink = palette.INK[dark]
    last = max(int(month[:4]) for month, _, _ in found)
    languages = {"en": t("English"), "fr": t("French")}
    data = alt.InlineData(values=[{"month": f"{month}-01", "language": languages.get(code, code), "articles": count}
                                  for month, code, count in found if int(month[:4]) > last - 3])
    colours = alt.Scale(domain=list(languages.values()), range=["#0072B2", "#B37C00"])
    chart: alt.Chart = alt.Chart(data, width="container").mark_bar().encode(
        x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(labelColor=ink, tickCount=6, format="%Y-%m")),
        y=alt.Y("articles:Q", title=None, axis=alt.Axis(labelColor=ink, tickCount=3)),
        color=alt.Color("language:N", title=None, scale=colours, legend=alt.Legend(orient="top", labelColor=ink)),
        tooltip=[alt.Tooltip("yearmonth(month):T", title=t("Month")), alt.Tooltip("language:N", title=t("Language")),
                 alt.Tooltip("articles:Q", title=t("Articles"))])
    return chart


def told(shown: int, total: int, since: date) -> str:
    changes = nt("{count} change", "{count} changes", total)
    return t("{changes} told since {day}; {shown} shown.", changes=changes, day=day(since.isoformat()),
             shown=number(shown))
