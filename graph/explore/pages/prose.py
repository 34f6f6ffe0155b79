"""Draws ``graph.explore.prose`` nodes; a click on a link of the app goes there, one on a mark is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from graph.explore.prose import Node, led

_HERE = Path(__file__)


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "dealgraph_prose", html='<div class="prose"></div>', css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
        js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
    )


def show(nodes: Sequence[Node], key: str) -> str | None:
    """Draws ``nodes`` one under the other; the id of the mark that was just clicked."""
    state = _component()(key=key, data={"nodes": [node.plain() for node in nodes]},
                         on_picked_change=lambda: None, on_followed_change=lambda: None)
    if state.followed:
        go(state.followed)
    picked: str | None = state.picked
    return picked


def go(address: str) -> None:
    """To the page of an address made by ``prose.to``; keys that hold for the whole app go along."""
    page, query = led(address)
    st.switch_page(f"graph/explore/pages/{page}.py", query_params=query)
