"""Bare `llmprep`: where the learner stands today."""

from __future__ import annotations


def home(*, as_json: bool = False) -> None:
    """What is due, the streak, the weakest topics, and the next best command."""
    from llmprep.cli.learner import drill_infos, open_desk
    from llmprep.cli.options import open_bank, open_catalogue
    from llmprep.cli.output import emit_json, out
    from llmprep.practice.doings import unfinished_session
    from llmprep.practice.home import home_state

    questions = list(open_bank(None))
    drills = drill_infos(open_catalogue(None))
    desk = open_desk()
    cut = unfinished_session(desk.events, desk.learner.now, desk.learner.calendar)
    state = home_state(questions, drills, desk.history, desk.learner, desk.limits, unfinished=cut)
    if as_json:
        emit_json(state.as_json())
        return
    from llmprep.ui.home_view import home_view
    from llmprep.ui.theme import show

    show(out(), home_view(state))
