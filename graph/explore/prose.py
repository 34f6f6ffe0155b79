"""Text of articles with looks, links and marks, as plain data: the browser writes each piece as text, never as HTML.

``pages/prose.py`` draws it. Pure; no Streamlit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

Tag = Literal["div", "p", "span", "a", "mark", "h3", "h4", "blockquote", "dl", "dt", "dd", "ul", "li"]
Page = Literal["changes", "network", "disputes", "deals", "file", "company", "articles", "add", "review",
               "misses", "reference"]
HOME: Page = "changes"
_WEB = re.compile(r"https?://[^\s\x00-\x1f]+$")


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its text, then its children. ``look``: classes of ``prose.css``; ``to``: where a link leads;
    ``id``: what a click on it is told as; ``hint``: a tooltip; ``ink``: a colour of ours.
    """

    tag: Tag
    text: str = ""
    look: str = ""
    to: str = ""
    id: str = ""
    hint: str = ""
    ink: str = ""
    kids: tuple[Node, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        made: dict[str, Any] = {"tag": self.tag}
        for name in ("text", "look", "to", "id", "hint", "ink"):
            if value := getattr(self, name):
                made[name] = value
        if self.kids:
            made["kids"] = [kid.plain() for kid in self.kids]
        return made


def to(page: Page, **query: str | None) -> str:
    """The address of a page from any other page, with what it should show."""
    given = urlencode({key: value for key, value in query.items() if value})
    return ("./" if page == HOME else page) + (f"?{given}" if given else "")


def led(address: str) -> tuple[str, dict[str, str]]:
    """The page and the query of an address made by ``to``."""
    path, _, query = address.partition("?")
    return HOME if path == "./" else path, dict(parse_qsl(query))


def outside(url: str | None) -> str:
    """``url`` where it is an address of the web; "" for what a browser might run."""
    return url if url and _WEB.match(url) and urlsplit(url).netloc else ""


def clean(text: str | None, most: int = 300) -> str:
    """``text`` on one line without control, format or direction marks, at most ``most`` characters."""
    if not text:
        return ""
    line = " ".join("".join(c for c in text if _shown(c)).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def harmless(text: str) -> str:
    """``text`` with its lines, without control, format or direction marks."""
    return "".join(c for c in text if _shown(c))


def _shown(c: str) -> bool:
    return c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")


def span(text: str, look: str = "") -> Node:
    return Node("span", text, look)


def link(text: str, address: str, look: str = "") -> Node:
    return Node("a", text, look, to=address) if address else Node("span", text, look)


def line(*kids: Node, look: str = "", tag: Tag = "p") -> Node:
    return Node(tag, look=look, kids=kids)


def joined(nodes: Sequence[Node], by: str = ", ") -> tuple[Node, ...]:
    """``nodes`` with ``by`` between them."""
    return tuple(kid for n, node in enumerate(nodes) for kid in ((span(by), node) if n else (node,)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text that are shown as a mark: ``look`` how, ``hint`` why, ``id`` what a click is told as."""

    start: int
    end: int
    look: str
    hint: str = ""
    id: str = ""


def marked(text: str, stretches: Iterable[Stretch]) -> tuple[Node, ...]:
    """``text`` cut into plain pieces and marks; where two overlap the one that begins first, then the longer, stays."""
    pieces: list[Node] = []
    at = 0
    for one in sorted(stretches, key=lambda s: (s.start, -s.end)):
        if not at <= one.start < one.end <= len(text):
            continue
        if one.start > at:
            pieces.append(span(harmless(text[at:one.start])))
        pieces.append(Node("mark", harmless(text[one.start:one.end]), one.look, id=one.id, hint=one.hint))
        at = one.end
    if at < len(text):
        pieces.append(span(harmless(text[at:])))
    return tuple(pieces)
