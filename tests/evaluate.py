"""The scores on annotated articles, in one table: ``python -m tests.evaluate [NAME...]``; exit code 1 under a floor.

The project's own gold in ``data/gold`` is read and scored in this process, also under other names. Where
``../shared/eval`` is present its scorer runs too, on its files. The tagger shipped has learnt from texts of fire and
winer_fr: there one reads that has not, which DEALGRAPH_MODELS names or which is trained for it once (some minutes).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
import typer
from rich.table import Table

from extract import train
from extract.output import to_json
from extract.pipeline import extract
from extract.records import Found, Record, to_article
from extract.relations import ontology
from extract.taggers import models
from extract.types import Article
from graph import local
from graph.ingest import ingest
from graph.printing import console, event_json
from graph.settings import Settings
from graph.store import open_store
from tests.renamed import renamed
from tests.scoring import Json, Score, score_claims, score_events

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "data" / "gold"
SHARED = ROOT.parent / "shared" / "eval"
TRAINING = ROOT.parent / "shared" / "train"
# File of ../shared/eval -> what its scorer measures there, and the F1 under which we fail.
THEIRS: dict[str, tuple[str, float]] = {
    "seed": ("relations", 1.0),
    "fire": ("relations", 0.70),
    "acq600": ("acq600", 0.62),
    "stories": ("stories", 1.0),
    "currency_en": ("amounts", 0.95),
    "currency_fr": ("amounts", 0.95),
    "dates_en": ("dates", 0.90),
    "dates_fr": ("dates", 0.90),
    "timebank_fr": ("dates", 0.87),
    "winer_fr": ("organisations", 0.80),
}
UNSEEN = {"fire": "en", "winer_fr": "fr"}       # files whose texts the tagger of this language has learnt from
OWN = 0.93              # floor of our own gold: F1, and status and stance of what is found
HARM = tuple(name for name, relation in ontology().relations.items() if relation.harmful)
HARMLESS = 0.98         # floor of their precision
RENAMED = 0.05          # F1 that invented names may cost
_FIGURE = r"\b{} (\d\.\d+)"
_ATTRIBUTE = re.compile(r"^  (\w+): \d+/\d+ = (\d\.\d+)", re.MULTILINE)
SHOWN = ("status", "stance", "amount", "currency", "date")


@dataclass(frozen=True)
class Row:
    """One line of the table; a figure that is not measured there is None."""

    name: str
    items: int
    f1: float
    precision: float | None = None
    recall: float | None = None
    forbidden: int | None = None
    attributes: float | None = None         # all of them
    each: tuple[float | None, ...] = ()     # those of SHOWN
    floor: float | None = None
    measure: Literal["f1", "precision"] = "f1"      # what the floor is of
    least: tuple[float | None, ...] = ()    # floors of ``attributes`` and of ``each``, where there are any

    @property
    def short(self) -> bool:
        """Under a floor; a forbidden claim is under any."""
        if self.floor is None:
            return False
        measured = self.precision if self.measure == "precision" else self.f1
        under = any(a is not None and b is not None and a < b
                    for a, b in zip((self.attributes, *self.each), self.least, strict=False))
        return measured is None or measured < self.floor or under or bool(self.forbidden)

    def cells(self) -> list[str]:
        figures = (self.precision, self.recall, self.f1, self.attributes, *self.each, *[None] * (5 - len(self.each)))
        precision, recall, f1, *rest = ("" if f is None else f"{f:.3f}" for f in figures)
        forbidden = "" if self.forbidden is None else str(self.forbidden)
        measure = " P" if self.measure == "precision" else ""
        floor = "" if self.floor is None else f"{self.floor:.2f}{measure}{' !' if self.short else ''}"
        return [self.name, str(self.items), precision, recall, f1, floor, forbidden, *rest]


def read(path: Path) -> list[Json]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def row(name: str, items: Sequence[Json], score: Score, floor: float | None = None, **more: Any) -> Row:
    each = tuple(score.attribute(*names) for names in
                 [("status",), ("stance",), ("amount", "amounts"), ("currency",), ("date", "first", "last")])
    return Row(name, len(items), score.f1, score.precision, score.recall, score.forbidden, score.attribute(), each,
               floor, **more)


# ---------------------------------------------------------------------------------------------- our own gold


def article(given: Json) -> Article:
    """An article as a gold file gives it, read as any other."""
    record = Record.model_validate({"language": given.get("lang"), **given})
    return to_article(Found(given["id"], given["id"], record))[0]


def answers_to(items: Sequence[Json]) -> dict[str, Json]:
    """What the pipeline says of each of ``items``, by their ids."""
    return {found.article.id: to_json(found) for found in extract(map(article, items))}


def claims_of(items: Sequence[Json]) -> Score:
    """The score of what the pipeline says of ``items``."""
    return score_claims(items, answers_to(items))


def only(types: Sequence[str], items: Sequence[Json], answers: Mapping[str, Json]) -> Score:
    """The score of the claims of these relations alone."""
    return score_claims(
        [item | {"gold": [g for g in item["gold"] if g["type"] in types]} for item in items],
        {id: answer | {"claims": [c for c in answer["claims"] if c["relation"] in types]}
         for id, answer in answers.items()})


def events_of(stories: Sequence[Json]) -> Score:
    """The score of the deals and disputes that all articles of ``stories`` add up to in a fresh graph."""
    articles = [article(given) for story in stories for given in story["articles"]]
    with tempfile.TemporaryDirectory() as folder:
        try:
            with open_store(Settings(Path(folder))) as store:
                ingest(store, extract(articles))
                by_node = {node: store.events(node) for node in ("Deal", "Dispute")}
                names = store.names_of(event for events in by_node.values() for event in events)
        finally:
            local.stop(Path(folder))
    return score_events(stories, [event_json(event, names) | {"node": node}
                                  for node, events in by_node.items() for event in events])


def ours(wanted: Sequence[str]) -> Iterator[Row]:
    """A row for each file, and for each language (``own_fr``), both languages' harmful relations and invented names."""
    read_files: dict[str, tuple[list[Json], dict[str, Json]]] = {}
    for path in sorted(GOLD.glob("*.jsonl")):
        language = path.stem.rpartition("_")[2]
        if wanted and not {path.stem, f"own_{language}", "own"}.intersection(wanted):
            continue
        items = read(path)
        if "events" in items[0]:
            yield row(f"own {path.stem}", items, events_of(items))
            continue
        answers = answers_to(items)
        yield row(f"own {path.stem}", items, score_claims(items, answers))
        if not wanted or {f"own_{language}", "own"}.intersection(wanted):
            known = read_files.setdefault(language, ([], {}))
            known[0].extend(items)
            known[1].update(answers)
    for language, (items, answers) in read_files.items():
        whole = score_claims(items, answers)
        yield row(f"own_{language}", items, whole, OWN, least=(None, OWN, OWN))
        yield row(f"own_{language} renamed", items, claims_of(renamed(items)), round(whole.f1 - RENAMED, 3))
        yield row(f"own_{language} harmful", items, only(HARM, items, answers), HARMLESS, measure="precision")


# ------------------------------------------------------------------------------------------- the shared gold


def theirs(wanted: Sequence[str]) -> Iterator[Row]:
    """A row for each file of ``../shared/eval``, measured by the scorer that lies there."""
    for name, (what, floor) in THEIRS.items():
        if (SHARED / f"{name}.jsonl").exists() and (not wanted or name in wanted):
            command = [sys.executable, str(SHARED / "score.py"), what, str(SHARED / f"{name}.jsonl")]
            env = os.environ | {"DEALGRAPH": f"{sys.executable} -m graph.cli"}
            if name in UNSEEN:
                env["DEALGRAPH_MODELS"] = str(unseen(name))
            done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=True)
            yield _their_row(name, len(read(SHARED / f"{name}.jsonl")), done.stdout, floor)


def unseen(name: str) -> Path:
    """A folder of taggers that never saw the texts of this file: DEALGRAPH_MODELS, else trained and kept for next time.

    ValueError where neither is there: what has learnt from the texts would score too well.
    """
    if os.environ.get("DEALGRAPH_MODELS"):
        return models()
    language = UNSEEN[name]
    made_of = [TRAINING / f"ner_{language}.jsonl", SHARED / f"{name}.jsonl", Path(train.__file__)]
    if not made_of[0].exists():
        raise ValueError(f"{name}: no {made_of[0]} to train a tagger without its texts; name one in DEALGRAPH_MODELS")
    digest = hashlib.sha1(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:12]
    folder = Path(platformdirs.user_cache_dir("dealgraph")) / f"unseen-{name}-{digest}"
    if not (folder / language / "meta.json").exists():
        subprocess.run([sys.executable, "-m", "extract.train", str(TRAINING), "--to", str(folder), "--no-scored",
                        "--language", language, "--without", str(made_of[1])], cwd=ROOT, stdout=sys.stderr, check=True)
    return folder


def _their_row(name: str, items: int, printed: str, floor: float) -> Row:
    """What their scorer printed; its last line has the figures of the whole."""
    total = printed.splitlines()[-1]

    def figure(label: str) -> float | None:
        found = re.search(_FIGURE.format(label), total)
        return float(found[1]) if found else None

    f1 = figure("F1")
    if f1 is None:
        raise ValueError(f"{name}: no F1 in what the scorer printed last: {total!r}")
    forbidden = re.search(r"forbidden asserted (\d+)", total)
    right = re.search(r"attributes(?: right \d+/[1-9]\d* =)? (\d\.\d+)", total)
    each = {label: float(share) for label, share in _ATTRIBUTE.findall(printed)}
    return Row(name, items, f1, figure("precision"), figure("recall"), int(forbidden[1]) if forbidden else None,
               float(right[1]) if right and (each or "events" in total) else None, tuple(map(each.get, SHOWN)), floor,
               least=(1.0,) if name == "seed" else ())


# ------------------------------------------------------------------------------------------------- the table


def table(rows: Sequence[Row]) -> Table:
    title = f"Scores with the taggers in {os.path.relpath(models(), ROOT)}; a row under its floor is marked !"
    made = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for name in ("gold", "items", "precision", "recall", "F1", "floor", "forbidden", "attributes", *SHOWN):
        made.add_column(name, justify="left" if name in {"gold", "floor"} else "right", no_wrap=True)
    for one in rows:
        made.add_row(*one.cells(), style="red" if one.short else None)
    return made


def main(names: Annotated[list[str] | None, typer.Argument(help="Only these gold files, by their stems.")] = None,
         *, own: Annotated[bool, typer.Option(help="The project's own gold too.")] = True) -> None:
    """Prints the table; exit code 1 where a score is under its floor."""
    rows: list[Row] = []
    with console(error=True).status("Reading"):
        rows += [*(ours(names or []) if own else ()), *theirs(names or [])]
    out: Any = console()
    out.print(table(rows))
    if not SHARED.is_dir():
        out.print("Third-party gold in ../shared/eval is not here: the project's own alone is scored.")
    raise typer.Exit(int(any(one.short for one in rows)))


if __name__ == "__main__":
    typer.run(main)
