"""What is shown of an LLM judge's work: who graded, what it took, and how far graders can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.answers.grade import Grade

if TYPE_CHECKING:
    from llmprep.answers.evaluation import Evaluation

_WORST_POINTS = 12
_PART_NAMES = {"train": "seen while patterns were written", "heldout": "held out"}


def judged_by(grade: Grade) -> str:
    """One line on who graded; empty for the offline graders."""
    if grade.judge == "self":
        return "your own verdict"
    if grade.judge != "llm":
        return ""
    extra: dict[str, Any] = dict(grade.extra)
    parts = [f"graded by {extra.get('model', 'the LLM judge')}"]
    scores = (extra.get("spread") or {}).get("scores") or []
    if len(scores) > 1:
        low, high = min(scores), max(scores)
        spread = f"all {low:.0f}" if low == high else f"from {low:.0f} to {high:.0f}"
        parts.append(f"{len(scores)} votes, {spread}")
    usage = extra.get("usage") or {}
    if usage.get("cached"):
        parts.append("from the cache")
    elif usage.get("total_tokens"):
        about = "about " if usage.get("estimated") else ""
        parts.append(f"{about}{usage['total_tokens']:,} tokens")
        if "cost" in usage:
            parts.append(f"cost {usage['cost']:.4f}")
    return " · ".join(parts)


def why(grade: Grade, id: str) -> str:
    """The judge's one sentence on a point or claim; empty where there is none."""
    reasons = grade.extra.get("why")
    return str(reasons.get(id, "")) if isinstance(reasons, dict) else ""


def status_view(state: Mapping[str, Any]) -> RenderableType:
    """What `judge status` found out about a model that answers."""
    ways = {"schema": "structured output", "json": "JSON mode", "plain": "plain text (it is asked for JSON in words)"}
    lines = [
        Text.assemble(("✓ ", "bold green"), (str(state["model"]), "bold"), f" answers at {state['url']}"),
        Text(f"  {ways[state['output']]}, {state['seconds']:.1f} s, {state['tokens']} tokens", style="dim"),
    ]
    refused = [name for name in ("temperature", "seed") if not state[name]]
    if refused:
        lines.append(
            Text(f"  it does not take {' or '.join(refused)}: verdicts may vary; use --votes 3", style="yellow")
        )
    if state["waiting"]:
        lines.append(Text(f"  {_answers(state['waiting'])} waiting; `llmprep judge retry` grades them", style="cyan"))
    return Group(*lines)


def retry_line(judged: int, waiting: int, gone: int) -> Text:
    """What `judge retry` did."""
    if not judged and not waiting and not gone:
        return Text("Nothing is waiting for the judge.")
    parts = [f"{_answers(judged)} judged"]
    if waiting:
        parts.append(f"{_answers(waiting)} still waiting")
    if gone:
        parts.append(f"{_answers(gone)} to questions that are no longer in the bank")
    return Text(", ".join(parts) + ".")


def evaluation_view(found: Evaluation, report: Mapping[str, Any]) -> RenderableType:
    """The tables of `judge eval`."""
    who = {"rubric": "the offline grader", "llm": f"the LLM judge ({report.get('model')})"}[report["judge"]]
    parts: list[RenderableType] = [Text.assemble("Agreement of ", (who, "bold"), " with people")]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("labelled answers")
    for name in ("answers", "kappa", "point P", "R", "F1", "flag P", "R"):
        table.add_column(name, justify="right")
    for name, one in found.reports.items():
        points, flags = one.all_points, one.flags
        figures = (one.kappa, points.precision, points.recall, points.f1, flags.precision, flags.recall)
        table.add_row(_PART_NAMES.get(name, name), str(one.answers), *(f"{value:.3f}" for value in figures))
    parts += [table]
    weak = sorted(
        ((tally.f1, id, tally) for one in found.reports.values() for id, tally in one.points.items() if tally.f1 < 0.9),
        key=lambda w: (w[0], w[1]),
    )
    if weak:
        parts += [Text(), Text("Points below F1 0.90")]
        rows = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("F1", "P", "R", "point"):
            rows.add_column(name)
        for f1, id, tally in weak[:_WORST_POINTS]:
            rows.add_row(f"{f1:.2f}", f"{tally.precision:.2f}", f"{tally.recall:.2f}", id)
        parts.append(rows)
        if len(weak) > _WORST_POINTS:
            parts.append(Text(f"and {len(weak) - _WORST_POINTS} more (--json lists all)", style="dim"))
    if found.attacks:
        parts += [Text(), Text("Attacks")]
        tried = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("attack", "tried", "gained", "worst"):
            tried.add_column(name, justify="left" if name == "attack" else "right")
        for attack in found.attacks:
            style = "green" if not attack.gained else "red"
            tried.add_row(attack.name, str(attack.tried), Text(str(attack.gained), style=style), f"{attack.worst:.1f}")
        parts += [tried, Text("worst: the most it added to a score, or scored by itself", style="dim")]
    return Group(*parts)


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
