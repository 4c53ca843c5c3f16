"""The home screen: what is due, the streak, the weakest topics, the next best command."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.practice.home import Home
from llmprep.ui.theme import bar

BAR = 16


def home_view(home: Home) -> RenderableType:
    """A few lines that fit on any screen."""
    parts: list[RenderableType] = [Text(), _title(home), Text(), _counts(home)]
    if home.weakest:
        parts += [Text(), Text("Weakest topics", style="bold"), _weakest(home)]
    if home.leeches:
        names = ", ".join(home.leeches[:3]) + (" ..." if len(home.leeches) > 3 else "")
        parts += [Text(), Text.assemble(("Keeps slipping  ", "bold yellow"), names)]
    parts += [
        Text(),
        Text.assemble(("→ ", "bold green"), (home.next_command, "bold"), (f"   {home.why}", "dim")),
        Text(),
    ]
    return Group(*parts)


def _title(home: Home) -> Text:
    title = Text.assemble(("llmprep", "bold cyan"), (f"   {home.day:%A} {home.day.day} {home.day:%B}", "dim"))
    if home.goal_date:
        days = (home.goal_date - home.day).days
        left = f"interview in {days} days" if days > 1 else "interview tomorrow" if days == 1 else "interview today"
        if days >= 0:
            title.append(f"   {left}", "bold magenta")
    return title


def _counts(home: Home) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    due = home.due_questions + home.due_drills
    kinds = (
        f"{_count(home.due_questions, 'question')}, {_count(home.due_drills, 'drill')}" if due else "nothing is waiting"
    )
    table.add_row(Text(str(due), style="bold yellow" if due else "bold green"), Text.assemble("due  ", (kinds, "dim")))
    table.add_row(str(home.new_left), Text.assemble("new  ", ("left for today", "dim")))
    table.add_row(str(home.answered_today), Text.assemble("done ", ("today", "dim")))
    flame = "day" if home.streak == 1 else "days"
    still = "" if home.answered_today or not home.streak else "  answer one today to keep it"
    table.add_row(str(home.streak), Text.assemble(f"{flame} in a row", (still, "yellow")))
    return table


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _weakest(home: Home) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for topic in home.weakest:
        share = topic.strength
        style = "red" if share < 0.4 else "yellow" if share < 0.75 else "green"
        seen = Text(f"{topic.seen} of {topic.questions} seen", style="dim")
        table.add_row(Text(f"  {topic.topic}"), bar(share, BAR, style), f"{share:.0%}", seen)
    return table
