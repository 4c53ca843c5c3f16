"""Blocks of finished lines, and setting them beside each other where they fit."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.text import Text

GAP = 4

Block = list[Text]


def block_width(block: Block) -> int:
    """Cells of the longest line."""
    return max((line.cell_len for line in block), default=0)


def beside(blocks: Sequence[Block], width: int) -> Block:
    """Blocks from left to right, as many in a row as fit; an empty line between rows."""
    lines: Block = []
    for row in _rows(blocks, width):
        if lines:
            lines.append(Text())
        widths = [block_width(b) for b in row]
        for i in range(max(len(b) for b in row)):
            line = Text()
            for block, taken in zip(row, widths, strict=True):
                part = block[i] if i < len(block) else Text()
                line.append_text(part)
                line.append(" " * (taken - part.cell_len + GAP))
            line.rstrip()
            lines.append(line)
    return lines


def _rows(blocks: Sequence[Block], width: int) -> list[list[Block]]:
    rows: list[list[Block]] = []
    used = 0
    for block in blocks:
        wide = block_width(block)
        if rows and used + GAP + wide <= width:
            rows[-1].append(block)
            used += GAP + wide
        else:
            rows.append([block])
            used = wide
    return rows


def indent(block: Block, by: int) -> Block:
    """The block moved to the right."""
    return [Text(" " * by) + line if line.plain else line for line in block]


def wrapped(text: str, width: int, style: str = "", hanging: str = "") -> Block:
    """Text in as many lines as it needs; `hanging` begins each but the first of a paragraph."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += textwrap.wrap(paragraph, width, subsequent_indent=hanging, break_on_hyphens=False) or [""]
    return [Text(line, style=style) for line in lines]
