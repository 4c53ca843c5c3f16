"""Calculations: tolerance, named mistakes, slips of scale, and draws that can tell them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.ask import UnreadableAnswer, ask, grade_answer
from llmprep.answers.formula import FormulaError
from llmprep.answers.numeric import draw, fill, formula_faults
from llmprep.bank.model import Numeric


def family(**changes: object) -> Numeric:
    data: dict[str, object] = {
        "id": "kv-bytes",
        "kind": "numeric",
        "topic": "kv-cache",
        "level": 2,
        "prompt": "{n_layers} layers, {n_kv_heads} of {n_heads} heads for KV, size {head_dim}: KiB a token?",
        "rows": [{"n_layers": 32, "n_heads": 32, "n_kv_heads": 8, "head_dim": 128}],
        "formula": "2 * n_layers * n_kv_heads * head_dim * 2 / KiB",
        "unit": "KiB",
        "tolerance": 0.01,
        "mistakes": [
            {
                "id": "query-heads",
                "formula": "2 * n_layers * n_heads * head_dim * 2 / KiB",
                "says": "Query heads are not cached.",
            },
            {
                "id": "no-values",
                "formula": "n_layers * n_kv_heads * head_dim * 2 / KiB",
                "says": "Keys and values are cached.",
            },
        ],
    }
    return Numeric.model_validate(data | changes)


KV = ask(family(), 1)  # 128 KiB


@pytest.mark.parametrize(
    "text",
    ["128 KiB", "128", "0.125 MiB", "131072 bytes", "131,072 B", "2^7 KiB", "1.048576 Mb", "128.9", "127"],
)
def test_the_same_quantity_is_right_in_every_unit(text: str) -> None:
    grade = grade_answer(KV, text)
    assert (grade.score, grade.rating, grade.expected, grade.mistake) == (100, "easy", "128 KiB", None)


def test_a_missing_unit_is_taken_as_asked_and_remarked() -> None:
    assert grade_answer(KV, "128").remarks == ("No unit given: read as KiB.",)


@pytest.mark.parametrize(
    ("text", "mistake", "says"),
    [
        ("512 KiB", "query-heads", "Query heads are not cached."),
        ("64 KiB", "no-values", "Keys and values are cached."),
    ],
)
def test_a_known_mistake_is_named(text: str, mistake: str, says: str) -> None:
    grade = grade_answer(KV, text)
    assert (grade.score, grade.rating, grade.mistake, grade.remarks) == (20, "again", mistake, (says,))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("128 MiB", "1024 times too large"),
        ("128 bytes", "1024 times too small"),
        ("128 KB", "MB is not MiB"),
        ("1024 KiB", "bits are not bytes"),
        ("16 KiB", "bits are not bytes"),
        ("128 GiB", "1024^2 times too large"),
    ],
)
def test_a_slip_of_scale_earns_part_and_is_named(text: str, says: str) -> None:
    grade = grade_answer(KV, text)
    assert (grade.score, grade.rating, grade.mistake) == (40, "hard", None)
    assert any(says in r for r in grade.remarks)


@pytest.mark.parametrize("text", ["100 KiB", "0", "-7", "130 KiB", "133 KiB", "4000 KiB"])
def test_another_value_is_wrong_without_a_diagnosis(text: str) -> None:
    grade = grade_answer(KV, text)
    assert (grade.score, grade.mistake) == (0, None)


def test_a_value_that_two_mistakes_explain_names_neither() -> None:
    twice = [{"id": i, "formula": "7 + 0 * n_layers", "says": i} for i in ("one", "other")]
    grade = grade_answer(ask(family(mistakes=twice), 1), "7 KiB")
    assert (grade.score, grade.mistake, grade.remarks) == (0, None, ())


def test_a_plain_number_knows_thousands_but_no_bits() -> None:
    asked = ask(family(unit="", formula="n_layers * 1000 + 0 * head_dim", mistakes=[]), 1)
    assert grade_answer(asked, "32").score == 40
    assert grade_answer(asked, "256,000").score == 0
    assert grade_answer(asked, "32k").score == 100


def test_tolerance_is_relative_to_the_right_value_and_absolute_where_given() -> None:
    exact = ask(family(tolerance=0, mistakes=[]), 1)
    assert [grade_answer(exact, t).score for t in ("128", "128.001", "127.999")] == [100, 0, 0]
    loose = ask(family(tolerance=0, absolute=3, mistakes=[]), 1)
    assert [grade_answer(loose, t).score for t in ("125", "131", "132", "124")] == [100, 100, 0, 0]


@pytest.mark.parametrize("text", ["", "many", "3 seconds", "128K", "between 1 and 2 KiB"])
def test_what_is_no_such_quantity_is_asked_again(text: str) -> None:
    with pytest.raises(UnreadableAnswer):
        grade_answer(KV, text)


MHA_OR_GQA = family(rows=[{"n_layers": 32, "n_heads": 32, "n_kv_heads": k, "head_dim": 128} for k in (32, 32, 32, 8)])


@given(seed=st.integers(0, 10**6))
def test_draws_where_a_mistake_is_also_right_are_avoided(seed: int) -> None:
    drawn = draw(MHA_OR_GQA, seed)
    assert drawn.values["n_kv_heads"] == 8 or len(drawn.wrong) == 1  # 20 draws miss the 8 once in 315


def test_a_mistake_that_is_right_for_this_draw_is_not_held_against_anyone() -> None:
    only = family(rows=[{"n_layers": 32, "n_heads": 8, "n_kv_heads": 8, "head_dim": 128}])
    assert [m.id for m, _ in draw(only, 1).wrong] == ["no-values"]
    assert grade_answer(ask(only, 1), "128 KiB").score == 100


@given(
    seed=st.integers(0, 10**9),
    low=st.integers(-50, 50),
    steps=st.integers(1, 40),
    step=st.sampled_from([0.1, 0.25, 1, 3, 64]),
)
def test_drawn_values_lie_on_the_steps_of_their_range(seed: int, low: int, steps: int, step: float) -> None:
    ranged = family(
        rows=(),
        prompt="{x}",
        given={"x": {"low": low, "high": low + steps * step, "step": step}},
        formula="x + 1000",
        mistakes=[],
    )
    value = draw(ranged, seed).values["x"]
    assert isinstance(value, int | float)
    assert low <= value <= low + steps * step + 1e-9
    assert (value - low) / step == pytest.approx(round((value - low) / step), abs=1e-6)


def test_draws_that_divide_by_zero_are_drawn_again_and_hopeless_ones_refused() -> None:
    some = family(rows=(), prompt="{x}", given={"x": {"one_of": [0, 0, 4]}}, formula="8 / x", mistakes=[])
    assert {draw(some, seed).values["x"] for seed in range(100)} == {4}
    never = family(rows=(), prompt="{x}", given={"x": {"one_of": [0]}}, formula="8 / x", mistakes=[])
    with pytest.raises(FormulaError, match="divides by zero"):
        draw(never, 1)


def test_the_right_value_scores_100_and_each_mistake_20_for_every_seed() -> None:
    question = family(
        rows=(),
        given={
            "n_layers": {"low": 8, "high": 80},
            "n_heads": {"one_of": [32, 64]},
            "n_kv_heads": {"one_of": [4, 8]},
            "head_dim": {"one_of": [64, 128]},
        },
    )
    for seed in range(150):
        asked, drawn = ask(question, seed), draw(question, seed)
        assert grade_answer(asked, f"{drawn.result!r} KiB").score == 100
        for mistake, value in drawn.wrong:
            assert grade_answer(asked, f"{value!r} KiB").mistake == mistake.id


def test_braces_that_name_nothing_stay() -> None:
    assert (
        fill(r"{x:,} {x:.1f} $\frac{1}{2}$ {y} ${x} \{x}", {"x": 4096}) == r"4,096 4096.0 $\frac{1}{2}$ {y} $4,096 \{x}"
    )


def test_faults_of_a_family_name_the_place() -> None:
    bad = family(
        prompt="{n_layer}",
        given={"e": {"one_of": [1]}},
        derived={"a": "b + 1", "b": "n_layers"},
        formula="n_layers *",
        mistakes=[{"id": "m", "formula": "nope", "says": "no"}],
    )
    places = [place for place, _ in formula_faults(bad)]
    assert places == [("given", "e"), ("derived", "a"), ("formula",), ("mistakes", 0, "formula"), ("prompt",)]
    assert list(formula_faults(family())) == []
