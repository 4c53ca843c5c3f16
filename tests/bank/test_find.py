"""Searching by words that may be misspelt, and the hash that says whether a question changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.bank.bank import Bank
from llmprep.bank.find import search, select
from llmprep.bank.model import Free, Question, content_hash
from llmprep.errors import UserError


def free(id: str, prompt: str, says: str = "It is so.", answer: str = "", tags: tuple[str, ...] = ()) -> Question:
    return Free.model_validate({
        "id": id, "kind": "free", "topic": "attention", "level": 2, "prompt": prompt, "answer": answer,
        "points": [{"id": "p", "says": says}], "tags": tags,
    })  # fmt: skip


QUESTIONS = [
    free("scale-factor", "Why is the dot product divided?", answer="Otherwise the softmax saturates."),
    free("saturation", "What is a saturated softmax?", tags=("softmax",)),
    free("temperature", "What does temperature do?", says="It divides the logits before the softmax."),
    free("paged", "What does PagedAttention store?"),
]
BANK = Bank({q.id: q for q in QUESTIONS})


def found(words: str) -> list[str]:
    return [hit.question.id for hit in search(BANK, words)]


def test_ids_and_tags_come_before_points_and_those_before_answers() -> None:
    assert found("softmax") == ["saturation", "temperature", "scale-factor"]
    scores = [hit.score for hit in search(BANK, "softmax")]
    assert scores == [100.0, 70.0, 50.0]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("temprature", ["temperature"]),
        ("Saturatoin", ["saturation"]),
        ("why the dot product", ["scale-factor"]),
        ("satur", ["saturation", "scale-factor"]),
        ("pagedattention", ["paged"]),
        ("softmax temperature", ["temperature"]),
        ("softmax diffusion", ["saturation", "temperature", "scale-factor"]),
        ("one rare diffusion softmax", []),
        ("", []),
        ("?!", []),
    ],
)
def test_words_may_have_typos_and_most_of_them_must_be_found(words: str, ids: list[str]) -> None:
    assert found(words) == ids


def test_no_more_than_the_limit() -> None:
    assert len(search(BANK, "softmax", limit=2)) == 2


@given(words=st.text(max_size=40))
def test_any_words_may_be_searched(words: str) -> None:
    assert all(0 < hit.score <= 100 for hit in search(BANK, words))


def test_one_value_or_several_may_be_selected() -> None:
    assert select(BANK, tag="softmax") == [QUESTIONS[1]]
    assert select(BANK, topic="Attention", level=(2, 3), kind="free") == QUESTIONS
    with pytest.raises(UserError) as caught:
        select(BANK, tag="sofmax")
    assert (caught.value.message, caught.value.lines) == ("no tag is called 'sofmax'", ("did you mean: softmax?",))


def test_the_hash_changes_with_the_content_and_not_with_the_place() -> None:
    one = free("a", "Why?")
    assert content_hash(one) == content_hash(one.model_copy(update={"where": "b.yaml:9"}))
    assert len({content_hash(q) for q in (one, free("a", "How?"), free("a", "Why?", says="No."))}) == 3
    assert len(content_hash(one)) == 12
