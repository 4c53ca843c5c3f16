"""Comparison with the truth: what is accepted, what is refused, and in which words."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.drills.compare import Rule, compare
from llmprep.drills.script import Strange


def truth_and_native(values, dtype=torch.float32):
    native = torch.tensor(values, dtype=dtype)
    return native.double(), native


def test_rounding_in_another_order_of_summation_is_accepted():
    x = torch.randn(1000, generator=torch.Generator().manual_seed(0))
    truth = x.double().sum().reshape(1)
    native = x.sum().reshape(1)
    other = x.flip(0).cumsum(0)[-1:].clone()
    assert compare(truth, native, other, Rule()) is None


def test_a_part_in_a_thousand_is_refused_in_float32_with_the_place_and_both_values():
    truth, native = truth_and_native([1.0, 2.0, 3.0])
    got = native * torch.tensor([1.0, 1.001, 1.0])
    found = compare(truth, native, got, Rule())
    assert found is not None
    assert (found.kind, found.index) == ("values", (1,))
    assert found.message == "the result is 2.002 at [1], expected 2 (1 of 3 entries differ)"
    assert found.largest == pytest.approx(0.002, rel=1e-3)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_nan_or_infinity_never_matches_a_finite_truth(bad):
    truth, native = truth_and_native([1.0, 2.0])
    got = torch.tensor([1.0, bad])
    found = compare(truth, native, got, Rule(finite_only=True))
    assert found is not None
    assert found.index == (1,)


@pytest.mark.parametrize("wrong", [5.0, math.inf, math.nan, -1e308])
def test_only_the_same_infinity_matches_an_infinite_truth(wrong):
    truth, native = truth_and_native([-math.inf, 1.0], torch.float64)
    assert compare(truth, native, torch.tensor([-math.inf, 1.0], dtype=torch.float64), Rule()) is None
    assert compare(truth, native, torch.tensor([wrong, 1.0], dtype=torch.float64), Rule()) is not None


def test_nan_and_infinity_are_expected_where_the_truth_has_them():
    truth, native = truth_and_native([math.nan, -math.inf, 1.0])
    assert compare(truth, native, native.clone(), Rule()) is None
    assert compare(truth, native, torch.tensor([0.0, -math.inf, 1.0]), Rule()) is not None
    assert compare(truth, native, torch.tensor([math.nan, math.inf, 1.0]), Rule()) is not None


def test_a_wrong_dtype_says_both_dtypes():
    truth, native = truth_and_native([1.0], torch.bfloat16)
    found = compare(truth, native, torch.tensor([1.0]), Rule())
    assert found is not None
    assert found.message == "the result has dtype float32, expected bfloat16"
    assert found.kind == "dtype"


def test_wrong_values_are_reported_before_a_wrong_dtype():
    truth, native = truth_and_native([1.0], torch.bfloat16)
    found = compare(truth, native, torch.tensor([5.0]), Rule())
    assert found is not None
    assert found.kind == "values"


def test_a_wrong_shape_says_both_shapes():
    truth, native = truth_and_native([[1.0, 2.0]])
    found = compare(truth, native, torch.tensor([[1.0], [2.0]]), Rule())
    assert found is not None
    assert found.message == "the result has shape (2, 1), expected (1, 2)"


def test_what_is_not_plain_data_is_named():
    truth, native = truth_and_native([1.0])
    found = compare(truth, native, Strange("a builtins.generator"), Rule())
    assert found is not None
    assert found.message == "the result should be a float32 tensor of shape (1,), not a builtins.generator"


def test_booleans_are_not_integers_and_integers_are_not_strings():
    assert compare(1, 1, True, Rule()) is not None
    assert compare(True, True, 1, Rule()) is not None
    assert compare("1", "1", 1, Rule()) is not None
    assert compare(b"a", b"a", "a", Rule()) is not None


def test_a_list_and_a_tuple_count_as_the_same():
    assert compare([(1, 2)], [(1, 2)], ([1, 2],), Rule()) is None


def test_missing_items_and_keys_are_said():
    assert compare([1, 2], [1, 2], [1], Rule()).message == "the result has 1 items, expected 2"
    assert compare({"a": 1}, {"a": 1}, {"b": 1}, Rule()).message == "the result lacks a and has also b"


def test_integers_are_exact_however_large():
    assert compare(2**60, 2**60, 2**60 + 1, Rule()) is not None
    assert compare(2.0, 2.0, 10**400, Rule()) is not None


def test_element_tolerance_sees_a_relative_error_in_a_tiny_entry():
    truth, native = truth_and_native([1.0, 1e-6])
    got = torch.tensor([1.0, 2e-6])
    assert compare(truth, native, got, Rule()) is None
    assert compare(truth, native, got, Rule(relative_to="element")) is not None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=8))
def test_every_tensor_matches_itself(values):
    truth, native = truth_and_native(values)
    assert compare(truth, native, native.clone(), Rule()) is None
