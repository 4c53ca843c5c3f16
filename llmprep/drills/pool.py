"""The grader's side of the worker: starts it, opens submissions in it, asks, measures, and ends what does not end itself."""

from __future__ import annotations

import array
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmprep.drills.boundary import clean_environment, program, readable_paths, wrapped_in_bwrap
from llmprep.drills.clocks import cpu_seconds, peak_bytes, resident_bytes, start_peak
from llmprep.drills.source import SubmissionUnreadable, clean_text, read_submission
from llmprep.errors import Exit, UserError

if TYPE_CHECKING:
    import torch

    from llmprep.drills.runner import Reply

__all__ = ["Limits", "Scan", "Submission", "SubmissionUnreadable", "Worker", "WorkerFailed", "read_submission"]

START_S = 120.0
OUTPUT_KEPT = 20_000
OUTPUT_MOST = 32 * 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are wall clock (per request) and processor time (in all)."""

    load_s: float = 20.0
    call_s: float = 20.0
    cpu_s: int = 300
    memory_bytes: int = 4 * 2**30
    file_bytes: int = 16 * 2**20
    open_files: int = 256


class WorkerFailed(Exception):
    """The submission's process did not answer as it should. `kind`: died, late, nonsense, flood or start."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True)
class Loaded:
    """How loading a submission went, and what it had printed by then."""

    ok: bool
    message: str
    output: str


@dataclass(frozen=True)
class Scan:
    """Names that a submission's text uses: attributes, imports, strings that are names."""

    used: frozenset[str]


@dataclass(frozen=True)
class Measured:
    """Cost of one call: least processor seconds over the repeats, greatest extra resident bytes at the peak."""

    cpu_s: float
    peak_bytes: float


class Worker:
    """The warm process that forks a confined child for every submission. Use as a context manager."""

    def __init__(self, isolation: str, device: str, limits: Limits) -> None:
        self.wanted, self.device, self.limits = isolation, device, limits
        self.lock = threading.Lock()
        self.home = Path(tempfile.mkdtemp(prefix="llmprep-worker-"))
        self.children = 0
        self.why_not_sandlock = ""
        self._launch(in_bwrap=isolation == "bwrap")

    @classmethod
    def start(cls, isolation: str = "auto", device: str = "cpu", limits: Limits | None = None) -> Worker:
        """Start the process; it imports torch while the caller does other things.

        isolation: auto, strict (UserError where files cannot be confined), sandlock, bwrap or limits.
        """
        return cls(isolation, device, limits or Limits())

    def _launch(self, in_bwrap: bool) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-I", "-c", program(theirs.fileno())]
        if in_bwrap:
            command = wrapped_in_bwrap(command, self.home)
        self.process = subprocess.Popen(
            command,
            env=clean_environment(self.home),
            cwd=self.home,
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        theirs.close()
        self.control = ours
        self.in_bwrap = in_bwrap

    @cached_property
    def isolation(self) -> str:
        """What confines submissions: sandlock, bwrap or limits. Waits until the worker is ready."""
        want_files = self.wanted in ("auto", "strict", "sandlock") and sys.platform == "linux" and not self.in_bwrap
        said = self._settings(files=want_files)
        if want_files and not said["files"]:
            return "sandlock"
        self.why_not_sandlock = str(said["files"]) if want_files else ""
        if self.in_bwrap:
            return "bwrap"
        if self.wanted in ("auto", "strict") and shutil.which("bwrap"):
            self._restart_in_bwrap()
            if self.in_bwrap:
                return "bwrap"
        if self.wanted in ("strict", "sandlock"):
            raise UserError(
                "submissions cannot be confined to their own files here, and --isolation strict demands it",
                lines=["`llmprep doctor` says why, and how to get it", *([said["files"]] if said["files"] else [])],
                exit_status=Exit.UNAVAILABLE,
            )
        return "limits"

    def _restart_in_bwrap(self) -> None:
        self._stop()
        self._launch(in_bwrap=True)
        try:
            self._settings(files=False)
        except WorkerFailed:
            self._stop()
            self._launch(in_bwrap=False)
            self._settings(files=False)

    def _settings(self, files: bool) -> dict[str, Any]:
        limits = self.limits
        return self._ask(
            {
                "do": "settings",
                "files": files,
                "readable": readable_paths(self.device),
                "writable": ["/dev/null"] + (["/dev"] if self.device != "cpu" else []),
                "home": str(self.home),
                "device": self.device,
                "memory_bytes": limits.memory_bytes if self.device == "cpu" else 0,
                "cpu_s": limits.cpu_s,
                "file_bytes": limits.file_bytes,
                "open_files": limits.open_files,
            },
            timeout=START_S,
        )

    def _ask(self, message: dict[str, Any], fds: Sequence[int] = (), timeout: float = 30.0) -> dict[str, Any]:
        with self.lock:
            try:
                self.control.settimeout(timeout)
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
                self.control.sendmsg([json.dumps(message).encode() + b"\n"], rights)
                reply = b""
                while not reply.endswith(b"\n"):
                    chunk = self.control.recv(65536)
                    if not chunk:
                        raise ConnectionError
                    reply += chunk
                return dict(json.loads(reply))
            except (OSError, ValueError) as error:
                raise WorkerFailed("start", f"the worker process did not start or has died{self._last_words()}") from error

    def _last_words(self) -> str:
        self.process.kill()
        _, err = self.process.communicate()
        lines = clean_text(err.decode(errors="replace")).strip().splitlines()
        return f": {lines[-1]}" if lines else ""

    def open(self, source: bytes, *, entries: Sequence[str], given: str = "") -> Submission:
        """A fresh child with this submission loaded in it (see `Submission.load` for how that went)."""
        return Submission(self, source, entries, given)

    def scan(self, source: bytes) -> Scan:
        """The names that a text uses; it is parsed in a child of its own and never run."""
        with Submission(self, None, (), "") as child:
            answer, _ = child.ask({"do": "scan", "source": source.decode()}, {}, self.limits.load_s)
        used = answer.get("used")
        return Scan(frozenset(str(u) for u in used) if isinstance(used, list) else frozenset())

    def fork(self, fds: Sequence[int]) -> tuple[int, Path]:
        files = self.isolation == "sandlock"
        with self.lock:
            self.children += 1
            home = self.home / f"s{self.children}"
        home.mkdir()
        return int(self._ask({"do": "open", "files": files, "home": str(home)}, fds)["pid"]), home

    def reap(self, pid: int) -> int | None:
        status = self._ask({"do": "reap", "pid": pid})["status"]
        return None if status is None else int(status)

    def _stop(self) -> None:
        self.control.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def close(self) -> None:
        """End the worker and everything it started; remove its files."""
        self._stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class Output:
    """Drains what a submission prints; keeps the beginning."""

    def __init__(self, fd: int) -> None:
        self.fd, self.kept, self.total = fd, b"", 0
        self.thread = threading.Thread(target=self._drain, daemon=True)
        self.thread.start()

    def _drain(self) -> None:
        while chunk := os.read(self.fd, 1 << 16):
            self.total += len(chunk)
            self.kept += chunk[: OUTPUT_KEPT - len(self.kept)]
            if self.total > OUTPUT_MOST:
                break  # nobody reads on: the submission blocks, and is ended for it
        os.close(self.fd)

    @property
    def flooded(self) -> bool:
        return self.total > OUTPUT_MOST

    @property
    def text(self) -> str:
        return clean_text(self.kept.decode(errors="replace"))


class Submission:
    """One submission in its own confined process. Use as a context manager."""

    def __init__(self, worker: Worker, source: bytes | None, entries: Sequence[str], given: str) -> None:
        self.worker = worker
        self.entries = entries
        self.ended = False
        self.sock, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        try:
            self.pid, self.home = worker.fork((theirs.fileno(), write_end))
        finally:
            theirs.close()
            os.close(write_end)
        self.output = Output(read_end)
        self.load = Loaded(True, "", "") if source is None else self._load(source, given)

    def _load(self, source: bytes, given: str) -> Loaded:
        ask = {"do": "load", "source": source.decode(), "given": given, "entries": list(self.entries)}
        try:
            answer, _ = self.ask(ask, {}, self.worker.limits.load_s, "loading it")
        except WorkerFailed as error:
            return Loaded(False, error.message, self.output.text)
        message = clean_text(str(answer.get("message", "")))[:1000]
        return Loaded(answer.get("ok") is True, message, self.output.text)

    def ask(
        self, ask: Mapping[str, Any], tensors: Mapping[str, torch.Tensor], seconds: float, doing: str = "this case"
    ) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
        """One request. Raises WorkerFailed, and ends the process, when no proper answer comes in time."""
        from llmprep.drills import framing

        if self.ended:
            raise WorkerFailed("died", "the submission's process has ended")
        deadline = time.monotonic() + seconds
        try:
            framing.send(self.sock, ask, tensors, deadline)
            answer, results = framing.receive(self.sock, deadline)
            if not isinstance(answer, dict):
                raise framing.Malformed("a reply of another form")
            return answer, results
        except framing.TooLate:
            flood = self.output.flooded
            self.end()
            if flood:
                raise WorkerFailed("flood", f"prints more than {OUTPUT_MOST / 2**20:.0f} MiB; remove the print") from None
            raise WorkerFailed("late", f"did not finish {doing} within {seconds:g} s (an endless loop?)") from None
        except framing.Closed:
            raise WorkerFailed("died", f"its process ended during {doing}: {self._how_it_ended()}") from None
        except framing.Malformed as error:
            self.end()
            raise WorkerFailed("nonsense", f"its process sent {error} instead of an answer") from None

    def _how_it_ended(self) -> str:
        status = self.end(by_itself=True)
        if status is None:
            return "it was ended"
        if status >= 0:
            return f"it called exit (status {status})"
        name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
        why = {"SIGSEGV": " (a crash in native code, or endless recursion)", "SIGKILL": " (out of memory, or a forbidden call)",
               "SIGXCPU": " (too much processor time)", "SIGSYS": " (a forbidden call)"}.get(name, "")  # fmt: skip
        return f"{name}{why}"

    def run(
        self, scripts: Sequence[tuple[dict[str, Any], dict[str, torch.Tensor]]], *, repeat: bool = False, watch: Sequence[str] = ()
    ) -> list[Reply]:
        """Run scripts; plain outcomes, in order. Raises WorkerFailed when the process does not answer properly."""
        from llmprep.drills.runner import Reply
        from llmprep.drills.script import MalformedReply, decode

        tensors = {f"{i}/{n}": t for i, (_, table) in enumerate(scripts) for n, t in table.items()}
        ask = {"do": "run", "scripts": [s for s, _ in scripts], "repeat": repeat, "watch": list(watch)}
        answer, results = self.ask(ask, tensors, self.worker.limits.call_s)
        replies = answer.get("replies")
        try:
            if not isinstance(replies, list) or len(replies) != len(scripts):
                raise MalformedReply(f"not a reply for each of {len(scripts)} cases")
            made = []
            for i, (reply, (encoded, _)) in enumerate(zip(replies, scripts, strict=True)):
                if not isinstance(reply, dict) or not isinstance(reply.get("called"), list):
                    raise MalformedReply("a broken reply")
                n = len(encoded["steps"])
                first = decode(reply.get("first"), _under(results, f"{i}first/"), n)
                again = decode(reply.get("again"), _under(results, f"{i}again/"), n) if repeat else None
                made.append(Reply(first, again, frozenset(str(c) for c in reply["called"][:100])))
            return made
        except (MalformedReply, RecursionError) as error:
            self.end()
            raise WorkerFailed("nonsense", f"its process sent nonsense instead of an answer: {error}") from None

    def measure(self, encoded: dict[str, Any], tensors: Mapping[str, torch.Tensor], repeats: int = 3) -> Measured:
        """Cost of one script, read by this process from outside. Raises WorkerFailed when the script raises."""
        seconds = self.worker.limits.call_s
        self.ask({"do": "prepare", "script": encoded}, tensors, seconds)
        cpu, peak = float("inf"), 0.0
        for _ in range(repeats + 1):  # the first warms up
            before = resident_bytes(self.pid)
            start_peak(self.pid)
            start = cpu_seconds(self.pid)
            answer, _ = self.ask({"do": "go"}, {}, seconds, "the cost check")
            used = cpu_seconds(self.pid) - start
            peak = max(peak, peak_bytes(self.pid) - before)
            cpu = min(cpu, used)
            if answer.get("raised"):
                told = answer["raised"]
                raise WorkerFailed("raised", f"raised {clean_text(str(told.get('types', ['?'])[0]))} in the cost check: "
                                   f"{clean_text(str(told.get('message', '')))[:300]}")  # fmt: skip
        return Measured(cpu, max(0.0, peak))

    def end(self, by_itself: bool = False) -> int | None:
        """Kill the process if it lives; how it ended: exit status, or minus the signal.

        by_itself: it has closed its socket, and gets a moment to end of its own accord.
        """
        if self.ended:
            return None
        self.ended = True
        self.sock.close()
        status = None
        try:
            # It is not reaped yet, so its number cannot have gone to another process.
            if not (by_itself and self._ends_soon()):
                os.kill(self.pid, signal.SIGKILL)
            status = self.worker.reap(self.pid)
        except (ProcessLookupError, WorkerFailed):
            pass
        self.output.thread.join(1)
        shutil.rmtree(self.home, ignore_errors=True)
        return status

    def _ends_soon(self) -> bool:
        import psutil

        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            try:
                if psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE:
                    return True
            except psutil.NoSuchProcess:
                return True
            time.sleep(0.003)
        return False

    def __enter__(self) -> Submission:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()


def _under(tensors: Mapping[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
