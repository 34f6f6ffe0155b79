"""The front page: how much there is, what happened last, what is large, what is open; a click on a row opens it."""

from collections.abc import Sequence

import streamlit as st

from graph import reads
from graph.explore import views
from graph.explore.pages import parts, session
from graph.reads import EventFilter, EventPage


def listed(title: str, page: EventPage, columns: Sequence[str], key: str, nothing: str) -> None:
    """A table of events under a heading; goes to the event that is clicked."""
    st.markdown(f"##### {title}")
    if not page.events:
        st.text(nothing)
        return
    wanted = [{k: v for k, v in views.short_row(e, page.names).items() if k in columns} for e in page.events]
    picked = parts.rows(wanted, key=key)
    if picked is not None:
        parts.go(page.events[picked])


parts.style()
session.stop_if_empty()

counts = session.counts()
still_open = session.read(reads.events, "Dispute", EventFilter(statuses=views.OPEN), "latest", 0, 6)
numbers = {"Articles": counts["Article"], "Companies and others": counts["Entity"], "Claims": counts["Claim"],
           "Deals": counts["Deal"], "Disputes": counts["Dispute"], "of them open": still_open.total}
with st.container(horizontal=True, key="numbers"):
    for name, number in numbers.items():
        st.metric(name, f"{number:,}", width=150)

listed("Latest events", session.read(reads.latest, 8),
       ("Date", "Who", "What", "Status", "Amount", "How sure", "Sources"), "latest", "No event has a date yet.")

with st.container(key="front"):
    left, right = st.columns(2, gap="medium")
    with right:
        listed(f"Open disputes ({still_open.total})", still_open, ("Date", "Who", "What", "Status"), "open",
               "No dispute is open.")
    with left:
        currencies = session.read(reads.event_facets, "Deal").currencies
        currency = next((name for name, _ in currencies.most_common(1)), "")
        if len(currencies) > 1:
            currency = st.segmented_control(
                "Largest deals in", [name for name, _ in currencies.most_common(6)], default=currency, required=True,
                key="currency", bind="query-params", help="Sums are compared within one currency, never converted.")
        largest = session.read(reads.events, "Deal", EventFilter(currency=currency or "-"), "largest", 0, 6)
        listed(f"Largest deals in {currency}" if currency else "Largest deals", largest,
               ("Date", "Who", "What", "Status", "Amount"), "largest", "No deal has a sum yet.")
st.text("Click a row to open it with its history and its sentences.")
