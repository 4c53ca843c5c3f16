"""Readings of another process, taken from outside it: processor time, resident memory, peak memory."""

from __future__ import annotations

import sys
import time

import psutil

LINUX = sys.platform == "linux"


def cpu_seconds(pid: int) -> float:
    """Processor time used so far by all threads of a process."""
    if LINUX:
        # The kernel's clock of another process: bit pattern of clock_getcpuclockid(3), nanosecond resolution.
        return time.clock_gettime((~pid << 3) | 2)
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _status_bytes(pid: int, field: str) -> float:
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith(field):
                return float(line.split()[1]) * 1024
    raise ProcessLookupError(pid)


def resident_bytes(pid: int) -> float:
    """Resident memory now."""
    return _status_bytes(pid, "VmRSS:") if LINUX else float(psutil.Process(pid).memory_info().rss)


def start_peak(pid: int) -> None:
    """Start a new peak of resident memory at what it is now (Linux)."""
    if LINUX:
        with open(f"/proc/{pid}/clear_refs", "w") as file:
            file.write("5")


def peak_bytes(pid: int) -> float:
    """The peak since `start_peak`; where the system keeps none, what is resident now."""
    return _status_bytes(pid, "VmHWM:") if LINUX else resident_bytes(pid)
