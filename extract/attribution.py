"""Who says it: a party, an outlet, unnamed sources, a court paper, or nobody but the article itself.

``attribution`` names the nearest one who answers for a predicate; ``is_hearsay`` says whether anybody on the way is
another outlet or has no name. A named party that speaks for itself is no hearsay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.discourse import OPEN_ENDS
from extract.names import name_key
from extract.paragraphs import Paragraph
from extract.predicates_clause import VERBAL
from extract.predicates_labels import by_agent, complements
from extract.quotes import Words, is_saying, speaker_of
from extract.registry import lexicon
from extract.resolve import Cast
from extract.roster import Member
from extract.tokens import Token
from extract.types import Attribution, AttributionMode, EntityKind

_SPEAKERS: tuple[EntityKind, ...] = ("company", "person", "publisher", "public_body", "court", "fund", "organisation")
_HIGH = 25          # a tree deeper than this is broken
_NEAR = 8           # words after "selon" or a verb in which its source stands
_NOMINAL = {"NOUN", "PROPN", "PRON"}


@dataclass(frozen=True, slots=True)
class _Voice:
    """One who says something. ``kind`` tells a party from what makes hearsay of its words."""

    kind: Literal["party", "outlet", "anonymous", "document"]
    name: str
    member: Member | None = None
    quoted: bool = False


def attribution(cast: Cast, paragraph: Paragraph, start: int, end: int, head: int) -> Attribution | None:
    """Who says what the predicate at token ``head`` says, in the sentence of tokens ``start`` up to ``end``."""
    voices = list(_voices(cast, paragraph, start, end, head))
    if not voices:
        return None
    voice = voices[0]
    if voice.kind in {"anonymous", "outlet"} and any(v.kind == "anonymous" for v in voices):
        outlet = next((v for v in voices if v.kind == "outlet"), None)
        name, member, mode = (outlet or voice).name, (outlet or voice).member, "anonymous"
    else:
        name, member, mode = voice.name, voice.member, "direct" if voice.quoted else "indirect"
    modes: dict[str, AttributionMode] = {"anonymous": "anonymous", "direct": "direct", "indirect": "indirect"}
    return Attribution(name, modes[mode], cast.identify(member) if member is not None else None)


def is_hearsay(cast: Cast, paragraph: Paragraph, start: int, end: int, head: int) -> bool:
    """Whether another outlet or unnamed sources stand behind the predicate, or a word says so ("reportedly")."""
    words = lexicon(cast.language, "attribution", Words)
    doc = paragraph.doc
    if any(t.lower_ in words.hearsay and (t.head.i == head or t.is_ancestor(doc[head]) or t.head.is_ancestor(doc[head]))
           for t in doc[start:end]):
        return True
    own = {m for t, _ in cast.clauses[paragraph.index].subjects(doc[head]) if doc[head].pos_ in VERBAL
           for m in cast.meant(paragraph.index, t.i, _SPEAKERS)[0]}
    return any(v.kind in {"outlet", "anonymous"} and not (v.member is not None and v.member in own)
               for v in _voices(cast, paragraph, start, end, head))


def _voices(cast: Cast, paragraph: Paragraph, start: int, end: int, head: int) -> Iterator[_Voice]:
    """Who answers for ``head``, nearest first."""
    words = lexicon(cast.language, "attribution", Words)
    index = paragraph.index
    start, end = _whole(paragraph, start, end)
    quote = next((q for q in cast.quotes if q.paragraph == index and q.start <= head < q.end), None)
    used: set[int] = set()
    if quote is not None and quote.speaker is not None:
        for voice in _who(cast, cast.paragraphs[quote.speaker[0]], doc_token(cast, quote.speaker), words):
            yield _Voice(voice.kind, voice.name, voice.member, quoted=quote.end - quote.start > 3)
        used.add(quote.speaker[1] if quote.speaker[0] == index else -1)
    for verb, beside in _saying(cast, paragraph, start, end, head, words):
        speaker = speaker_of(cast.clauses[index], verb, inverted=beside)
        if speaker is not None and _is_agentless_passive(cast, paragraph, verb):
            agents = by_agent(verb, cast.language)
            if not agents and verb.lemma_.lower() not in words.rumour:
                continue                        # "announced on Monday"
            if agents:
                yield from _who(cast, paragraph, agents[0], words)
            else:
                yield _Voice("anonymous", "sources")
        elif speaker is not None and speaker.i not in used:
            used.add(speaker.i)
            yield from _who(cast, paragraph, speaker, words)
        yield from _cited(cast, paragraph, verb, words)
    yield from _according(cast, paragraph, start, end, words, used)
    if paragraph.is_title:
        yield from _headline(cast, paragraph, words)


def _whole(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """The sentence up to its marks: the parser may cut "Selon Kestrel" off."""
    doc = paragraph.doc
    while start > 0 and not (doc[start - 1].is_punct and doc[start - 1].text not in OPEN_ENDS):
        start = doc[start - 1].sent.start
    while end < len(doc) and not (doc[end - 1].is_punct and doc[end - 1].text not in OPEN_ENDS):
        end = doc[end].sent.end
    return start, end


def doc_token(cast: Cast, where: tuple[int, int]) -> Token:
    return cast.paragraphs[where[0]].doc[where[1]]


def _saying(cast: Cast, paragraph: Paragraph, start: int, end: int, head: int, words: Words
            ) -> Iterator[tuple[Token, bool]]:
    """Verbs of saying that govern ``head``, nearest first: above it, or set beside it ("..., the company said")."""
    token = paragraph.doc[head]
    chain = [token]
    for _ in range(_HIGH):
        if token.head.i == token.i:
            break
        token = token.head
        chain.append(token)
        if is_saying(token, words):
            yield token, _after(paragraph, head, token)
    for above in chain:
        for child in above.children:
            if child in chain or not start <= child.i < end or not is_saying(child, words):
                continue
            if _set_beside(child, words):
                yield child, True


def _after(paragraph: Paragraph, head: int, verb: Token) -> bool:
    """Whether what is said comes first and the speaker last: '..., said Jane Roe'."""
    before = paragraph.doc[verb.i - 1] if verb.i else verb
    return verb.i > head and (before.text in {",", "»", '"', "”"} or before.pos_ == "AUX")


def _set_beside(verb: Token, words: Words) -> bool:
    """'..., a annoncé le groupe', '..., as Bloomberg reported': a clause that says nothing of its own."""
    doc, first = verb.doc, verb.left_edge.i
    while first < verb.i and doc[first].is_punct:
        first += 1
    before = doc[first - 1].text if first > verb.sent.start else ""
    opening = doc[first].lower_
    if opening in {"as", "comme", "ainsi"}:
        return True
    own = any(c.pos_ in VERBAL and c.i > verb.i and c.lower_ not in words.citing for c in verb.children)
    return before in {",", "»", '"', "”", "–", "—"} and not own and doc[first].pos_ != "CCONJ"


def _is_agentless_passive(cast: Cast, paragraph: Paragraph, verb: Token) -> bool:
    """'Kestrel is said to be in talks': nobody says who says so."""
    return cast.clauses[paragraph.index].is_passive(verb) and verb.i > verb.sent.start


def _who(cast: Cast, paragraph: Paragraph, speaker: Token, words: Words) -> Iterator[_Voice]:
    """The voice of one noun: 'a person familiar with the matter', 'Kestrel', 'le quotidien', 'a court filing'."""
    lemma, index = speaker.lemma_.lower(), paragraph.index
    named = cast.roster.at(index, speaker.i) is not None
    if not named and (lemma in words.sources or lemma in words.others):
        yield _Voice("anonymous", "sources" if lemma in words.sources else speaker.text.lower())
        yield from _outlets(cast, paragraph, speaker, words)
        return
    if not named and lemma in words.documents and not _is_party_noun(cast, lemma):
        yield _Voice("document", _phrase(cast, paragraph, speaker))
        return
    if not named and lemma in words.claim_nouns:
        givers = [h for p, h in complements(speaker, cast.language) if p in words.givers]
        for holder in (*cast.holders(index, speaker), *givers):
            yield from _who(cast, paragraph, holder, words)
        return
    members, _, _ = cast.meant(index, speaker.i, _SPEAKERS)
    members = tuple(m for m in members if m.fits(_SPEAKERS))
    if len(members) == 1:
        yield _voice(cast, members[0])
    elif members:
        yield _Voice("party", ", ".join(m.entity().name for m in members))
    elif lemma in words.outlets:
        yield _Voice("outlet", _phrase(cast, paragraph, speaker))
    elif lemma in {*cast.words.offices, *cast.words.organs}:
        for holder in cast.holders(index, speaker):
            yield from _who(cast, paragraph, holder, words)


def _voice(cast: Cast, member: Member) -> _Voice:
    name = member.entity().name
    own = cast.article.publisher is not None and name_key(name) == name_key(cast.article.publisher)
    return _Voice("outlet" if member.kind == "publisher" and not own else "party", name, member)


def _is_party_noun(cast: Cast, lemma: str) -> bool:
    return lemma in cast.phrases.kinds


def _outlets(cast: Cast, paragraph: Paragraph, near: Token, words: Words) -> Iterator[_Voice]:
    """The outlet that unnamed sources told: 'told the FT', 'une source du Financial Times', 'cité par Bloomberg'."""
    for token in near.sent:
        member = cast.roster.at(paragraph.index, token.i)
        if member is not None and member.kind == "publisher" and abs(token.i - near.i) <= 2 * _NEAR:
            yield _voice(cast, member)
            return
    for token in near.sent:
        if token.lemma_.lower() in words.outlets and token.i > near.i:
            link = cast.links.get((paragraph.index, token.i))
            if link is not None and len(link.members) == 1:
                yield _voice(cast, link.members[0])
                return


def _cited(cast: Cast, paragraph: Paragraph, verb: Token, words: Words) -> Iterator[_Voice]:
    """'Reuters reported, citing people familiar with the matter'."""
    for token in verb.subtree:
        if token.lower_ in words.citing:
            for noun in paragraph.doc[token.i + 1:min(token.i + _NEAR, token.sent.end)]:
                if noun.lemma_.lower() in words.sources:
                    yield _Voice("anonymous", "sources")
                    return


def _according(cast: Cast, paragraph: Paragraph, start: int, end: int, words: Words,
               used: set[int]) -> Iterator[_Voice]:
    """'according to', 'selon', "d'après", and 'dixit' after a name."""
    doc = paragraph.doc
    for token in doc[start:end]:
        if token.lower_ not in words.according and not (
                token.lower_ == "d'" and doc[token.i:token.i + 2].text.lower() in words.according):
            continue
        for noun in doc[token.i + 1:min(token.i + _NEAR, end)]:
            named = cast.roster.at(paragraph.index, noun.i) is not None
            if named or noun.pos_ in _NOMINAL:
                head = noun if named else _head_of(noun, token.i)
                if head.i not in used:
                    used.add(head.i)
                    yield from _who(cast, paragraph, head, words)
                break


def _head_of(noun: Token, after: int) -> Token:
    """The head of the phrase that begins with ``noun``: 'court' -> 'documents'."""
    while noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.i > noun.i and noun.head.i - after < _NEAR:
        noun = noun.head
    return noun


def _headline(cast: Cast, paragraph: Paragraph, words: Words) -> Iterator[_Voice]:
    """'Kestrel in talks to buy Omba - WSJ', 'Kestrel to buy Omba: sources', 'FT: ...'."""
    doc = paragraph.doc
    marks = [t.i for t in doc if t.text in words.dashes]
    for mark in (*marks[-1:], *marks[:1]):
        side = doc[mark + 1:] if mark >= len(doc) - 6 else doc[:mark] if mark <= 4 else doc[0:0]
        for token in side:
            member = cast.roster.at(paragraph.index, token.i)
            if member is not None and member.kind == "publisher":
                yield _voice(cast, member)
                return
            if token.lemma_.lower() in words.sources:
                yield _Voice("anonymous", "sources")
                return


def _phrase(cast: Cast, paragraph: Paragraph, head: Token) -> str:
    """The noun with what stands before it, without determiner."""
    first = head.i
    while first > head.sent.start and head.doc[first - 1].pos_ in {"NOUN", "ADJ", "PROPN"}:
        first -= 1
    a, b = paragraph.span(first, head.i + 1)
    return cast.article.text[a:b]
