"""The law over arrays is the law of the library that schedules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.practice.forgetting import Law

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LAW = Law.of()
SCHEDULER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 4), st.floats(0, 60)), min_size=1, max_size=8))
def test_every_history_ends_in_the_state_that_fsrs_gives(history: list[tuple[int, float]]) -> None:
    card, at, s, d = fsrs.Card(card_id=0, due=NOW), NOW, None, None
    for n, (rating, gap) in enumerate(history):
        at += timedelta(days=gap)
        elapsed = (at - card.last_review) / timedelta(days=1) if card.last_review else 0.0
        card, _ = SCHEDULER.review_card(card, fsrs.Rating(rating), at)
        s, d = LAW.first(rating) if n == 0 else LAW.after(s, d, elapsed, rating)
    assert s == pytest.approx(card.stability, rel=1e-9)
    assert d == pytest.approx(card.difficulty, rel=1e-9)
    whole = 12
    expected = SCHEDULER.get_card_retrievability(card, at + timedelta(days=whole))
    assert LAW.recall(s, whole) == pytest.approx(expected)


def test_arrays_are_the_same_as_one_card_at_a_time() -> None:
    s, d = np.array([0.5, 3.0, 40.0]), np.array([9.0, 5.0, 2.0])
    t, r = np.array([0.2, 4.0, 90.0]), np.array([1, 3, 4])
    together = LAW.after(s, d, t, r)
    for n in range(3):
        alone = LAW.after(s[n], d[n], t[n], r[n])
        assert (together[0][n], together[1][n]) == pytest.approx((float(alone[0]), float(alone[1])))


def test_what_was_never_seen_is_not_recalled() -> None:
    assert LAW.recall([0.0, 5.0], 5.0) == pytest.approx([0.0, 0.9])
