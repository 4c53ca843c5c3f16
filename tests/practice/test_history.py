"""What counts: undone answers do not, overruled ones count as overruled, a day's work on a drill is one review."""

from __future__ import annotations

from datetime import timedelta, timezone

from llmprep.practice.day import Calendar
from llmprep.practice.history import history_of

from .events import Events

UTC_DAYS = Calendar(timezone(timedelta(0)))


def test_answers_become_reviews_in_the_order_of_time() -> None:
    events = Events()
    events.answer("b", "hard", day=1, seconds=12.5)
    events.answer("a", "good", day=0)
    reviews = history_of(events, UTC_DAYS).reviews
    assert [(r.card, r.rating, r.seconds) for r in reviews] == [
        ("question:a", "good", 0.0),
        ("question:b", "hard", 12.5),
    ]


def test_an_undone_answer_does_not_count_and_an_undone_flag_is_no_flag() -> None:
    events = Events()
    answer = events.answer("a")
    flag = events.add("flag", "b", reason="typo")
    events.add("undo", "a", event=answer)
    events.add("undo", "b", event=flag)
    history = history_of(events, UTC_DAYS)
    assert history.reviews == ()
    assert history.flagged == {}


def test_flags_last_until_they_are_taken_back() -> None:
    events = Events()
    events.add("flag", "a", reason="wrong unit")
    events.add("flag", "b")
    events.add("unflag", "b")
    assert history_of(events, UTC_DAYS).flagged == {"a": "wrong unit"}


def test_a_regrade_replaces_the_grade_but_not_what_the_learner_decided() -> None:
    events = Events()
    answer = events.answer("a", "again", pending_judge=True)
    events.add("override", "a", event=answer, rating="easy", score=100.0)
    events.add("regrade", "a", event=answer, rating="hard", score=50.0, pending_judge=False)
    other = events.answer("b", "again")
    events.add("regrade", "b", event=other, rating="good", score=80.0)
    first, second = history_of(events, UTC_DAYS).reviews
    assert (first.rating, first.score, first.data["pending_judge"]) == ("easy", 100.0, False)
    assert (second.rating, second.score) == ("good", 80.0)


def test_an_undone_override_leaves_the_grade_as_it_was() -> None:
    events = Events()
    answer = events.answer("a", "hard", score=55.0)
    override = events.add("override", "a", event=answer, rating="easy", score=100.0)
    events.add("undo", "a", event=override)
    assert history_of(events, UTC_DAYS).reviews[0].rating == "hard"


def test_failing_while_writing_a_drill_is_no_lapse() -> None:
    events = Events()
    events.add("drill-start", "softmax", day=0)
    events.add("drill", "softmax", day=0.01, passed=False, score=40.0)
    events.add("drill", "softmax", day=0.02, passed=False, score=70.0)
    events.add("drill", "softmax", day=0.03, passed=True, score=100.0)
    events.add("drill", "softmax", day=0.04, passed=False, score=0.0)
    (review,) = history_of(events, UTC_DAYS).reviews
    assert (review.rating, review.passed, review.tries, review.score) == ("good", True, 3, 100.0)
    assert review.seconds == 0.03 * 86400


def test_a_drill_given_up_and_one_passed_after_peeking_come_back() -> None:
    events = Events()
    events.add("drill", "softmax", day=0, passed=False, score=40.0)
    events.add("drill-solution", "rope", day=1)
    events.add("drill", "rope", day=1, passed=True, score=100.0)
    reviews = history_of(events, UTC_DAYS).reviews
    assert [(r.card, r.rating) for r in reviews] == [("drill:softmax", "again"), ("drill:rope", "again")]
    assert reviews[1].data["reason"] == "passed after looking at the solution"


def test_the_same_drill_on_another_day_is_another_review() -> None:
    events = Events()
    events.add("drill", "softmax", day=0, passed=False, score=40.0)
    events.add("drill-hint", "softmax", day=1)
    events.add("drill", "softmax", day=1.1, passed=True, score=100.0)
    assert [r.rating for r in history_of(events, UTC_DAYS).reviews] == ["again", "hard"]


def test_goal_and_fitted_parameters_are_the_last_ones_said() -> None:
    events = Events()
    events.add("goal", date="2026-12-15", minutes=40)
    events.add("parameters", parameters=[0.1] * 21)
    events.add("parameters", parameters=[0.2] * 21)
    history = history_of(events, UTC_DAYS)
    assert history.goal == {"date": "2026-12-15", "minutes": 40}
    assert history.parameters == (0.2,) * 21
    events.add("goal", date=None)
    assert history_of(events, UTC_DAYS).goal is None


def test_the_rating_of_a_drill_can_be_overruled() -> None:
    events = Events()
    events.add("drill", "softmax", passed=False, score=40.0)
    check = events.add("drill", "softmax", day=0.01, passed=True, score=100.0)
    events.add("override", "softmax", day=0.02, event=check, rating="hard")
    (review,) = history_of(events, UTC_DAYS).reviews
    assert (review.rating, review.data["reason"], review.passed) == ("hard", "your own verdict", True)


def test_a_solution_read_yesterday_does_not_spoil_todays_pass() -> None:
    events = Events()
    events.add("drill-hint", "softmax", day=0)
    events.add("drill-solution", "softmax", day=0.1)
    events.add("drill", "softmax", day=1, passed=True, score=100.0, hints=1, solution_seen=True)
    (review,) = history_of(events, UTC_DAYS).reviews
    assert (review.rating, review.data["reason"]) == ("good", "first try, no hint")
