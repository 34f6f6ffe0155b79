"""Quoted speech: where quotation marks open and close over an article, and who is speaking.

A quote may run over several sentences and paragraphs; its speaker stands beside a verb of saying next to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.paragraphs import Paragraph
from extract.predicates_clause import VERBAL, Clause
from extract.predicates_labels import complements
from extract.registry import Strict, lexicon
from extract.tokens import Token
from extract.types import Language

_PAIRS = {"«": "»", "“": "”", '"': '"', "``": "''", "„": "“"}
_SHORT = 4      # words: a quoted title or term, not speech


class Words(Strict):
    """``lang/*/attribution.yaml``."""

    report: frozenset[str]
    claim_nouns: frozenset[str]
    givers: frozenset[str]
    according: frozenset[str]
    sources: frozenset[str]
    documents: frozenset[str]
    hearsay: frozenset[str]
    rumour: frozenset[str]         # verbs whose passive without an agent is hearsay: "is said to be in talks"
    citing: frozenset[str]
    dashes: frozenset[str]
    outlets: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``start`` up to ``end`` of one paragraph, marks included. ``speaker``: (paragraph, head token)."""

    paragraph: int
    start: int
    end: int
    speaker: tuple[int, int] | None = None


def find(paragraphs: Sequence[Paragraph], clauses: Sequence[Clause], language: Language) -> list[Quote]:
    """All quotes of an article in order, with their speakers."""
    words = lexicon(language, "attribution", Words)
    found: list[Quote] = []
    for paragraph, clause in zip(paragraphs, clauses, strict=True):
        for start, end in _spans(paragraph):
            speaker = _speaker(clause, start, end, words)
            if speaker is None and end - start > _SHORT and found and _follows(paragraphs, found[-1], paragraph, start):
                previous = found[-1].speaker
                found.append(Quote(paragraph.index, start, end, previous))
            else:
                where = (paragraph.index, speaker.i) if speaker is not None else None
                found.append(Quote(paragraph.index, start, end, where))
    return found


def _spans(paragraph: Paragraph) -> list[tuple[int, int]]:
    text = paragraph.doc.text
    if not any(mark in text for mark in _PAIRS):
        return []
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for token in paragraph.doc:
        if opened is None and token.text in _PAIRS:
            opened = (token.i, _PAIRS[token.text])
        elif opened is not None and token.text == opened[1]:
            spans.append((opened[0], token.i + 1))
            opened = None
    if opened is not None and len(paragraph.doc) - opened[0] > _SHORT:
        spans.append((opened[0], len(paragraph.doc)))
    return spans


def _follows(paragraphs: Sequence[Paragraph], before: Quote, paragraph: Paragraph, start: int) -> bool:
    """Whether a quote without a speaker goes on with the one before it: nothing but it stands between."""
    if before.paragraph == paragraph.index:
        between = paragraph.doc[before.end:start]
        return not any(t.is_sent_start for t in list(between)[1:]) and len(between) < 25
    last = paragraphs[before.paragraph].doc
    return before.paragraph == paragraph.index - 1 and start == 0 and before.end >= len(last) - 1


def _speaker(clause: Clause, start: int, end: int, words: Words) -> Token | None:
    """The subject of a verb of saying outside the quote, in a sentence that the quote touches."""
    doc = clause.doc
    first, last = doc[start].sent.start, doc[min(end, len(doc)) - 1].sent.end
    if last == end and end < len(doc) and not doc[end].text[:1].isupper():
        last = doc[end].sent.end
    if last <= end < len(doc) and (doc[end - 2].text == "," or doc[end].lower_ in words.report):
        last = doc[end].sent.end
    outside = [t for t in doc[first:last] if not start <= t.i < end]
    for token in sorted(outside, key=lambda t: min(abs(t.i - start), abs(t.i - end))):
        if is_saying(token, words):
            subject = speaker_of(clause, token, (start, end))
            if subject is not None:
                return subject
        if token.lower_ in words.according:
            for noun in doc[token.i + 1:token.i + 6]:
                if noun.pos_ in {"PROPN", "NOUN", "PRON"}:
                    return noun
    return None


def is_saying(token: Token, words: Words) -> bool:
    return token.pos_ in VERBAL and token.lemma_.lower() in words.report


def speaker_of(clause: Clause, verb: Token, outside: tuple[int, int] = (0, 0), inverted: bool = False) -> Token | None:
    """Who says: the subject, or what follows ('said Jane Roe', 'a dit le groupe'), that first where ``inverted``."""
    governed = [head for _, head in complements(verb, clause.language)]
    after = [c for c in verb.children if c.i > verb.i and c.pos_ in {"PROPN", "NOUN", "PRON"} and c not in governed]
    subjects = [t for t, _ in clause.subjects(verb)]
    chosen = [*after[:1], *subjects] if inverted else [*subjects, *after]
    return next((t for t in chosen if not outside[0] <= t.i < outside[1]), None)
