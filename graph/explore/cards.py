"""What is shown as text with links and marks: sentences and why they were read so, heads of files. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from babel import Locale
from babel.numbers import format_percent

from extract.names import gazetteer
from graph.explore import prose, views
from graph.explore.prose import Node, Stretch, clean, line, link, span
from graph.explore.texts import day, language, t
from graph.model import Edge, Event, GraphEntity
from graph.reads import Related
from graph.sentences import Party, Said


def company_link(id: str, name: str) -> Node:
    return link(views.name_of(name, 80), prose.to("company", company=id))


def event_link(event: Event, names: Mapping[str, str]) -> Node:
    return link(views.title(event, names), prose.to("file", event=event.id))


def facts(told: Sequence[tuple[str, Sequence[Node]]]) -> Node:
    """Headings and what belongs to them."""
    return Node("dl", look="facts", kids=tuple(
        node for heading, kids in told if kids for node in (Node("dt", heading), Node("dd", kids=tuple(kids)))))


# ---------------------------------------------------------------------------------------------- sentences


def sentences(found: Iterable[Said], linked: bool = True, judged: bool = False) -> list[Node]:
    """A card a sentence: all that was understood of it, the sentence with what decided marked, and where it stands.

    ``linked`` False: of an article that is not stored, whose parties have no page yet. ``judged``: with what a reader
    may answer, told as ``wrong claim:ID`` or ``other event:ID``.
    """
    by_sentence = groupby(found, key=lambda one: (one.article, one.start, one.end))
    return [_card(list(group), linked, judged) for _, group in by_sentence]


def _card(group: Sequence[Said], linked: bool, judged: bool) -> Node:
    one = group[0]
    heads = [heading(said) if linked else span(views.heading(said), "strong") for said in group]
    kids = [line(head, span(f"  {views.understood(said)}", "small faint"))
            for head, said in zip(heads, group, strict=True)]
    kids.append(line(*_quoted(group), tag="blockquote"))
    kids += [line(*_printed(one), look="small faint")] if linked else []
    kids += [Node("p", text, look="small faint") for text in dict.fromkeys(why(said) for said in group)]
    if judged:
        answers = [("wrong claim", t("Read wrongly?")), ("other event", t("Another event?"))]
        kids.append(line(*(Node("span", text, "answer", id=f"{kind}:{one.claim}") for kind, text in answers),
                         look="row"))
    return Node("div", look="card", kids=tuple(kids))


def quote(one: Said) -> list[Node]:
    """The sentence alone, and where it stands."""
    return [line(*_quoted([one]), tag="blockquote"), line(*_printed(one), look="small faint")]


def heading(one: Said) -> Node:
    """Who did what to whom, each a link."""
    source, target = (_party(one.party(role)) for role in views.ROLES_OF_SIDES)
    middle = span(f" {views.relation_words(one.relation)} ")
    return Node("span", look="strong", kids=tuple(node for node in (source, middle, target) if node))


def _party(party: Party | None) -> Node | None:
    if party is None:
        return None
    return company_link(party.entity, party.name)


def _quoted(group: Sequence[Said]) -> list[Node]:
    one = group[0]
    # a dict keeps one of what two claims of the sentence share
    parts = dict.fromkeys(part for said in group for part in said.parts)
    said = {"trigger": t("what happens"), "cue": t("how it is said"), "amount": t("the sum"), "date": t("the date")}
    stretches = [Stretch(part.start, part.end, part.why, said[part.why]) for part in parts]
    most = 1500
    text = one.sentence if len(one.sentence) <= most else one.sentence[:most] + "…"
    return [span("“"), *prose.marked(text, stretches), span("”")]


def _printed(one: Said) -> list[Node]:
    """Where and when it was printed and who says it; the outlet leads to the article."""
    by = views.voice(one)
    told = [link(views.where(one), prose.to("articles", article=one.article, mark=one.claim)),
            span(day(one.published) or t("no date of publication"))]
    told += [span(t("according to {voice}", voice=by))] if by else []
    told += [link(t("original"), prose.outside(one.url))] if prose.outside(one.url) else []
    return list(prose.joined(told, " · "))


def why(one: Said) -> str:
    """What made a claim of the sentence: the words that call the rule, those that bear on status and stance."""
    def quoted(kind: str) -> str:
        words = dict.fromkeys(clean(one.sentence[p.start:p.end], 60) for p in one.parts if p.why == kind)
        return ", ".join(f"“{word}”" for word in words)

    sure = format_percent(one.confidence, locale=language()).replace("\xa0", " ").replace("\u202f", " ")
    told = [t("{words} says “{relation}”", words=words, relation=views.relation_words(one.relation))] if (
        words := quoted("trigger")) else []
    told += [t("stage from {words}", words=quoted("cue"))] if quoted("cue") else []
    told += [t("confidence {sure}", sure=sure), t("rule {rule}", rule=one.rule)]
    return t("Why: {told}", told="; ".join(told))


def marks_legend() -> Node:
    """What the marks in sentences mean."""
    kinds = (("trigger", t("what happens")), ("cue", t("how it is said")), ("amount", t("the sum")),
             ("date", t("the date")))
    return line(*prose.joined([Node("mark", text, look) for look, text in kinds], "  "), look="small row")


# ------------------------------------------------------------------------------------------------ files


def chips(event: Event) -> Node:
    """Status, stance and dates at a glance."""
    told = [span(views.capital(views.status_words(event)), "chip strong")]
    if sure := views.said(event.stance, event.contested):
        told.append(span(sure, "chip warn"))
    told += [span(text, "chip") for text in (views.money(event.amount), views.days(event.first_date, event.last_date))
             if text]
    return line(*told, look="row", tag="div")


def event_head(event: Event, names: Mapping[str, str], linked: bool = False) -> list[Node]:
    """Title and status; ``linked``: the title leads to the file."""
    title = Node("h3", kids=(event_link(event, names),)) if linked else Node("h3", views.title(event, names))
    return [title, chips(event)]


def stages(event: Event) -> Node:
    """The history in short: a line a stage."""
    return Node("ul", look="small", kids=tuple(
        Node("li", " · ".join(part for part in (
            views.stage_day(s), views.status_words(s), views.said(s.stance), views.money(s.amount)) if part))
        for s in event.history))


def event_facts(event: Event, names: Mapping[str, str], ties: Sequence[Related], found: Sequence[Said]) -> Node:
    """Parties, who contests it, what it is about, and all else that is known."""
    def named(ids: Iterable[str]) -> tuple[Node, ...]:
        return prose.joined([company_link(id, names.get(id, id)) for id in ids])

    dispute = event.node == "Dispute"
    told: list[tuple[str, Sequence[Node]]] = [
        (t("Began by") if dispute else t("From"), named(event.source)),
        (t("Against") if dispute else t("To"), named(event.target)),
    ]
    told += [(views.capital(views.words(role)), named(ids)) for role, ids in views.other_parties(event).items()]
    told.append((t("Contested by"), prose.joined([span(text) for text in contesters(found)], "; ")))
    skip = {t("Status"), t("How sure"), t("When"), t("Amount")}      # the chips say them
    told += [(heading, (span(text),)) for heading, text in views.facts(event) if heading not in skip]
    for tie in ties:
        told.append((views.capital(views.tie_words(tie)),
                     (link(clean(tie.event.title), prose.to("file", event=tie.event.id)),
                      span(f" ({views.words(tie.event.status)})"))))
    return facts(told)


def contesters(found: Iterable[Said]) -> list[str]:
    """Who denies it, and where that was printed."""
    told = (t("{voice} ({printed})", voice=views.voice(s) or views.where(s),
              printed=" · ".join(dict.fromkeys(p for p in (views.where(s), day(s.published)) if p)))
            for s in found if s.stance == "denied")
    return list(dict.fromkeys(told))


def company_head(company: GraphEntity) -> list[Node]:
    """Name, kind and country, other names."""
    record = gazetteer().records.get(company.id)
    country = Locale(language()).territories.get(record.country) if record and record.country else None
    told = [span(views.words(company.kind), "chip")] + ([span(country, "chip")] if country else [])
    others = ", ".join(clean(alias, 60) for alias in company.aliases if alias != company.name)
    also = [Node("p", t("also called {names}", names=others), "small faint")] if others else []
    return [Node("h3", views.name_of(company.name)), line(*told, look="row", tag="div"), *also]


def company_ties(company: GraphEntity, edges: Sequence[Edge], names: Mapping[str, str]) -> Node:
    """Structure: owner, subsidiaries, people, products, rivals; each with a dash where it is only reported or over."""
    told: dict[str, list[Node]] = {}
    for edge in edges:
        outgoing = edge.source == company.id
        other = edge.target if outgoing else edge.source
        note = ", ".join(p for p in (views.words(edge.status) if edge.status != "current" else "",
                                     views.said(edge.stance)) if p)
        node = Node("span", kids=(company_link(other, names.get(other, other)), span(f" ({note})" if note else "")))
        told.setdefault(_TIES.get((edge.relation, outgoing), ""), []).append(node)
    return facts([(t(heading), prose.joined(nodes)) for heading, nodes in sorted(told.items()) if heading])


_TIES = {
    ("SUBSIDIARY_OF", True): "Part of", ("SUBSIDIARY_OF", False): "Subsidiaries",
    ("HOLDS_STAKE_IN", True): "Holds stakes in", ("HOLDS_STAKE_IN", False): "Shareholders",
    ("LEADS", True): "Leads", ("LEADS", False): "People", ("DEVELOPS", True): "Products",
    ("DEVELOPS", False): "Developed by", ("COMPETES_WITH", True): "Competes with",
    ("COMPETES_WITH", False): "Competes with", ("ADVISES", True): "Advises", ("ADVISES", False): "Advisers",
}
