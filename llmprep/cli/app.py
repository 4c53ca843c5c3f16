"""The command line: all commands by name, each imported only when it runs.

`llmprep --help` and the first question stay instant because listing a command shows a stub; only resolving one (to run it,
to show its own help, to complete its arguments) imports its module.
"""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from llmprep import __version__

COMMANDS = {
    "quiz": ("llmprep.cli.quiz", "Graded questions, one after the other."),
    "drill": ("llmprep.cli.drill", "Coding drills, judged against a reference."),
    "review": ("llmprep.cli.review", "What is due now, questions and drills mixed."),
    "interview": ("llmprep.cli.interview", "A timed mock interview that drills down until you flinch."),
    "plan": ("llmprep.cli.plan", "An interview date becomes a daily plan and a forecast."),
    "stats": ("llmprep.cli.stats", "What you know, and what you are about to forget."),
    "answer": ("llmprep.cli.answer", "Grade one answer without a session."),
    "bank": ("llmprep.cli.bank", "The questions: list, show, search, check, import, export."),
    "judge": ("llmprep.cli.judge", "The LLM judge: status, eval, retry."),
    "export": ("llmprep.cli.export", "Your reviews for FSRS tools, or the questions as jsonl, csv or Anki."),
    "backup": ("llmprep.cli.backup", "Everything you did, as one file."),
    "restore": ("llmprep.cli.restore", "Put a backup in place; what was there is kept."),
    "doctor": ("llmprep.cli.doctor", "What works on this machine and what does not."),
}
"""Command -> the module whose `app` it is, and its line in the help, in the order shown."""


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports one when it is resolved."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = {name: TyperCommand(name, help=line) for name, (_, line) in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, stub, rest = super().resolve_command(ctx, args)
        if name is None or stub is None:
            return name, stub, rest
        module, line = COMMANDS[name]
        command = get_command(importlib.import_module(module).app)
        command.name, command.help = name, command.help or line
        return name, command, rest


app = typer.Typer(
    cls=LazyGroup,
    invoke_without_command=True,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Add --no-color to any command for plain output. Exit status: 0 passed or done, 1 not passed, 2 wrong usage, 3 missing in the environment.",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"llmprep {__version__}")
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Without a command: today's state as one object.")] = False,
) -> None:
    """Practise for LLM-engineering interviews.

    Without a command: what is due today, your streak, your weakest topics, and what to do next.
    """
    if ctx.invoked_subcommand is None:
        from llmprep.cli.home import home

        home(as_json=json_)
