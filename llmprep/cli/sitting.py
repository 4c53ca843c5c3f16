"""A sitting of quiz or review: begun or continued, held at the screen, summed up."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from llmprep.bank.bank import Bank
from llmprep.cli.judge_option import JudgeName, llm_judge
from llmprep.cli.learner import Desk, clock, running_sessions, session_id
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit
from llmprep.practice.doings import unfinished_session
from llmprep.practice.items import Item
from llmprep.practice.session import Session

if TYPE_CHECKING:
    from llmprep.drills.catalogue import Catalogue, Drill
    from llmprep.store.log import Log

QUIZ_LENGTH = 10
DEFAULTS = {"n": QUIZ_LENGTH}


def hold(
    command: str,
    items: Sequence[Item],
    options: Mapping[str, Any],
    desk: Desk,
    bank: Bank,
    judge: JudgeName,
) -> Session:
    """Begin a new session with these items."""
    session = _session(session_id(), command, items, desk, bank, judge)
    session.begin(options, os.getpid())
    return session


def resume(command: str, options: Mapping[str, Any], desk: Desk, bank: Bank, judge: JudgeName) -> Session | None:
    """Today's session of this command, where it was cut off, if the same or nothing special is asked for."""
    running = running_sessions(desk.events)
    cut = unfinished_session(desk.events, clock(), desk.learner.calendar, command, running)
    special = {name for name, value in options.items() if value not in (None, [], False, DEFAULTS.get(name))}
    if cut is None or (special and dict(cut.options) != dict(options)):
        return None
    session = _session(cut.id, command, cut.items, desk, bank, judge)
    session.continue_from(desk.events)
    return session if session.left else None


def _session(id: str, command: str, items: Sequence[Item], desk: Desk, bank: Bank, judge: JudgeName) -> Session:
    return Session(
        id=id,
        command=command,
        items=items,
        log=desk.log,
        bank=bank,
        calendar=desk.learner.calendar,
        memory=desk.learner.memory,
        clock=clock,
        judge=llm_judge(judge, desk.settings),
    )


def finish(
    session: Session,
    *,
    as_json: bool,
    exam: bool = False,
    self_judge: bool = False,
    catalogue: Catalogue | None = None,
) -> None:
    """Hold the conversation, print its summary, and exit with 130 where it was interrupted."""
    from rich.text import Text

    from llmprep.ui.ask import reader_for
    from llmprep.ui.conversation import Conversation
    from llmprep.ui.editor import edit_text
    from llmprep.ui.summary_view import summary_json, summary_view
    from llmprep.ui.theme import show

    console = err() if as_json else out()
    if session.resumed:
        show(console, Text(f"Going on where you stopped; {session.left} to go.", style="cyan"))

    def show_drill(item: Item, number: int, total: int) -> None:
        from llmprep.ui.drill_card import drill_card

        assert catalogue is not None
        show(console, drill_card(catalogue.get(item.id), item, number, total))

    def edit_drill(id: str) -> None:
        assert catalogue is not None
        work_on_drill(catalogue.get(id), session.log)

    conversation = Conversation(
        session,
        console,
        reader_for(json=as_json),
        exam=exam,
        self_judge=self_judge,
        show_drill=show_drill if catalogue else None,
        work_on_drill=edit_drill if catalogue else None,
        edit=edit_text,
    )
    summary = conversation.run()
    if as_json:
        emit_json(summary_json(summary))
    else:
        show(console, summary_view(summary))
    session.log.close()
    if summary.ending == "interrupted":
        raise typer.Exit(Exit.INTERRUPTED)


def work_on_drill(drill: Drill, log: Log) -> None:
    """Start the drill, have its file edited, check it; the check in a process of its own: torch is heavy."""
    import subprocess
    import sys

    from llmprep.drills.workspace import start
    from llmprep.ui.editor import open_in_editor

    started = start(drill)
    if started.fresh:
        log.append("drill-start", drill.id, {"file": str(started.path)}, at=clock())
    open_in_editor(started.path)
    subprocess.run([sys.executable, "-m", "llmprep", "drill", "check", drill.id, str(started.path)], check=False)
