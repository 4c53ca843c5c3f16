"""The look that all screens share: widths, colours that work on light and dark, text that flows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme

TEXT_WIDTH = 96
"""Lines longer than this are hard to read, however wide the window."""

THEME = Theme(
    {
        "markdown.code": "cyan",
        "markdown.code_block": "default",
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.h3": "bold",
        "markdown.block_quote": "italic",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "dim",
        "bar.back": "dim",
    }
)
LEVELS = {1: "recall", 2: "explain", 3: "apply", 4: "trade-off", 5: "research"}
RATING_STYLE = {"again": "red", "hard": "yellow", "good": "green", "easy": "bold green"}


def text_width(console_width: int) -> int:
    """How wide text is set in a window of this width."""
    return max(20, min(TEXT_WIDTH, console_width - 2))


class Flowing:
    """Markdown as text in the house's style; maths made readable, code blocks without a painted ground."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.markdown import Markdown

        from llmprep.ui.maths import readable

        source = readable(self.markdown.strip())
        yield Markdown(source, code_theme="ansi_dark", hyperlinks=False, justify="left")


def inline(text: str, style: str = "") -> Text:
    """A line of text whose `code` stands out."""
    line = Text(style=style)
    for n, part in enumerate(text.split("`")):
        line.append(part, "not dim cyan" if n % 2 else None)
    return line


def bar(share: float, width: int, style: str) -> Text:
    """A bar that is `share` (0 to 1) full; readable without colour, too."""
    filled = round(min(1.0, max(0.0, share)) * width)
    return Text.assemble(("━" * filled, style), ("─" * (width - filled), "dim"))


def indented(content: RenderableType, by: int = 2) -> Padding:
    """The content moved in from the left."""
    return Padding(content, (0, 0, 0, by))


@contextmanager
def house(console: Console) -> Iterator[int]:
    """Use the theme while printing; gives the text width."""
    with console.use_theme(THEME):
        yield text_width(console.width)


def show(console: Console, content: RenderableType) -> None:
    """Print a screen in the house's look and width."""
    with house(console) as width:
        console.print(content, width=width)
