"""Names before the tree: what the parser will be shown a stand-in for.

Found by tagger, list and capitals. Coarse on purpose: here a name only
has to be one; who it is, ``mentions`` and ``resolve`` say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from spacy.language import Language as Pipeline

from extract.headlines import is_headline, ordinary
from extract.mentions_spans import Words
from extract.names import legal_forms, listed, plain
from extract.predicates_labels import Lexicon
from extract.registry import lexicon
from extract.sums import before_number, before_sum
from extract.tokens import Doc, Span, Token
from extract.types import Language
from extract.verbforms import present

_NAMES = {"ORG", "PER", "PERSON", "PRODUCT", "MISC", "FAC", "WORK_OF_ART"}
_PEOPLE = {"PER", "PERSON"}
_NAME_WORD = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ][\w'’&.\-+]*|[a-z]+[A-Z]\w*|[A-Z0-9]+[A-Z]\w*)$")
# Words and signs that end a name: taggers run over them.
_BETWEEN = {"and", "et", ",", ";", "with", "avec", "(", ")", "{", "}", "to", "for", "from", "by", "as", "over", "on",
            "at", "à", "pour", "par", "dans", "sur", "chez", "auprès", ":", "|", "contre", "against", "into"}
_EDGE = {"de", "du", "des", "d'", "'s", "'", "’s", "’", '"', "«", "»", "“", "”", "-", "–", ".", "the", "le", "la",
         "les", "l'"}
_BEFORE_MONTH = {"in", "last", "since", "until", "this", "next", "of", "early", "late", "from", "by", "on", "for"}
_BEFORE_PLACE = {"à", "en", "vers", "près", "entre"}     # elsewhere an unknown word is a name, no place
_GLUE = {"&", "-", "/", "+", "'s"}
_OPENERS = {".", "!", "?", ":", "«", '"', "“", "–", "—"}
_BRACKETS = {"(": ")", "{": "}", "[": "]"}
_IN_BRACKETS = {"the", "or", "and", "formerly", "le", "la", "les", "ex", "de", "of", "ci-après", "hereinafter"}
_LONG_BRACKET = 9
_LONG_DATELINE = 16
_DASHES = {"-", "–", "—", "--"}
_BEFORE_DAY = {"le", "la", "ce", "de", "du", "d'", "dès", "pour", "depuis", "chaque", "à", "au", "jusqu'à", "et", "ou",
               "un", "avant", "après", "entre", "tous", "les", "des", "dernier", "prochain"}
# Times by their words: a day and month, a month, a year, "la semaine dernière", "il y a deux ans".
_MONTH = "(?:" + "|".join(m.lower() for m in Locale("fr").months["format"]["wide"].values()) + ")"
_UNIT = "(?:jours?|semaines?|mois|trimestres?|semestres?|ans?|années?)"
_TIME = re.compile(
    rf"(?:le|dès le) (?:\w+di )?(?:1er|\d{{1,2}}) {_MONTH}(?: \d{{4}})?"
    rf"|(?:en|dès|fin|début|mi|courant) (?:fin )?{_MONTH}(?: \d{{4}}| dernier)?"
    r"|(?:en|dès|fin|début) (?:début |fin )?\d{4}"
    rf"|au (?:mois de|mois d') {_MONTH}(?: dernier)?"
    rf"|(?:le|la|l'|cette?) (?:{_UNIT}|été|hiver|printemps|automne|week-end) (?:dernière?|passée?|précédente?)"
    rf"|cet(?:te)? (?:{_UNIT}|été|hiver|printemps|automne)|ce (?:mois|printemps|trimestre)"
    rf"|il y a \w+ {_UNIT}|\w+ {_UNIT} plus t(?:ôt|ard)|au début du mois|en début d' année|en fin d' année"
    r"|jusqu' (?:à présent|ici|alors)|d' ores et déjà|par ailleurs|à cette occasion|de son côté|pour sa part"
    r"|(?:ce|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:matin|soir|midi|après-midi)")
_LONG_TIME = 6
_TIME_WORD = re.compile(rf"\d{{4}}|{_MONTH}|{_UNIT}|été|hiver|printemps|automne|week-end|matin|soir|midi|trimestre"
                        r"|présent|\bici\b|alors|ores|ailleurs|occasion|côté|part$")
# Words after which a time belongs to what stands before them, and before which it goes on.
_BEFORE_TIME = {"de", "du", "d'", "à", "au", "depuis", "avant", "après", "entre", "dès", "pour", "jusqu'", "jusqu'à",
                "jusqu'au", "et", "ou", "que", "dont", "pendant", "durant", "vers", "dans", "sur", "par", "plus"}
_BEHIND_VERB = {"with", "against", "in", "into", "to", "on", "over", "up", "off", "for", "from", "a", "an", "the",
                "its"}
_AFTER_TIME = {"et", "ou", "dernier", "prochain"}
_AFTER_DAY = {"matin", "soir", "midi", "dernier", "1er",
              *(m.lower() for m in Locale("fr").months["format"]["wide"].values())}


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start`` up to ``end``; ``head`` is the one that stands for it in the tree."""

    start: int
    end: int
    head: int
    is_person: bool = False


def find(docs: Sequence[Doc], pipeline: Pipeline, language: Language) -> list[list[Name]]:
    """The names of each paragraph of an article, in reading order, none within another."""
    return [_apart(_named(doc, a, b, person, language) for a, b, person in _spans(doc, pipeline))
            for doc in docs]


def _apart(names: Iterable[Name]) -> list[Name]:
    """``names`` without those that stand in the bracket or the legal form of the one before."""
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _named(doc: Doc, start: int, end: int, person: bool, language: Language) -> Name:
    """With the bracket that follows ("(FTC)", "{FWB}", '("Green River")'): one party, one word for the parser."""
    head = end - 1 if language == "en" else start       # a name's head: its last word in English, else its first
    if end + 1 < len(doc) and doc[end].text == "," and _is_form(doc[end + 1].text) and not (
            doc[end + 1].text.endswith(".") and end + 2 < len(doc) and doc[end + 2].text[:1].isupper()):
        end += 2                                        # "Valmora, Inc."
    close = _BRACKETS.get(doc[end].text) if end < len(doc) else None
    inside = doc[end + 1:end + _LONG_BRACKET]
    stop = next((t.i for t in inside if t.text == close), None)
    if stop is not None and all(not t.is_alpha or not t.is_lower or t.lower_ in _IN_BRACKETS
                                for t in doc[end + 1:stop]):
        end = stop + 1
        if end < len(doc) and _is_form(doc[end].text):
            end += 1                                    # "Valmora (Pacific) Ltd"
    return Name(start, end, head, person)


def _is_form(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1 and plain(word.replace(".", "")) in legal_forms()


def bare_days(doc: Doc, language: Language) -> list[tuple[int, int]]:
    """Times set inside a French clause, "a bouclé vendredi l'achat", "a ouvert le 8 novembre une enquête", "ouverte en
    juillet par X": the parser takes the object for the day's, or the day for the object."""
    if language != "fr":
        return []
    if "days" not in doc.user_data:
        doc.user_data["days"] = _inner_days(doc)
    days: list[tuple[int, int]] = doc.user_data["days"]
    return days


def _inner_days(doc: Doc) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for token in doc[1:]:
        before = doc[token.i - 1]
        if (found and token.i < found[-1][1]) or before.is_punct:
            continue
        if token.lower_ in _days() and before.lower_ not in _BEFORE_DAY:
            end = token.i + 1
            while end < len(doc) and (doc[end].lower_ in _AFTER_DAY or doc[end].is_digit):
                end += 1
            found.append((token.i, end))
        elif before.is_alpha and before.is_lower and before.lower_ not in _BEFORE_TIME and (
                end := _inner_time(doc, token.i)):
            found.append((token.i, end))
    return found


def _inner_time(doc: Doc, start: int) -> int:
    """One past the time that begins at ``start`` with more of its clause behind it; 0 where none does."""
    words = tuple(t.lower_ for t in doc[start:start + _LONG_TIME])
    if not _TIME_WORD.search(" ".join(words[1:])):
        return 0                            # most words begin no time
    for n in range(len(words), 1, -1):
        if _TIME.fullmatch(" ".join(words[:n])):
            end = start + n
            after = doc[end] if end < len(doc) else None
            return end if after is not None and not after.is_punct and after.lower_ not in _AFTER_TIME else 0
    return 0


def dateline(doc: Doc) -> int:
    """How many tokens open a dispatch before its text: "NEW YORK, April 7 (Agency) -", "Toronto, April 7 -"; and a
    headline: "Exclusive:"."""
    if len(doc) > 3 and doc[1].text == ":" and doc[0].is_alpha and not doc[0].ent_type_ and doc[-1].text != ".":
        return 2
    dash = next((t.i for t in doc[1:_LONG_DATELINE] if t.text in _DASHES and t.whitespace_), 0)
    if not dash or dash + 1 == len(doc) or not doc[dash - 1].whitespace_ or not doc[0].text[0].isupper():
        return 0
    if any(t.text in _DASHES and t.whitespace_ for t in doc[dash + 1:]) and doc[1].i == dash:
        return 0                            # "TRX - a maker of pumps - has ..."
    dated = any(t.lower_.rstrip(".") in _months(doc.lang_) and doc[t.i - 1].text == "," for t in doc[1:dash])
    return dash + 1 if dated or (doc[0].is_upper and len(doc[0]) > 2) else 0


@cache
def _months(language: str) -> frozenset[str]:
    months = Locale(language).months["format"]
    return frozenset(name.lower().rstrip(".") for width in ("wide", "abbreviated") for name in months[width].values())


@cache
def _days() -> frozenset[str]:
    return frozenset(day.lower() for day in Locale("fr").days["format"]["wide"].values()) | {"hier"}


def _spans(doc: Doc, pipeline: Pipeline) -> list[tuple[int, int, bool]]:
    """Longest first: list entries, tagged names, other capitalised sequences."""
    headline = is_headline(doc)
    found = [(a, b, record.kind == "person") for a, b, record in listed(doc)
             if doc[a:b].text not in record.ambiguous]
    known = {i for a, b, _ in found for i in range(a, b)} if headline else set()
    found += [(a, b, e.label_ in _PEOPLE) for e in doc.ents
              if (e.label_ in _NAMES or (headline and e.label_ == "GPE")) and not (headline and len(e) > 3)
              for a, b in _parts(e) if _name_like(doc[a:b]) and not known & set(range(a, b))]
    if not headline:
        words_of: Words = lexicon(doc.lang_, "mentions", Words)
        found += [(a, b, False) for a, b in _capitals(doc, pipeline)
                  if not all(t.lower_ in words_of.nationalities for t in doc[a:b])]       # "its German unit"
    opened = dateline(doc)
    found = [span for span in found if span[0] >= opened]
    taken: list[tuple[int, int, bool]] = []
    used: set[int] = set()
    for a, b, person in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if not used & set(range(a, b)):
            taken.append((a, b, person))
            used |= set(range(a, b))
    return sorted(taken)


def _parts(ent: Span) -> Iterator[tuple[int, int]]:
    """Taggers take "Valmora and Ombra" for one name; where the list knows it as one, the list says so."""
    start, end = ent.start, before_sum(ent.doc, ent.start, ent.end)
    introduced = lexicon(ent.doc.lang_, "mentions", Words)
    for i in range(start, end + 1):
        if i == end or ent.doc[i].lower_ in _BETWEEN or (ent.doc[i].is_lower and ent.doc[i].text in _days()) or (
                i > start and (also_noun(ent.doc[i]) or (start and ent.doc[i].lower_ in {"de", "d'"} and (
                    ent.doc[start - 1].lower_ == "par")))):
            a, b = start, i
            while a < b and (ent.doc[a].lower_ in _EDGE or ent.doc[a].lower_ in introduced.acronyms or (
                    ent.doc[a].is_lower and ent.doc[a].lower_ in introduced.nationalities)):
                a += 1                          # "l'espagnol Ombra", "la PME Ombra"
            while a < b and ent.doc[b - 1].lower_ in _EDGE:
                b -= 1
            if a < b:
                yield a, b
            start = i + 1


@cache
def _also_nouns(language: str) -> dict[str, str]:
    words: Lexicon = lexicon(language, "predicates", Lexicon)
    return words.also_nouns


def also_noun(token: Token) -> str:
    """The infinitive of a verb form that tagger and parser take for a noun or part of a name, else nothing; of an
    English one only in a headline: "Ombra fines Tolvane", but "Ombra partners in London said."."""
    if token.lang_ == "fr":
        return present(token.text)
    verb = _also_nouns("en").get(token.lower_, "")
    if not verb or not token.i or token.i + 1 == len(token.doc) or token.doc[-1].text == ".":
        return ""
    after = token.doc[token.i + 1]
    goes_on = after.lower_ in _BEHIND_VERB or after.text[0].isupper() or after.like_num or after.is_currency
    return verb if goes_on else ""


def _name_like(span: Span) -> bool:
    return any(_NAME_WORD.match(t.text) for t in span) and not any(t.is_sent_start and t.is_lower for t in span)


def _in_list(doc: Doc, place: Span) -> bool:
    """Whether what the tagger takes for a French place goes on with a list of names: "Ombra, Valmora et Sablières"."""
    if doc.lang_ != "fr" or place.start < 2 or doc[place.start - 1].lower_ not in {"et", ","}:
        return False
    before = doc[place.start - 2]
    return bool(_NAME_WORD.match(before.text)) and (before.ent_type_ in _NAMES or before.is_oov)


def _capitals(doc: Doc, pipeline: Pipeline) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words; the first of a sentence is in only if it is no word of the language."""
    located = {t.i for e in doc.ents if e.label_ not in _NAMES and not _in_list(doc, e) for t in e
               if not before_number(t) and (
                   doc.lang_ != "fr" or not t.is_oov or (t.i and doc[t.i - 1].lower_ in _BEFORE_PLACE))}
    acronyms = lexicon(doc.lang_, "mentions", Words).acronyms
    start = None
    months = _months("en") if doc.lang_ == "en" else frozenset()
    for i, token in enumerate(doc):
        if i and token.lower_ in months and doc[i - 1].lower_ in _BEFORE_MONTH:      # "In December Ombra bought"
            if start is not None:
                yield start, i
            start = None
            continue
        inside = ((bool(_NAME_WORD.match(token.text)) and i not in located and token.lower_ not in acronyms)
                  or (start is not None and token.text in _GLUE and i + 1 < len(doc)
                  and bool(_NAME_WORD.match(doc[i + 1].text)) and token.text != "'s"))
        opener = i == 0 or doc[i - 1].text in _OPENERS
        if start is not None and inside and doc[i - 1].text.endswith(".") and _is_form(doc[i - 1].text) and not (
                _is_form(token.text)):
            yield start, i          # "of Ombra Inc. Valmora said"
            start = None
        if inside and start is None and not (opener and token.text.istitle() and ordinary(token.lower_, pipeline)):
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(doc)
