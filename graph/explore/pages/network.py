"""Who is tied to whom: filters above, picture left, sentences right; the same as a table. The link carries it all."""

from collections import Counter
from datetime import date

import streamlit as st

from graph import nearby, reads, sentences
from graph.explore import cards, exports, layout, network, tables, texts, timeline, views, ways
from graph.explore.pages import component, filters, network_filters, parts, prose, session
from graph.explore.prose import Node, clean, joined, link, to
from graph.explore.texts import nt, t
from graph.model import Edge, GraphEntity
from graph.nearby import EdgeFilter, Neighbourhood
from graph.reads import EventFilter

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
        st.info(t("Click a company or a line to read what was said of it. Double-click a company to bring in those it"
                  " is tied to."))


def of_company(company: GraphEntity) -> None:
    profile = link(t("Open its profile"), to("company", company=company.id))
    prose.show([*cards.company_head(company), profile], key="title-company")
    with st.container(horizontal=True):
        if company.id not in st.session_state["companies"] and st.button(t("Show those it is tied to")):
            hand_on("expand", company.id)
        if st.button(t("Hide it"), icon=":material/visibility_off:", type="tertiary"):
            hand_on("hide", company.id)
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


def hand_on(what: str, id: str) -> None:
    """Has ``network_filters`` "expand" or "hide" a company: before its boxes are drawn, so in the next run."""
    st.session_state[what] = id
    st.rerun()


@st.fragment     # a click runs this part again, not the page
def explorer(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    with session.connected(), st.container(key="columns-network"):
        near = session.read(nearby.neighbourhood, centres, wanted, most)
        left, right = st.columns([7, 4], gap="medium")
        with left:
            st.text(shown(near))
            clicked = picture(near, centres, wanted)
            parts.legend(near)
            save(near, centres)
        if clicked.expand and clicked.expand not in centres:
            hand_on("expand", clicked.expand)
        if clicked.id:
            st.query_params["picked"] = f"{clicked.kind}:{clicked.id}"
        kind, _, id = st.query_params.get("picked", "").partition(":")
        with right.container(height=HEIGHT + 40, border=False):
            details(kind, id, near)


def shown(near: Neighbourhood) -> str:
    seen = views.showing(len(near.entities), near.total, t("companies and others"), t("best connected"))
    return f"{seen} " + nt("{count} tie.", "{count} ties.", len(near.edges))


def as_table(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    near = session.read(nearby.neighbourhood, centres, wanted, most)
    st.text(shown(near) + " " + t("Click one to read its sentences."))
    found = network.table(near.edges, near.entities)
    picked = parts.rows(found, key="edges", height=420)
    parts.download(found, "network")
    if picked is not None:
        of_edge(near.edges[picked], {e.id: e.name for e in near.entities})


def save(near: Neighbourhood, centres: tuple[str, ...]) -> None:
    """The network as files for other programs, and as a page that works offline."""
    def page() -> str:      # made when the button is pressed, by a thread of its own
        texts.use(language)
        spots = layout.positions(network.widths(near.entities), parts.pairs_of(near.edges))
        return exports.page(network.build(near.entities, near.edges, spots, centres), near.entities, near.edges)

    language = texts.language()
    with st.container(horizontal=True, gap="small"):
        parts.save("HTML", page, "network.html", "text/html")
        parts.save("GraphML", lambda: exports.graphml(near.entities, near.edges), "network.graphml", "application/xml")
        parts.save("GEXF", lambda: exports.gexf(near.entities, near.edges), "network.gexf", "application/xml")


def between(centres: tuple[str, ...], wanted: EdgeFilter) -> None:
    """Deals and disputes that two or three companies share, on one axis; then how two are tied through others."""
    pages = [session.read(reads.events, node, EventFilter(party=id), "latest", 0, 200)
             for id in centres for node in reads.NODES]
    names = {id: name for page in pages for id, name in page.names.items()}
    parties = Counter(event.id for page in pages for event in page.events)
    shared = list({e.id: e for page in pages for e in page.events if parties[e.id] > 1}.values())
    parts.heading(t("Deals and disputes between them"))
    if shared:
        chart = timeline.chart(shared[:20], names, date.today(), parts.dark())
        state = st.altair_chart(chart, key="shared", on_select="rerun", selection_mode="pick")
        if marks := state["selection"].get("pick", []):
            event, stage = timeline.marked(str(marks[0]["mark"]))
            prose.go(to("file", event=event, stage=str(stage)))
        found = [tables.short_row(e, names) for e in shared]
        parts.rows(found, key="shared-rows", select=False)
        parts.download(found, "dossier")
    else:
        st.text(t("No deal and no dispute names two of them."))
    if len(centres) == 2:
        through(centres, wanted)


def through(centres: tuple[str, ...], wanted: EdgeFilter) -> None:
    """The ways from one company to another, as a picture and as a list."""
    near = [session.read(nearby.neighbourhood, (end,), wanted, 300) for end in centres]
    ids = tuple(dict.fromkeys((*centres, *(e.id for one in near for e in one.entities))))
    found, on_them = ways.between(centres[0], centres[1], session.read(nearby.among, ids, wanted))
    parts.heading(t("Ways from one to the other, of up to three steps"))
    if not found:
        st.text(t("None passes these filters."))
        return
    parts.little_network(on_them, centres, key="ways", height=380)
    called = {e.id: e.name for e in on_them.entities}
    prose.show([Node("ul", kids=tuple(
        Node("li", kids=joined([cards.company_link(id, called[id]) for id in way], " – ")) for way in found))],
        key="ways-list")


parts.style()
session.stop_if_empty()
centres, wanted, most, view = network_filters.chosen()
if not session.read(nearby.neighbourhood, centres, wanted, most).edges:
    filters.nothing(t("No tie passes these filters."))
elif view == "Between them":
    between(centres, wanted)
elif view == "Table":
    as_table(centres, wanted, most)
else:
    explorer(centres, wanted, most)
