"""A day's plan: the questions that help most on the interview day, a drill, and now and then a mock interview."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from llmprep.bank.model import Question
from llmprep.practice.choose import Learner
from llmprep.practice.deck import best_within, deck_of, gains, minutes_each
from llmprep.practice.forgetting import Law
from llmprep.practice.goal import Goal
from llmprep.practice.history import drill_card
from llmprep.practice.pace import Pace
from llmprep.practice.review import DrillInfo

INTERVIEW_EVERY, INTERVIEW_LEFT = 7, 2
"""A mock interview each week, the last one two days before the real one."""
INTERVIEW_MINUTES, LEAST_INTERVIEW = 30, 15
DRILL_EVERY, DRILL_LEFT = 3, 1
DRILL_SHARE = 0.6
"""A drill may take this share of a day's minutes."""
FIRST_INTERVIEW_AFTER = 15
"""No mock interview before as many answers."""


@dataclass(frozen=True)
class DayPlan:
    """What to do on one day. minutes is what it should take at the learner's pace."""

    day: date
    reviews: tuple[str, ...]
    new: tuple[str, ...]
    drill: str | None
    interview_minutes: int
    minutes: float
    spent: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.day.isoformat(),
            "reviews": list(self.reviews),
            "new": list(self.new),
            "drill": self.drill,
            "interview_minutes": self.interview_minutes,
            "minutes": round(self.minutes, 1),
            "spent_minutes": round(self.spent, 1),
        }


@dataclass(frozen=True)
class Extras:
    """What besides questions a day holds, and the minutes that leaves for questions."""

    drill: DrillInfo | None
    interview_minutes: int
    question_minutes: float


def extras_of(
    days_left: int, minutes: float, drills: Sequence[DrillInfo], *, answered: int, done: Collection[str] = ()
) -> Extras:
    """The drill or mock interview of a day that is `days_left` before the interview.

    `drills` in the order in which they should come; `answered` counts the learner's answers so far.
    """
    if days_left % INTERVIEW_EVERY == INTERVIEW_LEFT and answered >= FIRST_INTERVIEW_AFTER:
        length = min(INTERVIEW_MINUTES, int(minutes))
        if length >= LEAST_INTERVIEW:
            return Extras(None, length, minutes - length)
    if days_left % DRILL_EVERY == DRILL_LEFT:
        fitting = (d for d in drills if d.minutes <= DRILL_SHARE * minutes and d.id not in done)
        drill = next(fitting, None)
        if drill:
            return Extras(drill, 0, minutes - drill.minutes)
    return Extras(None, 0, minutes)


def drills_in_order(drills: Sequence[DrillInfo], learner: Learner, goal: Goal) -> list[DrillInfo]:
    """Drills of the goal's topics: due ones first, then unseen ones in the order of the learning path."""
    own = [d for d in drills if goal.includes(d.topic) and d.id not in learner.flagged]
    due = [d for d in own if (c := learner.cards.get(drill_card(d.id))) and c.is_due(learner.now, learner.calendar)]
    unseen = [d for d in own if drill_card(d.id) not in learner.cards]
    return [*due, *unseen]


def today(
    questions: Sequence[Question],
    drills: Sequence[DrillInfo],
    learner: Learner,
    goal: Goal,
    pace: Pace,
    *,
    spent_minutes: float = 0.0,
    done_today: Collection[str] = (),
) -> DayPlan:
    """What is left to do today. `done_today` are the cards that today has seen; they are not planned again."""
    day = learner.calendar.day_of(learner.now)
    days_left = (goal.day - day).days
    minutes = max(0.0, goal.minutes - spent_minutes)
    ordered = [d for d in drills_in_order(drills, learner, goal) if drill_card(d.id) not in done_today]
    drilled = any(c.startswith("drill:") for c in done_today)
    extra = extras_of(days_left, minutes, [] if drilled else ordered, answered=pace.reviews)
    scope = [q for q in questions if goal.includes(q.topic) and f"question:{q.id}" not in done_today]
    deck = deck_of(scope, learner.cards, learner.now, learner.flagged)
    law = Law.of(learner.memory.parameters)
    left = max(0.25, float(days_left))
    chosen = best_within(deck, law, pace, left, extra.question_minutes)
    worth = gains(deck, law, pace, left) / minutes_each(deck, pace)
    order = [i for i in np.argsort(-worth, kind="stable") if chosen[i]]
    return DayPlan(
        day=day,
        reviews=tuple(deck.ids[i] for i in order if deck.stability[i] > 0),
        new=tuple(deck.ids[i] for i in order if deck.stability[i] == 0),
        drill=extra.drill.id if extra.drill else None,
        interview_minutes=extra.interview_minutes,
        minutes=float(minutes_each(deck, pace)[chosen].sum())
        + (extra.drill.minutes if extra.drill else 0)
        + extra.interview_minutes,
        spent=spent_minutes,
    )


def spent_today(reviews_of_day: Sequence[Any]) -> float:
    """Minutes practised, reading included."""
    from llmprep.practice.pace import LONGEST_S, READING_S

    return sum((min(r.seconds, LONGEST_S * (4 if r.is_drill else 1)) + READING_S) / 60 for r in reviews_of_day)


def by_topic(deck_topics: Sequence[str]) -> Mapping[str, list[int]]:
    """The places of each topic's questions."""
    places: dict[str, list[int]] = {}
    for place, topic in enumerate(deck_topics):
        places.setdefault(topic, []).append(place)
    return places
