"""Cloze: what counts as the same word, and what does not."""

from __future__ import annotations

import pytest

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.cloze import fill, split
from llmprep.bank.model import Cloze, Gap


def right(given: str, *accepts: str, mistakes: dict[str, str] | None = None) -> bool:
    return fill("g", Gap(accepts=accepts, mistakes=mistakes or {}), given).right


@pytest.mark.parametrize(
    ("given", "accepts"),
    [
        ("Softmax", "softmax"),
        ("the softmax", "softmax"),
        ("a softmax.", "softmax"),
        ("soft-max", "softmax"),
        ("key value cache", "key-value cache"),
        ("keyvalue cache", "key-value cache"),
        ("gradients", "gradient"),
        ("normalised", "normalise"),
        ("sofmtax", "softmax"),
        ("perplexty", "perplexity"),
        ("d_k", "dk"),
        ("8.0", "8"),
        ("1,024", "1024"),
        ("0.10", "0.1"),
        ("“causal”", "causal"),
        ("casual", "causal"),
        ("A", "a"),
        ("O( n^2 )", "O(n^2)"),
    ],
)
def test_the_same_word_in_another_dress_is_right(given: str, accepts: str) -> None:
    assert right(given, accepts)


@pytest.mark.parametrize(
    ("given", "accepts"),
    [
        ("asymmetric", "symmetric"),
        ("unsupervised", "supervised"),
        ("top-p sampling", "top-k sampling"),
        ("bf16", "fp16"),
        ("decoder", "encoder"),
        ("n+1", "n-1"),
        ("-1", "1"),
        ("sigmoid", "softmax"),
        ("", "softmax"),
        ("the", "softmax"),
        ("0.01", "0.1"),
        ("underfitting", "overfitting"),
        ("1024", "1025"),
        ("post-norm", "pre-norm"),
        ("inter-node", "intra-node"),
        ("max pooling", "mean pooling"),
        ("n > m", "n < m"),
        ("not softmax", "softmax"),
    ],
)
def test_another_word_is_wrong(given: str, accepts: str) -> None:
    assert not right(given, accepts)


def test_a_listed_mistake_is_never_taken_for_a_typo() -> None:
    filling = fill("g", Gap(accepts=("prefilling",), mistakes={"prefixing": "That is caching."}), "prefixing")
    assert (filling.right, filling.mistake, filling.remark) == (False, "prefixing", "That is caching.")
    assert not right("contrastve", "contrastive", mistakes={"contrasting": "no", "contrastove": "no"})


def test_a_typo_is_right_and_remarked() -> None:
    assert fill("g", Gap(accepts=("perplexity",)), "perplexty").remark == "Taken as “perplexity”: mind the spelling."


@pytest.mark.parametrize(
    "text",
    [
        "softmax; values",
        "softmax;values;",
        "softmax\nvalues",
        "softmax, values",
        "softmax values",
        "1) softmax; 2) values",
    ],
)
def test_gaps_are_separated_in_several_ways(text: str) -> None:
    assert split(text, 2) == ["softmax", "values"]


def test_an_empty_part_is_an_unfilled_gap_and_a_number_is_no_label() -> None:
    assert split("; values", 2) == ["", "values"]
    assert split("1.5; 2.5", 2) == ["1.5", "2.5"]
    assert split("key, value", 1) == ["key, value"]


@pytest.mark.parametrize(("text", "count"), [("softmax", 2), ("a; b; c", 2), ("", 1), ("a; b", 3)])
def test_another_number_of_answers_is_asked_again(text: str, count: int) -> None:
    with pytest.raises(UnreadableAnswer):
        split(text, count)


def test_each_gap_weighs_the_same_and_a_mistake_is_explained() -> None:
    question = Cloze.model_validate(
        {
            "id": "z",
            "kind": "cloze",
            "topic": "attention",
            "level": 1,
            "prompt": "[[f]] of [[q]] times [[k]]",
            "gaps": {
                "f": {"accepts": ["softmax"], "mistakes": {"sigmoid": "Rows must sum to one."}},
                "q": {"accepts": ["queries", "q"]},
                "k": {"accepts": ["keys"]},
            },
        }
    )
    grade = grade_answer(ask(question, 1), "sigmoid; query; key")
    assert (grade.score, grade.rating, grade.mistake) == (66.7, "hard", "f:sigmoid")
    assert grade.remarks == ("(1) Rows must sum to one.",)
    assert grade.expected == "softmax; queries; keys"
    assert grade_answer(ask(question, 1), "softmax; Q; keys").rating == "easy"
