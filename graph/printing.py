"""Events and progress as a person or a program reads them in a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from extract.output import Json, number, plain
from graph.model import Event, Money

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_PRINTED = ("id", "former_ids", "kind", "title", "status", "stance", "contested", "outcome", "source", "target",
            "parties", "properties", "matter", "amount", "amounts", "first_date", "last_date", "articles", "origins",
            "languages", "about", "history")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")     # what an article could move the cursor with


def event_json(event: Event, names: dict[str, str]) -> Json:
    """The contract's form of an event; ``names`` has the name of each entity in it."""
    def named(ids: Sequence[str]) -> list[str]:
        return [names.get(id, id) for id in ids]

    parties = {role: named(ids) for role, ids in event.parties.items()}
    whole = plain(asdict(event)) | {"source": named(event.source), "target": named(event.target), "parties": parties}
    return {key: whole[key] for key in _PRINTED}


def print_events(events: Sequence[Event], names: dict[str, str], title: str) -> None:
    """A table: what, status, amount, dates, number of sources."""
    from rich.table import Table

    table = Table(title=f"{title}: {len(events)}", title_justify="left", title_style="bold")
    table.add_column("What", overflow="fold", ratio=1)
    for column in ("Status", "Amount", "Dates"):
        table.add_column(column, no_wrap=True)
    table.add_column("Sources", justify="right")
    for event in events:
        cells = (event.title, _status(event), _money(event.amount), _dates(event), f"{event.origins}")
        table.add_row(*map(_safe, cells))
    console().print(table)


def console(*, error: bool = False) -> Console:
    """Standard output or error; wide enough for a table where it is no terminal."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else 120, highlight=False)


@contextmanager
def progress(total: int | None, what: str) -> Iterator[Callable[[int, str], None]]:
    """A bar on standard error with rate and time left; call it with how many more are done, and what is being done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeLeft())
    with Progress(*columns, console=console(error=True)) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done, what: bar.update(task, advance=done, description=what)


def _status(event: Event) -> str:
    marks = [event.outcome or "", event.stance if event.stance != "asserted" else "",
             "contested" if event.contested and event.stance != "denied" else ""]
    said = ", ".join(filter(None, marks))
    return f"{event.status.replace('_', ' ')} ({said})" if said else event.status.replace("_", " ")


def _money(amount: Money | None) -> str:
    """22000000000 EUR as 22 bn EUR; nothing is rounded away."""
    if amount is None:
        return ""
    size, unit = next((pair for pair in ((10**9, " bn"), (10**6, " m")) if abs(amount.value) >= pair[0]), (1, ""))
    return f"{number(amount.value / size):,}{unit} {amount.currency or ''}".strip()


def _dates(event: Event) -> str:
    if event.first_date == event.last_date:
        return event.first_date or ""
    return f"{event.first_date or '?'} to {event.last_date or '?'}"


def _safe(text: str) -> Text:
    """Text of articles: no markup of ours, no control characters of theirs."""
    from rich.text import Text

    return Text(clean(text))


def clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
