"""A bank of one's own in place of the built-in one, and the real command run in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from llmprep.__main__ import main
from llmprep.bank import load


@pytest.fixture
def builtin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for the built-in bank."""
    folder = tmp_path / "question_bank"
    folder.mkdir()
    monkeypatch.setattr(load, "builtin_bank_dir", lambda: folder)
    return folder


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        """The one object that was printed; nothing else may be on stdout."""
        return json.loads(self.out)


@pytest.fixture
def llmprep(builtin: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run `llmprep ARGS` with these bytes on stdin, at a width that wraps nothing."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*args: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in args])
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return run
