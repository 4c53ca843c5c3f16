"""What an answer's event holds: the answer and its offline grade together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from llmprep.answers.asked import Asked
from llmprep.answers.grade import Grade
from llmprep.bank.model import content_hash
from llmprep.store.log import Log


def grade_payload(grade: Grade) -> dict[str, Any]:
    """A grade as it is stored: verdicts by id, evidence in the answer's own words."""
    stored: dict[str, Any] = {
        "points": [{"id": p.id, "met": p.met, "evidence": p.evidence} for p in grade.points],
        "red_flags": [{"id": f.id, "costs": f.costs, "evidence": f.evidence} for f in grade.red_flags],
        "remarks": list(grade.remarks),
    }
    if grade.expected:
        stored["expected"] = grade.expected
    if grade.mistake:
        stored["mistake"] = grade.mistake
    if grade.judge == "llm":
        from llmprep.answers.report import LLM_EXTRAS

        stored |= {name: grade.extra[name] for name in LLM_EXTRAS if name in grade.extra}
    return stored


def answer_payload(
    asked: Asked,
    text: str,
    grade: Grade,
    *,
    seconds: float = 0.0,
    hinted: bool = False,
    pending_judge: bool = False,
) -> dict[str, Any]:
    """The payload of an `answer` event; topic, level and kind outlive the question."""
    question = asked.question
    return {
        "text": text,
        "seed": asked.seed,
        "hash": content_hash(question),
        "topic": question.topic,
        "level": question.level,
        "kind": question.kind,
        "score": round(grade.score, 1),
        "rating": grade.rating,
        "judge": grade.judge,
        "grade": grade_payload(grade),
        "seconds": round(seconds, 1),
        "hinted": hinted,
        "pending_judge": pending_judge,
    }


def record_answer(
    log: Log,
    asked: Asked,
    text: str,
    grade: Grade,
    *,
    at: datetime,
    seconds: float = 0.0,
    hinted: bool = False,
    pending_judge: bool = False,
    session: str | None = None,
) -> int:
    """Commit one graded answer and return its event id. Show the grade only afterwards."""
    payload = answer_payload(asked, text, grade, seconds=seconds, hinted=hinted, pending_judge=pending_judge)
    return log.append("answer", asked.question.id, payload, at=at, session=session)


def record_regrade(log: Log, event: int, question: str, grade: Grade, *, at: datetime) -> int:
    """Commit another judge's verdict on an answer that was recorded before."""
    payload: Mapping[str, Any] = {
        "event": event,
        "score": round(grade.score, 1),
        "rating": grade.rating,
        "judge": grade.judge,
        "grade": grade_payload(grade),
        "pending_judge": False,
    }
    return log.append("regrade", question, payload, at=at)
