"""What every command shares: opening the graph, and saying in one line what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from extract.records import SourceError
    from extract.types import Article
    from graph.store import Store

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]


class Faults:
    """Says what is wrong on standard error, and counts what was lost by it."""

    def __init__(self) -> None:
        self.lost = 0

    def say(self, message: str) -> None:
        print(f"dealgraph: {_one_line(message)}", file=sys.stderr, flush=True)

    def __call__(self, error: SourceError) -> None:
        self.lost += error.lost
        self.say(str(error))

    def unreadable(self, article: Article, error: Exception) -> None:
        """An article that the extractors fail on: it gives nothing, the rest goes on."""
        self.lost += 1
        self.say(f"{article.id}: could not be read ({type(error).__name__}: {error})")


@contextmanager
def opened_store() -> Iterator[Store]:
    """The graph the environment names. Where it is not there the command ends with 2, where it fails later with 1."""
    from neo4j.exceptions import Neo4jError

    from graph.settings import StoreError
    from graph.store import open_store

    opened = False
    try:
        with open_store() as store:
            opened = True
            yield store
    except StoreError as error:
        give_up(str(error), 1 if opened else 2)
    except Neo4jError as error:
        give_up(f"the graph refuses: {error.message}", 1 if opened else 2)


def give_up(message: str, code: int = 2) -> NoReturn:
    Faults().say(message)
    raise typer.Exit(code)


def _one_line(message: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())
