"""One article as a source gives it -> Article: its text, its language, its days."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ConfigDict

from extract.types import Article, Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WHOLE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)    # a page, not a piece of one
_SURE = 0.05    # share of English and French below which a text is taken to be in another language


class SourceError(Exception):
    """What could not be read and what to do, in one line. ``lost`` False: only worth knowing, all was read."""

    def __init__(self, where: str, what: str, *, lost: bool = True) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what, self.lost = where, what, lost


class Record(BaseModel):
    """The keys of a JSON line; others are passed over. ``text`` or ``html``, all else where known."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str | None = None
    text: str | None = None
    html: str | bytes | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None

    def completed(self, other: Record) -> Record:
        """This one, with what it does not say taken from ``other``."""
        missing = {key: value for key, value in other if not getattr(self, key)}
        return self.model_copy(update=missing)


@dataclass(frozen=True, slots=True)
class Found:
    """A record, where it stands (file:line, address) and the id it has where none is given."""

    where: str
    id: str
    record: Record


def to_article(found: Found) -> tuple[Article, list[SourceError]]:
    """The article, and what of it could not be read; SourceError where it cannot be an article at all."""
    record, faults = found.record, list[SourceError]()
    if record.text is None:
        if record.html is None:
            raise SourceError(found.where, "has neither text nor html; give it one of the two")
        record = record.completed(page(record.html, record.url)).model_copy(update={"html": None})
        if not (record.text or "").strip():
            raise SourceError(found.where, "no text of an article found in the page; give the text itself")
    text, title = record.text or "", (record.title or "").strip()
    if not text.strip():
        raise SourceError(found.where, "the article is empty; leave it out or give its text")
    if not text.startswith(title):
        text = f"{title}\n\n{text}"

    def day(key: str, value: str | None) -> date | None:
        try:
            return to_day(value) if value and value.strip() else None
        except (ValueError, OverflowError):
            fault = f"{key} {str(value)[:40]!r} is no date, read without it; write it as 2026-03-18"
            faults.append(SourceError(found.where, fault))
            return None

    return Article(
        id=record.id or record.url or found.id, text=text, language=_language(found.where, record.language, text),
        title=title or None, url=record.url or None, publisher=(record.publisher or "").strip() or None,
        published=day("published", record.published), updated=day("updated", record.updated),
    ), faults


def to_day(value: str) -> date:
    """The day, where it was written, of an ISO 8601 date or time, or of a feed's (RFC 2822); ValueError for others."""
    value = value.strip()
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return parsedate_to_datetime(value).date()


def page(html: str | bytes, url: str | None) -> Record:
    """The article in a web page, with what the page says of it."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)     # what it misses is said by us
    if isinstance(html, str) and not _WHOLE.search(html):
        html = f"<html><body><article>{html}</article></body></html>"
    found = trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, trafilatura.settings.Document):
        return Record()
    return Record(
        text=found.text, title=found.title, url=found.url, publisher=found.sitename or found.hostname,
        published=found.date,
    )


def _language(where: str, given: str | None, text: str) -> Language:
    languages: tuple[Language, ...] = get_args(Language)
    code = (given or "").strip().replace("_", "-").partition("-")[0].lower()
    if code:
        found = next((language for language in languages if language == code), None)
        if found is None:
            raise SourceError(where, f"language {given!r} is not read, only en and fr; passed over")
        return found
    shares = dict(_identifier().rank(text[:20_000]))
    if sum(shares[language] for language in languages) < _SURE:
        other = max(shares, key=lambda language: shares[language])
        what = f"seems to be neither English nor French ({other}?), passed over; if it is, say so in language"
        raise SourceError(where, what)
    return max(languages, key=lambda language: shares[language])


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
