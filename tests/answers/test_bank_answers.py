"""The offline grader on the bank that ships: how far it agrees with people, and that cheating does not pay."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmprep.answers.attacks import ATTACKS, WORTHLESS_BELOW
from llmprep.answers.evaluation import Evaluation, evaluate
from llmprep.answers.labels import Labelled, label_files, read_labels
from llmprep.answers.rubric import grade_free
from llmprep.answers.sentences import sentences
from llmprep.bank.load import builtin_bank_dir, load_bank
from llmprep.bank.model import Free


@lru_cache(maxsize=1)
def bank() -> tuple[Free, ...]:
    return tuple(q for q in load_bank() if isinstance(q, Free))


@lru_cache(maxsize=1)
def labels() -> tuple[Labelled, ...]:
    known = {q.id for q in bank()}
    return tuple(a for a in read_labels(label_files([builtin_bank_dir()])) if a.question in known)


@lru_cache(maxsize=1)
def evaluation() -> Evaluation:
    return evaluate(bank(), labels(), grade_free)


@pytest.mark.parametrize("part", ["train", "heldout"])
def test_the_offline_grader_agrees_with_people(part: str) -> None:
    report = evaluation().reports[part]
    assert report.answers >= 150
    assert report.all_points.f1 >= 0.90
    assert report.kappa >= 0.85
    assert report.flags.precision >= 0.95


def test_attacks_gain_nothing() -> None:
    """A pattern may match a word of padding; on the whole nothing may come of it."""
    for attack in evaluation().attacks:
        assert attack.tried >= 40
        assert attack.gained <= 0.02 * attack.tried, attack


def test_heaps_of_keywords_and_pasted_questions_are_worthless_for_every_question() -> None:
    worthless = [a for a in ATTACKS if a.name in ("keyword soup", "pasted question", "orders alone", "padding alone")]
    for question in bank():
        for attack in worthless:
            assert grade_free(question, attack.make(question, "")).score < WORTHLESS_BELOW, (question.id, attack.name)


def test_model_answers_score_100_and_raise_nothing() -> None:
    for question in bank():
        grade = grade_free(question, question.answer)
        assert (grade.score, grade.red_flags, grade.remarks) == (100.0, (), ()), question.id


def test_case_and_layout_do_not_change_a_verdict() -> None:
    for answer in labels()[::5]:
        question = next(q for q in bank() if q.id == answer.question)
        plain = grade_free(question, answer.text)
        for other in (answer.text.upper(), "\n".join(f"- {s.quote()}" for s in sentences(answer.text))):
            changed = grade_free(question, other)
            assert [p.met for p in changed.points] == [p.met for p in plain.points], (answer.where, other)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_gets_a_grade_with_evidence_from_the_text(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(bank()[:40]))
    words = sorted({w for p in question.points for w in p.says.split()})
    text = data.draw(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(words), max_size=60).map(" ".join)))
    grade = grade_free(question, text)
    assert 0.0 <= grade.score <= 100.0
    flat = " ".join(text.split())
    for verdict in (*grade.points, *grade.red_flags):
        for piece in verdict.evidence.split(" … "):
            assert piece in flat
