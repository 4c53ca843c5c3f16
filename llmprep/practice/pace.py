"""How fast and how well one learner works, from their own history, leaning on common values while it is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from llmprep.practice.day import Calendar
from llmprep.practice.history import Review

NEW_MINUTES, REVIEW_MINUTES = 3.0, 1.5
"""What a new and a known question take, reading the model answer included, until the learner's own times are known."""
LONGEST_S = 900.0
"""Longer than this and the learner was away."""
READING_S = 25.0
"""Reading the grade and the model answer, which is not timed."""
FIRST = (0.35, 0.25, 0.3, 0.1)
RECALLED = (0.3, 0.55, 0.15)
"""Shares of again, hard, good, easy among first answers; of hard, good, easy among recalled ones."""
PRIOR_WEIGHT = 12.0
DAYS_LOOKED_AT = 21
KEPT_DAYS = 0.85


@dataclass(frozen=True)
class Pace:
    """Minutes a question, the shares of ratings, and the share of days on which the learner practises."""

    new_minutes: float = NEW_MINUTES
    review_minutes: float = REVIEW_MINUTES
    first: tuple[float, ...] = FIRST
    recalled: tuple[float, ...] = RECALLED
    kept_days: float = KEPT_DAYS
    reviews: int = 0


def pace_of(reviews: Sequence[Review], now: datetime, calendar: Calendar) -> Pace:
    """The learner's pace; common values weigh as much as `PRIOR_WEIGHT` answers."""
    seen: set[str] = set()
    firsts: list[Review] = []
    laters: list[Review] = []
    for review in reviews:
        if not review.is_drill:
            (laters if review.card in seen else firsts).append(review)
            seen.add(review.card)
    return Pace(
        new_minutes=_minutes(firsts, NEW_MINUTES),
        review_minutes=_minutes(laters, REVIEW_MINUTES),
        first=_shares([r.rating for r in firsts], ("again", "hard", "good", "easy"), FIRST),
        recalled=_shares([r.rating for r in laters], ("hard", "good", "easy"), RECALLED),
        kept_days=_kept_days(reviews, now, calendar),
        reviews=len(firsts) + len(laters),
    )


def _minutes(reviews: Sequence[Review], common: float) -> float:
    times = [(min(r.seconds, LONGEST_S) + READING_S) / 60 for r in reviews if r.seconds > 0]
    if not times:
        return common
    return (PRIOR_WEIGHT * common + len(times) * median(times)) / (PRIOR_WEIGHT + len(times))


def _shares(given: Sequence[str], names: Sequence[str], common: Sequence[float]) -> tuple[float, ...]:
    counts = [given.count(n) + PRIOR_WEIGHT * c for n, c in zip(names, common, strict=True)]
    return tuple(c / sum(counts) for c in counts)


def _kept_days(reviews: Sequence[Review], now: datetime, calendar: Calendar) -> float:
    if not reviews:
        return KEPT_DAYS
    today = calendar.day_of(now)
    begun = max(1, min(DAYS_LOOKED_AT, (today - calendar.day_of(reviews[0].at)).days))
    practised = {d for r in reviews if 0 < (today - (d := calendar.day_of(r.at))).days <= begun}
    return (PRIOR_WEIGHT * KEPT_DAYS + len(practised)) / (PRIOR_WEIGHT + begun)
