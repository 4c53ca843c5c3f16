"""`llmprep drill`: list, show, start, check, watch, hint, solution."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprep.cli.complete import drill_ids, topics
from llmprep.cli.options import AsJson, DrillDirs, Seed, open_catalogue
from llmprep.cli.output import emit_json, is_terminal, out
from llmprep.errors import UserError, unknown

if TYPE_CHECKING:
    from llmprep.drills.catalogue import Catalogue, Drill
    from llmprep.practice.drill_state import DrillState

app = typer.Typer(no_args_is_help=True, help="Coding drills, judged against a reference.", rich_markup_mode="rich")
DrillId = Annotated[str, typer.Argument(metavar="ID", help="A drill, such as `attention`.", autocompletion=drill_ids)]


def states_now() -> dict[str, DrillState]:
    """The learner's state with every drill."""
    from llmprep.cli.learner import open_desk
    from llmprep.practice.drill_state import drill_states
    from llmprep.practice.review import due_cards

    desk = open_desk()
    return drill_states(desk.events, {c.item for c in due_cards(desk.learner) if c.is_drill})


def record(kind: str, drill: Drill, payload: dict[str, object]) -> int:
    """Add an event about a drill; its id."""
    from llmprep.cli.learner import clock
    from llmprep.store.log import Log

    with Log.open() as log:
        return log.append(kind, drill.id, payload, at=clock())


@app.command("list")
def list_drills(
    topic: Annotated[str | None, typer.Option("--topic", "-t", help="Only this topic.", autocompletion=topics)] = None,
    level: Annotated[int | None, typer.Option("--level", "-l", min=1, max=5, help="Only this level.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="new, tried, passed or due.")] = None,
    search: Annotated[str | None, typer.Option("--search", "-s", help="Words in id, title or topic.")] = None,
    path: Annotated[bool, typer.Option("--path", help="In an order in which each builds on the ones before.")] = False,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """All drills, by topic and level, with your own state."""
    from llmprep.practice.drill_state import STATES, DrillState

    catalogue = open_catalogue(drills)
    chosen = _in_order(catalogue, path)
    states = states_now()
    if topic:
        known = sorted({d.topic for d in chosen})
        if topic not in known:
            raise unknown("topic", topic, known, see="llmprep drill list")
        chosen = [d for d in chosen if d.topic == topic]
    if state and state not in STATES:
        raise unknown("state", state, STATES)
    chosen = [d for d in chosen if level is None or d.level == level]
    chosen = [d for d in chosen if state is None or states.get(d.id, DrillState()).state == state]
    if search:
        words = search.casefold().replace("-", "_").split()
        chosen = [d for d in chosen if all(w in f"{d.id} {d.title} {d.topic}".casefold() for w in words)]
    if as_json:
        rows = [_row(d, states.get(d.id, DrillState())) for d in chosen]
        emit_json({"count": len(rows), "drills": rows})
        return
    from llmprep.ui.drill_view import drill_table

    console = out()
    if not chosen:
        console.print("No drill fits.")
        return
    console.print(drill_table(chosen, states, numbered=path))
    passed = sum(states.get(d.id, DrillState()).state in ("passed", "due") for d in chosen)
    console.print(f"\n{len(chosen)} drills, {passed} passed. `llmprep drill show ID` shows one.", style="dim")


def _in_order(catalogue: Catalogue, path: bool) -> list[Drill]:
    if path:
        return catalogue.path()
    from llmprep.bank.model import TOPICS

    place = {topic: number for number, topic in enumerate(TOPICS)}
    return sorted(catalogue.drills.values(), key=lambda d: (place.get(d.topic, len(place)), d.level, d.id))


def _row(drill: Drill, state: DrillState) -> dict[str, object]:
    return {
        "id": drill.id,
        "title": drill.title,
        "topic": drill.topic,
        "level": drill.level,
        "minutes": drill.minutes,
        "entry": list(drill.meta.entry),
        "state": state.state,
        "tries": state.tries,
        "best": state.best,
    }


@app.command()
def show(id: DrillId, drills: DrillDirs = None, as_json: AsJson = False) -> None:
    """What a drill asks for."""
    from llmprep.drills.workspace import default_path
    from llmprep.practice.drill_state import DrillState

    drill = open_catalogue(drills).get(id)
    state = states_now().get(drill.id, DrillState())
    if as_json:
        more = {"prompt": drill.prompt, "starter": drill.starter, "forbidden": list(drill.meta.forbidden)}
        emit_json(_row(drill, state) | more | {"sources": list(drill.meta.sources)})
        return
    from llmprep.ui.drill_view import drill_sheet

    console = out()
    console.print(drill_sheet(drill, state, default_path(drill), console.width))


@app.command()
def start(
    id: DrillId,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to work; ID.py here by default.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Begin anew; the work so far is kept as a backup.")] = False,
    drills: DrillDirs = None,
) -> None:
    """Write a drill's starter, and begin to count the time."""
    from llmprep.drills import workspace
    from llmprep.practice.drill_state import DrillState
    from llmprep.ui.drill_view import drill_sheet, next_steps

    drill = open_catalogue(drills).get(id)
    started = workspace.start(drill, file, reset=reset)
    console = out()
    if started.fresh:
        record("drill-start", drill, {"file": str(started.path)})
        if started.backup:
            console.print(f"Your work so far is kept in {started.backup}.")
        console.print(drill_sheet(drill, DrillState(), started.path, console.width))
        console.print(f"\nWrote {started.path}; the clock runs.", style="green")
        return
    console.print(f"{started.path} is there already, so it was left alone (`--reset` begins anew and keeps a backup).")
    console.print(next_steps(drill, started.path, exists=True))


@app.command()
def check(
    id: DrillId,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Submissions, or folders of them.")],
    device: Annotated[str, typer.Option("--device", help="auto, cpu, cuda or mps.")] = "auto",
    isolation: Annotated[
        str, typer.Option("--isolation", help="auto, strict, sandlock, bubblewrap or limits.")
    ] = "auto",
    seed: Seed = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, help="How many files at a time.")] = 1,
    no_record: Annotated[bool, typer.Option("--no-record", help="Leave your own history alone.")] = False,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """Grade one submission, or many.

    One file counts as your own try and is recorded; several files or a folder are graded without a record.
    """
    from llmprep.cli.drill_check import check_many, check_one
    from llmprep.drills.batch import How
    from llmprep.drills.device import resolve_device

    drill = open_catalogue(drills).get(id)
    how = How(resolve_device(device), isolation, seed)
    if len(files) == 1 and not files[0].is_dir():
        check_one(drill, files[0], how, as_json=as_json, keep=not no_record)
    else:
        check_many(drill, files, how, as_json=as_json, jobs=jobs)


@app.command()
def watch(
    id: DrillId,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Your file; ID.py here by default.")] = None,
    device: Annotated[str, typer.Option("--device", help="auto, cpu, cuda or mps.")] = "auto",
    isolation: Annotated[
        str, typer.Option("--isolation", help="auto, strict, sandlock, bubblewrap or limits.")
    ] = "auto",
    seed: Seed = None,
    drills: DrillDirs = None,
) -> None:
    """Grade a file again on every save, until Ctrl-C."""
    from llmprep.cli.drill_check import watch_file
    from llmprep.drills.batch import How
    from llmprep.drills.device import resolve_device
    from llmprep.drills.workspace import default_path

    drill = open_catalogue(drills).get(id)
    path = file or default_path(drill)
    if not path.is_file():
        raise UserError(f"{path}: there is no such file", lines=[f"`llmprep drill start {drill.id}` writes one"])
    watch_file(drill, path, How(resolve_device(device), isolation, seed))


@app.command()
def hint(id: DrillId, drills: DrillDirs = None, as_json: AsJson = False) -> None:
    """One hint more each time; hints lower the review rating."""
    from llmprep.practice.drill_state import DrillState

    drill = open_catalogue(drills).get(id)
    state = states_now().get(drill.id, DrillState())
    number = min(state.hints + 1, len(drill.meta.hints))
    if state.hints < len(drill.meta.hints):
        record("drill-hint", drill, {"number": number})
    if as_json:
        emit_json(
            {
                "drill": drill.id,
                "number": number,
                "of": len(drill.meta.hints),
                "hint": drill.meta.hints[number - 1],
            }
        )
        return
    from llmprep.ui.drill_view import hint_view

    out().print(hint_view(drill, number))
    if state.hints >= len(drill.meta.hints):
        out().print(f"These are all hints. `llmprep drill solution {drill.id}` shows the reference.", style="dim")


@app.command()
def solution(
    id: DrillId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """The reference, why each line is there, and your last try. Looking before passing is recorded."""
    from llmprep.practice.drill_state import DrillState

    drill = open_catalogue(drills).get(id)
    state = states_now().get(drill.id, DrillState())
    passed = state.state in ("passed", "due") and not state.started
    if not passed and not yes and is_terminal():
        typer.confirm(
            "You have not passed this drill yet; looking now means that it comes back soon. Look?", abort=True
        )
    if not passed:
        record("drill-solution", drill, {})
    from llmprep.drills.mistakes import read_mistakes
    from llmprep.drills.walkthrough import read_walkthrough

    mistakes, parts = read_mistakes(drill.folder), read_walkthrough(drill)
    if as_json:
        walk = [{"code": p.code, "why": p.why} for p in parts]
        found = {"drill": drill.id, "reference": drill.reference, "walkthrough": walk}
        emit_json(found | {"mistakes": {m.name: m.title for m in mistakes}})
        return
    from llmprep.ui.solution_view import solution_view

    console = out()
    titles = [(m.title, m.says) for m in mistakes]
    console.print(solution_view(drill, parts, titles, state.last_source, console.width))
