"""`llmprep plan`: an interview date becomes a daily plan and a forecast."""

from __future__ import annotations

from typing import Annotated

import typer

from llmprep.cli.complete import topic_list
from llmprep.cli.options import AsJson, BankDirs, DrillDirs, open_bank, open_catalogue
from llmprep.cli.output import emit_json, out
from llmprep.errors import UserError

app = typer.Typer()


@app.command()
def plan(
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the interview.")] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", help="Minutes to practise each day.")] = None,
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus", metavar="TOPIC,TOPIC", help="Only these topics; `all` for all.", autocompletion=topic_list
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Forget the goal.")] = False,
    bank: BankDirs = None,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """Set the goal, or show today's plan, the calendar and how ready you will be.

    Each day's questions are those that raise expected recall on the interview day most for the minutes
    they take. Missed days are made up for by planning anew; `llmprep review` follows the plan.
    """
    from llmprep.cli.learner import clock, drill_infos, open_desk
    from llmprep.practice.goal import Goal, make_goal
    from llmprep.practice.planning import make_plan

    questions, infos = open_bank(bank), drill_infos(open_catalogue(drills))
    desk = open_desk()
    today = desk.learner.calendar.day_of(desk.learner.now)
    goal = Goal.from_json(desk.history.goal) if desk.history.goal else None
    if clear:
        desk.log.append("goal", "", {"date": None}, at=clock())
        out().print("The goal is forgotten; `llmprep plan --date YYYY-MM-DD` sets another.")
        return
    if date or minutes is not None or focus:
        when = date or (goal.day.isoformat() if goal else "")
        if not when:
            raise UserError(
                "a plan needs the day of the interview", lines=["llmprep plan --date YYYY-MM-DD --minutes 40"]
            )
        chosen = (
            goal.focus if focus is None and goal else tuple(t.strip() for t in (focus or "").split(",") if t.strip())
        )
        chosen = () if chosen == ("all",) else chosen
        length = minutes if minutes is not None else goal.minutes if goal else 30
        goal = make_goal(when, length, chosen, today=today, topics=questions.topics)
        desk.log.append("goal", "", goal.as_json(), at=clock())
    if goal is None:
        raise UserError("no interview is planned", lines=["llmprep plan --date YYYY-MM-DD --minutes 40 sets one"])
    if goal.day <= today:
        raise UserError(
            f"the interview was planned for {goal.day}, which is here", lines=["good luck! `--date` sets another day"]
        )
    made = make_plan(list(questions), infos, desk.history, desk.learner, goal)
    if as_json:
        emit_json(made.as_json())
        return
    from llmprep.ui.plan_view import plan_view
    from llmprep.ui.theme import house

    console = out()
    with house(console) as width:
        console.print(plan_view(made, width), width=width)
