"""How well a grader agrees with people: precision, recall, F1, and quadratic weighted kappa."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BANDS = 5


@dataclass(frozen=True)
class Tally:
    """Yes/no verdicts against labels. Empty denominators count as perfect: nothing was got wrong."""

    right: int = 0  # said yes, is yes
    wrong: int = 0  # said yes, is no
    missed: int = 0  # said no, is yes
    rest: int = 0  # said no, is no

    def plus(self, said: bool, label: bool) -> Tally:
        return Tally(
            self.right + (said and label), self.wrong + (said and not label),
            self.missed + (label and not said), self.rest + (not said and not label),
        )  # fmt: skip

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.rest + other.rest,
        )

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0


def tally(pairs: Iterable[tuple[bool, bool]]) -> Tally:
    """Count (said, label) pairs."""
    out = Tally()
    for said, label in pairs:
        out = out.plus(said, label)
    return out


def band(score: float) -> int:
    """The band of a score of 0 to 100: 0-19, 20-39, 40-59, 60-79, 80-100."""
    return min(BANDS - 1, max(0, int(score // (100 / BANDS))))


def quadratic_kappa(pairs: Sequence[tuple[int, int]], bands: int = BANDS) -> float:
    """Cohen's kappa with quadratic weights over band pairs (given, label); 1 is full agreement, 0 chance.

    Where every pair agrees by there being one band only, the agreement is full. Raises ValueError for none.
    """
    if not pairs:
        raise ValueError("no pairs to compare")
    count = len(pairs)
    left, right = [0] * bands, [0] * bands
    observed = 0.0
    for a, b in pairs:
        left[a] += 1
        right[b] += 1
        observed += (a - b) ** 2
    expected = sum((a - b) ** 2 * left[a] * right[b] for a in range(bands) for b in range(bands)) / count
    return 1.0 if observed == 0 else 1.0 - observed / expected if expected else 0.0
