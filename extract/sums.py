"""Where a name ends and a sum begins: taggers take "Ombra HK$375 million" for a name, "Tolvane 25.8%" for a sum."""

from __future__ import annotations

from extract.amounts import find_amounts, find_percents
from extract.tokens import Doc, Token

_NUMBERS = {"PERCENT", "MONEY", "CARDINAL"}


def before_sum(doc: Doc, start: int, end: int) -> int:
    """Where the tagged name from ``start`` up to ``end`` ends if a sum is in it, else ``end``."""
    if not any(c.isdigit() for t in doc[start + 1:end] for c in t.text):
        return end
    text, first = doc[start:min(end + 2, len(doc))].text, doc[start].idx
    sums = {a.start + first for find in (find_amounts, find_percents) for a in find(text, doc.lang_)}
    return min([end, *(t.i for t in doc[start + 1:end] if t.idx in sums)])


def before_number(token: Token) -> bool:
    """A capitalised word that a tagger takes for the first of a number: "and Tolvane 25.8%"."""
    i, doc = token.i, token.doc
    return (token.ent_iob_ == "B" and token.ent_type_ in _NUMBERS and token.text.istitle() and i > 0
            and (doc[i - 1].text == "," or doc[i - 1].text[-1].isalpha())
            and i + 1 < len(doc) and doc[i + 1].text[0].isdigit())
