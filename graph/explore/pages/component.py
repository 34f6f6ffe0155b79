"""A pyvis network inside Streamlit that tells of clicks and asks no other machine for anything.

pyvis builds nodes, edges and options; its own wheel brings the vis-network bundle; components v2 mount both in the
page. pyvis' own HTML is never made: each of its modes links a CDN, and titles in it can run as HTML.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from pyvis.network import Network

from graph.explore.exports import BUNDLE
from graph.explore.texts import t

_GLUE = Path(__file__).with_name("network.js")
# vis-network.css is 220 KB of icons for editing; only the tooltip needs a style
_CSS = """
.net { width: 100%; font: 14px var(--st-font); border: 1px solid var(--st-border-color); border-radius: 8px; }
.net:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.holder { position: relative; }
.png { position: absolute; right: 8px; bottom: 8px; font: 13px var(--st-font); color: var(--st-text-color);
  background: var(--st-background-color); border: 1px solid var(--st-border-color); border-radius: 6px;
  cursor: pointer; }
.vis-tooltip { position: absolute; visibility: hidden; z-index: 5; pointer-events: none;
  max-width: 24em; padding: 6px 9px; white-space: pre-wrap; overflow-wrap: anywhere;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: 6px; }
"""


@dataclass(frozen=True, slots=True)
class Clicked:
    """What is picked (kind "node" or "edge", and its id), and what to do with the node ``on``, told once: "expand",
    "hide" or "pin" where it stands, at ``x`` and ``y``."""

    kind: str | None
    id: str | None
    act: str = ""
    on: str = ""
    x: float = 0
    y: float = 0


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Registered once per server process; each further time would log a warning."""
    return st.components.v2.component(
        "dealgraph_network", css=_CSS,
        html='<div class="holder"><div class="net"></div><button class="png">PNG ↓</button></div>',
        js=BUNDLE.read_text(encoding="utf-8") + "\n" + _GLUE.read_text(encoding="utf-8"),
    )


def show(net: Network, *, key: str, scene: str, height: int) -> Clicked:
    """Draws ``net``. While ``scene`` stays the same, nodes already drawn are not moved.

    What changes on a click stays out of ``data``: an unchanged message goes as a hash, a changed one carries the whole
    470 KB of JavaScript again.
    """
    nodes, edges, *_, options = net.get_network_data()
    revision = hashlib.sha1(json.dumps([nodes, edges], sort_keys=True).encode(), usedforsecurity=False).hexdigest()
    state = _component()(
        key=key, on_picked_change=lambda: None, on_act_change=lambda: None,
        data={"nodes": nodes, "edges": edges, "options": json.loads(options), "revision": revision, "scene": scene,
              "height": height,
              "label": t("Network: arrows choose a company, Enter shows it, E expands, P pins, H hides")},
    )
    picked, act = state.picked or {}, state.act or {}
    return Clicked(picked.get("kind"), picked.get("id"), str(act.get("what", "")), str(act.get("id", "")),
                   float(act.get("x", 0)), float(act.get("y", 0)))
