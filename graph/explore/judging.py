"""Two names side by side, for a person to judge. Pure; no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

from graph.explore import cards
from graph.explore.prose import Node, clean, joined, line, span
from graph.explore.texts import number, t
from graph.judgements import Case
from graph.model import GraphEntity
from graph.sentences import Said


def key(case: Case) -> str:
    return f"{case.one.id} {case.other.id}"


def question(case: Case) -> list[Node]:
    """What is asked, how alike the names are, and whom both deal with."""
    asked = t("Are “{one}” and “{other}” the same?", one=clean(case.one.name, 80), other=clean(case.other.name, 80))
    told = [span(t("alike: {score} of 100", score=number(case.score)))]
    if case.shared:
        told.append(span(t("both are told of with {names}", names=", ".join(clean(n, 60) for n in case.shared[:8]))))
    return [Node("h3", asked), line(*joined(told, " · "), look="small faint")]


def side(entity: GraphEntity, said: Sequence[Said]) -> list[Node]:
    head, *rest = cards.company_head(entity)
    name = line(cards.company_link(entity.id, head.text), tag="h4")
    none = [Node("p", t("No sentence names it in a deal or a dispute."), "faint")]
    return [name, *rest, *(cards.sentences(said) or none)]
