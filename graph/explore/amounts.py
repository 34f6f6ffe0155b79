"""Sums of a deal or dispute by what they measure, in their own currency, in euro and in dollar. Pure; no Streamlit."""

from __future__ import annotations

from datetime import date

import altair as alt

from graph.explore import palette, timeline, views
from graph.explore.texts import figure, t
from graph.model import Event, Money, Stage
from graph.rates import SHOWN, converted

Table = dict[str, list[views.Row]]


def table(event: Event) -> Table:
    """What is measured -> a row a sum, oldest first; a sum that is told again stands once for each of its stages."""
    made: Table = {}
    for stage in event.history:
        if stage.amount is not None:
            made.setdefault(views.capital(views.words(stage.amount.of)), []).append(row(stage, stage.amount))
    return made


def row(stage: Stage, money: Money) -> views.Row:
    when = day_of(stage)
    found = converted(money, when)
    told = {t("Date"): views.stage_date(stage), t("Stage"): views.status_words(stage),
            t("Sum"): figure(money.value, money.currency)}
    for code in SHOWN:
        told[code] = figure(found.sums[code], code) if found else ""
    return told | {t("Rate of"): found.on.isoformat() if found else "", t("How sure"): views.said(stage.stance),
                   t("Says"): views.cell(stage.attribution, 60), t("Full sum"): f"{money.value:f}",
                   t("Currency"): money.currency or ""}


def of_event(event: Event) -> views.Row:
    """Its sum in euro and dollar at the rate of the day it was told of, and how the sum changed."""
    stage = next((s for s in reversed(event.history) if s.amount == event.amount), None)
    found = converted(event.amount, day_of(stage)) if event.amount and stage else None
    steps = [float(m.value) for m in event.amounts if event.amount and m.currency == event.amount.currency]
    return {code: float(found.sums[code]) if found else None for code in SHOWN} | {
        t("Rate of"): found.on.isoformat() if found else "", t("Change of sum"): steps if len(set(steps)) > 1 else None}


def day_of(stage: Stage) -> date | None:
    """The day a stage's sum is converted at: its own, or the last of the span it may be of."""
    return timeline.span(stage.date)[1] if stage.date else None


def chart(rows: list[views.Row], dark: bool) -> alt.Chart | None:
    """How a sum changed; nothing where fewer than two are of one currency."""
    codes = {row[t("Currency")] for row in rows}
    dated = [row for row in rows if row[t("Date")][:1].isdigit() or " " in row[t("Date")]]
    if len(codes) != 1 or len({row[t("Full sum")] for row in dated}) < 2:
        return None
    ink = palette.INK[dark]
    data = alt.InlineData(values=[{"date": row[t("Date")], "sum": float(row[t("Full sum")]), "said": row[t("Sum")],
                                   "stage": row[t("Stage")]} for row in dated])
    x = alt.X("date:O", title=None, axis=alt.Axis(labelAngle=0, labelColor=ink))
    y = alt.Y("sum:Q", title=None, axis=alt.Axis(format="~s", labelColor=ink, tickCount=3))
    made: alt.Chart = alt.Chart(data, height=110, width="container").mark_line(
        interpolate="step-after", point=alt.OverlayMarkDef(size=60), color="#0072B2",
    ).encode(x=x, y=y, tooltip=[alt.Tooltip("date:O", title=t("Date")), alt.Tooltip("said:N", title=t("Sum")),
                                alt.Tooltip("stage:N", title=t("Stage"))])
    return made
