"""Running the real command: from a pipe, and at a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

TOYS = Path(__file__).parent / "toys"
COMMAND = [sys.executable, "-m", "llmprep"]


def environment() -> dict[str, str]:
    return {
        **os.environ, "COLUMNS": "90", "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1",
        "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip


@pytest.fixture
def llmprep(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `llmprep ARGS` with this text on stdin."""

    def run(*args: str, stdin: str = "", columns: int = 90) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *args],
            input=stdin,
            capture_output=True,
            text=True,
            env=environment() | {"COLUMNS": str(columns)},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def toys() -> tuple[str, ...]:
    """Options that choose the toy bank."""
    return ("--bank", str(TOYS), "--topic", "toys")


class Terminal:
    """A person at a terminal. `screen` is all that was shown, without colours."""

    def __init__(self, *args: str) -> None:
        self.child = pexpect.spawn(
            COMMAND[0], [*COMMAND[1:], *args], env=environment(), encoding="utf-8", timeout=90, dimensions=(40, 90)
        )
        self.seen = ""

    def see(self, pattern: str) -> str:
        """Wait for this text; what was shown up to it."""
        self.child.expect(pattern)
        shown = plain(str(self.child.before) + str(self.child.after))
        self.seen += shown
        return shown

    def type(self, text: str) -> None:
        """Once the prompt is there, type a text and press Enter."""
        self.see("›")
        self.child.send(text + "\r")

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def leave(self) -> int:
        """Wait for the end; the exit status."""
        self.child.expect(pexpect.EOF)
        self.seen += plain(str(self.child.before))
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)


def plain(text: str) -> str:
    """Without escape sequences."""
    return re.sub(r"\x1b(\[[0-9;?>]*[A-Za-z]|\][^\x07]*\x07|[=>])", "", text).replace("\r", "")


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the real command on a terminal of its own."""
    started: list[Terminal] = []

    def start(*args: str) -> Terminal:
        started.append(Terminal(*args))
        return started[-1]

    yield start
    for each in started:
        each.child.close(force=True)


@pytest.fixture
def events(home: Path) -> Callable[..., list[Any]]:
    """The events recorded so far."""
    from llmprep.store.log import Log

    def read(*kinds: str) -> list[Any]:
        with Log.open() as log:
            return log.events(kinds or None)

    return read


@pytest.fixture
def as_object() -> Callable[[subprocess.CompletedProcess[str]], Any]:
    """The one JSON object on stdout; nothing else may be there."""

    def read(done: subprocess.CompletedProcess[str]) -> Any:
        lines = done.stdout.splitlines()
        assert len(lines) == 1, done.stdout + done.stderr
        return json.loads(lines[0])

    return read
