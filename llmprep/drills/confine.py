"""What a submission's process gives up before a line of the stranger's code runs: files, network, processes, limits.

This file stands alone (standard library, and sandlock where it is used): its source text is handed to the worker.
Three walls, each of which is irreversible for the process:

- rlimits: memory, processor time, file size, open files, core dumps;
- a seccomp filter: no sockets, no new processes or programs, no signals to others, no ptrace, no io_uring, no kernel
  administration, no changes of ownership or permission (which Landlock does not cover);
- Landlock, through `sandlock.confine`: reads only what is listed, writes only the process's own folder.
"""

import ctypes
import os
import platform
import resource
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 1, 38, 22
SIGKILL = 9
EPERM, ENOSYS = 1, 38
ALLOW, ERRNO, KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, JUMP_EQ, JUMP_GE, JUMP_SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
CLONE_THREAD = 0x10000
AF_UNIX = 1

ARCHES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000
# Numbers of the kernel's tables: (x86_64, aarch64); None where an architecture lacks the call.
DENIED = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "sethostname": (170, 161),
    "open_by_handle_at": (304, 265), "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186),
    "mq_open": (240, 180), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88), "setpriority": (141, 140), "sched_setscheduler": (144, 119),
}  # fmt: skip
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
ONLY_ITSELF = {"kill": (62, 129), "tgkill": (234, 131)}
ITSELF_OR_ZERO = {"prlimit64": (302, 261)}


def libc():
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent():
    """The kernel kills this process when the one that forked it ends."""
    if sys.platform == "linux":
        libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)


def set_limits(memory_bytes, cpu_s, file_bytes, open_files):
    """rlimits of this process. memory_bytes is what it may allocate beyond what it has now; 0 sets none."""
    soft_hard = {
        resource.RLIMIT_CPU: (cpu_s, cpu_s + 2),
        resource.RLIMIT_FSIZE: (file_bytes, file_bytes),
        resource.RLIMIT_NOFILE: (open_files, open_files),
        resource.RLIMIT_CORE: (0, 0),
    }
    if memory_bytes and sys.platform == "linux":
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        soft_hard[resource.RLIMIT_AS] = (now + memory_bytes, now + memory_bytes)
    for which, limit in soft_hard.items():
        try:
            resource.setrlimit(which, limit)
        except (ValueError, OSError):
            continue  # a stricter limit is already in force


# ---------------------------------------------------------------- seccomp


def instruction(code, k, if_true=0, if_false=0):
    return struct.pack("<HBBI", code, if_true, if_false, k)


def rules(table, column, tail):
    """For each call of the table: compare the number, and on a match run `tail` (which must return)."""
    program = b""
    for numbers in table:
        if numbers[column] is not None:
            program += instruction(JUMP_EQ, numbers[column], 0, len(tail) // 8) + tail
    return program


def seccomp_program(machine, pid, unix_sockets):
    """The filter as bytes, for an architecture of ARCHES and the process that will install it."""
    column = list(ARCHES).index(machine)
    deny = instruction(RETURN, ERRNO | EPERM)
    allow = instruction(RETURN, ALLOW)
    argument = instruction(LOAD, 16)  # the low half of the first argument
    only_itself = argument + instruction(JUMP_EQ, pid, 0, 1) + allow + deny
    itself_or_zero = argument + instruction(JUMP_EQ, pid, 1, 0) + instruction(JUMP_EQ, 0, 0, 1) + allow + deny
    threads_only = argument + instruction(JUMP_SET, CLONE_THREAD, 0, 1) + allow + deny
    socket = argument + instruction(JUMP_EQ, AF_UNIX, 0, 1) + allow + deny if unix_sockets else deny
    program = (
        instruction(LOAD, 4) + instruction(JUMP_EQ, ARCHES[machine], 1, 0) + instruction(RETURN, KILL_PROCESS)
    )
    program += instruction(LOAD, 0)
    if machine == "x86_64":
        program += instruction(JUMP_GE, X32_BIT, 0, 1) + deny
    program += rules([CLONE3], column, instruction(RETURN, ERRNO | ENOSYS))  # glibc then falls back to clone
    program += rules([CLONE], column, threads_only)
    program += rules([SOCKET], column, socket)
    program += rules(ONLY_ITSELF.values(), column, only_itself)
    program += rules(ITSELF_OR_ZERO.values(), column, itself_or_zero)
    program += rules(DENIED.values(), column, deny)
    return program + allow


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def filter_system_calls(unix_sockets=False):
    """Install the filter; False where this kernel or architecture cannot."""
    if sys.platform != "linux" or platform.machine() not in ARCHES:
        return False
    code = seccomp_program(platform.machine(), os.getpid(), unix_sockets)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p).value)
    c = libc()
    if c.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return c.prctl(PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0


# ---------------------------------------------------------------- Landlock


def restrict_files(readable, writable):
    """Landlock: read only `readable`, write only `writable`. Raises when the kernel cannot."""
    import sandlock

    sandlock.confine(
        sandlock.Sandbox(fs_readable=[p for p in readable if os.path.exists(p)], fs_writable=list(writable))
    )
