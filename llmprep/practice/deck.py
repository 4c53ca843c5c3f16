"""The questions that a plan covers, as arrays; and what practising one today is worth on the interview day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from llmprep.bank.model import Question
from llmprep.practice.day import ONE_DAY
from llmprep.practice.forgetting import AGAIN, Floats, Law
from llmprep.practice.history import question_card
from llmprep.practice.pace import Pace
from llmprep.practice.schedule import Card


@dataclass
class Deck:
    """One entry a question. Stability 0: never seen. `elapsed` is in days since the last review.

    The arrays may have leading dimensions (one row a simulated future).
    """

    ids: tuple[str, ...]
    topics: tuple[str, ...]
    stability: Floats
    difficulty: Floats
    elapsed: Floats

    @property
    def seen(self) -> NDArray[np.bool_]:
        return self.stability > 0

    def copies(self, count: int) -> Deck:
        """The same deck, `count` rows deep."""
        return Deck(
            self.ids, self.topics,
            *(np.tile(a, (count, 1)) for a in (self.stability, self.difficulty, self.elapsed)),
        )  # fmt: skip


def deck_of(
    questions: Sequence[Question], cards: Mapping[str, Card], now: datetime, flagged: Collection[str] = ()
) -> Deck:
    """The deck of these questions as the learner knows them now; flagged ones are left out."""
    kept = [q for q in questions if q.id not in flagged]
    own = [cards.get(question_card(q.id)) for q in kept]
    return Deck(
        ids=tuple(q.id for q in kept),
        topics=tuple(q.topic for q in kept),
        stability=np.array([c.stability_days if c else 0.0 for c in own]),
        difficulty=np.array([c.difficulty if c else 0.0 for c in own]),
        elapsed=np.array([max(0.0, (now - c.last_review) / ONE_DAY) if c else 0.0 for c in own]),
    )


def gains(deck: Deck, law: Law, pace: Pace, days_left: float) -> Floats:
    """By how much practising each question now raises its expected recall on the day, `days_left` from now.

    For a known question: what success and failure would lead to, weighed by their chances, against leaving
    it alone. For a new one: what a first answer leads to, against nothing.
    """
    s, d, t = deck.stability, deck.difficulty, deck.elapsed
    recall = law.recall(s, t)
    failed, _ = law.after(s, d, t, AGAIN)
    kept = sum(
        share * law.recall(law.after(s, d, t, rating)[0], days_left)
        for rating, share in zip((2, 3, 4), pace.recalled, strict=True)
    )
    practised = recall * kept + (1 - recall) * law.recall(failed, days_left)
    first = sum(
        share * float(law.recall(law.first(rating)[0], days_left))
        for rating, share in zip((1, 2, 3, 4), pace.first, strict=True)
    )
    return np.where(deck.seen, practised - law.recall(s, t + days_left), first)


def minutes_each(deck: Deck, pace: Pace) -> Floats:
    """What each question takes."""
    return np.where(deck.seen, pace.review_minutes, pace.new_minutes)


def best_within(deck: Deck, law: Law, pace: Pace, days_left: float, minutes: ArrayOrFloat) -> NDArray[np.bool_]:
    """Which questions to practise in the minutes at hand: those that gain most a minute."""
    worth = gains(deck, law, pace, days_left)
    cost = minutes_each(deck, pace)
    order = np.argsort(-worth / cost, axis=-1, kind="stable")
    spent = np.cumsum(np.take_along_axis(cost, order, axis=-1), axis=-1)
    fits = spent <= np.asarray(minutes)[..., None] + 1e-9
    chosen = np.zeros(worth.shape, dtype=bool)
    np.put_along_axis(chosen, order, fits, axis=-1)
    return chosen & (worth > 0)


ArrayOrFloat = float | Floats
