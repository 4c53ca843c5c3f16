"""`llmprep drill`: the contract of its output and exit statuses, and a learner's way through one drill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llmprep.drills.catalogue import builtin_drills_dir

PASSED, NOT_PASSED, MISUSE, UNAVAILABLE = 0, 1, 2, 3
RELU = builtin_drills_dir() / "relu"
RIGHT = (RELU / "reference.py").read_text()
WRONG = (RELU / "mistakes" / "nan_becomes_zero.py").read_text()
EVERY_KEY = {"drill", "passed", "score", "device", "isolation", "seed", "checks", "diagnosis", "seconds"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_list_shows_every_drill_with_its_state(llmprep: Any) -> None:
    shown = json.loads(llmprep("drill", "list", "--json").stdout)
    assert shown["count"] == len(shown["drills"]) == 93
    assert {d["state"] for d in shown["drills"]} == {"new"}
    few = json.loads(llmprep("drill", "list", "--topic", "kv-cache", "--level", "4", "--json").stdout)
    assert {(d["topic"], d["level"]) for d in few["drills"]} == {("kv-cache", 4)}
    assert "sampling" in llmprep("drill", "list", "--search", "nucleus").stdout


def test_the_path_puts_each_drill_after_what_it_builds_on(llmprep: Any) -> None:
    order = [d["id"] for d in json.loads(llmprep("drill", "list", "--path", "--json").stdout)["drills"]]
    place = {id: i for i, id in enumerate(order)}
    assert place["softmax"] < place["attention"] < place["flash_attention"]
    assert place["reward_model_loss"] < place["dpo_loss"] < place["orpo_loss"]
    assert place["kv_cache_size"] < place["paged_kv_cache"]


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("drill", "show", "atention"), "did you mean: attention"),
        (("drill", "check", "nucleus", "x.py"), "nucleus_sampling"),
        (("drill", "list", "--topic", "atention"), "did you mean: attention"),
        (("drill", "list", "--state", "tryed"), "did you mean: tried"),
        (("drill", "check", "relu", "x.py", "--isolation", "magic"), "choose from: auto, strict"),
        (("drill", "check", "relu", "x.py", "--device", "tpu"), "choose from: auto, cpu, cuda, mps"),
        (("drill", "watch", "relu", "none.py"), "`llmprep drill start relu` writes one"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_would_be_right(llmprep: Any, here: Path, args: Any, hint: str) -> None:
    done = llmprep(*args)
    assert done.returncode == MISUSE
    assert hint in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_device_that_is_not_here_exits_3(llmprep: Any, here: Path) -> None:
    torch = pytest.importorskip("torch")
    missing = "cuda" if not torch.cuda.is_available() else "mps"
    (here / "relu.py").write_text(RIGHT)
    done = llmprep("drill", "check", "relu", "relu.py", "--device", missing)
    assert done.returncode == UNAVAILABLE
    assert f"device '{missing}' is not available" in done.stderr


def test_from_start_to_pass(llmprep: Any, here: Path, events: Any) -> None:
    started = llmprep("drill", "start", "relu")
    assert started.returncode == PASSED
    assert "Wrote relu.py" in started.stdout
    assert (here / "relu.py").read_text() == (RELU / "starter.py").read_text()

    (here / "relu.py").write_text(WRONG)
    assert "left alone" in llmprep("drill", "start", "relu").stdout
    assert (here / "relu.py").read_text() == WRONG

    failed = llmprep("drill", "check", "relu", "relu.py", "--json")
    assert failed.returncode == NOT_PASSED
    verdict = json.loads(failed.stdout)
    assert set(verdict) == EVERY_KEY
    assert verdict["diagnosis"]["mistake"] == "nan_becomes_zero"
    assert 0 < verdict["score"] < 100
    wrong = next(c for c in verdict["checks"] if not c["passed"])
    assert {"name", "kind", "message", "counterexample"} <= set(wrong)

    for number in (1, 2, 3, 3):
        assert f"Hint {number} of 3" in llmprep("drill", "hint", "relu").stdout
    walk = json.loads(llmprep("drill", "solution", "relu", "--yes", "--json").stdout)["walkthrough"]
    assert any("def relu" in part["code"] for part in walk)
    assert any(part["why"] for part in walk)

    (here / "relu.py").write_text(RIGHT)
    passed = llmprep("drill", "check", "relu", "relu.py")
    assert passed.returncode == PASSED
    assert "✓ relu passed" in passed.stdout
    assert "An interviewer would go on" in passed.stdout
    kinds = [e.kind for e in events() if e.kind.startswith("drill")]
    assert kinds == ["drill-start", "drill", *["drill-hint"] * 3, "drill-solution", "drill"]
    last = events("drill")[-1].payload
    assert last["passed"]
    assert last["hints"] == 3
    assert last["solution_seen"]
    assert last["source"] == RIGHT
    (state,) = json.loads(llmprep("drill", "list", "--search", "relu kink", "--json").stdout)["drills"]
    assert state["state"] in ("passed", "due")
    assert state["tries"] == 2

    assert "kept in relu.1.bak" in llmprep("drill", "start", "relu", "--reset").stdout
    assert (here / "relu.1.bak").read_text() == RIGHT


BAD = {
    "missing.py": (None, "there is no such file"),
    "binary.py": (b"\x7fELF\x00\x00", "is a binary file"),
    "latin.py": ("x = 'é'\n".encode("latin-1"), "is not UTF-8 text"),
    "huge.py": (b"#" * 300_000, "too large for a submission"),
    "syntax.py": (b"def relu(x:\n    return x\n", "has a syntax error in line 1"),
    "other.py": (b"def rectify(x):\n    return x\n", "defines no relu"),
    "arguments.py": (b"def relu():\n    return 1\n", "TypeError"),
    "quits.py": (b"import sys\ndef relu(x):\n    sys.exit(0)\n", "SystemExit"),
    "dies.py": (b"import os\ndef relu(x):\n    os._exit(0)\n", "ended its own process"),
    "floods.py": (b"def relu(x):\n    print('x' * 100_000)\n    return 'spam'\n", "should be a float"),
    "nonsense.py": (b"def relu(x):\n    return object()\n", "should be a float"),
    "starter.py": ((RELU / "starter.py").read_bytes(), "the starter is still to be filled in"),
}


def test_every_kind_of_bad_submission_is_a_failed_check_that_says_why(llmprep: Any, here: Path) -> None:
    for name, (content, _) in BAD.items():
        if content is not None:
            (here / name).write_bytes(content)
    (here / "right.py").write_text(RIGHT)
    done = llmprep("drill", "check", "relu", *BAD, "right.py", "--json")
    assert done.returncode == NOT_PASSED
    verdicts = lines(done.stdout)
    assert [v["file"] for v in verdicts] == [*BAD, "right.py"], "in the order given"
    for verdict, (_, why) in zip(verdicts, BAD.values(), strict=False):
        messages = [c["message"] for c in verdict["checks"] if not c["passed"]]
        assert not verdict["passed"]
        assert any(why in m for m in messages), (verdict["file"], messages)
    assert verdicts[-1]["passed"]


def test_a_solution_says_why_each_line_is_there_beside_or_below_it(llmprep: Any) -> None:
    narrow = llmprep("drill", "solution", "attention", "--yes", columns=80).stdout
    wide = llmprep("drill", "solution", "attention", "--yes", columns=160).stdout
    line = "weights = torch.softmax(scores, dim=-1)"
    assert line in narrow
    assert any(line in shown and "Over the last dimension" in shown for shown in wide.splitlines())
    assert not any(line in shown and "Over the last dimension" in shown for shown in narrow.splitlines())


def test_a_folder_is_graded_several_files_at_a_time_and_not_recorded(llmprep: Any, here: Path, events: Any) -> None:
    (here / "class").mkdir()
    for name in ("a", "b", "c"):
        (here / "class" / f"{name}.py").write_text(RIGHT)
    done = llmprep("drill", "check", "relu", "class", "--jobs", "2", "--json")
    assert done.returncode == PASSED, done.stderr
    assert [(Path(v["file"]).name, v["passed"]) for v in lines(done.stdout)] == [
        ("a.py", True),
        ("b.py", True),
        ("c.py", True),
    ]
    assert len({v["seed"] for v in lines(done.stdout)}) == 1, "all are asked the same"
    assert not [e for e in events() if e.kind == "drill"]
    (here / "class" / "b.py").write_text(WRONG)
    table = llmprep("drill", "check", "relu", "class")
    assert table.returncode == NOT_PASSED
    assert "2 of 3 submissions of relu passed" in table.stdout


def test_the_same_seed_gives_the_same_verdict(llmprep: Any, here: Path) -> None:
    (here / "relu.py").write_text(WRONG)
    verdicts = [
        json.loads(llmprep("drill", "check", "relu", "relu.py", "--seed", "7", "--no-record", "--json").stdout)
        for _ in "ab"
    ]
    for verdict in verdicts:
        verdict.pop("seconds")
    assert verdicts[0] == verdicts[1]
    assert verdicts[0]["seed"] == 7


def test_watching_grades_again_on_every_save_and_ends_with_ctrl_c(terminal: Any, here: Path) -> None:
    (here / "relu.py").write_text(WRONG)
    t = terminal("drill", "watch", "relu", "relu.py")
    assert "not passed" in t.see("Ctrl-C ends")
    (here / "relu.py").write_text(RIGHT)
    shown = t.see("Ctrl-C ends")
    assert "relu passed" in shown
    assert "now right: values" in shown
    t.child.sendintr()
    t.see("Stopped watching")
    assert t.leave() == PASSED


@pytest.mark.gpu
def test_a_check_runs_on_the_gpu(llmprep: Any, here: Path) -> None:
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device on this machine")
    (here / "relu.py").write_text(RIGHT)
    verdict = json.loads(llmprep("drill", "check", "relu", "relu.py", "--device", "cuda", "--json").stdout)
    assert verdict["device"] == "cuda"
    assert verdict["passed"], verdict
