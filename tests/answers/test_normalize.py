"""Answers as comparable words, each with its place in what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.normalize import read_words
from llmprep.answers.sentences import sentences
from llmprep.answers.squeeze import squeezed
from llmprep.answers.stems import american, is_typo_of, stem


def stems(text: str) -> list[str]:
    return [w.stem for w in read_words(text).words]


@pytest.mark.parametrize(
    "typed",
    ["sqrt(d_k)", "√dk", "√(d_k)", "root d k", "root dk", "square root of d_k", "square-root of dk", "d_k^0.5",
     "d_k**0.5", "d_k^(1/2)", "dₖ^0.5", r"$\sqrt{d_k}$", r"\sqrt{d_{k}}", "SQRT(D_K)", "sqrt dk"],
)  # fmt: skip
def test_the_square_root_of_d_k_is_one_thing_however_typed(typed: str) -> None:
    assert stems(typed) == ["sqrt", "dk"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("O(n^2)", "quadratic"), ("O(n²)", "quadratic"), ("n squared", "quadratic"), ("quadratically", "quadratic"),
     ("O(N^2 d)", "quadratic"), ("O(T^2)", "quadratic"), ("n^2", "quadratic"), ("O(n)", "linear"),
     ("linearly", "linear"), ("O(1)", "constant"), ("O(log n)", "logarithmic")],
)  # fmt: skip
def test_orders_of_growth_are_named(typed: str, meant: str) -> None:
    assert stems(typed) == stems(meant)
    assert len(stems(typed)) == 1


def test_a_square_of_the_width_is_not_quadratic_in_the_length() -> None:
    assert "quadrat" not in stems("O(n d^2)")
    assert "quadrat" not in stems("d²")


@pytest.mark.parametrize(
    ("short", "long"),
    [("KV cache", "key/value cache"), ("RM", "reward model"), ("SFT", "supervised fine-tuning"),
     ("FFN", "MLP"), ("GQA", "grouped-query attention"), ("CoT", "chain of thought"),
     ("TTFT", "time to first token"), ("β", "beta"), ("π_ref", "pi ref"), ("λ", "lambda"),
     ("w/o", "without"), ("doesn't", "does not"), ("doesn’t", "does not"), ("doesnt", "does not"),
     ("cannot", "can not"), ("GPT-3", "GPT 3"), ("var", "variance"), ("std", "standard deviation"),
     ("behaviour", "behavior"), ("normalise", "normalize"), ("modelling", "modeling")],
)  # fmt: skip
def test_two_ways_to_write_the_same_thing(short: str, long: str) -> None:
    assert stems(short) == stems(long)


@pytest.mark.parametrize(
    ("left", "right"),
    [("encoder", "decoder"), ("encoder", "encode"), ("position", "positive"), ("token", "tokenizer"),
     ("loss", "lossless"), ("attention", "attend"), ("relative", "relation")],
)  # fmt: skip
def test_words_that_differ_in_this_field_stay_apart(left: str, right: str) -> None:
    assert stem(left) != stem(right)


def test_inflections_share_a_stem() -> None:
    for family in ("grow grows growing grew grown growth", "divide divides dividing division",
                   "saturate saturates saturation", "query queries", "matrix matrices"):  # fmt: skip
        assert len({stem(w) for w in family.split()}) == 1, family


@pytest.mark.parametrize(
    ("typed", "meant", "same"),
    [("varience", "variance", True), ("satuartes", "saturates", True), ("probabilty", "probability", True),
     ("quantisaton", "quantisation", True), ("decoder", "encoder", False), ("exploitation", "exploration", False),
     ("masked", "marked", False), ("kv", "kb", False), ("minimize", "maximize", False), ("token", "taken", False),
     ("casual", "causal", True), ("preference", "reference", False)],
)  # fmt: skip
def test_typos_are_forgiven_and_other_words_are_not(typed: str, meant: str, same: bool) -> None:
    assert is_typo_of(typed, meant) is same


def test_american_spelling_leaves_other_words_alone() -> None:
    for word in ("noise", "precise", "otherwise", "raised", "supervised", "four", "source", "pairwise", "hour"):
        assert american(word) == word


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,024", 1024), ("2.77", 2.77), ("2,77", 2.77), ("1e12", 1e12), ("10^12", 1e12), ("10¹²", 1e12),
     ("1 trillion", 1e12), ("1T", 1e12), ("7B", 7e9), ("1.5x10^9", 1.5e9), ("3.5 × 10^3", 3500), ("128k", 128000),
     ("2^20", 1048576), ("two", 2), (".5", 0.5), ("131,072", 131072)],
)  # fmt: skip
def test_numbers_however_typed(typed: str, value: float) -> None:
    [word] = read_words(typed).words
    assert word.number is not None
    assert word.number.value == pytest.approx(value, rel=1e-12)


def test_a_list_of_numbers_is_no_number_with_commas() -> None:
    assert [w.number.value for w in read_words("lengths 20, 50, 30").words[1:] if w.number] == [20, 50, 30]


def test_what_regexes_see() -> None:
    assert squeezed("√dk and sqrt(d_k), n² · π_θ  x**2", 0, 40)[0] == "sqrtdkandsqrtdk,n^2*pi" + "thetax^2"


def test_bullets_lines_and_wrapped_prose_are_told_apart() -> None:
    text = (
        "The variance of a dot product of d_k random terms is d_k, and\nthat is why it is scaled. Then it is fine.\n"
        "- first bullet\n- second bullet\nshort line\nother line"
    )
    assert [s.quote() for s in sentences(text)] == [
        "The variance of a dot product of d_k random terms is d_k, and that is why it is scaled.",
        "Then it is fine.",
        "first bullet",
        "second bullet",
        "short line",
        "other line",
    ]


@pytest.mark.parametrize("width", [44, 60, 72, 100])
def test_prose_means_the_same_however_it_was_wrapped(width: int) -> None:
    import textwrap

    text = (
        "The variance of a dot product grows with the head dimension, since it is a sum of so many independent "
        "products. The softmax saturates then, and hardly any gradient comes back through it, which is why the "
        "scores are divided by the square root of the dimension before they go into it."
    )
    found = sentences(textwrap.fill(text, width))
    assert [s.quote() for s in found] == [s.quote() for s in sentences(text)]
    assert len(found) == 2


def test_bold_type_is_no_power() -> None:
    text = "the **softmax** of x**2 and **x** ** 2"
    assert [w.form for w in read_words("a **big** deal").words] == ["a", "big", "deal"]
    assert squeezed(text, 0, len(text))[0] == "thesoftmaxofx^2andx2"


def test_a_heading_belongs_to_each_line_below_it_until_an_empty_line() -> None:
    found = sentences("Encoder-only:\n- bidirectional\n- masked loss\n\n- causal")
    assert [[w.form for w in s.words] for s in found] == [
        ["encoder", "only"],
        ["encoder", "only", "bidirectional"],
        ["encoder", "only", "masked", "loss"],
        ["causal"],
    ]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert len(sentences("Some models, e.g. BERT, are encoders vs. GPT. That is all.")) == 2


@given(st.text(max_size=200))
def test_every_word_lies_where_it_says_and_nothing_raises(text: str) -> None:
    last = 0
    for word in read_words(text).words:
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= last or word.start >= 0
        last = word.start
    for sentence in sentences(text):
        whole, places = sentence.squeezed()
        assert len(whole) == len(places)
        assert all(0 <= p < len(text) for p in places)


@given(st.text(alphabet="abcdef gh-_.,;:()\n*1234^²√βK", max_size=80))
def test_small_and_capital_letters_give_the_same_words(text: str) -> None:
    from llmprep.answers.lexicon import UPPER_ONLY

    upper = text.upper()
    if len(upper) == len(text) and not any(u in upper for u in UPPER_ONLY) and "β" not in text:
        assert [w.stem for w in read_words(upper).words] == [w.stem for w in read_words(text.lower()).words]
