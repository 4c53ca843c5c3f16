"""Statistics on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.practice.statistics import Statistics
from llmprep.ui.terminal_charts import bar_chart, line_chart
from llmprep.ui.theme import bar

BAR = 24
HEAT = " ░▒▓█"
HEAT_STEPS = (1, 5, 10, 20)
"""Answers a day from which a square is darker."""
CHART_HEIGHT = 9
WEEKS_SHOWN = 16


def stats_view(stats: Statistics, width: int) -> RenderableType:
    """Everything, top to bottom; sections without data are left out."""
    if not stats.totals.answers and not stats.drills:
        return Text("\nNothing to show yet: `llmprep quiz` is a good start.\n".replace("`", ""))
    parts: list[RenderableType] = [Text(), _totals(stats)]
    parts += [Text(), _head("Mastery", "expected share of each topic's questions that you know now"), _mastery(stats)]
    parts += _retention(stats, width)
    if any(n for _, n in stats.load):
        due = stats.load[0][1]
        parts += [Text(), _head("Coming reviews", f"{due} due today, over {len(stats.load)} days"), _load(stats, width)]
    parts += [
        Text(),
        _head("Calendar", f"{stats.totals.days} days of practice, longest streak {stats.totals.longest_streak}"),
        _heat(stats, width),
    ]
    if stats.missed:
        parts += [Text(), _head("Missed most", ""), _missed(stats)]
    if stats.drills:
        parts += [Text(), _head("Drills", ""), _drills(stats)]
    if stats.interviews:
        parts += [Text(), _head("Mock interviews", "depth of 5"), _interviews(stats)]
    return Group(*parts, Text())


def _head(title: str, more: str) -> Text:
    return Text.assemble((title, "bold"), (f"   {more}" if more else "", "dim"))


def _totals(stats: Statistics) -> Text:
    t = stats.totals
    hours = f"{t.minutes / 60:.1f} hours" if t.minutes >= 90 else f"{t.minutes:.0f} minutes"
    said = [f"{t.answers} answers", f"{t.drills_passed} drills passed", hours]
    if t.mean_score is not None:
        said.append(f"mean score {t.mean_score:.0f}")
    streak = f"{t.streak} day" + ("" if t.streak == 1 else "s") + " in a row"
    return Text.assemble((" · ".join(said), "bold"), f"   {streak}")


def _mastery(stats: Statistics) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    shown = [t for t in stats.topics if t.seen]
    for topic in sorted(shown, key=lambda t: -t.mastery):
        style = "green" if topic.mastery >= 0.75 else "yellow" if topic.mastery >= 0.4 else "red"
        seen = f"{topic.seen} of {topic.questions} seen" + (f", {topic.due} due" if topic.due else "")
        table.add_row(
            Text(f"  {topic.topic}"), bar(topic.mastery, BAR, style), Text(f"{topic.mastery:.0%}", justify="right"),
            Text(seen, style="dim"),
        )  # fmt: skip
    unseen = [t.topic for t in stats.topics if not t.seen]
    if unseen:
        return Group(table, Text(f"  not begun: {', '.join(unseen)}", style="dim"))
    return table


def _retention(stats: Statistics, width: int) -> list[RenderableType]:
    r = stats.retention
    if r.actual is None or r.predicted is None:
        return []
    good = r.actual >= r.target - 0.02
    head = Text.assemble(
        ("Retention", "bold"), "   ", (f"{r.actual:.0%}", "bold green" if good else "bold yellow"),
        (f" recalled of {r.reviews} reviews; target {r.target:.0%}, expected {r.predicted:.0%}", "dim"),
    )  # fmt: skip
    weeks = [w for w in stats.weeks if w.reviews][-WEEKS_SHOWN:]
    if len(weeks) < 2:
        return [Text(), head]
    ticks = [(n, f"{w.start.day} {w.start:%b}") for n, w in enumerate(weeks, 1) if (n - 1) % 4 == 0]
    low = min(0.5, *(w.recalled for w in weeks))
    chart = line_chart(
        [w.recalled for w in weeks], ticks, min(width, 78), CHART_HEIGHT, low=low, high=1.0, level=r.target
    )
    return [Text(), head, chart]


def _load(stats: Statistics, width: int) -> Text:
    ticks = [
        (n, "today" if n == 1 else f"{day.day} {day:%b}")
        for n, (day, _) in enumerate(stats.load, 1)
        if (n - 1) % 7 == 0
    ]
    return bar_chart([n for _, n in stats.load], ticks, min(width, 78), CHART_HEIGHT)


def _heat(stats: Statistics, width: int) -> RenderableType:
    counts = dict(stats.heat)
    weeks = max(4, min(len(stats.heat) // 7 + 1, (width - 8) // 2))
    last = stats.day - timedelta(days=stats.day.weekday())
    mondays = [last - timedelta(days=7 * n) for n in reversed(range(weeks))]
    rows: list[RenderableType] = [_months(mondays)]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        row = Text(f"  {name:<4}", style="dim")
        for monday in mondays:
            day = monday + timedelta(days=weekday)
            if day > stats.day:
                row.append("  ")
                continue
            row.append(*_square(counts.get(day, 0)))
        rows.append(row)
    return Group(*rows)


def _months(mondays: Sequence[date]) -> Text:
    line = [" "] * (6 + 2 * len(mondays) + 4)
    free = 0
    for n, monday in enumerate(mondays):
        first = n == 0 or monday.month != mondays[n - 1].month
        lasts = all(m.month == monday.month for m in mondays[n : n + 2])
        if first and lasts and n >= free:
            for k, letter in enumerate(f"{monday:%b}"):
                line[6 + 2 * n + k] = letter
            free = n + 2
    return Text("".join(line).rstrip(), style="dim")


def _square(count: int) -> tuple[str, str]:
    step = sum(count >= s for s in HEAT_STEPS)
    return ("· ", "dim") if not step else (HEAT[step] * 2, "green")


def _missed(stats: Statistics) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for missed in stats.missed:
        times = "once" if missed.lapses == 1 else f"{missed.lapses} times"
        leech = Text("keeps slipping", style="yellow") if missed.leech else Text("")
        table.add_row(Text(f"  {missed.id}"), times, Text(missed.topic, style="dim"), leech)
    return table


def _drills(stats: Statistics) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for drill in stats.drills:
        mark = Text("  ✓", style="green") if drill.passed else Text("  ○", style="yellow")
        best = f"best {drill.best_minutes:.0f} min" if drill.best_minutes is not None else ""
        tries = "1 try" if drill.tries == 1 else f"{drill.tries} tries"
        table.add_row(mark, drill.id, tries, Text(best, style="dim"))
    return table


def _interviews(stats: Statistics) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for point in stats.interviews[-10:]:
        table.add_row(
            Text(f"  {point.day}"), bar(point.depth / 5, 10, "cyan"), f"depth {point.depth:.1f}",
            f"score {point.score:.0f}", Text(f"{point.minutes:.0f} min", style="dim"),
        )  # fmt: skip
    return table
