"""The worker's command inside bubblewrap, and why that cannot be had where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmprep.drills.sandbox import Place

NAMESPACES = (
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    # Process 1 cannot be ended from inside, and everything inside ends with it.
    "--as-pid-1",
    # The worker itself runs nobody's code. It shuts each child off from the folders of the others and then gives this
    # capability up for that child (see `confine_mounts` there); it counts for nothing outside the namespace.
    "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN",
)  # fmt: skip
NO_MORE_NAMESPACES = ("--unshare-user", "--disable-userns")
"""Since bubblewrap 0.8: a submission cannot make namespaces of its own, where it would have every capability."""
KERNEL = ("--proc", "/proc", "--dev", "/dev")
SEALED = ("--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/")
"""Nothing is written but to bound folders: files elsewhere would lie in memory that nobody counts, and root without any
capability may still change the kernel's settings in /proc/sys, which are its own."""
SWITCHES = (
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "user namespaces are off; `sudo sysctl user.max_user_namespaces=15000` turns them on",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "user namespaces are off for ordinary users; `sudo sysctl kernel.unprivileged_userns_clone=1` turns them on",
    ),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor keeps ordinary users' programs from user namespaces; a profile for bwrap, or "
        "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, allows them",
    ),
)
"""Settings of the kernel that keep bubblewrap from starting: where, which value, and what to do."""


def problem() -> str | None:
    """Why bubblewrap cannot confine here, or None where it can."""
    if sys.platform != "linux":
        return f"bubblewrap needs Linux; this is {sys.platform}"
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return "bubblewrap is not installed; `sudo apt install bubblewrap`, or the same by your system's own tool"
    reason = _refusal(bwrap, NAMESPACES)
    return None if reason is None else f"bubblewrap cannot start here ({reason}): {_remedy()}"


def command(place: Place) -> list[str]:
    """The worker's command inside bubblewrap: new namespaces, only the named paths, no network."""
    bwrap = shutil.which("bwrap") or "bwrap"
    made = [bwrap, *NAMESPACES]
    if _refusal(bwrap, (*NO_MORE_NAMESPACES, *NAMESPACES)) is None:
        made += NO_MORE_NAMESPACES
    made += ["--clearenv"]
    for name, value in place.env.items():
        made += ["--setenv", name, value]
    made += KERNEL
    # Distributions lead some libraries through links in here.
    for path in _existing([*place.readable, "/etc/alternatives"]):
        if not _under(path, ("/proc", "/dev/null", "/dev/zero", "/dev/urandom")):  # new ones of these are there
            made += ["--ro-bind", path, path]
    if place.device == "cuda":
        made += ["--ro-bind", "/sys", "/sys"]
        for path in map(str, sorted(Path("/dev").glob("nvidia*"))):
            made += ["--dev-bind", path, path]
    for path in _existing(place.writable):
        made += ["--bind", path, path]
    return [*made, *SEALED, "--chdir", place.cwd, "--", *place.command]


def counts_processes() -> bool:
    """Whether the kernel counts a namespace's processes apart from the user's others (since Linux 5.14)."""
    major, _, rest = os.uname().release.partition(".")
    minor = rest.partition(".")[0]
    return major.isdigit() and minor.isdigit() and (int(major), int(minor)) >= (5, 14)


@cache
def _refusal(bwrap: str, flags: tuple[str, ...]) -> str | None:
    """What bubblewrap says where it does not start with these namespaces."""
    command = [bwrap, *flags, "--ro-bind", "/", "/", *KERNEL, *SEALED, "--", "true"]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if not tried.returncode:
        return None
    said = tried.stderr.decode(errors="replace").strip().splitlines()
    return said[-1].removeprefix("bwrap: ") if said else f"exit status {tried.returncode}, no reason given"


def _remedy() -> str:
    for path, value, what in SWITCHES:
        try:
            found = Path(path).read_text().strip()
        except OSError:
            continue
        if found == value:
            return what
    return (
        "new namespaces or mounts are not allowed; in a container, start that with them allowed "
        "(docker: `--security-opt seccomp=unconfined --security-opt systempaths=unconfined`)"
    )


def _existing(paths: Iterable[str]) -> list[str]:
    return [p for p in dict.fromkeys(paths) if os.path.exists(p)]


def _under(path: str, folders: Iterable[str]) -> bool:
    return any(path == f or path.startswith(f + "/") for f in folders)
