"""Filters that pages share; what is chosen stands in the link."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from graph import nearby, reads
from graph.explore import views
from graph.explore.pages import session
from graph.explore.texts import t
from graph.model import GraphEntity
from graph.reads import EventFilter, EventPage, Order
from graph.store import Node

_STANCES = ("asserted", "reported", "denied")
OPEN: dict[str, tuple[str, ...]] = {"statuses": views.OPEN, "stances": ("asserted", "reported")}


def events(node: Node) -> tuple[EventFilter, Order]:
    """Filters and order of a page of deals or disputes."""
    facets = session.read(reads.event_facets, node)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        order: Order = st.selectbox(t("Order"), _orders(node), key="order", width=170, bind="query-params",
                                    format_func=lambda name: views.capital(views.words(name)))
        kinds = st.multiselect(t("Kind"), _known(facets.kinds), key="kind", width=200, bind="query-params",
                               format_func=views.kind_words, placeholder=t("All kinds"))
        statuses = _statuses(node, _known(facets.statuses))
        party = company(t("Company"), "party")
        with st.popover(more("forum", "words", "stance", "contested", "currency"), key="more"):
            stances = st.pills(t("How sure"), _STANCES, key="stance", selection_mode="multi", bind="query-params",
                               format_func=views.words)
            contested = st.toggle(t("Contested only"), key="contested", bind="query-params")
            forum = words = currency = ""
            if node == "Dispute":
                forum = company(t("Court or authority"), "forum", session.read(reads.forums, node, 200)) or ""
                words = st.text_input(t("Words of the matter"), key="words", bind="query-params",
                                      help=t("As they stand in its sentences: patent, dumping, brevet …"))
            if facets.currencies:
                currency = st.selectbox(t("Currency"), ["", *sorted(facets.currencies)], key="currency",
                                        bind="query-params", format_func=lambda code: code or t("All"))
    if st.session_state.get("state") == "Open" and not stances:
        stances = list(OPEN["stances"])
    return session.events(
        kinds=tuple(kinds), statuses=tuple(statuses), stances=tuple(stances), contested=contested,
        currency=currency or "", party=party or "", forum=forum, words=(words or "").strip().lower(),
    ), order


def company(label: str, key: str, among: tuple[GraphEntity, ...] = ()) -> str | None:
    """A box that finds one company (of ``among``) however its name is typed; its id, which also stands in the link."""
    if key not in st.session_state and (linked := st.query_params.get(key)):
        st.session_state[key] = linked
    known = {e.id: e for e in among or session.read(nearby.best_connected, 300)}
    chosen = st.session_state.get(key)
    if chosen and chosen not in known:
        known |= {e.id: e for e in session.read(reads.entities, (chosen,))}
        if chosen not in known and (hits := session.read(reads.suggest, str(chosen), 8)):
            known |= {e.id: e for e in hits}
            st.session_state[key] = hits[0].id
        elif chosen not in known:
            st.toast(t("No company is called that."))
            st.session_state[key] = None
    names = views.labels(known.values())
    found: str | None = st.selectbox(label, list(names), index=None, key=key, width=240, accept_new_options=not among,
                                     format_func=lambda id: names.get(id, id),
                                     placeholder=t("Any") if among else t("Any company"))
    session.stands(key, found)
    return found


def more(*keys: str) -> str:
    """Label of the box of further filters, with how many of them are in use."""
    used = sum(1 for key in keys if key in st.query_params)
    return t("More filters ({used})", used=used) if used else t("More filters")


def page_of(node: Node, wanted: EventFilter, order: Order, size: int) -> tuple[EventPage, int]:
    """The page that the link names, and its number; the last one where there are fewer by now."""
    number = page_number()
    page = session.read(reads.events, node, wanted, order, (number - 1) * size, size)
    if page.total and not page.events:
        number = st.session_state["page"] = -(-page.total // size)
        page = session.read(reads.events, node, wanted, order, (number - 1) * size, size)
    return page, number


def page_number() -> int:
    """The page that the link names, from 1."""
    named = str(st.session_state.get("page") or st.query_params.get("page", "1"))
    return max(1, int(named)) if named.isdigit() else 1


def pages(total: int, size: int) -> None:
    if total > size:
        st.pagination(-(-total // size), key="page", bind="query-params")


def nothing(said: str, none: str = "") -> None:
    """Filters that nothing passes: says so and offers the way back. ``none``: what is said where nothing is chosen."""
    if not set(st.query_params) - {"lang", "known", "order", "state", "view"}:
        st.info(none or said, icon=":material/search_off:")
        return
    st.info(said, icon=":material/filter_alt_off:")
    if st.button(t("Clear the filters")):
        clear()


def clear() -> None:
    st.query_params.clear()
    for key in list(st.session_state):
        del st.session_state[key]
    st.rerun()


def _orders(node: Node) -> list[Order]:
    every: tuple[Order, ...] = get_args(Order)
    return [order for order in every if node == "Deal" or order != "largest"]


def _known(counted: dict[str, int]) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))


def _statuses(node: Node, known: list[str]) -> list[str]:
    """Stages by name; for disputes first of all open or ended."""
    chosen: list[str] = []
    if node == "Dispute":
        state = st.segmented_control(t("State"), ["All", "Open", "Ended"], default="All", required=True, key="state",
                                     bind="query-params", format_func=views.words)
        if state != "All":
            known = [s for s in known if (s in views.OPEN) == (state == "Open")]
            chosen = known or ["-"]
    picked = st.multiselect(t("Stage"), known, key="stage-of", width=200, bind="query-params", format_func=views.words,
                            placeholder=t("All stages"))
    return picked or chosen
