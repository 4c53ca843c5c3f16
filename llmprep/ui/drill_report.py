"""A drill's verdict on the screen: the checks, the smallest failing case as aligned grids, the diagnosis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from llmprep.drills.compare import clip, dtype_name
from llmprep.drills.counterexample import SHOWN_ENTRIES, Counterexample
from llmprep.drills.verdict import Check, Verdict

MAX_ROWS = 12
INDENT = (0, 0, 0, 4)


def verdict_report(verdict: Verdict, width: int) -> RenderableType:
    """Everything there is to say about a submission, top to bottom: headline, checks, failing case, diagnosis."""
    parts: list[RenderableType] = [_headline(verdict), Text(), _checks(verdict)]
    failing = next((c for c in verdict.checks if not c.passed and c.counterexample), None)
    if failing and failing.counterexample:
        parts += [Text(), Text(f"Smallest failing case for {failing.name}", style="bold")]
        parts.append(Padding(counterexample_view(failing.counterexample, width - 4), INDENT))
    if verdict.diagnosis:
        text = Group(Text(verdict.diagnosis.title, style="bold"), Text(), Markdown(verdict.diagnosis.says))
        parts += [Text(), Panel(text, title="What happened", border_style="yellow", width=min(width, 100))]
    if verdict.output and not verdict.passed:
        parts += [
            Text(),
            Text("Printed by the submission", style="bold"),
            Padding(Text(verdict.output), INDENT),
        ]
    return Group(*parts)


def _headline(verdict: Verdict) -> RenderableType:
    mark, word, style = ("✓", "passed", "bold green") if verdict.passed else ("✗", "not passed", "bold red")
    line = Text.assemble((f"{mark} {verdict.drill} {word}", style), f"   score {verdict.score:g}")
    context = f"{verdict.device} · isolation {verdict.isolation} · seed {verdict.seed} · {verdict.seconds:.1f} s"
    return Group(line, Text(context, style="dim"))


def _checks(verdict: Verdict) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(no_wrap=False, ratio=2)
    table.add_column(ratio=5)
    for check in verdict.checks:
        mark = Text("✓", style="green") if check.passed else Text("✗", style="red")
        table.add_row(mark, Text(check.name, style="" if check.passed else "bold"), _message(check))
    return table


def _message(check: Check) -> Text:
    if check.passed:
        return Text()
    text = Text(check.message)
    if 0 < check.share < 1:
        text.append(f"  ({check.share:.0%} of the cases pass)", style="dim")
    return text


def counterexample_view(shown: Counterexample, width: int) -> RenderableType:
    """Inputs, expected and got; small tensors in full with the differing entries marked."""
    parts: list[RenderableType] = []
    if shown.case:
        parts.append(Text(shown.case, style="italic"))
    parts.append(Text(shown.call, style="cyan"))
    inputs = shown.live.get("inputs", {})
    for name, value in inputs.items():
        parts.append(_named_value(name, _plain(value)))
    parts.append(Text())
    parts.append(_sides(shown, width))
    if shown.difference is not None:
        at = f" at {list(shown.index)}" if shown.index else ""
        parts.append(Text(f"largest difference {shown.difference:.3g}{at}", style="bold"))
    return Group(*parts)


def _plain(value: Any) -> Any:
    return getattr(value, "tensor", value)


def _named_value(name: str, value: Any) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_row(Text(f"{name} ="), _value(value))
    return table


def _value(value: Any, wrong: frozenset[tuple[int, ...]] = frozenset()) -> RenderableType:
    if hasattr(value, "numel"):
        return tensor_view(value, wrong)
    return Text(clip(value, 400))


def tensor_view(tensor: Any, wrong: frozenset[tuple[int, ...]] = frozenset()) -> RenderableType:
    """A tensor as an aligned grid, one block a leading index; statistics where it is large. `wrong` entries are red."""
    head = Text(f"{dtype_name(tensor.dtype)} {tuple(tensor.shape)}", style="dim")
    if tensor.numel() > SHOWN_ENTRIES:
        flat = tensor.double().flatten()
        numbers = f"min {flat.min():.4g}  mean {flat.mean():.4g}  max {flat.max():.4g}"
        return Group(head, Text(numbers))
    if tensor.dim() == 0:
        return Text.assemble(_cell(tensor.item(), () in wrong), "  ", head)
    rows = tensor.reshape(-1, tensor.shape[-1]) if tensor.numel() else tensor.reshape(0, 0)
    grid = Table.grid(padding=(0, 1))
    leading = list(tensor.shape[:-1])
    for r in range(min(rows.shape[0], MAX_ROWS)):
        at = _unravel(r, leading)
        label = Text(f"{list(at)}" if len(leading) > 1 else "", style="dim")
        cells = [_cell(rows[r, c].item(), (*at, c) in wrong) for c in range(rows.shape[1])]
        grid.add_row(label, Text("["), *cells, Text("]"))
    for column in grid.columns[2:-1]:
        column.justify = "right"
    more = [Text(f"... {rows.shape[0] - MAX_ROWS} more rows", style="dim")] if rows.shape[0] > MAX_ROWS else []
    return Group(head, grid, *more)


def _unravel(flat: int, shape: list[int]) -> tuple[int, ...]:
    index: list[int] = []
    for size in reversed(shape):
        index.append(flat % size)
        flat //= size
    return tuple(reversed(index))


def _cell(value: Any, is_wrong: bool) -> Text:
    text = f"{value + 0.0:.6g}" if isinstance(value, float) else str(value)
    return Text(text, style="bold red" if is_wrong else "")


def _sides(shown: Counterexample, width: int) -> RenderableType:
    """Expected beside got (below each other where the window is narrow), differing entries in red."""
    expected, got = shown.live.get("expected"), shown.live.get("got")
    wrong = differing(expected, got)
    left = _value(expected) if _is_value(shown.expected, expected) else Text(str(shown.expected))
    right = _value(got, wrong) if _is_value(shown.got, got) else Text(escape(str(shown.got)))
    part = f" ({shown.part})" if shown.part else ""
    if width >= 60:
        table = Table.grid(padding=(0, 4))
        table.add_row(Text(f"expected{part}", style="bold green"), Text("got", style="bold red"))
        table.add_row(left, right)
        return table
    return Group(Text(f"expected{part}", style="bold green"), left, Text("got", style="bold red"), right)


def _is_value(described: Any, live: Any) -> bool:
    return not (isinstance(described, str) and (described.startswith("raises ") or live is None))


def differing(expected: Any, got: Any) -> frozenset[tuple[int, ...]]:
    """Indices at which two tensors of the same shape visibly differ."""
    if not (hasattr(expected, "numel") and hasattr(got, "numel")) or expected.shape != got.shape:
        return frozenset()
    a, b = expected.double(), got.double()
    scale = a[a.isfinite()].abs().max().item() if a.isfinite().any() else 1.0
    same = ((a - b).abs() <= 1e-4 * (scale + 1e-12)) | (a == b) | (a.isnan() & b.isnan())
    return frozenset(tuple(int(i) for i in at) for at in (~same).nonzero())


def what_changed(before: Mapping[str, bool], verdict: Verdict) -> str:
    """One line on which checks turned since the last try; for watching a file."""
    now = {c.name: c.passed for c in verdict.checks}
    fixed = [n for n, ok in now.items() if ok and before.get(n) is False]
    broken = [n for n, ok in now.items() if not ok and before.get(n) is True]
    parts = [f"now right: {', '.join(fixed)}"] * bool(fixed) + [f"now wrong: {', '.join(broken)}"] * bool(broken)
    return "; ".join(parts) or "no check changed"


def verdict_table(drill: str, rows: Sequence[tuple[str, Verdict]]) -> RenderableType:
    """Many submissions of one drill: a line each, then how many passed."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column("file", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("what", ratio=1, overflow="ellipsis", no_wrap=True)
    for name, verdict in rows:
        failed = next((c for c in verdict.checks if not c.passed), None)
        what = verdict.diagnosis.title if verdict.diagnosis else f"{failed.name}: {failed.message}" if failed else ""
        mark = Text("✓", style="green") if verdict.passed else Text("✗", style="red")
        table.add_row(mark, Text(name), f"{verdict.score:g}", Text(what))
    passed = sum(v.passed for _, v in rows)
    return Group(table, Text(), Text(f"{passed} of {len(rows)} submissions of {drill} passed"))


def print_verdict(console: Console, verdict: Verdict) -> None:
    """Print the whole report."""
    console.print(verdict_report(verdict, console.width))
