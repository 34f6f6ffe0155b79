"""Text -> paragraphs, the pieces that are parsed: offsets into the article stay right.

A wire wraps its lines, so a newline alone ends nothing there; a web page has one line a paragraph, so there it does.
What is parsed is what was given with each newline a space, without tickers, the braces of wires and further blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.headlines import shouts
from extract.tokens import Doc

WRAPPED = 100       # a text whose lines are nearly all shorter than this was wrapped by hand
LONGEST = 20_000    # characters parsed at once; longer paragraphs are cut at a sentence end or a space

_CUT = re.compile(r"(?<=[.!?])\s|\s")
# "Ombra {OMB.O}", "Ombra <OMB>", "Ombra (NYSE: OMB)", "Ombra (OMB.PA)": a listed company's ticker.
_CODE = r"(?:[A-Z0-9]{1,6}|[A-Za-z0-9]{1,6}(?:\.[A-Za-z]{1,4}){1,2}\.?)"
_TICKER = re.compile(
    rf" *(?:\{{{_CODE}\}}|<{_CODE}>|\((?:[A-Z]\w+ ?){{1,3}}: ?{_CODE}\)|\([A-Z0-9]{{1,6}}\.[A-Z]{{1,2}}\))")
_BRACES = re.compile(r"[{}]|<(?=[A-Z][^<>]{2,60}>)|(?<=[\w.])>")     # "{Ombra Inc}": a company that is not listed
_GONE = "\0"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed piece. Character i of ``doc.text`` is character ``start + offsets[i]`` of the article.

    ``doc.user_data``: ``shown``, the tokens that stood as names before the parser; ``dateline``, how many open a
    dispatch.
    """

    doc: Doc
    start: int
    offsets: Sequence[int]
    index: int
    is_title: bool = False

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets of tokens ``first`` up to and without ``last``."""
        end = self.doc[last - 1]
        return self.place(self.doc[first].idx, end.idx + len(end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Article offsets of characters ``start`` up to and without ``end`` of ``doc.text``."""
        return self.start + self.offsets[start], self.start + self.offsets[end - 1] + 1


def split(text: str) -> list[tuple[int, int]]:
    """The paragraphs of ``text`` as offsets, without blank edges, none longer than LONGEST."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lengths = [b - a for a, b in lines if text[a:b].strip()]
    wrapped = len(lengths) > 2 and sorted(lengths)[int(len(lengths) * 0.9)] <= WRAPPED
    found: list[tuple[int, int]] = []
    for a, b in lines:
        first, last = _trim(text, a, b)
        if first == last:
            continue
        if found and wrapped and _continues(text, found[-1], (a, first)):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return [piece for a, b in found for piece in _pieces(text, a, b)]


def clean(text: str) -> tuple[str, list[int]]:
    """``text`` as the parser should see it, and where each of its characters stood."""
    flat = re.sub(r"[\n\r\t\u00a0\u202f\u2009]", " ", text)
    flat = flat.replace("’", "'").replace("‘", "'")
    flat = _TICKER.sub(lambda m: _gone(m, flat), flat)
    flat = _BRACES.sub(lambda m: _gone(m, flat), flat)
    flat = re.sub(r"(?<= )[ \0]+", lambda m: _GONE * len(m[0]), flat)
    offsets = [i for i, c in enumerate(flat) if c != _GONE]
    return "".join(flat[i] for i in offsets), offsets


def _gone(match: re.Match[str], text: str) -> str:
    """Nothing, or a blank where words would meet ("Ombra{OMB}BUYS", "Ombra Inc {OMB}.")."""
    after = text[match.end():match.end() + 1]
    meet = text[match.start() - 1:match.start()].isalnum() and (after.isalnum() or after == ".")
    return _GONE * (len(match[0]) - meet) + " " * meet


def _continues(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line goes on with the paragraph before it: no blank line between, no indent, not after a headline."""
    start, first = line
    between = text[before[1]:start]
    last_line = text[before[0]:before[1]].rsplit("\n", 1)[-1]
    after_headline = shouts(last_line) and not shouts(text[first:first + 40])
    return between.count("\n") < 2 and first == start and not after_headline


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    piece = text[a:b]
    first = a + len(piece) - len(piece.lstrip())
    return first, max(first, a + len(piece.rstrip()))


def _pieces(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    while b - a > LONGEST:
        cuts = [m.end() for m in _CUT.finditer(text, a + LONGEST // 2, a + LONGEST)]
        ends = [c for c in cuts if text[c - 2] in ".!?"]
        cut = (ends or cuts or [a + LONGEST])[-1]
        yield _trim(text, a, cut)
        a = cut
    yield _trim(text, a, b)
