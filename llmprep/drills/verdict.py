"""What grading a submission yields: checks, score, diagnosis; and its JSON form, a contract with scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from llmprep.drills.counterexample import Counterexample
from llmprep.drills.diagnose import Diagnosis

WEIGHTS = {
    "values": 50.0, "statistics": 40.0, "gradients": 12.0, "errors": 8.0, "dtype": 8.0, "purity": 8.0,
    "properties": 6.0, "forbidden": 10.0, "cost": 12.0,
}  # fmt: skip
MOST_WHEN_FAILED = 0.9
"""The largest share of a check's weight that a failed check can keep."""


@dataclass(frozen=True)
class Check:
    """One check: how it went, in words, and the smallest case that shows it. `share` is the part of cases that passed."""

    name: str
    kind: str
    passed: bool
    message: str = ""
    counterexample: Counterexample | None = None
    share: float = 1.0

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "name": self.name,
            "kind": self.kind,
            "passed": self.passed,
            "message": self.message,
        }
        if self.counterexample:
            shown["counterexample"] = self.counterexample.as_json()
        return shown


@dataclass(frozen=True)
class Verdict:
    """The verdict on one submission."""

    drill: str
    checks: tuple[Check, ...]
    device: str
    isolation: str
    seed: int
    seconds: float
    diagnosis: Diagnosis | None = None
    output: str = ""
    notes: tuple[str, ...] = ()
    cpu_ratio: float | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return bool(self.checks) and all(c.passed for c in self.checks)

    @property
    def score(self) -> float:
        return score(self.checks)

    def as_json(self) -> dict[str, Any]:
        diagnosis = {"mistake": self.diagnosis.mistake, "says": self.diagnosis.says} if self.diagnosis else None
        return {
            "drill": self.drill,
            "passed": self.passed,
            "score": self.score,
            "device": self.device,
            "isolation": self.isolation,
            "seed": self.seed,
            "checks": [c.as_json() for c in self.checks],
            "diagnosis": diagnosis,
            "seconds": round(self.seconds, 3),
        }


def score(checks: Sequence[Check]) -> float:
    """0 to 100: weights by kind, each check credited by the share of its cases that passed.

    What surrounds the values (dtype, purity, cost ...) counts for half where no value is right.
    """
    if any(c.kind == "load" and not c.passed for c in checks):
        return 0.0
    credits = [(c.kind, WEIGHTS.get(c.kind, 0.0), _credit(c)) for c in checks if c.kind in WEIGHTS]
    if not credits:
        return 0.0
    values = [credit for kind, _, credit in credits if kind in ("values", "statistics")]
    right = sum(values) / len(values) if values else 1.0
    total = sum(w for _, w, _ in credits)
    earned = sum(
        w * credit * (1.0 if kind in ("values", "statistics") else 0.5 + 0.5 * right) for kind, w, credit in credits
    )
    return round(100 * earned / total, 1)


def _credit(check: Check) -> float:
    return 1.0 if check.passed else min(check.share, MOST_WHEN_FAILED)
