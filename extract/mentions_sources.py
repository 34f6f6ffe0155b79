"""Names of one paragraph: tagger, list, legal forms, head words, introducing nouns and capitals, fused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract import taggers
from extract.headlines import is_headline, is_lemma
from extract.mentions_spans import AND, KINDS, LONG_NAMED, NAME_WORD, NUMBERS, PLACES, Name, Spans, countries
from extract.names import listed, plain
from extract.predicates_labels import is_counted
from extract.tokens import Token
from extract.types import EntityKind

_ARTICLES = {"La", "Le", "Les", "L'"}


class Reader(Spans):
    """Reads the names of a Doc; each source of names is one method."""

    def names(self) -> list[Name]:
        """Sure names first, the longest of those that overlap; then capitalised sequences in what is left."""
        first = [*self._described(), *self._by_legal_form(), *self._listed(), *self._tagged()]
        kept: list[Name] = []
        taken: set[int] = set()
        longest = sorted(first, key=lambda n: (not n.sure, n.start - n.end, n.record is None, n.kind is None))
        for source in (self._acronyms(longest), longest, self._by_head(), self._unsure()):
            for name in source:
                if name.record is None and name.start < self.dateline:
                    continue        # "TORONTO, April 7 - ...": where it was written
                whole = self._whole(name)
                if not taken.intersection(range(whole.start, whole.end)):
                    kept.append(whole)
                    taken.update(range(whole.start, whole.end))
        return sorted(kept, key=lambda n: n.start)

    def around(self, token: int) -> Name | None:
        start, end = token, token + 1
        if not self._in_name(token) or self._nobody(self.doc[token]):
            return None
        while start > 0 and self._joined(start - 1):
            start -= 1
        while end < len(self.doc) and self._joined(end):
            end += 1
        name = self._made(start, end, sure=False)
        return self._whole(name) if name is not None else None

    def _nobody(self, token: Token) -> bool:
        """A capital that says nothing: "Airline operator Ombra", any word of a Title Case headline; or a place's: "a
        Dallas operator"."""
        before = token.dep_ == "compound" and token.head.pos_ == "NOUN"
        opens = self.doc.lang_ == "en" and self._opens(token.i) and not self._is_proper(token)
        if is_counted(token) and not token.ent_type_:
            return True                     # "bought 1.7 million MWh"
        return (opens and (before or is_lemma(token.lemma_.lower(), taggers.load("en")))) or (
            before and token.ent_type_ == "GPE" and token.head.lemma_ in self.words.companies) or (
            token.text.istitle() and token.i not in self.doc.user_data["shown"] and is_headline(self.doc))

    # ------------------------------------------------------------------------------ sources of names

    def _tagged(self) -> Iterator[Name]:
        for ent in self.doc.ents:
            if ent.label_ == "ORG":
                for start, end in self._parts(ent.start, ent.end):
                    yield from self._maybe(start, end, sure=True)
                continue
            for start, end in self._parts(ent.start, ent.end) if ent.label_ in KINDS else ():
                if any(NAME_WORD.match(t.text) for t in self.doc[start:end]):
                    head = self._kind_of_head(self.doc[end - 1].lower_) if end - start > 1 else None
                    if end - start > 1 and self.doc[start].lower_ in self.words.groups:
                        head = "company"        # "Groupe Gorlin", whoever Raphaël Gorlin is
                    kind = head if head in {"company", "fund"} else KINDS[ent.label_]
                    if end - start == 1:    # unknown firms of one word get these tags all the time
                        yield Name(start, end, None, None, sure=False)
                    else:
                        yield Name(start, end, kind, None, kind != "product")

    def _listed(self) -> Iterator[Name]:
        for first, end, record in listed(self.doc):
            bare = self.doc[first].lower_ in self.words.groups and self.doc[first + 1:end].text in record.forms
            start, stop = first + bare, self._with_form(end)
            if record.kind in {"court", "public_body"} and self.doc[min(start + 1, end - 1)].text in {"'s", "’s"} and (
                    start + 2 < end and self.doc[start:end].text != record.name):
                start += 2          # "London's High Court"
            sure = self.doc[first:end].text not in record.ambiguous or stop > end
            if self._unhyphened(start, stop) != (start, stop):
                continue            # "Borg-Warner" is no Warner
            if sure or self._stands_alone(start, end):
                yield Name(start, stop, record.kind, record, sure)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether an ambiguous form is a capitalised word by itself: not "North Sea", "in April" or a first "But"."""
        token = self.doc[start]
        return (token.lower_ not in self.calendar and token.ent_type_ not in NUMBERS
                and not (start > 0 and NAME_WORD.match(self.doc[start - 1].text) and not self._opens(start))
                and not (end < len(self.doc) and self._in_name(end))
                and (not self._opens(start) or self._is_proper(token)))

    def _by_head(self) -> Iterator[Name]:
        """'Autorité de régulation des transports', 'tribunal de commerce de Nanterre', 'Bank of Ireland'."""
        doc = self.doc
        for token in doc:
            lower = token.lower_
            capital = bool(NAME_WORD.match(token.text)) and not token.is_sent_start
            kind = self._kind_of_head(lower)
            if kind is None or lower in self.never or not (capital or lower in self.words.lower_heads):
                continue
            end, last = token.i + 1, 0
            while end < len(doc) and end - token.i < 9 and self._continues(end):
                end += 1
                if NAME_WORD.match(doc[end - 1].text) and doc[end - 1].lower_ not in self.calendar:
                    last = end
            if last > token.i + 1 and any(t.lower_ in self.words.links for t in doc[token.i:last]) and not (
                    doc.lang_ == "en" and token.i and self._in_name(token.i - 1)):      # "the High Court in London"
                yield Name(token.i, last, kind, self._record(token.i, last))

    def _by_legal_form(self) -> Iterator[Name]:
        for start, end in self.runs:
            stop = self._with_form(end)
            bare = end
            while bare > start + 1 and self._is_form(bare - 1):
                bare -= 1
            first = self._with_partner(self._from(start), stop)
            if stop > end or bare < end or (first < start and self._is_form(start)):
                yield Name(first, stop, self._kind(first, bare) or "company", self._record(first, stop))

    def _described(self) -> Iterator[Name]:
        """'la start-up X', 'la compagnie aérienne X', 'X, which makes ...'; a person by title."""
        for start, end in self.runs:
            kind = self._introduced(start)
            if self.doc[end:end + 1].text in self.words.kin and (
                    start and self.doc[start - 1].lower_ in self.words.articles):
                yield Name(start, end + 1, "person")        # "the Dorn family"
            elif kind == "person":
                yield Name(start, end, kind)
            elif kind is not None or (self.doc[start].ent_type_ not in PLACES and self._explained(end)):
                yield from self._maybe(start, end, sure=True, kind=kind or "company")

    def _introduced(self, start: int) -> EntityKind | None:
        """What the noun right before a name says it is; in French adjectives may stand between."""
        i = start - 1
        if i >= 0 and self.doc[i].lower_ in self.words.titles:
            return "person"
        while i > max(0, start - 4) and self.doc[i].pos_ == "ADJ" and self.doc[i].is_lower:
            if self.doc[i].lemma_.lower() in self.words.uncommercial:
                return None
            i -= 1
        noun = self.doc[i] if i >= 0 else None
        if noun is None or not noun.is_lower or (i < start - 1 and self.doc.lang_ != "fr"):
            return None
        lemmas = {noun.lemma_.lower(), noun.lower_}
        introducing: dict[EntityKind, frozenset[str]] = {
            "company": self.words.companies, "fund": self.words.funds, "public_body": self.words.authorities}
        return next((kind for kind, nouns in introducing.items() if lemmas & nouns), None)

    def _explained(self, end: int) -> bool:
        after = list(self.doc[end:end + 8])
        if not after or after[0].text != ",":
            return False
        rest = [t for t in after[1:] if t.lower_ not in self.words.articles]
        if len(rest) > 1 and rest[0].lower_ in self.words.relatives:
            return rest[1].lemma_.lower() in self.words.makes
        return False

    def _acronyms(self, names: Sequence[Name]) -> Iterator[Name]:
        """'Federal Trade Commission (FTC)': the bracket names the same party, whatever else its letters may mean."""
        for name in names:
            inside = self.doc[name.end:name.end + 3]
            if (len(inside) == 3 and inside[0].text == "(" and inside[2].text == ")" and inside[1].is_upper
                    and name.sure and name.kind != "person" and self._abbreviates(inside[1].text, name)):
                yield Name(name.end + 1, name.end + 2, name.kind, name.record)

    def _abbreviates(self, letters: str, name: Name) -> bool:
        """Whether ``letters`` begin the name's words, in order, small words left out or not."""
        words = [t.text for t in self.doc[name.start:name.end] if t.text[0].isalnum()]
        every = "".join(w[0] for w in words).upper()
        capital = "".join(w[0] for w in words if w[0].isupper())
        return plain(letters) in {plain(every), plain(capital), plain(words[0][:len(letters)])}

    def _unsure(self) -> Iterator[Name]:
        for start, end in self.runs:
            first = self.doc[start]
            if first.ent_type_ not in PLACES and not self._nobody(first) and (
                    name := self._made(start, end, sure=False)):
                yield name

    def _whole(self, name: Name) -> Name:
        """With the article in it, "a racheté La Plume", and what common nouns go on with, "Vergers du Lac"."""
        doc, start, end = self.doc, name.start, name.end
        first = doc[start].lower_
        if doc.lang_ == "en":
            return self._with_country(name)
        if name.record or name.kind == "person" or self._kind_of_head(first) or first in (
                self.words.companies | self.words.funds | self.words.inner):
            return name
        words = [t.lower_ for t in doc[start:end] if t.text.istitle()]
        common = len(words) == end - start and all(
            any(is_lemma(w, taggers.load("fr")) for w in (word, word.removesuffix("s"))) for word in words)
        if start and doc[start - 1].text in _ARTICLES and (common if self._opens(start - 1) else True):
            start -= 1
        after = [t.lower_ for t in doc[end:end + 2]]
        gap = 0 if not after else 2 if after == ["de", "la"] else after[0] in {"du", "des", "de", "d'"}
        if gap and common and not self._opens(start if start == name.start else end) and end - name.start == 1 and (
                end + gap < len(doc) and self._in_name(end + gap)):
            end += gap + 1
        return replace(name, start=start, end=end) if (start, end) != (name.start, name.end) else name

    def _with_country(self, name: Name) -> Name:
        """A body's name with its country: "Competition Board of Zambia"."""
        of = name.end
        if name.record is None and name.kind in LONG_NAMED and self.doc[of:of + 1].text == "of":
            ends = (end for end in (of + 4, of + 3, of + 2) if self.doc[of + 1:end].text.lower() in countries("en"))
            return replace(name, end=min(next(ends, of), len(self.doc)))        # a slice may end behind the text
        return name

    # ------------------------------------------------------------------------------------------------ one name

    def _maybe(self, start: int, end: int, sure: bool, kind: EntityKind | None = None) -> Iterator[Name]:
        name = self._made(start, end, sure)
        if name is not None:
            kept = kind is None or name.kind not in {None, "person"}
            yield name if kept else replace(name, kind=kind)

    def _made(self, start: int, end: int, sure: bool) -> Name | None:
        start, end = self._trimmed(start, end)
        if start >= end or all(not c.isalpha() for c in self.doc[start:end].text):
            return None
        span = self.doc[start:end]
        if span.text.lower() in self.calendar or all(self._says_nothing(t) for t in span):
            return None
        if all(self._is_form(i) for i in range(start, end)):
            return None
        end = self._with_form(end)
        start, end = self._unhyphened(start, end)
        before = self.doc[start - 1] if start > self.dateline else None
        if before is not None and before.pos_ == "DET" and before.text.istitle() and not (
                self._opens(start - 1) or before.lower_ in self.words.articles):
            start -= 1          # "Greenpeace et Notre Affaire"
        record = self._record(start, end)
        formed: EntityKind | None = "company" if end - start > 1 and self._is_form(end - 1) else None
        return Name(start, end, record.kind if record else self._kind(start, end) or formed, record, sure)

    def _with_partner(self, start: int, end: int) -> int:
        """'Stokes and Harlow Inc said it': the name before "and" is of the same one where one alone goes on."""
        doc, before = self.doc, start - 2
        if not self._alone(end) or before < self.dateline or doc[start - 1].text not in AND or (
                not self._in_name(before) or self._is_form(before)):
            return start
        while before > self.dateline and self._joined(before - 1):
            before -= 1
        return start if self._record(before, start - 1) else before

    def _unhyphened(self, start: int, end: int) -> tuple[int, int]:
        """With what a hyphen joins to the name, unless both sides are names of the list: "Borg-Ombra"."""
        doc = self.doc
        if start > self.dateline + 1 and self._hyphen(start - 1) and NAME_WORD.match(doc[start - 2].text) and not (
                self._record(start - 2, start - 1)):
            start -= 2
        if end + 1 < len(doc) and self._hyphen(end) and NAME_WORD.match(doc[end + 1].text) and not (
                self._record(end + 1, end + 2)):
            end += 2
        return start, end

    def _hyphen(self, i: int) -> bool:
        return self.doc[i].text == "-" and not self.doc[i].whitespace_ and not self.doc[i - 1].whitespace_
