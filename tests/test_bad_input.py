"""Bad input through the command: one line that names the thing and says what to do, the rest goes on, no traceback."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import local
from graph.settings import Settings
from tests.command import run

GOOD = {"language": "en", "text": "Alba Industries has agreed to buy Bruma Energy for $3 billion."}


def line(**keys: object) -> bytes:
    return json.dumps(GOOD | keys).encode() + b"\n"


BETWEEN = (line(id="before"), line(id="after"))     # what stands around a bad line is read


# file name -> its content (None: there is none), and what is said of it.
FILES: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "there is no such file; check the name"),
    "report.pdf": (b"%PDF-1.7", "not a kind of file that is read; give it one of"),
    "empty.txt": (b"", "the article is empty; leave it out or give its text"),
    "blank.txt": (b" \n\t\n", "the article is empty; leave it out or give its text"),
    "binary.txt": (b"\x7fELF\0\0\1", "a binary file, or text not in UTF-8; save it as UTF-8 text"),
    "utf16.txt": ("Alba".encode("utf-16"), "a binary file, or text not in UTF-8; save it as UTF-8 text"),
    "latin.txt": ("Société".encode("latin-1"), "not UTF-8 (byte 5); save it as UTF-8"),
    "long.txt": (b"x" * 10_000_001, "longer than 10,000,000 bytes, passed over; split it"),
    "german.txt": ("Der Konzern kündigte am Montag an, die Firma zu übernehmen.".encode(),
                   "seems to be neither English nor French (de?), passed over; if it is, say so in language"),
    "nothing.html": (b"<html><body></body></html>", "no text of an article found in the page; give the text itself"),
    "no-feed.xml": (b"<?xml version='1.0'?><a/>", "XML, but no RSS or Atom feed; give a feed or a page"),
    "binary.jsonl": (b"\0\1\2\n\0\n", "a binary file, not JSON lines; save it as UTF-8 text"),
    "cut.jsonl.gz": (gzip.compress(line(id="cut"))[:-9], "breaks off here"),
    "no-archive.jsonl.gz": (line(id="x"), "breaks off here"),
}
# the bad line between two good ones -> what is said of it; "" where the article is read all the same, and no more.
LINES: dict[str, tuple[bytes, str]] = {
    "no-json": (b"Alba buys Bruma\n", "not JSON (expected value at line 1 column 1); write one object a line"),
    "cut": (b'{"text": "Alba\n', "not JSON ("),
    "deep": (b"[" * 100_000 + b"\n", "not JSON ("),
    "list": (b"[1, 2]\n", "line: "),
    "no-text": (b'{"id": "x"}\n', "has neither text nor html; give it one of the two"),
    "null-text": (line(text=None), "has neither text nor html; give it one of the two"),
    "number-list": (line(text=[1]), "text: "),
    "empty": (line(text="  "), "the article is empty; leave it out or give its text"),
    "utf-8": (line(text="x").replace(b'"x"', b'"\xff"'), "not UTF-8 (byte 29); save it as UTF-8"),
    "surrogate": (b'{"text": "\\ud800"}\n', "not JSON ("),
    "language": (line(language="de"), "language 'de' is not read, only en and fr; passed over"),
    "date": (line(id="dated", published="sometime"),
             "published 'sometime' is no date, read without it; write it as 2026-03-18"),
    "long": (line(text="x" * 50_000_000), "longer than 10,000,000 bytes, passed over; split the article"),
    "again": (line(id="before", text="Alba Industries has sued Bruma Energy."),
              "the id 'before' was read before with another text; this later one counts"),
}


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    said: list[str]
    folder: Path
    data: str


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One ingest of all of it, a good article last."""
    folder = tmp_path_factory.mktemp("bad")
    data = tmp_path_factory.mktemp("graph")
    for name, (content, _) in FILES.items():
        if content is not None:
            (folder / name).write_bytes(content)
    for name, (bad, _) in LINES.items():
        before, after = (text.replace(b'"before"', f'"before {name}"'.encode()) if name != "again" else text
                         for text in BETWEEN)
        after = after.replace(b'"after"', f'"after {name}"'.encode())
        (folder / f"{name}.jsonl").write_bytes(before + bad + after)
    (folder / "good.txt").write_text(str(GOOD["text"]), encoding="utf-8")
    inputs = [folder / name for name in FILES] + [folder / f"{name}.jsonl" for name in LINES]
    code, out, err = run(
        "ingest", *inputs, "ftp://example.org/a", "http://127.0.0.1/a", folder / "good.txt", DEALGRAPH_DATA=str(data)
    )
    yield Run(code, out, [s for s in err.splitlines() if s.startswith("dealgraph: ")], folder, str(data))
    local.stop(data)


def test_the_rest_goes_on_and_nothing_is_half_stored(everything: Run) -> None:
    assert everything.code == 1
    good = 2 * len(LINES) + 2               # around each bad line; the one without a date; good.txt
    bad = len(FILES) + len(LINES) + 1       # and two addresses, less the id that came again, which is no loss
    assert everything.out == f"{good} stored, 1 new versions, 0 unchanged, {bad} not read or stored\n"
    _, status, _ = run("status", DEALGRAPH_DATA=everything.data)
    assert f"Article {good + 1:>13,}" in status and "behind" not in status
    assert len(everything.said) == bad + 1


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file(everything: Run, name: str) -> None:
    (said,) = [s for s in everything.said if s.startswith(f"dealgraph: {everything.folder / name}:")]
    assert FILES[name][1] in said


@pytest.mark.parametrize("name", LINES)
def test_a_bad_line_is_named_by_its_number(everything: Run, name: str) -> None:
    start = f"dealgraph: {everything.folder / name}.jsonl:"
    (said,) = [s for s in everything.said if s.startswith(start)]
    assert said.startswith(f"{start}2: {LINES[name][1]}")


@pytest.mark.parametrize(("address", "why"), [
    ("ftp://example.org/a", "only http and https addresses are read"),
    ("http://127.0.0.1/a", "is on this machine or a private network (127.0.0.1), which is not read"),
])
def test_a_bad_address(everything: Run, address: str, why: str) -> None:
    (said,) = [s for s in everything.said if s.startswith(f"dealgraph: {address}:")]
    assert why in said


@pytest.mark.parametrize(("make", "why"), [
    (lambda path: path.mkdir(), "holds no file that is read"),
    (os.mkfifo, "is neither a file nor a folder"),
    (lambda path: path.symlink_to("nowhere"), "there is no such file"),
    (lambda path: path.symlink_to("/proc/self/mem"), "cannot be read"),
])
def test_what_is_no_file(tmp_path: Path, make: object, why: str) -> None:
    assert callable(make)
    make(tmp_path / "a.txt")
    code, out, err = run("extract", tmp_path / "a.txt")
    assert (code, out) == (1, "")
    assert err.startswith(f"dealgraph: {tmp_path / 'a.txt'}: {why}") and err.count("\n") == 1


# -------------------------------------------------------------------------------------------- no engine


def one_line(code: int, out: str, err: str) -> str:
    """The message of a command that found no engine."""
    assert (code, out, err.count("\n")) == (2, "", 1), err
    return err


@pytest.mark.parametrize(("settings", "why"), [
    ({"NEO4J_URI": "bolt://127.0.0.1:1"}, "bolt://127.0.0.1:1 does not answer"),
    ({"NEO4J_URI": "nonsense"}, "NEO4J_URI"),
    ({"NEO4J_URI": "http://127.0.0.1:1"}, "NEO4J_URI"),
    ({"DEALGRAPH_DATA": "/proc/dealgraph"}, "cannot write to the folder /proc/dealgraph"),
    ({"DEALGRAPH_DATA": str(Path(__file__) / "x")}, "cannot write to the folder"),
])
@pytest.mark.parametrize("command", ["deals", "ingest"])
def test_no_engine(command: str, settings: dict[str, str], why: str) -> None:
    inputs = [str(Path(__file__))] if command == "ingest" else []
    assert why in one_line(*run(command, *inputs, **settings))


def test_a_wrong_password(neo4j_settings: Settings) -> None:
    said = one_line(*run("deals", NEO4J_URI=str(neo4j_settings.uri), NEO4J_PASSWORD="wrong"))
    assert "check NEO4J_USERNAME and NEO4J_PASSWORD" in said


def test_a_wrong_database(neo4j_settings: Settings) -> None:
    said = one_line(*run(
        "deals", NEO4J_URI=str(neo4j_settings.uri), NEO4J_USERNAME=neo4j_settings.username,
        NEO4J_PASSWORD=neo4j_settings.password, NEO4J_DATABASE="none",
    ))
    assert "check NEO4J_DATABASE" in said


def test_a_port_that_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = one_line(*run("app", "--port", str(port)))
    assert f"port {port}" in said and "name another with --port" in said
