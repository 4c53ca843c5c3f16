"""Charts in the terminal: plain text of the size asked for."""

from __future__ import annotations

from llmprep.ui.terminal_charts import bar_chart, line_chart


def test_bars_stand_as_high_as_their_values() -> None:
    chart = bar_chart([4, 0, 2], [(1, "a"), (3, "c")], 40, 8).plain
    rows = chart.splitlines()
    assert len(rows) == 8
    assert all(len(row) <= 40 for row in rows)
    heights = [sum("█" in row[x : x + 8] for row in rows) for x in (3, 17, 30)]
    assert heights[0] > heights[2] > 0
    assert heights[1] == 0
    assert "\x1b" not in chart
    assert rows[-1].split() == ["a", "c"]


def test_no_bars_at_all_is_an_empty_chart() -> None:
    assert "█" not in bar_chart([0, 0], [(1, "a")], 30, 6).plain


def test_a_line_shows_the_level_it_is_compared_with() -> None:
    chart = line_chart([0.6, 0.8, 0.95], [(1, "x")], 40, 8, low=0.5, high=1.0, level=0.9).plain
    assert "90%" in chart
    assert "┈" in chart
    assert "\x1b" not in chart


def test_a_single_week_is_a_dot() -> None:
    assert "●" in line_chart([0.7], [(1, "x")], 40, 8, low=0.5, high=1.0, level=0.9).plain
