"""What authors learn from answers: results of questions, and verdicts that were turned over."""

from __future__ import annotations

from typing import Any

from llmprep.bank.bank import Bank
from llmprep.bank.model import Free
from llmprep.practice.flags import flags
from llmprep.practice.item_stats import overruled, question_stats
from tests.practice.events import Events

QUESTION = Free.model_validate({
    "id": "scale", "kind": "free", "topic": "attention", "level": 2, "prompt": "Why divide by sqrt(d_k)?",
    "points": [
        {"id": "grows", "says": "The variance grows.", "match": ["spread widen", "variance grow"]},
        {"id": "peaky", "says": "The softmax saturates.", "match": ["any:saturate"]},
    ],
    "red_flags": [{"id": "sums", "says": "No.", "match": ["row sum"]}],
})  # fmt: skip
BANK = Bank({"scale": QUESTION})
TEXT = "The variance of the scores grows with the dimension, and each row of them must sum to one in the end."


def grade(grows: bool, peaky: bool, *raised: str) -> dict[str, Any]:
    points = [{"id": "grows", "met": grows, "evidence": ""}, {"id": "peaky", "met": peaky, "evidence": ""}]
    return {"points": points, "red_flags": [{"id": f, "costs": 20, "evidence": ""} for f in raised]}


def test_results_are_those_that_count_and_the_worst_comes_first() -> None:
    events = Events()
    events.answer("easy-one", "easy", seconds=10)
    events.answer("scale", "again", seconds=30, grade=grade(False, False))
    second = events.answer("scale", "hard", seconds=50, grade=grade(True, False))
    third = events.answer("scale", "again", seconds=20)
    events.add("undo", "scale", event=third)
    events.add("override", "scale", event=second, score=100.0, rating="good", grade=grade(True, True))
    events.add("hint", "scale")
    events.add("skip", "scale")
    events.add("flag", "easy-one")
    worst, best = question_stats(events)
    assert (worst.id, worst.answers, worst.passed, worst.mean_score, worst.overruled) == ("scale", 2, 1, 55.0, 1)
    assert (worst.hints, worst.skips, worst.median_seconds) == (1, 1, 50.0)
    assert worst.met == {"grows": 0.5, "peaky": 0.5}
    assert not worst.flagged
    assert (best.id, best.mean_score, best.flagged) == ("easy-one", 100.0, True)


def test_each_overruled_verdict_names_the_pattern_that_made_it() -> None:
    events = Events()
    for _ in range(2):
        id = events.answer("scale", "hard", text=TEXT, grade=grade(True, False, "sums"))
        events.add("override", "scale", event=id, score=0.0, rating="again", grade=grade(False, True))
    found = overruled(events, BANK)
    assert [(o.part, o.wrong, o.pattern, o.count) for o in found] == [
        ("grows", "wrongly met", "variance grow", 2),
        ("peaky", "missed", None, 2),
        ("sums", "wrongly raised", "row sum", 2),
    ]
    assert found[0].answers == (TEXT, TEXT)


def test_only_the_last_word_counts_and_removed_questions_are_left_out() -> None:
    events = Events()
    id = events.answer("scale", "hard", text=TEXT, grade=grade(True, False))
    events.add("override", "scale", event=id, grade=grade(False, False))
    back = events.add("override", "scale", event=id, grade=grade(True, False))
    assert overruled(events, BANK) == []
    events.add("undo", "scale", event=back)
    assert [o.part for o in overruled(events, BANK)] == ["grows"]
    assert overruled(events, Bank()) == []


def test_flags_are_those_that_stand() -> None:
    events = Events()
    events.add("flag", "a", reason="unclear")
    undone = events.add("flag", "b")
    events.add("undo", "b", event=undone)
    events.add("flag", "c", day=1)
    events.add("unflag", "c")
    events.add("flag", "c", day=2, reason="wrong")
    events.add("flag", "a", day=3, reason="still")
    assert [(f.item, f.reason) for f in flags(events)] == [("c", "wrong"), ("a", "still")]
