"""`llmprep stats`: what you know, and what you are about to forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import UserError

app = typer.Typer()


@app.command()
def stats(
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained web page instead.")
    ] = None,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Mastery per topic, retention against the target, the coming load, your calendar, misses, drills, interviews."""
    from llmprep.cli.learner import open_desk
    from llmprep.practice.statistics import statistics

    questions = list(open_bank(bank))
    desk = open_desk()
    made = statistics(questions, desk.history, desk.learner)
    if html is not None:
        from llmprep.ui.stats_page import stats_page

        try:
            html.write_text(stats_page(made), encoding="utf-8")
        except OSError as error:
            raise UserError(f"{html}: cannot be written: {error.strerror or error}") from error
        if not as_json:
            err().print(f"wrote {html}", markup=False)
    if as_json:
        emit_json(made.as_json())
    elif html is None:
        from llmprep.ui.stats_view import stats_view
        from llmprep.ui.theme import house

        console = out()
        with house(console) as width:
            console.print(stats_view(made, width), width=width)
