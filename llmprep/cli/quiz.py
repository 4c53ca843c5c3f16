"""`llmprep quiz`: graded questions, one after the other."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from llmprep.cli.filters import Kinds, Levels, Topics
from llmprep.cli.judge_option import JudgeChoice, JudgeModel, JudgeName, JudgeUrl, Votes, judged
from llmprep.cli.options import AsJson, BankDirs, Seed, open_bank
from llmprep.cli.sitting import QUIZ_LENGTH, finish, hold, resume
from llmprep.errors import UserError

app = typer.Typer()


@app.command()
def quiz(
    topic: Topics = None,
    level: Levels = None,
    kind: Kinds = None,
    number: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many questions.")] = QUIZ_LENGTH,
    seed: Seed = None,
    judge: JudgeChoice = JudgeName.auto,
    judge_model: JudgeModel = None,
    judge_url: JudgeUrl = None,
    votes: Votes = None,
    exam: Annotated[bool, typer.Option("--exam", help="No hints; grades and answers only at the end.")] = False,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Answer questions, see at once what was right, missed and wrong.

    Without a terminal each line of stdin answers one question; an empty line skips. An interrupted quiz
    goes on where it stopped. With --json the result is one object at the end; the rest goes to stderr.
    """
    from llmprep.bank.find import select
    from llmprep.cli.learner import generator, open_desk
    from llmprep.practice.choose import exam_items, quiz_items

    questions = open_bank(bank)
    found = select(questions, topic=topic, level=level, kind=kind)
    if not found:
        raise UserError("no question fits all of these", lines=["`llmprep bank list` shows what there is"])
    desk = judged(open_desk(), judge_model, judge_url, votes)
    options: dict[str, Any] = {
        "topic": topic or [], "level": level or [], "kind": kind or [],
        "n": number, "seed": seed, "exam": exam,
    }  # fmt: skip
    sitting = resume("quiz", options, desk, questions, judge)
    if sitting is None:
        choose = exam_items if exam else quiz_items
        items = choose(found, desk.learner, generator(seed), number)
        if not items:
            raise UserError("you have flagged every question that fits", lines=["`llmprep bank flagged` lists them"])
        sitting = hold("quiz", items, options, desk, questions, judge)
    finish(sitting, as_json=as_json, exam=exam, self_judge=judge is JudgeName.self)
