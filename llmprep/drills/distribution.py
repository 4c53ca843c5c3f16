"""How often each outcome of a random result came up, beside how often it should: a failing case of a statistical check."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from llmprep.drills.cases import Counted
from llmprep.drills.counterexample import Counterexample
from llmprep.drills.describe import plain_number

FAR = 5.0
"""From how many standard deviations an outcome counts as one that is off."""


@dataclass(frozen=True)
class Tally:
    """One outcome: its share of the draws, the probability it should have, and whether they are far apart."""

    outcome: str
    seen: float
    expected: float
    off: bool


def tallies(counted: Counted) -> list[Tally]:
    """Every outcome in order."""
    n = max(1, sum(counted.counts))
    total = sum(counted.probabilities) or 1.0
    rows = []
    for i, (count, probability) in enumerate(zip(counted.counts, counted.probabilities, strict=True)):
        p = probability / total
        spread = math.sqrt(max(n * p * (1 - p), 1e-12))
        rows.append(Tally(counted.outcome(i), count / n, p, abs(count - n * p) > FAR * spread))
    return rows


def distribution(counted: Counted) -> Counterexample:
    """What a statistical check saw, as a failing case."""
    rows = tallies(counted)
    return Counterexample(
        call="",
        inputs={},
        case=counted.what,
        random=True,
        facts={"draws": sum(counted.counts), "outcomes": [_row_json(r) for r in rows]},
        live={"tallies": rows, "draws": sum(counted.counts)},
    )


def _row_json(row: Tally) -> dict[str, object]:
    return {"outcome": row.outcome, "seen": plain_number(row.seen), "expected": plain_number(row.expected)}


def most_telling(rows: Sequence[Tally], limit: int) -> list[Tally]:
    """At most so many outcomes, those that are furthest off, in their order."""
    furthest = sorted(rows, key=lambda r: abs(r.seen - r.expected), reverse=True)[:limit]
    return [r for r in rows if r in furthest]
