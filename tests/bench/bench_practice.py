"""How much is recalled on the interview day after the same minutes: our plan, plain due order, random choice."""

from __future__ import annotations

import numpy as np

from llmprep.practice.forgetting import Law
from llmprep.practice.optimize import Fitted, optimize
from tests.bench.simulate import POLICIES, practise, recorded

SEEDS = 8
FITTED = 4
SETTINGS = ((300, 30.0), (300, 15.0), (150, 30.0), (400, 45.0))
"""(questions, minutes a day)"""


def table(seeds: int = SEEDS, days: int = 60) -> list[dict[str, object]]:
    """A row a setting and policy: mean true recall on the day, its standard error, minutes used, cards seen."""
    rows: list[dict[str, object]] = []
    for cards, minutes in SETTINGS:
        for policy in POLICIES:
            ends = [practise(policy, seed, cards=cards, days=days, minutes=minutes) for seed in range(seeds)]
            recall = np.array([e.recall() for e in ends])
            rows.append(
                {
                    "questions": cards, "minutes a day": minutes, "policy": policy, "recall": float(recall.mean()),
                    "error": float(recall.std(ddof=1) / np.sqrt(seeds)) if seeds > 1 else 0.0,
                    "minutes": float(np.mean([e.minutes for e in ends])),
                    "seen": float(np.mean([e.deck.seen.sum() for e in ends])),
                }
            )  # fmt: skip
    return rows


def main() -> None:
    """Print the tables."""
    print(f"Recall on the interview day after 60 days of practice ({SEEDS} simulated learners each)")
    print(f"{'questions':>9}  {'min/day':>7}  {'policy':<10}  {'recall':>14}  {'minutes used':>12}  {'seen':>5}")
    for row in table():
        print(
            f"{row['questions']:>9}  {row['minutes a day']:>7.0f}  {row['policy']:<10}  "
            f"{100 * row['recall']:>6.1f} % ± {100 * row['error']:.1f}  {row['minutes']:>12.0f}  {row['seen']:>5.0f}"  # type: ignore[operator]
        )
    print()
    print("Fitting FSRS to a simulated history: log-loss on the last fifth of the reviews, which the fit has not seen")
    print(f"{'learner':>9}  {'reviews':>7}  {'defaults':>9}  {'fitted':>7}")
    for seed in range(FITTED):
        fitted = fit_learner(seed)
        print(f"{seed:>9}  {fitted.train_reviews:>7}  {fitted.loss_before:>9.4f}  {fitted.loss_after:>7.4f}")


def fit_learner(seed: int) -> Fitted:
    """Practise by our plan, then fit FSRS to what was recorded."""
    return optimize(recorded(practise("ours", seed, cards=300, minutes=75.0)), Law.of().w)


if __name__ == "__main__":
    main()
