"""Running `drill check` and `drill watch`: start the worker, grade, show, record."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from llmprep.cli.output import emit_json, err, is_terminal, out
from llmprep.drills.batch import How, first_cases, grade_all, submissions_in
from llmprep.drills.pool import SubmissionUnreadable, Worker, read_submission
from llmprep.errors import Exit

if TYPE_CHECKING:
    from llmprep.drills.catalogue import Drill
    from llmprep.drills.verdict import Verdict
    from llmprep.practice.drill_state import DrillState


WAKE_MS = 400
"""How often watching looks at the file when nothing is reported."""


@contextmanager
def _spinner(quiet: bool) -> Iterator[Any]:
    """A line that says what is going on, on a terminal only; yields a function that changes its text."""
    console = err()
    if quiet or not console.is_terminal:
        yield lambda what: None
        return
    with console.status("starting the worker") as status:
        yield lambda what: status.update(what)


def check_one(drill: Drill, path: Path, how: How, *, as_json: bool, keep: bool) -> None:
    """Grade one file, show the verdict, record the try. Exits 1 where it is not passed."""
    with Worker.start(isolation=how.isolation, device=how.device) as worker, _spinner(as_json) as say:
        cases = first_cases(drill, how)
        from llmprep.drills.grade import grade_file

        verdict = grade_file(drill, path, worker, cases=cases, progress=say)
    before = _record(drill, path, verdict) if keep else None
    if as_json:
        emit_json(verdict.as_json())
    else:
        _show(drill, verdict, before)
    if not verdict.passed:
        raise typer.Exit(Exit.NOT_PASSED)


def _show(drill: Drill, verdict: Verdict, before: DrillState | None) -> None:
    from llmprep.ui.drill_report import print_verdict
    from llmprep.ui.drill_view import after_pass

    console = out()
    print_verdict(console, verdict)
    if not verdict.passed:
        console.print(f"\n`llmprep drill hint {drill.id}` gives a hint.", style="dim")
        return
    minutes = None
    if before and before.started:
        minutes = (time.time() - before.started.timestamp()) / 60
    console.print(after_pass(drill, minutes, verdict.cpu_ratio, _follow_ups(drill), console.width))


def _follow_ups(drill: Drill) -> list[tuple[str, str]]:
    from llmprep.answers.ask import ask
    from llmprep.cli.options import open_bank

    questions = open_bank(None).questions
    asked = [ask(questions[id], seed=0) for id in drill.meta.follow_ups if id in questions]
    return [(a.question.id, " ".join(a.stem.split())) for a in asked]


def _record(drill: Drill, path: Path, verdict: Verdict) -> DrillState:
    """Record a try; the state before it."""
    from llmprep.cli.drill import record, states_now
    from llmprep.practice.drill_state import DrillState

    before = states_now().get(drill.id, DrillState())
    try:
        source = read_submission(path).decode("utf-8")
    except SubmissionUnreadable:
        return before  # a wrong path is no try
    payload = {
        "passed": verdict.passed,
        "score": verdict.score,
        "seconds": round(verdict.seconds, 3),
        "device": verdict.device,
        "seed": verdict.seed,
        "diagnosis": verdict.diagnosis.mistake if verdict.diagnosis else None,
        "failed": [c.name for c in verdict.checks if not c.passed],
        "source": source,
        "hints": before.hints,
        "solution_seen": before.solution_seen,
        "minutes": drill.minutes,
    }
    record("drill", drill, payload)
    return before


def check_many(drill: Drill, paths: Sequence[Path], how: How, *, as_json: bool, jobs: int) -> None:
    """Grade many files, one line each; exits 1 unless all passed."""
    files = submissions_in(paths)
    graded = grade_all(drill, files, how, jobs)
    verdicts: list[tuple[Path, Verdict]] = []
    with closing(graded), _bar(len(files), as_json) as advance:
        for path, verdict in graded:
            verdicts.append((path, verdict))
            advance()
            if as_json:
                emit_json({"file": str(path)} | verdict.as_json())
    if not as_json:
        from llmprep.ui.drill_report import verdict_table

        out().print(verdict_table(drill.id, verdicts))
    if not all(v.passed for _, v in verdicts):
        raise typer.Exit(Exit.NOT_PASSED)


@contextmanager
def _bar(total: int, as_json: bool) -> Iterator[Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = err()
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("grading", total=total)
        yield lambda: progress.advance(task)


def watch_file(drill: Drill, path: Path, how: How) -> None:
    """Grade a file now and on every save; ends with Ctrl-C."""
    console = out()
    try:
        with (
            Worker.start(isolation=how.isolation, device=how.device) as worker,
            closing(_saves(path)) as saves,  # the watching thread ends before the program does
        ):
            cases = first_cases(drill, how)
            from llmprep.drills.grade import grade_file
            from llmprep.ui.drill_report import print_verdict, what_changed

            checks: Mapping[str, bool] = {}
            for _ in saves:
                with _spinner(False) as say:
                    verdict = grade_file(drill, path, worker, cases=cases, progress=say)
                _record(drill, path, verdict)
                if is_terminal():
                    console.clear()
                print_verdict(console, verdict)
                if checks:
                    console.print(f"\nSince the last save: {what_changed(checks, verdict)}", style="bold")
                checks = {c.name: c.passed for c in verdict.checks}
                console.print(f"\nWatching {path}; save it to check again, Ctrl-C ends.", style="dim")
                if how.seed is None:  # the next save meets new cases, which are made while the learner types
                    cases = cases.afresh()
                    cases.prepare()
    except KeyboardInterrupt:
        console.print("\nStopped watching.")


def _saves(path: Path) -> Generator[None, None, None]:
    """Once now, then after each change of the file (editors that replace the file included)."""
    from watchfiles import watch

    seen = _stamp(path)
    yield
    wakes = watch(
        path.resolve().parent, raise_interrupt=True, step=50, debounce=200, recursive=False,
        rust_timeout=WAKE_MS, yield_on_timeout=True,
    )  # fmt: skip
    # Waking now and then as well: a save while the file before it was graded is no event any more.
    with closing(wakes):
        for _ in wakes:
            now = _stamp(path)
            if now is not None and now != seen:
                seen = now
                yield


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is saved; None while it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
