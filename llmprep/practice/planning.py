"""Goal, history and bank put together: today's plan, the calendar and the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llmprep.bank.model import Question
from llmprep.practice.choose import Learner
from llmprep.practice.deck import deck_of
from llmprep.practice.forecast import Forecast, forecast
from llmprep.practice.forgetting import Law
from llmprep.practice.goal import Goal
from llmprep.practice.history import History
from llmprep.practice.pace import Pace, pace_of
from llmprep.practice.plan import DayPlan, Extras, drills_in_order, extras_of, spent_today, today
from llmprep.practice.review import DrillInfo


@dataclass(frozen=True)
class Plan:
    """Everything that `llmprep plan` says."""

    goal: Goal
    days_left: int
    today: DayPlan
    forecast: Forecast
    pace: Pace

    def as_json(self) -> dict[str, Any]:
        return {
            "goal": self.goal.as_json(),
            "days_left": self.days_left,
            "today": self.today.as_json(),
            "calendar": [d.as_json() for d in self.forecast.calendar],
            "readiness": {
                "all": self.forecast.total.as_json(),
                "topics": [t.as_json() for t in self.forecast.topics],
            },
            "pace": {
                "new_minutes": round(self.pace.new_minutes, 2),
                "review_minutes": round(self.pace.review_minutes, 2),
                "kept_days": round(self.pace.kept_days, 3),
                "answers": self.pace.reviews,
            },
        }


def todays_plan(
    questions: Sequence[Question],
    drills: Sequence[DrillInfo],
    history: History,
    learner: Learner,
    goal: Goal,
) -> tuple[DayPlan, Pace]:
    """What is left to do today, after what was done already."""
    calendar = learner.calendar
    pace = pace_of(history.reviews, learner.now, calendar)
    of_today = history.days(calendar).get(calendar.day_of(learner.now), [])
    plan = today(
        questions, drills, learner, goal, pace,
        spent_minutes=spent_today(of_today), done_today={r.card for r in of_today},
    )  # fmt: skip
    return plan, pace


def make_plan(
    questions: Sequence[Question],
    drills: Sequence[DrillInfo],
    history: History,
    learner: Learner,
    goal: Goal,
) -> Plan:
    """The plan from today to the interview. The same all day long for the same history."""
    import numpy as np

    day = learner.calendar.day_of(learner.now)
    days_left = (goal.day - day).days
    plan, pace = todays_plan(questions, drills, history, learner, goal)
    scope = [q for q in questions if goal.includes(q.topic)]
    deck = deck_of(scope, learner.cards, learner.now, learner.flagged)
    extras = _extras(days_left, goal, drills_in_order(drills, learner, goal), plan, pace)
    rng = np.random.default_rng(day.toordinal())
    law = Law.of(learner.memory.parameters)
    return Plan(goal, days_left, plan, forecast(deck, law, pace, extras, day, rng), pace)


def _extras(days_left: int, goal: Goal, drills: Sequence[DrillInfo], plan: DayPlan, pace: Pace) -> list[Extras]:
    """Today's as planned, then each later day's; no drill twice."""
    by_id = {d.id: d for d in drills}
    first = by_id.get(plan.drill or "")
    left = max(0.0, plan.minutes - (first.minutes if first else 0) - plan.interview_minutes)
    days = [Extras(first, plan.interview_minutes, left)]
    done = {first.id} if first else set()
    per_day = goal.minutes / max(pace.review_minutes, 0.5)
    for number in range(1, days_left):
        answered = pace.reviews + int(number * pace.kept_days * per_day / 2)
        extra = extras_of(days_left - number, goal.minutes, drills, answered=answered, done=done)
        if extra.drill:
            done.add(extra.drill.id)
        days.append(extra)
    return days
