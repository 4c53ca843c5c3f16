"""`llmprep restore`: put a backup in place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llmprep.cli.options import AsJson
from llmprep.cli.output import emit_json, out

app = typer.Typer()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `llmprep backup` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Replace the present state by a backup. The present database is kept beside it under another name."""
    from llmprep.cli.learner import clock
    from llmprep.config import data_dir
    from llmprep.store.backup import restore_backup

    made = restore_backup(file, data_dir(), clock())
    if as_json:
        kept = str(made.kept) if made.kept else None
        emit_json({"file": str(made.path), "events": made.events, "created": made.created, "kept": kept})
        return
    out().print(f"{made.events} events restored, from {made.created}", markup=False)
    if made.kept:
        out().print(f"what was there before is kept in {made.kept}", markup=False)
