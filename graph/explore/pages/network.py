"""Who is tied to whom: filters above, picture left, sentences right; the same as a table. The link carries it all."""

import streamlit as st

from graph import reads
from graph.explore import layout, network, views
from graph.explore.pages import component, filters, network_filters, parts, session
from graph.model import Edge, GraphEntity
from graph.reads import EdgeFilter, Neighbourhood

HEIGHT = 640        # pixels


@st.cache_data(max_entries=64, show_spinner="Laying out")
def placed(widths: dict[str, float], pairs: tuple[tuple[str, str], ...], known: layout.Spots) -> layout.Spots:
    return layout.positions(widths, pairs, known)


def picture(near: Neighbourhood, centres: tuple[str, ...], wanted: EdgeFilter) -> component.Clicked:
    """Draws the network. Companies that are added grow beside what stands; anything else is a new picture."""
    drawn = st.session_state.setdefault("drawn", {"centres": (), "filter": None, "spots": {}, "scene": 0})
    grown = bool(drawn["centres"]) and set(drawn["centres"]) <= set(centres) and drawn["filter"] == wanted
    if not grown:
        drawn.update(spots={}, scene=drawn["scene"] + 1)
    pairs = tuple(sorted({(e.source, e.target) for e in near.edges}))
    spots = placed(network.widths(near.entities), pairs, drawn["spots"])
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
        st.info("Click a company or an edge to read what was said of it. Double-click a company to bring in those it"
                " is tied to.")


def of_company(company: GraphEntity) -> None:
    with st.container(key="title-company"):
        st.text(views.clean(company.name))
    others = ", ".join(views.clean(alias, 60) for alias in company.aliases if alias != company.name)
    st.text(views.words(company.kind) + (f" · also {others}" if others else ""))
    if company.id not in st.session_state["companies"] and st.button("Show those it is tied to"):
        expand(company.id)
    said, total = session.read(reads.said_of_entity, company.id, 0, parts.SENTENCES)
    parts.sentences(said, total, key="company")


def of_edge(edge: Edge, names: dict[str, str]) -> None:
    if edge.event is None:
        with st.container(key="title-edge"):
            st.text(network.sentence(edge, {id: views.clean(name, 80) for id, name in names.items()}))
        ends = (edge.relation, edge.source, edge.target)
        parts.sentences(session.read(reads.said_between, *ends, parts.SENTENCES), edge.claims, key="edge")
        return
    found = session.read(reads.event, edge.event)
    if found is None:
        parts.missing("event", key="missing")
        return
    one, _ = found
    with st.container(key="title-edge"):
        st.text(views.clean(one.title))
    st.text(" · ".join(p for p in (views.status_words(one), views.said(one.stance, one.contested),
                                   views.money(one.amount), views.days(one.first_date, one.last_date)) if p))
    if st.button("Open its history", key="open-event"):
        parts.go(one)
    said = session.read(reads.said_of_event, one.node, one.id, parts.SENTENCES)
    parts.sentences(said, len(one.claims), key="edge")


def expand(id: str) -> None:
    """Adds a company to those whose neighbours are shown; taken up by ``network_filters`` before its box is drawn."""
    st.session_state["expand"] = id
    st.rerun()


@st.fragment     # a click runs this part again, not the page
def explorer(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    with session.connected(), st.container(key="explorer"):
        near = session.read(reads.neighbourhood, centres, wanted, most)
        left, right = st.columns([7, 4], gap="medium")
        with left:
            st.text(views.showing(len(near.entities), near.total, "companies and others", "best connected")
                    + f" {views.count(len(near.edges), 'edge')}.")
            clicked = picture(near, centres, wanted)
            legend(near)
        if clicked.expand and clicked.expand not in centres:
            expand(clicked.expand)
        if clicked.id:
            st.query_params["picked"] = f"{clicked.kind}:{clicked.id}"
        kind, _, id = st.query_params.get("picked", "").partition(":")
        with right.container(height=HEIGHT + 40, border=False):
            details(kind, id, near)


def legend(near: Neighbourhood) -> None:
    """Relations, dashes and shapes in the picture; words and colours come from the ontology, none from articles."""
    lines = "".join(
        f'<span style="white-space:nowrap;margin-right:1.4em"><span style="display:inline-block;min-width:1.5em;'
        f'margin-right:.4em;vertical-align:middle;font-size:1.25em;color:{line.colour};'
        f'border-top:{4 if line.style else 0}px {line.style or "none"} {line.colour}">{line.sign}</span>'
        f'{line.text}{"" if line.number is None else f" ({line.number})"}</span> '
        for line in network.legend(near.entities, near.edges, parts.dark()))
    st.html(f'<div style="font-size:.85rem;line-height:1.7">{lines}</div>')


def as_table(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    near = session.read(reads.neighbourhood, centres, wanted, most)
    st.text(views.showing(len(near.entities), near.total, "companies and others", "best connected")
            + f" {views.count(len(near.edges), 'edge')}; click one to read its sentences.")
    picked = parts.rows(network.table(near.edges, near.entities), key="edges", height=420)
    if picked is not None:
        of_edge(near.edges[picked], {e.id: e.name for e in near.entities})


parts.style()
session.stop_if_empty()
centres, wanted, most, view = network_filters.chosen()
if not session.read(reads.neighbourhood, centres, wanted, most).edges:
    filters.nothing("edge")
elif view == "Table":
    as_table(centres, wanted, most)
else:
    explorer(centres, wanted, most)
