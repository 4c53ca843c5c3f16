"""`llmprep export`: your reviews for FSRS tools, or the questions for other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from llmprep.cli.bank_exchange import Format, FormatOption, Output
from llmprep.cli.bank_exchange import export as export_questions
from llmprep.cli.filters import Kinds, Levels, Tags, Topics
from llmprep.cli.options import BankDirs
from llmprep.cli.output import err
from llmprep.errors import UserError

app = typer.Typer()


@app.command()
def export(
    reviews: Annotated[
        bool,
        typer.Option(
            "--reviews", help="Your review history: csv as fsrs-optimizer reads it, or jsonl as py-fsrs does."
        ),
    ] = False,
    format: FormatOption = Format.jsonl,
    output: Output = None,
    topic: Topics = None,
    level: Levels = None,
    kind: Kinds = None,
    tag: Tags = None,
    bank: BankDirs = None,
) -> None:
    """Write the questions (jsonl, csv, or an Anki deck), or with --reviews your own review history (csv, jsonl)."""
    if not reviews:
        export_questions(format, output, topic, level, kind, tag, bank)
        return
    from llmprep.cli.learner import open_desk
    from llmprep.practice.review_log import to_csv, to_jsonl

    if format is Format.anki:
        raise UserError("reviews have no Anki format", lines=["--format csv or --format jsonl"])
    history = open_desk().history.reviews
    text = to_csv(history) if format is Format.csv else to_jsonl(history)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{output}: cannot be written: {error.strerror or error}") from error
    err().print(f"{len(history)} reviews in {output}", markup=False)
