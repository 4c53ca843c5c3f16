"""The solution of a drill on the screen: why each line is there, the learner's last try, how people go wrong."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.styled import Styled
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from llmprep.drills.catalogue import Drill
from llmprep.drills.walkthrough import Part
from llmprep.ui.theme import Flowing

REASONS_BESIDE_FROM = 110
"""Windows this wide show the reasons beside the lines; narrower ones below them."""
TRIES_BESIDE_FROM = 150
REASON_WIDTH = 60
INDENT = 4


def solution_view(
    drill: Drill, parts: Sequence[Part], mistakes: Sequence[tuple[str, str]], last_try: str, width: int
) -> RenderableType:
    """The reference with its reasons, then the last try beside it, then the mistakes that are known."""
    shown: list[RenderableType] = []
    if parts:
        shown += [_heading("The reference, and why each line is there"), *_walk(parts, width), Text()]
    if last_try and width >= TRIES_BESIDE_FROM:
        half = width // 2 - 2
        table = Table.grid(padding=(0, 3), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(Text("The reference", style="bold"), Text("Your last try", style="bold"))
        table.add_row(_code(drill.reference, half), _code(last_try, half))
        shown += [_heading("Side by side"), table, Text()]
    else:
        if not parts:
            shown += [_heading("The reference"), _code(drill.reference, width), Text()]
        if last_try:
            shown += [_heading("Your last try"), _code(last_try, width), Text()]
    if mistakes:
        shown += [_heading("How people go wrong here"), _mistakes(mistakes)]
    return Group(*shown)


def _heading(text: str) -> Rule:
    return Rule(Text(text, style="bold"), align="left", style="dim")


def _walk(parts: Sequence[Part], width: int) -> list[RenderableType]:
    if width >= REASONS_BESIDE_FROM:
        reason = min(REASON_WIDTH, width * 2 // 5)
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(width=width - reason - 3)
        table.add_column(width=reason)
        for number, part in enumerate(parts):
            if number and not part.why:  # a function or class begins
                table.add_row()
            table.add_row(_code(part.code, width - reason - 3), Flowing(part.why) if part.why else "")
        return [table]
    shown: list[RenderableType] = []
    for part in parts:
        shown.append(_code(part.code, width))
        if part.why:
            depth = len(part.code) - len(part.code.lstrip()) + INDENT
            shown.append(Padding(Styled(Flowing(part.why), "cyan"), (0, 2, 0, depth)))
        shown.append(Text())
    return shown[:-1]


def _mistakes(mistakes: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 1))
    for title, says in mistakes:
        first = says.split("\n\n")[0].replace("\n", " ")
        table.add_row("•", Text.assemble((title, "bold"), " ", first if first != title else ""))
    return table


def _code(source: str, width: int) -> Syntax:
    return Syntax(
        source.rstrip(),
        "python",
        theme="ansi_dark",
        background_color="default",
        word_wrap=True,
        code_width=width,
    )
