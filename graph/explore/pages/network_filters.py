"""What the network page shows: whose neighbours, which edges, how many; all of it stands in the link."""

from __future__ import annotations

import streamlit as st

from extract.relations import ontology
from graph import reads
from graph.explore import layout, views
from graph.explore.pages import filters, session
from graph.explore.prose import clean
from graph.explore.texts import t
from graph.reads import EdgeFilter

_CATEGORIES = ("deal", "dispute", "structure")


def chosen() -> tuple[tuple[str, ...], EdgeFilter, int, str]:
    """Companies whose neighbours are shown (none: the best connected), filter, most companies, and the view."""
    facets = session.read(reads.edge_facets)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        centres = companies()
        categories = st.pills(t("Edges"), _CATEGORIES, key="category", selection_mode="multi", bind="query-params",
                              format_func={"deal": t("Deals"), "dispute": t("Disputes"),
                                           "structure": t("Structure")}.__getitem__)
        with st.popover(filters.more("relation", "status", "stance", "sources", "years", "most"), key="more"):
            relations = st.multiselect(t("Relations"), sorted(facets.kinds), key="relation", bind="query-params",
                                       format_func=views.relation_words, placeholder=t("All relations"))
            statuses = st.multiselect(t("Stages"), sorted(facets.statuses), key="status", bind="query-params",
                                      format_func=views.words, placeholder=t("All stages"))
            stances = st.pills(t("How sure"), ["asserted", "reported", "denied"], key="stance", selection_mode="multi",
                               bind="query-params", format_func=views.words)
            origins = st.number_input(t("At least so many independent sources"), 1, 99, key="sources",
                                      bind="query-params")
            since, until = filters.years(facets.years)
            most = st.select_slider(t("At most so many companies"), [20, 40, 60, 100, 200, layout.MOST], 40, key="most",
                                    bind="query-params")
        views_ = ["Picture", "Table", *(["Between them"] if len(centres) in (2, 3) else [])]
        view = st.segmented_control(t("View"), views_, default="Picture", required=True, key="view",
                                    bind="query-params", format_func=t)
    known = ontology().relations
    if categories and not relations:
        relations = [name for name in facets.kinds if name in known and known[name].category in categories] or ["-"]
    wanted = EdgeFilter(tuple(sorted(relations)), tuple(statuses), tuple(stances), int(origins), since, until)
    return centres, wanted, int(most), str(view)


def companies() -> tuple[str, ...]:
    """The box of companies: choose from the best connected, or type any name, with errors or without accents."""
    state = st.session_state
    if "companies" not in state:
        state["companies"] = [id for id in st.query_params.get("companies", "").split(",") if id]
    if added := state.pop("expand", None):
        state["companies"] = [*state["companies"], added]
    known = {e.id: e for e in session.read(reads.best_connected, 300)}
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
    if centres:
        st.query_params["companies"] = ",".join(centres)
    else:
        st.query_params.pop("companies", None)
    return tuple(centres)
