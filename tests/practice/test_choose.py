"""What is asked: new and half-forgotten things, at the learner's depth, topics alternating, limits kept."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from llmprep.practice.choose import Learner, exam_items, quiz_items, reached_levels
from llmprep.practice.day import Calendar
from llmprep.practice.history import history_of
from llmprep.practice.home import home_state
from llmprep.practice.items import Item, interleave, question_item
from llmprep.practice.review import DrillInfo, Limits, done_today, due_cards, listing, review_items, spread
from llmprep.practice.schedule import Memory, schedule

from .events import START, Events
from .toys import bank, free

DAYS = Calendar(UTC)
MEMORY = Memory()
QUESTIONS = [free(f"{t}-{n}", t, level=n) for t in ("towers", "boxes", "balls") for n in range(1, 6)]
BANK = bank(QUESTIONS)
DRILLS = [DrillInfo("stack", "towers", 1, 10), DrillInfo("sort", "boxes", 2, 20)]


def learner(events: Events, day: float = 0.0) -> Learner:
    history = history_of(events, DAYS)
    now = START + timedelta(days=day)
    return Learner(schedule(history.reviews, MEMORY), MEMORY, DAYS, now, history.flagged)


def todays(events: Events, day: float, limits: Limits | None = None, **options: object) -> list[Item]:
    me = learner(events, day)
    done = done_today(history_of(events, DAYS).reviews, me.now, DAYS)
    return review_items(BANK, DRILLS, me, random.Random(1), limits=limits or Limits(), done=done, **options)  # type: ignore[arg-type]


def test_a_beginner_is_asked_easy_questions_of_different_topics() -> None:
    asked = [quiz_items(QUESTIONS, learner(Events()), random.Random(n), 4) for n in range(30)]
    levels = Counter(BANK.get(i.id).level for items in asked for i in items)
    assert levels[1] + levels[2] > 4 * (levels[4] + levels[5])
    for items in asked:
        assert [BANK.get(i.id).level for i in items] == sorted(BANK.get(i.id).level for i in items) or len(items) == 4
        assert len({i.topic for i in items}) > 1


def test_deeper_questions_open_once_the_level_below_is_solid() -> None:
    events = Events()
    events.answer("towers-2", "good")
    events.answer("boxes-2", "again")
    assert reached_levels(QUESTIONS, learner(events).cards) == {"towers": 3}


def test_what_was_answered_today_is_not_asked_again_at_once() -> None:
    events = Events()
    for question in QUESTIONS[:5]:
        events.answer(question.id, "good")
    drawn = Counter(i.id for n in range(40) for i in quiz_items(QUESTIONS, learner(events), random.Random(n), 3))
    assert sum(drawn[q.id] for q in QUESTIONS[:5]) < 0.1 * drawn.total()


def test_forgotten_questions_come_before_fresh_ones() -> None:
    events = Events()
    events.answer("towers-1", "again")
    events.answer("boxes-1", "easy")
    drawn = Counter(
        quiz_items([BANK.get("towers-1"), BANK.get("boxes-1")], learner(events, 1.5), random.Random(n), 1)[0].id
        for n in range(60)
    )
    assert drawn["towers-1"] > 2 * drawn["boxes-1"]


def test_flagged_questions_are_never_asked() -> None:
    events = Events()
    events.add("flag", "towers-1")
    me = learner(events)
    for n in range(10):
        for choose in (quiz_items, exam_items):
            items = choose(QUESTIONS, me, random.Random(n), 15)
            assert "towers-1" not in {i.id for i in items}
            assert len(items) == 14
    events.answer("towers-1", "again", -5)
    assert due_cards(learner(events)) == []


@given(st.lists(st.sampled_from("abcd"), max_size=14))
def test_interleaving_keeps_everything_and_separates_topics_where_it_can(topics: list[str]) -> None:
    items = [question_item(str(n), topic, 0) for n, topic in enumerate(topics)]
    mixed = interleave(items)
    assert sorted(mixed, key=lambda i: int(i.id)) == items
    most = max(Counter(topics).values(), default=0)
    if 2 * most <= len(topics) + 1:
        assert all(a.topic != b.topic for a, b in pairwise(mixed))


@given(st.integers(0, 12), st.integers(0, 12))
def test_new_things_are_spread_evenly_and_keep_their_order(due: int, new: int) -> None:
    a = [question_item(f"d{n}", "t", 0) for n in range(due)]
    b = [question_item(f"n{n}", "t", 0) for n in range(new)]
    mixed = spread(a, b)
    assert [i for i in mixed if i in a] == a
    assert [i for i in mixed if i in b] == b


def test_due_things_come_most_forgotten_first() -> None:
    events = Events()
    events.answer("towers-1", "good", -20)
    events.answer("boxes-1", "good", -4)
    events.answer("balls-1", "good", -9)
    events.answer("balls-2", "easy", -1)
    items = todays(events, 0, Limits(new=0))
    assert [i.id for i in items] == ["towers-1", "balls-1", "boxes-1"]
    assert {i.why for i in items} == {"due"}


def test_the_days_limits_count_what_was_done() -> None:
    events = Events()
    for n in range(1, 6):
        events.answer(f"towers-{n}", "good", -9)
    assert sum(i.why == "due" for i in todays(events, 0, Limits(new=3, due=4))) == 4
    new = [i for i in todays(events, 0, Limits(new=3)) if i.why == "new" and not i.is_drill]
    assert len(new) == 3
    events.answer("towers-1", "good", 0)
    events.answer("boxes-1", "good", 0)
    later = todays(events, 0, Limits(new=3, due=4))
    assert sum(i.why == "due" for i in later) == 3
    assert sum(i.why == "new" and not i.is_drill for i in later) == 2


def test_drills_are_due_like_questions_and_one_new_one_is_offered_a_day() -> None:
    events = Events()
    assert [i.id for i in todays(events, 0) if i.is_drill] == ["stack"]
    events.add("drill", "stack", day=0, passed=True, score=100.0)
    assert [i for i in todays(events, 0.1) if i.is_drill] == []
    assert [(i.id, i.why) for i in todays(events, 3) if i.is_drill] == [("stack", "due"), ("sort", "new")]


def test_only_the_chosen_topic_is_reviewed() -> None:
    assert {i.topic for i in todays(Events(), 0, topics=["boxes"])} == {"boxes"}


def test_a_removed_question_is_not_served_but_its_history_stays() -> None:
    events = Events()
    events.answer("gone", "good", -9)
    assert [i for i in todays(events, 0) if i.why == "due"] == []
    assert len(history_of(events, DAYS).reviews) == 1
    assert listing(learner(events), BANK.questions, {}) == []


def test_the_listing_names_each_item_once_with_its_due_date_most_urgent_first() -> None:
    events = Events()
    events.answer("boxes-1", "easy", 0)
    events.answer("towers-1", "good", -5)
    events.answer("balls-1", "good", -9)
    rows = listing(learner(events), BANK.questions, {})
    assert [(r["id"], r["is_due"]) for r in rows] == [("balls-1", True), ("towers-1", True), ("boxes-1", False)]
    assert rows[2]["due_day"] == (START + timedelta(days=8)).date().isoformat()
    assert datetime.fromisoformat(rows[2]["due"]) == START + timedelta(days=8)


def home(events: Events, day: float = 0.0, limits: Limits | None = None) -> object:
    history = history_of(events, DAYS)
    return home_state(QUESTIONS, DRILLS, history, learner(events, day), limits or Limits())


def test_home_counts_and_recommends() -> None:
    events = Events()
    assert home(events).next_command == "llmprep quiz"  # type: ignore[attr-defined]
    for topic, rating in (("towers", "again"), ("boxes", "good"), ("balls", "easy")):
        for n in range(1, 4):
            events.answer(f"{topic}-{n}", rating, -1)
    now = home(events)
    assert now.due_questions == 3  # type: ignore[attr-defined]
    assert now.next_command == "llmprep review"  # type: ignore[attr-defined]
    assert [t.topic for t in now.weakest] == ["towers", "boxes", "balls"]  # type: ignore[attr-defined]
    assert (now.streak, now.days_practised, now.answered_today) == (1, 1, 0)  # type: ignore[attr-defined]
    for n in range(1, 4):
        events.answer(f"towers-{n}", "hard", 0)
    after = home(events, 0, Limits(new=0))
    assert after.next_command == "llmprep quiz --topic towers"  # type: ignore[attr-defined]
    assert (after.streak, after.answered_today) == (2, 3)  # type: ignore[attr-defined]
