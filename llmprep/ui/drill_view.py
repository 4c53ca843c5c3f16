"""Drills on the screen: the list, one drill's task, a hint, what follows a pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from llmprep.drills.catalogue import Drill
from llmprep.practice.drill_state import DrillState
from llmprep.ui.theme import LEVELS, Flowing, text_width

STATE_STYLE = {"new": "dim", "tried": "yellow", "passed": "green", "due": "bold cyan"}


def drill_table(drills: Sequence[Drill], states: Mapping[str, DrillState], *, numbered: bool = False) -> Table:
    """One line a drill, with the learner's own state."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    if numbered:
        table.add_column("", justify="right", style="dim")
    table.add_column("drill", no_wrap=True)
    table.add_column("title", ratio=1, overflow="ellipsis", no_wrap=True)
    table.add_column("topic", no_wrap=True, style="dim")
    table.add_column("level", no_wrap=True)
    table.add_column("min", justify="right")
    table.add_column("state", no_wrap=True)
    for number, drill in enumerate(drills, 1):
        state = states.get(drill.id, DrillState())
        shown = Text(state.state, style=STATE_STYLE[state.state])
        if state.state == "tried":
            shown.append(f" {state.best:.0f}", style="dim")
        row: list[str | Text] = [
            drill.id,
            drill.title,
            drill.topic,
            str(drill.level),
            str(drill.minutes),
            shown,
        ]
        table.add_row(*([str(number)] if numbered else []), *row)
    return table


def drill_sheet(drill: Drill, state: DrillState, path: Path, width: int) -> RenderableType:
    """What to build, and what to do next."""
    facts = f"{drill.topic} · level {drill.level} ({LEVELS[drill.level]}) · {drill.minutes} minutes · {state.state}"
    parts: list[RenderableType] = [Text(facts, style="dim"), Text(), Flowing(drill.prompt), Text()]
    if drill.meta.sources:
        parts += [Text(f"Source: {'; '.join(drill.meta.sources)}", style="dim"), Text()]
    parts.append(next_steps(drill, path, exists=path.exists()))
    return Group(*parts)


def next_steps(drill: Drill, path: Path, *, exists: bool) -> Table:
    """The commands that come next."""
    table = Table.grid(padding=(0, 2))
    if not exists:
        table.add_row(Text(f"llmprep drill start {drill.id}", style="cyan"), f"writes {path} to work in")
    table.add_row(Text(f"llmprep drill check {drill.id} {path}", style="cyan"), "grades it")
    table.add_row(Text(f"llmprep drill watch {drill.id} {path}", style="cyan"), "grades it on every save")
    table.add_row(Text(f"llmprep drill hint {drill.id}", style="cyan"), "one hint more each time")
    return table


def hint_view(drill: Drill, shown: int) -> RenderableType:
    """The hints given so far, the newest last."""
    hints = drill.meta.hints
    parts: list[RenderableType] = []
    for number, hint in enumerate(hints[:shown], 1):
        title = f"Hint {number} of {len(hints)}"
        style = "bold" if number == shown else "dim"
        parts += [Text(title, style=style), Flowing(hint), Text()]
    return Group(*parts)


def after_pass(
    drill: Drill,
    minutes: float | None,
    cpu_ratio: float | None,
    prompts: Sequence[tuple[str, str]],
    width: int,
) -> RenderableType:
    """What a pass is followed by: the time it took, its cost, and what an interviewer would ask next."""
    parts: list[RenderableType] = []
    if minutes is not None:
        word = "within" if minutes <= drill.minutes else "over"
        parts.append(Text(f"{minutes:.0f} minutes since you started, {word} the {drill.minutes} of this drill."))
    if cpu_ratio is not None:
        parts.append(Text(f"On a large input it takes {cpu_ratio:.2g} times the processor time of the reference."))
    if prompts:
        parts += [*([Text()] if parts else []), Rule("An interviewer would go on", align="left", style="dim")]
        table = Table.grid(padding=(0, 2))
        for id, prompt in prompts:
            table.add_row(Text("•", style="dim"), Text.assemble(prompt, "  ", (id, "dim")))
        parts.append(table)
        parts.append(Text(f"llmprep answer {prompts[0][0]}", style="cyan"))
    return Panel(Group(*parts), border_style="green", width=min(width, text_width(width))) if parts else Group()
