"""Sentences that look like a deal or a dispute but gave nothing, by reason: what the reader may have missed."""

from collections import Counter

import streamlit as st

from graph import library
from graph.explore import tables, views
from graph.explore.pages import filters, parts, prose, session
from graph.explore.prose import to
from graph.explore.texts import number, t

PAGE = 50


def chosen(counted: Counter[tuple[str, str]]) -> tuple[str, str]:
    """The reason and the relation wanted; "" for all."""
    reasons: Counter[str] = Counter()
    for (why, _), times in counted.items():
        reasons[why] += times
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.selectbox(
            t("Reason"), ["", *(name for name, _ in reasons.most_common())], key="reason", width=420,
            bind="query-params",
            format_func=lambda name: (
                f"{views.reason_words(name)} ({number(reasons[name])})" if name else t("All reasons")))
        relation = st.selectbox(
            t("Looks like"), ["", *sorted({name for _, name in counted})], key="looks", width=240,
            bind="query-params",
            format_func=lambda name: views.relation_words(name) if name else t("All relations"))
    return reason or "", relation or ""


def show(reason: str, relation: str) -> None:
    at = filters.page_number()
    page, total = session.read(library.misses, reason, relation, session.until(), (at - 1) * PAGE, PAGE)
    if not total:
        filters.nothing(t("No sentence passes these filters."))
        return
    st.text(views.showing(len(page), total, t("sentences that gave nothing"), t("latest article"), (at - 1) * PAGE)
            + " " + t("Click one to see it in its article."))
    rows = [tables.miss_row(one) for one in page]
    picked = parts.rows(rows, key="misses", height=min(720, 38 + 35 * len(rows)), wide={t("Sentence"): 620})
    filters.pages(total, PAGE)
    parts.download(rows, "misses")
    if picked is not None:
        prose.go(to("articles", article=page[picked].article, mark=f"miss-{page[picked].start}"))


session.stop_if_empty(articles=True)
counted = session.read(library.miss_facets, session.until())
if counted:
    show(*chosen(counted))
else:
    st.info(t("No sentence was missed: each that looked like a deal or a dispute gave something."))
