"""Formulas: exact integers, the documented functions, and nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.formula import FormulaError, check, evaluate, names_in


@given(a=st.integers(-(10**30), 10**30), b=st.integers(-(10**30), 10**30), c=st.integers(1, 10**20))
def test_integer_arithmetic_is_exact(a: int, b: int, c: int) -> None:
    result = evaluate("a * b + a // c - b % c", {"a": a, "b": b, "c": c})
    assert isinstance(result, int)
    assert result == a * b + a // c - b % c


@given(x=st.floats(0.001, 1e6), y=st.floats(0.001, 1e6))
def test_functions_agree_with_math(x: float, y: float) -> None:
    got = evaluate("sqrt(x) + log(y) + log2(x) + log10(y) + min(x, y) - max(x, y) + abs(-x)", {"x": x, "y": y})
    want = math.sqrt(x) + math.log(y) + math.log2(x) + math.log10(y) + min(x, y) - max(x, y) + x
    assert got == pytest.approx(want)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 * 32 * 8 * 128 * 2 / KiB", 128.0),
        ("ceil(7 / 2) + floor(7 / 2)", 7),
        ("comb(5, 2)", 10),
        ("GiB - GB", 73_741_824),
        ("2 ** 64", 2**64),
        ("1 if 3 > 2 else 0", 1),
        ("1 < 2 < 3 and 5 or 7", 5),
        ("round(2.567, 1)", 2.6),
        ("4 ** -1", 0.25),
        ("2 if kind == 'bf16' else 4", 2),
        ("exp(0) + pi - pi", 1.0),
    ],
)
def test_documented_forms_have_their_values(formula: str, value: float) -> None:
    assert evaluate(formula, {"kind": "bf16"}) == value


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("1 / 0", "divides by zero"),
        ("1 // 0", "divides by zero"),
        ("9 ** 9 ** 9", "too large"),
        ("n * 2", "which nothing gives"),
        ("(-8) ** 0.5", "0.5, which is no real number"),
        ("log(0)", "no value"),
        ("exp(1e9)", "no value"),
        ("1e308 * 10", "finite"),
        ("__import__('os')", "no function"),
        ("().__class__", "not allowed"),
        ("[1 for _ in (1, 2)]", "not allowed"),
        ("'a' * 10 ** 9", "which is no number"),
        ("2 ^ 10", "write `**`"),
        ("1 +", "cannot be read"),
        ("a = 3", "assignments"),
        ("1 < 2", "which is no number"),
        ("comb(10 ** 9, 5)", "calls comb, which takes whole numbers"),
        ("True", "not allowed"),
        ("1" * 2000, "longer than"),
        ("round(1.5, 10 ** 9)", "calls round, which takes a small"),
        ("lambda: 1", "not allowed"),
        ("", "cannot be read"),
    ],
)
def test_what_has_no_value_says_why(formula: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says.replace("*", r"\*")):
        evaluate(formula, {})


def test_names_leave_out_constants_and_functions() -> None:
    assert names_in("ceil(n / block) * block * KiB + pi") == {"n", "block"}


def test_check_names_the_stray_name() -> None:
    with pytest.raises(FormulaError, match="n_head,"):
        check("2 * n_head", ["n_heads"])
