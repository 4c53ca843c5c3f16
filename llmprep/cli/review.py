"""`llmprep review`: what is due now, questions and drills mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from llmprep.cli.filters import Topics
from llmprep.cli.judge_option import JudgeChoice, JudgeModel, JudgeName, JudgeUrl, Votes, judged
from llmprep.cli.options import AsJson, BankDirs, DrillDirs, Seed, open_bank, open_catalogue
from llmprep.cli.output import emit_json, out

if TYPE_CHECKING:
    from llmprep.bank.bank import Bank
    from llmprep.cli.learner import Desk
    from llmprep.practice.plan import DayPlan
    from llmprep.practice.review import DrillInfo

app = typer.Typer()


@app.command()
def review(
    topic: Topics = None,
    number: Annotated[int | None, typer.Option("-n", min=1, help="At most so many items now.")] = None,
    by_due: Annotated[bool, typer.Option("--due", help="By due dates, whatever `llmprep plan` says.")] = False,
    optimize: Annotated[
        bool, typer.Option("--optimize", help="Fit the schedule to your own history, where there is enough of it.")
    ] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="Go back to the schedule before --optimize.")] = False,
    seed: Seed = None,
    judge: JudgeChoice = JudgeName.auto,
    judge_model: JudgeModel = None,
    judge_url: JudgeUrl = None,
    votes: Votes = None,
    bank: BankDirs = None,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """Answer what is due, most urgent first, with new questions mixed in up to the daily limit.

    With an interview planned, the questions are today's plan instead; --due goes by due dates all the same.
    Without a terminal each line of stdin answers one question. With --json nothing is asked: the object
    lists every scheduled item with its due date, those due now first.
    """
    if optimize or defaults:
        from llmprep.cli.fitting import fit_schedule, use_defaults

        use_defaults() if defaults else fit_schedule(as_json=as_json)
        return
    from llmprep.bank.find import select
    from llmprep.cli.learner import drill_infos, generator, open_desk
    from llmprep.cli.sitting import finish, hold, resume
    from llmprep.practice.review import done_today, listing, planned_items, review_items

    questions, catalogue = open_bank(bank), open_catalogue(drills)
    topics = sorted({q.topic for q in select(questions, topic=topic)}) if topic else []
    desk = judged(open_desk(), judge_model, judge_url, votes)
    infos = drill_infos(catalogue)
    done = done_today(desk.history.reviews, desk.learner.now, desk.learner.calendar)
    if as_json:
        rows = listing(desk.learner, questions.questions, {d.id: d for d in infos})
        rows = [r for r in rows if not topics or r["topic"] in topics]
        due = [r for r in rows if r["is_due"]]
        emit_json(
            {
                "now": desk.learner.now.isoformat(timespec="seconds"),
                "due": len(due),
                "done_today": {"new": done.new, "due": done.due},
                "limits": {"new": desk.limits.new, "due": desk.limits.due},
                "items": rows[:number],
            }
        )
        return
    options: dict[str, Any] = {"topic": topics, "n": number, "seed": seed, "due": by_due}
    plan = None if by_due else plan_for_today(desk, questions, infos)
    # a plan is made anew from what was done, so it goes on by itself
    session = None if plan else resume("review", options, desk, questions, judge)
    if session is None:
        if plan:
            items = planned_items(plan, questions, infos, generator(seed), topics)[:number]
        else:
            items = review_items(
                questions, infos, desk.learner, generator(seed), limits=desk.limits, done=done, topics=topics
            )[:number]
        if not items:
            from llmprep.ui.nothing_due import nothing_due
            from llmprep.ui.theme import show

            show(out(), nothing_due(desk.learner, plan))
            return
        session = hold("review", items, options, desk, questions, judge)
    finish(session, as_json=False, self_judge=judge is JudgeName.self, catalogue=catalogue)


def plan_for_today(desk: Desk, bank: Bank, drills: list[DrillInfo]) -> DayPlan | None:
    """Today's plan, where an interview is planned and still to come."""
    if not desk.history.goal:
        return None
    from llmprep.practice.goal import Goal
    from llmprep.practice.planning import todays_plan

    goal = Goal.from_json(desk.history.goal)
    if goal.day <= desk.learner.calendar.day_of(desk.learner.now):
        return None
    return todays_plan(list(bank), drills, desk.history, desk.learner, goal)[0]
