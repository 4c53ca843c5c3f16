"""A warm worker and the submissions that run in its children: the grader's end of the pipes.

Whatever arrives here came from a process in which a stranger's code ran. It is size-checked, decoded as plain data, and
never more than the *output* of a submission; what it means is decided elsewhere in this process.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmprep.drills import boot, processes, sandbox, wire
from llmprep.drills.plain_text import clean
from llmprep.drills.script import Encoded, MalformedReply, Outcome, decode
from llmprep.drills.submission import SubmissionUnreadable, read_submission
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    import torch

__all__ = [
    "Limits", "Load", "Measured", "Submission", "SubmissionUnreadable", "Worker", "WorkerFailed", "read_submission",
]  # fmt: skip

START_S = 120.0
RENEW_AFTER = 500
"""Children after which a worker is replaced: sandlock keeps a descriptor for each until its sandbox ends."""
SHOWN_OUTPUT = 4_000


@dataclass(frozen=True)
class Limits:
    """What one submission may take. Times are seconds, sizes bytes."""

    load_s: float = 20.0
    call_s: float = 10.0
    cpu_s: int = 120
    memory_bytes: int = 4 * 2**30
    file_bytes: int = 16 * 2**20
    disk_bytes: int = 64 * 2**20
    processes: int = 16

    def for_kernel(self, device: str, inherited_bytes: int) -> dict[str, int]:
        """The limits that the kernel enforces on a child that starts with this much address space."""
        made = {
            "RLIMIT_CPU": self.cpu_s,
            "RLIMIT_FSIZE": self.file_bytes,
            "RLIMIT_CORE": 0,
            "RLIMIT_NOFILE": 256,
        }
        if device == "cpu":  # a GPU's driver reserves far more address space than it uses
            made["RLIMIT_AS"] = self.memory_bytes + inherited_bytes
        return made


class WorkerFailed(Exception):
    """The submission's process died, hung or spoke nonsense; the message is for the learner."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Load:
    """Whether a submission could be loaded, what is wrong if not, and what it printed."""

    ok: bool
    message: str = ""
    output: str = ""


@dataclass(frozen=True)
class Ran:
    """What running one script gave, twice where that was asked for."""

    outcomes: tuple[Outcome, ...]
    again: tuple[Outcome, ...] | None
    called: frozenset[str]


@dataclass(frozen=True)
class Measured:
    """The least processor time and peak extra memory over some repeats."""

    cpu_s: float
    peak_bytes: int


@dataclass(frozen=True)
class Scan:
    """Names that a source text uses."""

    used: frozenset[str]


class Worker:
    """A process that has imported torch; `open` runs a submission in a fresh child of it.

    Starting returns at once: the import goes on while the caller does its own.
    """

    def __init__(self, isolation: str, device: str, limits: Limits) -> None:
        self.isolation, self.device, self.limits = isolation, device, limits
        self.root = Path(tempfile.mkdtemp(prefix="llmprep-")).resolve()
        self._running: sandbox.Running | None = None
        self._ready = False
        self._kept = b""
        self._runs = 0
        self._children = 0
        self._open: set[int] = set()
        self._launch()

    @classmethod
    @contextmanager
    def start(cls, isolation: str = "auto", device: str = "cpu", limits: Limits | None = None) -> Iterator[Worker]:
        """A worker for the length of a `with`. Raises UserError where the isolation cannot be had."""
        worker = cls(sandbox.choose(isolation), device, limits or Limits())
        try:
            yield worker
        finally:
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
        env = sandbox.environment(home, folder / "py") | {"LLMPREP_READABLE": os.pathsep.join(readable)}
        place = sandbox.Place(
            command=boot.start_command(folder),
            readable=readable,
            writable=[str(runs), str(home)],
            cwd=str(home),
            env=env,
            cuda=self.device == "cuda",
        )
        self._running = sandbox.start(self.isolation, place)
        self._children = 0
        self._ready, self._kept = False, b""

    def _await_ready(self) -> sandbox.Running:
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

    def _line(self, running: sandbox.Running, within_s: float) -> Any:
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
        shutil.rmtree(self.root, ignore_errors=True)

    def _stop(self) -> None:
        if self._running is not None:
            processes.end_descendants(self._running.pid)
            with contextlib.suppress(OSError):
                self._running.stop()
            self._running = None

    # ---------------------------------------------------------------- submissions

    @contextmanager
    def open(self, source: bytes, *, entries: Sequence[str], given: str = "") -> Iterator[Submission]:
        """Load a submission in a fresh child; it and all that it started are ended afterwards."""
        with self._child() as submission:
            submission.load_source(source, entries, given)
            yield submission

    def scan(self, source: bytes) -> Scan:
        """Names that a source text uses; it is parsed in a child, not here, and not run."""
        try:
            with self._child() as child:
                reply, _ = child.ask({"scan": source.decode("utf-8")}, {}, self.limits.load_s)
        except WorkerFailed:
            return Scan(frozenset())
        used = reply.get("used") if isinstance(reply, dict) else None
        return Scan(frozenset(map(str, used)) if isinstance(used, list) else frozenset())

    @contextmanager
    def _child(self) -> Iterator[Submission]:
        self._runs += 1
        self._children += 1
        if self._children > RENEW_AFTER and not self._open:
            self._stop()
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
            shutil.rmtree(folder, ignore_errors=True)

    def _begin(self, folder: Path, from_child: int, said: int) -> Submission:
        limits = self.limits.for_kernel(self.device, processes.address_space_bytes(self._await_ready().pid))
        confine = self.isolation == "sandlock" and self.device == "cpu"
        order = {"open": str(folder), "device": self.device, "limits": limits, "confine": confine}
        reply = self._order(order)
        assert self._running is not None
        inner = int(reply["pid"])
        pid = processes.outer_pid(self._running.pid, inner) if self.isolation == "bubblewrap" else inner
        to_child = _open_writer(folder / "in", time.monotonic() + START_S)
        submission = Submission(self, pid, inner, folder, to_child, from_child, said)
        submission.greet()
        # Nobody can find these pipes by name from here on.
        for name in ("in", "out", "said"):
            os.unlink(folder / name)
        return submission

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


@dataclass
class Submission:
    """A submission that is loaded in a child of the worker; every call is bounded in time, memory and size."""

    worker: Worker
    pid: int
    inner: int
    folder: Path
    to_child: int
    from_child: int
    said_fd: int
    load: Load = Load(False)

    def greet(self) -> None:
        """Wait until the child is set up."""
        try:
            wire.receive(self.from_child, time.monotonic() + START_S)
        except (wire.Closed, wire.Late, wire.BrokenFrame) as error:
            raise WorkerFailed(f"the worker's child does not start: {self.output() or 'no reason given'}") from error

    def output(self) -> str:
        """What the submission printed so far, cut and without control characters."""
        data = os.pread(self.said_fd, SHOWN_OUTPUT * 4, 0)
        text = clean(data.decode("utf-8", errors="replace"))
        return text if len(text) <= SHOWN_OUTPUT else text[:SHOWN_OUTPUT] + "\n[cut]"

    def load_source(self, source: bytes, entries: Sequence[str], given: str) -> None:
        """Load the text as a module; `load` says how that went."""
        order = {"source": source.decode("utf-8"), "entries": list(entries), "given": given}
        try:
            reply, _ = self.ask({"load": order}, {}, self.worker.limits.load_s)
            ok = isinstance(reply, dict) and reply.get("ok") is True
            message = clean(str(reply.get("message", "")))[:600] if isinstance(reply, dict) else "spoke nonsense"
        except WorkerFailed as error:
            ok, message = False, f"while it is loaded, the submission {error.message}"
        self.load = Load(ok, message, self.output())

    def run(
        self,
        encoded: Sequence[tuple[Encoded, Mapping[str, torch.Tensor]]],
        *,
        repeat: bool = False,
        watch: Sequence[str] = (),
    ) -> list[Ran]:
        """Run scripts one after the other. Raises WorkerFailed."""
        message = {"run": [s for s, _ in encoded], "repeat": repeat, "watch": list(watch)}
        tensors = {f"{i}/{n}": t for i, (_, mine) in enumerate(encoded) for n, t in mine.items()}
        within = self.worker.limits.call_s * min(6, max(1, len(encoded)))
        reply, made = self.ask(message, tensors, within)
        replies = reply.get("replies") if isinstance(reply, dict) else None
        if not isinstance(replies, list) or len(replies) != len(encoded):
            raise WorkerFailed("did not answer every call")
        try:
            return [
                self._ran(i, r, made, len(s["steps"]), repeat) for i, (r, (s, _)) in enumerate(zip(replies, encoded))
            ]
        except MalformedReply as error:
            raise WorkerFailed(f"sent a malformed answer ({error})") from error

    def _ran(self, index: int, reply: Any, made: Mapping[str, torch.Tensor], n_steps: int, repeat: bool) -> Ran:
        if not isinstance(reply, dict):
            raise MalformedReply("no result")

        def outcomes(turn: str) -> tuple[Outcome, ...]:
            prefix = f"{index}/{turn}/"
            mine = {n.removeprefix(prefix): t for n, t in made.items() if n.startswith(prefix)}
            return decode(reply.get(turn), mine, n_steps)

        called = reply.get("called")
        names = frozenset(str(n)[:100] for n in called) if isinstance(called, list) else frozenset()
        return Ran(outcomes("first"), outcomes("again") if repeat else None, names)

    def measure(self, script: Encoded, tensors: Mapping[str, torch.Tensor], *, of: str, repeats: int = 3) -> Measured:
        """Run a script a few times without autograd, reading the child's clocks and memory from outside."""
        within = 6 * self.worker.limits.call_s
        self._send({"measure": script, "repeats": repeats, "of": of}, tensors, within)
        seconds: list[float] = []
        peaks: list[int] = []
        for _ in range(repeats):
            self._expect("begin", within)
            processes.reset_peak(self.pid)
            memory, cpu = processes.resident_bytes(self.pid), processes.cpu_seconds(self.pid)
            self._send({"go": 1}, {}, within)
            self._expect("done", within)
            seconds.append(processes.cpu_seconds(self.pid) - cpu)
            peaks.append(max(0, processes.peak_bytes(self.pid) - memory))
            self._send({"go": 1}, {}, within)
        return Measured(max(0.0, min(seconds)), min(peaks))

    # ---------------------------------------------------------------- frames

    def ask(
        self, message: Mapping[str, Any], tensors: Mapping[str, torch.Tensor], within_s: float
    ) -> tuple[Any, dict[str, torch.Tensor]]:
        """Send one frame and return the next that comes back."""
        self._send(message, tensors, within_s)
        return self._receive(within_s)

    def _expect(self, key: str, within_s: float) -> None:
        reply, _ = self._receive(within_s)
        if not isinstance(reply, dict):
            raise WorkerFailed("spoke nonsense")
        if "failed" in reply:
            raise WorkerFailed(f"raised {clean(str(reply['failed']))[:300]} while its cost was measured")
        if key not in reply:
            raise WorkerFailed("spoke out of turn")

    def _send(self, message: Mapping[str, Any], tensors: Mapping[str, torch.Tensor], within_s: float) -> None:
        if wire.waiting(self.from_child):
            self._end("spoke out of turn")
        frame = wire.pack(message, tensors)
        self._guarded(lambda deadline: wire.send(self.to_child, frame, deadline, self._watch), within_s)

    def _receive(self, within_s: float) -> tuple[Any, dict[str, torch.Tensor]]:
        return self._guarded(lambda deadline: wire.receive(self.from_child, deadline, self._watch), within_s)

    def _guarded(self, act: Callable[[float], Any], within_s: float) -> Any:
        try:
            return act(time.monotonic() + within_s)
        except wire.Late:
            self._end(f"did not finish within {within_s:g} s; is there an endless loop?")
        except wire.BrokenFrame as error:
            self._end(f"sent a malformed answer ({error})")
        except wire.Closed:
            raise WorkerFailed(self._how_it_died()) from None

    def _end(self, message: str) -> None:
        processes.kill_all([self.pid])
        raise WorkerFailed(message)

    def _watch(self) -> None:
        """Called while waiting: ends a submission that takes too much."""
        limits, worker = self.worker.limits, self.worker.pid
        mine = [p for p in processes.descendants(worker) if not processes.is_zombie(p)] if worker else []
        if len(mine) > limits.processes:
            processes.end_descendants(worker)
            raise WorkerFailed(f"started more than {limits.processes} processes")
        if sum(map(processes.resident_bytes, mine)) > limits.memory_bytes:
            self._end(f"used more than {limits.memory_bytes / 2**30:g} GiB of memory")
        if processes.disk_bytes(self.folder) > limits.disk_bytes:
            self._end(f"wrote more than {limits.disk_bytes // 2**20} MiB to disk")

    def _how_it_died(self) -> str:
        status = self.worker.how_it_ended(self.inner)
        if status is None:
            return "ended its process"
        if status >= 0:
            return f"ended its own process (exit status {status}) instead of returning"
        name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
        if name in ("SIGXCPU", "SIGKILL"):
            return f"was stopped by the system ({name}): too much processor time or memory"
        if name in ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT"):
            return f"crashed its process ({name})"
        return f"ended its own process ({name})"
