"""Bare `llmprep`: where the learner stands today."""

from __future__ import annotations


def home(*, as_json: bool = False) -> None:
    """What is due, the streak, the weakest topics, and the next best command."""
    from llmprep.cli.learner import drill_infos, open_desk, running_sessions
    from llmprep.cli.options import open_bank, open_catalogue
    from llmprep.cli.output import emit_json, out
    from llmprep.cli.review import plan_for_today
    from llmprep.practice.home import home_state, interrupted

    bank = open_bank(None)
    drills = drill_infos(open_catalogue(None))
    desk = open_desk()
    running = running_sessions(desk.events)
    resume = interrupted(desk.events, desk.learner.now, desk.learner.calendar, running)
    plan = plan_for_today(desk, bank, drills)
    state = home_state(list(bank), drills, desk.history, desk.learner, desk.limits, resume=resume, plan=plan)
    if as_json:
        emit_json(state.as_json())
        return
    from llmprep.ui.home_view import home_view
    from llmprep.ui.theme import show

    show(out(), home_view(state))
