"""Who is tied to whom: filters above, picture left, sentences right; the same as a table. The link carries it all."""

from collections import Counter

import streamlit as st

from graph import nearby, reads, sentences
from graph.explore import cards, exports, layout, network, tables, texts, views, ways
from graph.explore.pages import component, filters, memory, network_filters, parts, prose, session
from graph.explore.prose import Node, clean, joined, link, to
from graph.explore.texts import nt, t
from graph.model import Edge, GraphEntity
from graph.nearby import EdgeFilter, Neighbourhood

HEIGHT = 640        # pixels
SHARED = 20         # deals and disputes between chosen companies that are shown


def picture(near: Neighbourhood, centres: tuple[str, ...], cut: object) -> component.Clicked:
    """Draws the network. Companies that are added grow beside what stands; anything else is a new picture.

    Pinned companies stand where they were put; ``cut``: the filter and the page.
    """
    drawn = st.session_state.setdefault("drawn", {"centres": (), "cut": None, "spots": {}, "scene": 0})
    widths, same = network.widths(near.entities), (drawn["centres"], drawn["cut"]) == (centres, cut)
    if not same or not set(widths) <= set(drawn["spots"]):
        grown = bool(drawn["centres"]) and set(drawn["centres"]) <= set(centres) and drawn["cut"] == cut
        pins = {id: spot for id, spot in network_filters.pins().items() if id in widths}
        known = drawn["spots"] | pins if grown else {}
        spots = parts.placed(widths, parts.pairs_of(near.edges), known) | pins
        drawn.update(centres=centres, cut=cut, spots=spots, scene=drawn["scene"] + (not grown))
    net = network.build(near.entities, near.edges, drawn["spots"], centres, parts.dark())
    return component.show(net, key="net", scene=str(drawn["scene"]), height=HEIGHT)


def act(clicked: component.Clicked, centres: tuple[str, ...], near: Neighbourhood) -> None:
    """What was asked of a company in the picture, by mouse or by keyboard."""
    if clicked.on not in {e.id for e in near.entities}:
        return
    if clicked.act == "pin":
        network_filters.pin(clicked.on, (clicked.x, clicked.y))
    elif clicked.act == "expand":
        if clicked.on not in centres or len(centres) > 1:
            hand_on("collapse" if clicked.on in centres else "expand", clicked.on)
    elif clicked.act == "hide":
        hand_on("hide", clicked.on)


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
                  " is tied to, once more to take them away. Drag one to pin it. By keyboard: arrows choose a company,"
                  " Enter shows it, E expands, P pins, H hides."))


def of_company(company: GraphEntity) -> None:
    profile = link(t("Open its profile"), to("company", company=company.id))
    prose.show([*cards.company_head(company), profile], key="title-company")
    with st.container(horizontal=True):
        chosen = st.session_state["companies"]
        if company.id not in chosen and st.button(t("Expand"), icon=":material/add:", type="tertiary"):
            hand_on("expand", company.id)
        if company.id in chosen and len(chosen) > 1 and st.button(t("Collapse"), icon=":material/remove:",
                                                                  type="tertiary"):
            hand_on("collapse", company.id)
        pinned = company.id in network_filters.pins()
        st.button(t("Unpin") if pinned else t("Pin"), icon=":material/keep:", type="tertiary",
                  on_click=network_filters.pin,
                  args=(company.id, None if pinned else st.session_state["drawn"]["spots"][company.id]))
        if st.button(t("Hide"), icon=":material/visibility_off:", type="tertiary"):
            hand_on("hide", company.id)
        memory.star(company.id, "company")
    said, total = session.read(sentences.of_entity, company.id, 0, parts.BESIDE)
    parts.sentences(said, total, key="company")


def of_edge(edge: Edge, names: dict[str, str]) -> None:
    if edge.event is None:
        ends = (edge.relation, edge.source, edge.target)
        what = network.sentence(edge, {id: clean(name, 80) for id, name in names.items()})
        prose.show([Node("h3", what)], key="title-edge")
        parts.sentences(session.read(sentences.between, *ends, parts.BESIDE), edge.claims, key="edge")
    elif found := session.read(reads.event, edge.event):
        parts.event(*found, key="edge")
    else:
        parts.missing(t("a deal or a dispute"), to("network"))


def hand_on(what: str, id: str) -> None:
    """Has ``network_filters`` "expand", "collapse" or "hide" a company, in the next run: before its boxes are drawn."""
    st.session_state[what] = id
    st.rerun()


@st.fragment     # a click runs this part again, not the page
def explorer(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    with session.connected(), st.container(key="columns-network"):
        near, number = found(centres, wanted, most)
        left, right = st.columns([7, 4], gap="medium")
        with left:
            st.text(shown(near, number))
            clicked = picture(near, centres, (wanted, most, number))
            parts.legend(near)
            rest(near, centres, most)
            save(near, centres)
        act(clicked, centres, near)
        if clicked.id:
            st.query_params["picked"] = f"{clicked.kind}:{clicked.id}"
        kind, _, id = st.query_params.get("picked", "").partition(":")
        with right.container(height=HEIGHT + 40, border=False):
            details(kind, id, near)


def step(centres: tuple[str, ...], most: int) -> int:
    """How many companies a page goes on."""
    return max(1, most - len(centres)) if centres else max(1, most // 3)


def found(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> tuple[Neighbourhood, int]:
    """The page of the network that the link names, and its number; the first where there are fewer by now."""
    number = filters.page_number()
    near = session.read(nearby.neighbourhood, centres, wanted, most, skip=(number - 1) * step(centres, most))
    if number > 1 and not near.edges:
        st.session_state["page"] = number = 1
        near = session.read(nearby.neighbourhood, centres, wanted, most)
    return near, number


def rest(near: Neighbourhood, centres: tuple[str, ...], most: int) -> None:
    """The way to the companies that are not in the picture, page by page."""
    if near.total > most:
        st.text(t("The others, page by page:"))
        filters.pages(near.total - len(centres), step(centres, most))


def shown(near: Neighbourhood, number: int) -> str:
    seen = views.showing(len(near.entities), near.total, t("companies and others"), t("best connected"))
    page = [t("Page {number}.", number=number)] if number > 1 else []
    return " ".join([seen, *page, nt("{count} tie.", "{count} ties.", len(near.edges))])


def as_table(centres: tuple[str, ...], wanted: EdgeFilter, most: int) -> None:
    near, number = found(centres, wanted, most)
    st.text(shown(near, number) + " " + t("Click one to read its sentences."))
    table = network.table(near.edges, near.entities)
    picked = parts.rows(table, key="edges", height=420)
    rest(near, centres, most)
    parts.download(table, "network")
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
    pages = [session.read(reads.events, node, session.events(party=id), "latest", 0, 200)
             for id in centres for node in reads.NODES]
    names = {id: name for page in pages for id, name in page.names.items()}
    parties = Counter(event.id for page in pages for event in page.events)
    shared = list({e.id: e for page in pages for e in page.events if parties[e.id] > 1}.values())
    parts.heading(t("Deals and disputes between them"))
    if shared:
        st.text(t("Deals are boxes and disputes ovals between the companies; click one to open its file."))
        drawn = network.dossier(session.read(reads.entities, centres), shared[:SHARED], names, parts.dark())
        clicked = component.show(drawn, key="dossier", scene=",".join(centres), height=430)
        if event := next((e for e in shared if e.id == clicked.id), None):
            parts.go(event)
        parts.open_mark(parts.lanes(shared[:SHARED], names, "shared"))
        if len(shared) > SHARED:
            st.text(views.showing(SHARED, len(shared), t("deals and disputes")))
        table = [tables.short_row(e, names) for e in shared]
        picked = parts.rows(table, key="shared-rows")
        parts.download(table, "dossier")
        if picked is not None:
            parts.go(shared[picked])
    else:
        st.text(t("No deal and no dispute names two of them."))
    if len(centres) == 2:
        through(centres, wanted)


def through(centres: tuple[str, ...], wanted: EdgeFilter) -> None:
    """The ways from one company to another, as a picture and as a list."""
    near = [session.read(nearby.neighbourhood, (end,), wanted, 300) for end in centres]
    ids = tuple(dict.fromkeys((*centres, *(e.id for one in near for e in one.entities))))
    every, on_them = ways.between(centres[0], centres[1], session.read(nearby.among, ids, wanted))
    parts.heading(t("Ways from one to the other, of up to three steps"))
    if not every:
        st.text(t("None passes these filters."))
        return
    parts.little_network(on_them, centres, key="ways", height=380)
    called = {e.id: e.name for e in on_them.entities}
    prose.show([Node("ul", kids=tuple(
        Node("li", kids=joined([cards.company_link(id, called[id]) for id in way], " – ")) for way in every))],
        key="ways-list")


session.stop_if_empty()
centres, wanted, most, view = network_filters.chosen()
if not found(centres, wanted, most)[0].edges:
    filters.nothing(t("No tie passes these filters."))
elif view == "Between them":
    between(centres, wanted)
elif view == "Table":
    as_table(centres, wanted, most)
else:
    explorer(centres, wanted, most)
