"""A simulated learner: forgets by an FSRS-like law of their own, slips, guesses, and misses days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from llmprep.practice.deck import Deck, best_within
from llmprep.practice.forgetting import AGAIN, GOOD, Law
from llmprep.practice.history import Review
from llmprep.practice.pace import Pace
from llmprep.practice.schedule import RATINGS

SLIP, LUCKY = 0.05, 0.08
MISSED_DAYS = 0.12
RATED = (0.3, 0.55, 0.15)
Floats = np.ndarray


def other_law(rng: np.random.Generator) -> Law:
    """A memory unlike the one that FSRS's defaults describe: every parameter off by a quarter, steeper forgetting."""
    w = np.array(Law.of().w) * np.exp(rng.normal(0.0, 0.25, 21))
    w[:4] = np.sort(w[:4])
    w[4], w[7], w[16] = np.clip(w[4], 1, 10), 0.001, max(1.0, w[16])
    w[20] = rng.uniform(0.15, 0.4)
    return Law(tuple(float(x) for x in w))


@dataclass
class Simulated:
    """The learner's true memory beside what the program can know of it (`deck`), on a clock in days."""

    size: int
    rng: np.random.Generator
    law: Law = field(init=False)
    deck: Deck = field(init=False)
    due: Floats = field(init=False)
    reviews: list[tuple[int, float, int]] = field(default_factory=list)
    minutes: float = 0.0

    def __post_init__(self) -> None:
        zeros = lambda: np.zeros(self.size)
        self.law = other_law(self.rng)
        self.deck = Deck(tuple(map(str, range(self.size))), ("all",) * self.size, zeros(), zeros(), zeros())
        self.true_stability, self.true_difficulty = zeros(), zeros()
        self.known_before = self.rng.normal(-0.4, 0.8, self.size)
        self.due = np.full(self.size, np.inf)

    def wait(self, days: float) -> None:
        self.deck.elapsed = self.deck.elapsed + days

    def answer(self, card: int, now: float, model: Law) -> None:
        """Ask one card: the truth decides, a rating is seen, both memories move."""
        deck, t = self.deck, float(self.deck.elapsed[card])
        seen = self.true_stability[card] > 0
        if seen:
            chance = float(self.law.recall(self.true_stability[card], t))
        else:
            chance = 1 / (1 + np.exp(-self.known_before[card]))
        knows = self.rng.random() < chance
        shown = self.rng.random() >= SLIP if knows else self.rng.random() < LUCKY
        rating = int(self.rng.choice([2, 3, 4], p=RATED)) if shown else AGAIN
        real = rating if knows and shown else GOOD if knows else AGAIN
        if seen:
            s, d = model.after(deck.stability[card], deck.difficulty[card], t, rating)
            ts, td = self.law.after(self.true_stability[card], self.true_difficulty[card], t, real)
        else:
            (s, d), (ts, td) = model.first(rating), self.law.first(real)
        deck.stability[card], deck.difficulty[card] = s, d
        self.true_stability[card], self.true_difficulty[card] = ts, td
        deck.elapsed[card] = 0.0
        self.due[card] = now + max(1.0, np.round(float(s))) if rating != AGAIN else now
        self.reviews.append((card, now, rating))

    def recall(self) -> float:
        """The true mean recall over all cards now."""
        return float(self.law.recall(self.true_stability, self.deck.elapsed).mean())


Policy = Callable[[Simulated, float, float, Pace, float], list[int]]
"""(learner, now, days left, pace, minutes) -> cards in the order in which to ask them."""


def ours(learner: Simulated, now: float, left: float, pace: Pace, minutes: float) -> list[int]:
    """The plan's rule: what gains most a minute on the day."""
    chosen = best_within(learner.deck, Law.of(), pace, left, minutes)
    return [int(i) for i in np.flatnonzero(chosen)]


def due_order(learner: Simulated, now: float, left: float, pace: Pace, minutes: float) -> list[int]:
    """What most programs do: everything that is due, oldest first, then new cards."""
    due = [i for i in np.argsort(learner.due, kind="stable") if learner.due[i] <= now]
    return [*map(int, due), *map(int, np.flatnonzero(~learner.deck.seen))]


def at_random(learner: Simulated, now: float, left: float, pace: Pace, minutes: float) -> list[int]:
    """Any card at all."""
    return [int(i) for i in learner.rng.permutation(learner.size)]


POLICIES: dict[str, Policy] = {"ours": ours, "due order": due_order, "random": at_random}


def practise(policy: str, seed: int, *, cards: int = 300, days: int = 60, minutes: float = 30.0) -> Simulated:
    """Practise `minutes` a day up to the day itself; all policies miss the same days and know the same before."""
    rng = np.random.default_rng([seed, 1])
    learner = Simulated(cards, rng)
    away = np.random.default_rng([seed, 2]).random(days) < MISSED_DAYS
    pace = Pace()
    for day in range(days):
        now = float(day)
        if not away[day]:
            left = minutes
            for card in POLICIES[policy](learner, now, float(days - day), pace, minutes):
                cost = pace.review_minutes if learner.deck.stability[card] > 0 else pace.new_minutes
                if cost > left:
                    continue
                left -= cost
                learner.minutes += cost
                learner.answer(card, now, Law.of())
        learner.wait(1.0)
    return learner


def recorded(learner: Simulated) -> list[Review]:
    """The history as the program would have recorded it."""
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return [
        Review(f"question:{card}", start + timedelta(days=day, seconds=n), RATINGS[rating - 1], 50.0, event=n)
        for n, (card, day, rating) in enumerate(learner.reviews)
    ]
