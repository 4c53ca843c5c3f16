r"""LaTeX made readable: what interview questions use, and nothing else touched."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.ui.maths import readable, to_unicode


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{QK^\top}{\sqrt{d_k}}", "QKᵀ/√dₖ"),
        (r"\frac{a + b}{2}", "(a + b)/2"),
        (r"\frac{1}{2n}", "1/(2n)"),
        (r"\sqrt{2\pi}", "√(2π)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"x_{t+1}", "xₜ₊₁"),
        (r"10^{-5}", "10⁻⁵"),
        (r"W_{down}", "W_down"),
        (r"2^{d_k}", "2^(dₖ)"),
        (r"\mathbb{R}^{d \times 4d}", "ℝ^(d × 4d)"),
        (r"\hat{y}", "ŷ"),
        (r"\beta \log \frac{\pi_\theta(y_w|x)}{\pi_{ref}(y_w|x)}", "β log π_θ(y_w|x)/π_ref(y_w|x)"),
        (r"\left( x \right)", "( x )"),
        (r"\unknown{x}", r"\unknown{x}"),
        (r"\frac{", "()/()"),
    ],
)
def test_a_formula_reads_as_it_is_written_by_hand(latex: str, shown: str) -> None:
    assert normalize("NFC", to_unicode(latex)) == normalize("NFC", shown)


def test_money_and_code_are_left_alone() -> None:
    text = "It costs $5 to $10 an hour, or $3/h; `$x^2$` stays.\n```\n$y_i$\n```"
    assert readable(text) == text


def test_maths_is_escaped_so_that_markdown_does_not_eat_it() -> None:
    assert readable(r"Why $a_{word} * b$?") == r"Why a\_word \* b?"


def test_display_maths_stands_on_its_own() -> None:
    assert readable(r"So $$\sum_i x_i$$ holds.") == "So \n\n> ∑ᵢ xᵢ\n\n holds."


@given(st.text(alphabet=r"\{}^_$ab12 fracsqrt[]()", max_size=60))
def test_nothing_makes_it_fail(text: str) -> None:
    readable(text)
    to_unicode(text)


@given(st.text(st.characters(exclude_characters="$\\")))
def test_text_without_maths_is_unchanged(text: str) -> None:
    assert readable(text) == text
