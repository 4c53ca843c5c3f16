"""The offline grade of a free answer: points and red flags recognised by their authors' patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from llmprep.answers.effort import OFF_TOPIC, sift
from llmprep.answers.grade import FlagVerdict, Grade, PointVerdict, rating_for
from llmprep.answers.pattern import Found, PatternError, compile_pattern
from llmprep.answers.sentences import Sentence
from llmprep.answers.subject import off_topic, vocabulary
from llmprep.bank.model import Free, Point, RedFlag
from llmprep.errors import UserError

_SURE_SHARE = 0.6
EMPTY = "Nothing was answered."
_SUPPOSED = re.compile(r"\b(?:if|were|had)\b.*\bwould\b|\bwould\b.*\bif\b", re.IGNORECASE | re.DOTALL)


def grade_free(question: Free, text: str, *, hinted: bool = False) -> Grade:
    """Grade one free answer, 0 to 100: the weights of the points met, less what red flags cost.

    Each verdict carries the learner's own words. What a slip already lost in points (`against`) its flag
    does not take again. Raises UserError where the question's patterns cannot be read.
    """
    try:
        return _graded(question, text, hinted)
    except PatternError as error:
        raise UserError(
            f"{question.where or 'the bank'}: {question.id}: a pattern cannot be read: {error}",
            lines=["`llmprep bank check` lists all such faults"],
        ) from error


def _graded(question: Free, text: str, hinted: bool) -> Grade:
    sifted = sift(question, text)
    points = tuple(_point(point, sifted.sentences) for point in question.points)
    remarks = sifted.remarks if text.strip() else (EMPTY,)
    if _by_accident(question, points, sifted.sentences):
        points = tuple(replace(p, met=False, evidence="") for p in points)
        remarks = (*remarks, OFF_TOPIC)
    # what is asked, or supposed for the sake of argument, is not claimed
    claims = [s for s in sifted.sentences if not s.question and not _SUPPOSED.search(s.quote())]
    raised = [(f, found) for f in question.red_flags if (found := first_found(f.match, claims))]
    return settle(question, points, [(f, found.evidence) for f, found in raised], remarks, hinted=hinted)


def settle(
    question: Free,
    points: Sequence[PointVerdict],
    raised: Sequence[tuple[RedFlag, str]],
    remarks: Sequence[str] = (),
    *,
    judge: str = "rubric",
    hinted: bool = False,
) -> Grade:
    """The grade that follows from the verdicts on points and from the flags raised, each with its evidence.

    Whoever judged: patterns, an LLM, or the learner who overrules one of them.
    """
    total = sum(p.weight for p in points) or 1
    lost = {p.id: 100.0 * p.weight / total for p in points if not p.met}
    score = 100.0 * sum(p.weight for p in points if p.met) / total
    flags = []
    for flag, evidence in raised:
        costs = max(0.0, flag.costs - sum(lost.get(id, 0.0) for id in flag.against))
        score -= costs
        flags.append(FlagVerdict(flag.id, flag.says, round(costs, 1), evidence))
    score = round(min(100.0, max(0.0, score)), 1)
    assert judge in ("rubric", "llm", "self")
    return Grade(
        score=score,
        judge=judge,  # type: ignore[arg-type]
        rating=rating_for(score, hinted=hinted),
        points=tuple(points),
        red_flags=tuple(flags),
        remarks=tuple(remarks),
    )


def first_found(patterns: Sequence[str], sentences: Sequence[Sentence]) -> Found | None:
    """Where the first of the patterns that is found is found."""
    for source in patterns:
        found = compile_pattern(source).find(sentences)
        if found is not None:
            return found
    return None


def _point(point: Point, sentences: Sequence[Sentence]) -> PointVerdict:
    found = first_found(point.match, sentences)
    return PointVerdict(point.id, point.says, point.weight, found is not None, found.evidence if found else "")


def _by_accident(question: Free, points: Sequence[PointVerdict], sentences: Sequence[Sentence]) -> bool:
    """Whether few points are met, by words that happen to occur in a text about something else."""
    met = sum(p.weight for p in points if p.met)
    few = 0 < met < _SURE_SHARE * sum(p.weight for p in points)
    return few and off_topic(sentences, vocabulary(question))
