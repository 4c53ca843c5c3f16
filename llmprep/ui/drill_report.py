"""A drill's verdict on the screen: the checks, the smallest failing case as aligned grids, the diagnosis."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from llmprep.drills.verdict import Check, Verdict
from llmprep.ui.blocks import Block, indent, wrapped
from llmprep.ui.counterexample_view import counterexample_lines, sentence

INDENT = 4
PROSE = 100
"""The width of running text, which is hard to read in longer lines."""
BESIDE = 26
"""Names of checks up to this long have their message beside them."""


def verdict_report(verdict: Verdict, width: int) -> RenderableType:
    """Everything there is to say about a submission, top to bottom: headline, checks, failing case, diagnosis."""
    parts: list[RenderableType] = [_headline(verdict), Text(), *_checks(verdict, width)]
    failing = next((c for c in verdict.checks if not c.passed and c.counterexample), None)
    if failing and failing.counterexample:
        parts += [Text(), Text(_title(failing), style="bold")]
        parts += indent(counterexample_lines(failing.counterexample, width - INDENT), INDENT)
    if verdict.diagnosis:
        text = Group(Text(verdict.diagnosis.title, style="bold"), Text(), Markdown(verdict.diagnosis.says))
        parts += [Text(), Panel(text, title="What happened", border_style="yellow", width=min(width, 100))]
    if verdict.output and not verdict.passed:
        parts += [Text(), Text("Printed by the submission", style="bold")]
        parts += indent(wrapped(verdict.output, width - INDENT), INDENT)
    return Group(*parts)


def _title(check: Check) -> str:
    return "How often each outcome came up" if check.kind == "statistics" else f"Smallest failing case for {check.name}"


def _headline(verdict: Verdict) -> RenderableType:
    mark, word, style = ("✓", "passed", "bold green") if verdict.passed else ("✗", "not passed", "bold red")
    line = Text.assemble((f"{mark} {verdict.drill} {word}", style), f"   score {verdict.score:g}")
    context = f"{verdict.device} · isolation {verdict.isolation} · seed {verdict.seed} · {verdict.seconds:.1f} s"
    return Group(line, Text(context, style="dim"))


def _checks(verdict: Verdict, width: int) -> Block:
    """A line for each check; what is wrong stands beside the name, or below where names are long."""
    failed = [len(c.name) for c in verdict.checks if not c.passed]
    column = max(failed, default=0) + 4
    beside = column <= BESIDE and width >= 3 * column
    lines: Block = []
    for check in verdict.checks:
        if check.passed:
            lines.append(Text.assemble(("✓ ", "green"), check.name))
            continue
        message = _message(check, width - column if beside else width - INDENT)
        name = Text.assemble(("✗ ", "red"), (check.name, "bold"))
        if beside:
            name.append(" " * (column - name.cell_len))
            lines += [name + message[0], *indent(message[1:], column)]
        else:
            lines += [name, *indent(message, INDENT)]
    return lines


def _message(check: Check, width: int) -> Block:
    share = f" ({check.share:.0%} of the cases pass)" if 0 < check.share < 1 else ""
    lines = wrapped(sentence(check.message) + share, width)
    if share and lines[-1].plain.endswith(share.split()[-1]):
        start = max(0, lines[-1].plain.rfind("("))
        lines[-1].stylize("dim", start)
    return lines


def what_changed(before: Mapping[str, bool], verdict: Verdict) -> str:
    """One line on which checks turned since the last try; for watching a file."""
    now = {c.name: c.passed for c in verdict.checks}
    fixed = [n for n, ok in now.items() if ok and before.get(n) is False]
    broken = [n for n, ok in now.items() if not ok and before.get(n) is True]
    parts = [f"now right: {', '.join(fixed)}"] * bool(fixed) + [f"now wrong: {', '.join(broken)}"] * bool(broken)
    return "; ".join(parts) or "no check changed"


def verdict_table(drill: str, rows: Sequence[tuple[Path, Verdict]]) -> RenderableType:
    """Many submissions of one drill: a line each, then how many passed. What all paths share is said once."""
    shared = _shared_folder([path for path, _ in rows])
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column("file", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("what", ratio=1, overflow="ellipsis", no_wrap=True)
    for path, verdict in rows:
        failed = next((c for c in verdict.checks if not c.passed), None)
        what = verdict.diagnosis.title if verdict.diagnosis else f"{failed.name}: {failed.message}" if failed else ""
        mark = Text("✓", style="green") if verdict.passed else Text("✗", style="red")
        table.add_row(
            mark, Text(os.path.relpath(path, shared) if shared else str(path)), f"{verdict.score:g}", Text(what)
        )
    passed = sum(v.passed for _, v in rows)
    where = f" (in {shared})" if shared else ""
    return Group(table, Text(), Text(f"{passed} of {len(rows)} submissions of {drill} passed{where}"))


def _shared_folder(paths: Sequence[Path]) -> str:
    """The folder that all of them lie in, as it was given; empty where there is none to speak of."""
    try:
        return os.path.commonpath([path.parent for path in paths])
    except ValueError:  # some absolute, some not
        return ""


def print_verdict(console: Console, verdict: Verdict) -> None:
    """Print the whole report."""
    console.print(verdict_report(verdict, console.width))
