"""Charts in the terminal, drawn by plotext as plain text that rich can place anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

Ticks = Sequence[tuple[float, str]]


def bar_chart(heights: Sequence[float], ticks: Ticks, width: int, height: int, style: str = "cyan") -> Text:
    """Vertical bars at 1, 2, 3 ...; `ticks` name some of the places."""
    figure = _figure(width, height)
    figure.draw(figure.bar(list(range(1, len(heights) + 1)), list(heights), width=0.8))
    top = max([*heights, 1])
    marks = sorted({0, round(top / 2), round(top)})
    figure.ruler("y").ticks(marks, [f"{m:g}" for m in marks])
    return _drawn(figure, ticks, style)


def line_chart(
    values: Sequence[float],
    ticks: Ticks,
    width: int,
    height: int,
    *,
    low: float,
    high: float,
    level: float,
    style: str = "cyan",
) -> Text:
    """A line through values (shares, shown in percent) at 1, 2, 3 ..., with a dotted level to compare with."""
    figure = _figure(width, height)
    if len(values) == 1:
        figure.draw(figure.signal([1], list(values), marker="●"))
    else:
        line = figure.signal(list(range(1, len(values) + 1)), list(values), marker="braille")
        figure.draw(line.lines())
    figure.line(level, style="dotted")
    figure.ruler("y").lim(low, high)
    marks = sorted({low, level, high})
    figure.ruler("y").ticks(marks, [f"{m:.0%}" for m in marks])
    return _drawn(figure, ticks, style)


def _figure(width: int, height: int) -> Any:
    import plotext

    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    figure.canvas("default")
    figure.plot_size(width, height)
    figure.axes(False, axis="x", side="upper")
    figure.axes(False, axis="y", side="right")
    return figure


def _drawn(figure: Any, ticks: Ticks, style: str) -> Text:
    figure.ruler("x").ticks([at for at, _ in ticks], [name for _, name in ticks])
    plain = Text.from_ansi(str(figure.build())).plain
    return Text("\n".join(line.rstrip() for line in plain.splitlines()), style=style, no_wrap=True)
