"""The pattern language, as docs/writing-questions.md describes it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.pattern import PatternError, compile_pattern
from llmprep.answers.sentences import sentences


def evidence(pattern: str, text: str) -> str | None:
    found = compile_pattern(pattern).find(sentences(text))
    return None if found is None else found.evidence


FOUND = [
    ("variance grow", "It grows, the variance that is."),
    ("variance (grow|increase)", "the variance increases"),
    ("variance grow | std increase", "std increases"),
    ("reward_model", "we train a reward model"),
    ("reward_model", "we train an RM"),
    ("RM", "we train a reward model"),
    ("key_value", "keys and values are stored"),
    ("sum_to_1", "every row sums to one"),
    ("satur*", "the softmax is saturating"),
    ("normalis*", "it normalizes the scores"),
    ("draft > target", "the draft proposes and the target verifies"),
    ("draft > target > accept*", "a draft, then the target, then acceptance"),
    ("(variance grow)~6", "the variance of this will grow"),
    ("=2.77", "about 2.8 tokens"),
    ("=2.77", "2,77"),
    ("=2.77", "2.7731"),
    ("=1e12", "10^12"),
    ("=1e12", "1 trillion"),
    ("=1e12", "1T"),
    ("=16GiB", "16 GiB"),
    ("=16GiB", "16384 MiB"),
    ("=16GiB", "about 17.2 GB"),
    ("=33%", "33 percent"),
    ("=2.31x", "2.31× faster"),
    ("=81", "$81 a day"),
    ("=$81", "$81 a day"),
    (r"/1-1\/n/", "that is 1 - 1/n of it"),
    (r"/p\(x_?t\|x_?<t\)/", "p(x_t | x_<t)"),
    ("cache & variance", "There is a cache. And a variance."),
    ("not:reward_model", "DPO needs no reward model"),
    ("not:reward_model", "it works without a reward model"),
    ("not:reward_model", "a reward model is not needed"),
    ("not:reward_model", "DPO drops the reward model"),
    ("any:satur*", "so that it does not saturate"),
    ("any:satur*", "it saturates"),
    ("tokens without:words", "tokens are pieces"),
    ("sqrt(d_k)", "divide by √dk"),
    ("O(n^2)", "it grows quadratically"),
    ("fine_tuning", "we finetune it"),
    ("finetuning", "we fine-tune it"),
    ("avoid recompute", "the cache avoids recomputing them"),
    ("variance grow", "not only the variance grows"),
    ("variance grow", "not because of luck but because the variance grows"),
    ("softmax saturate", "w/o scaling softmax saturates"),
    ("softmax saturate", "Without scaling by sqrt(d_k), the softmax saturates"),
    ("train classification", "It needs no reward model and trains with a classification loss"),
    ("query key value", "Q, K and V are projections"),
    ("token = word", "a token = a word"),
    ("behaviour", "its behavior changes"),
    ("probability", "the probabilty of it"),
]
NOT_FOUND = [
    ("variance grow", "The variance does not grow."),
    ("variance grow", "The variance is large. Trees grow."),
    ("variance grow", "the variance never grows"),
    ("reward_model", "the model of the reward function"),
    ("reward_model", "DPO needs no reward model"),
    ("reward_model", "unlike RLHF with a reward model, this is direct"),
    ("divide dk", "instead of dividing by d_k we take the root"),
    ("draft > target", "the target, then the draft"),
    ("(variance grow)~2", "the variance of all this will surely grow"),
    ("=2.77", "3 tokens"),
    ("=2.77", "2.31"),
    ("=16GiB", "16 GB"),
    ("=16GiB", "16 layers"),
    ("=32", "30"),
    ("=12", "12.4"),
    ("cache & variance", "There is a cache."),
    ("not:reward_model", "it trains a reward model"),
    ("tokens without:words", "tokens are words"),
    ("encoder", "the decoder"),
    ("decode", "a decoder"),
    ("rows sum", "It is a misconception that rows sum to one"),
    ("rows sum", "people often say that rows sum to one, but no"),
    ("rows sum", "the claim that rows sum to one is wrong"),
    ("softmax saturate", "it keeps the softmax from saturating"),
    ("caches_queries", "it stores no keys, values or queries"),
]


@pytest.mark.parametrize(("pattern", "text"), FOUND)
def test_found(pattern: str, text: str) -> None:
    assert evidence(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), NOT_FOUND)
def test_not_found(pattern: str, text: str) -> None:
    assert evidence(pattern, text) is None


def test_evidence_is_what_was_typed() -> None:
    assert evidence("variance (dk|grow*)", "Well, the\nVariance = d_k here") == "Variance = d_k"
    assert evidence("standard_deviation sqrt_dk", "so std sqrt(d_k); fine") == "std sqrt(d_k)"
    assert evidence("cache & variance", "A KV-cache. Some variance.") == "cache … variance"


def test_precedence_is_side_by_side_then_or_then_and() -> None:
    pattern = "alpha beta | gamma delta & omega"
    assert evidence(pattern, "alpha beta. omega") is not None
    assert evidence(pattern, "gamma delta. omega") is not None
    assert evidence(pattern, "alpha delta. omega") is None
    assert evidence(pattern, "gamma delta.") is None


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("variance (grow", "this `(` is never closed (column 10)"),
        ("a)", "this `)` closes nothing (column 2)"),
        ("alpha | ", "something is missing here (column 9)"),
        ("> alpha", "nothing stands before `>` (column 1)"),
        ("foo(bar)", "put a space before `(`, or a `|` if an alternative is meant (column 4)"),
        ("(alpha & beta)", "`&` joins whole patterns and cannot stand in brackets (column 8)"),
        ("/(a+)+b/", "/(a+)+b/ repeats a repetition, which can take for ever; write it flat (column 1)"),
        ("/[a/", "/[a/ is no regular expression: unterminated character set at position 0 (column 1)"),
        ("/x*/", "/x*/ matches anything (column 1)"),
        ("", "the pattern is empty (column 1)"),
        ("not:", "the pattern breaks off (column 5)"),
        ("not:any:x", "one modifier is enough (column 5)"),
        ("without:x", "`without:` alone finds nothing; add what must be there (column 1)"),
        ("'x y'", "quotes are no part of a pattern; a phrase is written with_underscores (column 1)"),
        ("big =abc", "'=abc' is no number; write `=2.77`, `=1e12` or `=16GiB` (column 5)"),
        ("x*", "'x*': a beginning needs two letters or more before the `*` (column 1)"),
        ("()", "the brackets are empty (column 1)"),
        ("alpha ~ beta", "'~' is not understood here; nearness is written `(a b)~6` (column 7)"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_where_and_why(pattern: str, message: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern)
    assert str(caught.value) == message


WORDS = st.lists(
    st.sampled_from(["variance", "softmax", "gradient", "cache", "token", "model", "key", "grow"]),
    min_size=1,
    max_size=5,
)


@given(WORDS)
def test_a_text_of_its_own_words_satisfies_a_pattern(words: list[str]) -> None:
    text = " ".join(words)
    assert evidence(" ".join(words), text) is not None
    assert evidence("_".join(words), text) is not None
    assert evidence(" > ".join(words), text) is not None


@given(WORDS, st.permutations(range(5)))
def test_side_by_side_does_not_mind_the_order(words: list[str], order: list[int]) -> None:
    shuffled = [words[i] for i in order if i < len(words)]
    assert evidence(" ".join(words), " ".join(shuffled)) is not None


@given(st.text(alphabet="ab |()&>~3=/_*:not.any,without'\"\\[]+", max_size=30))
def test_any_text_is_a_pattern_or_a_pattern_error(source: str) -> None:
    try:
        pattern = compile_pattern(source)
    except PatternError as error:
        column = error.column
    else:
        pattern.find(sentences("a b not ab, any of 3"))
        column = 1
    assert 1 <= column <= len(source) + 1


def test_a_long_answer_is_searched_quickly() -> None:
    text = "the variance of the dot product softmax token model key value grows and so on and on " * 200
    found = sentences(text)
    begin = time.process_time()
    for pattern in ("(variance softmax token model key)~30", "variance > softmax > token > nothing"):
        compile_pattern(pattern).find(found)
    assert time.process_time() - begin < 2.0


def test_one_word_does_not_satisfy_two_parts_side_by_side() -> None:
    assert evidence("(eval|baseline) (baseline|metric)", "I would look at the baseline") is None
    assert evidence("(eval|baseline) (baseline|metric)", "a metric and a baseline")
