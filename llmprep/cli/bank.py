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
    from llmprep.bank.report import counts, row
    from llmprep.ui.bank_view import counts_table, question_table

    found = select(open_bank(bank), topic=topic, level=level, kind=kind, tag=tag)
    counted = counts(found)
    if as_json:
        emit_json({"count": len(found), "counts": counted, "questions": [row(q) for q in found]})
    elif topics:
        out().print(counts_table("topic", counted["topic"]))
    else:
        out().print(question_table(found))
        err().print(f"[dim]{len(found)} questions[/dim]")


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
        out().print(question_table(h.question for h in hits))
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

        out().print(whole_question(asked))


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
    from llmprep.bank.check import check_bank, of_topics
    from llmprep.bank.check_labels import check_labels
    from llmprep.bank.load import bank_roots, read_bank
    from llmprep.cli.options import open_catalogue
    from llmprep.config import load_settings

    extra = (*load_settings().bank_dirs, *(bank or ()), *(dirs or ()))
    questions, unreadable = read_bank(extra, builtin=not dirs)
    found = check_bank(questions, open_catalogue(drills).drills)
    found += check_labels(questions, bank_roots(extra, builtin=not dirs))
    checked = len(questions)
    if topic:
        from llmprep.bank.find import select

        checked = len(select(questions, topic=topic))
        unreadable, found = (of_topics(faults, questions, set(topic)) for faults in (unreadable, found))
    errors = unreadable + [f for f in found if f.severity == "error"]
    warnings = [f for f in found if f.severity == "warning"]
    if as_json:
        from llmprep.bank.report import fault_row

        passed = not errors and not (strict and warnings)
        listed = {"errors": [fault_row(f) for f in errors], "warnings": [fault_row(f) for f in warnings]}
        emit_json({"questions": checked, "passed": passed} | listed)
    else:
        for name, faults, style in (("error", errors, "bold red"), ("warning", warnings, "yellow")):
            for fault in faults:
                out().print(f"[{style}]{name}[/] ", end="")
                out().print(str(fault), markup=False, soft_wrap=True)
        summary = f"{checked} questions, {len(errors)} errors, {len(warnings)} warnings"
        out().print(summary, style="bold red" if errors else "green" if not warnings else "yellow")
    if unreadable:
        raise typer.Exit(Exit.MISUSE)
    raise typer.Exit(Exit.NOT_PASSED if errors or (strict and warnings) else Exit.DONE)


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
