"""A grade on the screen: what was covered and by which words, missed, wrong; and what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked
from llmprep.answers.grade import Grade, Rating
from llmprep.bank.model import Choice, Order
from llmprep.practice.day import Calendar
from llmprep.practice.rating_reason import SAYS
from llmprep.practice.schedule import Card
from llmprep.practice.session import Outcome
from llmprep.ui.judge_view import judged_by, why
from llmprep.ui.theme import RATING_STYLE, Flowing, bar, indented

BAR = 20


def grade_view(outcome: Outcome, now: datetime, calendar: Calendar) -> RenderableType:
    """Everything about one graded answer, top to bottom: score, verdicts, model answer, next review."""
    grade, asked = outcome.grade, outcome.asked
    parts: list[RenderableType] = [score_line(grade)]
    if grade.points or grade.red_flags:
        parts += [Text(), indented(points_view(grade))]
    if grade.remarks:
        parts += [Text(), indented(_remarks(grade))]
    if grade.expected and grade.score < 100:
        parts += [Text(), indented(_expected(grade, asked))]
    if asked.answer.strip():
        parts += [Text(), Text("Model answer", style="bold"), indented(Flowing(asked.answer))]
    if outcome.pending_judge:
        said = "The judge could not be reached; this is the offline grade. `llmprep judge retry` asks again."
        parts += [Text(), Text(said, style="yellow")]
    parts += [Text(), next_review(outcome.card, grade.rating, outcome.reason, now, calendar)]
    if outcome.card.is_leech and outcome.grade.rating == "again":
        parts += [Text(), leech_line(outcome)]
    further = _further(outcome)
    return Group(*parts, *([further] if further else []))


def score_line(grade: Grade) -> Text:
    """A mark, the score with a bar, and the rating."""
    if grade.score >= 75:
        mark, style = "✓", "green"
    elif grade.score >= 40:
        mark, style = "◐", "yellow"
    else:
        mark, style = "✗", "red"
    covered = f"{sum(p.met for p in grade.points)} of {len(grade.points)} points" if grade.points else ""
    said = " · ".join(s for s in (covered, judged_by(grade)) if s)
    return Text.assemble(
        (f"{mark} {grade.score:.0f}", f"bold {style}"), (" / 100  ", "dim"),
        bar(grade.score / 100, BAR, style),
        (f"  {said}" if said else "", "dim"),
    )  # fmt: skip


def points_view(grade: Grade, *, numbered: bool = False) -> RenderableType:
    """One row a point: covered ones with the words that earned them, then missed ones, then wrong claims.

    `numbered` shows the number by which a verdict is overruled.
    """
    table = Table.grid(padding=(0, 1))
    if numbered:
        table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    order = sorted(enumerate(grade.points, 1), key=lambda p: not p[1].met)
    for number, point in order:
        label = [f"{number}"] if numbered else []
        if point.met:
            said = Text.assemble(point.says, (f"\n“{point.evidence}”", "green") if point.evidence else "")
            table.add_row(*label, Text("✓", style="bold green"), said)
        else:
            weight = {3: " (essential)", 1: " (bonus)"}.get(point.weight, "")
            reason = why(grade, point.id)
            said = Text.assemble(point.says, (weight, "dim"), (f"\n{reason}" if reason else "", "dim"))
            table.add_row(*label, Text("○", style="bold yellow"), said)
    for number, flag in enumerate(grade.red_flags, 1):
        label = [f"f{number}"] if numbered else []
        cost = f"  −{flag.costs:.0f}" if flag.costs else ""
        said = Text.assemble((f"“{flag.evidence}”", "red"), (cost, "bold red"), f"\n{flag.says}")
        table.add_row(*label, Text("✗", style="bold red"), said)
    return table


def _remarks(grade: Grade) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style="yellow")
    table.add_column(ratio=1)
    for remark in grade.remarks:
        table.add_row("•", Flowing(remark))
    return table


def _expected(grade: Grade, asked: Asked) -> RenderableType:
    if isinstance(asked.question, Order):
        places = [int(p) - 1 for p in grade.expected.split() if p.isdigit()]
        steps = [asked.options[p] for p in places] if len(places) == len(asked.options) else []
        if steps:
            table = Table.grid(padding=(0, 1))
            table.add_column(justify="right", style="dim")
            table.add_column(ratio=1)
            for n, (place, step) in enumerate(zip(places, steps, strict=True), 1):
                table.add_row(f"{n}.", Text.assemble((f"({place + 1}) ", "dim"), step))
            return Group(Text("Right order", style="bold"), table)
    separator = "\n" if isinstance(asked.question, Choice) else "  "
    return Text.assemble(
        ("Right answer", "bold"), separator, grade.expected.replace("; ", "\n" if "\n" in separator else "; ")
    )


def next_review(card: Card, rating: Rating, reason: str, now: datetime, calendar: Calendar) -> Text:
    """When an item comes back, and why."""
    return Text.assemble(
        ("Next review ", "dim"), (when(card, now, calendar), "bold"),
        ("   rated ", "dim"), (rating, RATING_STYLE[rating]), (f", {SAYS[rating]} ({reason})", "dim"),
    )  # fmt: skip


def leech_line(outcome: Outcome) -> Text:
    """What to do about a question that keeps slipping: asking it once more is not it."""
    question = outcome.asked.question
    instead = []
    if question.drill:
        instead.append(f"build it: llmprep drill start {question.drill}")
    if question.sources:
        instead.append(f"read {question.sources[0]}")
    if question.follow_ups and not instead:
        instead.append(f"come at it from another side: llmprep bank show {question.follow_ups[0]}")
    advice = "; ".join(instead) or "write the model answer out in your own words"
    return Text.assemble((f"Missed {outcome.card.lapses} times. ", "bold yellow"), f"Rather than once more, {advice}.")


def when(card: Card, now: datetime, calendar: Calendar) -> str:
    """A due date as people say it: `in 10 minutes`, `tomorrow`, `in 5 days, Mon 30 Nov`."""
    gap = card.due - now
    days = calendar.days_between(now, card.due)
    if gap <= timedelta(0):
        return "now"
    if gap < timedelta(hours=1):
        return f"in {max(1, round(gap.total_seconds() / 60))} minutes"
    if days == 0:
        return "later today"
    if days == 1:
        return "tomorrow"
    day = calendar.day_of(card.due)
    year = f" {day.year}" if day.year != calendar.day_of(now).year else ""
    return f"in {days} days, {day:%a} {day.day} {day:%b}{year}"


def _further(outcome: Outcome) -> RenderableType | None:
    question = outcome.asked.question
    parts: list[tuple[str, str] | str] = []
    if question.follow_ups:
        parts += [("Goes deeper  ", "dim"), ", ".join(question.follow_ups[:3])]
    if question.drill:
        parts += ["\n" if parts else "", ("In code      ", "dim"), f"llmprep drill start {question.drill}"]
    if question.probes:
        parts += ["\n" if parts else "", ("Ask yourself ", "dim"), question.probes[0]]
    if question.sources:
        parts += ["\n" if parts else "", ("Source       ", "dim"), (question.sources[0], "dim")]
    return Text.assemble(*parts) if parts else None
