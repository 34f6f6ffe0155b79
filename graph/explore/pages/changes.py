"""The front page: what changed since the last visit, what it rests on, and how much there is; each number is a link."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from graph import changes, library, reads, sentences
from graph.changes import Change
from graph.explore import news
from graph.explore.pages import filters, memory, parts, prose, session
from graph.explore.prose import Node, link, to
from graph.explore.texts import t
from graph.reads import EventFilter

PAGE = 12
FIRST = timedelta(days=30)      # before the latest article: what a first visit shows


def overview() -> None:
    """How much there is; what each number counts is a click away."""
    counts = session.counts()
    still_open = session.read(reads.events, "Dispute", filters.OPEN, "oldest", 0, 6)
    _, missed = session.read(library.misses, limit=1)
    prose.show([news.numbers([
        (t("Articles"), counts["Article"], to("articles")),
        (t("Companies and others"), counts["Entity"], to("company")),
        (t("Deals"), counts["Deal"], to("deals")), (t("Disputes"), counts["Dispute"], to("disputes")),
        (t("Open disputes"), still_open.total, to("disputes", state=t("Open"))),
        (t("Sentences that gave nothing"), missed, to("misses")),
    ])], key="numbers")


def beside() -> None:
    """Open disputes by age, largest deals, coverage."""
    still_open = session.read(reads.events, "Dispute", filters.OPEN, "oldest", 0, 6)
    if still_open.events:
        parts.heading(t("Open disputes, oldest first"))
        prose.show([news.open_by_age(still_open.events, still_open.names, date.today())], key="open")
    currencies = [name for name, _ in session.read(reads.event_facets, "Deal").currencies.most_common(6)]
    if currencies:
        parts.heading(t("Largest deals"))
        currency = st.segmented_control(t("Currency"), currencies, default=currencies[0], required=True, key="sums",
                                        bind="query-params", label_visibility="collapsed")
        page = session.read(reads.events, "Deal", EventFilter(currency=str(currency)), "largest", 0, 6)
        prose.show([news.largest(page.events, page.names)], key="largest")
    if covered := session.read(changes.coverage):
        parts.heading(t("Articles by month and language"))
        st.altair_chart(news.coverage(covered, parts.dark()), key="coverage", height=190)


def chosen() -> tuple[date, list[str], bool]:
    """Since when, which kinds of change, and whether the watchlist alone."""
    begin()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.date_input(t("Told since"), key="since", width=150, format="YYYY-MM-DD",
                              help=t("By the day of publication; at first the day of your last visit."))
        kinds = st.pills(t("Changes"), changes.KINDS, key="kinds", selection_mode="multi", bind="query-params",
                         format_func=news.kind_words)
        watch = st.toggle(t("Watchlist only"), key="watchlist", bind="query-params")
    st.query_params["since"] = since.isoformat()
    return since, list(kinds), watch


def begin() -> None:
    """The day of the link; else that of the last visit, once the browser has told it; else some days of news."""
    state, latest = st.session_state, (session.read(changes.days) or (date.today(),))[-1]
    visit = memory.last_visit()
    if "since" not in state:
        try:
            state["since"] = date.fromisoformat(st.query_params.get("since", ""))
        except ValueError:
            state["since"], state["since-guessed"] = latest - FIRST, True
    if visit and visit <= latest and state.pop("since-guessed", False):
        state["since"] = visit


def listed(found: list[Change], names: dict[str, str], total: int, since: date) -> None:
    at = filters.page_number()
    page = found[(at - 1) * PAGE:at * PAGE]
    if not page:
        st.info(t("Nothing of this kind was told since then. Choose an earlier day, or other filters. An article "
                  "without a day does not count."))
        return
    st.text(news.told(len(page), total, since))
    cards = [news.card(one, names, session.read(sentences.of_event, one.event.node, one.event.id, 200))
             for one in page]
    prose.show(cards, key="changes")
    filters.pages(len(found), PAGE)


parts.style()
session.stop_if_empty()
overview()
with st.container(key="columns-changes"):
    left, right = st.columns([7, 5], gap="large")
with left:
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.heading(t("What changed"))
        prose.show([Node("p", kids=(link(t("Add articles"), to("add")),))], key="to-add")
    since, kinds, watch = chosen()
    if session.known_on():
        st.info(t("Changes are those known today, whatever day the other pages show."), icon=":material/history:")
    found, names, total = session.read(changes.since, since)
    watched = memory.watched()
    seen = [one for one in found if (not kinds or set(kinds) & set(one.kinds))
            and (not watch or news.concerns(one, watched))]
    listed(seen, names, len(seen) if kinds or watch else total, since)
with right:
    beside()
