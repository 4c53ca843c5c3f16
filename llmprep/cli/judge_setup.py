"""What the judge's commands share: the settings in force, the endpoint, a progress bar."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from llmprep.cli.judge_option import with_judge
from llmprep.cli.output import err
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.answers.judge.endpoint import Endpoint
    from llmprep.config import Settings


def judge_settings(model: str | None, url: str | None, votes: int | None = None) -> Settings:
    """The settings, changed by what the command line says."""

    from llmprep.config import load_settings

    return with_judge(load_settings(), model, url, votes)


def endpoint_of(settings: Settings) -> Endpoint:
    """The endpoint in force. Raises JudgeFault."""
    from llmprep.answers.judge.endpoint import endpoint_from
    from llmprep.config import key_may_go_to

    return endpoint_from(
        settings.judge_model, settings.judge_url, os.environ, timeout_s=settings.judge_timeout_s,
        key_may_go=key_may_go_to(settings.judge_url),
    )  # fmt: skip


def endpoint_or_exit(settings: Settings) -> Endpoint:
    """The endpoint in force, for commands that cannot go on without. Raises UserError."""
    from llmprep.answers.judge.faults import JudgeFault

    try:
        return endpoint_of(settings)
    except JudgeFault as fault:
        raise UserError(f"LLM judge: {fault.says}", lines=[fault.remedy], exit_status=Exit.UNAVAILABLE) from None


@contextmanager
def progress_bar(words: str, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr where someone watches."""
    console = err()
    if not console.is_terminal or total == 0:
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda: progress.advance(task)
