"""One deal or dispute as a file of its own: who, what, stage by stage, sums, voices, and a chronology to cite."""

from __future__ import annotations

import streamlit as st

from graph import nearby, reads
from graph import sentences as said_of
from graph.explore import amounts, cards, tables, timeline, views
from graph.explore.pages import deciding, memory, parts, prose, session
from graph.explore.prose import to
from graph.explore.texts import t
from graph.model import Event
from graph.reads import Related
from graph.sentences import Said


def stages(one: Event, names: dict[str, str], said: tuple[Said, ...], ties: tuple[Related, ...]) -> None:
    """The timeline and its table; one that is clicked shows its sentences alone."""
    event, clicked = timeline.marked(parts.lanes([one], names, f"lane-{one.id}", ties))
    if event not in ("", one.id):
        prose.go(to("file", event=event))
    found = [tables.stage_row(s) for s in one.history]
    picked = parts.rows(found, key="stages")
    if 0 <= clicked < len(one.history):
        picked = clicked
    at = st.query_params.get("stage", "")
    if picked is None and at.isdigit() and int(at) < len(one.history):
        picked = int(at)
    if picked is not None:
        st.query_params["stage"] = str(picked)
        with st.container(horizontal=True, vertical_alignment="center"):
            parts.heading(t("Sentences that tell of this stage"))
            if st.button(t("Show those of all stages"), type="tertiary"):
                st.query_params.pop("stage")
                st.rerun()
        said = tuple(views.of_stage(said, one.history[picked]))
    else:
        parts.heading(t("Sentences"))
    parts.sentences(said[:parts.SENTENCES], len(said), key="said", wide=True, event=one.id)
    parts.download(found, f"stages-{one.id}")


def sums(one: Event) -> None:
    """Sums by what they measure, each in euro and dollar at the rate of its day."""
    found = amounts.table(one)
    if not found:
        st.text(t("No sentence names a sum."))
        return
    for measure, table in found.items():
        parts.heading(measure)
        if len(table) > 1 and (chart := amounts.chart(table, parts.dark())):
            st.altair_chart(chart, key=f"chart-{measure}")
        parts.rows(table, key=f"sums-{measure}", select=False)
    st.text(t("Euro and dollar: reference rates of the European Central Bank of the day that stands beside each sum."))
    parts.download([row for table in found.values() for row in table], f"sums-{one.id}")


def voices(said: tuple[Said, ...]) -> None:
    found = tables.voices(said)
    parts.rows(found, key="voices", select=False)
    parts.download(found, "voices")


def chronology(one: Event, names: dict[str, str], said: tuple[Said, ...]) -> None:
    text = tables.chronology(one, names, said)
    st.code(text, language=None, wrap_lines=True)
    parts.save(t("Save as text"), text, f"chronology-{one.id}.txt", "text/plain")


def show(one: Event, names: dict[str, str]) -> None:
    said = session.read(said_of.of_event, one.node, one.id, 8 * parts.SENTENCES)
    ties = session.read(reads.related, one)
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        prose.show([*cards.event_head(one, names)], key="title-event")
        memory.star(one.id, "event")
    deciding.said()
    with st.container(key="columns-file"):
        left, right = st.columns([6, 5], gap="medium")
    with left:
        prose.show([cards.event_facts(one, names, ties, said)], key="facts")
    with right:
        parties = tuple(dict.fromkeys((*one.source, *one.target, *(id for ids in one.parties.values() for id in ids))))
        parts.little_network(session.read(nearby.among, parties[:30]), parties, key="net", height=230)
    titles = {"stages": t("Stages and sentences"), "sums": t("Sums"), "voices": t("Who said what"),
              "chronology": t("Chronology to cite")}
    view = parts.tabs(titles, "file")
    if view == "stages":
        stages(one, names, said, ties)
    elif view == "sums":
        sums(one)
    elif view == "voices":
        voices(said)
    else:
        chronology(one, names, said)


session.stop_if_empty()
opened = session.read(reads.event, st.query_params.get("event", ""))
if opened is None:
    parts.missing(t("a deal or a dispute"), to("deals"))
else:
    show(*opened)
