"""What a submission inside sandlock can and cannot do: threads, but no processes and no sockets."""

from __future__ import annotations

import platform

import pytest

from llmprep.drills import confinement, sandbox
from llmprep.drills.pool import Worker

TRIES = """
import ctypes, errno, os, socket, subprocess, sys, threading

libc = ctypes.CDLL(None, use_errno=True)
said = []


def attempt(name, act):
    try:
        act()
        said.append(f"{name}=done")
    except OSError as error:
        said.append(f"{name}={errno.errorcode.get(error.errno, error.errno)}")


def fork():
    if os.fork() == 0:
        os._exit(0)


def call(number, *args):
    if libc.syscall(number, *args) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def thread():
    done = []
    made = threading.Thread(target=done.append, args=(1,))
    made.start()
    made.join()
    assert done == [1]


def datagram():
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    here.sendto(b"x", "/run/anybody.sock")


attempt("thread", thread)
attempt("pair", socket.socketpair)
attempt("fork", fork)
attempt("spawn", lambda: subprocess.run([sys.executable, "-c", ""]))
attempt("clone3", lambda: call(435, 0, 0))
attempt("tcp", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
attempt("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
attempt("unix", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
attempt("datagram", datagram)
attempt("kill", lambda: os.kill(os.getppid(), 0))
attempt("root", lambda: os.listdir("/"))
raise RuntimeError(" ".join(said))
"""


@pytest.fixture
def sandlocked():
    if problem := sandbox.sandlock_problem():
        pytest.skip(problem)
    with Worker.start(isolation="sandlock") as worker:
        yield worker


def test_a_submission_has_threads_but_no_processes_and_no_sockets(sandlocked):
    with sandlocked.open(TRIES.encode(), entries=("f",)) as submission:
        said = dict(pair.split("=") for pair in submission.load.message.split("RuntimeError: ")[1].split())
    assert {name for name, result in said.items() if result == "done"} == {"thread", "pair"}
    assert said.pop("clone3") == "ENOSYS"  # anything else, and the C library makes no threads either
    assert said.pop("root") == "EACCES"
    assert {result for result in said.values() if result != "done"} == {"EPERM"}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x32 is a kind of call of x86-64 only")
def test_calls_by_other_numbers_end_a_submission(sandlocked):
    source = b"import ctypes; ctypes.CDLL(None).syscall(0x40000000 + 57)"
    with sandlocked.open(source, entries=("f",)) as submission:
        assert "SIGSYS" in submission.load.message


def test_the_filter_is_there_for_the_processors_that_sandlock_is_built_for():
    for machine in ("x86_64", "aarch64"):
        code = confinement.process_filter(machine)
        assert len(code) % 8 == 0
        assert code[-8:-4] == bytes([confinement.RETURN, 0, 0, 0])
    with pytest.raises(KeyError):
        confinement.process_filter("pdp11")


def test_a_worker_that_was_not_confined_does_not_serve():
    with pytest.raises(RuntimeError, match="did not confine"):
        confinement.must_be_confined()
