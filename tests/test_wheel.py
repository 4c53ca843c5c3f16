"""The wheel carries questions and drills, and works outside of the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder that holds what the built wheel holds."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    made = subprocess.run(build, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    (wheel,) = out.glob("*.whl")
    target = out / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def llmprep(installed: Path, cwd: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the installed program: its own folder comes before the checkout on the path, and the checkout is not there."""
    code = f"import sys; sys.path[:] = [{str(installed)!r}, *(p for p in sys.path if p != {str(ROOT)!r} and p)]; "
    code += "from llmprep.__main__ import main; import llmprep; assert llmprep.__file__.startswith(sys.path[0]); main()"
    env = {**os.environ, "LLMPREP_HOME": str(cwd / "home"), "PYTHONPATH": ""}
    command = [sys.executable, "-c", code, *args]
    return subprocess.run(
        command, cwd=cwd, env=env, input=stdin, capture_output=True, text=True, check=False, timeout=300
    )


def test_it_carries_the_questions_and_the_drills(installed):
    content = installed / "llmprep" / "content"
    assert len(list(content.glob("question_bank/*/*.yaml"))) >= 100
    assert len(list(content.glob("drills/*/drill.yaml"))) == 93
    assert not (installed / "tests").exists()


def test_a_question_is_asked_and_graded(installed, tmp_path):
    shown = llmprep(installed, tmp_path, "quiz", "-n", "1", "--kind", "choice", "--seed", "3", "--json", stdin="a\n")
    assert shown.returncode in (0, 1), shown.stderr
    assert json.loads(shown.stdout)


def test_a_drill_is_started_and_checked_without_reading_the_references(installed, tmp_path):
    assert llmprep(installed, tmp_path, "drill", "start", "relu").returncode == 0
    (tmp_path / "relu.py").write_text(
        "import torch\n\n\ndef relu(x):\n    return torch.where(x <= 0, torch.zeros_like(x), x)\n"
    )
    passed = llmprep(installed, tmp_path, "drill", "check", "relu", "relu.py", "--json")
    assert json.loads(passed.stdout)["passed"], passed.stdout
    (tmp_path / "relu.py").write_text(
        "import glob, sys\nprint([p for r in sys.path for p in glob.glob(r + '/**/drills/relu/*.py', recursive=True)])\n"
        "def relu(x):\n    return x\n"
    )
    failed = llmprep(installed, tmp_path, "drill", "check", "relu", "relu.py")
    assert failed.returncode == 1
    assert "reference.py" not in failed.stdout
