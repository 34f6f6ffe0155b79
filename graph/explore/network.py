"""From companies and edges to a picture: pyvis nodes and edges, a legend and the same as a table. Pure; no Streamlit.

What a node or edge is called reaches the canvas as text and the tooltip as a plain string, never HTML.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from extract.relations import ontology
from graph.explore import palette, views
from graph.explore.layout import Spot, Spots
from graph.explore.prose import clean
from graph.explore.texts import day, nt, t
from graph.model import Edge, Event, GraphEntity, Money

OPTIONS = {
    "physics": {"enabled": False},      # spots come from graph.explore.layout
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "hideEdgesOnDrag": True, "navigationButtons": False},
    "nodes": {"font": {"size": 18}, "borderWidth": 0, "borderWidthSelected": 3},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "selectionWidth": 2, "hoverWidth": 1},
}
_SHAPES = {"public_body": "square", "court": "square", "person": "triangle", "product": "diamond", "unit": "diamond"}
_SIGNS = {"dot": "●", "square": "■", "triangle": "▲", "diamond": "◆"}
_NODE, _CENTRE = "#8593A6", "#C2417C"
_PIXELS = 9.2       # of a letter of a label
_LONGEST = 22       # letters of a label


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A line of ``style`` (solid, dashed), else a ``sign``, in ``colour``; what it means, and how many there are."""

    style: str
    sign: str
    colour: str
    text: str
    number: int | None = None


def is_dashed(edge: Edge) -> bool:
    """Not (yet) so: threatened, only reported or denied."""
    return edge.stance != "asserted" or edge.status == "threatened"


def label(entity: GraphEntity) -> str:
    return views.name_of(entity.name, _LONGEST)


def widths(entities: Sequence[GraphEntity]) -> dict[str, float]:
    """Pixels that each node and its label want side by side."""
    return {entity.id: max(46.0, _PIXELS * len(label(entity)) + 26) for entity in entities}


def colour(relation: str, dark: bool = False) -> str:
    """The ontology's colour of a relation, as it can be told from the paper."""
    return palette.legible(ontology().relations[relation].colour, dark)


def build(
    entities: Sequence[GraphEntity], edges: Sequence[Edge], spots: Spots, centres: Collection[str], dark: bool = False
) -> Network:
    """The picture; ``directed`` also keeps pyvis from silently merging parallel edges."""
    net = Network(directed=True)
    net.set_options(json.dumps(OPTIONS))
    ties = Counter(end for edge in edges for end in (edge.source, edge.target))
    names = {entity.id: views.name_of(entity.name) for entity in entities}
    for entity in entities:
        x, y = spots[entity.id]
        net.add_node(
            entity.id, label=label(entity), x=x, y=y, shape=_SHAPES.get(entity.kind, "dot"),
            color=_CENTRE if entity.id in centres else _NODE, size=min(22, 10 + 1.6 * ties[entity.id] ** 0.7),
            title=f"{names[entity.id]}\n{views.words(entity.kind)}, "
                  + nt("{count} tie shown", "{count} ties shown", ties[entity.id]),
        )
    for edge in edges:
        net.add_edge(edge.source, edge.target, id=edge.id, **_drawn(edge, dark), title=_tooltip(edge, names))
    _fan_out(net.edges)
    return net


def _drawn(edge: Edge, dark: bool) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "color": colour(edge.relation, dark), "width": min(6.0, 1.4 + 0.7 * edge.origins),
        "dashes": ([2, 7] if edge.stance == "denied" else [8, 6]) if is_dashed(edge) else False,
    }
    return drawn | ({"arrows": {"to": {"enabled": False}}} if ontology().relations[edge.relation].symmetric else {})


def _tooltip(edge: Edge, names: dict[str, str]) -> str:
    parts = (views.words(edge.status), views.said(edge.stance), sum_of(edge), day(edge.date),
             nt("{count} source", "{count} sources", edge.origins))
    return f"{sentence(edge, names)}\n" + " · ".join(part for part in parts if part)


def sentence(edge: Edge, names: dict[str, str]) -> str:
    """Who does what to whom."""
    return f"{names[edge.source]} {views.relation_words(edge.relation)} {names[edge.target]}"


def sum_of(edge: Edge) -> str:
    return views.money(Money(edge.amount, edge.currency, "price")) if edge.amount is not None else ""


_CORNERS: dict[int, tuple[Spot, ...]] = {
    1: ((0, 0),), 2: ((-420, 0), (420, 0)), 3: ((-420, -230), (420, -230), (0, 330))}


def dossier(
    companies: Sequence[GraphEntity], events: Sequence[Event], names: Mapping[str, str], dark: bool = False
) -> Network:
    """Two or three companies with the deals (boxes) and disputes (ovals) that they share as nodes between them.

    ``names`` of all parties: those of the sides that are none of ``companies`` stand in the node.
    """
    net = Network(directed=True)
    net.set_options(json.dumps(OPTIONS))
    corners = dict(zip((company.id for company in companies), _CORNERS[len(companies)], strict=True))
    for company in companies:
        x, y = corners[company.id]
        net.add_node(company.id, label=label(company), x=x, y=y, shape=_SHAPES.get(company.kind, "dot"), size=22,
                     color=_CENTRE, title=clean(company.name))
    stacked: Counter[Spot] = Counter()
    for event in events:
        parties = {*event.source, *event.target, *(id for ids in event.parties.values() for id in ids)}
        own = [id for id in corners if id in parties]
        middle = (sum(corners[id][0] for id in own) / len(own), sum(corners[id][1] for id in own) / len(own))
        turn = stacked[middle]
        stacked[middle] += 1
        line = colour("ACQUIRES" if event.node == "Deal" else "SUES", dark)
        others = ", ".join(clean(names.get(id, id), _LONGEST) for id in (*event.source, *event.target)
                           if id not in corners)
        told = (views.kind_words(event.kind), others, views.status_words(event), views.money(event.amount))
        net.add_node(
            event.id, label="\n".join(part for part in told if part), x=middle[0], borderWidth=2,
            y=middle[1] + 95 * ((turn + 1) // 2) * (-1 if turn % 2 else 1), margin=8,
            shape="box" if event.node == "Deal" else "ellipse", title=clean(event.title),
            color={"background": "#202020" if dark else "#FFFFFF", "border": line})
        for id in own:
            ends = (id, event.id) if id in event.source else (event.id, id)
            net.add_edge(*ends, color=line, width=2, dashes=event.stance != "asserted",
                         arrows={"to": {"enabled": id in (*event.source, *event.target)}})
    return net


def _fan_out(edges: list[dict[str, Any]]) -> None:
    """Curves parallel edges apart: two edges with one curve would hide each other."""
    seen: Counter[frozenset[str]] = Counter()
    for edge in edges:
        pair = frozenset((edge["from"], edge["to"]))
        turn = seen[pair]
        seen[pair] += 1
        # the first is straight, then sides alternate; A to B and B to A bend opposite ways already
        clockwise = (turn % 2 == 0) == (edge["from"] <= edge["to"])
        edge["smooth"] = {"enabled": turn > 0, "type": "curvedCW" if clockwise else "curvedCCW",
                          "roundness": round(0.18 * ((turn + 1) // 2), 2)}


def legend(entities: Sequence[GraphEntity], edges: Sequence[Edge], dark: bool = False) -> list[LegendLine]:
    """What is in the picture: relations by number, dashes and shapes where there are any."""
    relations = Counter(edge.relation for edge in edges)
    lines = [LegendLine("solid", "", colour(r, dark), views.relation_words(r), n)
             for r, n in sorted(relations.items(), key=lambda pair: (-pair[1], pair[0]))]
    if any(is_dashed(edge) for edge in edges):
        lines.append(LegendLine("dashed", "", _NODE, t("threatened or only reported (dotted: denied)")))
    shapes = Counter(_SHAPES.get(entity.kind, "dot") for entity in entities)
    if set(shapes) - {"dot"}:
        said = {"dot": t("company, fund or other organisation"), "square": t("authority or court"),
                "triangle": t("person"), "diamond": t("product or part of a company")}
        lines += [LegendLine("", _SIGNS[shape], _NODE, said[shape], n) for shape, n in shapes.most_common()]
    return lines


def table(edges: Sequence[Edge], entities: Sequence[GraphEntity]) -> list[views.Row]:
    """The picture for the keyboard and for screen readers: a row an edge."""
    names = {entity.id: views.name_of(entity.name) for entity in entities}
    return [
        {
            t("From"): views.cell(names[edge.source], 60), t("Relation"): views.relation_words(edge.relation),
            t("To"): views.cell(names[edge.target], 60), t("Status"): views.words(edge.status),
            t("How sure"): views.said(edge.stance), t("Amount"): sum_of(edge), t("Date"): edge.date or "",
            t("Sources"): edge.origins, t("Sentences"): edge.claims,
        }
        for edge in edges
    ]
