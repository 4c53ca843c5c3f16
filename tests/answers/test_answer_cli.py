"""`llmprep answer`: one answer graded, recorded as one event, and the verdict's exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from llmprep.store.log import Event, Log
from tests.bank.conftest import Done

BANK = """\
topic: attention
questions:
  - id: scale
    kind: free
    level: 2
    prompt: Why are attention scores divided by the square root of the head dimension?
    points:
      - {id: variance-grows, weight: 3, says: The variance grows., match: [variance grow]}
      - {id: saturates, weight: 2, says: The softmax saturates., match: [any:saturate]}
    red_flags:
      - {id: normalise, says: The softmax does that., costs: 25, match: [scale (sum_to_one)]}
    answer: The variance of a dot product grows with the dimension, and the softmax saturates without the scale.
  - id: pick
    kind: choice
    level: 1
    prompt: What makes rows sum to one?
    options:
      - {says: Softmax, right: true}
      - {says: Scaling, why: It only keeps scores small.}
  - id: double
    kind: numeric
    level: 2
    prompt: How many KiB are {n} MiB?
    given: {n: {low: 2, high: 9}}
    formula: n * MiB / KiB
    unit: KiB
    mistakes: [{id: decimal, formula: n * 1000, says: A MiB has 1024 KiB.}]
  - id: line-up
    kind: order
    level: 2
    prompt: Sort the stages.
    steps: [Scores, Softmax, Weighted sum]
  - id: fill
    kind: cloze
    level: 1
    prompt: The [[what]] turns scores into weights.
    gaps: {what: {accepts: [softmax]}}
"""
Run = Callable[..., Done]


@pytest.fixture
def bank(builtin: Path) -> None:
    (builtin / "a.yaml").write_text(BANK, encoding="utf-8")


def events() -> list[Event]:
    with Log.open() as log:
        return log.events()


def test_a_good_a_partial_and_a_wrong_answer(llmprep: Run, bank: None) -> None:
    good = llmprep("answer", "scale", "--text", "The variance grows and the softmax saturates.", "--json")
    assert (good.status, good.err) == (0, "")
    assert good.object == {
        "question": "scale", "kind": "free", "score": 100.0, "judge": "rubric",
        "points": [
            {"id": "variance-grows", "met": True, "evidence": "variance grows"},
            {"id": "saturates", "met": True, "evidence": "saturates"},
        ],
        "red_flags": [], "rating": "easy", "event": 1,
    }  # fmt: skip
    partial = llmprep("answer", "scale", "--text", "Because the variance grows with d.", "--json")
    assert (partial.status, partial.object["score"], partial.object["rating"]) == (1, 60.0, "hard")
    wrong = llmprep("answer", "scale", "--text", "The scale makes each row sum to one.", "--json")
    assert (wrong.status, wrong.object["score"], wrong.object["rating"]) == (1, 0.0, "again")
    assert [f["id"] for f in wrong.object["red_flags"]] == ["normalise"]
    assert "sum to one" in wrong.object["red_flags"][0]["evidence"]


def test_one_answer_is_one_event_with_its_grade(llmprep: Run, bank: None) -> None:
    llmprep("answer", "double", "--text", "5 parsec", "--json")
    assert events() == []
    done = llmprep("answer", "double", "--seed", "4", "--text", "3000", "--json")
    [event] = events()
    assert (event.id, event.kind, event.item) == (done.object["event"], "answer", "double")
    payload = event.payload
    assert (payload["text"], payload["seed"], payload["judge"], payload["score"]) == (
        "3000", 4, "exact", done.object["score"],
    )  # fmt: skip
    assert len(payload["hash"]) == 12


def test_the_seed_fixes_the_values_that_the_answer_is_graded_by(llmprep: Run, bank: None) -> None:
    for seed in ("0", "1", "2"):
        shown = llmprep("bank", "show", "double", "--seed", seed, "--json").object
        right = f"{shown['values']['n']} MiB"
        done = llmprep("answer", "double", "--seed", seed, "--text", right, "--json")
        assert (done.status, done.object["score"]) == (0, 100.0)
        mistake = llmprep("answer", "double", "--seed", seed, "--text", f"{shown['values']['n'] * 1000}", "--json")
        assert mistake.status == 1
        assert mistake.object["mistake"] == "decimal"
        assert "A MiB has 1024 KiB." in mistake.object["remarks"]
        assert mistake.object["expected"] == f"{shown['values']['n'] * 1024:,} KiB"


def test_letters_orders_and_gaps_are_answered_as_they_are_shown(llmprep: Run, bank: None) -> None:
    shown = llmprep("bank", "show", "pick", "--seed", "7", "--json").object["shown"]
    letter = "ab"[shown.index("Softmax")]
    assert llmprep("answer", "pick", "--seed", "7", "--text", letter).status == 0
    steps = llmprep("bank", "show", "line-up", "--json").object["shown"]
    order = " ".join(str(steps.index(s) + 1) for s in ("Scores", "Softmax", "Weighted sum"))
    assert llmprep("answer", "line-up", "--text", order).status == 0
    assert llmprep("answer", "fill", "--text", "the softmax").status == 0


def test_the_answer_comes_from_text_a_file_or_stdin(llmprep: Run, bank: None, tmp_path: Path) -> None:
    text = "The variance grows;\nthe softmax saturates."
    (tmp_path / "answer.txt").write_text(text, encoding="utf-8")
    assert llmprep("answer", "scale", "--file", tmp_path / "answer.txt").status == 0
    assert llmprep("answer", "scale", "-", stdin=text.encode()).status == 0
    assert llmprep("answer", "scale", stdin=text.encode()).status == 0
    assert [e.payload["text"] for e in events()] == [text] * 3


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["scale", "--text", "x", "-"], b"", "give the answer once"),
        (["scale", "x"], b"", "cannot tell what 'x' is; give the answer"),
        (["scale", "--text", " "], b"", "the answer is empty, so nothing was recorded"),
        (["scale"], b"", "the answer is empty, so nothing was recorded"),
        (["scale", "-"], b"\xff", "stdin: is not UTF-8 text (byte 0)"),
        (["scale", "-"], b"x" * 200_001, "stdin: holds more than 200,000 bytes, which is no answer"),
        (["scale", "--file", "nowhere.txt"], b"", "nowhere.txt: does not exist"),
        (["scale", "--file", "."], b"", ".: is no regular file"),
        (["scael", "--text", "x"], b"", "no question is called 'scael'"),
        (["pick", "--text", "z"], b"", "there is no such option; the letters go from a to b"),
        (["line-up", "--text", "1 2"], b"", "name each of the 3 steps once, in order; for example `2 1 3`"),
        (["double", "--text", "many"], b"", "cannot read 'many' as a number; for example `512 KiB` or `5.2e5`"),
        (["scale", "-", "--judge", "self"], b"x", "with --judge self stdin is for your verdicts"),
    ],
)
def test_what_cannot_be_graded_exits_2_and_records_nothing(
    llmprep: Run, bank: None, arguments: list[str], stdin: bytes, message: str
) -> None:  # fmt: skip
    done = llmprep("answer", *arguments, "--json", stdin=stdin)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"llmprep: {message}"
    assert events() == []


def test_the_learner_may_judge(llmprep: Run, bank: None) -> None:
    done = llmprep("answer", "scale", "--text", "It keeps d under control.", "--judge", "self", "--json", stdin=b"1\n")
    assert done.object["judge"] == "self"
    assert [p["met"] for p in done.object["points"]] == [True, False]
    assert done.object["score"] == 60.0
    assert [e.kind for e in events()] == ["answer", "override"]
    nonsense = llmprep("answer", "scale", "--text", "Hm, d.", "--judge", "self", stdin=b"9\n")
    assert nonsense.status == 2
    assert "'9' names no point or claim" in nonsense.err


def test_people_get_a_report(llmprep: Run, bank: None) -> None:
    shown = llmprep("answer", "scale", "--text", "The variance grows with d.").out
    for text in ("60 / 100", "variance grows", "The softmax saturates.", "Model answer", "Next review"):
        assert text in shown


def test_events_hold_what_json_says(llmprep: Run, bank: None) -> None:
    said = llmprep("answer", "scale", "--text", "The scale makes each row sum to one.", "--json").object
    grade = events()[0].payload["grade"]
    assert [{"id": p["id"], "met": p["met"], "evidence": p["evidence"]} for p in grade["points"]] == said["points"]
    assert json.dumps(grade["red_flags"][0]["evidence"]) == json.dumps(said["red_flags"][0]["evidence"])
