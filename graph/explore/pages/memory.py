"""What this reader's browser remembers between visits: the day of the last one, and the watchlist."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

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
    if told.held and told.held != state.get("memory-seen"):
        state["memory-seen"] = told.held
        try:
            held = json.loads(told.held)
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
