"""Who is tied to whom: filters above, picture left, sentences right; the same as a table. The link carries it all."""

import streamlit as st

from graph import reads, sentences
from graph.explore import cards, network, views
from graph.explore.pages import component, filters, network_filters, parts, prose, session
from graph.explore.prose import Node, clean, link, to
from graph.explore.texts import nt, t
from graph.model import Edge, GraphEntity
from graph.reads import EdgeFilter, Neighbourhood

HEIGHT = 640        # pixels


def picture(near: Neighbourhood, centres: tuple[str, ...], wanted: EdgeFilter) -> component.Clicked:
    """Draws the network. Companies that are added grow beside what stands; anything else is a new picture."""
    drawn = st.session_state.setdefault("drawn", {"centres": (), "filter": None, "spots": {}, "scene": 0})
    grown = bool(drawn["centres"]) and set(drawn["centres"]) <= set(centres) and drawn["filter"] == wanted
    if not grown:
        drawn.update(spots={}, scene=drawn["scene"] + 1)
    spots = parts.placed(network.widths(near.entities), parts.pairs_of(near.edges), drawn["spots"])
    drawn.update(centres=centres, filter=wanted, spots=spots)
    net = network.build(near.entities, near.edges, spots, centres, parts.dark())
    return component.show(net, key="net", scene=str(drawn["scene"]), height=HEIGHT)


def details(kind: str | None, id: str | None, near: Neighbourhood) -> None:
    """The panel beside the picture; ids from the browser or the link are looked up, never trusted."""
    company = next((e for e in near.entities if kind == "node" and e.id == id), None)
    edge = next((e for e in near.edges if kind == "edge" and e.id == id), None)
    if company:
        of_company(company)
    elif edge:
        of_edge(edge, {e.id: e.name for e in near.entities})
    else:
        st.info(t("Click a company or an edge to read what was said of it. Double-click a company to bring in those it"
                  " is tied to."))


def of_company(company: GraphEntity) -> None:
    profile = link(t("Open its profile"), to("company", company=company.id))
    prose.show([*cards.company_head(company), profile], key="title-company")
    if company.id not in st.session_state["companies"] and st.button(t("Show those it is tied to")):
        expand(company.id)
    said, total = session.read(sentences.of_entity, company.id, 0, parts.SENTENCES)
    parts.sentences(said, total, key="company")


def of_edge(edge: Edge, names: dict[str, str]) -> None:
    if edge.event is None:
        ends = (edge.relation, edge.source, edge.target)
        what = network.sentence(edge, {id: clean(name, 80) for id, name in names.items()})
        prose.show([Node("h3", what)], key="title-edge")
        parts.sentences(session.read(sentences.between, *ends, parts.SENTENCES), edge.claims, key="edge")
    elif found := session.read(reads.event, edge.event):
        parts.event(*found, key="edge")
    else:
        parts.missing(t("a deal or a dispute"), to("network"))


def expand(id: str) -> None:
    """Adds a company to those whose neighbours are shown; taken up by ``network_filters`` before its box is drawn."""
    st.session_state["expand"] = id
    st.rerun()


@st.fragment     # a click runs this part again, not the page
def explorer(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    with session.connected(), st.container(key="columns-network"):
        near = session.read(reads.neighbourhood, centres, wanted, most)
        left, right = st.columns([7, 4], gap="medium")
        with left:
            st.text(shown(near))
            clicked = picture(near, centres, wanted)
            parts.legend(near)
        if clicked.expand and clicked.expand not in centres:
            expand(clicked.expand)
        if clicked.id:
            st.query_params["picked"] = f"{clicked.kind}:{clicked.id}"
        kind, _, id = st.query_params.get("picked", "").partition(":")
        with right.container(height=HEIGHT + 40, border=False):
            details(kind, id, near)


def shown(near: Neighbourhood) -> str:
    seen = views.showing(len(near.entities), near.total, t("companies and others"), t("best connected"))
    return f"{seen} " + nt("{count} edge.", "{count} edges.", len(near.edges))


def as_table(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    near = session.read(reads.neighbourhood, centres, wanted, most)
    st.text(shown(near) + " " + t("Click one to read its sentences."))
    found = network.table(near.edges, near.entities)
    picked = parts.rows(found, key="edges", height=420)
    parts.download(found, "network")
    if picked is not None:
        of_edge(near.edges[picked], {e.id: e.name for e in near.entities})


parts.style()
session.stop_if_empty()
centres, wanted, most, view = network_filters.chosen()
if not session.read(reads.neighbourhood, centres, wanted, most).edges:
    filters.nothing(t("No edge passes these filters."))
elif view == "Table":
    as_table(centres, wanted, most)
else:
    explorer(centres, wanted, most)
