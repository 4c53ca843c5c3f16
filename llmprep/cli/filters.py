"""Options that choose questions."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprep.cli.complete import topics

Topics = Annotated[
    list[str] | None, typer.Option("--topic", "-t", help="Only this topic; may be given again.", autocompletion=topics)
]
Levels = Annotated[list[int] | None, typer.Option("--level", "-l", help="Only this level, 1 to 5; may be given again.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", "-k", help="free, choice, numeric, order or cloze.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only questions with this tag, such as scenario.")]
