"""Files, folders, addresses, feeds and standard input -> Article. Bad input is said in one line, the rest goes on.

    .txt              one article
    .html             one page: text, title, day and publisher by trafilatura
    .jsonl(.gz)       an article a line: id, text or html, and optional title url publisher published updated language
    .xml .rss .atom   a feed: entries with their full content, else the page they lead to
    folder            all of these in it, in the order of their paths
    http(s)://        a page, a text or a feed
    -                 standard input: JSON lines, a page, or one plain text
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from extract.fetch import Fetcher, FetchError, Unchanged
from extract.records import Found, Record, SourceError, to_article
from extract.types import Article

LIMIT = 10_000_000      # bytes of one article
_ENDINGS = {
    ".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "lines", ".jsonl.gz": "lines",
    ".xml": "feed", ".rss": "feed", ".atom": "feed",
}
_FEED_ROOTS = (b"<rss", b"<feed", b"<rdf:RDF")      # servers send feeds under many a type
_PAGE_TYPES = {"text/html", "application/xhtml+xml", ""}


def read(
    inputs: Sequence[str], *, on_error: Callable[[SourceError], None], stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Article]:
    """The articles of ``inputs`` in order; ``on_error`` hears of each that could not be read, or not wholly.

    ``stdin`` is what ``-`` reads (standard input). An id that comes again with another text is said, and both are
    given: the later one is the newer version.
    """
    sources = _Sources(stdin or sys.stdin.buffer, fetcher or Fetcher(size=LIMIT))
    seen: dict[str, bytes] = {}
    for given in inputs:
        for found in _until_broken(sources.find(given)):
            try:
                if isinstance(found, SourceError):
                    raise found
                article, faults = to_article(found)
            except SourceError as error:
                on_error(error)
                continue
            mark = hashlib.sha256(article.text.encode()).digest()[:16]
            if seen.setdefault(article.id, mark) != mark:
                seen[article.id] = mark
                what = f"the id {article.id!r} was read before with another text; this later one counts"
                faults.append(SourceError(found.where, what, lost=False))
            for fault in faults:
                on_error(fault)
            yield article


def count(inputs: Sequence[str]) -> int | None:
    """About how many articles ``inputs`` hold; None where only reading can tell (addresses, standard input)."""
    if any(given == "-" or "://" in given or given.endswith(".gz") for given in inputs):
        return None
    total = 0
    for path in map(Path, inputs):
        for file in _files(path) if path.is_dir() else [path]:
            if isinstance(file, Path) and _ending(file) == ".jsonl" and file.is_file() and os.access(file, os.R_OK):
                with file.open("rb") as stream:
                    total += sum(piece.count(b"\n") for piece in iter(partial(stream.read, 1 << 20), b""))
            else:
                total += 1
    return total


Read = Iterator[Found | SourceError]


def _until_broken(found: Read) -> Read:
    """A source that breaks off gives what it gave, and then says so."""
    try:
        yield from found
    except SourceError as error:
        yield error


class _Sources:
    """One method for each kind of source; each raises SourceError where nothing more can come of it."""

    def __init__(self, stdin: BinaryIO, fetcher: Fetcher) -> None:
        self._stdin, self._fetcher = stdin, fetcher

    def find(self, given: str) -> Read:
        if given == "-":
            return self._standard_input()
        if "://" in given:
            return self._address(given)
        return self._path(Path(given))

    def _path(self, path: Path) -> Read:
        if path.is_dir():
            yield from self._folder(path)
        elif not path.exists():
            raise SourceError(str(path), "there is no such file; check the name")
        elif not path.is_file():
            raise SourceError(str(path), "is neither a file nor a folder")
        elif (kind := _ENDINGS.get(_ending(path))) is None:
            raise SourceError(str(path), f"not a kind of file that is read; give it one of {' '.join(_ENDINGS)}")
        else:
            try:
                with path.open("rb") as raw:
                    if _ending(path).endswith(".gz"):
                        with gzip.open(raw) as unpacked:
                            yield from _lines(io.BufferedReader(unpacked), str(path))
                    elif kind == "lines":
                        yield from _lines(raw, str(path))
                    else:
                        yield from self._whole(kind, _limited(raw, str(path)), str(path), path.resolve().as_uri())
            except OSError as error:
                raise SourceError(str(path), f"cannot be read: {error.strerror or error}") from None

    def _folder(self, folder: Path) -> Read:
        for path in _files(folder):
            if isinstance(path, SourceError):
                yield path
            else:
                yield from _until_broken(self._path(path))

    def _standard_input(self) -> Read:
        start = self._stdin.readline(LIMIT + 1)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" or not start.strip():
            yield from _lines(_Chained(start, self._stdin), "standard input")
        else:
            content = start + _limited(self._stdin, "standard input", LIMIT - len(start))
            kind = "html" if content.lstrip()[:1] == b"<" else "text"
            yield from self._whole(kind, content, "standard input", _sha(content))

    def _address(self, address: str) -> Read:
        try:
            page = self._fetcher.get(address)
        except Unchanged:
            return
        except FetchError as error:
            raise SourceError(address, f"{error}; passed over") from None
        if any(root in page.content[:1000] for root in _FEED_ROOTS):
            yield from self._whole("feed", page.content, page.url, page.url)
        elif page.kind in _PAGE_TYPES:
            yield from self._whole("html", page.content, page.url, page.url, url=page.url)
        elif page.kind == "text/plain":
            yield from self._whole("text", page.content, page.url, page.url, url=page.url)
        else:
            raise SourceError(address, f"gives {page.kind}, which is not read; give a page, a text or a feed")

    def _whole(self, kind: str, content: bytes, where: str, id: str, url: str | None = None) -> Read:
        if b"\0" in content:
            raise SourceError(where, "a binary file, or text not in UTF-8; save it as UTF-8 text")
        if kind == "feed":
            yield from self._feed(content, where)
        elif kind == "html":
            yield Found(where, id, Record(html=content, url=url))
        else:
            yield Found(where, id, Record(text=_utf8(content, where), url=url))

    def _feed(self, content: bytes, where: str) -> Read:
        import feedparser

        feed = feedparser.parse(io.BytesIO(content))
        if not feed.version:
            raise SourceError(where, "XML, but no RSS or Atom feed; give a feed or a page")
        for entry in feed.entries:
            updated = entry["updated"] if "updated" in entry else None  # noqa: SIM401 - get() warns, and makes it up
            published = entry.get("published") or updated
            known = Record(title=entry.get("title"), url=entry.get("link"), published=published, updated=updated)
            html = next((part.value for part in entry.get("content", ()) if part.value.strip()), None)
            if html or not known.url:
                html = html or entry.get("summary", "")
                publisher = feed.feed.get("title")
                record = known.completed(Record(html=html, publisher=publisher))
                yield Found(f"{where} ({known.url or known.title})", entry.get("id") or _sha(html.encode()), record)
                continue
            for page in _until_broken(self._address(known.url)):
                known_too = isinstance(page, Found) and replace(page, record=known.completed(page.record))
                yield known_too or page


def _ending(path: Path) -> str:
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else path.suffix.lower()


def _files(folder: Path) -> Iterator[Path | SourceError]:
    """The files of a folder that can be read, by path; what is hidden or of another kind is no article."""
    unreadable: list[OSError] = []
    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in files if not name.startswith(".")]
    for error in unreadable:
        yield SourceError(str(error.filename), f"cannot be read: {error.strerror}")
    articles = sorted(path for path in found if _ending(path) in _ENDINGS)
    if not articles and not unreadable:
        yield SourceError(str(folder), f"holds no file that is read ({' '.join(_ENDINGS)})")
    yield from articles


def _lines(stream: Any, name: str) -> Read:
    """Articles of JSON lines; what is wrong with a line is said with its number."""
    number = 0
    while True:
        where = f"{name}:{number + 1}"
        try:
            line: bytes = stream.readline(LIMIT + 1)
            too_long = len(line) > LIMIT
            while too_long and line and not line.endswith(b"\n"):
                line = stream.readline(LIMIT)
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(where, f"breaks off here ({error}); what comes after is not read") from None
        if not line and not too_long:
            return
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
            if b"\0" in line:
                raise SourceError(name, "a binary file, not JSON lines; save it as UTF-8 text")
        if too_long:
            yield SourceError(where, f"longer than {LIMIT:,} bytes, passed over; split the article")
        elif line.strip():
            try:
                record = _record(line, where)
                yield Found(where, _sha((record.text or str(record.html)).encode()), record)
            except SourceError as error:
                yield error


def _record(line: bytes, where: str) -> Record:
    _utf8(line, where)
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            raise SourceError(where, f"not JSON ({first['ctx']['error']}); write one object a line") from None
        key = ".".join(map(str, first["loc"])) or "line"
        raise SourceError(where, f"{key}: {first['msg']}") from None


def _limited(stream: BinaryIO, where: str, limit: int = LIMIT) -> bytes:
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise SourceError(where, f"longer than {LIMIT:,} bytes, passed over; split it")
    return content


def _utf8(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(where, f"not UTF-8 (byte {error.start + 1}); save it as UTF-8") from None


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


class _Chained:
    """A stream with its first line put back."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readline(self, limit: int) -> bytes:
        start, self._start = self._start, b""
        return start or self._rest.readline(limit)
