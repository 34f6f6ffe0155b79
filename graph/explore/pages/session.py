"""The explorer's one door to the graph: connecting, cached reading, and what is said where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from graph import changes, nearby, reads
from graph.explore import texts
from graph.explore.pages import memory, prose
from graph.explore.prose import link, to
from graph.explore.texts import nt, t
from graph.nearby import EdgeFilter
from graph.reads import EventFilter
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

# of one run of a page or of a part of it: the store, and what was true of it when the run began
_at: ContextVar[tuple[Store, str] | None] = ContextVar("at", default=None)


@st.cache_resource(show_spinner=False, max_entries=4, on_release=Store.close)
def _open(settings: Settings) -> Store:
    return open_store(settings)


# what is answered is frozen, so that no copy has to be made of it
@st.cache_resource(max_entries=500, show_spinner=False)
def _answer(version: tuple[Settings, str], function: str, arguments: tuple[Any, ...], _ask: Callable[[], Any]) -> Any:
    return _ask()


def _now() -> tuple[Store, str]:
    """The store that the environment names, connected anew where the graph went away and is back, and its version.

    The graph is asked for it once a run.
    """
    found = _at.get()
    if found is None:
        settings = Settings.from_environment()
        try:
            _open(settings).check()
        except StoreError:
            _open.clear()
            _open(settings).check()
        found = _open(settings), _open(settings).state().version
        _at.set(found)
    return found


def store() -> Store:
    """What is asked and written to in this run."""
    return _now()[0]


def linked_day(key: str) -> date | None:
    """The day that stands in the link under ``key``."""
    try:
        return date.fromisoformat(st.query_params.get(key, ""))
    except ValueError:
        return None


def stands(key: str, value: str | None) -> None:
    """Has the link say ``value`` under ``key``, or nothing."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def known_on() -> date | None:
    """The day of which all is shown as it was known; None: as it is known now."""
    day: date | None = st.session_state.get("known-on")
    return day


def period() -> tuple[str, str]:
    """First and last day (ISO) of what is to have happened; "" and "9999" where there is none."""
    first, last = (st.session_state.get(key) for key in ("from", "to"))
    return first.isoformat() if first else "", last.isoformat() if last else "9999"


def until() -> str:
    """The last day of publication that counts."""
    day = known_on()
    return day.isoformat() if day else "9999"


def published() -> tuple[str, str]:
    """First and last day of publication of the articles that are listed: of the period, and known."""
    first, last = period()
    return first, min(last, until())


def events(**wanted: Any) -> EventFilter:
    """A filter of events of the period that was chosen."""
    return EventFilter(**wanted, since=period()[0], until=period()[1])


def edges(**wanted: Any) -> EdgeFilter:
    """A filter of ties of the period that was chosen."""
    return EdgeFilter(**wanted, since=period()[0], until=period()[1])


def read(function: Callable[Concatenate[Store, P], T], *arguments: P.args, **named: P.kwargs) -> T:
    """``function`` of ``graph.reads``, from the cache while nothing in the graph has changed."""
    at, state = _now()
    version = (Settings.from_environment(), state)
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
    state, span = st.session_state, read(changes.days)
    if span is None or span[0] == span[1]:
        return
    first, last = span
    chosen = state.get("known-slider") or linked_day("known")
    # who stood at the right end stays there when later articles come
    day: date = last if chosen in (None, state.get("known-end")) else min(max(chosen, first), last)
    state["known-end"] = last
    now = day == last
    label = t("Known today") if now else t("Known on {day}", day=texts.day(day.isoformat()))
    with st.popover(label, icon=":material/history:", type="tertiary" if now else "primary"):
        state["known-slider"] = day
        st.slider(t("Show all as it was known on"), first, last, key="known-slider", format="YYYY-MM-DD")
        st.text(t("By the day of publication of the articles; the right end is today."))
        if not now:
            st.button(t("Back to today"), on_click=lambda: state.update({"known-slider": last}))
    state["known-on"] = None if now else day
    stands("known", None if now else day.isoformat())


def period_box() -> None:
    """From when to when what is shown has happened; it stands in the link."""
    state = st.session_state
    for key in ("from", "to"):
        state[key] = state[key] if key in state else linked_day(key)
    first, last = (texts.day(day[:7]) if len(day) == 10 else "" for day in period())
    label = (t("{first} to {last}", first=first, last=last) if first and last else
             t("From {day}", day=first) if first else t("Until {day}", day=last) if last else t("Any time"))
    with st.popover(label, icon=":material/date_range:", type="primary" if first or last else "tertiary"):
        st.text(t("Show only what happened in these days:"))
        for key, name in (("from", t("First day")), ("to", t("Last day"))):
            st.date_input(name, key=key, min_value=date(1800, 1, 1), max_value=date(2200, 1, 1), format="YYYY-MM-DD")
            stands(key, state[key].isoformat() if state[key] else None)
        st.text(t("Deals, disputes and ties by their stages, articles by their publication; what has no date stays."))
        if first or last:
            st.button(t("Any time"), on_click=lambda: state.update({"from": None, "to": None}))


def bar(page: str) -> None:
    """What holds for every page: saved views (``page`` is the one shown), day of knowledge, period and language."""
    memory.load()
    with st.container(key="bar", horizontal=True, horizontal_alignment="right"):
        memory.views(page)
        with suppress(StoreError):      # the page itself will say so
            known_on_slider()
        period_box()
        st.segmented_control(
            t("Language"), list(texts.LANGUAGES), key="language", format_func=str.upper, required=True,
            label_visibility="collapsed", on_change=lambda: st.session_state.update({"language-chosen": True}))
    st.query_params["lang"] = texts.language()


@contextmanager
def connected() -> Iterator[None]:
    """Says in words where the graph does not answer; each page and each fragment runs inside."""
    texts.use(st.session_state.get("language"))
    _at.set(None)
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
