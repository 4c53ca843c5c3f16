"""`llmprep judge`: test the connection, measure the graders, grade what is still waiting."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from llmprep.cli.filters import Topics
from llmprep.cli.judge_option import JudgeModel, JudgeUrl, Votes, with_judge
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.answers.comparison import Grader
    from llmprep.answers.grade import Grade
    from llmprep.answers.judge.endpoint import Endpoint
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.bank.model import Free
    from llmprep.config import Settings

app = typer.Typer(no_args_is_help=True, help="The LLM judge: test it, measure it, let it grade what is waiting.")
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=32, help="How many answers are judged at once.")]


class Grading(StrEnum):
    """Which grader is measured."""

    rubric = "rubric"
    llm = "llm"


class Split(StrEnum):
    """Which labels are used: those that were looked at while patterns were written, or those that were not."""

    all = "all"
    train = "train"
    heldout = "heldout"


@app.command()
def status(model: JudgeModel = None, url: JudgeUrl = None, as_json: AsJson = False) -> None:
    """Ask the model for one word, and say what works. Exit status 3 where it cannot be reached."""
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.answers.judge.probe import probe
    from llmprep.cli.asking_judge import waiting
    from llmprep.store.log import Log

    settings = _settings(model, url)
    state: dict[str, Any] = {"ok": False, "model": settings.judge_model, "url": settings.judge_url}
    fault: JudgeFault | None = None
    try:
        endpoint = _endpoint(settings)
        state |= {"model": endpoint.model, "url": endpoint.url, "key": endpoint.key is not None}
        with waiting(f"asking {endpoint.model} …"):
            state |= {"ok": True, **probe(endpoint)}
    except JudgeFault as error:
        fault = error
        state |= {"fault": error.kind, "message": error.line()}
    with Log.open() as log:
        state["waiting"] = len(_pending(log))
    if as_json:
        emit_json(state)
    elif fault is None:
        from llmprep.ui.judge_view import status_view

        out().print(status_view(state))
    else:
        err().print(fault.line(), style="yellow", markup=False)
    raise typer.Exit(Exit.DONE if fault is None else Exit.UNAVAILABLE)


@app.command()
def retry(
    model: JudgeModel = None,
    url: JudgeUrl = None,
    votes: Votes = None,
    jobs: Jobs = 4,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Grade the answers whose judge failed at the time. Safe to interrupt: what was judged is kept.

    Exit status 3 where some could not be judged; they stay in the queue.
    """
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.answers.judge.many import Case, judge_many
    from llmprep.bank.model import Free
    from llmprep.cli.learner import clock
    from llmprep.practice.record import record_regrade
    from llmprep.store.log import Log
    from llmprep.store.verdicts import Verdicts

    settings = _settings(model, url, votes)
    questions = open_bank(bank)
    with Log.open() as log, Verdicts.open() as verdicts:
        waiting = _pending(log)
        known = {p.event: questions.questions.get(p.question) for p in waiting}
        cases = [
            Case(p.event, question, p.text, p.hinted) for p in waiting if isinstance(question := known[p.event], Free)
        ]
        gone = len(waiting) - len(cases)
        endpoint = _endpoint_or_exit(settings) if cases else None
        faults: list[JudgeFault] = []
        done: list[dict[str, Any]] = []
        if endpoint is not None:
            price = settings.prices.get(endpoint.model)
            with _progress("judging", len(cases)) as step:
                for case, result in judge_many(
                    cases, endpoint, verdicts, votes=settings.judge_votes, jobs=jobs, price=price
                ):
                    step()
                    if isinstance(result, JudgeFault):
                        faults.append(result)
                        continue
                    record_regrade(log, case.key, case.question.id, result, at=clock())
                    done.append({"event": case.key, "question": case.question.id, "score": result.score})
    report = {"judged": done, "waiting": len(faults), "questions_gone": gone}
    for line in dict.fromkeys(fault.line() for fault in faults):
        err().print(line, style="yellow", markup=False)
    if as_json:
        emit_json(report)
    else:
        from llmprep.ui.judge_view import retry_line

        out().print(retry_line(len(done), len(faults), gone))
    raise typer.Exit(Exit.UNAVAILABLE if faults else Exit.DONE)


@app.command("eval")
def evaluation(
    judge: Annotated[Grading, typer.Option("--judge", help="Which grader is measured.")] = Grading.rubric,
    split: Annotated[Split, typer.Option("--split", help="Which labelled answers.")] = Split.all,
    topic: Topics = None,
    attacks: Annotated[bool, typer.Option("--attacks/--no-attacks", help="Also try to cheat it.")] = True,
    number: Annotated[int | None, typer.Option("-n", min=1, help="At most so many labelled answers.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before sending many answers.")] = False,
    model: JudgeModel = None,
    url: JudgeUrl = None,
    votes: Votes = None,
    jobs: Jobs = 4,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Measure a grader on the labelled answers: agreement with people, and what attacks gain.

    With --judge llm every answer is sent to the model once a vote, after you agreed to how many that are; what was
    judged before comes from the cache.
    """
    from llmprep.answers.evaluation import PARTS, evaluate, evenly
    from llmprep.answers.rubric import grade_free

    questions = _free_questions(bank, topic)
    labelled = _labels(bank, {q.id for q in questions}, split)
    if not labelled:
        raise UserError("there are no labelled answers for these questions", lines=["see docs/writing-questions.md"])
    labelled = evenly(labelled, number)
    asked_of = {a.question for a in labelled}
    questions = [q for q in questions if q.id in asked_of]
    parts = tuple(PARTS) if split is Split.all else (split.value,)
    settings = _settings(model, url, votes)
    grade: Grader = grade_free
    if judge is Grading.llm:
        from llmprep.answers.evaluation import texts

        grade = _judged_ahead(texts(questions, labelled, attacks=attacks), settings, jobs, agreed=yes or as_json)
    found = evaluate(questions, labelled, grade, parts=parts, attacks=attacks)
    report = {"judge": judge.value, **({"model": settings.judge_model} if judge is Grading.llm else {})}
    report |= found.as_json()
    if as_json:
        emit_json(report)
    else:
        from llmprep.ui.judge_view import evaluation_view

        out().print(evaluation_view(found, report))


def _judged_ahead(asked: Sequence[tuple[Free, str]], settings: Settings, jobs: int, *, agreed: bool) -> Grader:
    """All answers judged now, side by side; the grader then looks them up."""
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.answers.judge.many import Case, judge_many
    from llmprep.cli.output import is_terminal
    from llmprep.store.verdicts import Verdicts

    endpoint = _endpoint_or_exit(settings)
    calls = f"{len(asked) * settings.judge_votes} calls to {endpoint.model} at {endpoint.host}"
    if not agreed and is_terminal() and not typer.confirm(f"Up to {calls}. Go on?"):
        raise typer.Exit(Exit.DONE)
    cases = [Case(n, question, text) for n, (question, text) in enumerate(asked)]
    grades: dict[tuple[str, str], Grade] = {}
    faults: list[JudgeFault] = []
    with Verdicts.open() as verdicts, _progress(f"asking {endpoint.model}", len(cases)) as step:
        for case, result in judge_many(cases, endpoint, verdicts, votes=settings.judge_votes, jobs=jobs):
            step()
            if isinstance(result, JudgeFault):
                faults.append(result)
            else:
                grades[case.question.id, case.text] = result
    if faults:
        raise UserError(
            f"{len(faults)} of {len(cases)} answers could not be judged",
            lines=[*dict.fromkeys(f.line() for f in faults), "run it again: what was judged is kept"],
            exit_status=Exit.UNAVAILABLE,
        )
    return lambda question, text: grades[question.id, text]


def _free_questions(bank: Any, topic: Any) -> list[Free]:
    from llmprep.bank.find import select
    from llmprep.bank.model import Free

    return [q for q in select(open_bank(bank), topic=topic) if isinstance(q, Free)]


def _labels(bank: Any, ids: set[str], split: Split) -> list[Any]:
    from llmprep.answers.labels import label_files, read_labels
    from llmprep.bank.load import builtin_bank_dir
    from llmprep.config import load_settings

    roots = [builtin_bank_dir(), *load_settings().bank_dirs, *(bank or ())]
    found = [a for a in read_labels(label_files(roots)) if a.question in ids]
    return [a for a in found if split is Split.all or a.held_out == (split is Split.heldout)]


def _settings(model: str | None, url: str | None, votes: int | None = None) -> Settings:
    from llmprep.config import load_settings

    return with_judge(load_settings(), model, url, votes)


def _endpoint(settings: Settings) -> Endpoint:
    from llmprep.answers.judge.endpoint import endpoint_from
    from llmprep.config import key_may_go_to

    return endpoint_from(
        settings.judge_model, settings.judge_url, os.environ, timeout_s=settings.judge_timeout_s,
        key_may_go=key_may_go_to(settings.judge_url),
    )  # fmt: skip


def _endpoint_or_exit(settings: Settings) -> Endpoint:
    from llmprep.answers.judge.faults import JudgeFault

    try:
        return _endpoint(settings)
    except JudgeFault as fault:
        raise UserError(f"LLM judge: {fault.says}", lines=[fault.remedy], exit_status=Exit.UNAVAILABLE) from None


def _pending(log: Any) -> list[Any]:
    from llmprep.answers.judge.pending import KINDS, pending_answers

    pending: list[Any] = pending_answers(log.events(KINDS))
    return pending


@contextmanager
def _progress(words: str, total: int) -> Iterator[Callable[[], None]]:
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
