"""Values as lines: tensors as grids, plain data as Python, and two plain values one above the other where they part."""

from __future__ import annotations

import pprint
from collections.abc import Mapping
from typing import Any

from rich.text import Text

from llmprep.drills.calls import has_tensor, literal
from llmprep.drills.compare import kind_of
from llmprep.drills.describe import SHOWN_ITEMS
from llmprep.drills.script import Laid, Strange
from llmprep.ui.blocks import Block, beside, wrapped
from llmprep.ui.tensor_grid import DIGITS, FEWER_DIGITS, full_width, grid, tensor_head

MAX_LINES = 14
MAX_PARTS = 8
LONG_TEXT = 2000
"""Of longer texts only the beginning is looked at."""


def n_entries(value: Any) -> int:
    """How many entries the tensors in a value have."""
    if isinstance(value, list | tuple):
        return sum(map(n_entries, value))
    tensor = getattr(value, "tensor", value)
    return tensor.numel() if hasattr(tensor, "numel") else 0


def named_value(name: str, value: Any, width: int, digits: int = DIGITS) -> Block:
    """A value under its name."""
    tensor, layout = (value.tensor, value.layout) if isinstance(value, Laid) else (value, "plain")
    if hasattr(tensor, "numel"):
        head = Text.assemble((name, "bold"), " ", tensor_head(tensor, layout))
        fitting = digits if full_width(tensor, digits) <= width else FEWER_DIGITS
        return [head, *grid(tensor, width, digits=fitting)]
    if has_tensor(value):
        return beside([named_value(part, v, width, digits) for part, v in _parts(name, value)], width)
    lines = python_lines(value, width - len(name) - 3)
    return [
        Text.assemble((name, "bold"), " = ", lines[0]),
        *(Text(" " * (len(name) + 3)) + line for line in lines[1:]),
    ]


def value_lines(value: Any, width: int) -> Block:
    """A value without a name."""
    if isinstance(value, Laid):
        value = value.tensor
    if hasattr(value, "numel"):
        return [tensor_head(value), *grid(value, width)]
    if has_tensor(value):
        return beside([named_value(part, v, width) for part, v in _parts("", value)], width)
    return python_lines(value, width)


def _parts(name: str, value: Any) -> list[tuple[str, Any]]:
    """The items of a list or dict that holds tensors, each under a name of its own."""
    if isinstance(value, Mapping):
        items = [(f"{name}[{literal(k, 30)}]", v) for k, v in value.items()]
    else:
        items = [(f"{name}[{i}]", v) for i, v in enumerate(value)]
    rest = [(f"{name}[…]", f"{len(items) - MAX_PARTS} more")] if len(items) > MAX_PARTS else []
    return items[:MAX_PARTS] + rest


def python_lines(value: Any, width: int) -> Block:
    """Plain data as Python, in several lines where one is too narrow; long ones are cut."""
    if isinstance(value, Strange):
        return [Text(value.what)]
    if has_tensor(value):
        return [Text(kind_of(value))]
    text = flat(value)
    if len(text) <= width:
        return [Text(text)]
    try:
        lines = pprint.pformat(_shorter(value), width=max(20, width), compact=True, sort_dicts=False).splitlines()
    except ValueError:  # an int of more digits than Python prints
        lines = [text]
    cut = [Text(line if len(line) <= width else line[: width - 1] + "…") for line in lines[:MAX_LINES]]
    return cut + ([Text(f"… {len(lines) - MAX_LINES} more lines", style="dim")] if len(lines) > MAX_LINES else [])


def flat(value: Any) -> str:
    """Plain data as one line of Python."""
    return value.what if isinstance(value, Strange) else literal(value, LONG_TEXT)


def _shorter(value: Any) -> Any:
    """Without what nobody would read."""
    if isinstance(value, str | bytes):
        return value[:LONG_TEXT]
    if isinstance(value, list | tuple) and len(value) > 4 * SHOWN_ITEMS:
        return type(value)([*value[: 4 * SHOWN_ITEMS], ...])
    return value


# ---------------------------------------------------------------- two plain values


def parted(labels: tuple[str, str], expected: Any, got: Any, where: str, width: int) -> Block:
    """Two plain values one above the other, with a caret below the place where they part.

    Both begin alike, so what differs stands below each other; where they are too long, both are cut around that place.
    """
    if isinstance(expected, dict) and isinstance(got, dict):
        return _dicts(labels, expected, got, width)
    a, b = flat(expected), flat(got)
    at = _parting_column(a, b)
    indent_by = max(map(len, labels)) + 2
    room = width - indent_by
    start = 0 if max(len(a), len(b)) <= room else max(0, at - room // 2)
    lines = [
        _side(label, style, text, start, room, at, indent_by)
        for label, style, text in ((labels[0], "bold green", a), (labels[1], "bold red", b))
    ]
    if not where:
        return lines
    caret = indent_by + at - start
    if caret + 2 + len(where) <= width:
        return [*lines, Text(f"{' ' * caret}▲ {where}", style="bold")]
    if len(where) < caret:
        return [*lines, Text(f"{where.rjust(caret - 1)} ▲", style="bold")]
    return [*lines, Text(" " * caret + "▲", style="bold"), *wrapped(where, width, "bold")]


def _side(label: str, style: str, text: str, start: int, room: int, at: int, indent_by: int) -> Text:
    shown = text[start : start + room]
    if start:
        shown = "…" + shown[1:]
    if start + room < len(text):
        shown = shown[:-1] + "…"
    line = Text.assemble((label.ljust(indent_by), style), shown)
    if style == "bold red":
        line.stylize("red", indent_by + at - start)
    return line


def _parting_column(a: str, b: str) -> int:
    """Where two texts part, moved back to the beginning of a number that differs."""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    while at and (a[at - 1].isdigit() or a[at - 1] in ".-") and "'" not in a[:at]:
        at -= 1
    return at


def _dicts(labels: tuple[str, str], expected: dict[Any, Any], got: dict[Any, Any], width: int) -> Block:
    """A table of keys with both values, those that differ marked."""
    keys = [*expected, *(k for k in got if k not in expected)]
    different = [k for k in keys if k not in expected or k not in got or flat(expected[k]) != flat(got[k])]
    shown = keys if len(keys) <= MAX_LINES else [*different, *(k for k in keys if k not in different)][:MAX_LINES]
    texts = [(literal(k, 30), *(flat(d[k]) if k in d else "missing" for d in (expected, got))) for k in shown]
    key_width = max(len(t[0]) for t in texts)
    side = max(10, min((width - key_width - 6) // 2, max(len(labels[0]), *(len(t[1]) for t in texts))))
    lines = [Text.assemble(" " * (key_width + 4), (labels[0].ljust(side), "bold green"), "  ", (labels[1], "bold red"))]
    for key, (name, mine, theirs) in zip(shown, texts, strict=True):
        mark, style = ("✗ ", "red") if key in different else ("  ", "")
        mine, theirs = (t if len(t) <= side else t[: side - 1] + "…" for t in (mine, theirs))
        lines.append(Text.assemble((mark, style), name.ljust(key_width), "  ", mine.ljust(side), "  ", (theirs, style)))
    if len(shown) < len(keys):
        lines.append(Text(f"  … {len(keys) - len(shown)} more keys", style="dim"))
    return lines
