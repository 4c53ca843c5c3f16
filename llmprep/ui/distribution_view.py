"""How often each outcome came up and how often it should, as a table with bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from llmprep.drills.distribution import Tally, most_telling
from llmprep.ui.blocks import Block

MAX_ROWS = 12
BAR = 30
SHOULD, DOES = "│", "━"


def distribution_lines(what: str, rows: Sequence[Tally], draws: int, width: int) -> Block:
    """One line for each outcome: how often it should come up, how often it did, a bar with a tick where it should end."""
    shown = most_telling(rows, MAX_ROWS)
    name_width = max(len("outcome"), *(len(r.outcome) for r in shown))
    bar = max(0, min(BAR, width - name_width - 26))
    top = max(max(r.seen, r.expected) for r in shown) or 1.0
    head = f"{'outcome':<{name_width}}  {'expected':>8}  {'got':>8}"
    lines = [Text(f"{what}: {draws:,} draws", style="italic"), Text(f"  {head}", style="bold")]
    for row in shown:
        style = "red" if row.off else ""
        line = Text.assemble(("✗ " if row.off else "  ", "red"), f"{row.outcome:<{name_width}}  {row.expected:>8.2%}  ")
        line.append(f"{row.seen:>8.2%}", style=f"bold {style}".strip() if row.off else "")
        if bar >= 8:
            line.append("  ").append_text(_bar(row, top, bar))
        lines.append(line)
    if len(shown) < len(rows):
        lines.append(Text(f"  … {len(rows) - len(shown)} outcomes that are closer to what they should be", style="dim"))
    if bar >= 8:
        lines.append(Text(f"  {DOES * 2} how often it came up, {SHOULD} how often it should", style="dim"))
    return lines


def _bar(row: Tally, top: float, width: int) -> Text:
    seen, should = (round(share / top * (width - 1)) for share in (row.seen, row.expected))
    cells = [DOES if i < seen else " " for i in range(width)]
    cells[should] = SHOULD
    return Text("".join(cells).rstrip(), style="red" if row.off else "green")
