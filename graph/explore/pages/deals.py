"""Deals as a table with filters; a click on a row opens its file. The link carries it all."""

import streamlit as st

from graph.explore import tables, views
from graph.explore.pages import filters, parts, session
from graph.explore.texts import t

PAGE = 50       # rows

session.stop_if_empty()
wanted, order = filters.events("Deal")
page, number = filters.page_of("Deal", wanted, order, PAGE)

if page.total == 0:
    filters.nothing(t("No deal passes these filters."), t("The articles read so far tell of no deal."))
else:
    st.text(views.showing(len(page.events), page.total, t("deals"), views.words(order), (number - 1) * PAGE)
            + " " + t("Click one to open its file."))
    found = [tables.event_row(e, page.names) for e in page.events]
    picked = parts.rows(found, key="deals", height=min(720, 38 + 35 * len(found)))
    filters.pages(page.total, PAGE)
    st.text(t("Euro and dollar: reference rates of the European Central Bank of the day that stands beside each sum."))
    parts.download(found, "deals")
    if picked is not None:
        parts.go(page.events[picked])
