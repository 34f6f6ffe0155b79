"""The interface in French: every message is translated and names the same values; no page speaks past the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from graph.explore import texts
from tests.messages import every

ROOT = Path(__file__).parents[1]
# what shows a text of ours, and what of it is no text
SHOWING = frozenset("text info warning error success markdown button popover selectbox multiselect text_input"
                    " text_area segmented_control pills toggle number_input select_slider date_input file_uploader"
                    " form_submit_button expander spinner status toast caption heading missing nothing tabs".split())


def french() -> dict[object, object]:
    with (ROOT / "graph" / "explore" / "fr.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="fr") if message.id}


def test_every_message_has_french_words_and_none_is_left_over() -> None:
    there = {tuple(id) if isinstance(id, list | tuple) else id: text for id, text in french().items()}
    assert not [message for message in every() if not there.get(message)]
    assert not [message for message in there if message not in every()]


def test_translations_name_the_same_values() -> None:
    def names(text: object) -> set[str]:
        return set(re.findall(r"{(\w+)}", " ".join(text) if isinstance(text, list | tuple) else str(text)))

    assert not [id for id, text in french().items() if names(id) != names(text)]


def bare(path: Path) -> Iterator[str]:
    """Texts that a page shows without asking the catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SHOWING:
            shown = [node.args[0]] if node.args else []
            shown += [k.value for k in node.keywords if k.arg in ("label", "placeholder", "help")]
            for arg in shown:
                text = arg.value if isinstance(arg, ast.Constant) else None
                if isinstance(text, str) and re.search(r"^(?!https:).*[a-z]{2}", text):
                    yield f"{path.name}:{arg.lineno}: {text}"


def test_no_page_speaks_past_the_catalogue() -> None:
    pages = sorted((ROOT / "graph" / "explore" / "pages").glob("*.py"))
    assert len(pages) > 10 and not [text for path in pages for text in bare(path)]


@pytest.mark.parametrize(("value", "english", "in_french"), [
    ("2026-03-18", "18 Mar 2026", "18 mars 2026"), ("2026-03", "Mar 2026", "mars 2026"), ("2026", "2026", "2026"),
    ("2026-Q1", "Q1 2026", "T1 2026"), ("2026-H2", "second half of 2026", "second semestre 2026"),
    ("2026-W12", "week of 16 Mar 2026", "semaine du 16 mars 2026"), ("2025-03/2025-05", "Mar 2025 to May 2025",
                                                                     "mars 2025 – mai 2025"), (None, "", ""),
])
def test_a_day_is_written_at_its_precision(value: str | None, english: str, in_french: str) -> None:
    assert texts.day(value) == english
    assert in_language("fr", texts.day, value) == in_french


def in_language(language: str, function: object, *arguments: object) -> object:
    def said() -> object:
        texts.use(language)
        return function(*arguments)  # type: ignore[operator]

    return copy_context().run(said)


def test_numbers_and_plurals_follow_the_language() -> None:
    assert texts.number(1234.5) == "1,234.5" and in_language("fr", texts.number, 1234.5) == "1 234,5"
    assert in_language("fr", lambda: texts.nt("{count} article", "{count} articles", 0)) == "0 article"
    assert in_language("xx", texts.language) == "en"
