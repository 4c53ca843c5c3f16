"""`llmprep interview`: a timed mock interview that drills down until you flinch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llmprep.cli.complete import roles
from llmprep.cli.filters import Topics
from llmprep.cli.judge_option import JudgeChoice, JudgeModel, JudgeName, JudgeUrl, Votes, judged, llm_judge
from llmprep.cli.options import AsJson, BankDirs, DrillDirs, Seed, open_bank, open_catalogue
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.bank.bank import Bank
    from llmprep.cli.learner import Desk
    from llmprep.drills.catalogue import Catalogue
    from llmprep.practice.interview import Interview
    from llmprep.practice.ladder import Step
    from llmprep.practice.scorecard import Scorecard
    from llmprep.ui.ask import Reader
    from llmprep.ui.interviewer import DrillResult

app = typer.Typer()
CHECK_TIMEOUT_S = 600


@app.command()
def interview(
    minutes: Annotated[int, typer.Option("--minutes", "-m", min=1, max=240, help="How long it takes.")] = 30,
    topic: Topics = None,
    role: Annotated[
        str | None, typer.Option("--role", help="research, applied or infra: what it is about.", autocompletion=roles)
    ] = None,
    no_drill: Annotated[bool, typer.Option("--no-drill", help="Without the coding drill.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Begin anew, even if one was cut off today.")] = False,
    earlier: Annotated[bool, typer.Option("--list", help="The interviews so far, instead of a new one.")] = False,
    seed: Seed = None,
    judge: JudgeChoice = JudgeName.auto,
    judge_model: JudgeModel = None,
    judge_url: JudgeUrl = None,
    votes: Votes = None,
    bank: BankDirs = None,
    drills: DrillDirs = None,
    as_json: AsJson = False,
) -> None:
    """Opens broad, goes deeper while your answers hold, changes the subject when you flinch.

    One calculation and one coding drill are mixed in; the clock is on the screen; there is no feedback until
    the debrief, which quotes you. An interview that was cut off today goes on. Without a terminal each line
    of stdin answers one question, and there is no drill.
    """
    from llmprep.cli.learner import open_desk

    questions, catalogue = open_bank(bank), open_catalogue(drills)
    desk = judged(open_desk(), judge_model, judge_url, votes)
    if earlier:
        _list(desk, as_json)
        return
    from llmprep.ui.ask import reader_for

    reader = reader_for(json=as_json)
    held = None if new else _resumed(desk, questions, catalogue, judge)
    if held is None:
        held = _begun(
            desk, questions, catalogue, judge, minutes, topic, role, seed, not no_drill and reader.interactive
        )
    _hold(held, reader, catalogue, desk, drills, as_json)


def _list(desk: Desk, as_json: bool) -> None:
    if as_json:
        emit_json(
            {"interviews": [{"at": e.at.isoformat(timespec="seconds"), **e.payload} for e in desk.history.interviews]}
        )
        return
    from llmprep.ui.interview_view import interviews_view

    if not desk.history.interviews:
        out().print("No interview so far; `llmprep interview` holds one.")
        return
    out().print(interviews_view(desk.history.interviews, desk.learner.calendar))


def _make(id: str, desk: Desk, bank: Bank, catalogue: Catalogue, judge: JudgeName, setting: object) -> Interview:
    from llmprep.cli.learner import clock, drill_infos
    from llmprep.practice.interview import Interview, Setting
    from llmprep.practice.session import Session

    assert isinstance(setting, Setting)
    session = Session(
        id=id, command="interview", items=[], log=desk.log, bank=bank, calendar=desk.learner.calendar,
        memory=desk.learner.memory, clock=clock, judge=llm_judge(judge, desk.settings),
    )  # fmt: skip
    return Interview(session, setting, drill_infos(catalogue), desk.history.flagged)


def _resumed(desk: Desk, bank: Bank, catalogue: Catalogue, judge: JudgeName) -> Interview | None:
    from llmprep.cli.learner import running_sessions
    from llmprep.practice.interview import KINDS, cut_off

    events = desk.log.events(KINDS)
    found = cut_off(events, desk.learner.now, desk.learner.calendar, running_sessions(events))
    if found is None:
        return None
    interview = _make(found[0], desk, bank, catalogue, judge, found[1])
    interview.continue_from(events, desk.history)
    return interview


def _begun(
    desk: Desk,
    bank: Bank,
    catalogue: Catalogue,
    judge: JudgeName,
    minutes: int,
    topic: list[str] | None,
    role: str | None,
    seed: int | None,
    with_drill: bool,
) -> Interview:
    from llmprep.bank.find import select
    from llmprep.cli.learner import generator, session_id
    from llmprep.practice.interview import Setting
    from llmprep.practice.roles import topic_order

    rng = generator(seed)
    if topic:
        order = list(dict.fromkeys(q.topic for q in select(bank, topic=topic, kind="free")))
        rng.shuffle(order)
    else:
        order = topic_order(role, bank.topics, rng)
    if not order:
        raise UserError(
            "there are no free questions on this", lines=["`llmprep bank list --topics` shows what there is"]
        )
    setting = Setting(float(minutes), tuple(order), rng.randrange(2**31), role, with_drill)
    interview = _make(session_id(), desk, bank, catalogue, judge, setting)
    interview.begin(os.getpid())
    return interview


def _hold(
    interview: Interview,
    reader: Reader,
    catalogue: Catalogue,
    desk: Desk,
    drill_dirs: list[Path] | None,
    as_json: bool,
) -> None:
    from rich.text import Text

    from llmprep.practice.items import drill_item
    from llmprep.ui.ask import TerminalReader
    from llmprep.ui.drill_card import drill_card
    from llmprep.ui.editor import edit_text
    from llmprep.ui.interview_view import clock_text, opening
    from llmprep.ui.interviewer import Interviewer
    from llmprep.ui.theme import show

    console = err() if as_json else out()
    setting = interview.setting
    if interview.session.resumed:
        left = clock_text(interview.left_s)
        show(console, Text(f"\nGoing on with your interview; {len(interview.turns)} asked, {left}.", style="cyan"))
    else:
        show(console, opening(setting.minutes, setting.topics, setting.role))

    def show_drill(step: Step, number: int) -> None:
        drill = catalogue.get(step.item)
        show(console, drill_card(drill, drill_item(drill.id, drill.topic), number, number))

    def do_drill(id: str) -> DrillResult | None:
        return graded_drill(catalogue, id, desk.log.path.parent / "interviews" / interview.session.id, drill_dirs)

    interviewer = Interviewer(interview, console, reader, do_drill=do_drill, show_drill=show_drill, edit=edit_text)
    if isinstance(reader, TerminalReader):
        reader.toolbar = interviewer.toolbar
    ending = interviewer.run()
    before = desk.history.interviews[-1].payload if desk.history.interviews else None
    card = interview.end(ending)
    _debrief(card, before, ending, interview.session.id, as_json)
    desk.log.close()
    if ending == "interrupted":
        raise typer.Exit(Exit.INTERRUPTED)


def _debrief(card: Scorecard, before: object, ending: str, id: str, as_json: bool) -> None:
    from rich.text import Text

    from llmprep.ui.interview_view import earlier_scorecard, scorecard_view
    from llmprep.ui.theme import show

    if as_json:
        emit_json({"interview": id, "ending": ending, **card.as_json()})
    elif ending == "interrupted":
        show(out(), Text("\nInterrupted; what you said is kept. `llmprep interview` goes on from here.\n"))
    else:
        earlier = earlier_scorecard(before) if isinstance(before, dict) else None
        show(out(), scorecard_view(card, earlier))


def graded_drill(catalogue: Catalogue, id: str, folder: Path, drill_dirs: list[Path] | None) -> DrillResult | None:
    """Have a drill written in the editor and graded in another process; None where nothing was written."""
    from llmprep.drills.workspace import start
    from llmprep.ui.editor import open_in_editor
    from llmprep.ui.interviewer import DrillResult

    drill = catalogue.get(id)
    started = start(drill, folder / f"{drill.id}.py")
    open_in_editor(started.path)
    if started.path.read_text(encoding="utf-8", errors="replace").strip() == drill.starter.strip():
        return None
    more = [part for each in drill_dirs or () for part in ("--drills", str(each))]
    command = [sys.executable, "-m", "llmprep", "drill", "check", drill.id, str(started.path), "--json", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CHECK_TIMEOUT_S, check=False)
    try:
        verdict = json.loads(done.stdout)
    except ValueError:
        reason = done.stderr.strip().splitlines()
        raise UserError("the drill could not be graded", lines=reason[-3:]) from None
    failed = next((c for c in verdict["checks"] if not c["passed"]), None)
    remark = (verdict.get("diagnosis") or {}).get("says") or (failed["message"] if failed else "")
    return DrillResult(float(verdict["score"]) if not verdict["passed"] else 100.0, " ".join(str(remark).split()))
