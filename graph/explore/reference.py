"""A relation of the ontology as a page shows it. Pure; no Streamlit."""

from __future__ import annotations

from extract.relations import Relation
from graph.explore import cards, network, prose, views
from graph.explore.prose import Node, line, span
from graph.explore.texts import language, t


def relation(one: Relation, dark: bool, watched: bool) -> Node:
    """A card: name and direction, meaning, roles, stages, words, examples and what is no example."""
    ends = one.edge.source + (f" {'↔' if one.symmetric else '→'} {one.edge.target}" if one.edge.target else "")
    mine = language()
    triggers = [word for frame in one.triggers.get(mine, {}).values()
                for word in (*frame.verbs, *frame.nouns, *frame.phrases)]
    told = [
        (t("Edge"), (span(ends.replace("_", " ")),)),
        (t("Roles"), prose.joined([span(_role(name, role.required, role.kinds)) for name, role in one.roles.items()],
                                  "; ")),
        (t("Stages"), (span(", ".join(map(views.words, one.statuses))),)),
        (t("A sum is"), (span(views.words(one.amount)),)),
        (t("Words"), (span(", ".join(triggers[:24]) + (", …" if len(triggers) > 24 else "")),)),
        (t("Examples"), (Node("ul", kids=tuple(Node("li", e.text) for e in getattr(one.examples, mine)[:4])),)),
        (t("Not"), (Node("ul", kids=tuple(Node("li", text) for text in getattr(one.negatives, mine)[:3])),)),
    ]
    name = line(Node("span", "━━ ", ink=network.colour(one.name, dark)), span(views.relation_words(one.name), "strong"),
                span(f"  {one.name}  ", "small faint"),
                Node("span", t("★ Watched") if watched else t("☆ Watch"), "answer", id=one.name), tag="h4")
    return Node("div", look="card", kids=(name, Node("p", str(getattr(one.description, mine))), cards.facts(told)))


def _role(name: str, required: bool, kinds: tuple[str, ...]) -> str:
    must = t("must") if required else t("may")
    return f"{views.words(name)} ({must}: {', '.join(map(views.words, kinds))})"
