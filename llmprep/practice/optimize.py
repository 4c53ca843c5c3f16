"""Fitting FSRS to one learner: parameters from the earlier reviews, judged on the later ones.

The fit is `fsrs.Optimizer`'s (it needs torch and pandas, imported here only). What it is judged by is the
log-loss of predicted recall on reviews that it has not seen; same-day repetitions are no evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from llmprep.errors import Exit, UserError
from llmprep.practice.history import Review
from llmprep.practice.schedule import RATINGS, Memory

TRAINED_ON = 0.8
LEAST_TO_TRAIN = 512
"""fsrs.Optimizer gives its defaults back with fewer."""
LEAST = math.ceil(LEAST_TO_TRAIN / TRAINED_ON)
CLOSE = 1e-6

Fit = Callable[[Sequence[Review]], tuple[float, ...]]


@dataclass(frozen=True)
class Fitted:
    """What a fit came to. Losses are log-losses on the held-out reviews, in nats: lower is better."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    loss_before: float
    loss_after: float
    train_reviews: int
    held_out: int

    @property
    def better(self) -> bool:
        return self.loss_after < self.loss_before - CLOSE

    def as_json(self) -> dict[str, Any]:
        return {
            "better": self.better,
            "log_loss": {"before": round(self.loss_before, 5), "after": round(self.loss_after, 5)},
            "train_reviews": self.train_reviews,
            "held_out_reviews": self.held_out,
            "parameters": {"before": list(self.before), "after": [round(p, 4) for p in self.after]},
        }


def evidence(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that say something about forgetting: a whole day or more after the card's last one."""
    last: dict[str, datetime] = {}
    kept = []
    for review in reviews:
        before = last.get(review.card)
        if before is not None and (review.at - before).days > 0:
            kept.append(review)
        last[review.card] = review.at
    return kept


def log_loss(
    reviews: Sequence[Review], parameters: Sequence[float], since: datetime | None = None
) -> tuple[float, int]:
    """Mean log-loss of predicted recall, and over how many reviews: those from `since` on that are evidence."""
    memory = Memory(parameters=parameters)
    counted = {id(r) for r in evidence(reviews) if since is None or r.at >= since}
    cards: dict[str, Any] = {}
    total = 0.0
    for review in reviews:
        card = cards.get(review.card)
        if card is not None and id(review) in counted:
            whole_days = (review.at - card.last_review).days
            recall = min(max(memory.recall_after(card.stability_days, whole_days), 1e-6), 1 - 1e-6)
            total -= math.log(1 - recall if review.rating == "again" else recall)
        cards[review.card] = memory.review(card, review.card, review.rating, review.at)
    return (total / len(counted) if counted else math.nan), len(counted)


def fit(reviews: Sequence[Review]) -> tuple[float, ...]:
    """fsrs.Optimizer's parameters for these reviews. Raises UserError where its libraries are missing."""
    import fsrs

    numbers: dict[str, int] = {}
    logs = [
        fsrs.ReviewLog(
            card_id=numbers.setdefault(r.card, len(numbers)),
            rating=fsrs.Rating(RATINGS.index(r.rating) + 1),
            review_datetime=r.at.astimezone(UTC),
            review_duration=None,
        )
        for r in reviews
    ]
    try:
        found = fsrs.Optimizer(logs).compute_optimal_parameters()
    except ImportError as error:
        raise UserError(
            "fitting needs fsrs with its optimizer",
            lines=["pip install 'fsrs[optimizer]'"],
            exit_status=Exit.UNAVAILABLE,
        ) from error
    return tuple(float(p) for p in found)


def optimize(reviews: Sequence[Review], current: Sequence[float], fitting: Fit = fit) -> Fitted:
    """Fit to the earlier part and compare on the later; where that is better, the result is a fit to all.

    Raises UserError while there are fewer than `LEAST` reviews to learn from.
    """
    reviews = sorted((r for r in reviews if not r.is_drill), key=lambda r: (r.at, r.event))
    telling = evidence(reviews)
    if len(telling) < LEAST:
        raise UserError(
            f"there are {len(telling)} reviews to learn from; fitting needs {LEAST}",
            lines=["until then FSRS's defaults, which come from many learners, are the better guess"],
        )
    since = telling[int(len(telling) * TRAINED_ON)].at
    earlier = [r for r in reviews if r.at < since]
    trained = fitting(earlier)
    before, held_out = log_loss(reviews, current, since)
    after, _ = log_loss(reviews, trained, since)
    better = after < before - CLOSE
    return Fitted(
        before=tuple(current),
        after=fitting(reviews) if better else trained,
        loss_before=before,
        loss_after=after,
        train_reviews=len(evidence(earlier)),
        held_out=held_out,
    )


def first_intervals(parameters: Sequence[float], retention: float) -> dict[str, list[int]]:
    """The intervals in days of cards that are always answered the same way, each time on the day they are due."""
    memory = Memory(retention, parameters)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    shown: dict[str, list[int]] = {}
    for rating in RATINGS[1:]:
        card, at, days = None, start, []
        for _ in range(4):
            card = memory.review(card, "c", rating, at)
            days.append(round((card.due - at) / timedelta(days=1)))
            at = card.due
        shown[rating] = days
    return shown
