"""What `bank check` finds in labelled answers."""

from __future__ import annotations

from pathlib import Path

from llmprep.bank.check import check_dirs
from llmprep.bank.template import template

LABELS = """\
labels:
  - question: my-kv-cache-purpose
    answers:
      - {text: Keys and values., met: [keys-and-values], flags: []}
      - {text: Keys., met: [keys], flags: [queries]}
  - question: nowhere
    answers:
      - {text: One.}
      - {text: Two.}
"""


def test_unknown_questions_points_and_flags_are_errors(tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    (tmp_path / "free.yaml").write_text(template("free", "kv-cache"), encoding="utf-8")
    (folder / "a.yaml").write_text(LABELS, encoding="utf-8")
    (folder / "b.yaml").write_text("labels:\n  - question: my-kv-cache-purpose\n    answers: []\n", encoding="utf-8")
    checked = check_dirs([tmp_path], builtin=False)
    assert [str(f).replace(f"{folder}/", "") for f in checked.errors] == [
        "a.yaml:5: my-kv-cache-purpose: `met` names 'keys', which is no point; "
        "there are keys-and-values, memory-grows, no-recomputation",
        "a.yaml:5: my-kv-cache-purpose: `flags` names 'queries', which is no red flag; there are queries-cached",
        "a.yaml:8: nowhere: has labelled answers, but is no question of this bank",
        "b.yaml:3: labels.0.answers: Tuple should have at least 1 item after validation, not 0",
    ]
    assert not checked.passed()


def test_sound_labels_have_no_faults(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "free.yaml").write_text(template("free", "kv-cache"), encoding="utf-8")
    (tmp_path / "labels" / "a.yaml").write_text(LABELS[: LABELS.index("      - {text: Keys., ")], encoding="utf-8")
    checked = check_dirs([tmp_path], builtin=False)
    assert (checked.errors, checked.warnings, checked.questions) == ((), (), 1)
