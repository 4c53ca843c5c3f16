"""What an interview looks like: the interviewer's lines, the clock, the scorecard, the list of earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked
from llmprep.practice.day import Calendar
from llmprep.practice.ladder import Step
from llmprep.practice.scorecard import Moment, Scorecard, TopicDepth
from llmprep.store.log import Event
from llmprep.ui.question_view import headline, options_view
from llmprep.ui.theme import LEVELS, Flowing, indented

LINES: Mapping[str, tuple[str, ...]] = {
    "open": ("Let us begin with something broad.",),
    "deeper": (
        "And why does that happen?",
        "Let us go deeper.",
        "One level down, then.",
        "Good to know. What lies below it?",
    ),
    "again": ("Let me ask it from another side.", "Let us stay here for a moment."),
    "change": ("Let us change the subject.", "Something else.", "Another topic."),
    "calculation": ("A small calculation; a rough sheet of paper is fine.",),
    "drill": ("Let us write some code.",),
}
DEPTHS = 5


def opening(minutes: float, topics: Sequence[str], role: str | None) -> RenderableType:
    """The interviewer's first words."""
    what = f"for {role}" if role else "on what an LLM engineer should know"
    return Group(
        Text(),
        Text.assemble(("Mock interview ", "bold cyan"), f"{what}, {minutes:.0f} minutes"),
        Text(
            "Answer as you would speak: the core first, then the reason, then a number or an example. There is no"
            " feedback until the end. :s says that you do not know, :g asks for your last grade, :q ends it.",
            style="dim",
        ),
        Text(f"It will touch {', '.join(topics[:3])}" + (" and more." if len(topics) > 3 else "."), style="dim"),
    )


def clock_text(left_s: float) -> str:
    """Minutes and seconds left."""
    left = max(0, int(left_s))
    return f"{left // 60}:{left % 60:02d} left" if left_s > 0 else "time is up"


def asking(asked: Asked, step: Step, number: int, left_s: float) -> RenderableType:
    """The interviewer's line and the question."""
    lines = LINES[step.why]
    parts: list[RenderableType] = [
        Text(),
        headline(f"{number}.", step.ladder, LEVELS[step.level], "", clock_text(left_s)),
        Text(lines[(number - 1) % len(lines)], style="italic"),
        Text(),
        indented(Flowing(asked.stem)),
    ]
    if asked.options:
        parts += [Text(), indented(options_view(asked))]
    return Group(*parts, Text())


def scorecard_view(card: Scorecard, before: Scorecard | None = None) -> RenderableType:
    """The debrief."""
    parts: list[RenderableType] = [Text(), _head(card, before)]
    if card.topics:
        parts += [Text(), Text("Depth", style="bold"), _depths(card.topics, before)]
    if card.strongest:
        parts += [Text(), Text("Strongest moment", style="bold green"), indented(_moment(card.strongest, "It covered"))]
    if card.weakest:
        parts += [Text(), Text("Weakest moment", style="bold yellow"), indented(_moment(card.weakest, "It missed"))]
    if card.flags:
        parts += [Text(), Text("Red flags", style="bold red")]
        parts += [
            indented(Text.assemble((f"“{f.words}”", "red"), (f"  {f.question}\n", "dim"), f.says)) for f in card.flags
        ]
    if card.calculation or card.drill:
        parts += [Text(), _singles(card)]
    if card.pace:
        parts += [Text(), Text.assemble(("Time  ", "bold"), "; ".join(card.pace) + ".")]
    parts += [Text(), Text.assemble(("→ ", "bold green"), (card.next_command, "bold"), (f"   {card.next_why}", "dim"))]
    return Group(*parts, Text())


def _head(card: Scorecard, before: Scorecard | None) -> Text:
    head = Text.assemble(("Debrief", "bold cyan"), f"   {card.questions} questions, {card.minutes:.0f} of ")
    head.append(f"{card.planned_minutes:.0f} minutes")
    if card.passed_over:
        head.append(f", {card.passed_over} passed over")
    head.append(f"   depth {card.depth:.1f} of {DEPTHS}", "bold").append(f"   mean score {card.score:.0f}", "bold")
    if before:
        head.append(f"   last time: depth {before.depth:.1f}, score {before.score:.0f}", "dim")
    return head


def _depths(topics: Sequence[TopicDepth], before: Scorecard | None) -> RenderableType:
    earlier = {t.topic: t.depth for t in before.topics} if before else {}
    table = Table.grid(padding=(0, 2))
    for topic in topics:
        style = "green" if topic.depth >= 4 else "yellow" if topic.depth >= 2 else "red"
        steps = Text.assemble(("■" * topic.depth, style), ("□" * (DEPTHS - topic.depth), "dim"))
        held = f"depth {topic.depth}" if topic.depth else "no level held"
        flinched = (
            f"flinched at {topic.flinched_at}, {LEVELS[topic.flinched_at]}" if topic.flinched_at else "held throughout"
        )
        last = f"last time {earlier[topic.topic]}" if topic.topic in earlier else ""
        table.add_row(Text(f"  {topic.topic}"), steps, Text(held, style="bold"), flinched, Text(last, style="dim"))
    return table


def _moment(moment: Moment, verb: str) -> Text:
    text = Text.assemble(
        (f"“{moment.words}”\n", "italic"),
        (f"{moment.question}, level {moment.level}, {moment.score:.0f} points", "dim"),
    )
    if moment.says:
        text.append(f"\n{verb}: {moment.says}")
    return text


def _singles(card: Scorecard) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, moment in (("Calculation", card.calculation), ("Coding", card.drill)):
        if moment:
            good = moment.score >= 75
            mark = Text("✓" if good else "✗", style="bold green" if good else "bold red")
            says = f"{moment.question}, {moment.score:.0f} points"
            table.add_row(
                Text(name, style="bold"), mark, Text(says + (f": {moment.says}" if moment.says and not good else ""))
            )
    return table


def interviews_view(events: Sequence[Event], calendar: Calendar) -> RenderableType:
    """Earlier interviews, a row each."""
    table = Table(box=None, padding=(0, 2), header_style="dim", show_edge=False)
    for name in ("when", "role", "minutes", "questions", "depth", "score", "weakest topic"):
        table.add_column(name, justify="right" if name in ("minutes", "questions", "depth", "score") else "left")
    for event in events:
        p = event.payload
        weak = min(p["topics"], key=lambda t: (t["depth"], t["score"]), default=None)
        table.add_row(
            _when(event.at, calendar), p.get("role") or "", f"{p['minutes']:.0f}", str(p["questions"]),
            f"{p['depth']:.1f}", f"{p['score']:.0f}", weak["topic"] if weak else "",
        )  # fmt: skip
    return table


def _when(at: datetime, calendar: Calendar) -> str:
    local = calendar.local(at)
    return f"{local:%Y-%m-%d %H:%M}"


def earlier_scorecard(payload: Mapping[str, Any]) -> Scorecard:
    """A saved scorecard, enough of it to compare with."""
    topics = tuple(TopicDepth(**t) for t in payload["topics"])
    return Scorecard(
        minutes=payload["minutes"], planned_minutes=payload["planned_minutes"], questions=payload["questions"],
        passed_over=payload["passed_over"], score=payload["score"], depth=payload["depth"], topics=topics,
        strongest=None, weakest=None, flags=(), calculation=None, drill=None, pace=(),
        next_command=payload["next_command"], next_why=payload["next_why"], role=payload.get("role"),
    )  # fmt: skip
