"""A small bank made in code: two topics of questions that any test can answer."""

from __future__ import annotations

from collections.abc import Iterable

from llmprep.bank.bank import Bank
from llmprep.bank.model import Free, Point, RedFlag


def free(id: str, topic: str = "towers", level: int = 1, **more: object) -> Free:
    """Answered with `alpha` (worth 3) and `beta` (worth 1); `gamma` is wrong."""
    return Free.model_validate(
        {
            "id": id, "topic": topic, "level": level, "kind": "free", "prompt": f"What of {id}?", "hint": "a hint",
            "points": [
                Point(id="first", says="Alpha.", weight=3, match=("alpha",)),
                Point(id="second", says="Beta.", weight=1, match=("beta",)),
            ],
            "red_flags": [RedFlag(id="wrong", says="Not gamma.", match=("gamma",), costs=20)],
            "answer": "Alpha and beta.", **more,
        }
    )  # fmt: skip


def bank(questions: Iterable[Free]) -> Bank:
    return Bank({q.id: q for q in questions})
