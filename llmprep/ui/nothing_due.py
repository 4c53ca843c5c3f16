"""What review says when nothing is due: when the next item is, and what else there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from llmprep.practice.choose import Learner
from llmprep.ui.grade_view import when

if TYPE_CHECKING:
    from llmprep.practice.plan import DayPlan


def nothing_due(learner: Learner, plan: DayPlan | None = None) -> Text:
    """A friendly line or two; of a planned day, that its questions are done."""
    if plan:
        text = Text("\nToday's questions are done", style="bold green")
        text.append(f", {plan.spent:.0f} minutes of practice.", "not bold")
        if plan.interview_minutes:
            command = f"llmprep interview --minutes {plan.interview_minutes}"
            text.append("\n→ ", "bold green").append(command, "bold").append("   is planned for today, too\n", "dim")
        else:
            text.append("\n→ ", "bold green").append("llmprep plan", "bold").append(
                "   shows the days to come\n", "dim"
            )
        return text
    coming = [c for c in learner.cards.values() if c.item not in learner.flagged]
    coming = [c for c in coming if not c.is_due(learner.now, learner.calendar)]
    text = Text("\nNothing is due", style="bold green")
    if coming:
        first = min(coming, key=lambda c: c.due)
        text.append(f"; next is {first.item}, {when(first, learner.now, learner.calendar)}.", "not bold")
    else:
        text.append(", and today's new questions are done.", "not bold")
    text.append("\n→ ", "bold green").append("llmprep quiz", "bold").append("   for more all the same\n", "dim")
    return text
