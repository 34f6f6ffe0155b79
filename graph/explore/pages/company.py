"""One company: what it is called, who owns and leads it, its deals and disputes over time, whom it deals with."""

from __future__ import annotations

import streamlit as st

from extract.relations import ontology
from graph import library, nearby, reads
from graph import sentences as said_of
from graph.explore import cards, tables, views
from graph.explore.pages import filters, memory, parts, prose, session
from graph.explore.prose import link, to
from graph.explore.texts import number, t
from graph.model import GraphEntity
from graph.nearby import EdgeFilter

STRUCTURE = tuple(name for name, relation in ontology().relations.items() if relation.category == "structure")
LANES = 12


def choose() -> None:
    """Without a company in the link: the best connected, to begin with."""
    st.text(t("Type the name of a company, or begin with one of those tied to most others."))
    found = session.read(nearby.ranked, 100)
    tied = session.read(nearby.neighbourhood, (), EdgeFilter(), 1).total
    st.text(views.showing(len(found), tied, t("companies and others"), t("best connected")))
    picked = parts.rows([tables.names_row(e.name, e.kind, ties, e.id) for e, ties in found], key="companies",
                        wide={t("Name"): 320})
    if picked is not None:
        prose.go(to("company", company=found[picked][0].id))


def events(company: GraphEntity) -> None:
    """Deals and disputes on one axis, latest first; a click opens a file."""
    wanted = session.events(party=company.id)
    pages = [session.read(reads.events, node, wanted, "latest", 0, 60) for node in reads.NODES]
    both = sorted((e for page in pages for e in page.events), key=lambda e: (str(e.last_day or ""), e.id), reverse=True)
    names = pages[0].names | pages[1].names
    total = sum(page.total for page in pages)
    if not both:
        st.text(t("No deal and no dispute of it is known."))
        return
    dated = [e for e in both if any(s.date for s in e.history)][:LANES]
    if dated:
        if len(dated) < len(both):
            st.text(t("On the axis: {count} that have a date, latest first.", count=number(len(dated))))
        parts.open_mark(parts.lanes(dated, names, f"lanes-{company.id}"))
    st.text(views.showing(len(both), total, t("deals and disputes"), t("latest")))
    found = [tables.short_row(e, names) for e in both]
    picked = parts.rows(found, key=f"events-{company.id}", height=min(420, 38 + 35 * len(found)))
    parts.download(found, f"events-{company.id}")
    if picked is not None:
        parts.go(both[picked])


def its_articles(company: GraphEntity) -> None:
    since, until = session.published()
    found, total = session.read(library.listed, party=company.id, since=since, until=until, limit=100)
    st.text(views.showing(len(found), total, t("articles"), t("latest")))
    picked = parts.rows([tables.article_row(one) for one in found], key="articles", wide={t("Title"): 520})
    if picked is not None:
        prose.go(to("articles", article=found[picked].id))


def ties(company: GraphEntity) -> None:
    near = session.read(nearby.neighbourhood, (company.id,), session.edges(), 40)
    st.text(views.showing(len(near.entities), near.total, t("companies and others"), t("best connected")))
    parts.little_network(near, (company.id,), key=f"net-{company.id}", height=430)
    prose.show([link(t("Open in the network"), to("network", companies=company.id))], key="to-network")
    parts.table_of_edges(near, key=f"edges-{company.id}")


def show(company: GraphEntity) -> None:
    structure = session.read(nearby.neighbourhood, (company.id,), EdgeFilter(relations=STRUCTURE), 200)
    names = {e.id: e.name for e in structure.entities}
    own = [e for e in structure.edges if company.id in (e.source, e.target)]
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        prose.show([*cards.company_head(company)], key="title-company")
        memory.star(company.id, "company")
    prose.show([cards.company_ties(company, own, names)], key="ties-company")
    titles = {"events": t("Deals and disputes"), "ties": t("Network"), "sentences": t("Sentences"),
              "articles": t("Articles")}
    view = parts.tabs(titles, "company")
    if view == "events":
        events(company)
    elif view == "ties":
        ties(company)
    elif view == "sentences":
        said, total = session.read(said_of.of_entity, company.id, 0, parts.SENTENCES)
        parts.sentences(said, total, key="said", wide=True)
    else:
        its_articles(company)


session.stop_if_empty()
id = filters.company(t("Company"), "company")
found = session.read(reads.entities, (id,)) if id else ()
if found:
    show(found[0])
elif id:
    parts.missing(t("a company"), to("company"))
else:
    choose()
