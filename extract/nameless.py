"""Courts and authorities that the text gives no name: "a federal judge", "Italian prosecutors", "le parquet"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.names import name_key
from extract.roster import Member
from extract.tokens import Token
from extract.types import EntityKind

if TYPE_CHECKING:
    from extract.resolve import Cast


def read(cast: Cast, head: Token, kinds: Sequence[EntityKind]) -> tuple[Member, int, int] | None:
    """Who the phrase headed by ``head`` means and its tokens, where it says enough to be somebody.

    A bare "the regulator" means one told before, or nobody; a court or a judge rules whoever it is.
    """
    lemma = cast.phrases.lemma(head)
    before = head.doc[head.i - 1].lower_ if head.i else ""
    words = cast.words.nameless
    kind = next((k for k in words if k in kinds and {lemma, f"{before} {lemma}"} & set(words[k])), None)
    if kind is None or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    start = cast.phrases.left(head)
    end = head.i + 1
    if head.doc[end:end + 1].text == "of" and head.doc[end + 1:end + 2].text[:1].isupper():      # "the state of Ohio"
        end += 2
    plain = end == start + 1 and before in {*cast.words.definite, *cast.words.contracted, *cast.words.possessive}
    if plain and kind != "court":
        return None
    name = " ".join(head.doc[start:end].text.split())
    return cast.roster.nameless(name_key(name), name, kind), start, end
