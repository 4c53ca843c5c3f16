"""Every test gets its own data directory: none touches the history of whoever runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LLMPREP_HOME, with no judge configured."""
    home = tmp_path / "llmprep-home"
    monkeypatch.setenv("LLMPREP_HOME", str(home))
    for name in ("LLMPREP_JUDGE_MODEL", "LLMPREP_JUDGE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home
