"""A session's rules, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.grade import Grade
from llmprep.bank.model import Choice
from llmprep.practice.day import Calendar
from llmprep.practice.doings import unfinished_session
from llmprep.practice.history import history_of
from llmprep.practice.items import Item, question_item
from llmprep.practice.override import Override
from llmprep.practice.schedule import AGAIN_AFTER, Memory
from llmprep.practice.session import Session
from llmprep.store.log import Log

from .toys import bank, free

DAYS = Calendar(UTC)
MEMORY = Memory()
IDS = ("one", "two", "three")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.open(tmp_path / "session.db") as log:
        yield log


def make(log: Log, clock: Clock, **options: object) -> Session:
    items = [question_item(id, "towers", 1) for id in IDS]
    session = Session("s1", "quiz", items, log, bank(free(i) for i in IDS), DAYS, MEMORY, clock, **options)  # type: ignore[arg-type]
    session.begin({"n": 3})
    return session


def current(session: Session) -> Item:
    assert session.current is not None
    return session.current


def test_an_answer_is_recorded_with_its_grade_and_comes_back_later(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    outcome = session.answer(current(session), "alpha and beta", 12.34)
    (event,) = log.events(["answer"])
    assert event.id == outcome.event
    assert (event.payload["score"], event.payload["rating"], event.payload["seconds"]) == (100.0, "easy", 12.3)
    assert [(p["id"], p["met"]) for p in event.payload["grade"]["points"]] == [("first", True), ("second", True)]
    assert "alpha" in event.payload["grade"]["points"][0]["evidence"]
    assert outcome.card.due == clock() + timedelta(days=8)
    assert outcome.reason == "100 points, no hint"
    assert current(session).id == "two"


def test_a_failed_answer_comes_back_in_ten_minutes(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    assert session.answer(current(session), "no idea at all").card.due == clock() + AGAIN_AFTER


def test_undo_asks_the_same_again_and_forgets_the_answer(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    session.answer(current(session), "alpha beta")
    back = session.undo()
    assert back is not None
    assert back.id == current(session).id == "one"
    assert history_of(log.events(), DAYS).reviews == ()
    session.answer(current(session), "alpha")
    assert [r.score for r in history_of(log.events(), DAYS).reviews] == [75.0]
    assert session.end("finished").score == 75.0


def test_undo_takes_back_skips_and_flags_one_at_a_time(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    session.skip(current(session))
    session.flag(current(session), "typo")
    assert (session.undo() or current(session)).id == "two"
    assert history_of(log.events(), DAYS).flagged == {}
    assert (session.undo() or current(session)).id == "one"
    assert session.undo() is None


def test_a_hint_lowers_the_rating_and_is_recorded_once(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    item = current(session)
    assert session.hint(item) == session.hint(item) == "a hint"
    outcome = session.answer(item, "alpha beta")
    assert (outcome.grade.rating, outcome.reason) == ("hard", "100 points, but with a hint")
    assert len(log.events(["hint"])) == 1


def test_overruling_a_point_and_a_flag_computes_the_score_anew(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    outcome = session.answer(current(session), "beta gamma")
    assert outcome.grade.score == 5.0
    changed = session.override(outcome, Override({"first": True}, {"wrong"}))
    assert (changed.grade.score, changed.grade.rating) == (100.0, "easy")
    assert changed.card.due == clock() + timedelta(days=8)
    assert session.end("finished").score == 100.0
    assert log.events(["answer"])[0].payload["score"] == 5.0


def test_overruling_the_rating_only_leaves_the_score(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    changed = session.override(session.answer(current(session), "alpha"), Override(rating="again"))
    assert (changed.grade.score, changed.grade.rating) == (75.0, "again")


def test_the_judge_is_asked_only_after_the_answer_is_safe(log: Log, clock: Clock) -> None:
    seen: list[bool] = []

    def judge(question: object, text: str, hinted: bool) -> Grade | None:
        seen.append(log.events(["answer"])[-1].payload["pending_judge"])
        return Grade(90.0, "llm", "good") if text != "unreachable" else None

    session = make(log, clock, judge=judge)
    better = session.answer(current(session), "beta")
    assert (better.grade.score, better.grade.judge, better.pending_judge) == (90.0, "llm", False)
    offline = session.answer(current(session), "unreachable")
    assert (offline.grade.judge, offline.pending_judge) == ("rubric", True)
    assert seen == [True, True]
    first, second = history_of(log.events(), DAYS).reviews
    assert (first.score, first.data["pending_judge"]) == (90.0, False)
    assert second.data["pending_judge"] is True


def test_a_fault_in_grading_does_not_cost_what_was_typed(
    log: Log, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Grade:
        raise ZeroDivisionError

    monkeypatch.setattr("llmprep.practice.session.grade_answer", broken)
    session = make(log, clock)
    with pytest.raises(ZeroDivisionError):
        session.answer(current(session), "a long answer")
    assert log.events(["ungraded"])[0].payload == {"text": "a long answer"}


def test_an_unreadable_answer_records_nothing_unless_a_script_gave_it(log: Log, clock: Clock) -> None:
    choice = Choice.model_validate(
        {"id": "pick", "topic": "t", "level": 1, "kind": "choice", "prompt": "?",
         "options": [{"says": "yes", "right": True}, {"says": "no", "why": "because"}]}
    )  # fmt: skip
    item = question_item("pick", "t", 0)
    session = Session("s", "quiz", [item], log, bank([choice]), DAYS, MEMORY, clock)  # type: ignore[list-item]
    with pytest.raises(UnreadableAnswer):
        session.answer(item, "maybe so")
    assert log.events(["answer"]) == []
    outcome = session.answer_anyway(item, "maybe so")
    assert (outcome.grade.score, outcome.grade.rating) == (0.0, "again")
    assert "could not be read" in outcome.grade.remarks[0]


def test_a_session_cut_off_goes_on_where_it_stopped(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    session.answer(current(session), "alpha")
    session.hint(current(session))
    clock.forward(hours=2)
    cut = unfinished_session(log.events(), clock(), DAYS, "quiz")
    assert cut is not None
    assert (cut.id, cut.left, cut.options) == ("s1", 2, {"n": 3})
    again = Session(cut.id, "quiz", cut.items, log, session.bank, DAYS, MEMORY, clock)
    again.continue_from(log.events())
    assert (again.position, again.left, current(again).id) == (1, 2, "two")
    assert again.answer(current(again), "alpha beta").hinted
    assert (again.undo() or current(again)).id == "two"
    assert (again.undo() or current(again)).id == "one"


def test_nothing_is_unfinished_after_an_end_or_on_another_day(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    assert unfinished_session(log.events(), clock(), DAYS, "review") is None
    assert unfinished_session(log.events(), clock() + timedelta(days=1), DAYS) is None
    session.end("interrupted")
    assert unfinished_session(log.events(), clock(), DAYS) is not None
    session.end("quit")
    assert unfinished_session(log.events(), clock(), DAYS) is None


def test_a_question_removed_meanwhile_is_passed_over(log: Log, clock: Clock) -> None:
    session = make(log, clock)
    session.bank = bank([free("one"), free("three")])
    session.answer(current(session), "alpha")
    assert (current(session).id, session.left) == ("three", 1)


_acts = st.lists(st.sampled_from(["alpha", "beta", "nothing", "skip", "flag", "undo", "hint", "cut"]), max_size=14)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_acts, number=st.integers(0, 10**9))
def test_whatever_is_done_a_cut_changes_nothing(acts: list[str], number: int, tmp_path: Path) -> None:
    """Replaying a session from its events gives the same place, however often it is cut off."""
    clock = Clock()
    with Log.open(tmp_path / f"{number}-{len(acts)}-{hash(tuple(acts))}.db") as log:
        if log.events():
            return
        straight = make(log, clock)
        for act in acts:
            item = straight.current
            if act == "cut":
                again = Session("s1", "quiz", straight.items, log, straight.bank, DAYS, MEMORY, clock)
                again.continue_from(log.events())
                assert again.current == straight.current
                assert (again.position, again.left) == (straight.position, straight.left)
                straight = again
            elif act == "undo":
                straight.undo()
            elif item is None:
                break
            elif act == "skip":
                straight.skip(item)
            elif act == "flag":
                straight.flag(item)
            elif act == "hint":
                straight.hint(item)
            else:
                straight.answer(item, act)
            clock.forward(minutes=1)
        assert {r.item for r in history_of(log.events(), DAYS).reviews} <= set(IDS)
        assert straight.position + straight.left == len(IDS)
