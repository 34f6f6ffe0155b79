"""The explorer's one door to the graph: connecting, cached reading, and what is said where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from graph import changes, nearby, reads
from graph.explore import texts
from graph.explore.pages import memory, prose
from graph.explore.prose import link, to
from graph.explore.texts import nt, t
from graph.sentences import Said
from graph.settings import Settings, StoreError
from graph.store import Store, open_store

# what can be asked as it was known on a day
AS_KNOWN: tuple[Callable[..., Any], ...] = (
    reads.events, reads.event, reads.related, reads.about, reads.event_facets, reads.forums, nearby.ranked,
    nearby.best_connected, nearby.among, nearby.neighbourhood, nearby.edge_facets,
)
P = ParamSpec("P")
T = TypeVar("T")

@st.cache_resource(show_spinner=False, max_entries=4, on_release=Store.close)
def _open(settings: Settings) -> Store:
    return open_store(settings)


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(version: tuple[Settings, str], function: str, arguments: tuple[Any, ...], _ask: Callable[[], Any]) -> Any:
    return _ask()


def store() -> Store:
    """The store that the environment names; connected anew where the graph went away and is back."""
    settings = Settings.from_environment()
    try:
        _open(settings).check()
    except StoreError:
        _open.clear()
        _open(settings).check()
    return _open(settings)


def known_on() -> date | None:
    """The day of which all is shown as it was known; None: as it is known now."""
    day: date | None = st.session_state.get("known-on")
    return day


def until() -> str:
    """The last day of publication that counts."""
    day = known_on()
    return day.isoformat() if day else "9999"


def read(function: Callable[Concatenate[Store, P], T], *arguments: P.args, **named: P.kwargs) -> T:
    """``function`` of ``graph.reads``, from the cache while nothing in the graph has changed."""
    at = store()
    version = (Settings.from_environment(), at.state().version)
    key, day = (*arguments, *sorted(named.items())), known_on()
    ask: Callable[..., T] = function
    if day and function in AS_KNOWN:
        ask = partial(ask, known=day.isoformat())
    name = f"{function.__module__}.{function.__qualname__} {day if ask is not function else ''}"
    found: T = _answer(version, name, key, lambda: ask(at, *arguments, **named))
    return _published_by(day, found) if day else found


def _published_by(day: date, found: T) -> T:
    """Sentences of articles that had been published by ``day``; anything else as it is."""
    if isinstance(found, tuple) and found and isinstance(found[0], Said):
        return tuple(one for one in found if one.published and one.published <= day.isoformat())  # type: ignore[return-value]
    return found


def begin() -> None:
    """The reader's language: of the link, as chosen before, else of the browser.

    It always stands in the link, for the words by which filters are kept there are of that language.
    """
    state, linked = st.session_state, st.query_params.get("lang")
    if "language" not in state or (linked in texts.LANGUAGES and not state.get("language-chosen")):
        state["language"] = linked if linked in texts.LANGUAGES else (st.context.locale or "en")[:2]
    texts.use(state["language"])


def known_on_slider() -> None:
    """The day of which all is shown as it was known; it stands in the link."""
    state, linked = st.session_state, st.query_params.get("known", "")
    span = read(changes.days)
    if span is None or span[0] == span[1]:
        return
    first, last = span
    if "known-slider" not in state:
        try:
            state["known-slider"] = min(max(date.fromisoformat(linked), first), last)
        except ValueError:
            state["known-slider"] = last
    day: date = min(max(state["known-slider"], first), last)
    now = day == last
    label = t("Known today") if now else t("Known on {day}", day=texts.day(day.isoformat()))
    with st.popover(label, icon=":material/history:", type="tertiary" if now else "primary"):
        state["known-slider"] = day
        st.slider(t("Show all as it was known on"), first, last, key="known-slider", format="YYYY-MM-DD")
        st.text(t("By the day of publication of the articles; the right end is today."))
        if not now:
            st.button(t("Back to today"), on_click=lambda: state.update({"known-slider": last}))
    state["known-on"] = None if now else day
    if now:
        st.query_params.pop("known", None)
    else:
        st.query_params["known"] = day.isoformat()


def bar(page: str) -> None:
    """What holds for every page: saved views (``page`` is the one shown), the day of knowledge and the language."""
    memory.load()
    with st.container(key="bar", horizontal=True, horizontal_alignment="right"):
        memory.views(page)
        with suppress(StoreError):      # the page itself will say so
            known_on_slider()
        st.segmented_control(
            t("Language"), list(texts.LANGUAGES), key="language", format_func=str.upper, required=True,
            label_visibility="collapsed", on_change=lambda: st.session_state.update({"language-chosen": True}))
    st.query_params["lang"] = texts.language()


@contextmanager
def connected() -> Iterator[None]:
    """Says in words where the graph does not answer; each page and each fragment runs inside."""
    texts.use(st.session_state.get("language"))
    try:
        yield
    except StoreError as error:
        st.error(t("The graph does not answer."), icon=":material/cloud_off:")
        st.text(str(error))
        st.text(t("Start it or correct the settings, then try again. `dealgraph status` says which graph is meant."))
        st.button(t("Try again"), type="primary", key=f"again-{id(error)}")


def counts() -> dict[str, int]:
    return read(Store.counts)


def stop_if_empty(articles: bool = False) -> None:
    """Ends the page with a next step where no article was read yet, or none gave anything (if not of ``articles``)."""
    there = counts()
    if there["Deal"] + there["Dispute"] + there["edges"] or (articles and there["Article"]):
        return
    if there["Article"]:
        st.info(t("The articles read so far tell of no deal and no dispute."), icon=":material/search_off:")
        st.text(t("Read more of them:"))
    else:
        st.info(t("The graph is empty."), icon=":material/inbox:")
        st.text(t("Read articles into it: files, folders, addresses or feeds."))
    st.code("dealgraph ingest ARTICLES...", language=None)
    st.text(t("Or see it with the articles that come with the project:"))
    st.code("make demo", language=None)
    prose.show([link(t("Add articles here, from a text, an address or files"), to("add"))], key="to-add")
    status()
    st.stop()


def status() -> None:
    """One line under the page: what it is connected to."""
    with st.container(key="connection"):
        try:
            at = store()
            st.text(t("Connected to {engine} at {address}", engine=t(at.engine), address=at.uri)
                    + " · " + nt("{count} article", "{count} articles", counts()["Article"]))
        except StoreError:
            st.text(t("Not connected"))
