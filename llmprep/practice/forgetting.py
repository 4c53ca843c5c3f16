"""FSRS-6 over whole arrays of cards: what planning needs a hundred thousand times.

The same law as `fsrs.Scheduler` (a test holds them together), with fractions of days in forgetting. Times are
in days; stability is the time after which recall has fallen to 90 %. Arrays have one entry a card and
broadcast; an unseen card has stability 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
STABILITY_MIN = 0.001
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


@dataclass(frozen=True)
class Law:
    """The 21 parameters of FSRS-6, as functions of arrays."""

    w: tuple[float, ...]

    @classmethod
    def of(cls, parameters: Sequence[float] | None = None) -> Law:
        """The law with these parameters, or with FSRS's defaults."""
        if parameters is None:
            from fsrs.scheduler import DEFAULT_PARAMETERS

            parameters = DEFAULT_PARAMETERS
        return cls(tuple(float(p) for p in parameters))

    def recall(self, stability: ArrayLike, elapsed_days: ArrayLike) -> Floats:
        """The probability of recall; 0 where a card was never seen."""
        s = np.asarray(stability, dtype=float)
        decay = -self.w[20]
        factor = 0.9 ** (1 / decay) - 1
        safe = np.maximum(s, STABILITY_MIN)
        kept = (1 + factor * np.maximum(0.0, elapsed_days) / safe) ** decay
        return np.where(s > 0, kept, 0.0)

    def first(self, rating: ArrayLike) -> tuple[Floats, Floats]:
        """Stability and difficulty after a first review."""
        r = np.asarray(rating, dtype=int)
        stability = np.maximum(np.asarray(self.w)[r - 1], STABILITY_MIN)
        return stability, np.clip(self._initial_difficulty(r), 1.0, 10.0)

    def _initial_difficulty(self, rating: Any) -> Any:
        return self.w[4] - np.exp(self.w[5] * (np.asarray(rating, dtype=float) - 1)) + 1

    def after(
        self, stability: ArrayLike, difficulty: ArrayLike, elapsed_days: ArrayLike, rating: ArrayLike
    ) -> tuple[Floats, Floats]:
        """Stability and difficulty after a review of cards that were seen before."""
        s = np.maximum(np.asarray(stability, dtype=float), STABILITY_MIN)
        d = np.maximum(np.asarray(difficulty, dtype=float), 1.0)
        t = np.asarray(elapsed_days, dtype=float)
        r = np.asarray(rating, dtype=int)
        # the schedule counts whole days, so the gain is that of whole days, too
        recall = self.recall(s, np.floor(t))
        grown = np.where(r == AGAIN, self._forgotten(s, d, recall), self._recalled(s, d, recall, r))
        new = np.where(t < 1, self._same_day(s, r), grown)
        return np.maximum(new, STABILITY_MIN), self._next_difficulty(d, r)

    def _recalled(self, s: Floats, d: Floats, recall: Floats, r: NDArray[np.int_]) -> Floats:
        w = self.w
        bonus = np.where(r == HARD, w[15], np.where(r == EASY, w[16], 1.0))
        growth = np.exp(w[8]) * (11 - d) * s ** -w[9] * (np.exp((1 - recall) * w[10]) - 1)
        return np.asarray(s * (1 + growth * bonus))

    def _forgotten(self, s: Floats, d: Floats, recall: Floats) -> Floats:
        w = self.w
        long_term = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * np.exp((1 - recall) * w[14])
        return np.minimum(long_term, s / np.exp(w[17] * w[18]))

    def _same_day(self, s: Floats, r: NDArray[np.int_]) -> Floats:
        w = self.w
        increase = np.exp(w[17] * (r - 3 + w[18])) * s ** -w[19]
        return s * np.where(r >= HARD, np.maximum(increase, 1.0), increase)

    def _next_difficulty(self, d: Floats, r: NDArray[np.int_]) -> Floats:
        w = self.w
        moved = d + (10.0 - d) * (-w[6] * (r - 3)) / 9.0
        return np.clip(w[7] * self._initial_difficulty(EASY) + (1 - w[7]) * moved, 1.0, 10.0)
