"""`llmprep judge`: test the connection, measure the graders, grade what is still waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from llmprep.cli.judge_eval import Jobs, evaluation
from llmprep.cli.judge_option import JudgeModel, JudgeUrl, Votes
from llmprep.cli.judge_setup import endpoint_of, endpoint_or_exit, judge_settings, progress_bar
from llmprep.cli.options import AsJson, BankDirs, open_bank
from llmprep.cli.output import emit_json, err, out
from llmprep.errors import Exit

if TYPE_CHECKING:
    from llmprep.answers.judge.faults import JudgeFault

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The LLM judge: test it, measure it, let it grade what is waiting."
)
app.command("eval")(evaluation)


@app.command()
def status(model: JudgeModel = None, url: JudgeUrl = None, as_json: AsJson = False) -> None:
    """Ask the model for one word, and say what works. Exit status 3 where it cannot be reached."""
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.answers.judge.probe import probe
    from llmprep.cli.asking_judge import waiting
    from llmprep.store.log import Log

    settings = judge_settings(model, url)
    state: dict[str, Any] = {"ok": False, "model": settings.judge_model, "url": settings.judge_url}
    fault: JudgeFault | None = None
    try:
        endpoint = endpoint_of(settings)
        state |= {"model": endpoint.model, "url": endpoint.url, "key": endpoint.key is not None}
        with waiting(f"asking {endpoint.model} …"):
            state |= {"ok": True, **probe(endpoint)}
    except JudgeFault as error:
        fault = error
        state |= {"fault": error.kind, "message": error.line()}
    with Log.open() as log:
        state["waiting"] = len(_pending(log))
    if as_json:
        emit_json(state)
    elif fault is None:
        from llmprep.ui.judge_view import status_view

        out().print(status_view(state))
    else:
        err().print(fault.line(), style="yellow", markup=False)
    raise typer.Exit(Exit.DONE if fault is None else Exit.UNAVAILABLE)


@app.command()
def retry(
    model: JudgeModel = None,
    url: JudgeUrl = None,
    votes: Votes = None,
    jobs: Jobs = 4,
    bank: BankDirs = None,
    as_json: AsJson = False,
) -> None:
    """Grade the answers whose judge failed at the time. Safe to interrupt: what was judged is kept.

    Exit status 3 where some could not be judged; they stay in the queue.
    """
    from llmprep.answers.judge.faults import JudgeFault
    from llmprep.answers.judge.many import Case, judge_many
    from llmprep.bank.model import Free
    from llmprep.cli.learner import clock
    from llmprep.practice.record import record_regrade
    from llmprep.store.log import Log
    from llmprep.store.verdicts import Verdicts

    settings = judge_settings(model, url, votes)
    questions = open_bank(bank)
    with Log.open() as log, Verdicts.open() as verdicts:
        waiting = _pending(log)
        known = {p.event: questions.questions.get(p.question) for p in waiting}
        cases = [
            Case(p.event, question, p.text, p.hinted) for p in waiting if isinstance(question := known[p.event], Free)
        ]
        gone = len(waiting) - len(cases)
        endpoint = endpoint_or_exit(settings) if cases else None
        faults: list[JudgeFault] = []
        done: list[dict[str, Any]] = []
        if endpoint is not None:
            price = settings.prices.get(endpoint.model)
            with progress_bar("judging", len(cases)) as step:
                for case, result in judge_many(
                    cases, endpoint, verdicts, votes=settings.judge_votes, jobs=jobs, price=price
                ):
                    step()
                    if isinstance(result, JudgeFault):
                        faults.append(result)
                        continue
                    record_regrade(log, case.key, case.question.id, result, at=clock())
                    done.append({"event": case.key, "question": case.question.id, "score": result.score})
    report = {"judged": done, "waiting": len(faults), "questions_gone": gone}
    for line in dict.fromkeys(fault.line() for fault in faults):
        err().print(line, style="yellow", markup=False)
    if as_json:
        emit_json(report)
    else:
        from llmprep.ui.judge_view import retry_line

        out().print(retry_line(len(done), len(faults), gone))
    raise typer.Exit(Exit.UNAVAILABLE if faults else Exit.DONE)


def _pending(log: Any) -> list[Any]:
    from llmprep.answers.judge.pending import KINDS, pending_answers

    pending: list[Any] = pending_answers(log.events(KINDS))
    return pending
