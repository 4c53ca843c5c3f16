"""A plan on the screen: today, the calendar, readiness now and on the day."""

from __future__ import annotations

from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.practice.forecast import PlannedDay, Readiness
from llmprep.practice.plan import DayPlan
from llmprep.practice.planning import Plan
from llmprep.ui.theme import bar

BAR = 20
FEW_ANSWERS = 40


def plan_view(plan: Plan, width: int) -> RenderableType:
    """Everything, top to bottom."""
    parts: list[RenderableType] = [Text(), _title(plan), Text(), _today(plan.today)]
    parts += [Text(), Text("Calendar", style="bold"), calendar_view(plan.forecast.calendar, plan.goal.day, width)]
    parts += [Text(), Text.assemble(("Ready", "bold"), ("   share of the questions that you would recall", "dim"))]
    parts += [readiness_view([*plan.forecast.topics, plan.forecast.total]), Text(), _honesty(plan)]
    return Group(*parts, Text())


def _title(plan: Plan) -> Text:
    days = "tomorrow" if plan.days_left == 1 else f"in {plan.days_left} days"
    focus = ", ".join(plan.goal.focus) or "all topics"
    day = plan.goal.day
    return Text.assemble(
        ("Interview ", "bold"), (f"{days}, {day:%a} {day.day} {day:%b %Y}", "bold magenta"),
        (f"   {plan.goal.minutes} minutes a day · {focus}", "dim"),
    )  # fmt: skip


def _today(plan: DayPlan) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    if plan.reviews:
        table.add_row(str(len(plan.reviews)), Text.assemble("known questions  ", (_some(plan.reviews), "dim")))
    if plan.new:
        table.add_row(str(len(plan.new)), Text.assemble("new questions  ", (_some(plan.new), "dim")))
    if plan.drill:
        table.add_row("1", Text.assemble("drill  ", (f"llmprep drill start {plan.drill}", "dim")))
    if plan.interview_minutes:
        command = f"llmprep interview --minutes {plan.interview_minutes}"
        table.add_row("1", Text.assemble("mock interview  ", (command, "dim")))
    spent = f", {plan.spent:.0f} done" if plan.spent >= 1 else ""
    if not (plan.reviews or plan.new or plan.drill or plan.interview_minutes):
        return Text(f"Today is done ({plan.spent:.0f} minutes).", style="bold green")
    head = Text.assemble(("Today", "bold"), (f"   about {plan.minutes:.0f} minutes to go{spent}", "dim"))
    return Group(
        head, table, Text.assemble(("→ ", "bold green"), ("llmprep review", "bold"), ("   follows the plan", "dim"))
    )


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:2]) + (", ..." if len(ids) > 2 else "")


def calendar_view(days: tuple[PlannedDay, ...], goal: date, width: int) -> RenderableType:
    """Weeks as rows; each day how many questions, `+` new ones, `D` a drill, `M` a mock interview."""
    by_day = {d.day: d for d in days}
    if not days:
        return Text("  the interview is here", style="dim")
    first = days[0].day - timedelta(days=days[0].day.weekday())
    weeks = (goal - first).days // 7 + 1
    table = Table(box=None, padding=(0, 1), header_style="dim", show_edge=False)
    table.add_column("")
    for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        table.add_column(name, justify="right", no_wrap=True)
    shown = weeks if weeks <= 8 else 6
    for week in range(shown):
        monday = first + timedelta(days=7 * week)
        cells = [_cell(by_day.get(monday + timedelta(days=n)), monday + timedelta(days=n) == goal) for n in range(7)]
        table.add_row(Text(f"{monday.day} {monday:%b}", style="dim"), *cells)
    parts: list[RenderableType] = [table]
    if shown < weeks:
        parts.append(Text(f"  ... {weeks - shown} more weeks; --json lists every day", style="dim"))
    parts.append(Text("  known+new questions · D drill · M mock interview · ★ the day", style="dim"))
    return Group(*parts)


def _cell(day: PlannedDay | None, is_goal: bool) -> Text:
    if is_goal:
        return Text("★", style="bold magenta")
    if day is None:
        return Text("·", style="dim")
    mark = "D" if day.drill else "M" if day.interview_minutes else " "
    new = f"+{day.new:.0f}" if day.new >= 0.5 else ""
    return Text.assemble(f"{day.reviews:.0f}", (new, "cyan"), (f" {mark}", "bold yellow"))


def readiness_view(rows: list[Readiness]) -> RenderableType:
    """A row a topic: today, a bar of the forecast, and between what it should lie."""
    table = Table(box=None, padding=(0, 1), header_style="dim", show_edge=False)
    table.add_column("")
    table.add_column("today", justify="right")
    table.add_column("on the day")
    table.add_column("", justify="right")
    table.add_column("likely", justify="right")
    table.add_column("seen", justify="right")
    for row in rows:
        last = row.topic == "all"
        style = "green" if row.forecast >= 0.8 else "yellow" if row.forecast >= 0.5 else "red"
        table.add_row(
            Text(row.topic, style="bold" if last else ""), f"{row.today:.0%}", bar(row.forecast, BAR, style),
            Text(f"{row.forecast:.0%}", style=f"bold {style}"), f"{row.low:.0%} to {row.high:.0%}",
            Text(f"{row.seen}/{row.questions}", style="dim"), end_section=last,
        )  # fmt: skip
    return table


def _honesty(plan: Plan) -> Text:
    few = plan.pace.reviews < FEW_ANSWERS
    said = (
        f"Only {plan.pace.reviews} answers so far: your pace and memory are mostly guessed, so take this lightly."
        if few
        else "“likely” holds the truth four times in five, if you go on as you did"
        f" (practising on {plan.pace.kept_days:.0%} of the days)."
    )
    return Text(f"{said} Questions never seen count as not known.", style="dim")
