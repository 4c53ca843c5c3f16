"""Charts as inline SVG for the statistics page: they take their colours from the page's CSS."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 400, 200
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 12, 24


def line_svg(
    points: Sequence[tuple[str, float, str]],
    *,
    low: float,
    high: float,
    marks: Sequence[tuple[float, str]],
    label: str,
    level: float | None = None,
) -> str:
    """A line through (name, value, tooltip) at equal distances; `level` is a dashed line to compare with."""
    xs = _places(len(points))
    ys = [_y(value, low, high) for _, value, _ in points]
    parts = [_grid(marks, low, high)]
    if level is not None:
        y = _y(level, low, high)
        parts.append(f'<line class="level" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
    if len(points) > 1:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        parts.append(f'<polyline class="line" points="{path}"/>')
    for (_, _, tip), x, y in zip(points, xs, ys, strict=True):
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{escape(tip)}</title></circle>')
    parts.append(_names([name for name, _, _ in points], xs))
    return _svg(parts, label)


def bar_svg(bars: Sequence[tuple[str, float, str]], *, label: str) -> str:
    """Vertical bars of (name, value, tooltip) from zero."""
    top = max([v for _, v, _ in bars] + [1])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    parts = [_grid([(m, f"{m:g}") for m in sorted({0.0, float(round(top / 2)), float(round(top))})], 0, top)]
    xs = [LEFT + step * (n + 0.5) for n in range(len(bars))]
    for (_, value, tip), x in zip(bars, xs, strict=True):
        y = _y(value, 0, top)
        height = max(0.0, HEIGHT - BOTTOM - y)
        parts.append(
            f'<rect class="bar" x="{x - 0.38 * step:.1f}" y="{y:.1f}" width="{0.76 * step:.1f}" '
            f'height="{height:.1f}" rx="1.5"><title>{escape(tip)}</title></rect>'
        )
    parts.append(_names([name for name, _, _ in bars], xs))
    return _svg(parts, label)


def heat_svg(
    weeks: Sequence[Sequence[tuple[int, str] | None]], months: Sequence[tuple[int, str]], *, label: str
) -> str:
    """A square a day: columns are weeks, (step 0 to 4, tooltip) each; `months` name columns."""
    size, gap, left, top = 12, 3, 30, 18
    width, height = left + len(weeks) * (size + gap), top + 7 * (size + gap)
    parts = [f'<text class="tick" x="{left + n * (size + gap)}" y="11">{escape(name)}</text>' for n, name in months]
    for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")):
        parts.append(f'<text class="tick" x="0" y="{top + row * (size + gap) + 10}">{name}</text>')
    for column, week in enumerate(weeks):
        for row, day in enumerate(week):
            if day is not None:
                step, tip = day
                parts.append(
                    f'<rect class="heat h{step}" x="{left + column * (size + gap)}" y="{top + row * (size + gap)}" '
                    f'width="{size}" height="{size}" rx="2"><title>{escape(tip)}</title></rect>'
                )
    return (
        f'<svg class="heatmap" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )


def _svg(parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label, quote=True)}">'
        f"{''.join(parts)}</svg>"
    )


def _places(count: int) -> list[float]:
    inner = WIDTH - LEFT - RIGHT - 12
    return [LEFT + 6 + (inner * n / (count - 1) if count > 1 else inner / 2) for n in range(count)]


def _y(value: float, low: float, high: float) -> float:
    share = (min(max(value, low), high) - low) / (high - low or 1)
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _grid(marks: Sequence[tuple[float, str]], low: float, high: float) -> str:
    lines = []
    for value, name in marks:
        y = _y(value, low, high)
        lines.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{escape(name)}</text>'
        )
    return "".join(lines)


def _names(names: Sequence[str], xs: Sequence[float], most: int = 5) -> str:
    """At most `most` names, evenly chosen, under the chart."""
    if not names:
        return ""
    every = max(1, -(-len(names) // most))
    shown = [n for n in range(len(names)) if n % every == 0]
    return "".join(
        f'<text class="tick" x="{xs[n]:.1f}" y="{HEIGHT - 6}" text-anchor="{_anchor(xs[n])}">{escape(names[n])}</text>'
        for n in shown
    )


def _anchor(x: float) -> str:
    """Names near an edge are set inwards, so that nothing is cut off."""
    return "start" if x < LEFT + 16 else "end" if x > WIDTH - 32 else "middle"
