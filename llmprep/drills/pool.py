"""A warm worker: a process that has imported torch, and in whose children submissions run."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from llmprep.drills import boot, bubblewrap, processes, sandbox, signals, wire
from llmprep.drills.child import START_S, Limits, Load, Measured, Submission, WorkerFailed
from llmprep.drills.folder import Folder, remove_folder, sweep
from llmprep.drills.submission import SubmissionUnreadable, read_submission
from llmprep.errors import Exit, UserError

__all__ = [
    "Limits", "Load", "Measured", "Submission", "SubmissionUnreadable", "Worker", "WorkerFailed", "read_submission",
]  # fmt: skip


class Worker:
    """A process that has imported torch; `open` runs a submission in a fresh child of it.

    Starting returns at once: the import goes on while the caller does its own.
    """

    def __init__(self, isolation: str, device: str, limits: Limits) -> None:
        self.isolation, self.device, self.limits = isolation, device, limits
        self._folder = Folder()
        self._running: sandbox.Plain | None = None
        self._ready = False
        self._kept = b""
        self._runs = 0
        self._open: set[int] = set()
        self._given_up = False
        try:
            self._launch()
        except BaseException:
            self._folder.remove()
            raise

    @classmethod
    @contextmanager
    def start(cls, isolation: str = "auto", device: str = "cpu", limits: Limits | None = None) -> Iterator[Worker]:
        """A worker for the length of a `with`. Raises UserError where the isolation cannot be had."""
        with signals.orderly_end():
            worker = None
            try:
                with signals.kept_waiting():
                    worker = cls(sandbox.choose(isolation), device, limits or Limits())
                sweep()
                yield worker
            finally:
                with signals.kept_waiting():
                    if worker:
                        worker.close()

    # ---------------------------------------------------------------- the process

    def _launch(self) -> None:
        folder = self.root / f"boot{self._runs}"
        runs, home = self.root / "runs", self.root / "home"
        for made in (folder, runs, home):
            made.mkdir(exist_ok=True)
        targets = boot.build(folder)
        extra = sandbox.CUDA_READABLE if self.device == "cuda" else ()
        readable = [
            str(p)
            for p in (
                folder,
                *dict.fromkeys([*boot.interpreter_paths(), *targets]),
                *sandbox.READABLE,
                *extra,
            )
        ]
        writable = [str(runs), str(home)]
        env = sandbox.environment(home, folder / "py") | {
            "LLMPREP_READABLE": os.pathsep.join(readable),
            "LLMPREP_WRITABLE": os.pathsep.join(writable),
        }
        place = sandbox.Place(
            command=boot.start_command(folder),
            readable=readable,
            writable=writable,
            cwd=str(home),
            env=env,
            device=self.device,
        )
        self._running = sandbox.start(self.isolation, place)
        self._ready, self._kept = False, b""

    def _await_ready(self) -> sandbox.Plain:
        if self._running is None:
            self._launch()
        assert self._running is not None
        if not self._ready:
            try:
                self._line(self._running, START_S)
            except WorkerFailed as error:
                raise UserError(
                    "the worker that runs submissions did not start",
                    lines=[f"isolation: {self.isolation}", "`llmprep doctor` looks into it"],
                    exit_status=Exit.UNAVAILABLE,
                ) from error
            self._ready = True
        return self._running

    def _line(self, running: sandbox.Plain, within_s: float) -> Any:
        """The next line that the worker says (not a child: they do not have this pipe)."""
        deadline = time.monotonic() + within_s
        fd = running.stdout.fileno()
        while b"\n" not in self._kept:
            left = deadline - time.monotonic()
            if left <= 0 or not wire.readable(fd, left):
                raise WorkerFailed("the worker does not answer")
            part = os.read(fd, 65536)
            if not part or len(self._kept) > 65536:
                raise WorkerFailed("the worker ended")
            self._kept += part
        line, _, self._kept = self._kept.partition(b"\n")
        return json.loads(line)

    def _order(self, message: Mapping[str, Any]) -> Any:
        running = self._await_ready()
        try:
            running.stdin.write(json.dumps(message).encode() + b"\n")
            running.stdin.flush()
            return self._line(running, 30.0)
        except (OSError, ValueError) as error:
            raise WorkerFailed("the worker ended") from error

    def close(self) -> None:
        """End the worker and everything that it started, and remove its folder."""
        self._stop()
        self._folder.remove()

    def _stop(self) -> None:
        if self._running is not None:
            processes.end_descendants(self._running.pid)
            with contextlib.suppress(OSError):
                self._running.stop()
            self._running = None

    # ---------------------------------------------------------------- submissions

    @contextmanager
    def open(
        self, source: bytes, *, entries: Sequence[str], given: str = "", scan: bool = False
    ) -> Iterator[Submission]:
        """Load a submission in a fresh child, noting first what names it uses where `scan` is set.

        It and all that it started are ended afterwards.
        """
        with self._child() as submission:
            if scan:
                submission.scan(source)
            submission.load_source(source, entries, given)
            yield submission

    def give_up(self) -> None:
        """End the submission that runs, and run no other: somebody wants the grading to stop."""
        self._given_up = True
        processes.kill_all(list(self._open))

    @contextmanager
    def _child(self) -> Iterator[Submission]:
        if self._given_up:
            raise WorkerFailed("was not run: the grading was stopped")
        self._runs += 1
        folder = self.root / "runs" / str(self._runs)
        (folder / "home").mkdir(parents=True)
        said = os.open(folder / "said", os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        os.mkfifo(folder / "in", 0o600)
        os.mkfifo(folder / "out", 0o600)
        from_child = os.open(folder / "out", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        submission = None
        try:
            try:
                submission = self._begin(folder, from_child, said)
            except WorkerFailed:  # somebody's code ended the worker itself: start another, once
                self._stop()
                submission = self._begin(folder, from_child, said)
            self._open.add(submission.pid)
            yield submission
        finally:
            if submission is not None:
                self._open.discard(submission.pid)
                os.close(submission.to_child)
            os.close(from_child)
            os.close(said)
            self._clear()
            remove_folder(folder)

    def _begin(self, folder: Path, from_child: int, said: int) -> Submission:
        limits = self.limits.for_kernel(self.device, processes.address_space_bytes(self._await_ready().pid))
        order = {"open": str(folder), "device": self.device, "limits": limits, "confine": self._confine_child()}
        if self.isolation == "bubblewrap" and bubblewrap.counts_processes():
            limits["RLIMIT_NPROC"] = sandbox.MAX_PROCESSES
        reply = self._order(order)
        inner, pid = self._child_named(reply)
        to_child = _open_writer(folder / "in", time.monotonic() + START_S)
        submission = Submission(self, pid, inner, folder, to_child, from_child, said)
        submission.greet()
        # Nobody can find these pipes by name from here on.
        for name in ("in", "out", "said"):
            os.unlink(folder / name)
        return submission

    def _child_named(self, reply: Any) -> tuple[int, int]:
        """The child that the worker says it made: as the worker calls it, and as it is called here.

        Where nothing keeps a submission from the worker's pipe, another answer may have come in between: it must not
        make the grader signal a process of somebody else.
        """
        inner = reply.get("pid") if isinstance(reply, dict) else None
        if not isinstance(inner, int):
            raise WorkerFailed("the worker spoke nonsense")
        pid = processes.outer_pid(self.pid, inner) if self.isolation == "bubblewrap" else inner
        if pid is None or pid not in processes.children(self.pid):
            raise WorkerFailed("the worker names a child that it does not have")
        return inner, pid

    def _confine_child(self) -> str:
        """How each child is confined further inside the worker's isolation; empty where it is not."""
        if self.isolation == "bubblewrap":
            return "mounts"
        return "sandlock" if self.isolation == "sandlock" else ""

    def _clear(self) -> None:
        """End whatever a submission left running; a worker that cannot be cleared is ended too."""
        if self._running is not None and not processes.end_descendants(self._running.pid, self._open):
            self._stop()

    def how_it_ended(self, inner: int) -> int | None:
        """The wait status of a child, negative for a signal; None where the worker cannot tell."""
        try:
            reply = self._order({"status": inner})
        except WorkerFailed:
            return None
        status = reply.get("status") if isinstance(reply, dict) else None
        return status if isinstance(status, int) else None

    @property
    def root(self) -> Path:
        """The folder of all that the worker reads and writes."""
        return self._folder.path

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._running.pid if self._running else 0


def _open_writer(path: Path, deadline: float) -> int:
    while True:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:  # nobody reads yet
            if time.monotonic() > deadline:
                raise WorkerFailed("the worker's child does not start") from error
            time.sleep(0.0005)
