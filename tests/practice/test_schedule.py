"""When cards come back."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.practice.day import Calendar
from llmprep.practice.history import history_of
from llmprep.practice.schedule import AGAIN_AFTER, LEECH_LAPSES, Card, Memory, schedule

from .events import START, Events

DAYS = Calendar(UTC)
MEMORY = Memory(0.9)


def cards(events: Events, memory: Memory = MEMORY) -> dict[str, Card]:
    return schedule(history_of(events, DAYS).reviews, memory)


def interval_days(*ratings: str) -> list[float]:
    """The intervals of a card that is always reviewed on the day it is due."""
    events, day, intervals = Events(), 0.0, []
    for rating in ratings:
        events.answer("q", rating, day)
        due = cards(events)["question:q"].due
        intervals.append((due - START) / timedelta(days=1) - day)
        day = (due - START) / timedelta(days=1)
    return intervals


@pytest.mark.parametrize(("rating", "days"), [("hard", 1), ("good", 2), ("easy", 8)])
def test_a_first_answer_comes_back_after_days_by_its_rating(rating: str, days: int) -> None:
    assert interval_days(rating) == [days]


def test_again_brings_the_card_back_today() -> None:
    events = Events()
    events.answer("q", "again")
    card = cards(events)["question:q"]
    assert card.due == START + AGAIN_AFTER
    assert not card.is_due(START, DAYS)
    assert card.is_due(START + AGAIN_AFTER, DAYS)


def test_knowing_it_every_time_stretches_the_intervals() -> None:
    assert interval_days("good", "good", "good", "good") == [2, 11, 46, 163]


def test_a_card_due_tomorrow_afternoon_is_due_from_tomorrow_morning() -> None:
    events = Events()
    events.answer("q", "hard")
    card = cards(events)["question:q"]
    assert card.due == START + timedelta(days=1)
    assert not card.is_due(START + timedelta(hours=15.9), DAYS)
    assert card.is_due(START + timedelta(hours=16), DAYS)


def test_recall_is_ninety_percent_after_the_stability_and_falls() -> None:
    events = Events()
    events.answer("q", "good")
    card = cards(events)["question:q"]
    at = lambda days: MEMORY.recall(card, START + timedelta(days=days))
    assert at(0) == 1.0
    assert at(card.stability_days) == pytest.approx(0.9)
    assert at(1) > at(2) > at(30) > 0.5


def test_a_higher_target_brings_cards_back_sooner() -> None:
    events = Events()
    events.answer("q", "easy")
    assert cards(events, Memory(0.95))["question:q"].due < cards(events, Memory(0.8))["question:q"].due


def test_failing_six_times_makes_a_leech() -> None:
    events = Events()
    for day in range(LEECH_LAPSES):
        events.answer("q", "again", day)
    card = cards(events)["question:q"]
    assert card.is_leech
    assert (card.reviews, card.lapses) == (LEECH_LAPSES, LEECH_LAPSES)


_histories = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["again", "hard", "good", "easy"]),
                                st.floats(0, 30)), max_size=12)  # fmt: skip


@settings(deadline=None)
@given(_histories)
def test_undoing_the_last_answer_is_as_if_it_had_not_been_given(
    history: list[tuple[str, str, float]],
) -> None:
    before, undone = Events(), Events()
    for item, rating, day in history:
        before.answer(item, rating, day)
        undone.answer(item, rating, day)
    extra = undone.answer("a", "again", 31)
    undone.add("undo", "a", event=extra)
    assert cards(undone) == cards(before)


@settings(deadline=None)
@given(_histories)
def test_the_schedule_is_always_in_the_future_of_its_reviews(history: list[tuple[str, str, float]]) -> None:
    events = Events()
    for item, rating, day in history:
        events.answer(item, rating, day)
    for card in cards(events).values():
        assert card.due > card.last_review
        assert 0 < card.stability_days < 36500
        assert 1 <= card.difficulty <= 10
