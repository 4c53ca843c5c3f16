"""Planning: what helps most on the day, within the minutes, and an honest forecast."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.errors import UserError
from llmprep.practice.choose import Learner
from llmprep.practice.day import Calendar
from llmprep.practice.deck import Deck, best_within, deck_of, gains, minutes_each
from llmprep.practice.forgetting import Law
from llmprep.practice.goal import Goal, make_goal
from llmprep.practice.history import History, history_of
from llmprep.practice.pace import NEW_MINUTES, REVIEW_MINUTES, Pace, pace_of
from llmprep.practice.plan import extras_of
from llmprep.practice.planning import Plan, make_plan
from llmprep.practice.review import DrillInfo
from llmprep.practice.schedule import Memory, schedule
from tests.bench.simulate import POLICIES, practise

from .events import START, Events
from .toys import free

DAYS = Calendar(UTC)
LAW = Law.of()
QUESTIONS = [free(f"{t}-{n}", t, level=1 + n % 5) for t in ("towers", "boxes", "balls") for n in range(12)]
DRILLS = [DrillInfo("stack", "towers", 1, 10), DrillInfo("sort", "boxes", 2, 15)]
TODAY = START.date()


def learner(events: Events, at: datetime = START) -> tuple[History, Learner]:
    history = history_of(events, DAYS)
    memory = Memory()
    return history, Learner(schedule(history.reviews, memory), memory, DAYS, at, history.flagged)


def plan(events: Events, days: int = 21, minutes: int = 40, focus: tuple[str, ...] = (), at: datetime = START) -> Plan:
    history, me = learner(events, at)
    goal = Goal(TODAY + timedelta(days=days), minutes, focus)
    return make_plan(QUESTIONS, DRILLS, history, me, goal)


@pytest.mark.parametrize(
    ("when", "minutes", "focus", "message"),
    [
        ("soon", 30, (), "is no date"),
        ("2026-02-30", 30, (), "is no date"),
        ("2026-11-02", 30, (), "is not after today"),
        ("2036-11-02", 30, (), "days away"),
        ("2026-12-01", 2, (), "cannot be planned"),
        ("2026-12-01", 30, ("tower",), "no topic"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(when: str, minutes: int, focus: tuple[str, ...], message: str) -> None:
    with pytest.raises(UserError, match=message):
        make_goal(when, minutes, focus, today=TODAY, topics=("towers", "boxes"))


def test_a_goal_round_trips() -> None:
    goal = make_goal(" 2026-12-15 ", 40, ("boxes", "boxes"), today=TODAY, topics=("towers", "boxes"))
    assert goal == Goal(date(2026, 12, 15), 40, ("boxes",))
    assert Goal.from_json(goal.as_json()) == goal


def test_practice_gains_less_where_recall_is_high_already() -> None:
    deck = Deck(
        ("weak", "strong", "new"),
        ("t",) * 3,
        np.array([2.0, 200.0, 0.0]),
        np.array([5.0, 5.0, 0.0]),
        np.array([9.0, 9.0, 0.0]),
    )
    weak, strong, new = gains(deck, LAW, Pace(), 20.0)
    assert new > weak > strong > 0


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 40), st.floats(0, 90), st.floats(0.5, 60))
def test_a_days_questions_fit_into_its_minutes(seen: int, minutes: float, left: float) -> None:
    rng = np.random.default_rng(seen)
    s = np.where(np.arange(40) < seen, rng.uniform(0.1, 50, 40), 0.0)
    deck = Deck(tuple(map(str, range(40))), ("t",) * 40, s, np.where(s > 0, 5.0, 0.0), rng.uniform(0, 30, 40))
    chosen = best_within(deck, LAW, Pace(), left, minutes)
    cost = minutes_each(deck, Pace())
    assert cost[chosen].sum() <= minutes + 1e-6
    worth = gains(deck, LAW, Pace(), left) / cost
    if chosen.any() and not chosen.all():
        assert worth[chosen].min() >= worth[~chosen].max() - 1e-9


def test_own_times_replace_the_common_ones_as_they_come_in() -> None:
    events = Events()
    common = pace_of((), START, DAYS)
    assert (common.new_minutes, common.review_minutes, common.reviews) == (NEW_MINUTES, REVIEW_MINUTES, 0)
    assert common.first == pytest.approx(Pace().first)
    for n in range(60):
        events.answer(f"q{n}", "good", -3, seconds=275.0)
        events.answer(f"q{n}", "good", -2, seconds=35.0)
    pace = pace_of(history_of(events, DAYS).reviews, START, DAYS)
    assert NEW_MINUTES < pace.new_minutes < 5.0
    assert 1.0 < pace.review_minutes < REVIEW_MINUTES
    assert pace.first[2] > 0.8
    assert sum(pace.first) == pytest.approx(1)
    assert sum(pace.recalled) == pytest.approx(1)


def test_days_missed_lower_what_is_expected_of_the_days_to_come() -> None:
    diligent, lazy = Events(), Events()
    for day in range(-20, 0):
        diligent.answer("a", "good", day)
        if day % 4 == 0:
            lazy.answer("a", "good", day)
    kept = [pace_of(history_of(e, DAYS).reviews, START, DAYS).kept_days for e in (diligent, lazy)]
    assert kept[0] > 0.9
    assert kept[1] < 0.55


def test_today_fits_the_minutes_and_prefers_the_focus() -> None:
    made = plan(Events(), minutes=30, focus=("boxes",))
    assert made.today.minutes <= 30
    assert made.today.reviews == ()
    assert {id.split("-")[0] for id in made.today.new} == {"boxes"}
    assert [t.topic for t in made.forecast.topics] == ["boxes"]


def test_what_was_done_today_is_not_planned_again() -> None:
    events = Events()
    for n in range(6):
        events.answer(f"towers-{n}", "good", 0, seconds=215.0)
    made = plan(events, minutes=30)
    assert made.today.spent == pytest.approx(24.0)
    assert made.today.minutes <= 6.0
    assert not {f"towers-{n}" for n in range(6)} & {*made.today.reviews, *made.today.new}


def test_the_calendar_runs_to_the_day_before_the_interview() -> None:
    made = plan(Events(), days=21)
    assert [d.day for d in made.forecast.calendar] == [TODAY + timedelta(days=n) for n in range(21)]
    assert any(d.drill for d in made.forecast.calendar)
    assert any(d.interview_minutes for d in made.forecast.calendar)
    drills = [d.drill for d in made.forecast.calendar if d.drill]
    assert len(drills) == len(set(drills))


def test_no_mock_interview_before_there_is_something_to_ask_about() -> None:
    assert extras_of(9, 40, [], answered=0).interview_minutes == 0
    assert extras_of(9, 40, [], answered=100).interview_minutes == 30
    assert extras_of(2, 12, [], answered=100).interview_minutes == 0
    assert extras_of(10, 40, DRILLS, answered=0).drill == DRILLS[0]
    assert extras_of(10, 40, DRILLS, answered=0, done={"stack"}).drill == DRILLS[1]
    assert extras_of(10, 12, DRILLS, answered=0).drill is None


def test_readiness_grows_with_minutes_and_is_less_certain_with_little_history() -> None:
    little, much = Events(), Events()
    for n in range(3):
        little.answer(f"towers-{n}", "good", -2)
    for day in range(-30, -1):
        for n in range(12):
            much.answer(f"towers-{n}", "good", day)
    short, long = plan(little, minutes=10), plan(little, minutes=60)
    assert short.forecast.total.forecast < long.forecast.total.forecast
    assert long.forecast.total.today < long.forecast.total.forecast
    for made in (short, long, plan(much)):
        total = made.forecast.total
        assert 0 <= total.low <= total.forecast <= total.high <= 1
    spread = lambda p: p.forecast.total.high - p.forecast.total.low
    assert spread(plan(much, minutes=40)) < spread(plan(little, minutes=40))


def test_the_same_day_gives_the_same_plan() -> None:
    events = Events()
    events.answer("towers-1", "hard", -1)
    assert plan(events).as_json() == plan(events).as_json()


def test_missing_days_moves_the_work_but_never_beyond_a_days_minutes() -> None:
    events = Events()
    for n in range(12):
        events.answer(f"towers-{n}", "good", -1, seconds=60)
    late = plan(events, days=21, at=START + timedelta(days=15))
    assert late.days_left == 6
    assert len(late.forecast.calendar) == 6
    assert late.today.minutes <= 40


def test_the_plan_beats_due_order_and_chance_on_the_day() -> None:
    for seed in (1, 2):
        recall = {p: practise(p, seed, cards=200, days=60, minutes=20.0).recall() for p in POLICIES}
        assert recall["ours"] > recall["due order"] + 0.05
        assert recall["ours"] > recall["random"] + 0.02


def test_flagged_questions_are_no_part_of_a_deck() -> None:
    deck = deck_of(QUESTIONS, {}, START, {"towers-1"})
    assert "towers-1" not in deck.ids
    assert len(deck.ids) == len(QUESTIONS) - 1
