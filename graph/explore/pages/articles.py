"""Articles: a list, and one in full with what was read in it marked, each mark explained when it is clicked."""

from __future__ import annotations

import streamlit as st

from graph import ingest, library, sentences
from graph.explore import reading, tables, views
from graph.explore.pages import filters, parts, prose, session
from graph.explore.prose import to
from graph.explore.texts import t
from graph.library import Read

PAGE = 50


def listing() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(t("Title or publisher"), key="words", width=300, bind="query-params")
        languages = {"": t("All"), "en": t("English"), "fr": t("French")}
        language = st.selectbox(t("Language"), list(languages), key="in", width=140, bind="query-params",
                                format_func=languages.__getitem__)
        party = filters.company(t("Company"), "party")
        if st.button(t("Add articles"), icon=":material/add:"):
            prose.go("add")
    number, (since, until) = filters.page_number(), session.published()
    found, total = session.read(library.listed, words or "", language or "", party or "",
                                since=since, until=until, skip=(number - 1) * PAGE, limit=PAGE)
    if not total:
        filters.nothing(t("No article passes these filters."))
        return
    st.text(views.showing(len(found), total, t("articles"), t("latest"), (number - 1) * PAGE) + " "
            + t("Click one to read it with what was understood."))
    table = [tables.article_row(one) for one in found]
    picked = parts.rows(table, key="articles", wide={t("Title"): 560}, height=min(720, 38 + 35 * len(table)))
    filters.pages(total, PAGE)
    parts.download(table, "articles")
    if picked is not None:
        prose.go(to("articles", article=found[picked].id))


@st.fragment
def reader(one: Read) -> None:
    """The text left, what the chosen mark means right."""
    with session.connected(), st.container(key="columns-article"):
        said = session.read(sentences.of_article, one.id)
        chosen = st.query_params.get("mark", "")
        left, right = st.columns([7, 5], gap="medium")
        with left:
            picked = prose.show(reading.text(one, said, chosen), key="text")
        if picked and picked != chosen:
            st.query_params["mark"] = chosen = picked
            st.rerun(scope="fragment")
        with right:
            events = session.read(library.events_of, tuple(s.claim for s in said))
            prose.show(reading.explained(one, said, chosen, events), key="explained")


def show(one: Read) -> None:
    if told := st.session_state.pop("added", None):
        st.success(told)
    prose.show(reading.head(one), key="title-article")
    reader(one)
    with st.popover(t("Remove"), icon=":material/delete:", type="tertiary"):
        st.text(t("Takes this article out, with its claims and whatever stood on them alone."))
        if st.button(t("Remove this article"), type="primary"):
            ingest.remove(session.store(), one.id)
            prose.go(to("articles"))


id = st.query_params.get("article")
if not id:
    session.stop_if_empty(articles=True)
    listing()
elif found := session.read(library.article, id):
    show(found)
else:
    parts.missing(t("an article"), to("articles"))
