"""Commands that keep the graph right: what a person decides, and articles taken out, carried away, brought back."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.terminal import AsJson, Faults, give_up, opened_store

if TYPE_CHECKING:
    from graph.judgements import Case
    from graph.model import Judgement

User = Annotated[str | None, typer.Option(help="Who decides; else the name you are logged in by.")]


def register(app: typer.Typer) -> None:
    for command in (review, judge, undo, judgements, rebuild, remove):
        app.command()(command)
    app.command("export")(export)
    app.command("import")(import_)


def review(limit: Annotated[int, typer.Option(min=1)] = 20, json: AsJson = False) -> None:
    """Pairs of names that may be one and that nobody has judged, the likeliest first."""
    from dataclasses import asdict

    from extract.output import line, plain
    from graph.judgements import review as find

    with opened_store() as store:
        cases, total = find(store, limit)
    for case in cases:
        print(line(plain(asdict(case))) if json else _told(case))
    if not json:
        print(f"{len(cases)} of {total} pairs; decide with: dealgraph judge same|different|unsure ID ID")


def judge(
    kind: Annotated[str, typer.Argument(help="same, different, unsure, 'same event', 'other event', 'wrong claim', "
                                             "suppress or rename.")],
    on: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of parties, claims, events or an article.")],
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    name: Annotated[str | None, typer.Option(help="The new name, of a rename.")] = None,
    user: User = None,
) -> None:
    """Decides what the graph must obey from now on; prints the judgement's id, for undo."""
    from graph.judgements import judge as decide

    with opened_store() as store:
        made = decide(store, kind, on, user=user or getpass.getuser(), reason=reason, name=name)  # type: ignore[arg-type]
    print(_line(made))


def undo(id: str, user: User = None) -> None:
    """Takes a judgement out of force."""
    from graph.judgements import undo as take_back

    with opened_store() as store:
        print(_line(take_back(store, id, user=user or getpass.getuser())))


def judgements(json: AsJson = False) -> None:
    """All judgements, the undone ones too, oldest first."""
    from dataclasses import asdict

    from extract.output import line, plain

    with opened_store() as store:
        for one in store.judgements():
            print(line(plain(asdict(one))) if json else _line(one))


def rebuild() -> None:
    """Makes who is who, deals and disputes anew from articles and judgements alone."""
    from graph.ingest import rebuild as make_anew

    with opened_store() as store:
        print(f"{make_anew(store)} rows were not as they should be")


def remove(article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of the article.")]) -> None:
    """Takes an article out, with its claims and whatever stood on them alone."""
    from graph.ingest import remove as take_out

    with opened_store() as store:
        if not take_out(store, article):
            give_up(f"there is no article {article!r}", 1)
    print(f"{article} removed")


def export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Writes articles, claims, entities, events and judgements as JSON lines, in an order that is always the same."""
    from graph.carry import export as write

    with opened_store() as store:
        try:
            counts = write(store, folder)
        except OSError as error:
            give_up(f"cannot write to {folder}: {error.strerror or error}", 1)
    print(", ".join(f"{number} {name}" for name, number in counts.items()))


def import_(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Reads what export wrote; what is there already stays as it is."""
    from graph.carry import articles_in, import_all
    from graph.printing import progress

    faults = Faults()
    with opened_store() as store, progress(articles_in(folder), "Bringing back") as bar:
        report = import_all(store, folder, faults.say, bar)
    print(f"{report.stored} stored, {report.unchanged} unchanged, {report.failed} not stored, "
          f"{report.judgements} judgements")
    raise typer.Exit(int(report.failed > 0))


def _line(one: Judgement) -> str:
    said = " | ".join(one.labels) + (f" -> {one.name}" if one.name else "")
    from graph.printing import clean

    undone = f", undone by {one.undone_by}" if one.undone_at else ""
    reason = f": {one.reason}" if one.reason else ""
    return clean(f"{one.id}  {one.kind}: {said}  ({one.user}, {one.at[:10]}{undone}){reason}")


def _told(case: Case) -> str:
    from graph.printing import clean

    sides = []
    for entity, said in ((case.one, case.one_said), (case.other, case.other_said)):
        sides.append(f"    {entity.id}  ({entity.kind}) {entity.name}")
        sides += [f"        {one.sentence[:160]}  [{one.publisher or one.article}]" for one in said]
    shared = f", both with {', '.join(case.shared)}" if case.shared else ""
    return "\n".join(map(clean, (f"{case.score:g}  {case.one.name} / {case.other.name}{shared}", *sides)))
