"""What an interviewer asks next: broad first, deeper while answers hold, another subject after a flinch."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from llmprep.bank.bank import Bank
from llmprep.bank.model import Free, Numeric, Question
from llmprep.practice.review import DrillInfo

HOLDS, PARTLY = 70.0, 40.0
"""Scores from which an answer holds, and from which it deserves another chance at the same depth."""
MOST_PER_TOPIC = 5
LEAST_LEFT_S = 60.0
CALCULATION_AFTER, DRILL_AFTER = 2, 4
"""How many questions come before a calculation, and before a drill; both wait for a change of subject."""
DRILL_SHARE = 0.7
"""A drill must fit into this share of the time that is left."""

Why = Literal["open", "deeper", "again", "change", "calculation", "drill"]


@dataclass(frozen=True)
class Turn:
    """One thing that was asked. `ladder` is the topic that was being pursued; text is empty where it was passed."""

    item: str
    ladder: str
    level: int
    why: Why
    score: float = 0.0
    seconds: float = 0.0
    text: str = ""
    event: int = 0

    @property
    def held(self) -> bool:
        return self.score >= HOLDS

    @property
    def climbs(self) -> bool:
        """Whether it is a rung of a ladder, not a calculation or a drill between."""
        return self.why in ("open", "deeper", "again", "change")


@dataclass(frozen=True)
class Step:
    """What to ask next."""

    why: Why
    item: str
    ladder: str
    level: int


def next_step(
    turns: Sequence[Turn],
    bank: Bank,
    topics: Sequence[str],
    left_s: float,
    rng: random.Random,
    *,
    drills: Sequence[DrillInfo] = (),
    flagged: Collection[str] = (),
) -> Step | None:
    """The next question, or None where time is up or nothing is left to ask. `topics` in the order to visit."""
    if left_s < LEAST_LEFT_S:
        return None
    out = {t.item for t in turns} | set(flagged)
    rungs = [t for t in turns if t.climbs]
    if rungs:
        step = _up(rungs, bank, out)
        if step:
            return step
    between = _between(turns, len(rungs), bank, topics, left_s, rng, drills, out)
    return between or _open(rungs, bank, topics, rng, out)


def _up(rungs: Sequence[Turn], bank: Bank, out: Collection[str]) -> Step | None:
    """The next rung of the ladder one stands on; None to leave it."""
    last = rungs[-1]
    on_this = [t for t in rungs if t.ladder == last.ladder]
    if len(on_this) >= MOST_PER_TOPIC or last.score < PARTLY:
        return None
    if not last.held:
        if len(on_this) > 1 and on_this[-2].why != "open" and not on_this[-2].held:
            return None
        same = [q for q in _candidates(last, bank, out) if q.level <= last.level]
        found = max(same, key=lambda q: q.level, default=None)
        return Step("again", found.id, last.ladder, found.level) if found else None
    deeper = _candidates(last, bank, out)
    follow_ups = bank.questions[last.item].follow_ups if last.item in bank else ()
    above = [q for q in deeper if q.level > last.level] or [q for q in deeper if q.id in follow_ups]
    found = min(above, key=lambda q: (q.level, q.id not in follow_ups), default=None)
    return Step("deeper", found.id, last.ladder, found.level) if found else None


def _candidates(last: Turn, bank: Bank, out: Collection[str]) -> list[Question]:
    """Follow-ups of the last question, then other free questions on the topic."""
    follow_ups = bank.questions[last.item].follow_ups if last.item in bank else ()
    linked = [bank.questions[id] for id in follow_ups if id in bank]
    rest = [q for q in bank if q.topic == last.ladder]
    by_id = {q.id: q for q in [*linked, *rest] if isinstance(q, Free) and q.id not in out}
    return list(by_id.values())


def _open(
    rungs: Sequence[Turn], bank: Bank, topics: Sequence[str], rng: random.Random, out: Collection[str]
) -> Step | None:
    """A broad question on the next topic that was not visited yet; after all were, on any."""
    visited = {t.ladder for t in rungs}
    last = rungs[-1].ladder if rungs else None
    for topic in [*(t for t in topics if t not in visited), *(t for t in topics if t in visited and t != last)]:
        free = [q for q in bank if q.topic == topic and isinstance(q, Free) and q.id not in out]
        if not free:
            continue
        lowest = min(q.level for q in free)
        broad = [q for q in free if q.level == lowest]
        leading = [q for q in broad if q.follow_ups] or broad
        chosen = rng.choice(leading)
        return Step("change" if rungs else "open", chosen.id, topic, chosen.level)
    return None


def _between(
    turns: Sequence[Turn],
    rungs: int,
    bank: Bank,
    topics: Sequence[str],
    left_s: float,
    rng: random.Random,
    drills: Sequence[DrillInfo],
    out: Collection[str],
) -> Step | None:
    """One calculation and one drill, at a change of subject."""
    done = {t.why for t in turns}
    if "drill" not in done and rungs >= DRILL_AFTER:
        fitting = [d for d in drills if d.minutes * 60 <= DRILL_SHARE * left_s and d.id not in out]
        near = [d for d in fitting if d.topic in topics] or fitting
        if near:
            drill = rng.choice(near)
            return Step("drill", drill.id, drill.topic, drill.level)
    if "calculation" not in done and rungs >= CALCULATION_AFTER:
        sums = [q for q in bank if isinstance(q, Numeric) and q.topic in topics and q.id not in out]
        seen = {t.ladder for t in turns}
        near_sums = [q for q in sums if q.topic in seen] or sums
        if near_sums:
            chosen = rng.choice(near_sums)
            return Step("calculation", chosen.id, chosen.topic, chosen.level)
    return None
