"""Giving a judgement from any page, and taking it back at once."""

from __future__ import annotations

import getpass

import streamlit as st

from graph import judgements
from graph.explore.pages import session
from graph.explore.texts import t
from graph.judgements import JudgementError
from graph.model import JudgementKind


def runner() -> str:
    """Who runs the explorer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):     # a container may have no names
        return "explorer"


def user() -> str:
    """Who decides: as the reader says, else who runs the explorer."""
    return str(st.session_state.get("user") or runner())


def decide(kind: JudgementKind, on: tuple[str, ...], reason: str = "", name: str | None = None) -> None:
    """Gives a judgement; it can be undone at once."""
    try:
        made = judgements.judge(session.store(), kind, on, user=user(), reason=reason, name=name)
        st.session_state["judged"] = made.id
        st.session_state.pop("judge-error", None)
    except JudgementError as error:
        st.session_state["judge-error"] = str(error)


def take_back(id: str) -> None:
    try:
        judgements.undo(session.store(), id, user=user())
    except JudgementError as error:
        st.session_state["judge-error"] = str(error)
    st.session_state.pop("judged", None)


def said() -> None:
    """What was just decided, with the way back; what could not be."""
    if fault := st.session_state.pop("judge-error", None):
        st.error(t("That could not be decided."), icon=":material/error:")
        st.text(fault)
    if id := st.session_state.get("judged"):
        st.button(t("Undo the last answer"), key="undo-last", icon=":material/undo:", shortcut="u",
                  on_click=take_back, args=(id,))


def ask(kind: JudgementKind, on: tuple[str, ...], sentence: str) -> None:
    """A box that wants a yes before the graph obeys."""
    heads = {"wrong claim": t("This was read wrongly"), "other event": t("This is another event")}

    def box() -> None:
        st.text(sentence)
        reason = st.text_input(t("Reason"), key="ask-why")
        if st.button(t("Yes, so it is"), type="primary"):
            decide(kind, on, reason)
            st.rerun()

    st.dialog(heads[kind])(box)()
