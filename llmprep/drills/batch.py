"""Grading many submissions of one drill: through one warm worker, or several side by side."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmprep.drills import confinement, signals
from llmprep.drills.catalogue import Drill
from llmprep.drills.import_torch import import_torch
from llmprep.drills.pool import Worker
from llmprep.drills.seed import fresh_seed
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    from llmprep.drills.case_set import CaseSet
    from llmprep.drills.verdict import Verdict


@dataclass(frozen=True)
class How:
    """How submissions are run: on which device, in which isolation, with which seed (None: a fresh one)."""

    device: str = "cpu"
    isolation: str = "auto"
    seed: int | None = None


def first_cases(drill: Drill, how: How) -> CaseSet:
    """The cases to begin with. torch is imported here, while a worker that has been started imports its own."""
    # Raised in the middle of it, a Ctrl-C is swallowed by imports that then go on without numpy.
    with signals.kept_waiting():
        import_torch()
        from llmprep.drills import grade  # noqa: F401
        from llmprep.drills.case_set import CaseSet
        from llmprep.drills.truth import Truth

    return CaseSet(Truth(drill.folder), how.seed, how.device)


def submissions_in(paths: Sequence[Path]) -> list[Path]:
    """The files meant: a folder stands for the Python files in it, sorted by name.

    Raises UserError for a folder without any.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            inside = sorted(p for p in path.glob("*.py") if not p.name.startswith("."))
            if not inside:
                raise UserError(f"{path}: this folder holds no Python files")
            files += inside
        else:
            files.append(path)
    return files


def grade_all(
    drill: Drill, files: Sequence[Path], how: How, jobs: int = 1
) -> Generator[tuple[Path, Verdict], None, None]:
    """Every file with its verdict, in the order given."""
    if jobs <= 1 or len(files) <= 1:
        with Worker.start(isolation=how.isolation, device=how.device) as worker:
            cases = first_cases(drill, how)
            from llmprep.drills.grade import grade_file

            for path in files:
                yield path, grade_file(drill, path, worker, cases=cases)
        return
    # Processes that have not imported torch yet fork cheaply and safely; each then gets a worker of its own.
    how = replace(how, seed=fresh_seed() if how.seed is None else how.seed)  # the same for all of them
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    workers = min(jobs, len(files))
    with signals.orderly_end(), ProcessPoolExecutor(workers, context, _begin, (drill, how)) as pool:
        with signals.kept_waiting():  # the processes start here, and see to their own signals from then on
            verdicts = pool.map(_grade, files)
        try:
            yield from zip(files, verdicts, strict=True)
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            pool.shutdown(cancel_futures=True)
            raise


_mine: dict[str, Any] = {}


def _begin(drill: Drill, how: How) -> None:
    """Start this process's own worker, which ends with the process.

    The process itself ends when the pool has no more work. It does not end in the middle of a file: the pool would take
    that for a failure. Ctrl-C (which reaches every process at a terminal) and being asked to end hurry it along.
    """
    import atexit

    stack = ExitStack()

    def hurry(*_: object) -> None:
        _mine["hurried"] = True
        if "worker" in _mine:
            _mine["worker"].give_up()
        if os.getppid() != grader:  # nobody is left who would end the pool
            stack.close()
            os._exit(Exit.INTERRUPTED)

    grader = os.getppid()
    for number in (getattr(signal, name) for name in signals.ENDING):
        if signal.getsignal(number) != signal.SIG_IGN:  # under nohup, say
            signal.signal(number, hurry)
    confinement.prctl(confinement.PR_SET_PDEATHSIG, signal.SIGTERM)
    _mine["worker"] = stack.enter_context(Worker.start(isolation=how.isolation, device=how.device))
    multiprocessing.util.Finalize(None, stack.close, exitpriority=10)
    atexit.register(stack.close)
    _mine.update(drill=drill, cases=first_cases(drill, how))
    if "hurried" in _mine:
        _mine["worker"].give_up()


def _grade(path: Path) -> Verdict:
    from llmprep.drills.grade import grade_file

    return grade_file(_mine["drill"], path, _mine["worker"], cases=_mine["cases"])
