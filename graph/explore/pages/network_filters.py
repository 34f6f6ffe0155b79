"""What the network page shows: whose neighbours, which edges, how many; all of it stands in the link."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from extract.relations import ontology
from graph import nearby, reads
from graph.explore import layout, texts, views
from graph.explore.layout import Spot
from graph.explore.pages import filters, session
from graph.explore.prose import clean
from graph.explore.texts import t
from graph.nearby import EdgeFilter

_CATEGORIES = ("deal", "dispute", "structure")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MORE = ("relation", "status", "stance", "sources", "least", "currency", "publisher", "in", "most")


def chosen() -> tuple[tuple[str, ...], EdgeFilter, int, str]:
    """Companies whose neighbours are shown (none: the best connected), filter, most companies, and the view."""
    facets = session.read(nearby.edge_facets)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        centres = companies()
        categories = st.pills(t("Ties"), _CATEGORIES, key="category", selection_mode="multi", bind="query-params",
                              format_func={"deal": t("Deals"), "dispute": t("Disputes"),
                                           "structure": t("Structure")}.__getitem__)
        with st.popover(filters.more(*_MORE), key="more"):
            relations = st.multiselect(t("Relations"), sorted(facets.kinds), key="relation", bind="query-params",
                                       format_func=views.relation_words, placeholder=t("All relations"))
            statuses = st.multiselect(t("Stages"), sorted(facets.statuses), key="status", bind="query-params",
                                      format_func=views.words, placeholder=t("All stages"))
            stances = st.pills(t("How sure"), ["asserted", "reported", "denied"], key="stance", selection_mode="multi",
                               bind="query-params", format_func=views.words)
            origins = st.number_input(t("At least so many independent sources"), 1, 99, key="sources",
                                      bind="query-params")
            with st.container(horizontal=True):
                millions = st.number_input(t("Amount of at least, in millions"), 0, 10**6, key="least",
                                           bind="query-params")
                currency = one_of(t("Currency"), sorted(facets.currencies), "currency")
            with st.container(horizontal=True):
                publisher = one_of(t("Publisher"), list(facets.publishers), "publisher")
                language = one_of(t("Language"), list(texts.LANGUAGES), "in", texts.name)
            most = st.select_slider(t("At most so many companies"), [20, 40, 60, 100, 200, 300, layout.MOST], 40,
                                    key="most", bind="query-params")
        views_ = ["Picture", "Table", *(["Between them"] if len(centres) in (2, 3) else [])]
        view = st.segmented_control(t("View"), views_, default="Picture", required=True, key="view",
                                    bind="query-params", format_func=t)
    known = ontology().relations
    if categories and not relations:
        relations = [name for name in facets.kinds if name in known and known[name].category in categories] or ["-"]
    wanted = session.edges(
        relations=tuple(sorted(relations)), statuses=tuple(statuses), stances=tuple(stances), origins=int(origins),
        least=millions * 1e6, currency=currency, publisher=publisher, language=language, hidden=hidden())
    return centres, wanted, int(most), str(view)


def one_of(label: str, there: list[str], key: str, words: Callable[[str], str] = clean) -> str:
    """A box for one of those ``there``; "" for all."""
    found: str | None = st.selectbox(label, ["", *there], key=key, bind="query-params",
                                     format_func=lambda code: words(code) if code else t("All"))
    return found or ""


def hidden() -> tuple[str, ...]:
    """Companies taken out of the picture, in a box that brings them back."""
    state = st.session_state
    if "hidden" not in state:
        state["hidden"] = [id for id in st.query_params.get("hide", "").split(",") if id]
    if added := state.pop("hide", None):
        state["hidden"] = [*state["hidden"], added]
    if state["hidden"]:
        names = views.labels(session.read(reads.entities, tuple(state["hidden"])))
        state["hidden"] = [id for id in state["hidden"] if id in names]
        st.multiselect(t("Hidden from the picture; take one out of this box to bring it back"), list(names),
                       key="hidden", format_func=names.__getitem__)
    found = tuple(state["hidden"])
    session.stands("hide", ",".join(found))
    return found


def pins() -> dict[str, Spot]:
    """Companies that stay where they were put, and where; they stand in the link."""
    found = [one.rsplit(":", 2) for one in st.query_params.get("pin", "").split(",") if one.count(":") >= 2]
    return {id: (float(x), float(y)) for id, x, y in found if _NUMBER.fullmatch(x) and _NUMBER.fullmatch(y)}


def pin(id: str, spot: Spot | None) -> None:
    """Pins a company to ``spot``; where it is pinned there already, or to none, unpins it."""
    there = pins()
    if spot is None or there.get(id) == spot:
        there.pop(id, None)
    else:
        there[id] = spot
    st.query_params["pin"] = ",".join(f"{id}:{x:g}:{y:g}" for id, (x, y) in there.items())


def companies() -> tuple[str, ...]:
    """The box of companies: choose from the best connected, or type any name, with errors or without accents."""
    state = st.session_state
    if "companies" not in state:
        state["companies"] = [id for id in st.query_params.get("companies", "").split(",") if id]
    if added := state.pop("expand", None):
        state["companies"] = [*state["companies"], added]
    if gone := state.pop("collapse", None) or state.get("hide"):
        state["companies"] = [id for id in state["companies"] if id != gone]
    known = {e.id: e for e in session.read(nearby.best_connected, 300)}
    found, missed = [], []
    for typed in state["companies"]:
        if typed not in known:
            hits = session.read(reads.entities, (typed,)) or session.read(reads.suggest, typed, 8)
            known |= {e.id: e for e in hits}
            if not hits:
                missed.append(typed)
                continue
            found.append(typed if typed in known else hits[0].id)
        else:
            found.append(typed)
    state["companies"] = list(dict.fromkeys(found))
    names = views.labels(known.values())
    centres = st.multiselect(t("Companies"), list(names), key="companies", width=420, accept_new_options=True,
                             format_func=lambda id: names.get(id, id),
                             placeholder=t("The best connected; type a name to start from it"))
    for name in missed:
        plain = "".join(c for c in clean(name, 40) if c.isalnum() or c == " ")
        st.toast(t("Nothing found for: {name}", name=plain))
    session.stands("companies", ",".join(centres))
    return tuple(centres)
