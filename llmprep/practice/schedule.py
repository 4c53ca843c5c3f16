"""When each card comes back: FSRS over the reviews that count.

Intervals are whole days. The one exception is ours: what was failed comes back the same day, `AGAIN_AFTER`
later, because a learner who has just read the model answer should have to produce it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from llmprep.practice.day import ONE_DAY, Calendar

if TYPE_CHECKING:
    from llmprep.answers.grade import Rating
    from llmprep.practice.history import Review

AGAIN_AFTER = timedelta(minutes=10)
LEECH_LAPSES = 6
MAXIMUM_INTERVAL_DAYS = 365
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")


@dataclass(frozen=True)
class Card:
    """The memory of one item. stability_days is the time after which recall has fallen to 90 %."""

    key: str
    due: datetime
    last_review: datetime
    stability_days: float
    difficulty: float
    reviews: int = 1
    lapses: int = 0
    last_rating: Rating = "good"
    last_score: float = 0.0

    @property
    def item(self) -> str:
        return self.key.partition(":")[2]

    @property
    def is_drill(self) -> bool:
        return self.key.startswith("drill:")

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH_LAPSES

    def is_due(self, now: datetime, calendar: Calendar) -> bool:
        """Due from its instant on, or for intervals of a day or more from the beginning of that day."""
        if self.due <= now:
            return True
        whole_days = self.due - self.last_review >= ONE_DAY
        return whole_days and calendar.day_of(self.due) <= calendar.day_of(now)


class Memory:
    """FSRS with the learner's parameters (its defaults without) and target retention."""

    def __init__(self, retention: float = 0.9, parameters: Sequence[float] | None = None) -> None:
        from fsrs import Scheduler

        options: dict[str, Any] = {"parameters": tuple(parameters)} if parameters else {}
        self._scheduler = Scheduler(
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=MAXIMUM_INTERVAL_DAYS,
            enable_fuzzing=False,
            **options,
        )
        self.retention = retention
        self.parameters = tuple(self._scheduler.parameters)

    def review(self, card: Card | None, key: str, rating: Rating, at: datetime, score: float = 0.0) -> Card:
        """The card after a review; `card` is None for a first one."""
        import fsrs

        at = at.astimezone(UTC)
        before = fsrs.Card(card_id=0, due=at)
        if card is not None:
            before = fsrs.Card(
                card_id=0,
                state=fsrs.State.Review,
                stability=card.stability_days,
                difficulty=card.difficulty,
                due=card.due,
                last_review=card.last_review,
            )
        after, _ = self._scheduler.review_card(before, fsrs.Rating(RATINGS.index(rating) + 1), at)
        failed = rating == "again"
        assert after.stability is not None
        assert after.difficulty is not None
        return Card(
            key=key,
            due=at + AGAIN_AFTER if failed else after.due,
            last_review=at,
            stability_days=float(after.stability),
            difficulty=float(after.difficulty),
            reviews=card.reviews + 1 if card else 1,
            lapses=(card.lapses if card else 0) + failed,
            last_rating=rating,
            last_score=score,
        )

    def recall(self, card: Card, at: datetime) -> float:
        """The probability that the card is recalled at this time; fractions of days count."""
        return self.recall_after(card.stability_days, (at - card.last_review) / ONE_DAY)

    def recall_after(self, stability_days: float, elapsed_days: float) -> float:
        """FSRS's power law of forgetting: 0.9 when as many days have passed as the stability says."""
        decay = -self.parameters[20]
        factor = 0.9 ** (1 / decay) - 1
        return float((1 + factor * max(0.0, elapsed_days) / stability_days) ** decay)


def schedule(reviews: Iterable[Review], memory: Memory) -> dict[str, Card]:
    """Every card that was ever reviewed, by key, as the reviews (in the order of their time) leave it."""
    cards: dict[str, Card] = {}
    for r in reviews:
        cards[r.card] = memory.review(cards.get(r.card), r.card, r.rating, r.at, r.score)
    return cards
