"""What `bank check` finds in well-formed questions."""

from __future__ import annotations

import pytest

from llmprep.bank.bank import Bank
from llmprep.bank.check import check_bank
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order, Question

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
        ({"answer": "{result:Q}"}, "error: {result:Q} cannot show 6: "),
        ({"answer": "{result:>9999999}"}, "error: {result:>9999999} asks for more than 99 characters (at a=2, b=3)"),
        ({"formula": "b ** 10000"}, "error: the formula calculates 3 ** 10000, which is too large"),
        ({"formula": "'a' * b"}, "error: the formula calculates with 'a', which is no number"),
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


def order(**changes: object) -> Question:
    steps = ["Scores are computed", "They are scaled", "Rows go through a softmax"]
    data = {
        "id": "o",
        "kind": "order",
        "prompt": "Sort the stages.",
        "steps": steps,
        "why": "Each needs the last.",
    }
    return Order.model_validate(SOURCES | data | changes)


def test_an_option_must_stand_alone() -> None:
    for says in ("All of the above", "none of these", "Both of them", "None"):
        options = [*OPTIONS, {"says": says, "why": "no"}]
        assert messages(choice(options=options)) == (
            f"error: the option {says!r} refers to the others; they are shuffled, so let it stand alone"
        )
    assert found(choice(options=[*OPTIONS, {"says": "All tokens attend to all others", "why": "no"}])) == []


def test_guessing_the_longest_option_must_not_pay() -> None:
    longest = [OPTIONS[0], {"says": "The rows would not sum", "why": "They do."}]
    questions = [
        choice(id=f"c{n}", prompt=f"{'abcdefghijklmnopqrstuvwxyz'[n] * 9}?", options=longest) for n in range(20)
    ]
    assert found(*questions[:19]) == []
    assert found(*questions) == [(
        "warning", "",
        "in 20 of 20 choice questions the longest option is right, so guessing pays; "
        "lengthen wrong options of c0, c1, c2, c3, c4, ...",
    )]  # fmt: skip


def test_a_step_must_not_tell_its_place_and_the_order_has_a_reason() -> None:
    assert found(order()) == []
    assert found(order(steps=["First RMSNorm", "Attention", "Second RMSNorm", "0.5 of it"])) == []
    for begins in ("1. Scale", "Step 2: scale", "(3) scale", "Finally scale", "First, scale"):
        assert f"the step {begins!r} gives its place away" in messages(order(steps=["a b", "c d", begins]))
    assert messages(order(why="")) == "warning: no `why`; say what fixes the order"
    assert found(order(why="", answer="Each needs the last.")) == []


def test_a_month_is_a_month() -> None:
    assert found(order(as_of="2026-11")) == []
    assert messages(order(as_of="November")) == "error: `as_of` should be a month such as 2026-11, not 'November'"


SUM = {"id": "sum", "formula": "a + b", "says": "?"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"mistakes": [SUM, {"id": "plus", "formula": "b + a", "says": "?"}]},
            "error: mistakes 'sum' and 'plus' always give the same value, so neither is ever named",
        ),
        (
            {
                "given": {"a": {"one_of": [2, 4, 6, 9]}, "b": {"one_of": [3, 5]}},
                "mistakes": [SUM, {"id": "odd", "formula": "a + b + a % 2", "says": "?"}],
            },
            "warning: mistakes 'sum' and 'odd' give the same value in 79% of draws; neither is named",
        ),
        ({"mistakes": [SUM]}, "warning: 1 wrong formula; `mistakes` should hold two or more"),
        ({"mistakes": []}, "warning: no wrong formula; `mistakes` should hold two or more"),
        ({"prompt": "{a} times what?"}, "warning: the formula uses b, which the prompt never shows"),
        ({"answer": ""}, "warning: no `answer`; work the calculation out, ending in {result}"),
        ({"answer": "Multiply."}, "warning: the answer never shows {result}"),
        (
            {"given": {"a": {"one_of": [4]}, "b": {"one_of": [5]}}},
            "warning: every draw has the same result; draw more than one value",
        ),
    ],
)
def test_a_calculation_tells_what_it_needs_and_varies(changes: dict[str, object], says: str) -> None:
    assert messages(numeric(**changes)) == says


def test_a_value_may_be_told_by_what_it_makes_or_in_words() -> None:
    total = {"derived": {"total": "a * b"}, "prompt": "Half of {total}?", "formula": "total / 2"}
    assert found(numeric(**total)) == []
    words = {"given": {"a": {"low": 2, "high": 9}, "b": {"one_of": [1024]}}, "prompt": "{a} times 1,024?"}
    times = {"id": "times", "formula": "a + a", "says": "?"}
    assert found(numeric(**words, mistakes=[SUM, times])) == []


def free(**changes: object) -> Question:
    said = "The variance of a dot product grows with the head dimension. "
    data = {
        "id": "f",
        "kind": "free",
        "prompt": "Why are attention scores divided by the square root of the head dimension?",
        "points": [{"id": "grows", "says": "The variance grows.", "match": ["variance grow"]}],
        "answer": said + "Without the division the softmax would be a spike for large dimensions, its gradient would "
        "vanish, and training would stall before it has begun; with it, scores start near one whatever the width, so "
        "that rows stay soft and learning can go on from the first step to the last one of the run.",
    }
    return Free.model_validate(SOURCES | data | changes)


def test_a_free_question_is_checked_by_its_own_grader_and_spoken_length() -> None:
    assert found(free()) == []
    assert messages(free(answer="The variance grows with the dimension.")) == (
        "warning: the answer has 6 words; a strong candidate speaks 60 to 150"
    )
    assert "error: no `answer`: what would a strong candidate say?" in messages(free(answer=""))
    unmet = messages(free(points=[{"id": "grows", "says": "It grows.", "match": ["entropy collapse"]}]))
    assert "error: the model answer does not earn point 'grows' by its patterns" in unmet
    eager = messages(free(points=[{"id": "grows", "says": "It grows.", "match": ["variance grow", "head dimension"]}]))
    assert eager == "error: point 'grows': the pattern 'head dimension' matches the prompt itself"
