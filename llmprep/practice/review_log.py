"""The review history in the formats that FSRS tools read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from llmprep.practice.day import ONE_DAY
from llmprep.practice.history import Review
from llmprep.practice.schedule import RATINGS

COLUMNS = ("card_id", "review_time", "review_rating", "review_state", "review_duration")
NEW, REVIEW, RELEARNING = 0, 2, 3


def to_csv(reviews: Sequence[Review]) -> str:
    """A `revlog.csv` as fsrs-optimizer takes it: times in ms since 1970, durations in ms, and the item's name."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "item"))
    last: dict[str, Review] = {}
    for review, number in zip(reviews, numbers(reviews), strict=True):
        before = last.get(review.card)
        state = NEW if before is None else REVIEW
        if before and before.rating == "again" and review.at - before.at < ONE_DAY:
            state = RELEARNING
        last[review.card] = review
        milliseconds = round(review.at.timestamp() * 1000)
        writer.writerow((number, milliseconds, _rating(review), state, round(review.seconds * 1000), review.card))
    return out.getvalue()


def to_jsonl(reviews: Sequence[Review]) -> str:
    """One `fsrs.ReviewLog` a line, as its `from_dict` takes it."""
    lines = [json.dumps(log_dict(r, n)) for r, n in zip(reviews, numbers(reviews), strict=True)]
    return "".join(line + "\n" for line in lines)


def log_dict(review: Review, number: int) -> dict[str, Any]:
    """The review as py-fsrs writes it."""
    return {
        "card_id": number,
        "rating": _rating(review),
        "review_datetime": review.at.astimezone(UTC).isoformat(),
        "review_duration": round(review.seconds * 1000) or None,
    }


def numbers(reviews: Sequence[Review]) -> list[int]:
    """A number for each review's card, by first appearance, from 1."""
    known: dict[str, int] = {}
    return [known.setdefault(r.card, len(known) + 1) for r in reviews]


def _rating(review: Review) -> int:
    return RATINGS.index(review.rating) + 1
