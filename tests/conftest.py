"""Every test gets its own data directory, whose history is nobody's, and a Ctrl-C that works."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

# What a shell puts in the background starts with Ctrl-C ignored, what nohup starts with SIGHUP ignored, and so would all
# be that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LLMPREP_HOME, with no judge configured."""
    home = tmp_path / "llmprep-home"
    monkeypatch.setenv("LLMPREP_HOME", str(home))
    for name in ("LLMPREP_JUDGE_MODEL", "LLMPREP_JUDGE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home
