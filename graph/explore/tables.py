"""Records as rows of tables: heading -> value. Dates are ISO 8601 here, so that a table sorts by them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.explore import amounts, texts, views
from graph.explore.prose import clean
from graph.explore.texts import t
from graph.explore.views import Row, cell
from graph.library import Listed, MissedSentence
from graph.model import Event, Judgement, Stage
from graph.sentences import Said


def event_row(event: Event, names: Mapping[str, str]) -> Row:
    """One event as a row of a table."""
    first, second = views.sides(event, names)
    return {
        t("Last stage"): event.last_date or "", t("From"): cell(first), t("To"): cell(second),
        t("What"): views.kind_words(event.kind), t("Status"): views.status_words(event),
        t("Amount"): views.money(event.amount), **amounts.of_event(event),
        t("How sure"): views.said(event.stance, event.contested),
        t("Since"): event.first_date or "", t("Sources"): event.origins, t("Articles"): event.articles,
    }


def short_row(event: Event, names: Mapping[str, str]) -> Row:
    """One event as a line among others."""
    return {
        t("Date"): event.last_date or "", t("Who"): cell(views.who(event, names), 90),
        t("What"): views.kind_words(event.kind), t("Status"): views.status_words(event),
        t("Amount"): views.money(event.amount), t("How sure"): views.said(event.stance, event.contested),
        t("Sources"): event.origins,
    }


def stage_row(stage: Stage) -> Row:
    return {
        t("Date"): views.stage_date(stage), t("Stage"): views.status_words(stage),
        t("How sure"): views.said(stage.stance), t("Amount"): views.money(stage.amount),
        t("Says"): cell(stage.attribution, 60), t("Sentence"): cell(stage.evidence, 400),
    }


def voices(found: Iterable[Said]) -> list[Row]:
    """Who said what, by who says it: a row a claim."""
    told = sorted(found, key=lambda s: (views.voice(s) == "", views.voice(s).casefold(), s.published or ""))
    return [{
        t("Says"): cell(views.voice(s), 60) or t("the article itself"), t("What"): cell(views.heading(s), 120),
        t("Status"): views.words(s.status), t("How sure"): views.said(s.stance), t("Amount"): views.money(s.amount),
        t("Printed by"): cell(views.where(s), 60), t("Published"): s.published or "",
        t("Sentence"): cell(s.sentence, 400),
    } for s in told]


def article_row(one: Listed) -> Row:
    return {
        t("Published"): one.published or "", t("Title"): cell(one.title or one.id, 140),
        t("Publisher"): cell(one.publisher, 60), t("Language"): texts.name(one.language),
        t("Statements read"): one.claims, t("Sentences missed"): one.misses,
    }


def miss_row(one: MissedSentence) -> Row:
    return {
        t("Sentence"): cell(one.sentence, 400), t("Looks like"): ", ".join(map(views.relation_words, one.relations)),
        t("Why nothing"): "; ".join(map(views.reason_words, one.reasons)), t("Published"): one.published or "",
        t("Publisher"): cell(one.publisher, 60), t("Language"): texts.name(one.language),
    }


def judgement_row(one: Judgement) -> Row:
    return {
        t("Decided"): one.at[:16].replace("T", " "), t("By"): cell(one.user, 40), t("Answer"): views.words(one.kind),
        t("On"): cell(" | ".join(one.labels) + (f" → {one.name}" if one.name else ""), 240),
        t("Reason"): cell(one.reason, 120),
        t("Undone"): f"{one.undone_at[:16].replace('T', ' ')} {cell(one.undone_by, 40)}" if one.undone_at else "",
    }


def names_row(name: str, kind: str, ties: int, id: str) -> Row:
    """One party of a list."""
    return {t("Name"): cell(name, 80), t("Kind"): views.words(kind), t("Ties"): ties, "id": clean(id, 80)}


def chronology(event: Event, names: Mapping[str, str], found: Sequence[Said]) -> str:
    """The history as text for a memo: a stage a paragraph, each with its sentence and where it was printed."""
    by_claim = {s.claim: s for s in found}
    parts = [f"{views.title(event, names)} ({views.status_words(event)})"]
    for stage in event.history:
        one = by_claim.get(stage.claim)
        told = (views.status_words(stage), views.said(stage.stance), views.money(stage.amount))
        what = ", ".join(part for part in told if part)
        source = f"\n  {views.printed(one)}{' · ' + clean(one.url, 300) if one.url else ''}" if one else ""
        parts.append(f"{views.stage_day(stage)}: {what}\n  “{clean(stage.evidence, 1500)}”{source}")
    return "\n\n".join(parts)
