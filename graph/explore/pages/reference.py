"""Every relation with its meaning, roles, stages and examples, as its YAML file says."""

import streamlit as st

from extract.relations import ontology
from graph.explore import reference
from graph.explore.pages import memory, parts, prose
from graph.explore.texts import t

relations = ontology().relations
st.text(t("What the reader looks for. Each relation is one file of the ontology; its examples are tests."))
names = {"": t("All"), "deal": t("Deals"), "dispute": t("Disputes"), "structure": t("Structure")}
category = st.segmented_control(t("Category"), list(names), default="", required=True, key="part",
                                bind="query-params", format_func=names.__getitem__, label_visibility="collapsed")
watched = memory.watched()
picked = prose.show([reference.relation(one, parts.dark(), one.name in watched) for one in relations.values()
                     if not category or one.category == category], key="reference")
if picked in relations:
    memory.watch(str(picked), picked not in watched)
    st.rerun()
