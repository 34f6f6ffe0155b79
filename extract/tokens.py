"""A text as plain Python objects: its tokens, filled once by ``taggers``, under the names that spaCy has for them.

Rules ask tokens for their head, children and lemma many times over; spaCy makes each answer anew, here it is kept.
What spaCy can be asked of a word alone, whatever stands around it, is asked once a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from spacy.vocab import Vocab

from extract.types import Language

WORDS = 1 << 15    # whose answers are kept
_OF_WORD = ("lower_", "is_alpha", "is_digit", "is_lower", "is_upper", "is_title", "is_punct", "is_space", "is_quote",
            "is_currency", "is_stop", "is_oov", "like_num")


@lru_cache(maxsize=WORDS)
def _of_word(vocab: Vocab, text: str) -> tuple[Any, ...]:
    lexeme = vocab[text]
    return tuple(getattr(lexeme, name) for name in _OF_WORD)


class Token:
    """A word in its Doc. Before the tree is known, it hangs on itself and has no tags."""

    __slots__ = ("children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx",
                 "is_alpha", "is_currency", "is_digit", "is_lower", "is_oov", "is_punct", "is_quote", "is_sent_start",
                 "is_space", "is_stop", "is_title", "is_upper", "lang_", "lemma_", "like_num", "lower_", "morph",
                 "pos_", "sent", "tag_", "text", "whitespace_")

    def __init__(self, doc: Doc, i: int, idx: int, text: str, whitespace: str) -> None:
        self.doc, self.i, self.idx, self.text, self.whitespace_ = doc, i, idx, text, whitespace
        (self.lower_, self.is_alpha, self.is_digit, self.is_lower, self.is_upper, self.is_title, self.is_punct,
         self.is_space, self.is_quote, self.is_currency, self.is_stop, self.is_oov, self.like_num) = _of_word(
            doc.vocab, text)
        self.lang_ = doc.lang_
        self.head = self
        self.ent_type_ = self.ent_iob_ = self.pos_ = self.tag_ = self.dep_ = self.lemma_ = self.morph = ""
        self.is_sent_start = not i
        self.children: list[Token] = []
        self.sent: Span

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        return [c for c in self.children if c.i < self.i]

    @property
    def subtree(self) -> list[Token]:
        """The token and all below it, in order."""
        found: list[Token] = []
        for child in self.children:
            if child.i < self.i:
                found += child.subtree
        found.append(self)
        for child in self.children:
            if child.i > self.i:
                found += child.subtree
        return found

    @property
    def ancestors(self) -> Iterator[Token]:
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def left_edge(self) -> Token:
        return min(self.subtree, key=lambda t: t.i)

    @property
    def right_edge(self) -> Token:
        return max(self.subtree, key=lambda t: t.i)

    @property
    def conjuncts(self) -> list[Token]:
        """What is coordinated with the token, which is not among it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [c for c in token.children if c.dep_ == "conj" and c.i > token.i]
        return [t for t in found if t is not self]

    def is_ancestor(self, other: Token) -> bool:
        return any(t is self for t in other.ancestors)

    def nbor(self, n: int = 1) -> Token:
        if self.i + n < 0:
            raise IndexError(f"no token {n} from {self.i}")
        return self.doc[self.i + n]


class Span:
    """Tokens ``start`` up to ``end`` of a Doc."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start:self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start:self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start:self.end][i]

    @property
    def text(self) -> str:
        if self.start >= self.end:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.doc.tokens[self.start].idx:last.idx + len(last)]

    @property
    def root(self) -> Token:
        """The token that hangs on nothing inside: the highest, of several the first."""
        inside = range(self.start, self.end)
        tops = [t for t in self if t.head is t or t.head.i not in inside]
        return min(tops, key=lambda t: sum(1 for _ in t.ancestors)) if tops else self[0]

    @property
    def sent(self) -> Span:
        """The sentence; of a span over several, from the beginning of the first to the end of the last."""
        first, last = self.doc.tokens[self.start].sent, self.doc.tokens[max(self.start, self.end - 1)].sent
        return first if last is first else Span(self.doc, first.start, last.end)


class Doc:
    """``words``, each with whether a blank follows. ``user_data`` is for what is found once and asked again."""

    def __init__(self, vocab: Vocab, language: Language, words: Sequence[tuple[str, bool]]) -> None:
        self.vocab, self.lang_ = vocab, language
        self.user_data: dict[str, Any] = {}
        self.ents: tuple[Span, ...] = ()
        self.tokens: list[Token] = []
        at = 0
        for i, (word, blank) in enumerate(words):
            self.tokens.append(Token(self, i, at, word, " " if blank else ""))
            at += len(word) + blank
        self.text = "".join(t.text + t.whitespace_ for t in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Span: ...
    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, int):
            return self.tokens[i]
        start, end, _ = i.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    @property
    def sents(self) -> list[Span]:
        return [t.sent for t in self.tokens if t.is_sent_start]

    def char_span(self, start: int, end: int) -> Span:
        """The tokens that characters ``start`` up to ``end`` of the text touch."""
        begins = [t.idx for t in self.tokens]
        first, last = bisect_right(begins, start) - 1, bisect_right(begins, end - 1)
        first += start == begins[first] + len(self.tokens[first])       # on the blank behind it
        return Span(self, first, last)

    def knows(self, word: str) -> bool:
        """Whether the language's vectors have ``word``."""
        return not _of_word(self.vocab, word)[_OF_WORD.index("is_oov")]

    def hang(self, heads: Sequence[int], labels: Sequence[str]) -> None:
        """Makes the tree: the head and the label of each token; a sentence begins where what hangs on a root does."""
        tokens = self.tokens
        for token in tokens:
            token.children = []
        for token, i, label in zip(tokens, heads, labels, strict=True):
            token.head, token.dep_ = tokens[i], label
            if i != token.i:
                tokens[i].children.append(token)
        begins = {t.left_edge.i for t in tokens if t.head is t and t.dep_} | {0}
        ends = [*sorted(begins)[1:], len(tokens)]
        for start, end in zip(sorted(begins), ends, strict=True):
            sentence = Span(self, start, end)
            for token in tokens[start:end]:
                token.sent, token.is_sent_start = sentence, token.i == start

