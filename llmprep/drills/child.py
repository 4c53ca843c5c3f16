"""A submission that runs in a child of the worker: every call to it is bounded in time, memory and size.

Whatever arrives here came from a process in which a stranger's code ran. It is size-checked, decoded as plain data, and
never more than the *output* of a submission; what it means is decided elsewhere in this process.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from llmprep.drills import processes, wire
from llmprep.drills.plain_text import clean
from llmprep.drills.script import Encoded, MalformedReply, Outcome, decode

if TYPE_CHECKING:
    import torch

    Asked = tuple[Encoded, Mapping[str, torch.Tensor]]
    """A script as it is sent, and its tensors."""

START_S = 120.0
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


class Owner(Protocol):
    """What a submission needs of the worker that it runs in."""

    limits: Limits

    @property
    def pid(self) -> int: ...

    def how_it_ended(self, inner: int) -> int | None: ...


@dataclass
class Submission:
    """A submission that is loaded in a child of the worker; every call is bounded in time, memory and size."""

    worker: Owner
    pid: int
    inner: int
    folder: Path
    to_child: int
    from_child: int
    said_fd: int
    load: Load = Load(False)
    used: frozenset[str] = frozenset()
    """Names in the source text, where `scan` was asked to look."""

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

    def scan(self, source: bytes) -> None:
        """Note what names the text uses. It is parsed in the child, before any line of it runs there."""
        try:
            reply, _ = self.ask({"scan": source.decode("utf-8")}, {}, self.worker.limits.load_s)
        except WorkerFailed:
            return  # loading it will say why
        used = reply.get("used") if isinstance(reply, dict) else None
        self.used = frozenset(map(str, used)) if isinstance(used, list) else frozenset()

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

    def start(self, encoded: Sequence[Asked], *, repeat: Sequence[bool]) -> Iterator[Ran]:
        """Start scripts; what they give comes one by one, each within its own time. Raises WorkerFailed."""
        self._send_scripts(encoded, repeat=list(repeat), each=True)

        def answers() -> Iterator[Ran]:
            for (script, _), twice in zip(encoded, repeat, strict=True):
                reply, made = self._receive(self.worker.limits.call_s)
                (ran,) = self._read(reply, made, [(len(script["steps"]), twice)])
                yield ran

        return answers()

    def run(self, encoded: Sequence[Asked], *, watch: Sequence[str] = ()) -> list[Ran]:
        """Run scripts one after the other, once each; the answer comes when all are done. Raises WorkerFailed."""
        within = self._send_scripts(encoded, watch=list(watch))
        reply, made = self._receive(within)
        return self._read(reply, made, [(len(script["steps"]), False) for script, _ in encoded])

    def _send_scripts(self, encoded: Sequence[Asked], **how: Any) -> float:
        tensors = {f"{i}/{n}": t for i, (_, mine) in enumerate(encoded) for n, t in mine.items()}
        within = self.worker.limits.call_s * min(6, max(1, len(encoded)))
        self._send({"run": [s for s, _ in encoded], **how}, tensors, within)
        return within

    def _read(self, reply: Any, made: Mapping[str, torch.Tensor], wanted: Sequence[tuple[int, bool]]) -> list[Ran]:
        """One answer of the child; `wanted` has the number of steps of each script, and whether it ran twice."""
        replies = reply.get("replies") if isinstance(reply, dict) else None
        if not isinstance(replies, list) or len(replies) != len(wanted):
            raise WorkerFailed("did not answer every call")
        try:
            return [self._ran(i, r, made, *want) for i, (r, want) in enumerate(zip(replies, wanted, strict=True))]
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
        written = processes.disk_bytes(self.folder)
        if written is None:
            self._end("closed a folder to the grader, which then cannot tell how much is written")
        elif written + processes.unlinked_bytes(mine) > limits.disk_bytes:
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
