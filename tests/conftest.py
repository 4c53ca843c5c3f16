"""Every test gets its own data directory, whose history is nobody's, and a Ctrl-C that works."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

# A shell starts what it puts in the background with Ctrl-C ignored, and so would all that the tests start be.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LLMPREP_HOME, with no judge configured."""
    home = tmp_path / "llmprep-home"
    monkeypatch.setenv("LLMPREP_HOME", str(home))
    for name in ("LLMPREP_JUDGE_MODEL", "LLMPREP_JUDGE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home
