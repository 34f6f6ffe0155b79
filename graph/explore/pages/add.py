"""Reading articles in: pasted, from an address or from files; what is understood is shown before it is stored."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from extract.types import Article, Extraction
from graph import incoming, sentences
from graph.explore import cards, reading
from graph.explore import prose as nodes
from graph.explore.pages import parts, prose, session
from graph.explore.prose import Node, to
from graph.explore.texts import nt, t
from graph.ingest import ingest

SHOWN = 10      # articles shown in full before they are stored


def asked(fault: incoming.Fault) -> Iterator[Article] | None:
    """The articles that the reader gives, once the button is pressed."""
    ways = {"text": t("Paste a text"), "address": t("Address"), "files": t("Files")}
    way = parts.tabs(ways, "add")
    with st.form("add", border=False):
        if way == "text":
            text = st.text_area(t("Text"), height=220, placeholder=t("The text of an article, in English or French"))
            with st.container(horizontal=True):
                title, publisher = st.text_input(t("Title")), st.text_input(t("Publisher"))
                published = st.date_input(t("Published"), value=None)
            given = bool(text.strip())
            found = incoming.of_text(text, title, publisher, published.isoformat() if published else "")
        elif way == "address":
            address = st.text_input(t("Address"), placeholder="https://")
            st.text(t("The page, text or feed at this address is fetched once, when you press the button."))
            given, found = bool(address.strip()), incoming.of_address(address.strip(), fault)
        else:
            files = st.file_uploader(t("Files"), ["txt", "html", "htm", "jsonl", "gz", "xml", "rss", "atom"],
                                     accept_multiple_files=True)
            given = bool(files)
            found = incoming.of_files([(file.name, file.getvalue()) for file in files or ()], fault)
        pressed = st.form_submit_button(t("Read"), type="primary")
    return found if pressed and given else None


def said(fault: str) -> None:
    st.text(nodes.clean(fault))


def read_in(articles: Iterator[Article]) -> list[Extraction]:
    """What is understood, with progress; faults are said and the rest goes on."""
    made: list[Extraction] = []
    with st.status(t("Reading …")) as status:
        for extraction in incoming.understood(articles, said):
            made.append(extraction)
            status.update(label=nt("{count} article read", "{count} articles read", len(made)))
        status.update(label=nt("{count} article read", "{count} articles read", len(made)), state="complete",
                      expanded=not made)
    return made


def preview(extraction: Extraction) -> None:
    """The text with what was understood, each claim marked known, new or contradicting."""
    said = sentences.of_extraction(extraction)
    novelty = incoming.novelty(session.store(), said)
    one = reading.unstored(extraction)
    words = {"new": t("new"), "known": t("known"), "contradicting": t("contradicts another article")}
    with st.container(border=True):
        prose.show(reading.head(one), key=f"head-{one.id}")
        left, right = st.columns([6, 5], gap="medium")
        with left:
            prose.show(reading.text(one, said, ""), key=f"text-{one.id}")
        with right:
            cards_ = [Node("div", kids=(nodes.span(words[novelty[claim.claim]], "chip strong"),
                                        *cards.sentences([claim], linked=False))) for claim in said]
            prose.show(cards_ or [Node("p", t("Nothing was read in this article"))], key=f"claims-{one.id}")


def waiting(extractions: list[Extraction]) -> None:
    with st.container(horizontal=True):
        if st.button(t("Store"), type="primary", icon=":material/save:"):
            with st.spinner(t("Putting deals and disputes together")):
                report = ingest(session.store(), extractions)
            st.session_state["added"] = t(
                "{stored} stored, {versions} new versions, {unchanged} unchanged, {failed} not stored",
                stored=report.stored, versions=report.new_versions, unchanged=report.unchanged,
                failed=len(report.failed))
            st.session_state.pop("incoming")
            prose.go(to("articles", article=extractions[0].article.id) if len(extractions) == 1 else to("articles"))
        if st.button(t("Discard")):
            st.session_state.pop("incoming")
            st.rerun()
    for extraction in extractions[:SHOWN]:
        preview(extraction)
    if len(extractions) > SHOWN:
        st.text(nt("{count} more is not shown.", "{count} more are not shown.", len(extractions) - SHOWN))


prose.show([nodes.link(t("All articles"), to("articles"), "small"), Node("h3", t("Add articles"))], key="title-add")
if found := asked(said):
    st.session_state["incoming"] = read_in(found)
if extractions := st.session_state.get("incoming"):
    waiting(extractions)
