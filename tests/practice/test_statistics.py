"""Statistics, from histories short enough to count by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, timedelta

import pytest

from llmprep.practice.choose import Learner
from llmprep.practice.day import Calendar
from llmprep.practice.history import history_of
from llmprep.practice.schedule import Memory, schedule
from llmprep.practice.statistics import LOAD_DAYS, Statistics, statistics

from .events import START, Events
from .toys import free

DAYS = Calendar(UTC)
QUESTIONS = [free("a", "towers"), free("b", "towers"), free("c", "boxes")]


def stats(events: Events, day: float = 0.0) -> Statistics:
    history = history_of(events, DAYS)
    memory = Memory()
    now = START + timedelta(days=day)
    cards = schedule(history.reviews, memory)
    return statistics(QUESTIONS, history, Learner(cards, memory, DAYS, now, history.flagged))


def test_an_empty_history_gives_empty_statistics() -> None:
    empty = stats(Events())
    assert (empty.totals.answers, empty.totals.mean_score, empty.retention.actual) == (0, None, None)
    assert empty.missed == empty.drills == empty.interviews == empty.weeks == ()
    assert sum(n for _, n in empty.load) == 0
    assert [t.topic for t in empty.topics] == ["towers", "boxes"]


def test_mastery_counts_unseen_questions_as_not_known() -> None:
    events = Events()
    events.answer("a", "easy", 0, score=100.0)
    towers, boxes = stats(events).topics
    assert (towers.seen, towers.questions, towers.mastery) == (1, 2, 0.5)
    assert boxes.mastery == 0.0


def test_retention_counts_only_cards_that_come_back_after_a_day() -> None:
    events = Events()
    events.answer("a", "good", -9)
    events.answer("a", "again", -8.9)
    events.answer("a", "good", -5)
    events.answer("b", "good", -4)
    events.answer("b", "again", -1)
    r = stats(events).retention
    assert (r.reviews, r.actual, r.target) == (2, 0.5, 0.9)
    assert r.predicted is not None
    assert 0.5 < r.predicted < 1


def test_reviews_long_ago_no_longer_count_for_retention() -> None:
    events = Events()
    events.answer("a", "good", -300)
    events.answer("a", "again", -200)
    assert stats(events).retention.reviews == 0


def test_weeks_begin_on_monday() -> None:
    events = Events()
    events.answer("a", "good", 0, score=80.0)
    events.answer("b", "again", 6, score=20.0)
    events.answer("c", "good", 7, score=90.0)
    weeks = stats(events, 8).weeks
    assert [(w.start, w.answers, w.score) for w in weeks] == [
        (date(2026, 11, 2), 2, 50.0),
        (date(2026, 11, 9), 1, 90.0),
    ]


def test_the_load_holds_what_is_overdue_today_and_each_card_once() -> None:
    events = Events()
    events.answer("a", "good", -30)
    events.answer("b", "easy", 0)
    load = dict(stats(events).load)
    assert len(load) == LOAD_DAYS
    assert load[START.date()] == 1
    assert load[START.date() + timedelta(days=8)] == 1
    assert sum(load.values()) == 2


def test_the_calendar_counts_answers_by_day_up_to_today() -> None:
    events = Events()
    events.answer("a", "good", -1)
    events.answer("b", "good", -1)
    heat = stats(events).heat
    assert heat[-1] == (START.date(), 0)
    assert heat[-2] == (START.date() - timedelta(days=1), 2)
    assert heat[0][0].weekday() == 0


def test_what_was_missed_most_comes_first_even_if_the_question_is_gone() -> None:
    events = Events()
    events.answer("gone", "again", -3, topic="history")
    events.answer("gone", "again", -2, topic="history")
    events.answer("a", "again", -1)
    events.answer("b", "good", -1)
    missed = stats(events).missed
    assert [(m.id, m.topic, m.lapses) for m in missed] == [("gone", "history", 2), ("a", "towers", 1)]


def test_drills_show_all_tries_and_the_fastest_pass() -> None:
    events = Events()
    events.add("drill-start", "softmax", -5)
    events.add("drill", "softmax", -5 + 20 / 1440, passed=False, score=40.0)
    events.add("drill", "softmax", -5 + 30 / 1440, passed=True, score=100.0)
    events.add("drill-start", "softmax", -1)
    events.add("drill", "softmax", -1 + 10 / 1440, passed=True, score=100.0)
    events.add("drill", "rope", -1, passed=False, score=10.0)
    softmax, rope = stats(events).drills
    assert (softmax.id, softmax.tries, softmax.passed, softmax.best_minutes) == ("softmax", 3, True, 10.0)
    assert (rope.id, rope.passed, rope.best_minutes) == ("rope", False, None)


def test_everything_can_be_said_in_json() -> None:
    events = Events()
    events.answer("a", "again", -2)
    events.answer("a", "good", 0)
    events.add("interview", "", -1, depth=2.0, score=55.0, minutes=25.0)
    said = json.loads(json.dumps(stats(events).as_json()))
    assert said["interviews"] == [{"day": "2026-11-01", "depth": 2.0, "score": 55.0, "minutes": 25.0}]
    assert said["topics"][0]["mastery"] == pytest.approx(0.425)
    assert said["retention"]["reviews"] == 1
    assert said["load"][0].keys() == {"date", "due"}
