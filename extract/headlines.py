"""Headlines, where capitals say nothing: shouted ones are written as their article writes the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain

from spacy.language import Language as Pipeline

from extract.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?:\"]\s+|-\s+)$")
_LONG = 30          # tokens; more are a text
_SHOUTED = 12       # fewer letters may be a name



def is_headline(doc: Doc) -> bool:
    """Title Case all through: capitals there say nothing about names."""
    if "headline" not in doc.user_data:
        doc.user_data["headline"] = _in_titles(doc)
    return bool(doc.user_data["headline"])


def _in_titles(doc: Doc) -> bool:
    if len(doc) >= _LONG:
        return False
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return (len(words) >= 3 and sum(t.text[0].isupper() for t in words) >= 0.75 * len(words)
            and not any(t.text == "." for t in doc))


def ordinary(word: str, pipeline: Pipeline) -> bool:
    """Whether a lower-case word is one of the language's own: in its vectors, or in its lemmatizer's tables."""
    vocab = pipeline.vocab
    if vocab.vectors_length:
        return not vocab[word].is_oov
    stems = {word, *(word[:-n] + end for n in (1, 2, 3) for end in ("", "e", "y") if len(word) > n + 1)}
    return vocab[word].is_stop or not stems.isdisjoint(_lemmas(pipeline))


def is_lemma(word: str, pipeline: Pipeline) -> bool:
    """Whether the lemmatizer's tables have ``word`` itself."""
    return word in _lemmas(pipeline)


@cache
def _lemmas(pipeline: Pipeline) -> frozenset[str]:
    """All that the lemmatizer's tables, lists by part of speech, know."""
    index = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(chain.from_iterable(index.values()))


def shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > _SHOUTED and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def lowered(texts: Sequence[str], is_word: Callable[[str], bool]) -> list[str]:
    """The paragraphs of one article, each as long as before, those shouted written as the others write their words.

    A word that no other has is lower case if it is one of the language (``is_word``); without others all are capitals.
    """
    body = [text for text in texts if not shouts(text)]
    if len(body) == len(texts):
        return list(texts)
    spelt = _spellings(body)
    return [_lowered(text, spelt, is_word) if shouts(text) else text for text in texts]


def _spellings(body: Iterable[str]) -> dict[str, str]:
    """lower case -> how the word is mostly written where it opens no sentence, else how it is written at all."""
    inside: dict[str, Counter[str]] = {}
    opening: dict[str, str] = {}
    for text in body:
        for match in _WORD.finditer(text):
            word, key = match[0], match[0].lower()
            if len(key) != len(word):
                continue
            if word.istitle() and _OPENS.search(text[:match.start()][-4:]):
                opening.setdefault(key, word)
            else:
                inside.setdefault(key, Counter())[word] += 1
    return opening | {key: count.most_common(1)[0][0] for key, count in inside.items()}


def _lowered(text: str, spelt: dict[str, str], is_word: Callable[[str], bool]) -> str:
    def written(match: re.Match[str]) -> str:
        word, key = match[0], match[0].lower()
        if len(key) != len(word):
            return word
        if len(word) == 1:      # "OMBRA'S", "A", but "U.S."
            before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
            return key if before == "'" or (key == "a" and after == " ") else word
        title = word[0] + key[1:]
        if not spelt or key in spelt:
            return spelt.get(key, title)
        return key if match.start() and is_word(key) else title

    lower = _WORD.sub(written, text)
    return lower[:1].upper() + lower[1:]
