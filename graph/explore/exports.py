"""A network as a file to take away: GraphML, GEXF, and one page that works offline. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import networkx as nx
import pyvis
from pyvis.network import Network

from graph.explore import network, views
from graph.explore.prose import clean
from graph.explore.texts import language, t
from graph.model import Edge, GraphEntity

BUNDLE = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"


def graph(entities: Sequence[GraphEntity], edges: Sequence[Edge]) -> nx.MultiDiGraph:
    """Names, kinds, relations, statuses and sums as attributes; no text has a character that XML forbids."""
    made = nx.MultiDiGraph()
    for entity in entities:
        made.add_node(clean(entity.id, 200), label=clean(entity.name), kind=entity.kind)
    for edge in edges:
        made.add_edge(clean(edge.source, 200), clean(edge.target, 200), key=edge.id, relation=edge.relation,
                      status=edge.status, stance=edge.stance, date=edge.date or "", origins=edge.origins,
                      amount=float(edge.amount) if edge.amount is not None else 0.0, currency=edge.currency or "",
                      event=edge.event or "")
    return made


def graphml(entities: Sequence[GraphEntity], edges: Sequence[Edge]) -> bytes:
    out = BytesIO()
    nx.write_graphml_xml(graph(entities, edges), out)
    return out.getvalue()


def gexf(entities: Sequence[GraphEntity], edges: Sequence[Edge]) -> bytes:
    return "\n".join(nx.generate_gexf(graph(entities, edges))).encode()


def page(net: Network, entities: Sequence[GraphEntity], edges: Sequence[Edge]) -> str:
    """One HTML file: the picture, its legend and its table. It asks no machine for anything, by its own policy."""
    nodes, links, *_, options = net.get_network_data()
    data = json.dumps({"nodes": nodes, "edges": links, "options": json.loads(options)})
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    rows = network.table(edges, entities)
    heads = "".join(f"<th>{escape(name)}</th>" for name in (rows[0] if rows else ()))
    cells = ("".join(f"<td>{escape(str(value))}</td>" for value in row.values()) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    bundle = BUNDLE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    legend = " ".join(f'<span style="border-bottom:3px solid {line.colour}">{escape(line.sign + line.text)}</span>'
                      for line in network.legend(entities, edges))
    return f"""<!doctype html><html lang="{language()}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>{escape(t("Network"))}</title><style>body {{ font: 15px sans-serif; margin: 1rem; }}
#net {{ height: 75vh; border: 1px solid #ccc; }} td, th {{ text-align: left; padding: .2rem .6rem; }}
span {{ margin-right: 1rem; }} .vis-tooltip {{ position: absolute; visibility: hidden; background: #fff;
white-space: pre-wrap; border: 1px solid #999; padding: .4rem; max-width: 24em; }}</style></head>
<body><h1>{escape(views.capital(t("Network")))}</h1><div id="net"></div><p>{legend}</p>
<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>
<script>{bundle}</script>
<script>const data = {data};
new vis.Network(document.getElementById("net"),
  {{ nodes: new vis.DataSet(data.nodes), edges: new vis.DataSet(data.edges) }}, data.options);</script>
</body></html>"""
