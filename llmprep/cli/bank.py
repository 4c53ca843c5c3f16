"""`llmprep bank`: list, show, search, check, new, schema, import, export, flagged, stats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from llmprep.cli import bank_exchange, bank_feedback
from llmprep.cli.complete import question_ids
from llmprep.cli.filters import Kinds, Levels, Tags, Topics
from llmprep.cli.options import AsJson, BankDirs, DrillDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit, UserError

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The questions: list, show, search, check, import, export."
)


class Kind(StrEnum):
    """The kinds of questions, as an option."""

    free = "free"
    choice = "choice"
    numeric = "numeric"
    order = "order"
    cloze = "cloze"


@app.command("list")
def list_questions(
    topic: Topics = None,
    level: Levels = None,
    kind: Kinds = None,
    tag: Tags = None,
    topics: Annotated[
        bool, typer.Option("--topics", help="The topics and their counts instead of the questions.")
    ] = False,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """The questions, filtered; with --json also how many there are per topic, kind and level."""
    from llmprep.bank.find import select
    from llmprep.bank.report import counted, counts, row
    from llmprep.ui.bank_view import counts_table, question_table

    found = select(open_bank(bank), topic=topic, level=level, kind=kind, tag=tag)
    per = counts(found)
    if as_json:
        emit_json({"count": len(found), "counts": per, "questions": [row(q) for q in found]})
    elif topics:
        out().print(counts_table("topic", per["topic"]))
    else:
        console = out()
        console.print(question_table(found, console.width))
        err().print(counted(len(found), "question"), style="dim")


@app.command("search")
def search_questions(
    words: Annotated[list[str], typer.Argument(help="Words of the question; typos are forgiven.")],
    limit: Annotated[int, typer.Option("-n", min=1, help="At most so many.")] = 20,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Questions about these words, best first. Exit status 1 where there is none."""
    from llmprep.bank.find import search
    from llmprep.bank.report import row
    from llmprep.ui.bank_view import question_table

    wanted = " ".join(words)
    hits = search(open_bank(bank), wanted, limit=limit)
    if as_json:
        emit_json({"words": wanted, "hits": [row(h.question) | {"score": h.score} for h in hits]})
    elif hits:
        console = out()
        console.print(question_table([h.question for h in hits], console.width))
    else:
        err().print(f"no question fits {wanted!r}", markup=False)
    raise typer.Exit(Exit.DONE if hits else Exit.NOT_PASSED)


@app.command("show")
def show_question(
    id: Annotated[str, typer.Argument(metavar="ID", help="The question.", autocompletion=question_ids)],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Fixes drawn values and shuffled options.")] = 0,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Everything about one question, with its answer: for authors, and the curious."""
    from llmprep.answers.ask import ask

    question = open_bank(bank).get(id)
    asked = ask(question, seed)
    if as_json:
        from llmprep.bank.report import shown

        emit_json(shown(asked))
    else:
        from llmprep.ui.bank_view import whole_question
        from llmprep.ui.theme import show

        show(out(), whole_question(asked))


@app.command("check")
def check(
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]...", help="Report only these topics.")] = None,
    bank: BankDirs = None,
    dirs: Annotated[
        list[Path] | None,
        typer.Option("--dir", metavar="DIR", help="Check this folder or file, not the built-in bank."),
    ] = None,
    drills: DrillDirs = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find faults: references, patterns, giveaways, formulas over their ranges, doubles, sources.

    Exit status 0 without errors, 1 with errors, 2 where files cannot be read as questions.
    """
    from llmprep.bank.check import check_dirs
    from llmprep.bank.report import checked_object
    from llmprep.cli.options import open_catalogue
    from llmprep.config import load_settings
    from llmprep.ui.bank_view import print_faults

    extra = (*(bank or ()), *(dirs or load_settings().bank_dirs))
    checked = check_dirs(extra, builtin=not dirs, drills=open_catalogue(drills).drills, topics=topic or ())
    if as_json:
        emit_json(checked_object(checked, strict=strict))
    else:
        print_faults(out(), checked)
    if checked.unreadable:
        raise typer.Exit(Exit.MISUSE)
    raise typer.Exit(Exit.DONE if checked.passed(strict=strict) else Exit.NOT_PASSED)


@app.command("schema")
def schema() -> None:
    """The JSON Schema of a bank file, for editors that complete and check YAML."""
    import json

    from llmprep.bank.schema import bank_schema

    print(json.dumps(bank_schema(), indent=2, ensure_ascii=False))


@app.command("new")
def new(
    kind: Annotated[Kind, typer.Option("--kind", "-k", help="The kind of question.")] = Kind.free,
    topic: Annotated[str, typer.Option("--topic", "-t", help="The topic of the file.")] = "attention",
) -> None:
    """A commented template to start from: `llmprep bank new --kind choice > my-bank/first.yaml`."""
    from pydantic import TypeAdapter, ValidationError

    from llmprep.bank.model import Id
    from llmprep.bank.template import template

    try:
        TypeAdapter(Id).validate_python(topic)
    except ValidationError:
        raise UserError(f"a topic cannot be called {topic!r}", lines=["use kebab-case, such as kv-cache"]) from None
    print(template(kind.value, topic), end="")


bank_exchange.register(app)
bank_feedback.register(app)
