"""What `llmprep doctor` finds, also on machines unlike this one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from llmprep import health


def torch_says(**found: Any) -> Any:
    said = {"version": "2.9", "cuda": False, "gpu": "", "built_for": None, "mps": False, "threads": 4} | found
    return lambda *_, **__: subprocess.CompletedProcess([], 0, "warning: noise\n" + json.dumps(said), "")


def test_a_gpu_is_named() -> None:
    found = health.device(torch_says(cuda=True, gpu="H100", built_for="12.8"))
    assert (found.status, found.says) == ("ok", "cuda: H100 (torch 2.9)")
    assert health.device(torch_says(mps=True)).says == "mps: Apple GPU (torch 2.9)"


def test_no_gpu_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmprep.drills.device.nvidia_driver", lambda: False)
    found = health.device(torch_says())
    assert found.status == "ok"
    assert "4 threads" in found.says


def test_a_gpu_that_torch_cannot_use_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmprep.drills.device.nvidia_driver", lambda: True)
    found = health.device(torch_says())
    assert found.status == "warn"
    assert "build without CUDA" in found.says
    assert "pytorch.org" in found.remedy


def test_a_torch_that_does_not_import_is_a_fault() -> None:
    def broken(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], 1, "", "Traceback\nImportError: libcudart.so.12: cannot open")

    def hanging(*_: Any, **__: Any) -> Any:
        raise subprocess.TimeoutExpired("python", 120)

    assert "libcudart" in health.device(broken).says
    assert health.device(broken).status == health.device(hanging).status == "fail"
    assert "pip install" in health.device(hanging).remedy


def test_missing_libraries_come_with_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "NEEDED", ("rich", "no-such-package"))
    found = health.versions()
    assert (found.status, found.remedy) == ("fail", "pip install no-such-package")


def test_confinement_that_cannot_be_had_is_said_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmprep.drills.sandbox.choose", lambda wanted: "limits")
    monkeypatch.setattr("llmprep.drills.sandbox.sandlock_problem", lambda: "the kernel is too old")
    monkeypatch.setattr("llmprep.drills.sandbox.bubblewrap_problem", lambda: "not installed")
    found = health.isolation()
    assert found.status == "warn"
    assert "could read and change your files" in found.says
    assert found.remedy == "either of two would confine it: the kernel is too old; or not installed"


def test_where_nothing_could_confine_no_installation_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    found = health.isolation()
    assert found.status == "warn"
    assert found.remedy == "sandlock and bubblewrap need Linux; here, check only code that you trust"


def test_bubblewrap_is_well_and_says_what_would_be_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llmprep.drills.sandbox.sandlock_problem", lambda: "the kernel is too old")
    monkeypatch.setattr("llmprep.drills.sandbox.bubblewrap_problem", lambda: None)
    found = health.isolation()
    assert found.status == "ok"
    assert "system calls are not filtered" in found.says
    assert found.remedy == "optional, sandlock: the kernel is too old"


def test_a_judge_needs_a_model_and_a_way_to_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.judge({}).status == "warn"
    monkeypatch.setenv("LLMPREP_JUDGE_MODEL", "qwen3")
    assert health.judge({}).status == "warn"
    secret = "sk-very-secret"
    assert health.judge({"OPENAI_API_KEY": secret}).status == "ok"
    assert secret not in str(health.judge({"OPENAI_API_KEY": secret}))
    monkeypatch.setenv("LLMPREP_JUDGE_URL", "http://localhost:11434/v1")
    assert "localhost" in health.judge({}).says


def test_a_terminal_that_garbles_is_noticed() -> None:
    assert health.terminal({"TERM": "xterm"}, 100, "utf-8").status == "ok"
    assert "ascii" in health.terminal({}, 100, "ascii").says
    assert "40 columns" in health.terminal({}, 40, "UTF-8").says
    assert "NO_COLOR" in health.terminal({"NO_COLOR": "1"}, 100, "utf-8").says


def test_an_editor_that_is_not_there_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.editor({"EDITOR": "no-such-editor -w"}).status == "warn"
    assert health.editor({"VISUAL": "sh -c", "EDITOR": "no-such-editor"}).says == "sh -c"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "EDITOR" in health.editor({}).remedy


def test_a_broken_setting_is_named(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("daily_nwe = 3\n")
    found = health.settings()
    assert found.status == "fail"
    assert "daily_new" in found.remedy
