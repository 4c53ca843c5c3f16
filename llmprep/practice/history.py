"""What happened, made of the events: reviews that count, flags, sessions, fitted parameters.

Undone answers are gone, overridden and regraded ones carry their last verdict. A removed question's
reviews stay. All tries at a drill on one day are one review: while it is being written, failing is no lapse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from llmprep.answers.grade import Rating
from llmprep.practice.day import Calendar
from llmprep.practice.drill_rating import DrillTry, rate_drill
from llmprep.store.log import Event

REVIEW_KINDS = (
    "answer",
    "regrade",
    "override",
    "undo",
    "drill",
    "drill-start",
    "drill-hint",
    "drill-solution",
)
KINDS = (*REVIEW_KINDS, "skip", "flag", "unflag", "goal", "interview", "parameters")
"""The kinds of events that a history is made of."""


def question_card(id: str) -> str:
    """The card of a question."""
    return f"question:{id}"


def drill_card(id: str) -> str:
    """The card of a drill."""
    return f"drill:{id}"


@dataclass(frozen=True)
class Review:
    """One answer or one day's work on a drill, as it counts now. score is 0 to 100; `event` is its id."""

    card: str
    at: datetime
    rating: Rating
    score: float
    seconds: float = 0.0
    event: int = 0
    session: str | None = None
    passed: bool = False
    tries: int = 1
    data: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def item(self) -> str:
        return self.card.partition(":")[2]

    @property
    def is_drill(self) -> bool:
        return self.card.startswith("drill:")


@dataclass(frozen=True)
class History:
    """Everything that counts, reviews in the order of their time."""

    reviews: tuple[Review, ...] = ()
    flagged: Mapping[str, str] = field(default_factory=dict)
    goal: Mapping[str, Any] | None = None
    parameters: tuple[float, ...] | None = None
    interviews: tuple[Event, ...] = ()

    def of(self, card: str) -> tuple[Review, ...]:
        """The reviews of one card."""
        return tuple(r for r in self.reviews if r.card == card)

    def days(self, calendar: Calendar) -> dict[date, list[Review]]:
        """Reviews by practice day."""
        days: dict[date, list[Review]] = {}
        for review in self.reviews:
            days.setdefault(calendar.day_of(review.at), []).append(review)
        return days


def history_of(events: Iterable[Event], calendar: Calendar) -> History:
    """Replay the events, which must be in the order in which they were appended."""
    events = list(events)
    undone = {e.payload["event"] for e in events if e.kind == "undo"}
    changes: dict[int, dict[str, Any]] = {}
    for kind in ("regrade", "override"):  # what the learner decided outlasts a judge that comes later
        for event in events:
            if event.kind == kind and event.id not in undone:
                changes.setdefault(event.payload["event"], {}).update(event.payload)
    reviews = [_answered(e, changes.get(e.id, {})) for e in events if e.kind == "answer" and e.id not in undone]
    reviews += _drilled([e for e in events if e.kind.startswith("drill") and e.id not in undone], calendar, changes)
    reviews.sort(key=lambda r: (r.at, r.event))
    flagged: dict[str, str] = {}
    goal, parameters = None, None
    for event in events:
        if event.id in undone:
            continue
        if event.kind == "flag":
            flagged[event.item] = str(event.payload.get("reason", ""))
        elif event.kind == "unflag":
            flagged.pop(event.item, None)
        elif event.kind == "goal":
            goal = event.payload if event.payload.get("date") else None
        elif event.kind == "parameters":
            parameters = tuple(event.payload["parameters"]) if event.payload.get("parameters") else None
    interviews = tuple(e for e in events if e.kind == "interview" and e.id not in undone)
    return History(tuple(reviews), flagged, goal, parameters, interviews)


def _answered(event: Event, change: Mapping[str, Any]) -> Review:
    now = {**event.payload, **change}
    score = float(now.get("score", 0.0))
    rating: Rating = now.get("rating", "again")
    return Review(
        card=question_card(event.item),
        at=event.at,
        rating=rating,
        score=score,
        seconds=float(event.payload.get("seconds") or 0.0),
        event=event.id,
        session=event.session,
        passed=rating in ("good", "easy"),
        data=now,
    )


def _drilled(events: list[Event], calendar: Calendar, changes: Mapping[int, Mapping[str, Any]]) -> list[Review]:
    by_drill: dict[str, list[Event]] = {}
    for event in events:
        by_drill.setdefault(event.item, []).append(event)
    reviews: list[Review] = []
    for id, own in by_drill.items():
        days: dict[date, list[Event]] = {}
        for event in own:
            days.setdefault(calendar.day_of(event.at), []).append(event)
        reviews += [r for day in days.values() if (r := _one_day(id, day, changes)) is not None]
    return reviews


def _one_day(id: str, events: list[Event], changes: Mapping[int, Mapping[str, Any]]) -> Review | None:
    """A day's work on one drill: its first pass decides, or else that there was none."""
    checks = [e for e in events if e.kind == "drill"]
    if not checks:
        return None
    passing = next((e for e in checks if e.payload.get("passed")), None)
    last = passing or checks[-1]
    until = [e for e in events if e.id <= last.id]
    started = next((e.at for e in until if e.kind == "drill-start"), None)
    work_s = (last.at - started).total_seconds() if started else 0.0
    tried = DrillTry(
        passed=passing is not None,
        tries=sum(e.kind == "drill" for e in until),
        # what was looked at on an earlier day had to be remembered since, which is what is rated
        hints=sum(e.kind == "drill-hint" for e in until),
        solution_seen=any(e.kind == "drill-solution" for e in until),
        work_s=work_s,
        expected_minutes=float(last.payload.get("minutes") or 0.0),
    )
    rating, reason = rate_drill(tried)
    said = next((changes[e.id]["rating"] for e in reversed(checks) if e.id in changes), None)
    if said:
        rating, reason = said, "your own verdict"
    return Review(
        card=drill_card(id),
        at=last.at,
        rating=rating,
        score=max(float(e.payload.get("score") or 0.0) for e in until if e.kind == "drill"),
        seconds=work_s,
        event=last.id,
        session=last.session,
        passed=tried.passed,
        tries=tried.tries,
        data={**last.payload, "reason": reason},
    )
