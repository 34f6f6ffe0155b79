"""One article as it was read: its text with a mark for each sentence that gave something or nothing, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.types import Extraction
from graph.explore import cards, prose, views
from graph.explore.prose import Node, Stretch, clean, line, link, span
from graph.explore.texts import day, nt, t
from graph.library import Missed, Read
from graph.sentences import Said

MOST = 60_000       # characters of an article that are shown


def unstored(extraction: Extraction) -> Read:
    """An article that was read but is not stored, as one that is."""
    article = extraction.article
    misses = tuple(Missed(m.relation, m.reason, m.evidence.start, m.evidence.end) for m in extraction.misses)
    return Read(article.id, article.text, article.title, article.publisher,
                article.published.isoformat() if article.published else None, article.language, article.url, 1,
                tuple(dict.fromkeys(misses)))


def head(one: Read) -> list[Node]:
    languages = {"en": t("English"), "fr": t("French")}
    told = [span(clean(one.publisher, 80) or t("no publisher")),
            span(day(one.published) or t("no date of publication")),
            span(languages.get(one.language, one.language))]
    told += [span(t("version {number}", number=one.version))] if one.version > 1 else []
    told += [link(t("original"), prose.outside(one.url))] if prose.outside(one.url) else []
    return [link(t("All articles"), prose.to("articles"), "small"), Node("h3", clean(one.title, 200) or clean(one.id)),
            line(*prose.joined(told, " · "), look="small faint")]


def text(one: Read, said: Sequence[Said], chosen: str) -> list[Node]:
    """The text; sentences that gave a claim are blue, those that look like one but gave none grey and dashed."""
    body = one.text[:MOST]
    nodes = [Node("div", look="text", kids=prose.marked(body, _stretches(one, said, chosen)))]
    if len(one.text) > MOST:
        nodes.append(Node("p", t("The rest of this very long text is not shown."), "small faint"))
    return nodes


def _stretches(one: Read, said: Sequence[Said], chosen: str) -> Iterator[Stretch]:
    groups = sentences_of(said)
    for (start, end), group in groups.items():
        look = "claim chosen" if chosen in {s.claim for s in group} else "claim"
        yield Stretch(start, end, look, views.heading(group[0]), group[0].claim)
    for miss in one.misses:
        if (miss.start, miss.end) not in groups:
            id = f"miss-{miss.start}"
            yield Stretch(miss.start, miss.end, "miss chosen" if chosen == id else "miss",
                          views.reason_words(miss.reason), id)


def sentences_of(said: Sequence[Said]) -> dict[tuple[int, int], list[Said]]:
    """Where a sentence stands -> what was understood of it."""
    groups: dict[tuple[int, int], list[Said]] = {}
    for one in said:
        groups.setdefault((one.start, one.end), []).append(one)
    return groups


def explained(one: Read, said: Sequence[Said], chosen: str, events: Mapping[str, str]) -> list[Node]:
    """What the chosen mark means; all that was read, where none is chosen."""
    misses = [m for m in one.misses if chosen == f"miss-{m.start}"]
    group = next((g for g in sentences_of(said).values() if chosen in {s.claim for s in g}), list(said))
    if misses:
        told = [Node("h4", t("Nothing was read in this sentence"))]
        return told + [Node("p", t("It has the words of “{relation}”, but: {reason}.",
                                   reason=views.reason_words(m.reason), relation=views.relation_words(m.relation)))
                       for m in misses]
    if not group:
        return [Node("h4", t("Nothing was read in this article")),
                Node("p", t("No sentence of it tells of a deal, a dispute or a tie between two parties."))]
    counted = nt("{count} claim", "{count} claims", len(group))
    nodes = [Node("h4", t("What was read: {claims}", claims=counted)), cards.marks_legend(), *cards.sentences(group)]
    files = dict.fromkeys(events[s.claim] for s in group if s.claim in events)
    if files:
        links = [link(t("file {number}", number=n), prose.to("file", event=event)) for n, event in enumerate(files, 1)]
        nodes.append(line(span(t("It is told of in: ")), *prose.joined(links)))
    return nodes
