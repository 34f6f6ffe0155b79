"""Text -> paragraphs, the pieces that are parsed: offsets into the article stay right.

A wire wraps its lines, so a newline alone ends nothing there; a web page has one line a paragraph, so there it does.
What is parsed has the same length as what was given: a newline inside a paragraph becomes a space, shouted headlines
become Title Case, nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

WRAPPED = 100       # a text whose lines are nearly all shorter than this was wrapped by hand
LONGEST = 20_000    # characters parsed at once; longer paragraphs are cut at a sentence end or a space

_END = re.compile(r"[.!?…:;»”\"]\s*$")
_CUT = re.compile(r"(?<=[.!?])\s|\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed piece: ``article.text[start:start + len(doc.text)]`` is what ``doc`` was made from.

    ``doc.user_data["shown"]``: the tokens that stood as names before the parser.
    """

    doc: Doc
    start: int
    index: int
    is_title: bool = False

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets of tokens ``first`` up to and without ``last``."""
        end = self.doc[last - 1]
        return self.start + self.doc[first].idx, self.start + end.idx + len(end)


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


def clean(text: str) -> str:
    """``text`` as the parser should see it: the same length, no newlines, shouting lowered to Title Case."""
    flat = re.sub(r"[\n\r\t\u00a0\u202f\u2009]", " ", text)
    flat = flat.replace("’", "'").replace("‘", "'")
    return _lower_headline(flat) if _shouts(flat) else flat


def _continues(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line goes on with the paragraph before it: no blank line between, no indent, not after a headline."""
    start, first = line
    between = text[before[1]:start]
    last_line = text[before[0]:before[1]].rsplit("\n", 1)[-1]
    after_headline = _shouts(last_line) and not _shouts(text[first:first + 40])
    return between.count("\n") < 2 and first == start and not after_headline


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _lower_headline(text: str) -> str:
    """'FIRST BANK TO BUY ACME' -> 'First Bank To Buy Acme': the taggers know this form better."""
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0][0] + m[0][1:].lower() if len(m[0][0].lower()) == 1 else m[0], text)


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
