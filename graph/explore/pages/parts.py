"""Pieces that several pages show. Text from articles goes through ``st.text`` and ``st.dataframe`` alone.

Markdown, labels, captions, buttons, pills, tabs, metrics and ``st.table`` would style it and load the images it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph import reads
from graph.explore import views
from graph.explore.pages import session
from graph.model import Event
from graph.reads import Said

SENTENCES = 60      # shown of one event or company at once
_WIDE = {"Sentence": 520, "From": 165, "To": 165, "Dispute": 320}


def style() -> None:
    """The few rules Streamlit has no option for; constants only."""
    st.html("""<style>
    .st-key-connection { opacity: .75; font-size: .85rem; margin-top: 1rem; }
    .stMainBlockContainer { padding-top: 4.5rem; padding-bottom: 2rem; }
    [class*="st-key-quote"] { border-left: 3px solid var(--st-primary-color); padding-left: .8rem; }
    [class*="st-key-small"] p, [class*="st-key-small"] [data-testid="stText"] { opacity: .75; font-size: .85rem; }
    [class*="st-key-strong"] [data-testid="stText"] { font-weight: 600; }
    [class*="st-key-title"] [data-testid="stText"] { font-weight: 600; font-size: 1.2rem; }
    [data-testid="stText"] { overflow-wrap: anywhere; }
    @media (max-width: 1000px) {
      .st-key-explorer [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]),
      .st-key-front [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) { flex-direction: column; }
      .st-key-explorer [data-testid="stColumn"], .st-key-front [data-testid="stColumn"] { width: 100%; flex: 1 1 auto; }
    }
    </style>""")


def dark() -> bool:
    """Whether the reader sees light letters on dark paper."""
    return bool(st.context.theme.type == "dark")


def rows(found: Sequence[views.Row], key: str, height: int | None = None, select: bool = True,
         wide: Mapping[str, int] = _WIDE) -> int | None:
    """A table; the number of the row that was clicked, wherever in the row. ``wide``: column -> pixels."""
    columns = {name: st.column_config.Column(width=pixels) for name, pixels in wide.items()}
    if not select:
        st.dataframe(list(found), key=key, hide_index=True, column_config=columns, height=height or "auto")
        return None
    picked = st.dataframe(list(found), key=key, hide_index=True, column_config=columns, height=height or "auto",
                          on_select="rerun", selection_mode="single-cell")
    cells = picked["selection"]["cells"]
    return int(cells[0][0]) if cells and int(cells[0][0]) < len(found) else None


def go(event: Event) -> None:
    """To the page of an event, with the event open."""
    page = "deals" if event.node == "Deal" else "disputes"
    st.switch_page(f"graph/explore/pages/{page}.py", query_params={"event": event.id})


def sentences(found: Sequence[Said], total: int | None = None, key: str = "said") -> None:
    """Each sentence with who printed and who said it, and what was understood of it."""
    total = len(found) if total is None else total
    if total > len(found):
        st.text(views.showing(len(found), total, "sentences", "latest article"))
    for number, one in enumerate(found):
        with st.container(border=True, gap="xsmall"):
            with st.container(key=f"strong-{key}-{number}"):
                st.text(views.heading(one))
            with st.container(key=f"small-{key}-{number}"):
                st.text(views.understood(one))
            with st.container(key=f"quote-{key}-{number}"):
                st.text(f"“{views.clean(one.sentence, 1500)}”")
            with st.container(key=f"small-where-{key}-{number}"):
                st.text(views.printed(one))


def event(one: Event, names: Mapping[str, str], stage: int | None = None, key: str = "event") -> None:
    """An event in full: what is known, its ties, its history and its sentences (of one stage, where picked)."""
    with st.container(key=f"title-{key}"):
        st.text(views.clean(one.title))
    with st.container(gap="xxsmall"):
        for heading, text in views.facts(one, names):
            left, right = st.columns([1, 5], gap="small")
            with left.container(key=f"small-{key}-{heading}"):
                st.text(heading)
            right.text(text)
    ties = session.read(reads.related, one)
    for number, tie in enumerate(ties):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(views.related_words(tie))
            if st.button("Open", key=f"{key}-tie-{number}", type="tertiary"):
                go(tie.event)
    said = session.read(reads.said_of_event, one.node, one.id, 4 * SENTENCES)
    st.markdown("##### History")
    rows([views.stage_row(s) for s in one.history], key=f"{key}-history", select=False)
    if stage is not None and 0 <= stage < len(one.history):
        st.markdown("##### Sentences that tell of this stage")
        sentences(views.of_stage(said, one.history[stage])[:SENTENCES], key=f"{key}-said")
    else:
        st.markdown("##### Sentences")
        sentences(said[:SENTENCES], len(said), key=f"{key}-said")


def missing(what: str, key: str) -> None:
    """The link names an event that is not there (any more)."""
    st.warning(f"This link names a {what} that is not in the graph.", icon=":material/link_off:")
    if st.button(f"Show all {what}s", key=key):
        st.query_params.clear()
        st.rerun()
