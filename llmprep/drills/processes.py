"""What the system says about a worker's processes: who descends from whom, processor time, memory, disk. Read from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import time
from collections.abc import Collection, Iterable
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
TICK_NOISE = 2.0 / TICKS
PROC = Path("/proc/self/stat").exists()


def children(pid: int) -> list[int]:
    """Direct children of a process."""
    try:
        return [int(p) for t in os.listdir(f"/proc/{pid}/task") for p in _words(f"/proc/{pid}/task/{t}/children")]
    except OSError:
        return _children_by_psutil(pid) if not PROC else []


def _words(path: str) -> list[str]:
    with contextlib.suppress(OSError), open(path) as file:
        return file.read().split()
    return []


def _children_by_psutil(pid: int) -> list[int]:
    import psutil

    try:
        return [c.pid for c in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def descendants(pid: int, spare: Collection[int] = ()) -> list[int]:
    """Every process that descends from `pid`, itself not included, nor these and what descends from them."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        mine = [p for p in children(waiting.pop()) if p not in spare]
        found += mine
        waiting += mine
    return found


def outer_pid(worker: int, inner: int) -> int | None:
    """The process id here of the worker's child that the worker itself calls `inner` (they differ in a namespace)."""
    for pid in descendants(worker):
        with contextlib.suppress(OSError, IndexError), open(f"/proc/{pid}/status") as file:
            ids = next((line.split()[1:] for line in file if line.startswith("NSpid:")), [])
            if ids and int(ids[-1]) == inner:
                return pid
    return None


def kill_all(pids: list[int]) -> None:
    """End these processes; those that are gone already do not matter."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def end_descendants(pid: int, spare: Collection[int] = (), within_s: float = 5.0) -> bool:
    """End everything that descends from `pid`, also what forks meanwhile, but for `spare` and what descends from it.

    False where something is left.
    """
    deadline = time.monotonic() + within_s
    empty = 0
    while empty < 2:  # a process whose parent is just ending is for a moment nobody's child: look twice
        left = [p for p in descendants(pid, spare) if not is_zombie(p)]
        empty = 0 if left else empty + 1
        kill_all(left)
        if time.monotonic() > deadline:
            return False
        if left:
            time.sleep(0.001)
    return True


def is_zombie(pid: int) -> bool:
    """Whether a process has ended and only waits to be reaped."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] in "ZX"
    except (OSError, IndexError):
        return True


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and all its threads: exact where the kernel counts it, else in ticks."""
    try:
        exact = sum(
            int((_words(f"/proc/{pid}/task/{t}/schedstat") or ["0"])[0]) for t in os.listdir(f"/proc/{pid}/task")
        )
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) / TICKS
        return max(exact / 1e9, ticks - TICK_NOISE)
    except (OSError, ValueError, IndexError):
        return _cpu_by_psutil(pid)


def _cpu_by_psutil(pid: int) -> float:
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def resident_bytes(pid: int) -> int:
    """Memory in use now."""
    return _statm(pid, 1)


def address_space_bytes(pid: int) -> int:
    """Address space in use now."""
    return _statm(pid, 0)


def _statm(pid: int, column: int) -> int:
    words = _words(f"/proc/{pid}/statm")
    return int(words[column]) * PAGE if len(words) > column else 0


def reset_peak(pid: int) -> None:
    """Start the high-water mark of a process anew."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")


def peak_bytes(pid: int) -> int:
    """The high-water mark of memory in use since `reset_peak`."""
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
    return 0


def disk_bytes(folder: Path) -> int | None:
    """How much the files of a folder hold; None where something in it is closed to us, so that nobody can tell."""
    total = 0
    closed: list[OSError] = []
    for root, _, names in os.walk(folder, onerror=closed.append):
        for name in names:
            try:
                total += os.lstat(os.path.join(root, name)).st_blocks * 512
            except OSError as error:
                closed.append(error)
    return None if any(isinstance(error, PermissionError) for error in closed) else total


def unlinked_bytes(pids: Iterable[int]) -> int:
    """How much the files hold that these processes have open but that are in no folder any more (or never were)."""
    found: dict[tuple[int, int], int] = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            for name in os.listdir(f"/proc/{pid}/fd"):
                with contextlib.suppress(OSError):
                    status = os.stat(f"/proc/{pid}/fd/{name}")
                    if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                        found[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(found.values())
