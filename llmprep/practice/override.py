"""The learner overrules a verdict: the score and rating that follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from llmprep.answers.grade import Grade, Rating, rating_for
from llmprep.bank.model import Free, Question


@dataclass(frozen=True)
class Override:
    """What the learner says instead: points by id, red flags that were not meant, or the rating itself."""

    points: Mapping[str, bool] | None = None
    dropped_flags: Collection[str] = ()
    rating: Rating | None = None


def overruled(question: Question, grade: Grade, override: Override, *, hinted: bool = False) -> Grade:
    """The grade after an override. The score of a free answer is computed anew; a rating is simply taken."""
    changed = grade
    if isinstance(question, Free) and (override.points or override.dropped_flags):
        said = override.points or {}
        points = tuple(replace(p, met=said.get(p.id, p.met)) for p in grade.points)
        flags = tuple(f for f in grade.red_flags if f.id not in override.dropped_flags)
        score = free_score(question, {p.id for p in points if p.met}, {f.id for f in flags})
        changed = replace(
            grade, points=points, red_flags=flags, score=score, rating=rating_for(score, hinted=hinted)
        )
    return replace(changed, rating=override.rating) if override.rating else changed


def free_score(question: Free, met: Collection[str], flags: Collection[str]) -> float:
    """0 to 100: the met points' share of the weight, less what each flag costs beyond the points it lost."""
    total = sum(p.weight for p in question.points)
    score = 100.0 * sum(p.weight for p in question.points if p.id in met) / total
    for flag in question.red_flags:
        if flag.id in flags:
            lost = sum(p.weight for p in question.points if p.id in flag.against and p.id not in met)
            score -= max(0.0, flag.costs - 100.0 * lost / total)
    return round(min(100.0, max(0.0, score)), 1)
