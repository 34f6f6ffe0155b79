"""Disputes as swimlanes; a click on a stage shows its sentences from each source. The link carries it all."""

import streamlit as st

from graph import reads
from graph.explore import timeline, views
from graph.explore.pages import filters, parts, session
from graph.explore.prose import to
from graph.explore.texts import t
from graph.reads import EventPage

PAGE = 12       # lanes: one screen, and an axis that fits them


def as_table(page: EventPage) -> str | None:
    """The same as rows, a stage each; the stage that was clicked, as its mark."""
    found = timeline.table(page.events, page.names)
    picked = parts.rows(found, key="stages", height=420)
    parts.download(found, "disputes")
    marks = [timeline.mark_id(e.id, number) for e in page.events for number in range(len(e.history))]
    return marks[picked] if picked is not None else None


session.stop_if_empty()
wanted, order = filters.events("Dispute")
page, number = filters.page_of("Dispute", wanted, order, PAGE)

if page.total == 0:
    filters.nothing(t("No dispute passes these filters."), t("The articles read so far tell of no dispute."))
else:
    view = st.segmented_control(t("View"), ["Timeline", "Table"], default="Timeline", required=True, key="view",
                                bind="query-params", label_visibility="collapsed", format_func=t)
    st.text(views.showing(len(page.events), page.total, t("disputes"), views.words(order), (number - 1) * PAGE) + " "
            + t("A mark is a stage; a bar is a date known only to the month, quarter or year; hollow is expected,"
                  " dashed and hollow denied. A deal stands under the dispute that is about it."))
    key = f"lanes-{order}-{number}-{hash(wanted)}"     # other lanes, another selection
    mark = as_table(page) if view == "Table" else parts.lanes(
        page.events, page.names, key, session.read(reads.about, page.events))
    filters.pages(page.total, PAGE)
    if mark:
        event, stage = timeline.marked(mark)
        st.query_params.update(event=event, stage=str(stage))

opened, at = st.query_params.get("event"), st.query_params.get("stage", "")
if opened:
    found = session.read(reads.event, opened)
    if found is None:
        parts.missing(t("a dispute"), to("disputes"))
    else:
        with st.container(border=True):
            parts.event(*found, stage=int(at) if at.isdigit() else None)
elif page.total:
    st.info(t("Click a stage to read its sentences from each source."))
