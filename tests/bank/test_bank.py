"""Finding questions: by id, topic, level and kind."""

from __future__ import annotations

import pytest

from llmprep.bank.bank import Bank
from llmprep.bank.find import select
from llmprep.bank.model import TOPICS, Choice, Order, Question
from llmprep.errors import UserError


def order(id: str, topic: str, level: int) -> Question:
    return Order.model_validate(
        {
            "id": id,
            "kind": "order",
            "topic": topic,
            "level": level,
            "prompt": "Sort.",
            "steps": ["a", "b", "c"],
        }
    )


def choice(id: str, topic: str, level: int) -> Question:
    options = [{"says": "yes", "right": True}, {"says": "no", "why": "it is yes"}]
    return Choice.model_validate(
        {"id": id, "kind": "choice", "topic": topic, "level": level, "prompt": "So?", "options": options}
    )


QUESTIONS = [
    order("gpu-order", "my-topic", 1),
    choice("kv-size", "kv-cache", 2),
    order("kv-order", "kv-cache", 4),
    choice("qk-norm", "attention", 4),
]
BANK = Bank({q.id: q for q in QUESTIONS})


def test_a_question_is_found_by_its_id() -> None:
    assert BANK.get("kv-order") is QUESTIONS[2]
    assert "kv-order" in BANK
    assert len(BANK) == 4


def test_an_unknown_id_names_its_neighbours_and_the_list() -> None:
    with pytest.raises(UserError) as caught:
        BANK.get("qk-nrom")
    assert caught.value.message == "no question is called 'qk-nrom'"
    assert caught.value.lines == ("did you mean: qk-norm?", "`llmprep bank list` lists them all")


def test_topics_come_in_learning_order_and_own_ones_after() -> None:
    assert BANK.topics == ("attention", "kv-cache", "my-topic")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, ["gpu-order", "kv-size", "kv-order", "qk-norm"]),
        ({"topic": ["kv-cache"]}, ["kv-size", "kv-order"]),
        ({"topic": ["attention", "my-topic"]}, ["gpu-order", "qk-norm"]),
        ({"level": [4]}, ["kv-order", "qk-norm"]),
        ({"kind": ["order"], "level": [3, 4]}, ["kv-order"]),
        ({"topic": ["moe"]}, []),
    ],
)
def test_filters_narrow_together(filters: dict[str, list[str]], ids: list[str]) -> None:
    assert [q.id for q in select(BANK, **filters)] == ids  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"topic": ["kvcache"]}, "no topic is called 'kvcache'"),
        ({"kind": ["essay"]}, "no kind of question is called 'essay'"),
        ({"level": [6]}, "there is no level 6"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(filters: dict[str, list[str]], says: str) -> None:
    with pytest.raises(UserError, match=says) as caught:
        select(BANK, **filters)  # type: ignore[arg-type]
    assert caught.value.lines


def test_every_topic_of_the_built_in_bank_may_be_asked_for() -> None:
    assert select(BANK, topic=TOPICS) == QUESTIONS[1:]
