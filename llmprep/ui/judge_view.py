"""What is shown of an LLM judge's work: which model, how far its votes agreed, what it took."""

from __future__ import annotations

from typing import Any

from llmprep.answers.grade import Grade


def judged_by(grade: Grade) -> str:
    """One line on who graded; empty for the offline graders."""
    if grade.judge == "self":
        return "your own verdict"
    if grade.judge != "llm":
        return ""
    extra: dict[str, Any] = dict(grade.extra)
    parts = [f"graded by {extra.get('model', 'the LLM judge')}"]
    scores = (extra.get("spread") or {}).get("scores") or []
    if len(scores) > 1:
        low, high = min(scores), max(scores)
        spread = f"all {low:.0f}" if low == high else f"from {low:.0f} to {high:.0f}"
        parts.append(f"{len(scores)} votes, {spread}")
    usage = extra.get("usage") or {}
    if usage.get("cached"):
        parts.append("from the cache")
    elif usage.get("total_tokens"):
        about = "about " if usage.get("estimated") else ""
        parts.append(f"{about}{usage['total_tokens']:,} tokens")
        if "cost" in usage:
            parts.append(f"cost {usage['cost']:.4f}")
    return " · ".join(parts)


def why(grade: Grade, id: str) -> str:
    """The judge's one sentence on a point or claim; empty where there is none."""
    reasons = grade.extra.get("why")
    return str(reasons.get(id, "")) if isinstance(reasons, dict) else ""
