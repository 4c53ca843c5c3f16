"""What the history says about a learner: mastery, retention, coming load, days, misses, drills, interviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from llmprep.bank.model import Question
from llmprep.practice.choose import Learner
from llmprep.practice.day import ONE_DAY, longest_streak, streak
from llmprep.practice.history import History, Review
from llmprep.practice.home import TopicState, topic_states
from llmprep.practice.schedule import Card, Memory

LOAD_DAYS = 30
HEAT_DAYS = 52 * 7
RETENTION_DAYS = 90
MOST_MISSED = 10


@dataclass(frozen=True)
class Week:
    """One week, by its first day: reviews of known cards, and the share recalled (0 to 1); and all answers' mean score."""

    start: date
    reviews: int
    recalled: float
    answers: int
    score: float


@dataclass(frozen=True)
class Retention:
    """How much was recalled when a card came back after a day or more, over the last `RETENTION_DAYS` days.

    predicted is what FSRS expected of the same reviews.
    """

    target: float
    actual: float | None
    predicted: float | None
    reviews: int


@dataclass(frozen=True)
class Missed:
    """A question that was failed."""

    id: str
    topic: str
    lapses: int
    reviews: int
    last_score: float
    leech: bool


@dataclass(frozen=True)
class DrillRecord:
    """A drill's tries over all days, and the fastest pass in minutes where a start was recorded."""

    id: str
    tries: int
    passed: bool
    best_minutes: float | None
    last: date


@dataclass(frozen=True)
class InterviewPoint:
    """One mock interview."""

    day: date
    depth: float
    score: float
    minutes: float


@dataclass(frozen=True)
class Totals:
    """Over all time; minutes are those spent answering."""

    answers: int
    drills_passed: int
    minutes: float
    days: int
    streak: int
    longest_streak: int
    mean_score: float | None


@dataclass(frozen=True)
class Statistics:
    """Everything that `llmprep stats` shows."""

    day: date
    totals: Totals
    topics: tuple[TopicState, ...]
    retention: Retention
    weeks: tuple[Week, ...]
    load: tuple[tuple[date, int], ...]
    heat: tuple[tuple[date, int], ...]
    missed: tuple[Missed, ...]
    drills: tuple[DrillRecord, ...]
    interviews: tuple[InterviewPoint, ...]

    def as_json(self) -> dict[str, Any]:
        """Dates as text, one object."""
        plain = asdict(self)
        plain["topics"] = [{**asdict(t), "mastery": round(t.mastery, 4)} for t in self.topics]
        plain["load"] = [{"date": d.isoformat(), "due": n} for d, n in self.load]
        plain["heat"] = [{"date": d.isoformat(), "answers": n} for d, n in self.heat]
        made: dict[str, Any] = _dates_as_text(plain)
        return made


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _dates_as_text(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_dates_as_text(v) for v in value]
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, date) else value


def statistics(questions: Sequence[Question], history: History, learner: Learner) -> Statistics:
    """Everything, as of the learner's now."""
    calendar = learner.calendar
    today = calendar.day_of(learner.now)
    days = history.days(calendar)
    answers = [r for r in history.reviews if not r.is_drill]
    topics = {q.id: q.topic for q in questions}
    return Statistics(
        day=today,
        totals=Totals(
            answers=len(answers),
            drills_passed=len({r.card for r in history.reviews if r.is_drill and r.passed}),
            minutes=round(sum(r.seconds for r in history.reviews) / 60, 1),
            days=len(days),
            streak=streak(days, today),
            longest_streak=longest_streak(days),
            mean_score=round(sum(r.score for r in answers) / len(answers), 1) if answers else None,
        ),
        topics=tuple(topic_states(questions, learner)),
        retention=_retention(history.reviews, learner, today),
        weeks=_weeks(history.reviews, learner),
        load=_load(learner, today),
        heat=_heat(days, today),
        missed=_missed(learner.cards, topics, history),
        drills=_drills(history.reviews, learner),
        interviews=tuple(
            InterviewPoint(calendar.day_of(e.at), e.payload["depth"], e.payload["score"], e.payload["minutes"])
            for e in history.interviews
        ),
    )


def tested(reviews: Sequence[Review], memory: Memory) -> list[tuple[Review, float]]:
    """The reviews that came a day or more after the card's last one, each with the recall that was predicted."""
    cards: dict[str, Card] = {}
    found = []
    for review in reviews:
        card = cards.get(review.card)
        if card is not None and review.at - card.last_review >= ONE_DAY:
            found.append((review, memory.recall(card, review.at)))
        cards[review.card] = memory.review(card, review.card, review.rating, review.at, review.score)
    return found


def _retention(reviews: Sequence[Review], learner: Learner, today: date) -> Retention:
    since = today - timedelta(days=RETENTION_DAYS)
    recent = [
        (r, p) for r, p in tested(reviews, learner.memory) if not r.is_drill and learner.calendar.day_of(r.at) > since
    ]
    if not recent:
        return Retention(learner.memory.retention, None, None, 0)
    return Retention(
        target=learner.memory.retention,
        actual=sum(r.rating != "again" for r, _ in recent) / len(recent),
        predicted=sum(p for _, p in recent) / len(recent),
        reviews=len(recent),
    )


def _weeks(reviews: Sequence[Review], learner: Learner) -> tuple[Week, ...]:
    if not reviews:
        return ()
    known = {id(r) for r, _ in tested(reviews, learner.memory)}
    weeks: dict[date, list[Review]] = {}
    for review in reviews:
        if not review.is_drill:
            day = learner.calendar.day_of(review.at)
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(review)
    made = []
    for start, own in sorted(weeks.items()):
        again = [r for r in own if id(r) in known]
        recalled = sum(r.rating != "again" for r in again) / len(again) if again else 0.0
        made.append(Week(start, len(again), recalled, len(own), sum(r.score for r in own) / len(own)))
    return tuple(made)


def _load(learner: Learner, today: date) -> tuple[tuple[date, int], ...]:
    """How many cards fall due on each coming day, were nothing else answered; today holds what is overdue."""
    counts = dict.fromkeys((today + timedelta(days=n) for n in range(LOAD_DAYS)), 0)
    for card in learner.cards.values():
        day = max(today, learner.calendar.day_of(card.due))
        if day in counts and card.item not in learner.flagged:
            counts[day] += 1
    return tuple(counts.items())


def _heat(days: Mapping[date, Sequence[Review]], today: date) -> tuple[tuple[date, int], ...]:
    first = today - timedelta(days=HEAT_DAYS - 1)
    first -= timedelta(days=first.weekday())
    return tuple(
        (day, len(days.get(day, ()))) for day in (first + timedelta(days=n) for n in range((today - first).days + 1))
    )


def _missed(cards: Mapping[str, Card], topics: Mapping[str, str], history: History) -> tuple[Missed, ...]:
    last_topic = {r.item: str(r.data.get("topic", "")) for r in history.reviews if not r.is_drill}
    failed = [c for c in cards.values() if c.lapses and not c.is_drill]
    failed.sort(key=lambda c: (-c.lapses, c.last_score, c.item))
    return tuple(
        Missed(c.item, topics.get(c.item) or last_topic.get(c.item, ""), c.lapses, c.reviews, c.last_score, c.is_leech)
        for c in failed[:MOST_MISSED]
    )


def _drills(reviews: Sequence[Review], learner: Learner) -> tuple[DrillRecord, ...]:
    grouped: dict[str, list[Review]] = {}
    for review in reviews:
        if review.is_drill:
            grouped.setdefault(review.item, []).append(review)
    made = []
    for id, own in grouped.items():
        times = [r.seconds / 60 for r in own if r.passed and r.seconds > 0]
        made.append(
            DrillRecord(
                id,
                sum(r.tries for r in own),
                any(r.passed for r in own),
                round(min(times), 1) if times else None,
                learner.calendar.day_of(own[-1].at),
            )
        )
    return tuple(sorted(made, key=lambda d: (d.passed, d.last), reverse=True))
