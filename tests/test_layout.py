"""What stands where: the layout that lets a reader find a thing at once is held by these tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = [*ROOT.glob("*.py"), *sorted((ROOT / "extract").rglob("*.py")), *sorted((ROOT / "graph").rglob("*.py"))]
PYTHON = [*PRODUCT, *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST_MODULE, ALL_LINES = 320, 8_000

# Labels of the two parsers that are no ordinary English words.
LABELS = re.compile(r"^(?:nsubj|nsubjpass|dobj|pobj|iobj|obj|obl|nmod|csubj|ccomp|xcomp|acl|advcl|relcl|appos|auxpass"
                    r"|nummod|amod|poss|npadvmod|oprd|pcomp|prt|dative)(?::\w+)*$")
CYPHER = re.compile(r"\b(?:OPTIONAL MATCH|MATCH|MERGE|UNWIND|CREATE CONSTRAINT|DETACH DELETE)\s*[({$\w]")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings(path: Path) -> Iterator[str]:
    """Strings of a module, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def importing(package: str) -> set[str]:
    return {name(path) for path in PRODUCT if any((i + ".").startswith(f"{package}.") for i in imports(path))}


def test_imports_go_one_way() -> None:
    assert not [m for m in importing("graph") | importing("app") | importing("neo4j") if m.startswith("extract/")]
    assert not importing("app") and not importing("tests")


def test_only_the_registry_reads_yaml() -> None:
    assert importing("yaml") == {"extract/registry.py"}


def test_streamlit_stays_on_screen() -> None:
    assert all(m == "app.py" or m.startswith("graph/explore/") for m in importing("streamlit"))
    assert not importing("streamlit") & {"graph/explore/views.py", "graph/explore/network.py",
                                         "graph/explore/timeline.py"}


def test_cypher_stands_in_one_place() -> None:
    found = {name(path) for path in PRODUCT for text in strings(path) if CYPHER.search(text)}
    assert found <= {"graph/queries.py", "graph/queries_articles.py", "graph/queries_upkeep.py",
                     "graph/schema.py"}, sorted(found)


def test_dependency_labels_stand_in_one_place() -> None:
    found = {f"{name(path)}: {text}" for path in PRODUCT for text in strings(path) if LABELS.match(text)
             and not path.name.startswith("predicates")}
    assert not found
    assert any(LABELS.match(text) for path in PRODUCT if path.name.startswith("predicates") for text in strings(path))


def test_a_module_can_be_read_at_a_sitting() -> None:
    assert not {name(path): lines(path) for path in PYTHON if lines(path) > LONGEST_MODULE}


@pytest.mark.xfail(strict=True, reason="dates, coreference, fetching and the explorer outgrew the limit: about "
                                      "18,200 lines of code, 22,300 with blank ones")
def test_the_whole_stays_small() -> None:
    """The product itself: tests stand beside it."""
    assert sum(map(lines, PRODUCT)) < ALL_LINES


def test_no_path_of_one_machine_in_the_project() -> None:
    places = re.compile(r"(?<![\w.:])/(?:work|home|root|Users|tmp)/\w")
    files = [*PYTHON, *ROOT.glob("*.*"), *ROOT.glob("extract/**/*.yaml"), ROOT / "Makefile", ROOT / ".ci/run"]
    texts = [path for path in files if path.is_file() and path.name != ".git"]   # a worktree's, no part of the project
    assert not [name(path) for path in texts if places.search(path.read_text(encoding="utf-8", errors="ignore"))]
