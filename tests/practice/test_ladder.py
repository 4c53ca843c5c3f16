"""The interviewer's rules, and the scorecard that comes of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.bank.bank import Bank
from llmprep.bank.model import Numeric
from llmprep.errors import UserError
from llmprep.practice.ladder import CALCULATION_AFTER, DRILL_AFTER, LEAST_LEFT_S, MOST_PER_TOPIC, Step, Turn, next_step
from llmprep.practice.review import DrillInfo
from llmprep.practice.roles import CORE, ROLES, topic_order
from llmprep.practice.scorecard import QUOTE, quote, scorecard

from .toys import bank, free

HOUR = 3600.0
DEEP = [free("t1", "towers", 1, follow_ups=["t2"]), free("t2", "towers", 2, follow_ups=["t3", "b3"]), free("t3", "towers", 3),
        free("t2b", "towers", 2), free("t4", "towers", 4), free("t5", "towers", 5)]  # fmt: skip
WIDE = [free("b1", "boxes", 1), free("b2", "boxes", 2), free("b3", "boxes", 3), free("c1", "cups", 2)]
SUM = Numeric.model_validate(
    {
        "id": "sum",
        "topic": "boxes",
        "level": 2,
        "kind": "numeric",
        "prompt": "{n}?",
        "given": {"n": {"one_of": [1, 2]}},
        "formula": "n",
    }
)
BANK = Bank({q.id: q for q in [*DEEP, *WIDE, SUM]})
TOPICS = ("towers", "boxes", "cups")
DRILLS = (DrillInfo("stack", "towers", 1, 10), DrillInfo("castle", "towers", 4, 90))


def ask(
    turns: Sequence[Turn], left_s: float = HOUR, drills: Sequence[DrillInfo] = (), topics: Sequence[str] = TOPICS
) -> Step | None:
    return next_step(turns, BANK, topics, left_s, random.Random(1), drills=drills)


def hold(*scores: float, left_s: float = HOUR, drills: Sequence[DrillInfo] = ()) -> list[Turn]:
    """Play an interview in which the answers score like this."""
    turns: list[Turn] = []
    for score in scores:
        step = ask(turns, left_s, drills)
        if step is None:
            break
        turns.append(Turn(step.item, step.ladder, step.level, step.why, score, 60.0, f"an answer on {step.item}"))
    return turns


def said(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    return [(t.item, t.why) for t in turns]


def test_it_opens_broad_and_goes_down_while_answers_hold() -> None:
    assert said(hold(90, 80, 75, 100, 90)) == [
        ("t1", "open"), ("t2", "deeper"), ("t3", "deeper"), ("t4", "deeper"), ("t5", "deeper"),
    ]  # fmt: skip


def test_a_flinch_changes_the_subject() -> None:
    assert [(t.ladder, t.why) for t in hold(90, 80, 20, 0, 90, 90)] == [
        ("towers", "open"), ("towers", "deeper"), ("towers", "deeper"),
        ("boxes", "calculation"), ("boxes", "change"), ("boxes", "deeper"),
    ]  # fmt: skip


def test_a_half_answer_gets_one_more_chance_at_the_same_depth() -> None:
    turns = hold(90, 55, 30, 0)
    assert said(turns)[:3] == [("t1", "open"), ("t2", "deeper"), ("t2b", "again")]
    assert turns[2].level == turns[1].level
    assert said(hold(90, 55, 55, 0))[3][1] != "again"


def test_one_calculation_and_one_drill_come_at_a_change_of_subject() -> None:
    turns = hold(*[10] * 20, drills=DRILLS)
    whys = [t.why for t in turns]
    assert whys.count("calculation") == whys.count("drill") == 1
    assert whys.index("calculation") == CALCULATION_AFTER
    assert whys.index("drill") >= DRILL_AFTER
    assert next(t.item for t in turns if t.why == "drill") == "stack"


def test_no_drill_is_begun_that_cannot_be_finished() -> None:
    assert "drill" not in [t.why for t in hold(*[10] * 20, left_s=600, drills=DRILLS)]


def test_it_ends_when_time_is_up_or_nothing_is_left() -> None:
    assert ask([], LEAST_LEFT_S - 1) is None
    assert len(hold(*[90] * 50)) == len(BANK)
    assert ask([], topics=("nothing",)) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), max_size=20))
def test_nothing_is_asked_twice_and_no_topic_too_often_in_a_row(scores: list[float]) -> None:
    turns = hold(*scores, drills=DRILLS)
    assert len({t.item for t in turns}) == len(turns)
    run = 0
    for before, now in zip([None, *turns], turns, strict=False):
        run = run + 1 if before and before.ladder == now.ladder and now.climbs else 1
        assert run <= MOST_PER_TOPIC + 1
        if before and now.why == "deeper":
            assert before.held
        if before and now.why == "again":
            assert not before.held


def grades(turns: Sequence[Turn]) -> dict[str, dict[str, object]]:
    return {
        t.item: {
            "points": [{"id": "first", "met": t.score >= 70, "evidence": "alpha"}],
            "red_flags": [{"id": "wrong", "evidence": "gamma rays", "costs": 20}] if t.score < 20 else [],
        }
        for t in turns
    }


def test_the_scorecard_says_how_deep_each_topic_went_and_quotes() -> None:
    turns = hold(90, 80, 10, 60)
    card = scorecard(turns, grades(turns), BANK, planned_minutes=30)
    towers = card.topics[0]
    assert (towers.topic, towers.depth, towers.flinched_at, towers.questions, towers.score) == ("towers", 2, 3, 3, 60.0)
    assert card.strongest is not None
    assert (card.strongest.question, card.strongest.words, card.strongest.says) == ("t2", "an answer on t2", "Alpha.")
    assert card.weakest is not None
    assert (card.weakest.question, card.weakest.level, card.weakest.says) == ("t3", 3, "Alpha.")
    assert [(f.question, f.words, f.says) for f in card.flags] == [("t3", "gamma rays", "Not gamma.")]
    assert card.minutes == 4.0
    assert card.next_command.startswith("llmprep quiz --topic ")


def test_an_interview_in_which_all_held_has_no_weakest_moment() -> None:
    turns = hold(90, 80)
    card = scorecard(turns, grades(turns), BANK, planned_minutes=2)
    assert card.weakest is None
    assert card.flags == ()
    assert card.topics[0].flinched_at is None
    assert card.next_command == "llmprep interview"


def test_an_empty_interview_still_has_a_scorecard() -> None:
    card = scorecard([], {}, bank([]), planned_minutes=30)
    assert (card.questions, card.depth, card.strongest, card.topics) == (0, 0.0, None, ())
    assert card.next_command == "llmprep quiz"


def test_passing_is_counted_and_never_quoted() -> None:
    turns = [Turn("t1", "towers", 1, "open", 0.0, 5.0, "")]
    card = scorecard(turns, {}, BANK, planned_minutes=30)
    assert (card.passed_over, card.weakest) == (1, None)
    assert card.topics[0].flinched_at == 1


def test_time_is_commented_where_there_is_something_to_say() -> None:
    long = [
        Turn("t1", "towers", 1, "open", 90.0, 900.0, "word " * 80),
        Turn("t2", "towers", 2, "deeper", 90.0, 60.0, "word " * 80),
    ]
    assert any("15 minutes on t1 alone" in p for p in scorecard(long, {}, BANK, planned_minutes=30).pace)
    short = [Turn("t1", "towers", 1, "open", 90.0, 30.0, "yes"), Turn("t2", "towers", 2, "deeper", 90.0, 30.0, "no")]
    assert any("single short sentence" in p for p in scorecard(short, {}, BANK, planned_minutes=1).pace)


def test_a_quote_is_cut_at_a_word() -> None:
    cut = quote("many words " * 60)
    assert len(cut) <= QUOTE + 4
    assert cut.endswith(" ...")
    assert cut[:-4].split()[-1] in ("many", "words")
    assert quote(" one\n two ") == "one two"


def test_each_role_begins_with_its_own_topics() -> None:
    known = sorted({t for topics in ROLES.values() for t in topics} | set(CORE))
    for role, topics in ROLES.items():
        order = topic_order(role, known, random.Random(4))
        assert sorted(order) == sorted(topics)
        assert set(order[:3]) <= set(topics[:7])
    assert sorted(topic_order(None, known, random.Random(4))) == sorted(CORE)
    assert topic_order("infra", ["boxes"], random.Random(4)) == ["boxes"]
    with pytest.raises(UserError, match="no role"):
        topic_order("plumber", known, random.Random(4))
