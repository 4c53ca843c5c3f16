"""How the worker and its children are shut in, from inside. It stands alone, as worker.py does, and is copied with it."""

import ctypes
import os
import platform
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

PR_SET_PDEATHSIG = 1
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
SECCOMP_MODE_FILTER = 2
CLONE_NEWNS = 0x20000
CLONE_THREAD = 0x10000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 1, 2, 4, 32, 4096
CAPABILITY_HEADER = (ctypes.c_uint32 * 2)(0x20080522, 0)
"""Version 3 of the call, and "this process"."""
NO_SOCKETS = ("socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg")
"""Refused on top of sandlock's own list: Landlock knows TCP, but neither other protocols nor sockets that are files."""


def prctl(option: int, value: int, second: int = 0) -> int:
    """Linux only; elsewhere there is nothing to set."""
    if sys.platform != "linux":
        return 0
    given = (ctypes.c_ulong(number) for number in (value, second, 0, 0))
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, *given))


def must(done: int) -> None:
    """Raise OSError where a call to the C library failed."""
    if done:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def listed(name: str) -> list[str]:
    """The paths of an environment variable."""
    return [p for p in os.environ.get(name, "").split(os.pathsep) if p]


def present(paths: Iterable[str]) -> list[str]:
    """Those of the paths that are there: sandlock knows no others."""
    return [p for p in paths if os.path.exists(p)]


# ---------------------------------------------------------------- the worker


def go_on_confined(serve: Callable[[], None], device: str) -> NoReturn:
    """Call `serve` in a fork of this process that sandlock has confined; never returns.

    Confining a process that has imported torch already, rather than starting it confined, keeps the sandbox out of the
    thousands of file calls of that import. The fork ends when this process does, and this process when the fork does.
    """
    import sandlock

    def begin() -> None:
        status = 1
        try:
            # sandlock's own pipes, which are for work that we do not give it.
            os.closerange(3, os.sysconf("SC_OPEN_MAX"))
            must_be_confined()
            serve()
            status = 0
        finally:
            os._exit(status)

    gpus: dict[str, Any] = {"gpu_devices": []} if device == "cuda" else {}
    box = sandlock.Sandbox(
        fs_readable=present(listed("LLMPREP_READABLE")),
        fs_writable=present([*listed("LLMPREP_WRITABLE"), os.devnull]),
        extra_deny_syscalls=NO_SOCKETS,
        init_fn=begin,
        work_fn=lambda number: None,
        **gpus,
    )
    box.fork(1)
    os._exit(0)


def must_be_confined() -> None:
    """Raise RuntimeError unless files and sockets are out of reach: sandlock does not say so when it fails."""
    reaches: tuple[Callable[[], object], ...] = (lambda: os.listdir("/"), socket.socket)
    for reach in reaches:
        try:
            reach()
        except PermissionError:
            continue
        raise RuntimeError("sandlock did not confine the worker")


# ---------------------------------------------------------------- one child


def confine_child(how: str, home: str, device: str) -> None:
    """A confinement of this child's own inside the worker's: only its home is writable, the worker is out of reach."""
    if how == "sandlock":
        import sandlock

        if device == "cpu":  # a GPU's driver wants more than paths
            readable, writable = present(listed("LLMPREP_READABLE")), present([home, os.devnull])
            sandlock.confine(sandlock.Sandbox(fs_readable=readable, fs_writable=writable))
        refuse_processes()
    elif how == "mounts":
        confine_mounts(home)


def confine_mounts(home: str) -> None:
    """The same inside bubblewrap: every mount but this child's home is read-only, then no capability is left to undo it.

    The worker keeps its capability, which is also what refuses a child that would debug it or open its pipes by /proc.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    must(libc.unshare(CLONE_NEWNS))
    must(libc.mount(home.encode(), home.encode(), None, MS_BIND, None))
    for folder in listed("LLMPREP_WRITABLE"):
        kept = os.statvfs(folder).f_flag & os.ST_NOEXEC  # what the file system forbids already may not be allowed anew
        flags = MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | kept
        must(libc.mount(None, folder.encode(), None, flags, None))
    must(libc.capset(CAPABILITY_HEADER, (ctypes.c_uint32 * 6)()))
    os.chdir(home)  # the folder as it is mounted now


def set_limits(limits: Mapping[str, int]) -> None:
    """Limits of the kernel for this child: processor time, file size, address space, no core dumps."""
    for name, value in limits.items():
        which = getattr(resource, name, None)
        if which is None:
            continue
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(which, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


# Of the kernel's headers: classic BPF, and how seccomp uses it. Numbers of calls differ between processors.
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER, PROCESSOR, FIRST_ARGUMENT = 0, 4, 16
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
EPERM, ENOSYS = 1, 38
CALLS = {
    "x86_64": (0xC000003E, {"clone": 56, "clone3": 435}, (57, 58)),  # fork, vfork
    "aarch64": (0xC00000B7, {"clone": 220, "clone3": 435}, ()),
}
"""By machine: how seccomp calls the processor, how processes and threads are made, and what makes processes only."""


def process_filter(machine: str) -> bytes:
    """A seccomp program that lets a process start threads, but no processes; KeyError for a machine not known here.

    Calls of another kind than the processor's own (32 bits, x32) are ended by sandlock's filter already.
    """
    processor, calls, processes_only = CALLS[machine]
    program = [(LOAD, 0, 0, PROCESSOR), (EQUAL, 1, 0, processor), (RETURN, 0, 0, REFUSE | EPERM), (LOAD, 0, 0, NUMBER)]
    for call in processes_only:
        program += [(EQUAL, 0, 1, call), (RETURN, 0, 0, REFUSE | EPERM)]
    program += [
        # Its flags are in memory, where no filter can look; the C library goes on with clone where it is not there.
        (EQUAL, 0, 1, calls["clone3"]),
        (RETURN, 0, 0, REFUSE | ENOSYS),
        (EQUAL, 0, 3, calls["clone"]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 1, 0, CLONE_THREAD),
        (RETURN, 0, 0, REFUSE | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in program)


def refuse_processes() -> None:
    """From here on this process can start threads, but no other process: nothing to count, and nothing to outlive it.

    sandlock has given up the right to gain privileges already, which the kernel asks for first.
    """
    code = process_filter(platform.machine())
    kept = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(kept)))
    must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program)))
