"""The smallest failing case on the screen: the calls as Python, what they were given, what should have come and what came."""

from __future__ import annotations

import textwrap
from typing import Any

from rich.text import Text

from llmprep.drills.calls import Line, has_tensor
from llmprep.drills.counterexample import Counterexample
from llmprep.ui.blocks import Block, beside, block_width, indent, wrapped
from llmprep.ui.distribution_view import distribution_lines
from llmprep.ui.tensor_grid import DIGITS, FEWER_DIGITS, differing, digits_apart, full_width, grid, tensor_head
from llmprep.ui.value_lines import flat, n_entries, named_value, parted, value_lines

NOTES_FROM = 44
"""The column up to which notes on the calls are aligned."""
MANY_ENTRIES = 48
"""Where there are more entries than that to show, inputs are shown in fewer digits, so that more fit beside each other."""
RANDOM = "The result is random: many would be right, but this one never is."


def counterexample_lines(shown: Counterexample, width: int) -> Block:
    """Everything about a failing case, as finished lines of at most this width."""
    if "tallies" in shown.live:
        return distribution_lines(shown.case, shown.live["tallies"], shown.live["draws"], width)
    parts: list[Block] = []
    if shown.case:
        parts.append(wrapped(shown.case, width, "italic"))
    calls = _calls(shown, width)
    inputs = shown.live.get("inputs", {})
    if inputs:
        digits = DIGITS if sum(map(n_entries, inputs.values())) <= MANY_ENTRIES else FEWER_DIGITS
        calls += [Text(), *beside([named_value(name, value, width, digits) for name, value in inputs.items()], width)]
    parts += [calls, _outcome(shown, width)]
    lines: Block = []
    for i, part in enumerate(p for p in parts if p):
        # The note on the case belongs to the calls.
        lines += [*([Text()] if i and not (i == 1 and shown.case) else []), *part]
    return lines


# ---------------------------------------------------------------- the calls


def _calls(shown: Counterexample, width: int) -> Block:
    if not shown.lines:
        return [line for text in shown.call.splitlines() for line in wrapped(text, width, "cyan", hanging="    ")]
    numbers = [str(line.number) for line in shown.lines if line.number]
    margin = max(map(len, numbers)) + 3 if numbers else 0
    column = max((len(line.code) for line in shown.lines if line.note and len(line.code) <= NOTES_FROM), default=0)
    return [part for line in shown.lines for part in _call(line, margin, column, width)]


def _call(line: Line, margin: int, column: int, width: int) -> Block:
    """One call: its number, a mark where it failed, the code, what it gave."""
    if line.is_comment:
        return indent(wrapped(line.code, width - margin, "dim", hanging="# "), margin)
    style = "bold red" if line.failed and margin else "cyan"
    code = [Text(text, style=style) for text in broken(line, width - margin)]
    if line.note:
        note = Text(f"# {line.note}", style="red" if line.failed else "dim")
        beside_it = len(code) == 1 and margin + max(column, code[0].cell_len) + 2 + note.cell_len <= width
        if beside_it:
            code[0] = Text.assemble(code[0], " " * (max(column, code[0].cell_len) - code[0].cell_len + 2), note)
        else:
            code += wrapped(note.plain, width - margin, str(note.style), hanging="# ")
    if not margin:
        return code
    mark = "✗ " if line.failed else "  "
    number = f"{line.number or '':>{margin - 3}} "
    return [Text.assemble((number, "dim"), (mark, "bold red"), code[0]), *indent(code[1:], margin)]


def broken(line: Line, width: int) -> list[str]:
    """A call in one line, or where that is too long with each argument on a line of its own."""
    if len(line.code) <= width or not line.args:
        return textwrap.wrap(line.code, width, subsequent_indent="    ", break_on_hyphens=False) or [""]
    if 4 + len(", ".join(line.args)) <= width:
        return [line.head, f"    {', '.join(line.args)}", line.tail]
    lines = [line.head]
    for arg in line.args:
        lines += textwrap.wrap(f"    {arg},", width, subsequent_indent=" " * 8, break_on_hyphens=False)
    return [*lines, line.tail]


# ---------------------------------------------------------------- what came of it


def _outcome(shown: Counterexample, width: int) -> Block:
    lines: Block = []
    if shown.says:
        lines += wrapped(sentence(shown.says), width, "bold red")
    if shown.random:
        lines += wrapped(RANDOM, width, "dim")
    sides = _sides(shown, width)
    return [*lines, *([Text()] if lines and sides else []), *sides]


def sentence(text: str) -> str:
    """A message with a capital, unless it begins with a name of the program."""
    word = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if word.isalpha() and word.islower() else text


def _sides(shown: Counterexample, width: int) -> Block:
    """Expected and got, beside each other where they fit."""
    live = shown.live
    if "got" not in live and "expected" not in live:
        return []
    if _told_in_words(shown):
        return []
    if "expected" in live and "got" in live and "facts" in live and not live["facts"]:
        expected, got = live["expected"], live["got"]
        if hasattr(expected, "numel") and hasattr(got, "numel"):
            return _two_tensors(shown, expected, got, width)
        if not has_tensor(expected) and not has_tensor(got) and shown.labels != ("it should return", "got"):
            labels = (_with_part(shown.labels[0], shown.part), shown.labels[1])
            return parted(labels, expected, got, _where(shown), width)
    return _blocks(shown, width)


def _told_in_words(shown: Counterexample) -> bool:
    """Whether the sentence says all there is to see."""
    live = shown.live
    if not shown.says or shown.labels[0] == "the first time":
        return False
    if "expected" not in live:
        plain = not hasattr(live["got"], "numel")
        return isinstance(shown.expected, str) and shown.expected.startswith("raises ") and plain
    if "got" in live and "expected" in live and _says_both(shown.says, live["expected"], live["got"]):
        return True
    both = "got" in live and hasattr(live["expected"], "numel") and hasattr(live["got"], "numel")
    return both and not shown.facts and live["expected"].shape == live["got"].shape and shown.difference is None


def _says_both(says: str, expected: Any, got: Any) -> bool:
    """Whether a sentence quotes both values."""
    if has_tensor(expected) or has_tensor(got):
        return False
    numbers = isinstance(expected, int | float) and isinstance(got, int | float)
    return (numbers and ", expected " in says) or (flat(expected) in says and flat(got) in says)


def _where(shown: Counterexample) -> str:
    where = shown.first_difference
    return f"first difference at {where}" if where else ""


def _with_part(label: str, part: str) -> str:
    if not part:
        return label
    return f"{label}, {part}" if part.startswith("the ") else f"{label} {part}"


def _two_tensors(shown: Counterexample, expected: Any, got: Any, width: int) -> Block:
    """Two tensors; entries that differ are marked on the right side."""
    wrong = differing(expected, got)
    if shown.index is not None and expected.shape == got.shape:
        wrong |= {shown.index}
    marked = wrong if len(wrong) < got.numel() else frozenset[tuple[int, ...]]()
    digits = digits_apart(expected, got, wrong) if expected.shape == got.shape else DIGITS
    if max(full_width(expected, digits), full_width(got, digits)) > width:
        digits = digits_apart(expected, got, wrong, FEWER_DIGITS) if expected.shape == got.shape else FEWER_DIGITS
    heads = (
        Text(_with_part(shown.labels[0], shown.part), style="bold green"),
        Text(shown.labels[1], style="bold red"),
    )
    left = [heads[0], tensor_head(expected, dtype=shown.live.get("dtype", ""))]
    right = [heads[1], tensor_head(got)]
    # A drawing of both at full width first: only then it is clear whether they fit beside each other.
    lines = beside(
        [
            [*left, *grid(expected, width, frozenset(), digits, shown.index)],
            [*right, *grid(got, width, marked, digits, shown.index)],
        ],
        width,
    )
    if expected.shape != got.shape or (shown.difference is None and not wrong):
        return lines
    return [*lines, *wrapped(_how_far(shown, len(wrong), got.numel(), bool(marked)), width, "bold")]


def _how_far(shown: Counterexample, n_wrong: int, n: int, marked: bool) -> str:
    """One line on how many entries differ and by how much."""
    at = f" at {list(shown.index)}" if shown.index else ""
    largest = f"largest difference {shown.difference:.3g}{at}" if shown.difference is not None else ""
    if n == 1:
        return largest
    share = "every entry differs" if n_wrong == n else f"{n_wrong} of {n} entries differ{' (*)' if marked else ''}"
    return f"{share}; {largest}" if largest else share + at.replace(" at", ", the first at")


def _blocks(shown: Counterexample, width: int) -> Block:
    """Whatever sides there are, each under its label, and the facts of the case."""
    live = shown.live
    blocks: list[Block] = []
    if "expected" in live:
        label = _with_part(shown.labels[0], shown.part)
        blocks.append(_labelled(label, "bold green", _plain_or_tensor(live["expected"], width, live.get("dtype", ""))))
    for name, value in live.get("facts", {}).items():
        blocks.append(_labelled(name, "bold green", _plain_or_tensor(value, width, "")))
    if "got" in live:
        got = live["got"]
        marked = frozenset([shown.index]) if shown.index is not None and hasattr(got, "numel") else frozenset()
        body = [tensor_head(got), *grid(got, width, marked, focus=shown.index)] if hasattr(got, "numel") else None
        blocks.append(_labelled(shown.labels[1], "bold red", body or value_lines(got, width)))
    wide = [b for b in blocks if block_width(b) > width // 2]
    return beside(blocks, width if not wide else 0)


def _labelled(label: str, style: str, body: Block) -> Block:
    """A value under its label, or behind it where it is short."""
    if len(body) == 1:
        return [Text.assemble((label, style), "  ", body[0])]
    return [Text(label, style=style), *body]


def _plain_or_tensor(value: Any, width: int, dtype: str) -> Block:
    if hasattr(value, "numel"):
        return [tensor_head(value, dtype=dtype), *grid(value, width)]
    return value_lines(value, width)
