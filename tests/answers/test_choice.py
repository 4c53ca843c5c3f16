"""Choice: naming options, partial credit, and what a wrong option teaches."""

from __future__ import annotations

from itertools import combinations

import pytest

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.choice import chosen
from llmprep.bank.model import Choice


def question(right: list[str], wrong: list[str]) -> Choice:
    options = [{"says": s, "right": True} for s in right] + [{"says": s, "why": f"not {s}"} for s in wrong]
    return Choice.model_validate(
        {
            "id": "q",
            "kind": "choice",
            "topic": "attention",
            "level": 1,
            "prompt": "Which?",
            "options": options,
        }
    )


ONE = ask(
    question(["It keeps the variance of scores near one."], ["It makes rows sum to one.", "It saves memory."]),
    4,
)
TWO = ask(question(["KV cache", "Weights"], ["Optimizer state", "Gradients", "Loss scale"]), 9)


def letters(asked: Asked, *texts: str) -> list[str]:
    return ["abcdefgh"[asked.options.index(t)] for t in texts]


@pytest.mark.parametrize(
    "form",
    [
        "{0}",
        "{0}.",
        "({0})",
        "{0})",
        " {0} ",
        "option {0}",
        "I think {0}",
        "answer: {0}",
        "The answer is {0}",
    ],
)
def test_a_letter_is_read_in_every_dress(form: str) -> None:
    for place, letter in enumerate("abc"):
        assert chosen(ONE, form.format(letter)) == {place}
        assert chosen(ONE, form.format(letter.upper())) == {place}


@pytest.mark.parametrize(
    "form", ["{0},{1}", "{0} and {1}", "{0}{1}", "{1} {0}", "{0}; {1}", "{0} & {1}", "({0}), ({1})"]
)
def test_several_letters_are_read(form: str) -> None:
    assert chosen(TWO, form.format("A", "C")) == {0, 2}
    assert chosen(TWO, form.format("e", "b")) == {1, 4}


def test_the_words_of_an_option_name_it_even_with_a_typo() -> None:
    right = ONE.options.index("It keeps the variance of scores near one.")
    assert chosen(ONE, "it keeps the variance of scores near one") == {right}
    assert chosen(ONE, "it keeps the variance of scors near one") == {right}
    assert chosen(ONE, "it keeps the variance") == {right}
    assert chosen(ONE, "b) " + ONE.options[1]) == {1}


@pytest.mark.parametrize(
    "text", ["", "none", "z", "d", "a b", "a or b", "9", "it", "not a", "hm, the one with memory?"]
)
def test_unclear_choices_are_asked_again(text: str) -> None:
    with pytest.raises(UnreadableAnswer):
        chosen(ONE, text)


def test_right_is_100_but_never_easy_and_wrong_says_why() -> None:
    right, wrong = letters(ONE, "It keeps the variance of scores near one.", "It saves memory.")
    grade = grade_answer(ONE, right)
    assert (grade.score, grade.rating, grade.remarks) == (100, "good", ())
    grade = grade_answer(ONE, wrong)
    assert (grade.score, grade.rating, grade.remarks) == (0, "again", (f"{wrong}) not It saves memory.",))
    assert grade.expected == f"{right}) It keeps the variance of scores near one."


def test_partial_credit_rises_with_right_and_falls_with_wrong_options() -> None:
    kv, weights, wrong = letters(TWO, "KV cache", "Weights", "Gradients")
    assert grade_answer(TWO, kv + weights).score == 100
    assert grade_answer(TWO, kv).score == 50
    assert grade_answer(TWO, f"Also right: {weights}."[-2]).score == 50
    assert grade_answer(TWO, kv + weights + wrong).score == pytest.approx(66.7)
    assert grade_answer(TWO, "abcde").score == 0


def test_only_the_exact_set_scores_100() -> None:
    full = [c for n in range(1, 6) for c in combinations("abcde", n) if grade_answer(TWO, ",".join(c)).score == 100]
    assert full == [tuple(sorted(letters(TWO, "KV cache", "Weights")))]


def test_options_that_are_numbers_are_named_by_their_words_or_letters() -> None:
    asked = ask(question(["16 bits"], ["8 bits", "32 bits"]), 2)
    assert chosen(asked, "16 bits") == {asked.options.index("16 bits")}
    assert chosen(asked, "8 bits") == {asked.options.index("8 bits")}
