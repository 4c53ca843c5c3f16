"""Every calculation of the built-in bank, asked and answered: right values pass however typed, mistakes are named."""

from __future__ import annotations

import pytest

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.numeric import draw, within
from llmprep.answers.quantity import shown
from llmprep.bank.load import read_bank
from llmprep.bank.model import Numeric

FAMILIES = [q for q in read_bank()[0] if isinstance(q, Numeric)]
SEEDS = range(12)


@pytest.mark.parametrize("question", FAMILIES, ids=lambda q: q.id)
def test_the_right_value_passes_and_mistakes_are_named(question: Numeric) -> None:
    named = set()
    for seed in SEEDS:
        asked, drawn = ask(question, seed), draw(question, seed)
        assert "{" not in asked.answer, asked.answer
        for typed in (
            f"{drawn.result!r}",
            f"{drawn.result!r} {question.unit}",
            f"about {drawn.result:,.9g} {question.unit}",
        ):
            assert grade_answer(asked, typed).score == 100, (seed, typed)
        if question.tolerance >= 0.001:  # four digits, as the answer itself is shown
            assert grade_answer(asked, f"{shown(drawn.result)} {question.unit}").score == 100, seed
        for mistake, value in drawn.wrong:
            grade = grade_answer(asked, f"{value!r} {question.unit}")
            assert grade.score < 40, (seed, mistake.id, value, drawn.result)
            alike = [m.id for m, other in drawn.wrong if within(question, value, other)]
            assert grade.mistake == (mistake.id if len(alike) == 1 else None), (seed, alike)
            named.add(grade.mistake)
    assert len(named - {None}) >= 2


@pytest.mark.parametrize("question", FAMILIES, ids=lambda q: q.id)
def test_values_are_fresh(question: Numeric) -> None:
    prompts = {ask(question, seed).prompt for seed in range(40)}
    assert len(prompts) >= 3
