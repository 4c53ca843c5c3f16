"""The end of a session: what was answered, how it went, what to do next."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.practice.session import Summary
from llmprep.ui.theme import RATING_STYLE

OPENING = {
    "finished": "Done.",
    "quit": "Until next time.",
    "eof": "Until next time.",
    "interrupted": "Interrupted; what you answered is kept.",
}


def summary_view(summary: Summary) -> RenderableType:
    """A friendly end, with a row for each answer."""
    parts: list[RenderableType] = [Text(), _head(summary)]
    if summary.outcomes:
        parts += [Text(), _rows(summary)]
    if summary.flagged:
        parts.append(Text(f"Flagged, no longer asked: {', '.join(summary.flagged)}", style="dim"))
    if summary.left and summary.ending == "interrupted":
        parts.append(
            Text.assemble(f"{summary.left} to go: ", (f"llmprep {summary.command}", "bold"), " goes on from here.")
        )
    return Group(*parts, Text())


def _head(summary: Summary) -> Text:
    answered = len(summary.outcomes)
    if not answered:
        return Text.assemble((OPENING[summary.ending], "bold"), " Nothing was answered.")
    parts = [f"{answered} answered"]
    if summary.skipped:
        parts.append(f"{len(summary.skipped)} skipped")
    if summary.seconds >= 60:
        parts.append(f"{summary.seconds / 60:.0f} min")
    said = " · ".join(parts)
    return Text.assemble(
        (OPENING[summary.ending], "bold"), f"  {said}  ", (f"mean score {summary.score:.0f}", "bold cyan")
    )


def _rows(summary: Summary) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="ellipsis", no_wrap=True)
    table.add_column(style="dim", overflow="ellipsis", no_wrap=True)
    for outcome in sorted(summary.outcomes, key=lambda o: o.grade.score):
        style = RATING_STYLE[outcome.grade.rating]
        table.add_row(Text(f"{outcome.grade.score:.0f}", style=style), outcome.item.id, outcome.item.topic)
    return table


def summary_json(summary: Summary) -> dict[str, Any]:
    """The one object that `--json` prints at the end of a session."""
    from llmprep.practice.record import grade_payload

    return {
        "session": summary.session,
        "command": summary.command,
        "ending": summary.ending,
        "answered": [
            {
                "question": o.item.id,
                "kind": o.asked.question.kind,
                "topic": o.item.topic,
                "level": o.asked.question.level,
                "seed": o.asked.seed,
                "text": o.text,
                "score": o.grade.score,
                "rating": o.grade.rating,
                "judge": o.grade.judge,
                **grade_payload(o.grade),
                "event": o.event,
                "due": o.card.due.isoformat(timespec="seconds"),
            }
            for o in summary.outcomes
        ],
        "skipped": list(summary.skipped),
        "flagged": list(summary.flagged),
        "left": summary.left,
        "score": None if summary.score is None else round(summary.score, 1),
        "seconds": round(summary.seconds, 1),
    }
