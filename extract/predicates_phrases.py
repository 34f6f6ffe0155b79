"""Phrases of the ontology in a text: "take control of", words in order with few between, articles left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.tokens import Doc, Token

_ARTICLES = {"le", "la", "les", "un", "une", "l'", "the", "a", "an", "its", "their", "son", "sa", "ses", "leur"}
_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à", "qu'": "que", "s'": "se",
               "percent": "%", "pct": "%", "cent": "%"}
_GAP = 5        # words, names and sums that may stand inside a phrase: "won a $2 billion contract from"
_INSERTED = 9   # words between commas inside one
_INSIDE = {"-", '"', "«", "»", "%", "/", "'", "’"}
_WORD = re.compile(r"[\w%&-]+'?")


@lru_cache(maxsize=64)
def compiled(phrases: frozenset[str], nouns: frozenset[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """first word -> [(phrase, its words without articles and contractions)]; also of ``nouns`` of several words."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase in phrases | {noun for noun in nouns if " " in noun or "'" in noun}:
        raw = [_CONTRACTED.get(w, w) for w in _WORD.findall(phrase.lower().replace("’", "'"))]
        words = tuple(w for w in raw if w not in _ARTICLES)
        table.setdefault(words[0], []).append((phrase, words))
    return table


def key_of(token: Token) -> str:
    lower = token.lower_
    if lower in _CONTRACTED:
        return _CONTRACTED[lower]
    return token.lemma_.lower()


def phrases_in(doc: Doc, table: dict[str, list[tuple[str, tuple[str, ...]]]]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Phrases in reading order, at each place the longest and of these the closest: words in order, few between."""
    keys = [key_of(t) for t in doc]
    lowers = [t.lower_ for t in doc]
    present = {*keys, *lowers}
    for i, key in enumerate(keys):
        listed = [*table.get(key, ()), *(table.get(lowers[i], ()) if lowers[i] != key else ())]
        if not listed or doc[i].dep_.startswith("aux"):     # "has agreed to buy a stake" has no stake
            continue
        matches = [(tokens, phrase) for phrase, words in listed
                   if present.issuperset(words) and (tokens := _match(doc, keys, lowers, i, words))]
        if matches:
            yield min(matches, key=lambda m: (-len(m[0]), m))


def _match(doc: Doc, keys: list[str], lowers: list[str], start: int, words: tuple[str, ...]) -> tuple[int, ...]:
    tokens = [start]
    at = start + 1
    beside = _set_off(doc)
    for word in words[1:]:
        gap = 0
        last = len(tokens) == len(words) - 1
        while at < len(keys) and (word not in (keys[at], lowers[at]) or _aims(doc[at], words) or (
                last and _of_a_sum(doc[at]))):
            after = beside.get(at) or (_over_commas(doc, at) if doc[at].text == "," else 0)
            if after:                       # "took X, the British retailer, to court"
                at = after
                continue
            if gap == _GAP or (doc[at].is_punct and doc[at].text not in _INSIDE) or doc[at].is_sent_start or (
                    _own_clause(doc[at])):
                return ()
            gap += not _goes_on(doc[at])
            at += 1
        if at >= len(keys):
            return ()
        tokens.append(at)
        at += 1
    if _another_noun(doc[tokens[-1]], tokens) or any(_oblique(doc[i], tokens) for i in tokens[1:]):
        return ()
    return () if any(_in_name(doc[i], set(tokens)) for i in tokens) else tuple(tokens)


def _of_a_sum(token: Token) -> bool:
    """"obtenir un prêt de 3 millions de X", "a loan of $3 million": not the preposition that a party stands behind."""
    after = token.doc[token.i + 1:token.i + 2]
    return token.pos_ == "ADP" and any(t.like_num or t.is_currency for t in after)


def _oblique(token: Token, tokens: Sequence[int]) -> bool:
    """A noun behind a preposition that is no word of the phrase: "lance une enquête sur le rachat" has no purchase,
    "buys Kestrel in cash and stock" no stock."""
    if token.pos_ == "NOUN" and token.lang_ == "en":
        first = token.head if token.dep_ == "conj" else token
        if token.text == "%" and first.head.lower_ == "of" and first.head.head.i not in tokens:
            return True         # "has a market share of 12%"
        return first.dep_ == "pobj" and tokens[0] < first.head.i not in tokens and (
            first.head.lower_ != "of")
    return token.pos_ == "NOUN" and any(
        c.dep_ == "case" and c.i < token.i and c.i not in tokens and key_of(c) != "de" for c in token.children)


def _another_noun(last: Token, tokens: Sequence[int]) -> bool:
    """Whether a final "de" belongs to a noun that is no word of the phrase: "conseille X dans la vente de Y"."""
    before = last.nbor(-1) if last.i else last
    return key_of(last) == "de" and before.i not in tokens and before.pos_ == "NOUN" and any(
        t.pos_ == "ADP" and t.i not in tokens for t in last.doc[tokens[-2] + 1:before.i])


def _own_clause(token: Token) -> bool:
    """A verb that rules the words behind it: "devra payer 3 millions à X" is no "devoir 3 millions à"."""
    return token.pos_ == "VERB" and token.dep_ not in {"amod", "acl", "compound", "aux", "auxpass"}


def _goes_on(token: Token) -> bool:
    """Whether this word adds nothing to the distance: "pay Dominion Voting Systems $2 million to settle" has three."""
    return token.pos_ in {"ADP", "DET", "PUNCT", "SYM"} or (token.pos_ == token.nbor(-1).pos_ == "PROPN")


def _aims(token: Token, words: tuple[str, ...]) -> bool:
    """"signed a deal to order jets": no noun of a phrase, but what is aimed at."""
    return token.tag_ == "VB" and "to" not in words and token.i > 0 and token.nbor(-1).tag_ == "TO"


def _set_off(doc: Doc) -> dict[int, int]:
    """Comma -> where what it sets off beside a name ends: appositions and relative clauses between two commas."""
    if "beside" not in doc.user_data:
        found = {}
        for token in doc:
            counts = any(t.like_num for t in (token, *token.children))      # "the penalty, $12 million, went to"
            if token.dep_ in {"appos", "relcl"} and (token.head.pos_ == "PROPN" or counts):
                first, end = token.left_edge.i, token.right_edge.i + 1
                if first and doc[first - 1].text == "," and end < len(doc) and doc[end].text == ",":
                    found[first - 1] = end + 1
        doc.user_data["beside"] = found
    beside: dict[int, int] = doc.user_data["beside"]
    return beside


def _over_commas(doc: Doc, comma: int) -> int:
    """One past the comma that closes what the one at ``comma`` opens, "met, mardi 3 mars, la main sur"; 0 where nothing
    does, or a verb stands between."""
    for token in doc[comma + 1:comma + _INSERTED] if doc.lang_ == "fr" else ():
        if token.text == ",":
            return token.i + 1 if token.i > comma + 1 else 0
        if token.pos_ in {"VERB", "AUX"} or token.is_sent_start or (token.is_punct and token.text not in _INSIDE):
            return 0
    return 0


def _in_name(token: Token, inside: set[int]) -> bool:
    """"Orrin Gas", "Dunmore Investment Management": a word of a phrase that is part of a name, not one of a title."""
    if token.pos_ != "PROPN":
        return False
    before = any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == token.i - 1 for c in token.children)
    gap = token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.pos_ == "PROPN" and (
        max(inside) > token.i)
    return (before and token.i - 1 not in inside) or (gap and token.i + 1 not in inside)


def head_of(doc: Doc, tokens: Sequence[int]) -> Token:
    inside = set(tokens)
    for i in tokens:
        if (doc[i].head.i not in inside or doc[i].head.i == i) and doc[i].pos_ not in {"ADP", "DET"}:
            return doc[i]
    return doc[tokens[0]]
