"""Hostile submissions: none is accepted, none harms, each gets a clear message."""

from __future__ import annotations

import ast
import io
import os
import re
import signal
import socket
from pathlib import Path

import pytest
from rich.console import Console

from llmprep.drills import processes, sandbox
from llmprep.drills.case_set import CaseSet
from llmprep.drills.catalogue import load_drills
from llmprep.drills.grade import grade_source
from llmprep.drills.pool import Worker
from llmprep.drills.truth import Truth
from llmprep.ui.drill_report import print_verdict

HOSTILE = sorted((Path(__file__).parent / "hostile").glob("*.py"))
DRILL = load_drills().get("softmax")
CANARY = "sk-canary-2f9c1"
NOT_COVERED = {"limits": {"files", "network", "signals"}}
"""What limits alone do not promise: `llmprep doctor` and every result say so."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
ESCAPED = [Path(folder, "llmprep-was-here") for folder in ("/tmp", "/var/tmp", "/", "/dev/shm", "/root", "/home")]


def family(path: Path) -> str:
    tree = ast.parse(path.read_text())
    return next(
        ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "FAMILY"
    )


@pytest.fixture(scope="module", params=["sandlock", "bubblewrap", "limits"])
def target(request, impatient):
    look = {"sandlock": sandbox.sandlock_problem, "bubblewrap": sandbox.bubblewrap_problem}.get(request.param)
    if look and (problem := look()):
        pytest.skip(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", CANARY)
        with Worker.start(isolation=request.param, limits=impatient) as worker:
            yield worker


@pytest.fixture(scope="module")
def truth():
    return Truth(DRILL.folder)


@pytest.fixture
def signals():
    """Signals that reach the grader while a submission runs."""
    caught: list[int] = []
    before = {s: signal.signal(s, lambda number, _: caught.append(number)) for s in (signal.SIGTERM, signal.SIGUSR1)}
    yield caught
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def listener():
    """A server that nobody may reach."""
    for port in range(47600, 47604):
        with socket.socket() as server:
            try:
                server.bind(("127.0.0.1", port))
            except OSError:
                continue
            server.listen()
            server.setblocking(False)
            yield server
            return
    pytest.skip("no free port")


def shown(verdict) -> str:
    stream = io.StringIO()
    print_verdict(Console(file=stream, width=100, no_color=True), verdict)
    return stream.getvalue()


@pytest.mark.parametrize("path", HOSTILE, ids=lambda p: p.stem)
def test_a_hostile_submission_gains_nothing_and_leaves_nothing(path, target, truth, signals, listener):
    kind = family(path)
    if kind in NOT_COVERED.get(target.isolation, ()):
        pytest.skip(f"limits alone do not cover {kind}")
    verdict = grade_source(DRILL, path.read_bytes(), target, cases=CaseSet(truth, 5))
    report = shown(verdict)

    assert not verdict.passed
    assert verdict.isolation == target.isolation
    failed = [c for c in verdict.checks if not c.passed]
    assert all(c.message for c in failed), "every failed check says what is wrong"
    assert not CONTROL.search(report.replace("\n", "")), "no control sequence reaches the terminal"
    assert CANARY not in report
    assert not signals, "no signal reached the grader"
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert not [p for p in ESCAPED if os.path.exists(p)]
    assert not [*(target.root / "runs").iterdir(), *(target.root / "home").iterdir()], "no file is left"
    assert not [p for p in processes.descendants(target.pid) if not processes.is_zombie(p)], "nothing runs on"


def test_an_honest_submission_still_passes_after_all_that(target, truth):
    for _ in range(2):
        verdict = grade_source(DRILL, (DRILL.folder / "reference.py").read_bytes(), target, cases=CaseSet(truth))
        assert verdict.passed, [c.message for c in verdict.checks if not c.passed]


def test_there_are_enough_kinds_of_attack():
    assert len(HOSTILE) >= 30
    assert len({family(p) for p in HOSTILE}) >= 12


def test_secrets_are_not_readable_and_debuggers_are_refused(target, truth):
    if target.isolation == "limits":
        pytest.skip("limits alone do not cover files and signals")
    for name, forbidden in (("read_secrets", "READ"), ("ptrace_the_parent", "attached")):
        source = (Path(__file__).parent / "hostile" / f"{name}.py").read_bytes()
        assert forbidden not in grade_source(DRILL, source, target, cases=CaseSet(truth, 1)).output


def test_the_worker_sees_only_named_variables(target, truth):
    source = (Path(__file__).parent / "hostile" / "steal_the_environment.py").read_bytes()
    output = grade_source(DRILL, source, target, cases=CaseSet(truth, 1)).output
    assert "PATH" in output
    assert CANARY not in output
