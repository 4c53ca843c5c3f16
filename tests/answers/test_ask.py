"""Asking: the same seed asks the same, everything drawn is shown, every kind is graded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.ask import UnreadableAnswer, ask, grade_answer
from llmprep.bank.model import Choice, Cloze, Free, Numeric, Order

BASE = {"topic": "attention", "level": 2}
CHOICE = Choice.model_validate(
    {
        **BASE,
        "id": "c",
        "kind": "choice",
        "prompt": "Which?",
        "options": [
            {"says": "None of these", "why": "One of them is."},
            {"says": "Softmax", "right": True},
            {"says": "Sigmoid", "why": "Rows would not sum to 1."},
            {"says": "ReLU", "why": "Neither."},
        ],
    }
)
ORDER = Order.model_validate(
    {**BASE, "id": "o", "kind": "order", "prompt": "Sort.", "steps": ["one", "two", "three", "four"]}
)
CLOZE = Cloze.model_validate(
    {
        **BASE,
        "id": "z",
        "kind": "cloze",
        "prompt": "Scores go through [[f]], then [[f]] again, then weigh [[v]].",
        "gaps": {"f": {"accepts": ["softmax"]}, "v": {"accepts": ["values"]}},
        "answer": "Softmax weighs the values.",
    }
)
NUMERIC = Numeric.model_validate(
    {
        **BASE,
        "id": "n",
        "kind": "numeric",
        "prompt": "{model}: {layers} layers of {width:,}. Keep {this}?".replace("{this}", "{{x}}"),
        "rows": [{"model": "Tiny", "layers": 2}, {"model": "Big", "layers": 80}],
        "given": {"width": {"low": 1024, "high": 8192, "step": 1024}},
        "derived": {"square": "width ** 2"},
        "formula": "12 * layers * square",
        "answer": "12 * {layers} * {square} = {result}",
    }
)


@given(seed=st.integers(0, 2**63))
def test_the_same_seed_asks_the_same(seed: int) -> None:
    for question in (CHOICE, ORDER, CLOZE, NUMERIC):
        assert ask(question, seed) == ask(question, seed)


@given(seed=st.integers(0, 10**6))
def test_every_option_is_shown_once_and_none_of_these_comes_last(seed: int) -> None:
    asked = ask(CHOICE, seed)
    assert sorted(asked.shuffle) == [0, 1, 2, 3]
    assert asked.options[-1] == "None of these"
    assert [CHOICE.options[i].says for i in asked.shuffle] == list(asked.options)
    for letter, text in zip("abcd", asked.options, strict=True):
        assert f"- {letter}) {text}" in asked.prompt


@given(seed=st.integers(0, 10**6))
def test_steps_are_never_shown_in_the_right_order(seed: int) -> None:
    asked = ask(ORDER, seed)
    assert asked.options != ORDER.steps
    assert sorted(asked.options) == sorted(ORDER.steps)


def test_options_come_in_every_order() -> None:
    assert len({ask(CHOICE, seed).shuffle for seed in range(200)}) == 6


def test_gaps_are_numbered_and_a_repeated_gap_keeps_its_number() -> None:
    assert ask(CLOZE, 1).prompt == "Scores go through (1) ____, then (1) ____ again, then weigh (2) ____."


@given(seed=st.integers(0, 10**6))
def test_a_calculation_shows_its_values_and_works_its_answer(seed: int) -> None:
    asked = ask(NUMERIC, seed)
    layers, width = asked.values["layers"], asked.values["width"]
    assert layers == {"Tiny": 2, "Big": 80}[str(asked.values["model"])]
    assert width in range(1024, 8193, 1024)
    assert asked.prompt.startswith(f"{asked.values['model']}: {layers} layers of {width:,}.")
    result = 12 * int(layers) * int(width) ** 2
    assert grade_answer(asked, str(result)).score == 100
    assert asked.answer == f"12 * {layers} * {int(width) ** 2:,} = {result:,}"


def test_each_kind_is_graded() -> None:
    choice, order, cloze = ask(CHOICE, 3), ask(ORDER, 3), ask(CLOZE, 3)
    assert grade_answer(choice, "abcd"[choice.options.index("Softmax")]).score == 100
    assert grade_answer(order, " ".join(str(order.options.index(s) + 1) for s in ORDER.steps)).score == 100
    assert grade_answer(cloze, "softmax; values").score == 100


def test_a_hint_lowers_the_rating_and_not_the_score() -> None:
    grade = grade_answer(ask(CLOZE, 3), "softmax; values", hinted=True)
    assert (grade.score, grade.rating) == (100, "hard")


@pytest.mark.parametrize("question", [CHOICE, ORDER, CLOZE, NUMERIC])
@pytest.mark.parametrize("text", ["", "   ", "I do not know any of this?"])
def test_what_is_no_answer_is_asked_again(question: Choice | Order | Cloze | Numeric, text: str) -> None:
    with pytest.raises(UnreadableAnswer):
        grade_answer(ask(question, 5), text)


def test_a_free_question_is_shown_as_it_is() -> None:
    free = Free.model_validate(
        {
            **BASE,
            "id": "f",
            "kind": "free",
            "prompt": "Why?",
            "answer": "So.",
            "points": [{"id": "p", "says": "So."}],
        }
    )
    asked = ask(free, 1)
    assert (asked.prompt, asked.answer, asked.options) == ("Why?", "So.", ())
