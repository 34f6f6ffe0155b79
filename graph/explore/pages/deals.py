"""Deals as a table with filters; a click on a row shows its history and its sentences. The link carries it all."""

import streamlit as st

from graph import reads
from graph.explore import views
from graph.explore.pages import filters, parts, session

PAGE = 50       # rows

parts.style()
session.stop_if_empty()
wanted, order = filters.events("Deal")
page, number = filters.page_of("Deal", wanted, order, PAGE)
opened = st.query_params.get("event")

if page.total == 0:
    filters.nothing("deal")
else:
    mixed = order == "largest" and not wanted.currency
    st.text(views.showing(len(page.events), page.total, "deals", order, (number - 1) * PAGE)
            + (" Sums are not converted: choose a currency to compare them." if mixed else ""))
    picked = parts.rows([views.event_row(e, page.names) for e in page.events], key="deals", height=380)
    filters.pages(page.total, PAGE)
    if picked is not None:
        opened = page.events[picked].id
        st.query_params["event"] = opened

if opened:
    found = session.read(reads.event, opened)
    if found is None:
        parts.missing("deal", key="missing")
    else:
        with st.container(border=True):
            parts.event(*found)
elif page.total:
    st.info("Click a deal to see its history and its sentences.")
