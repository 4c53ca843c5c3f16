"""`llmprep review --optimize` and `--defaults`: the schedule's parameters."""

from __future__ import annotations

from llmprep.cli.learner import clock, open_desk
from llmprep.cli.output import emit_json, err, out


def fit_schedule(*, as_json: bool) -> None:
    """Fit FSRS to the learner's history and use it where it predicts better than what is in force."""
    from llmprep.practice.optimize import optimize

    desk = open_desk()
    with err().status("fitting; this may take a minute"):
        fitted = optimize(desk.history.reviews, desk.learner.memory.parameters)
    if fitted.better:
        payload = {
            "parameters": list(fitted.after),
            "log_loss": {"before": fitted.loss_before, "after": fitted.loss_after},
            "held_out": fitted.held_out,
        }
        desk.log.append("parameters", "", payload, at=clock())
    if as_json:
        emit_json(fitted.as_json())
        return
    from llmprep.ui.fit_view import fit_view
    from llmprep.ui.theme import show

    show(out(), fit_view(fitted, desk.learner.memory.retention))


def use_defaults() -> None:
    """Forget the fitted parameters; the schedule is that of FSRS's defaults again."""
    desk = open_desk()
    desk.log.append("parameters", "", {"parameters": None}, at=clock())
    out().print("The schedule uses FSRS's defaults again.")
