"""Fitting FSRS to a learner's own history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llmprep.errors import UserError
from llmprep.practice.forgetting import Law
from llmprep.practice.history import Review
from llmprep.practice.optimize import LEAST, evidence, first_intervals, log_loss, optimize
from tests.bench.simulate import practise, recorded

from .events import START

DEFAULTS = Law.of().w


def test_same_day_repetitions_are_no_evidence() -> None:
    at = [START, START + timedelta(hours=2), START + timedelta(days=2)]
    reviews = [Review("question:a", t, "good", 80.0) for t in at]
    assert evidence(reviews) == reviews[2:]


def test_log_loss_is_low_for_a_sure_and_right_prediction() -> None:
    def loss(rating: str) -> float:
        reviews = [
            Review("question:a", START, "easy", 99.0),
            Review("question:a", START + timedelta(days=1), rating, 1.0),
        ]  # type: ignore[arg-type]
        return log_loss(reviews, DEFAULTS)[0]

    assert loss("good") < 0.05
    assert loss("again") > 3


def test_too_little_history_is_said_plainly() -> None:
    reviews = [Review("question:a", START + timedelta(days=n), "good", 80.0) for n in range(100)]
    with pytest.raises(UserError, match=f"there are 99 reviews to learn from; fitting needs {LEAST}"):
        optimize(reviews, DEFAULTS)


def test_the_fit_must_be_better_on_reviews_it_has_not_seen() -> None:
    reviews = recorded(practise("ours", 3, cards=150, minutes=30.0))
    calls: list[int] = []

    def bad(given: object) -> tuple[float, ...]:
        calls.append(len(list(given)))  # type: ignore[call-overload]
        return (*[100.0] * 4, *DEFAULTS[4:])

    fitted = optimize(reviews, DEFAULTS, bad)
    assert not fitted.better
    assert len(calls) == 1
    assert calls[0] < len(reviews)
    assert fitted.loss_after > fitted.loss_before
    assert fitted.held_out > 0.15 * len(evidence(reviews))


def test_the_optimizer_recovers_better_parameters_than_the_defaults() -> None:
    reviews = recorded(practise("ours", 0, cards=300, minutes=75.0))
    fitted = optimize(reviews, DEFAULTS)
    assert fitted.better
    assert fitted.loss_after < fitted.loss_before
    assert len(fitted.after) == 21
    assert fitted.as_json()["log_loss"]["after"] < fitted.as_json()["log_loss"]["before"]


def test_intervals_show_what_parameters_mean() -> None:
    shown = first_intervals(DEFAULTS, 0.9)
    assert shown["good"] == [2, 11, 46, 163]
    assert list(shown) == ["hard", "good", "easy"]
