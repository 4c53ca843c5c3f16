"""What `bank check` finds in well-formed questions."""

from __future__ import annotations

import pytest

from llmprep.bank.bank import Bank
from llmprep.bank.check import check_bank
from llmprep.bank.model import Choice, Cloze, Numeric, Order, Question

SOURCES = {"sources": ["arXiv:1706.03762"], "topic": "attention", "level": 2, "where": "a.yaml:3"}
OPTIONS = [
    {"says": "The variance of the scores grows", "right": True},
    {"says": "The rows would not sum to one", "why": "They do."},
]


def choice(**changes: object) -> Question:
    return Choice.model_validate(
        SOURCES | {"id": "c", "kind": "choice", "prompt": "Why scale?", "options": OPTIONS} | changes
    )


def numeric(**changes: object) -> Question:
    data = {
        "id": "n",
        "kind": "numeric",
        "prompt": "{a} times {b}?",
        "formula": "a * b",
        "answer": "{a} * {b} = {result:,}",
        "given": {"a": {"low": 2, "high": 9}, "b": {"one_of": [3, 5]}},
        "mistakes": [
            {"id": "sum", "formula": "a + b", "says": "They are multiplied."},
            {"id": "power", "formula": "a ** b", "says": "A product is no power."},
        ],
    }
    return Numeric.model_validate(SOURCES | data | changes)


def found(*questions: Question, drills: list[str] | None = None) -> list[tuple[str, str, str]]:
    return [(f.severity, f.id, f.message) for f in check_bank(Bank({q.id: q for q in questions}), drills)]


def messages(*questions: Question, drills: list[str] | None = None) -> str:
    return "\n".join(f"{s}: {m}" for s, _, m in found(*questions, drills=drills))


def test_sound_questions_have_no_faults() -> None:
    assert found(choice(), numeric()) == []


def test_a_fault_carries_its_place() -> None:
    [fault] = check_bank(Bank({"c": choice(follow_ups=["gone"])}))
    assert str(fault) == "a.yaml:3: c: follow-up 'gone' is no question of this bank"
    assert fault.severity == "error"


def test_dangling_drills_and_follow_ups_are_errors_and_missing_sources_a_warning() -> None:
    assert found(choice(drill="attention"), drills=["attention"]) == []
    assert found(choice(drill="atention"), drills=["attention"]) == [
        ("error", "c", "drill 'atention' does not exist; did you mean 'attention'?")
    ]
    assert found(choice(follow_ups=["n"]), numeric()) == []
    assert found(choice(follow_ups=["c"])) == [("error", "c", "follows up on itself")]
    assert found(choice(sources=[])) == [("warning", "c", "no `sources`; name a primary source")]


def test_a_right_option_may_not_give_itself_away_by_its_length() -> None:
    long = [
        {"says": "x" * 61, "right": True},
        {"says": "y" * 40, "why": "no"},
        {"says": "z" * 20, "why": "no"},
    ]
    assert "gives itself away: 61 characters, longest wrong one 40" in messages(choice(options=long))
    short = [
        {"says": "x" * 20, "right": True},
        {"says": "y" * 40, "why": "no"},
        {"says": "z" * 31, "why": "no"},
    ]
    assert "gives itself away: 20 characters, shortest wrong one 31" in messages(choice(options=short))
    words = [{"says": "GroupNorm", "right": True}, {"says": "RMS", "why": "no"}]
    assert found(choice(options=words)) == []


def test_options_and_steps_that_read_the_same_are_errors() -> None:
    twice = [*OPTIONS, {"says": "the variance of the scores grows!", "why": "no"}]
    assert "two options read the same" in messages(choice(options=twice))
    order = Order.model_validate(SOURCES | {"id": "o", "kind": "order", "prompt": "Sort.", "steps": ["a", "b", "A."]})
    assert "two steps read the same" in messages(order)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"formula": "a / (b - 5)"}, "the formula divides by zero (at a=2, b=5)"),
        ({"formula": "a / (a - 9)"}, "the formula divides by zero (at a=9, b=3)"),
        ({"formula": "sqrt(a - 5)", "mistakes": []}, "the formula has no value"),
        (
            {"given": {"a": {"low": -3, "high": 3}, "b": {"one_of": [2]}}, "formula": "b / a"},
            "divides by zero (at b=2, a=0)",
        ),
        ({"mistakes": [{"id": "same", "formula": "b * a", "says": "?"}]}, "mistake 'same' never differs"),
        (
            {"mistakes": [{"id": "zero", "formula": "a / (b - 3)", "says": "?"}]},
            "of mistake 'zero' divides by zero",
        ),
        ({"unit": "K1B"}, "`unit` 'K1B' is neither a unit"),
        ({"answer": "{result:Q}"}, "cannot show"),
    ],
)
def test_calculations_are_tried_over_their_ranges(changes: dict[str, object], says: str) -> None:
    assert says in messages(numeric(**changes)).replace("at a=0, b=2", "at b=2, a=0")


def test_a_cloze_must_accept_its_own_forms_and_refuse_its_mistakes() -> None:
    cloze = Cloze.model_validate(
        SOURCES
        | {
            "id": "z",
            "kind": "cloze",
            "prompt": "Softmax is a [[f]].",
            "gaps": {
                "f": {
                    "accepts": ["softmax", "normalised exponential"],
                    "mistakes": {"normalised exponentials": "no"},
                }
            },
        }
    )
    assert messages(cloze) == "warning: the prompt gives away 'softmax', which gap 'f' asks for"
    clash = cloze.model_copy(
        update={"gaps": {"f": cloze.gaps["f"].model_copy(update={"mistakes": {"the Softmax": "no"}})}}
    )
    assert "accepts 'the Softmax', which it also lists as a mistake" in messages(clash)


def test_nearly_the_same_prompt_twice_is_an_error() -> None:
    one = choice(prompt="Why are attention scores divided by the square root of the head dimension?")
    other = choice(id="d", prompt="Why are the attention scores divided by the square root of head dimension?")
    assert [i for _, i, m in found(one, other) if "asks nearly what c asks" in m] == ["d"]
    assert found(one, choice(id="e", prompt="What does the KV cache of a model hold, and why?")) == []
