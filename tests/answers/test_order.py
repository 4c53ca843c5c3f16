"""Order: permutations as people type them, and Kendall's pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.order import kendall, score_of, sequence
from llmprep.bank.model import Order

STEPS = ["draw noise", "add it", "predict it", "take the loss", "step"]
ASKED = ask(
    Order.model_validate(
        {
            "id": "o",
            "kind": "order",
            "topic": "diffusion",
            "level": 2,
            "prompt": "Sort.",
            "steps": STEPS,
            "why": "Loss needs both.",
        }
    ),
    11,
)


@pytest.mark.parametrize(
    "text",
    [
        "3 1 2 5 4",
        "3,1,2,5,4",
        "3 > 1 > 2 > 5 > 4",
        "31254",
        "c a b e d",
        "C, A, B, E, D",
        "caBED",
        "3 then 1 then 2, 5 and 4",
    ],
)
def test_an_order_is_read_in_every_dress(text: str) -> None:
    assert sequence(text, 5) == [2, 0, 1, 4, 3]


@pytest.mark.parametrize("text", ["", "1 2 3", "1 2 3 4 4", "0 1 2 3 4", "1 2 3 4 5 6", "first", "1 2 c d e", "123456"])
def test_what_is_no_order_of_all_steps_is_asked_again(text: str) -> None:
    with pytest.raises(UnreadableAnswer, match="each of the 5 steps"):
        sequence(text, 5)


def test_ten_steps_are_read_by_number() -> None:
    assert sequence("10 9 8 7 6 5 4 3 2 1", 10) == list(range(9, -1, -1))


@given(order=st.integers(3, 10).flatmap(lambda n: st.permutations(range(n))))
def test_100_is_for_the_exact_order_and_guessing_stays_below_40(order: list[int]) -> None:
    score = score_of(order)
    assert (score == 100) == (order == sorted(order))
    assert 0 <= score <= 90 or score == 100
    if kendall(order) <= 0.5:
        assert score < 40
    assert kendall(order) + kendall(order[::-1]) == pytest.approx(1)


@given(order=st.permutations(range(6)), at=st.integers(0, 4))
def test_putting_two_neighbours_right_never_costs(order: list[int], at: int) -> None:
    better = [*order]
    better[at : at + 2] = sorted(better[at : at + 2])
    assert score_of(better) >= score_of(order)


def test_the_expected_order_is_in_the_numbers_shown_and_scores_100() -> None:
    wrong = grade_answer(ASKED, "1 2 3 4 5")
    assert wrong.score < 100
    assert [ASKED.options[int(n) - 1] for n in wrong.expected.split()] == STEPS
    assert grade_answer(ASKED, wrong.expected).rating == "easy"


def test_one_swap_is_named() -> None:
    places = [ASKED.options.index(s) + 1 for s in STEPS]
    places[1], places[2] = places[2], places[1]
    grade = grade_answer(ASKED, " ".join(map(str, places)))
    assert (grade.score, grade.rating) == (80, "good")
    assert grade.remarks == ("“add it” comes before “predict it”.", "Loss needs both.")
