"""What a person decides: two names that may be one, side by side, a key for each answer; and all that was decided."""

from __future__ import annotations

import streamlit as st

from graph import judgements, reads
from graph.explore import judging, tables, views
from graph.explore.pages import deciding, filters, parts, prose, session
from graph.explore.texts import number, t
from graph.judgements import Case
from graph.model import Judgement
from graph.store import Store

AHEAD = 5       # pairs read at once


def pairs() -> None:
    """One pair at a time, the likeliest first."""
    skipped = st.session_state.setdefault("skipped", [])
    cases, total = session.read(judgements.review, AHEAD + len(skipped))
    waiting = [case for case in cases if judging.key(case) not in skipped]
    if not waiting:
        st.info(t("No pair of names waits for an answer."), icon=":material/task_alt:")
        return
    st.text(t("{total} pairs of names may be one; the likeliest first.", total=number(total)))
    question(waiting[0], skipped)


def question(case: Case, skipped: list[str]) -> None:
    both = (case.one.id, case.other.id)
    prose.show(judging.question(case), key="question")
    with st.container(key="columns-pair"):
        left, right = st.columns(2, gap="medium")
    with left:
        prose.show(judging.side(case.one, case.one_said), key="one")
    with right:
        prose.show(judging.side(case.other, case.other_said), key="other")
    with st.container(horizontal=True):
        st.button(t("The same"), type="primary", shortcut="s", on_click=deciding.decide, args=("same", both))
        st.button(t("Different"), shortcut="d", on_click=deciding.decide, args=("different", both))
        st.button(t("Unsure"), shortcut="n", on_click=deciding.decide, args=("unsure", both))
        st.button(t("Later"), shortcut="l", type="tertiary", on_click=skipped.append, args=(judging.key(case),))


def events() -> None:
    """Two deals or disputes that are one, or one claim that belongs to another."""
    st.text(t("Two files that tell of one event are merged; they are found by a company that both name."))
    party = filters.company(t("Company"), "party")
    if not party:
        return
    found = [session.read(reads.events, node, reads.EventFilter(party=party), "latest", 0, 100) for node in reads.NODES]
    names = found[0].names | found[1].names
    titles = {e.id: f"{views.title(e, names)}, {views.days(e.first_date, e.last_date)}"
              for page in found for e in page.events}
    chosen = st.multiselect(t("Two files"), list(titles), max_selections=2, key="two", format_func=titles.__getitem__)
    reason = st.text_input(t("Reason"), key="why")
    st.button(t("Merge them"), disabled=len(chosen) != 2, type="primary", on_click=deciding.decide,
              args=("same event", tuple(chosen), reason))


def decided() -> None:
    """Who decided what, latest first; each answer can be undone."""
    every = session.read(judgements_of)
    if not every:
        st.info(t("Nothing was decided yet."))
        return
    found = [tables.judgement_row(one) for one in every]
    picked = parts.rows(found, key="decided", wide={t("On"): 420})
    parts.download(found, "judgements")
    if picked is not None and every[picked].undone_at is None:
        st.button(t("Undo this answer"), icon=":material/undo:", on_click=deciding.take_back, args=(every[picked].id,))


def judgements_of(store: Store) -> tuple[Judgement, ...]:
    return tuple(reversed(store.judgements()))


session.stop_if_empty()
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = parts.tabs({"pairs": t("Same or different"), "events": t("Merge files"), "decided": t("What was decided")},
                      "review")
    st.text_input(t("Your name"), key="user", width=180, placeholder=deciding.runner())
deciding.said()
{"pairs": pairs, "events": events, "decided": decided}[view]()
