"""The findings of `llmprep doctor` on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.health import Finding
from llmprep.ui.theme import inline

MARKS = {"ok": ("✓", "bold green"), "warn": ("!", "bold yellow"), "fail": ("✗", "bold red")}


def health_view(findings: Sequence[Finding]) -> RenderableType:
    """A row a check, the remedy below it, and a verdict."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1)
    for finding in findings:
        mark, style = MARKS[finding.status]
        says = inline(finding.says)
        if finding.remedy:
            says = Text.assemble(says, "\n", ("→ ", "bold cyan"), inline(finding.remedy))
        table.add_row(Text(mark, style=style), finding.name, says)
    broken = sum(f.status == "fail" for f in findings)
    verdict = (
        Text(f"{broken} to mend before everything works.", style="bold red")
        if broken
        else Text("Everything that is needed works here.", style="bold green")
    )
    return Group(Text(), table, Text(), verdict, Text())
