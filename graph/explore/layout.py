"""Where the nodes of a network stand: computed here, so that the picture is there at once and the same each time.

Each connected part is laid out alone (spring_layout is quadratic) and the parts are packed in rows, largest first;
then labels that would lie over each other are moved apart. networkx comes with pyvis; it wants scipy from 500 nodes on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np

Spot = tuple[float, float]
Spots = dict[str, Spot]
MOST = 400          # nodes of a picture
_FLAT = 0.7         # pictures, and labels even more, are wider than high
_WIDE = 1.4         # width of a picture by its height
_GAP = 130.0        # pixels between neighbours
_HIGH = 66.0        # pixels a node and the label under it want


def positions(widths: Mapping[str, float], pairs: Iterable[tuple[str, str]], known: Spots | None = None) -> Spots:
    """Spot of each node of ``widths`` (node -> pixels its label is wide). Nodes in ``known`` stay where they are."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(widths))
    graph.add_edges_from(sorted(pairs))
    kept = {node: spot for node, spot in (known or {}).items() if node in graph}
    spots = _grown(graph, kept) if kept else _packed(graph)
    return _apart(spots, widths, kept)


def _packed(graph: nx.Graph) -> Spots:
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    boxes = [_box(len(part)) for part in parts]
    area = sum((wide + _GAP / 2) * (high + _GAP / 2) for wide, high in boxes)
    width = max([(_WIDE * area) ** 0.5, *(wide for wide, _ in boxes)])
    spots: Spots = {}
    x0 = y0 = row = 0.0
    for part, (wide, high) in zip(parts, boxes, strict=True):
        if x0 and x0 + wide > width:
            x0, y0, row = 0.0, y0 + row + _GAP / 2, 0.0
        for node, (x, y) in _part(_ordered(graph, part)).items():
            spots[node] = (x0 + (1 + x) * wide / 2, y0 + (1 + y) * high / 2)
        x0, row = x0 + wide + _GAP / 2, max(row, high)
    return spots


def _ordered(graph: nx.Graph, part: Iterable[str]) -> nx.Graph:
    """The part with its nodes in order: a subgraph's own order changes from process to process."""
    made = nx.Graph()
    made.add_nodes_from(sorted(part))
    made.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
    return made


def _box(count: int) -> Spot:
    """Width and height that a connected part of ``count`` nodes wants."""
    if count <= 2:
        return _GAP * 1.5 * (count - 1) + _GAP, _GAP / 2
    side = _GAP * count**0.5
    return side, side * _FLAT


def _part(part: nx.Graph) -> Spots:
    """Spots of one connected part, between -1 and 1 either way; two nodes stand side by side."""
    if len(part) <= 2:
        return dict(zip(part, ((-1.0, 0.0), (1.0, 0.0)) if len(part) == 2 else ((0.0, 0.0),), strict=True))
    # more rounds untangle small parts; fewer keep 300 nodes under half a second
    rounds = max(15, min(300, 25_000 // len(part)))
    placed = nx.spring_layout(part, seed=1, iterations=rounds, method="force")
    return {node: (float(x), float(y)) for node, (x, y) in placed.items()}


def _grown(graph: nx.Graph, known: Spots) -> Spots:
    """New nodes begin beside a neighbour that is drawn already; then only they relax."""
    spots = dict(known)
    queue = [*known, *(node for node in graph if node not in known)]
    for node in queue:      # grows while it is walked: breadth first from what is drawn
        x, y = spots.setdefault(node, (0.0, 0.0))
        for other in graph[node]:
            if other not in spots:
                turn = len(spots) * 2.4     # golden angle: no two begin on one spot
                spots[other] = (x + _GAP * math.cos(turn), y + _GAP * math.sin(turn))
                queue.append(other)
    if len(spots) > len(known):
        relaxed = nx.spring_layout(graph, pos=spots, fixed=list(known), k=_GAP, iterations=25, seed=1, method="force")
        spots = {node: (float(x), float(y)) for node, (x, y) in relaxed.items()}
    return spots


def _apart(spots: Spots, widths: Mapping[str, float], fixed: Mapping[str, Spot], rounds: int = 300) -> Spots:
    """Moves nodes whose labels overlap along the way that is shorter, until none do or the rounds are over."""
    nodes = list(spots)
    if len(nodes) < 2:
        return spots
    at = np.array([spots[node] for node in nodes])
    wide = np.array([widths[node] for node in nodes])
    free = np.array([node not in fixed for node in nodes])
    want_x = (wide[:, None] + wide[None, :]) / 2
    for _ in range(rounds):
        dx, dy = at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1]
        over_x, over_y = want_x - np.abs(dx), _HIGH - np.abs(dy)
        clash = (over_x > 0.5) & (over_y > 0.5)
        np.fill_diagonal(clash, False)
        if not (clash & (free[:, None] | free[None, :])).any():
            break
        sideways = clash & (over_x < 2 * over_y)     # there is more room to the sides
        upright = clash & ~sideways
        at[:, 0] += np.where(sideways, np.where(dx >= 0, 1, -1) * over_x * 0.4, 0).sum(axis=1) * free
        ranks = np.arange(len(nodes))       # two on one height: the later one goes down
        down = np.where(dy != 0, np.sign(dy), np.sign(ranks[:, None] - ranks[None, :]))
        at[:, 1] += np.where(upright, down * over_y * 0.4, 0).sum(axis=1) * free
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, at, strict=True)}
