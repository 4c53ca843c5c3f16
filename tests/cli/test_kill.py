"""kill -9 at any moment of a session: nothing acknowledged is lost, and the session goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

from llmprep.store.log import Log

from .conftest import TOYS, environment

MOMENTS = 50
IN_SESSION = """
import os, random, signal, sys, time
from pathlib import Path
import llmprep.cli.quiz, llmprep.practice.session, llmprep.ui.conversation, rich.markdown, fsrs
import llmprep.answers.rubric, llmprep.answers.numeric, llmprep.answers.choice
from llmprep.__main__ import main

rng = random.Random(7)
toys, homes, moments = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
lines = "centre of gravity\\n" * 5
for moment in range(moments):
    home = homes / str(moment)
    os.environ["LLMPREP_HOME"] = str(home)
    feed, answers = os.pipe()
    os.write(answers, lines.encode())
    shown = os.open(homes / f"{moment}.out", os.O_WRONLY | os.O_CREAT, 0o644)
    child = os.fork()
    if child == 0:
        os.dup2(feed, 0)
        os.dup2(shown, 1)
        os.close(answers)
        sys.stdin = open(0, encoding="utf-8")
        sys.stdout = open(1, "w", encoding="utf-8")
        try:
            main(["quiz", "--bank", toys, "--topic", "toys", "-n", "5", "--seed", str(moment)])
        finally:
            os._exit(0)
    # at any moment after so many grades were shown: a loaded machine only stretches the time
    graded, deadline = rng.randrange(5), time.monotonic() + 30
    while (homes / f"{moment}.out").read_bytes().count(b"/ 100") < graded and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(rng.uniform(0.0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(feed), os.close(answers), os.close(shown)
"""


def test_kill_9_at_fifty_random_moments_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    code = [sys.executable, "-c", IN_SESSION, str(TOYS), str(tmp_path), str(MOMENTS)]
    subprocess.run(code, env=environment(), check=True, timeout=300)
    answered_before_the_kill = []
    for moment in range(MOMENTS):
        acknowledged = (tmp_path / f"{moment}.out").read_text(encoding="utf-8", errors="replace").count("/ 100")
        with Log.open(tmp_path / str(moment) / "llmprep.db") as log:
            answers = log.events(["answer"])
            assert acknowledged <= len(answers) <= 5
            assert len({e.item for e in answers}) == len(answers)
            answered_before_the_kill.append(len(answers))
    assert len(set(answered_before_the_kill)) > 2, "the moments should fall before, within and after answers"


def test_the_session_goes_on_after_a_kill(tmp_path: Path, home: Path) -> None:
    quiz = [sys.executable, "-m", "llmprep", "quiz", "--bank", str(TOYS), "--topic", "toys", "-n", "5"]
    rng = random.Random(3)
    for _ in range(3):
        process = subprocess.Popen(
            quiz, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"centre of gravity\n")
        process.stdin.flush()
        seen = b""
        while b"Next review" not in seen:
            seen += process.stdout.read1(4096)
        for _ in range(rng.randrange(20)):
            process.poll()
        process.send_signal(signal.SIGKILL)
        process.communicate()
    done = subprocess.run(quiz, input=b"centre of gravity\n" * 5, capture_output=True, env=environment(), check=True)
    assert b"Going on where you stopped; 2 to go." in done.stdout
    with Log.open() as log:
        answers = log.events(["answer"])
        assert len({e.item for e in answers}) == len(answers) == 5
        assert len(log.events(["session-start"])) == len(log.events(["session-end"])) == 1
