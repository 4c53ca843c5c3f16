"""What a check leaves behind: no process and no file, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from llmprep.drills import folder, processes, sandbox
from llmprep.drills.pool import Worker
from llmprep.errors import Exit, UserError

DAEMON = b"""
import os, time
try:
    daemon = os.fork() == 0
except PermissionError:
    daemon = False
if daemon:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(0.2)
    os._exit(0)
def f(x):
    return x
"""
GRADER = f"""
import sys, time
from llmprep.drills.pool import Worker
with Worker.start(isolation=sys.argv[1]) as worker, worker.open({DAEMON!r}, entries=("f",)) as submission:
    print(worker.root, worker.pid, submission.load.ok, flush=True)
    time.sleep(60)
"""


def soon(holds: Callable[[], bool], within_s: float = 10) -> bool:
    """Whether something comes to hold."""
    deadline = time.monotonic() + within_s
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return held


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize(
    ("isolation", "how"),
    [
        ("bubblewrap", signal.SIGKILL),
        ("limits", signal.SIGKILL),
        ("limits", signal.SIGTERM),
        ("sandlock", signal.SIGKILL),
        ("sandlock", signal.SIGTERM),
    ],
)
def test_nothing_outlives_a_grader_that_is_ended(isolation, how, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # nobody else sweeps here
    look = {"sandlock": sandbox.sandlock_problem, "bubblewrap": sandbox.bubblewrap_problem}.get(isolation)
    if look and (problem := look()):
        pytest.skip(problem)
    command, env = [sys.executable, "-c", GRADER, isolation], {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as grader:
        root, worker, loaded = grader.stdout.readline().split()
        assert loaded == "True"

        def running() -> list[int]:
            return [p for p in (int(worker), *processes.descendants(int(worker))) if not processes.is_zombie(p)]

        # Worker, submission and what that left running: sandlock lets it start nothing.
        assert soon(lambda: len(running()) == (2 if isolation == "sandlock" else 3))
        mine = running()
        grader.send_signal(how)
        soon(lambda: all(map(processes.is_zombie, mine)))
    assert all(map(processes.is_zombie, mine))
    if how == signal.SIGTERM:
        assert grader.returncode == 128 + how
        assert not Path(root).exists()
    else:  # nothing can be done any more by a grader that is killed, but by the next one
        assert Path(root).exists()
        folder.sweep()
        assert not Path(root).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_outlives_graders_side_by_side(how, tmp_path):
    submissions, places = tmp_path / "submissions", tmp_path / "tmp"
    for made in (submissions, places):
        made.mkdir()
    for name in "abcd":
        (submissions / f"{name}.py").write_text("import time\ntime.sleep(60)\n")
    command = [sys.executable, "-m", "llmprep", "drill", "check", "softmax", str(submissions), "--jobs", "2"]
    env = {**os.environ, "TMPDIR": str(places), "LLMPREP_HOME": str(tmp_path / "home")}
    # In a session of its own, as at a terminal, where Ctrl-C reaches all of them.
    with subprocess.Popen(command, env=env, start_new_session=True, stderr=subprocess.PIPE, text=True) as grader:
        assert soon(lambda: len(list(places.glob("llmprep-*/runs/*/home/submission.py"))) == 2, within_s=60)
        mine = processes.descendants(grader.pid)
        if how == signal.SIGINT:
            os.killpg(grader.pid, how)
        else:
            grader.send_signal(how)
        _, said = grader.communicate(timeout=30)
    assert soon(lambda: all(map(processes.is_zombie, mine)))
    assert not list(places.iterdir())
    assert said == ""
    assert grader.returncode == (-how if how == signal.SIGKILL else 128 + how)


def test_a_folder_that_cannot_be_made_is_said(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with (
        pytest.raises(UserError, match="no folder for the worker can be made: No space left") as caught,
        Worker.start(),
    ):
        pass
    assert caught.value.exit_status == Exit.UNAVAILABLE


def test_locked_folders_are_noticed_and_removed(tmp_path):
    inside = tmp_path / "run" / "locked" / "inside"
    inside.mkdir(parents=True)
    (inside / "file").write_bytes(b"x" * 5000)
    assert processes.disk_bytes(tmp_path / "run") >= 5000
    inside.parent.chmod(0)
    if os.geteuid():  # root sees through it
        assert processes.disk_bytes(tmp_path / "run") is None
    folder.remove_folder(tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_only_what_nobody_uses_any_more_is_swept(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mine, other = folder.Folder(), tmp_path / "llmprep-not-of-a-worker"
    other.mkdir()
    folder.sweep()
    assert mine.path.exists()
    mine.remove()
    assert [p.name for p in tmp_path.iterdir()] == [other.name]


def test_ctrl_c_while_a_worker_starts_or_ends_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for step in ("_launch", "close"):
        before = getattr(Worker, step)

        def interrupted(self, before=before):
            signal.raise_signal(signal.SIGINT)
            before(self)

        with monkeypatch.context() as patch:
            patch.setattr(Worker, step, interrupted)
            with pytest.raises(KeyboardInterrupt), Worker.start(isolation="limits"):
                pass
        assert not list(tmp_path.iterdir())


def test_a_worker_that_cannot_be_started_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("llmprep.drills.boot.base_python", lambda: "/no/such/python")
    with pytest.raises(FileNotFoundError), Worker.start(isolation="limits"):
        pass
    assert not list(tmp_path.iterdir())
