"""What `review --optimize` found."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from llmprep.practice.optimize import Fitted, first_intervals


def fit_view(fitted: Fitted, retention: float) -> RenderableType:
    """How much better the fit predicts, and what that does to intervals."""
    gain = 100 * (1 - fitted.loss_after / fitted.loss_before)
    lines = [
        Text(),
        Text.assemble(
            ("log-loss ", "bold"), f"{fitted.loss_before:.4f} before, ", (f"{fitted.loss_after:.4f} after", "bold"),
            (f"   on {fitted.held_out} held-out reviews, fitted to the {fitted.train_reviews} before them", "dim"),
        ),
    ]  # fmt: skip
    if not fitted.better:
        said = "The fit predicts no better than what you have, so nothing was changed."
        return Group(*lines, Text(said, style="yellow"), Text())
    said = f"Your memory is predicted {gain:.1f} % better; the new parameters are in force."
    table = Table(box=None, padding=(0, 2), header_style="dim", show_edge=False)
    table.add_column("always answered")
    table.add_column("days between reviews, before")
    table.add_column("after")
    old, new = first_intervals(fitted.before, retention), first_intervals(fitted.after, retention)
    for rating in old:
        table.add_row(rating, _days(old[rating]), Text(_days(new[rating]), style="bold"))
    return Group(*lines, Text(said, style="bold green"), Text(), table, Text())


def _days(days: list[int]) -> str:
    return ", ".join(map(str, days))
