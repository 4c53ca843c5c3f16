"""How a worker is confined: sandlock where the kernel allows, bubblewrap where it is installed, else limits alone."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from llmprep.drills import bubblewrap, processes
from llmprep.errors import Exit, UserError

CHOICES = ("auto", "strict", "sandlock", "bubblewrap", "limits")
PROMISES = {
    "sandlock": "submissions see no network and no other files, reach no other process and start none",
    "bubblewrap": "submissions see no network, no other files and no other process; system calls are not filtered",
    "limits": "time, memory and output are bounded, but a submission could read and change your files, use the network "
    "and end your programs",
}
"""What each isolation keeps a submission from, and what it does not."""
PASSED = (
    "LANG",
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "SYSTEMROOT",
)
"""Variables of the caller that a worker is given; nothing else of the caller's environment reaches it."""
READABLE = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/dev/zero",
    "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
)  # fmt: skip
CUDA_READABLE = ("/proc/driver", "/proc/devices", "/sys/bus/pci", "/sys/devices", "/usr/local")
MAX_PROCESSES = 64
"""How many processes a worker and its submission may be at once, inside bubblewrap."""


@dataclass(frozen=True)
class Place:
    """What a worker is started with: its command, folders, and environment."""

    command: Sequence[str]
    readable: Sequence[str]
    writable: Sequence[str]
    cwd: str
    env: dict[str, str] = field(default_factory=dict)
    device: str = "cpu"


def sandlock_problem() -> str | None:
    """Why sandlock cannot confine here, or None where it can."""
    if sys.platform != "linux":
        return f"sandlock needs Linux; this is {sys.platform}"
    try:
        import sandlock
    except (ImportError, OSError) as error:
        return f"the sandlock package cannot be loaded ({error}); `pip install sandlock`"
    try:
        have, need = sandlock.landlock_abi_version(), sandlock.min_landlock_abi()
    except Exception as error:
        return f"Landlock does not answer ({error})"
    if have < need:
        return (
            f"the kernel's Landlock has version {have}, sandlock needs {need} (Linux 6.12 or newer, "
            "with `landlock` among the security modules)"
        )
    return None


def bubblewrap_problem() -> str | None:
    """Why bubblewrap cannot confine here, or None where it can."""
    return bubblewrap.problem()


def choose(wanted: str) -> str:
    """The isolation in force: `sandlock`, `bubblewrap` or `limits`.

    Raises UserError (exit status 3) where `strict`, or one by name, cannot be had; exit status 2 for an unknown name.
    """
    if wanted not in CHOICES:
        raise UserError(f"no isolation is called {wanted!r}", lines=[f"choose from: {', '.join(CHOICES)}"])
    if wanted == "limits":
        return "limits"
    problems: list[str] = []
    for name, problem in (("sandlock", sandlock_problem), ("bubblewrap", bubblewrap_problem)):
        if wanted not in ("auto", "strict", name):
            continue
        found = problem()
        if found is None:
            return name
        problems.append(found)
    if wanted == "auto":
        return "limits"
    raise UserError(
        f"isolation {wanted!r} cannot be had here",
        lines=[*problems, "`--isolation auto` uses the best there is; `llmprep doctor` tells more"],
        exit_status=Exit.UNAVAILABLE,
    )


def environment(home: Path, python_home: Path) -> dict[str, str]:
    """The whole environment of a worker."""
    env = {name: os.environ[name] for name in PASSED if name in os.environ}
    return env | {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONHOME": str(python_home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TORCHINDUCTOR_CACHE_DIR": str(home),
    }


def start(isolation: str, place: Place) -> Plain:
    """Start a worker confined in the way that `choose` named."""
    if isolation == "sandlock":  # the worker confines itself once it has imported torch, see confinement.py
        return Nested([*place.command, "sandlock", place.device], place)
    if isolation == "bubblewrap":
        return Nested(bubblewrap.command(place), place)
    return Plain(place.command, place)


class Plain:
    """A worker as an ordinary process."""

    def __init__(self, command: Sequence[str], place: Place) -> None:
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("LLMPREP_DEBUG_WORKER") else subprocess.DEVNULL,
            cwd=place.cwd,
            env=place.env,
            start_new_session=True,
            close_fds=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.stdin: IO[bytes] = self._process.stdin
        self.stdout: IO[bytes] = self._process.stdout

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        self.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self.stdout.close()


class Nested(Plain):
    """A worker that is the one child of the process started here: of bubblewrap, or of what sandlock forked it from."""

    @property
    def pid(self) -> int:
        """The worker, as it is called out here (the process started, until there is one)."""
        return next(iter(processes.children(self._process.pid)), self._process.pid)

    def stop(self) -> None:
        # The kernel ends whatever is left in bubblewrap's namespace; its process and sandlock's then end by themselves.
        processes.kill_all([self.pid])
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        super().stop()
