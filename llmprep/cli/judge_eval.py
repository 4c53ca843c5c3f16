"""`llmprep judge eval`: how far a grader agrees with people, and what attacks gain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from llmprep.cli.filters import Topics
from llmprep.cli.judge_option import JudgeModel, JudgeUrl, Votes
from llmprep.cli.judge_setup import endpoint_or_exit, judge_settings, progress_bar
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, is_terminal, out
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.answers.comparison import Grader
    from llmprep.answers.grade import Grade
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.bank.model import Free
    from llmprep.config import Settings

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
    settings = judge_settings(model, url, votes)
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
    from llmprep.store.verdicts import Verdicts

    endpoint = endpoint_or_exit(settings)
    calls = f"{len(asked) * settings.judge_votes} calls to {endpoint.model} at {endpoint.host}"
    if not agreed and is_terminal() and not typer.confirm(f"Up to {calls}. Go on?"):
        raise typer.Exit(Exit.DONE)
    cases = [Case(n, question, text) for n, (question, text) in enumerate(asked)]
    grades: dict[tuple[str, str], Grade] = {}
    faults: list[JudgeFault] = []
    with Verdicts.open() as verdicts, progress_bar(f"asking {endpoint.model}", len(cases)) as step:
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
