"""The learner overrules a verdict: the grade that follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from llmprep.answers.grade import Grade, Rating
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
        from llmprep.answers.rubric import settle

        said = override.points or {}
        points = tuple(replace(p, met=said.get(p.id, p.met)) for p in grade.points)
        flags = {f.id: f for f in question.red_flags}
        raised = [
            (flags[f.id], f.evidence) for f in grade.red_flags if f.id in flags and f.id not in override.dropped_flags
        ]
        changed = settle(question, points, raised, grade.remarks, judge="self", hinted=hinted)
    return replace(changed, judge="self", rating=override.rating or changed.rating)
