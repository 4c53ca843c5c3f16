"""A tensor as lines of an aligned grid: decimal points below each other, entries that differ marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from llmprep.drills.compare import RTOL, dtype_name
from llmprep.drills.describe import SHOWN_ENTRIES
from llmprep.ui.blocks import Block

MAX_ROWS = 12
DIGITS = 6
FEWER_DIGITS = 4
"""In how many digits a row is shown that is too wide otherwise."""
FINER = (8, 10, 12, 17)
"""Digits to try where entries that differ look alike."""
MARK = "*"
"""Behind an entry that differs: colour alone does not reach everybody."""
LAYOUTS = {
    "transposed": "a transposed view",
    "strided": "a view with gaps in memory",
    "offset": "a view into a larger tensor",
}

Index = tuple[int, ...]


def tensor_head(tensor: Any, layout: str = "plain", dtype: str = "") -> Text:
    """Dtype, shape and how it lies in memory."""
    text = f"{dtype or dtype_name(tensor.dtype)} {tuple(tensor.shape)}"
    if layout in LAYOUTS and tensor.numel() > 1 and (layout != "transposed" or tensor.dim() > 1):
        text += f", {LAYOUTS[layout]}"
    return Text(text, style="dim")


def grid(
    tensor: Any, width: int, wrong: frozenset[Index] = frozenset(), digits: int = DIGITS, focus: Index | None = None
) -> Block:
    """The entries of a tensor, one line for each row. Of a large one, statistics and the row of `focus`.

    wrong: entries to mark. Where the window is too narrow, columns around `focus` (or the first wrong one) are shown.
    """
    focus = focus or min(wrong, default=None)
    if tensor.dim() == 0:
        return [_cell(number(tensor.item(), digits), () in wrong, mark=False)]
    if tensor.numel() == 0:
        return [Text("empty", style="dim")]
    lines: Block = []
    rows = _rows(tensor)
    if tensor.numel() > SHOWN_ENTRIES:
        flat = tensor.double().flatten()
        lines.append(Text(f"min {flat.min():.4g}  mean {flat.mean():.4g}  max {flat.max():.4g}"))
        rows = [r for r in rows if focus and r.at == focus[:-1]]
    window = _window(rows, focus)
    shown = rows[window.start : window.stop]
    if window.start:
        lines.append(_more(window.start, "row"))
    lines += _aligned(shown, width, wrong, digits, focus, labelled=tensor.dim() > 2 or tensor.numel() > SHOWN_ENTRIES)
    if window.stop < len(rows):
        lines.append(_more(len(rows) - window.stop, "row"))
    return lines


def number(value: Any, digits: int = DIGITS) -> str:
    """An entry in so many digits; -0 is 0."""
    return f"{value + 0.0:.{digits}g}" if isinstance(value, float) else str(value)


def full_width(tensor: Any, digits: int) -> int:
    """How wide the grid of a tensor is where nothing is cut."""
    if tensor.dim() == 0 or not 0 < tensor.numel() <= SHOWN_ENTRIES:
        return 0
    return max(line.cell_len for line in grid(tensor, 10**6, digits=digits))


def digits_apart(expected: Any, got: Any, wrong: frozenset[Index], start: int = DIGITS) -> int:
    """In how many digits, at least `start`, every wrong entry looks different on both sides."""
    some = list(wrong)[:SHOWN_ENTRIES]
    for digits in (start, *(d for d in (DIGITS, *FINER) if d > start)):
        if all(number(expected[i].item(), digits) != number(got[i].item(), digits) for i in some):
            break
    return digits


def differing(expected: Any, got: Any) -> frozenset[Index]:
    """Indices at which two tensors of the same shape differ by more than rounding in the type of the second."""
    if not (hasattr(expected, "numel") and hasattr(got, "numel")) or expected.shape != got.shape:
        return frozenset()
    a, b = expected.double(), got.double()
    scale = a[a.isfinite()].abs().max().item() if a.isfinite().any() else 1.0
    room = RTOL.get(dtype_name(got.dtype), 0.0) * (a.abs() + scale)
    same = ((a - b).abs() <= room) | (a == b) | (a.isnan() & b.isnan())
    return frozenset(tuple(int(i) for i in at) for at in (~same).nonzero())


# ---------------------------------------------------------------- rows and columns


@dataclass(frozen=True)
class _Row:
    """One row of a tensor: the index of its place and its entries."""

    at: Index
    entries: Sequence[Any]


def _rows(tensor: Any) -> list[_Row]:
    leading = list(tensor.shape[:-1])
    flat = tensor.reshape(-1, tensor.shape[-1]).tolist()
    return [_Row(_unravel(i, leading), entries) for i, entries in enumerate(flat)]


def _unravel(flat: int, shape: list[int]) -> Index:
    index: list[int] = []
    for size in reversed(shape):
        index.append(flat % size)
        flat //= size
    return tuple(reversed(index))


def _window(rows: Sequence[_Row], focus: Index | None) -> range:
    """Which rows to show: the first ones, or those around the one of the focus."""
    at = next((i for i, r in enumerate(rows) if focus and r.at == focus[:-1]), 0)
    start = 0 if at < MAX_ROWS else at - MAX_ROWS // 2
    return range(start, min(len(rows), start + MAX_ROWS))


def _more(n: int, what: str) -> Text:
    return Text(f"… {n} more {what}{'s' if n > 1 else ''}", style="dim")


def _aligned(
    rows: Sequence[_Row], width: int, wrong: frozenset[Index], digits: int, focus: Index | None, *, labelled: bool
) -> Block:
    if not rows:
        return []
    labels = [f"{list(r.at)} " if labelled and r.at else "" for r in rows]
    room = width - max(map(len, labels)) - len("[  ]")
    columns = [_column(rows, c, wrong, digits) for c in range(len(rows[0].entries))]
    first, last = _columns_that_fit([max(t.cell_len for t in c) for c in columns], room, focus[-1] if focus else 0)
    lines = []
    for i, label in enumerate(labels):
        line = Text(label.rjust(max(map(len, labels))), style="dim")
        line = Text.assemble(line, "[ ", "… " if first else "")
        for c in range(first, last):
            line.append_text(columns[c][i])
            line.append(" ")
        line.append("… ]" if last < len(columns) else "]")
        lines.append(line)
    return lines


def _column(rows: Sequence[_Row], c: int, wrong: frozenset[Index], digits: int) -> list[Text]:
    """The cells of a column, all of one width, decimal points below each other."""
    texts = [number(r.entries[c], digits) for r in rows]
    is_wrong = [(*r.at, c) in wrong for r in rows]
    before = max(len(t.partition(".")[0]) for t in texts)
    after = max(len(t) - len(t.partition(".")[0]) for t in texts)
    padded = [" " * (before - len(t.partition(".")[0])) + t for t in texts]
    mark = any(is_wrong)
    cells = [_cell(t, w, mark=mark) for t, w in zip(padded, is_wrong, strict=True)]
    for cell in cells:
        cell.append(" " * (before + after + mark - cell.cell_len))
    return cells


def _cell(text: str, is_wrong: bool, *, mark: bool) -> Text:
    space = len(text) - len(text.lstrip())
    shown = text + (MARK if is_wrong and mark else "")
    return Text.assemble(shown[:space], (shown[space:], "bold red" if is_wrong else ""))


def _columns_that_fit(widths: Sequence[int], room: int, focus: int) -> tuple[int, int]:
    """The first column to show and the one behind the last, so that the focus is among them."""
    if sum(widths) + len(widths) - 1 <= room:
        return 0, len(widths)
    room -= len("… … ")
    first = last = min(focus, len(widths) - 1)
    last += 1
    used = widths[first]
    while True:
        if last < len(widths) and used + 1 + widths[last] <= room:
            used += 1 + widths[last]
            last += 1
        elif first and used + 1 + widths[first - 1] <= room:
            first -= 1
            used += 1 + widths[first]
        else:
            return first, last
