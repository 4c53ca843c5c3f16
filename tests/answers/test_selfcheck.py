"""What authors are told about their patterns, and how graders are compared with labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmprep.answers import selfcheck
from llmprep.answers.agreement import Tally, band, quadratic_kappa, tally
from llmprep.answers.labels import label_files, read_labels
from llmprep.answers.selfcheck import check_free
from llmprep.bank.model import Free
from llmprep.errors import UserError

ANSWER = (
    "The variance of a dot product grows with the head dimension. The softmax then becomes a spike and its gradient "
    "vanishes, so that training stalls."
)
POINTS = [
    {"id": "grows", "says": "The variance of a dot product grows.", "match": ["variance grow"]},
    {"id": "vanishes", "says": "The softmax saturates and its gradient vanishes.", "match": ["gradient vanish*"]},
]
FLAG = {"id": "rows", "says": "The softmax does that.", "match": ["rows sum one"]}


def faults(**changes: object) -> list[str]:
    data = {
        "id": "f", "kind": "free", "topic": "attention", "level": 2,
        "prompt": "Why are attention scores divided by the square root of the head dimension?",
        "points": POINTS, "red_flags": [FLAG], "answer": ANSWER, "where": "bank.yaml:3",
    }  # fmt: skip
    found = check_free(Free.model_validate(data | changes))
    assert all(f.where == "bank.yaml:3" for f in found)
    return [f"{f.level}: {f.message}" for f in found]


def test_a_sound_question_has_no_faults() -> None:
    assert faults() == []


def test_points_and_flags_without_patterns() -> None:
    bare = {"id": "vanishes", "says": "The gradient vanishes."}
    assert "error: point 'vanishes' has no patterns, so no answer can earn it offline" in faults(
        points=[POINTS[0], bare]
    )
    assert faults(red_flags=[{"id": "rows", "says": "No."}]) == [
        "warning: red flag 'rows' has no patterns, so only a judge can raise it"
    ]


def test_a_pattern_that_the_prompt_satisfies() -> None:
    eager = {**POINTS[0], "match": ["variance grow", "head dimension"]}
    assert faults(points=[eager, POINTS[1]]) == [
        "error: point 'grows': the pattern 'head dimension' matches the prompt itself"
    ]


def test_a_pattern_that_another_point_satisfies() -> None:
    eager = {**POINTS[0], "match": ["variance grow", "softmax gradient"]}
    assert faults(points=[eager, POINTS[1]]) == [
        "warning: point 'grows': the pattern 'softmax gradient' also matches what point 'vanishes' says"
    ]


def test_a_flag_that_a_right_statement_raises() -> None:
    wide = {**FLAG, "match": ["variance product"]}
    assert faults(red_flags=[wide]) == [
        "error: red flag 'rows': the pattern 'variance product' matches what point 'grows' says",
        "error: the model answer raises red flag 'rows' with 'variance of a dot product'",
    ]


def test_a_flag_that_its_own_correction_or_not_its_claim_raises() -> None:
    assert faults(red_flags=[{**FLAG, "says": "Rows sum to one by the softmax.", "claim": "columns add up"}]) == [
        "warning: red flag 'rows': the pattern 'rows sum one' matches the correction of 'rows'",
        "warning: red flag 'rows': none of its patterns matches its own claim 'columns add up'",
    ]


def test_the_model_answer_must_earn_every_point() -> None:
    missed = {**POINTS[1], "match": ["entropy collapse"]}
    assert faults(points=[POINTS[0], missed]) == [
        "error: the model answer does not earn point 'vanishes' by its patterns"
    ]
    assert faults(answer="") == ["error: no `answer`: what would a strong candidate say?"]


def test_a_pattern_that_finds_something_in_padding() -> None:
    loose = {**POINTS[0], "match": ["variance grow", r"/l\*?w/"]}
    assert faults(points=[loose, POINTS[1]]) == [
        r"warning: 'grows': the pattern '/l\\*?w/' finds 'several weeks' in words that say nothing"
    ]


def test_a_broken_pattern_stops_the_other_checks() -> None:
    broken = {**POINTS[0], "match": ["variance (grow"]}
    assert faults(points=[broken, POINTS[1]]) == [
        "error: 'grows': the pattern 'variance (grow' cannot be read: this `(` is never closed (column 10)"
    ]


BANK = """\
topic: attention
questions:
  - id: f
    kind: free
    level: 2
    prompt: Why are attention scores divided by the square root of the head dimension?
    points:
      - {id: grows, says: The variance grows., match: [variance grow]}
      - {id: vanishes, says: The gradient vanishes., match: [gradient vanish*]}
    red_flags:
      - {id: rows, says: The softmax does that., match: [rows sum one]}
    answer: The variance grows and so the gradient vanishes.
"""
LABELS = """\
labels:
  - question: f
    answers:
      - {text: The variance grows., met: [grows]}
      - {text: The spread rises with it., met: [grows]}
      - {text: The gradient vanishes and rows sum to one., met: []}
"""


def test_authors_see_wrong_verdicts_with_their_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels").mkdir()
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK)
    (tmp_path / "labels" / "a.yaml").write_text(LABELS)
    assert selfcheck.main([str(bank)]) == 0
    out = capsys.readouterr().out
    assert "a.yaml:5: missed f/grows\n      The spread rises with it." in out
    assert "a.yaml:6: wrongly met f/vanishes  by 'gradient vanishes'" in out
    assert "wrongly flagged f/rows" in out
    assert "f/grows: P 1.00  R 0.50  F1 0.67" in out


def test_held_out_texts_are_never_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels").mkdir()
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK)
    (tmp_path / "labels" / "a-heldout.yaml").write_text(LABELS)
    selfcheck.main([str(bank)])
    out = capsys.readouterr().out
    assert "held-out labels (scores only): 3 answers" in out
    assert "spread" not in out


def test_labels_that_name_no_point_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "labels").mkdir()
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK)
    (tmp_path / "labels" / "a.yaml").write_text(LABELS.replace("[grows]", "[grow]", 1))
    assert selfcheck.main([str(bank)]) == 1
    assert "a.yaml:4: f has no point or red flag 'grow'" in capsys.readouterr().out


def test_broken_label_files_name_the_line(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    file = tmp_path / "labels" / "a.yaml"
    file.write_text(LABELS.replace("text: The variance", "texts: The variance"))
    assert label_files([tmp_path]) == [file]
    with pytest.raises(UserError) as caught:
        read_labels([file])
    assert any(line.startswith(f"{file}:4: labels.0.answers.0.text") for line in caught.value.lines)


def test_precision_recall_and_f1() -> None:
    counts = tally([(True, True), (True, False), (False, True), (False, False), (True, True)])
    assert counts == Tally(2, 1, 1, 1)
    assert (counts.precision, counts.recall, counts.f1) == (2 / 3, 2 / 3, 2 / 3)
    assert (Tally().precision, Tally().recall, Tally().f1) == (1.0, 1.0, 1.0)
    assert Tally(1, 2, 3, 4) + Tally(1, 1, 1, 1) == Tally(2, 3, 4, 5)


def test_five_bands() -> None:
    assert [band(s) for s in (0, 19.9, 20, 59.9, 79.9, 80, 100)] == [0, 0, 1, 2, 3, 4, 4]


def test_kappa_against_values_worked_out_by_hand() -> None:
    assert quadratic_kappa([(0, 0), (4, 4)]) == 1.0
    assert quadratic_kappa([(0, 4), (4, 0)]) == -1.0
    assert quadratic_kappa([(0, 0), (0, 4), (4, 0), (4, 4)]) == 0.0
    # one disagreement of one band; by chance (0+8 + 1+2 + 4+0) / 3 = 5
    assert quadratic_kappa([(0, 0), (1, 2), (2, 2)]) == pytest.approx(1 - 1 / 5)
    assert quadratic_kappa([(2, 2), (2, 2)]) == 1.0
    with pytest.raises(ValueError):
        quadratic_kappa([])
