"""What this reader's browser remembers between visits: the day of the last one, the watchlist and views with a name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import streamlit as st

from graph.explore.pages import prose
from graph.explore.prose import HOME, Node, clean, to
from graph.explore.texts import t

_MOST = 200     # of a watchlist


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component("dealgraph_memory", html="", js=Path(__file__).with_suffix(".js").read_text())


def load() -> None:
    """Asks the browser what it holds, and has it keep what was changed; once in each run, before what uses it."""
    state = st.session_state
    data = {"write": state.pop("memory-write", ""), "seen": state.get("memory-seen", "")}
    told = _component()(key="memory", data=data, on_held_change=lambda: None)
    # told again after a write is what the browser held before it: only what it tells anew counts
    new = told.held if told.held != state.get("memory-told") else None
    if new:
        state["memory-told"] = new
    if new and new != state.get("memory-seen"):
        state["memory-seen"] = new
        try:
            held = json.loads(new)
            state["kept"] = held if isinstance(held, dict) else {}
        except ValueError:
            state["kept"] = {}
        _visit()


def _visit() -> None:
    """A new day makes the day before it the last visit."""
    kept, today = st.session_state["kept"], date.today().isoformat()
    if kept.get("today") != today:
        keep(last=kept.get("today"), today=today)


def last_visit() -> date | None:
    kept = st.session_state.get("kept", {}).get("last")
    try:
        return date.fromisoformat(kept) if kept else None
    except (TypeError, ValueError):
        return None


def watched() -> list[str]:
    """Ids of companies, deals and disputes, and names of relations."""
    found = st.session_state.get("kept", {}).get("watch", [])
    return [str(one) for one in found][:_MOST] if isinstance(found, list) else []


def watch(id: str, on: bool) -> None:
    others = [one for one in watched() if one != id]
    keep(watch=[*others, id] if on else others)


def views(page: str) -> None:
    """Views that the reader keeps under a name: the page with all that stands in its link."""
    found = st.session_state.get("kept", {}).get("views", {})
    kept = {str(name): str(address) for name, address in found.items()} if isinstance(found, dict) else {}

    def save() -> None:
        if name := clean(st.session_state["view-name"], 60):
            keep(views=dict([*kept.items(), (name, here)][-_MOST:]))
        st.session_state["view-name"] = ""

    here = to(cast(Any, page or HOME), **{key: st.query_params[key] for key in st.query_params})
    with st.popover(t("Views"), icon=":material/bookmark:", type="tertiary"):
        for number, (name, address) in enumerate(sorted(kept.items())):
            with st.container(horizontal=True, vertical_alignment="center", key=f"view-{number}"):
                prose.show([Node("a", name, "whole", address)], key=f"view-to-{number}")
                st.button(t("Delete"), key=f"view-off-{number}", type="tertiary", icon=":material/delete:",
                          on_click=keep, kwargs={"views": {k: v for k, v in kept.items() if k != name}})
        if not kept:
            st.text(t("Nothing is saved yet. A view is a page with its filters and its day."))
        st.text_input(t("Name of this view"), key="view-name")
        st.button(t("Save this view"), key="view-save", on_click=save)


def keep(**changed: Any) -> None:
    """Written by the browser in the next run."""
    kept = st.session_state.setdefault("kept", {})
    kept.update(changed)
    st.session_state["memory-write"] = st.session_state["memory-seen"] = json.dumps(kept)


def star(id: str, key: str) -> None:
    """A switch that puts something on the watchlist."""
    on = id in watched()
    icon = ":material/star:" if on else ":material/star_border:"
    if st.button(t("Watched") if on else t("Watch"), key=f"star-{key}", icon=icon, type="tertiary"):
        watch(id, not on)
        st.rerun()
