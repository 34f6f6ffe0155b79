"""The front page: how much there is, what happened last, what is large, what is open; a click on a row opens it."""

from collections.abc import Sequence

import streamlit as st

from graph import reads
from graph.explore import tables
from graph.explore.pages import filters, parts, session
from graph.explore.texts import t
from graph.reads import EventFilter, EventPage

HEAD = 56       # pixels of a heading, so that two tables side by side begin at one height


def listed(page: EventPage, columns: Sequence[str], key: str, nothing: str, who: int) -> None:
    """A table of events, ``who`` pixels for the parties; goes to the event that is clicked."""
    if not page.events:
        st.text(nothing)
        return
    rows = [tables.short_row(e, page.names) for e in page.events]
    picked = parts.rows([{t(name): row[t(name)] for name in columns} for row in rows], key=key, wide={t("Who"): who})
    if picked is not None:
        parts.go(page.events[picked])


def largest_deals() -> None:
    currencies = session.read(reads.event_facets, "Deal").currencies
    known = [name for name, _ in currencies.most_common(6)]
    with st.container(horizontal=True, vertical_alignment="center", height=HEAD, border=False):
        st.markdown("##### Largest deals", width="content")
        currency = st.segmented_control(
            "Currency", known, default=known[0], required=True, key="sums", bind="query-params",
            label_visibility="collapsed", help="Compared within one currency, never converted.") if known else "-"
    page = session.read(reads.events, "Deal", EventFilter(currency=currency or "-"), "largest", 0, 6)
    listed(page, ("Who", "Amount", "What", "Status", "Date"), "largest", "No deal has a sum yet.", 240)


parts.style()
session.stop_if_empty()

counts = session.counts()
still_open = session.read(reads.events, "Dispute", filters.OPEN, "latest", 0, 6)
numbers = {"Articles": counts["Article"], "Companies and others": counts["Entity"], "Claims": counts["Claim"],
           "Deals": counts["Deal"], "Disputes": counts["Dispute"], "Open disputes": still_open.total}
with st.container(horizontal=True, key="numbers"):
    for name, number in numbers.items():
        st.metric(name, f"{number:,}", width=150)

st.markdown("##### Latest events")
listed(session.read(reads.latest, 8), ("Date", "Who", "What", "Status", "Amount", "How sure", "Sources"), "latest",
       "No event has a date yet.", 320)
with st.container(key="front"):
    left, right = st.columns(2, gap="medium")
    with left:
        largest_deals()
    with right:
        with st.container(horizontal=True, vertical_alignment="center", height=HEAD, border=False):
            st.markdown("##### Open disputes")
        listed(still_open, ("Who", "What", "Status", "Date"), "open", "No dispute is open.", 240)
st.text("Click a row to open it with its history and its sentences.")
