"""The front page: what changed since the last visit, what it rests on, and how much there is; each number is a link."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from graph import changes, incoming, library, reads, sentences
from graph.changes import Change
from graph.explore import cards, news, views
from graph.explore.pages import deciding, filters, memory, parts, prose, session
from graph.explore.prose import clean, link, to
from graph.explore.texts import t
from graph.model import JudgementKind
from graph.reads import EventFilter
from graph.sentences import Said

PAGE = 12
FIRST = timedelta(days=30)      # before the latest article: what a first visit shows


def overview() -> None:
    """How much there is; what each number counts is a click away."""
    counts = session.counts()
    deals, disputes = (session.read(reads.events, node, session.events(), "oldest", 0, 1).total for node in reads.NODES)
    still_open = session.read(reads.events, "Dispute", session.events(**filters.OPEN), "oldest", 0, 6).total
    _, missed = session.read(library.misses, limit=1)
    prose.show([news.numbers([
        (t("Articles"), counts["Article"], to("articles")),
        (t("Companies and others"), counts["Entity"], to("company")),
        (t("Deals"), deals, to("deals")), (t("Disputes"), disputes, to("disputes")),
        (t("Open disputes"), still_open, to("disputes", state=t("Open"))),
        (t("Sentences that gave nothing"), missed, to("misses")),
    ])], key="numbers")


def beside() -> None:
    """Open disputes by age, largest deals, coverage."""
    still_open = session.read(reads.events, "Dispute", session.events(**filters.OPEN), "oldest", 0, 6)
    if still_open.events:
        parts.heading(t("Open disputes, oldest first"))
        prose.show([news.open_by_age(still_open.events, still_open.names, date.today())], key="open")
    page = session.read(reads.events, "Deal", session.events(), "largest", 0, 6)
    if sums := [event for event in page.events if event.amount]:
        parts.heading(t("Largest deals"))
        prose.show([news.largest(sums, page.names)], key="largest")
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
        watchlist()
    st.query_params["since"] = since.isoformat()
    return since, list(kinds), watch


def begin() -> None:
    """The day of the link; else that of the last visit, once the browser has told it; else some days of news."""
    state, latest = st.session_state, (session.read(changes.days) or (date.today(),))[-1]
    visit = memory.last_visit()
    if "since" not in state:
        linked = session.linked_day("since")
        state["since"], state["since-guessed"] = linked or latest - FIRST, linked is None
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
    said = [session.read(sentences.of_event, one.event.node, one.event.id, 200) for one in page]
    state = st.session_state
    marked = state["marked"] = min(max(0, state.get("marked", 0)), len(page) - 1)
    answers(page[marked], news.quoted(page[marked], said[marked]), len(page), names)
    prose.show([news.card(one, names, its, at == marked) for at, (one, its) in
                enumerate(zip(page, said, strict=True))], key="changes")
    filters.pages(len(found), PAGE)


def answers(one: Change, said: Said | None, count: int, names: dict[str, str]) -> None:
    """A key for each answer to the marked card; the next card is marked then."""
    def turn(step: int) -> None:
        st.session_state["marked"] = (st.session_state["marked"] + step) % count

    def judge(kind: JudgementKind) -> None:
        if said:
            deciding.decide(kind, (said.claim,))
            turn(kind == "right claim")     # one that was read wrongly goes, and the next takes its place

    with st.container(horizontal=True, gap="small", key="answers"):
        st.button(t("Right"), shortcut="y", on_click=judge, args=("right claim",), disabled=not said)
        st.button(t("Wrong"), shortcut="w", on_click=judge, args=("wrong claim",), disabled=not said)
        if st.button(t("Same event as …"), shortcut="s"):
            same(one, names)
        st.button(t("Next"), shortcut="n", type="tertiary", on_click=turn, args=(1,))
        st.button(t("Back"), shortcut="b", type="tertiary", on_click=turn, args=(-1,))
        deciding.said()


def same(one: Change, names: dict[str, str]) -> None:
    """Asks which file of the same parties tells of the same event."""
    def box() -> None:
        party = next(iter((*one.event.source, *one.event.target)), "")
        pages = [session.read(reads.events, node, EventFilter(party=party), "latest", 0, 100) for node in reads.NODES]
        titles = {e.id: f"{views.title(e, page.names)}, {views.days(e.first_date, e.last_date)}"
                  for page in pages for e in page.events if e.id != one.event.id}
        st.text(views.title(one.event, names))
        other = st.selectbox(t("is the same event as"), list(titles), index=None, format_func=titles.__getitem__)
        if st.button(t("Merge them"), type="primary", disabled=other is None):
            deciding.decide("same event", (one.event.id, str(other)))
            st.rerun()

    st.dialog(t("Same event as …"))(box)()


def watchlist() -> None:
    """What is watched, each with the way to it and off the list."""
    watched = memory.watched()
    with st.popover(t("Watchlist ({count})", count=len(watched)), icon=":material/star:", type="tertiary"):
        if not watched:
            st.text(t("Companies, files and relations that you watch stand here; Watch is on the page of each."))
        called = {e.id: link(clean(e.name, 60), to("company", company=e.id))
                  for e in session.read(reads.entities, tuple(watched))}
        for id in watched:
            found = None if id in called else session.read(reads.event, id)
            node = called.get(id) or (cards.event_link(*found) if found
                                      else link(views.relation_words(id), to("reference")))
            with st.container(horizontal=True, vertical_alignment="center", key=f"watched-{id}"):
                prose.show([node], key=f"watched-to-{id}")
                st.button(t("Delete"), key=f"watched-off-{id}", type="tertiary", icon=":material/delete:",
                          on_click=memory.watch, args=(id, False))


def paste() -> None:
    """A box for an article or its address; what is read in it is shown before it is stored."""
    with st.form("paste", clear_on_submit=True, border=False):
        text = st.text_area(t("Paste an article or its address"), height=72)
        if st.form_submit_button(t("Read")) and text.strip():
            faults: list[str] = []
            given = incoming.of_given(text, faults.append)
            with st.spinner(t("Reading …")):
                st.session_state["incoming"] = list(incoming.understood(given, faults.append))
            if st.session_state["incoming"]:
                prose.go("add")
            st.text("\n".join(map(clean, faults)))


session.stop_if_empty()
overview()
with st.container(key="columns-changes"):
    left, right = st.columns([7, 5], gap="large")
with left:
    parts.heading(t("What changed"))
    since, kinds, watch = chosen()
    if session.known_on():
        st.info(t("Changes are those known today, whatever day the other pages show."), icon=":material/history:")
    found, names, total = session.read(changes.since, since)
    watched = memory.watched()
    period = session.period()
    seen = [one for one in found if (not kinds or set(kinds) & set(one.kinds))
            and (not watch or news.concerns(one, watched)) and news.happened(one.event, *period)]
    listed(seen, names, len(seen) if kinds or watch or period != ("", "9999") else total, since)
with right:
    paste()
    beside()
