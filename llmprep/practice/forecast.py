"""Many possible futures up to the interview day: the calendar they agree on, and how ready one will be.

Each future keeps the plan's rule on the days it is practised, misses days as often as the learner does, and
has its own luck. How far the model itself may be off is drawn anew for each: widely while there is little
history, less as it grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from llmprep.practice.deck import Deck, best_within
from llmprep.practice.forgetting import AGAIN, Floats, Law
from llmprep.practice.pace import Pace
from llmprep.practice.plan import Extras, by_topic

FUTURES = 40
LOW, HIGH = 10, 90
"""Percentiles of the futures between which the truth should lie four times in five."""


@dataclass(frozen=True)
class PlannedDay:
    """One day of the calendar, as the futures have it on average when it is practised."""

    day: date
    reviews: float
    new: float
    drill: str | None
    interview_minutes: int

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.day.isoformat(),
            "reviews": round(self.reviews, 1),
            "new": round(self.new, 1),
            "drill": self.drill,
            "interview_minutes": self.interview_minutes,
        }


@dataclass(frozen=True)
class Readiness:
    """The expected share (0 to 1) of a topic's questions that is recalled; unseen ones count as not known."""

    topic: str
    questions: int
    seen: int
    today: float
    forecast: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        rounded = {k: round(getattr(self, k), 3) for k in ("today", "forecast", "low", "high")}
        return {"topic": self.topic, "questions": self.questions, "seen": self.seen, **rounded}


@dataclass(frozen=True)
class Forecast:
    """The calendar up to the interview, and readiness per topic and over all."""

    calendar: tuple[PlannedDay, ...]
    topics: tuple[Readiness, ...]
    total: Readiness


def model_error(reviews: int) -> float:
    """The spread, in log-odds of recall, by which the model may be off for one learner."""
    return 0.1 + 0.6 / float(np.sqrt(1 + reviews / 40))


def forecast(
    deck: Deck,
    law: Law,
    pace: Pace,
    extras: Sequence[Extras],
    first_day: date,
    rng: np.random.Generator,
    *,
    futures: int = FUTURES,
) -> Forecast:
    """Play the days from `first_day` to the interview, one entry of `extras` each. Practice is at mid-day."""
    now = law.recall(deck.stability, deck.elapsed)
    shift = rng.normal(0.0, model_error(pace.reviews), (futures, 1))
    rows = deck.copies(futures)
    days: list[PlannedDay] = []
    for number, extra in enumerate(extras):
        left = float(len(extras) - number)
        kept = rng.random(futures) < (1.0 if number == 0 else pace.kept_days)
        chosen = best_within(rows, law, pace, left, np.where(kept, extra.question_minutes, 0.0))
        practised = max(1, int(kept.sum()))
        new = chosen & ~rows.seen
        days.append(
            PlannedDay(
                first_day + timedelta(days=number),
                float((chosen & rows.seen).sum() / practised),
                float(new.sum() / practised),
                extra.drill.id if extra.drill else None,
                extra.interview_minutes,
            )
        )
        _practise(rows, chosen, law, pace, shift, rng)
        rows.elapsed = rows.elapsed + 1.0
    there = _shifted(law.recall(rows.stability, rows.elapsed), shift)
    topics = [_readiness(topic, places, deck, now, there) for topic, places in by_topic(deck.topics).items()]
    total = _readiness("all", list(range(len(deck.ids))), deck, now, there)
    return Forecast(tuple(days), tuple(topics), total)


def _practise(rows: Deck, chosen: Any, law: Law, pace: Pace, shift: Floats, rng: np.random.Generator) -> None:
    recall = _shifted(law.recall(rows.stability, rows.elapsed), shift)
    success = rng.choice([2, 3, 4], size=recall.shape, p=pace.recalled)
    rating = np.where(rng.random(recall.shape) < recall, success, AGAIN)
    first = rng.choice([1, 2, 3, 4], size=recall.shape, p=pace.first)
    s, d = law.after(rows.stability, rows.difficulty, rows.elapsed, rating)
    s0, d0 = law.first(first)
    rows.stability = np.where(chosen, np.where(rows.seen, s, s0), rows.stability)
    rows.difficulty = np.where(chosen, np.where(rows.difficulty > 0, d, d0), rows.difficulty)
    rows.elapsed = np.where(chosen, 0.0, rows.elapsed)


def _shifted(recall: Floats, shift: Floats) -> Floats:
    """Recall moved in log-odds; 0 stays 0 and 1 stays 1."""
    inner = np.clip(recall, 1e-9, 1 - 1e-9)
    moved = 1 / (1 + (1 - inner) / inner * np.exp(-shift))
    return np.where(recall <= 0, 0.0, moved)


def _readiness(topic: str, places: list[int], deck: Deck, now: Floats, there: Floats) -> Readiness:
    share = there[:, places].mean(axis=1)
    low, high = np.percentile(share, [LOW, HIGH])
    return Readiness(
        topic, len(places), int(deck.seen[places].sum()), float(now[places].mean()),
        float(share.mean()), float(low), float(high),
    )  # fmt: skip
