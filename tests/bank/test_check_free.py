"""What `bank check` finds in the patterns of free questions."""

from __future__ import annotations

from llmprep.bank.bank import Bank
from llmprep.bank.check import check_bank
from llmprep.bank.model import Free

ANSWER = (
    "The variance of a dot product grows with the head dimension when queries and keys have independent "
    "entries. The softmax then becomes a spike, its gradient vanishes, and training stalls. Dividing by the "
    "square root keeps scores near one at the start, whatever the dimension, so that learning can begin."
)
POINTS = [
    {"id": "grows", "says": "The variance of a dot product grows.", "match": ["variance grow"]},
    {
        "id": "vanishes",
        "says": "The softmax saturates and its gradient vanishes.",
        "match": ["gradient vanish*"],
    },
]
FLAG = {"id": "rows", "says": "The softmax does that.", "match": ["rows sum one"]}


def messages(**changes: object) -> list[str]:
    data = {
        "id": "f",
        "kind": "free",
        "topic": "attention",
        "level": 2,
        "sources": ["arXiv:1706.03762"],
        "prompt": "Why are attention scores divided by the square root of the head dimension?",
        "points": POINTS,
        "red_flags": [FLAG],
        "answer": ANSWER,
    }
    question = Free.model_validate(data | changes)
    return [f"{f.severity}: {f.message}" for f in check_bank(Bank({"f": question}))]


def test_a_sound_free_question_has_no_faults() -> None:
    assert messages() == []


def test_a_short_answer_is_a_warning_and_none_an_error() -> None:
    assert "warning: the answer has 3 words; 50 to 180 are what one can say" in messages(
        answer="It just grows."
    )
    assert messages(answer="") == ["error: no `answer`: what would a strong candidate say?"]


def test_points_without_patterns_are_errors() -> None:
    bare = [POINTS[0], {"id": "vanishes", "says": "The gradient vanishes."}]
    assert "error: point 'vanishes' has no patterns, so no answer can earn it offline" in messages(
        points=bare
    )


def test_a_pattern_that_the_prompt_satisfies_is_an_error() -> None:
    eager = [{**POINTS[0], "match": ["variance grow", "head dimension"]}, POINTS[1]]
    assert messages(points=eager) == [
        "error: point 'grows': the pattern 'head dimension' matches the prompt itself"
    ]


def test_a_pattern_that_another_point_satisfies_is_an_error() -> None:
    eager = [{**POINTS[0], "match": ["variance grow", "softmax gradient"]}, POINTS[1]]
    assert messages(points=eager) == [
        "error: point 'grows': the pattern 'softmax gradient' matches what point 'vanishes' says"
    ]


def test_a_model_answer_must_earn_all_points_and_raise_no_flag() -> None:
    missed = [POINTS[0], {**POINTS[1], "match": ["entropy collapse"]}]
    assert messages(points=missed) == [
        "error: the model answer does not earn point 'vanishes' by its patterns"
    ]
    raised = messages(red_flags=[{**FLAG, "match": ["training stall"]}])
    assert len(raised) == 1
    assert raised[0].startswith("error: the model answer raises red flag 'rows' with ")


def test_a_pattern_that_cannot_be_read_is_an_error() -> None:
    broken = [{**POINTS[0], "match": ["variance (grow"]}, POINTS[1]]
    [message] = messages(points=broken)
    assert message.startswith("error: 'grows': the pattern 'variance (grow' cannot be read: ")
