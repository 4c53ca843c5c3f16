"""Reading banks: every fault with its file, line, question and remedy, all at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmprep.bank import cache, load
from llmprep.bank.load import load_bank, read_bank
from llmprep.errors import UserError

ALWAYS = -60_000_000_000
"""Files written a moment ago count as settled, whatever the disk's clock says."""
GOOD = """\
topic: attention
questions:
  - id: scale
    kind: free
    level: 2
    prompt: Why?
    points:
      - {id: variance, says: It grows., match: [variance grow]}
  - id: rows-sum
    kind: choice
    level: 1
    prompt: What makes rows sum to one?
    options:
      - {says: Softmax, right: true}
      - {says: Scaling, why: It does not.}
  - id: square
    kind: numeric
    level: 3
    prompt: "{n} squared?"
    given: {n: {one_of: [2, 1e3]}}
    formula: n ** 2
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMPREP_HOME", str(tmp_path / "home"))
    empty = tmp_path / "builtin" / "question_bank"
    empty.mkdir(parents=True)
    monkeypatch.setattr(load, "builtin_bank_dir", lambda: empty)
    monkeypatch.setattr(cache, "SETTLED_NS", ALWAYS)


def bank(tmp_path: Path, **files: str) -> Path:
    root = tmp_path / "mine"
    for name, text in files.items():
        file = root / (name.replace("__", "/") + ".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def faults(tmp_path: Path, **files: str) -> list[str]:
    root = bank(tmp_path, **files)
    with pytest.raises(UserError) as caught:
        load_bank([root])
    return [line.replace(str(root) + "/", "") for line in caught.value.lines]


def test_questions_come_in_file_order_with_topic_and_place(tmp_path: Path) -> None:
    root = bank(tmp_path, attention__scale=GOOD)
    read = load_bank([root])
    assert list(read.questions) == ["scale", "rows-sum", "square"]
    assert {q.topic for q in read} == {"attention"}
    assert read.get("rows-sum").where == f"{root}/attention/scale.yaml:9"
    assert read.get("square").given["n"].one_of == (2, 1000.0)  # type: ignore[union-attr]


def test_labels_hidden_files_and_other_endings_are_no_part_of_a_bank(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD, attention__labels__x="labels: []", attention__labels__deep__y="labels: []")
    (root / "notes.txt").write_text("{")
    (root / ".hidden.yaml").write_text("{")
    (root / "b.yml").write_text(GOOD.replace("id: scale", "id: other").replace("rows-sum", "r").replace("square", "s"))
    assert len(load_bank([root])) == 6


def test_all_faults_of_all_files_come_in_one_error(tmp_path: Path) -> None:
    bad = GOOD.replace("level: 2", "level: 9").replace("{says: Scaling, why: It does not.}", "{says: Scaling}")
    lines = faults(tmp_path, a=bad, b="topic: x\nquestions:\n  - id: [unclosed\n", c=GOOD, d="just text\n")
    assert [line.partition(": ")[0] for line in lines] == [
        "a.yaml:5",
        "a.yaml:15",
        "b.yaml:4",
        "c.yaml:16",
        "d.yaml:1",
    ], lines
    assert "not valid YAML" in lines[2]
    assert lines[3].endswith("a.yaml:16; ids must be unique over all banks")


def test_the_count_is_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="the question bank has 2 faults"):
        load_bank([bank(tmp_path, a="topic: A B\nquestions: []\n")])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    level: 2\n", "", ":3: scale: `level` is missing"),
        (
            "    level: 2\n",
            "    level: two\n",
            ":5: scale: `level` should be a whole number, not text ('two')",
        ),
        (
            "prompt: Why?",
            "prompt: 7",
            ":6: scale: `prompt` should be text, not a whole number (7); put quotes around it",
        ),
        (
            "prompt: Why?",
            "promt: Why?",
            ":6: scale: `promt` is not a field of a free question; did you mean `prompt`?",
        ),
        (
            "says: It grows.",
            "say: It grows.",
            ":8: scale: `points[1].say` is not a field of this; did you mean `says`?",
        ),
        (
            "match: [variance grow]",
            "match: variance",
            ":8: scale: `points[1].match` should be a list (`- ...` a line, or `[a, b]`), not text ('variance')",
        ),
        (
            "id: scale",
            "id: Scale_Factor",
            ":3: Scale_Factor: `id` should be kebab-case (small letters, digits and single hyphens), "
            "not 'Scale_Factor'",
        ),
        (
            "kind: free",
            "kind: essay",
            ":4: scale: `kind` cannot be 'essay'; it is one of free, choice, numeric, order, cloze",
        ),
        (
            "    kind: free\n",
            "",
            ":3: scale: `kind` is missing; it is one of free, choice, numeric, order, cloze",
        ),
        (
            "    level: 2\n",
            "    level: 2\n    level: 3\n",
            ":6: scale: `level` is given twice in one mapping; keep one",
        ),
        (
            "    level: 2\n",
            "    level: 2\n    topic: moe\n",
            ":6: scale: `topic` is named once a file, and this file's is 'attention'",
        ),
        (
            "    level: 2\n",
            "    level: 2\n    where: here\n",
            ":6: scale: `where` is not a field that a file may give; remove it",
        ),
        (
            "formula: n ** 2",
            "formula: n ** m",
            ":21: square: the formula `n ** m` uses m, which nothing gives; known here: n",
        ),
        (
            '"{n} squared?"',
            '"{k} squared?"',
            ":19: square: the prompt names {k}, which nothing gives; known here: n",
        ),
        ("one_of: [2, 1e3]", "low: 3", ":20: square: give either `one_of` or both `low` and `high`"),
        (
            "one_of: [2, 1e3]",
            "one_of: [[2]]",
            ":20: square: `given.n.one_of[1]` should be a number or text, not a list",
        ),
        (
            "{says: Softmax, right: true}",
            "{says: Softmax}",
            ":14: rows-sum: a wrong option needs a `why`: what is wrong about it",
        ),
        (
            "topic: attention",
            "theme: attention",
            ":1: `theme` is not a field of a bank file; it has `topic` and `questions`",
        ),
    ],
)
def test_a_fault_names_line_question_and_remedy(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert f"a.yaml{fault}" in faults(tmp_path, a=GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "topic: !!python/object/apply:os.system [true]",
        "a: &a [x, x, x]\n"
        + "".join(
            f"{c}: &{c} [*{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}]\n"
            for p, c in zip("abcdefgh", "bcdefghi")
        ),
        "a: &a [*a]",
        "\x00",
        "topic: x\n\tquestions: y",
        "? [a]\n: b",
        "topic: 'x",
        "",
        "--- a\n--- b",
    ],
)
def test_hostile_yaml_is_a_fault_and_never_a_crash(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, a=text)[0].startswith("a.yaml:")


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD)
    (root / "b.yaml").write_bytes(b"topic: \xff\xfe")
    with pytest.raises(UserError) as caught:
        load_bank([root])
    assert "is not UTF-8" in caught.value.lines[0]


def test_a_bank_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no question bank at"):
        load_bank([tmp_path / "nowhere"])


def test_faultless_questions_are_read_beside_faulty_ones(tmp_path: Path) -> None:
    read, found = read_bank([bank(tmp_path, a=GOOD.replace("level: 2", "level: 0"))])
    assert list(read.questions) == ["rows-sum", "square"]
    assert [(f.severity, f.id) for f in found] == [("error", "scale")]


def test_a_warm_bank_equals_a_cold_one_and_needs_no_yaml(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD)
    cold = load_bank([root])
    assert load_bank([root]).questions == cold.questions
    code = (
        "import sys; from pathlib import Path; from llmprep.bank import cache\n"
        "from llmprep.bank.load import load_bank; cache.SETTLED_NS = int(sys.argv[2])\n"
        "where = load_bank([Path(sys.argv[1])]).get('scale').where\n"
        "print(where, 'yaml' in sys.modules, 'simpleeval' in sys.modules)"
    )
    for wanted in ("True True", "False False"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(root), str(ALWAYS)], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == f"{root}/a.yaml:3 {wanted}"


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD, b=GOOD.replace("scale", "x").replace("rows-sum", "y").replace("square", "z"))
    load_bank([root])
    bank(tmp_path, a=GOOD.replace("Why?", "How?"))
    os.utime(root / "a.yaml", ns=(1, 1))
    read = load_bank([root])
    assert (read.get("scale").prompt, read.get("x").prompt) == ("How?", "Why?")
    (root / "b.yaml").unlink()
    assert len(load_bank([root])) == 3


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD)
    file = root / "a.yaml"
    os.utime(file, ns=(1, 1))
    load_bank([root])
    bank(tmp_path, a=GOOD.replace("Why?", "How?"))
    os.utime(file, ns=(1, 1))
    assert load_bank([root]).get("scale").prompt == "How?"


def test_a_file_written_a_moment_ago_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SETTLED_NS", 60_000_000_000)
    load_bank([bank(tmp_path, a=GOOD)])
    assert not (tmp_path / "home" / "cache").exists()


@pytest.mark.parametrize("spoil", ["", "{", "[]", "null", '{"edition": [], "files": {}}', "questions"])
def test_a_spoilt_cache_is_ignored_and_replaced(tmp_path: Path, spoil: str) -> None:
    root = bank(tmp_path, a=GOOD)
    load_bank([root])
    [stored] = (tmp_path / "home" / "cache").iterdir()
    whole = stored.read_text()
    if spoil == "questions":
        data = json.loads(whole)
        data["files"][str(root / "a.yaml")]["questions"][0]["level"] = "nine"
        spoil = json.dumps(data)
    stored.write_text(spoil)
    assert len(load_bank([root])) == 3
    assert json.loads(stored.read_text()) == json.loads(whole)


def test_faulty_files_are_never_cached_as_good(tmp_path: Path) -> None:
    root = bank(tmp_path, a=GOOD.replace("level: 2", "level: 9"))
    for _ in range(2):
        with pytest.raises(UserError, match="1 fault"):
            load_bank([root])


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LLMPREP_HOME", str(tmp_path / "file"))
    assert len(load_bank([bank(tmp_path, a=GOOD)])) == 3


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "{low: 0, high: 1.0e+308, step: 1.0e-300}",
            "there are more than 1,000,000,000 steps from `low` to `high`; leave `step` out",
        ),
        ("{low: -1.0e+308, high: 1.0e+308}", "the range from `low` to `high` is too large"),
        ("{low: 3, high: 3}", "`low` must be below `high`"),
        ("{low: .nan, high: 2}", "`given.n.low` should be a finite number, not a number (nan)"),
        ("{one_of: [.inf]}", "`given.n.one_of[1]` should be a number or text, not a number (inf)"),
        ("{one_of: [[1]]}", "`given.n.one_of[1]` should be a number or text, not a list"),
        ("{low: 1}", "give either `one_of` or both `low` and `high`"),
    ],
)
def test_what_is_drawn_is_finite(tmp_path: Path, given: str, message: str) -> None:
    assert faults(tmp_path, a=GOOD.replace("{one_of: [2, 1e3]}", given)) == [f"a.yaml:20: square: {message}"]


def test_patterns_are_read_with_the_bank_and_a_fault_names_its_line(tmp_path: Path) -> None:
    broken = GOOD.replace(
        "      - {id: variance, says: It grows., match: [variance grow]}\n",
        "      - id: variance\n        says: It grows.\n        match:\n"
        "          - variance grow\n          - variance (grow\n",
    )
    [fault] = faults(tmp_path, a=broken)
    assert fault.startswith("a.yaml:12: scale: the pattern 'variance (grow' cannot be read: ")
