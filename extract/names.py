"""Names of companies and authorities: the key they are compared by, and the list in ``data/companies``.

The list is two CSV files (id, name, aliases, kind, country, owner, ambiguous), read once, at first use, into plain
dictionaries: 5,000 forms in about 0.1 s.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import get_args

from cleanco.termdata import terms_by_country, terms_by_type

from extract.tokens import Doc
from extract.types import EntityKind

LIST = Path(__file__).parents[1] / "data" / "companies"
FILES = ("companies.csv", "authorities.csv")
COLUMNS = ("id", "name", "aliases", "kind", "country", "owner", "ambiguous")

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\w+|[^\w\s]")
_INSIDE = re.compile(r"['’`.](?=\w)|(?<=\w)/(?=\w\b)")      # "l'oreal", "e.on", "a/s"
_ACRONYM = re.compile(r"\b(?:\w\.){2,}")
# Legal forms that cleanco misses, and terms of it that are ordinary words or countries in a name.
_MORE_FORMS = ("se", "selarl", "selas", "pbc", "societe anonyme", "societe par actions simplifiee", "cos", "corps",
               "societe a responsabilite limitee", "aktiengesellschaft", "naamloze vennootschap",
               "public limited company")
_NO_FORMS = set("ad at ay ba cic da ei et etat fa ij nl ok ps pp private uk ud vat".split())
_GROUP = {"groupe", "group"}
_JOINERS = {"and", "et"}


class ListError(ValueError):
    """A row of the list that says something it may not; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the list. ``ambiguous``: those of its forms that are also words, first names or places."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    owner: str | None           # id of the record it belongs to
    ambiguous: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """What names are compared by: no case, accents, punctuation, legal form, "group" or "and". Empty only for "".

    "Groupe L'Oréal S.A." and "L'Oreal" -> "loreal"; "Canal+" and "Canal Plus" -> "canal plus".
    """
    words = _words(name)
    key = " ".join(_without_group(_without_form([w for w in words if w not in _JOINERS])))
    return (key if len(key) > 1 else " ".join(words)) or name.strip().casefold()


def bare_name(name: str) -> str:
    """``name`` as written, without the legal forms at its end: "Orange SA" -> "Orange"."""
    parts = name.split()
    while len(parts) > 1 and (" ".join(_words(parts[-1])) in legal_forms() or not _words(parts[-1])):
        parts.pop()
    return " ".join(parts).rstrip(",")


def legal_form(name: str) -> str:
    """The legal form that ``name`` ends in, as a key: "Orange S.A." -> "sa"; "" without one."""
    return " ".join(_words(name[len(bare_name(name)):]))


@cache
def legal_forms() -> frozenset[str]:
    """Legal forms of companies as keys: "inc", "sa", "gmbh", "societe anonyme"."""
    terms = [t for table in (terms_by_type, terms_by_country) for terms in table.values() for t in terms]
    return frozenset({" ".join(_words(t)) for t in (*terms, *_MORE_FORMS)} - _NO_FORMS - {""})


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Lower case without accents."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in flat if not unicodedata.combining(c))


def _words(name: str) -> list[str]:
    text = _ACRONYM.sub(lambda m: m[0].replace(".", ""), plain(name)).replace("+", " plus ").replace("&", " and ")
    return _WORD.findall(_INSIDE.sub("", text))


def _without_form(words: list[str]) -> list[str]:
    """Legal forms off the end, the longest first, as often as there is one; "The" off the front."""
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    forms = legal_forms()
    while True:
        cut = next((n for n in (4, 3, 2, 1) if len(words) > n and " ".join(words[-n:]) in forms), 0)
        if not cut:
            return words
        words = words[:-cut]


def _without_group(words: list[str]) -> list[str]:
    if len(words) > 1 and words[0] in _GROUP:
        words = words[1:]
    return words[:-1] if len(words) > 1 and words[-1] in _GROUP else words


class Gazetteer:
    """The list, by key for whole names and by first piece for scanning."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = {record.id: record for record in records}
        self._by_key: dict[str, list[tuple[str, Record]]] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Record]]] = {}
        for record in records:
            for form in record.forms:
                self._by_key.setdefault(name_key(form), []).append((form, record))
                pieces = tuple(_PIECE.findall(form))
                self._by_first.setdefault(plain(pieces[0]), []).append((tuple(map(plain, pieces)), form, record))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def lookup(self, name: str) -> Record | None:
        """The record that ``name`` names, by key; an ambiguous or short all-capitals form only as it is written."""
        found = self._by_key.get(name_key(name), [])
        for spelling in (name, bare_name(name)):
            for form, record in found:
                if form == spelling:
                    return record
        words = _words(name)
        shared = [(n, r) for form, r in found if words[:(n := len(_words(form)))] == _words(form)]
        most = max((n for n, _ in shared), default=0)
        loose = {r.id: r for n, r in shared if n == most} or {r.id: r for _, r in found}
        return next((r for r in loose.values() if len(loose) == 1 and not self._strict_key(name, r)), None)

    def _strict_key(self, name: str, record: Record) -> bool:
        return name_key(name) in {name_key(form) for form in record.forms if _strict(form, record)}

    def scan(self, words: Sequence[str]) -> list[tuple[int, int, Record]]:
        """Listed names among ``words`` as (first, end, record), left to right, the longest at each place."""
        pieces: list[str] = []
        starts: dict[int, int] = {}     # piece -> word that it begins
        for i, word in enumerate(words):
            starts[len(pieces)] = i
            pieces += _PIECE.findall(word) or [word]
        starts[len(pieces)] = len(words)
        flat = [plain(p) for p in pieces]
        found: list[tuple[int, int, Record]] = []
        at = 0
        for piece, first in starts.items():
            if piece < at or piece == len(pieces):
                continue
            for parts, form, record in self._by_first.get(flat[piece], ()):
                end = piece + len(parts)
                if end in starts and tuple(flat[piece:end]) == parts and _cased(pieces[piece:end], form, record):
                    found.append((first, starts[end], record))
                    at = end
                    break
        return found


def listed(doc: Doc) -> list[tuple[int, int, Record]]:
    """Listed names of ``doc`` as ``Gazetteer.scan`` gives them, looked for once."""
    if "listed" not in doc.user_data:
        doc.user_data["listed"] = gazetteer().scan([t.text for t in doc])
    found: list[tuple[int, int, Record]] = doc.user_data["listed"]
    return found


def _strict(form: str, record: Record) -> bool:
    short = 3 if record.kind == "public_body" else 4         # "la Cnil", "l'Agcm"
    return form in record.ambiguous or (form.isupper() and len(form) <= short)


def _cased(pieces: Sequence[str], form: str, record: Record) -> bool:
    """Whether the text's capitals are those of a name: exactly, for strict forms; where the form has them, for others.

    Authorities of several words may begin in lower case ("l'autorité de la concurrence").
    """
    wanted = _PIECE.findall(form)
    if _strict(form, record):
        return list(pieces) == wanted
    late = record.kind in {"court", "public_body"} and len(wanted) > 1
    return all(p[0].isupper() or not w[0].isupper() or (late and i == 0)
               for i, (p, w) in enumerate(zip(pieces, wanted, strict=True)))


@cache
def gazetteer() -> Gazetteer:
    """The project's list; ListError names file and line of a bad row."""
    return Gazetteer([record for file in FILES for record in _read(LIST / file)])


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle)
        if tuple(next(rows, ())) != COLUMNS:
            raise ListError(f"{path}: the first line must be {','.join(COLUMNS)}")
        return [_record(row, f"{path}:{rows.line_num}") for row in rows if row]


def _record(row: Sequence[str], where: str) -> Record:
    if len(row) != len(COLUMNS):
        raise ListError(f"{where}: {len(row)} columns, not {len(COLUMNS)}")
    id_, name, aliases, kind, country, owner, ambiguous = (cell.strip() for cell in row)
    if not id_ or not name or kind not in get_args(EntityKind):
        raise ListError(f"{where}: needs an id, a name and a kind out of {', '.join(get_args(EntityKind))}")
    record = Record(id_, name, _cells(aliases), kind, country or None, owner or None, _cells(ambiguous))  # type: ignore[arg-type]
    if unknown := set(record.ambiguous) - set(record.forms):
        raise ListError(f"{where}: ambiguous names no form of {name}: {', '.join(sorted(unknown))}")
    return record


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(";") if cell.strip())
