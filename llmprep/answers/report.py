"""A grade as the object that `llmprep answer --json` prints."""

from __future__ import annotations

from typing import Any

from llmprep.answers.grade import Grade
from llmprep.bank.model import Question

LLM_EXTRAS = ("model", "votes", "usage", "spread", "why")
"""What a grade by the LLM judge tells beyond the verdict."""


def grade_object(question: Question, grade: Grade, event: int) -> dict[str, Any]:
    """The verdict as plain data.

    Always: question, kind, score (0 to 100), judge, points, red_flags, rating, event. Where there is
    something to say, also `remarks`, the `expected` answer in short, and the `mistake` recognised. A grade by the
    LLM judge also has model, votes, usage (tokens, whether cached, cost where a price is set), spread and why.
    """
    verdict: dict[str, Any] = {
        "question": question.id,
        "kind": question.kind,
        "score": round(grade.score, 1),
        "judge": grade.judge,
        "points": [{"id": p.id, "met": p.met, "evidence": p.evidence} for p in grade.points],
        "red_flags": [{"id": f.id, "evidence": f.evidence} for f in grade.red_flags],
        "rating": grade.rating,
        "event": event,
    }
    if grade.judge == "llm":
        verdict |= {name: grade.extra[name] for name in LLM_EXTRAS if name in grade.extra}
    more = {"remarks": list(grade.remarks), "expected": grade.expected, "mistake": grade.mistake}
    return verdict | {name: value for name, value in more.items() if value}
