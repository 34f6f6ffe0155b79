"""Pieces that several pages show. Text of articles goes through ``prose.show``, ``st.text`` and ``st.dataframe`` alone.

Markdown, labels, captions, buttons, pills, tabs, metrics and ``st.table`` would style it and load the images it names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from graph import sentences as graph_sentences
from graph.explore import cards, layout, network, timeline, views
from graph.explore.pages import component, deciding, prose, session
from graph.explore.prose import Node, clean, to
from graph.explore.texts import nt, t
from graph.model import Edge, Event
from graph.nearby import Neighbourhood
from graph.rates import SHOWN
from graph.reads import Related
from graph.sentences import Said
from graph.store import Store

SENTENCES = 60      # shown of one event or company at once
BESIDE = 12         # beside a picture or a timeline


def style() -> None:
    """The few rules Streamlit has no option for; constants only."""
    ink = "#10202F" if dark() else "#FFFFFF"     # on the primary colour
    st.html(f"<style>[data-testid^=stBaseButton-primary] {{ color: {ink}; }}</style>" + """<style>
    .st-key-connection { opacity: .78; font-size: .85rem; margin-top: 1rem; }
    .stMainBlockContainer { padding-top: 4.2rem; padding-bottom: 2rem; }
    .st-key-bar { position: fixed; top: .7rem; right: 4rem; width: auto; z-index: 999991; }
    [data-testid="stText"] { overflow-wrap: anywhere; }
    @media (max-width: 1600px) {
      .st-key-bar { position: static; width: 100%; }
    }
    @media (max-width: 1000px) {
      [data-testid="stTopNavLink"] > span:has([data-testid="stIconMaterial"]) { display: none; }
      .stMainBlockContainer { padding-left: 1.5rem; padding-right: 1.5rem; }
      [class*="st-key-columns"] [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) {
        flex-direction: column; }
      [class*="st-key-columns"] [data-testid="stColumn"] { width: 100%; flex: 1 1 auto; }
    }
    </style>""")


def dark() -> bool:
    """Whether the reader sees light letters on dark paper."""
    return bool(st.context.theme.type == "dark")


def heading(text: str) -> None:
    """A heading of ours; never of an article."""
    st.markdown(f"##### {text}")


def tabs(titles: Mapping[str, str], page: str) -> str:
    """Which of the views of ``page`` is chosen, code -> title; the code stands in the link."""
    key, linked = f"tab-{page}", st.query_params.get("tab", "")
    if st.session_state.get(key) not in titles:
        st.session_state[key] = linked if linked in titles else next(iter(titles))
    chosen = st.segmented_control(t("View"), list(titles), required=True, key=key, format_func=titles.__getitem__,
                                  label_visibility="collapsed")
    st.query_params["tab"] = str(chosen)
    return str(chosen)


def rows(found: Sequence[views.Row], key: str, height: int | None = None, select: bool = True,
         wide: Mapping[str, int] | None = None) -> int | None:
    """A table; the number of the row that was clicked, wherever in the row. ``wide``: column -> pixels."""
    wide = wide or {t("Sentence"): 520, t("From"): 150, t("To"): 150, t("Who"): 320}
    columns: dict[str, Any] = {name: st.column_config.Column(width=pixels) for name, pixels in wide.items()}
    for code in SHOWN:
        columns[code] = st.column_config.NumberColumn(format="compact", width=75)
    for name in (t("Amount"), t("Sum")):
        columns[name] = st.column_config.Column(width=140)
    columns[t("Change of sum")] = st.column_config.LineChartColumn(width=110)
    if not select:
        st.dataframe(list(found), key=key, hide_index=True, column_config=columns, height=height or "auto",
                     placeholder="")
        return None
    picked = st.dataframe(list(found), key=key, hide_index=True, column_config=columns, height=height or "auto",
                          placeholder="", on_select="rerun", selection_mode="single-cell")
    cells = picked["selection"]["cells"]
    return int(cells[0][0]) if cells and int(cells[0][0]) < len(found) else None


def download(found: Sequence[views.Row], name: str) -> None:
    """Buttons that save rows as CSV and JSON."""
    if not found:
        return
    text = io.StringIO()
    writer = csv.DictWriter(text, list(found[0]))
    writer.writeheader()
    writer.writerows(found)
    with st.container(horizontal=True, gap="small"):
        save("CSV", text.getvalue(), f"{name}.csv", "text/csv")
        save("JSON", json.dumps(list(found), ensure_ascii=False, indent=1, default=str), f"{name}.json",
             "application/json")


def save(label: str, content: str | bytes | Callable[[], str | bytes], name: str, mime: str) -> None:
    """A button that saves ``content``; pressing it runs nothing again."""
    st.download_button(label, content, name, mime, key=f"save-{name}", on_click="ignore", type="tertiary",
                       icon=":material/download:")


def go(event: Event) -> None:
    """To the file of an event."""
    prose.go(to("file", event=event.id))


def lanes(events: Sequence[Event], names: Mapping[str, str], key: str, ties: Sequence[Related] = ()) -> str:
    """Swimlanes, with what events are tied to beneath them; the mark that was clicked, "" for none."""
    shown, words = timeline.beneath(events, ties)
    unnamed = sorted({p for e in shown for p in (*e.source, *e.target)} - set(names))
    every = {**names, **session.read(Store.names, tuple(unnamed))} if unnamed else names
    state = st.altair_chart(timeline.chart(shown, every, date.today(), dark(), words), key=key, on_select="rerun",
                            selection_mode="pick")
    picks = state["selection"].get("pick", [])
    return str(picks[0]["mark"]) if picks else ""


def open_mark(mark: str) -> None:
    """To the file of the event whose stage was clicked."""
    if mark:
        event, stage = timeline.marked(mark)
        prose.go(to("file", event=event, stage=str(stage) if stage >= 0 else None))


def sentences(found: Sequence[Said], total: int | None = None, key: str = "said", wide: bool = False,
              event: str = "") -> None:
    """Each sentence with who printed and who said it, what was understood of it and why; of ``event``, to be judged."""
    total = len(found) if total is None else total
    if total > len(found):
        st.text(views.showing(len(found), total, t("sentences"), t("latest article")))
    made = cards.sentences(found, judged=bool(event))
    legend = [cards.marks_legend()] if made else []
    kids = [Node("div", look="cards", kids=tuple(made))] if wide and len(made) > 1 else made
    picked = prose.show([*legend, *kids], key=key) or ""
    kind, _, claim = picked.partition(":")
    one = next((one for one in found if one.claim == claim), None)
    if one and kind == "wrong claim":
        deciding.ask("wrong claim", (claim,), clean(one.sentence))
    elif one and kind == "other event":
        deciding.ask("other event", (claim, event), clean(one.sentence))


@st.cache_data(max_entries=64, show_spinner=False)
def placed(widths: dict[str, float], pairs: tuple[tuple[str, str], ...], known: layout.Spots) -> layout.Spots:
    return layout.positions(widths, pairs, known)


def pairs_of(edges: Sequence[Edge]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(e.source, e.target) for e in edges}))


def little_network(near: Neighbourhood, centres: tuple[str, ...], key: str, height: int) -> None:
    """A picture whose companies and edges lead to their files."""
    spots = placed(network.widths(near.entities), pairs_of(near.edges), {})
    net = network.build(near.entities, near.edges, spots, centres, dark())
    clicked = component.show(net, key=key, scene=",".join(centres), height=height)
    legend(near)
    if clicked.kind == "node" and clicked.id not in (None, *(centres if len(centres) == 1 else ())):
        prose.go(to("company", company=clicked.id))
    edge = next((e for e in near.edges if clicked.kind == "edge" and e.id == clicked.id), None)
    if edge and edge.event and edge.event != st.query_params.get("event"):
        prose.go(to("file", event=edge.event))


def legend(near: Neighbourhood) -> None:
    """Relations, dashes and shapes in the picture; words and colours come from the ontology, none from articles."""
    lines = "".join(
        f'<span style="white-space:nowrap;margin-right:1.4em"><span style="display:inline-block;min-width:1.5em;'
        f'margin-right:.4em;vertical-align:middle;font-size:1.25em;color:{line.colour};'
        f'border-top:{4 if line.style else 0}px {line.style or "none"} {line.colour}">{line.sign}</span>'
        f'{line.text}{"" if line.number is None else f" ({line.number})"}</span> '
        for line in network.legend(near.entities, near.edges, dark()))
    st.html(f'<div style="font-size:.85rem;line-height:1.7">{lines}</div>')


def table_of_edges(near: Neighbourhood, key: str) -> None:
    """The same as a picture, for the keyboard and for screen readers."""
    with st.expander(t("As a table ({edges})", edges=nt("{count} tie", "{count} ties", len(near.edges)))):
        found = network.table(near.edges, near.entities)
        rows(found, key=key, select=False)
        download(found, key)


def missing(what: str, back: str) -> None:
    """The link names something that is not there (any more); ``back``: the address of what to show instead."""
    st.warning(t("This link names something that is not in the graph: {what}.", what=what), icon=":material/link_off:")
    if st.button(t("Show all"), key="missing"):
        prose.go(back)


def event(one: Event, names: Mapping[str, str], stage: int | None = None, key: str = "event") -> None:
    """An event beside a picture or a timeline: its status, and the sentences (of one stage, where picked)."""
    history = [cards.stages(one)] if stage is None and len(one.history) > 1 else []
    prose.show([*cards.event_head(one, names, linked=True), *history], key=f"title-{key}")
    said = session.read(graph_sentences.of_event, one.node, one.id, 4 * SENTENCES)
    if stage is not None and 0 <= stage < len(one.history):
        heading(t("Sentences that tell of this stage"))
        sentences(views.of_stage(said, one.history[stage])[:SENTENCES], key=f"{key}-said", wide=True)
    else:
        sentences(said[:BESIDE], len(said), key=f"{key}-said")
