"""`llmprep backup`: the whole state as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llmprep.cli.options import AsJson
from llmprep.cli.output import emit_json, out

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="llmprep-DATE.zip here by default.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it exists.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write answers, schedule, flags, goal, interviews and settings to one file; `llmprep restore` takes it."""
    from llmprep.cli.learner import clock
    from llmprep.practice.day import Calendar
    from llmprep.store.backup import write_backup
    from llmprep.store.log import Log

    now = clock()
    target = file or Path(f"llmprep-{Calendar().local(now):%Y-%m-%d}.zip")
    with Log.open() as log:
        made = write_backup(log, target, now, overwrite=overwrite)
    if as_json:
        emit_json({"file": str(made.path), "events": made.events, "created": made.created})
    else:
        out().print(f"{made.events} events are safe in {made.path}", markup=False)
