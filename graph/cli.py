"""The command ``dealgraph``. Exit codes: 0 all well; 1 something could not be read or stored, the rest was;
2 wrong usage or no engine. What is heavy is imported where it is used, so that ``--help`` is there at once.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.cli_upkeep import register
from graph.terminal import AsJson, Faults, give_up, opened_store

if TYPE_CHECKING:
    from extract.fetch import Fetcher
    from extract.types import Extraction

ROOT = Path(__file__).parents[1]    # where app.py is

app = typer.Typer(
    help="Reads French and English business news into a graph of companies, deals and disputes.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)
Inputs = Annotated[list[str], typer.Argument(
    metavar="IN", help="Files (.txt .html .jsonl .jsonl.gz .xml), folders, addresses, feeds, or - for standard input.",
)]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="As known on that day, a day such as 2024-05-01.")]


@app.command()
def extract(
    inputs: Inputs,
    misses: Annotated[bool, typer.Option(help="Sentences that gave no claim, and why, instead of claims.")] = False,
) -> None:
    """Prints what articles say: one JSON object an article, in the order read. Stores nothing."""
    from extract.output import line, miss_to_json, to_json

    faults = Faults()
    for extraction in _extractions(inputs, faults):
        rows = [to_json(extraction)]
        if misses:
            rows = [miss_to_json(extraction.article.id, miss) for miss in extraction.misses]
        for row in rows:
            print(line(row), flush=True)
    raise typer.Exit(int(faults.lost > 0))


@app.command()
def ingest(inputs: Inputs) -> None:
    """Reads articles and stores them with their claims; what is stored already stays as it is."""
    from extract.fetch import Fetcher
    from extract.sources import LIMIT, count
    from graph.ingest import ingest as store_all
    from graph.printing import progress
    from graph.settings import Settings

    faults, settings = Faults(), Settings.from_environment()
    graph = hashlib.sha256((settings.uri or "").encode()).hexdigest()[:8]       # what one graph has, another may lack
    with opened_store() as store:
        settings.data.mkdir(parents=True, exist_ok=True)
        fetcher = Fetcher(size=LIMIT, memory=settings.data / f"fetched-{graph}.json")
        with progress(count(inputs), "Reading") as bar:
            report = store_all(store, _counted(_extractions(inputs, faults, fetcher), bar))
        if not report.failed and not faults.lost:
            fetcher.remember()
        for article, reason in report.failed:
            faults.say(f"{article}: not stored: {reason}")
        print(f"{report.stored} stored, {report.new_versions} new versions, {report.unchanged} unchanged, "
              f"{len(report.failed) + faults.lost} not read or stored")
    raise typer.Exit(int(bool(report.failed) or faults.lost > 0))


@app.command()
def deals(json: AsJson = False, as_of: AsOf = None) -> None:
    """The deals found: purchases, mergers, investments, loans, contracts, restructurings."""
    _print_events("Deal", "Deals", json, as_of)


@app.command()
def disputes(json: AsJson = False, as_of: AsOf = None) -> None:
    """The disputes found: lawsuits, threats, investigations, fines, rulings."""
    _print_events("Dispute", "Disputes", json, as_of)


@app.command()
def status() -> None:
    """Which graph is used, whether it answers, and what it holds."""
    from graph import local
    from graph.settings import Settings

    settings = Settings.from_environment()
    if settings.uri:
        print(f"Neo4j at {settings.uri}, database {settings.database or 'default'}, user {settings.username}")
    else:
        running = local.find(settings.data)
        print(f"the local engine on {settings.data}, "
              + (f"running at {running.uri} (process {running.pid})" if running else "not running"))
        if not running:
            return
    with opened_store() as store:
        for label, nodes in store.counts().items():
            print(f"{label:10} {nodes:>10,}")
        if store.state().stale:
            print("deals and disputes are behind the articles: the next ingest brings them up to date")


@app.command()
def stop() -> None:
    """Ends the local engine; the data stay."""
    from graph import local
    from graph.settings import Settings, StoreError

    settings = Settings.from_environment()
    if settings.uri:
        print(f"nothing to stop: NEO4J_URI names the server {settings.uri}, which is not ours")
        return
    try:
        print("stopped" if local.stop(settings.data) else f"no local engine runs on {settings.data}")
    except StoreError as error:
        give_up(str(error))


@app.command("app")
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option(help="The address to serve on.")] = "127.0.0.1",
) -> None:
    """Serves the explorer for a browser, until it is ended with Ctrl-C."""
    from graph.settings import Settings

    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        give_up(f"cannot serve on {address} port {port}: {error.strerror}; name another with --port")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port),
               "--server.address", address, "--browser.gatherUsageStats", "false"]
    if not sys.stdout.isatty():
        command += ["--server.headless", "true"]
    settings = os.environ | {"DEALGRAPH_DATA": str(Settings.from_environment().data)}
    try:
        raise typer.Exit(subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def version() -> None:
    """The version of this program."""
    from importlib.metadata import version as installed

    print(installed("dealgraph"))


register(app)


def main() -> None:
    """The entry point: what goes wrong is said in one line."""
    sys.stdout.reconfigure(encoding="utf-8")    # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")     # type: ignore[union-attr]
    app()


def _extractions(inputs: list[str], faults: Faults, fetcher: Fetcher | None = None) -> Iterator[Extraction]:
    from extract.pipeline import extract as read_all
    from extract.registry import RegistryError
    from extract.sources import read

    try:
        yield from read_all(read(inputs, on_error=faults, fetcher=fetcher), on_error=faults.unreadable)
    except RegistryError as error:
        give_up(str(error))


def _counted(extractions: Iterator[Extraction], progress: Callable[[int, str], None]) -> Iterator[Extraction]:
    from graph.ingest import REFRESHING

    for extraction in extractions:
        yield extraction
        progress(1, "Reading")
    progress(0, REFRESHING)


def _print_events(node: Literal["Deal", "Dispute"], title: str, json: bool, as_of: str | None) -> None:
    from datetime import date

    from extract.output import line
    from graph.printing import event_json, print_events

    try:
        day = date.fromisoformat(as_of).isoformat() if as_of else ""
    except ValueError:
        give_up(f"--as-of {as_of!r} is no day; write it as 2024-05-01")
    with opened_store() as store:
        events = store.events(node, day)
        names = store.names_of(events)
    if json:
        for event in events:
            print(line(event_json(event, names)))
    else:
        print_events(events, names, title)


if __name__ == "__main__":
    main()
