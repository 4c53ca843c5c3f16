"""What learners made of the questions, on the screen: flags, results, overruled patterns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from llmprep.practice.flags import Flagged
from llmprep.practice.item_stats import Overruled, QuestionStats


def flag_table(flags: Iterable[Flagged], where: Mapping[str, str]) -> Table:
    """One row a flagged item; `where` says in which file and line a question is."""
    table = _table("flagged", "on", "because", "in")
    for flag in flags:
        table.add_row(
            Text(flag.item, style="bold"),
            f"{flag.at.astimezone():%Y-%m-%d}",
            Text(flag.reason or "no reason given"),
            Text(where.get(flag.item, ""), style="dim"),
        )
    return table


def stats_table(stats: Iterable[QuestionStats]) -> Table:
    """One row a question: how often it was answered and how well."""
    table = _table("question", "answers", "passed", "mean", "seconds", "hints", "skips", "overruled")
    for column in table.columns[1:]:
        column.justify = "right"
    for one in stats:
        name = Text(one.id, style="bold") + Text(" flagged" if one.flagged else "", style="red")
        numbers = [one.answers, one.passed, round(one.mean_score), round(one.median_seconds)]
        table.add_row(name, *map(str, [*numbers, one.hints, one.skips, one.overruled]))
    return table


def overruled_table(overruled: Iterable[Overruled]) -> Table:
    """One row a verdict that was turned over, with the pattern that had made it."""
    table = _table("overruled", "times", "the patterns had", "pattern")
    table.columns[1].justify = "right"
    for one in overruled:
        pattern = Text(one.pattern) if one.pattern else Text("none found it", style="dim")
        table.add_row(Text(f"{one.question} / {one.part}", style="bold"), str(one.count), one.wrong, pattern)
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
