"""The review rating that a day's work on a drill earns, and why: tries, hints, peeking, time."""

from __future__ import annotations

from dataclasses import dataclass

from llmprep.answers.grade import Rating

MANY_TRIES = 4
SLOW, FAST = 2.0, 0.75
"""Shares of the expected minutes above which a pass counts as hard, and up to which it may count as easy."""


@dataclass(frozen=True)
class DrillTry:
    """What is known of one day's work on a drill. work_s and expected_minutes are 0 where not known."""

    passed: bool
    tries: int = 1
    hints: int = 0
    solution_seen: bool = False
    work_s: float = 0.0
    expected_minutes: float = 0.0


def rate_drill(tried: DrillTry) -> tuple[Rating, str]:
    """The rating and its reason in a few words. Copying the solution is no recall: the drill comes back."""
    tries = "first try" if tried.tries == 1 else f"{tried.tries} tries"
    hints = "no hint" if not tried.hints else "1 hint" if tried.hints == 1 else f"{tried.hints} hints"
    if not tried.passed:
        return "again", f"not passed in {tries}" if tried.tries > 1 else "not passed"
    if tried.solution_seen:
        return "again", "passed after looking at the solution"
    known_time = tried.work_s > 0 and tried.expected_minutes > 0
    share = tried.work_s / 60 / tried.expected_minutes if known_time else 1.0
    timing = f", {tried.work_s / 60:.0f} of {tried.expected_minutes:.0f} minutes" if known_time else ""
    why = f"{tries}, {hints}{timing}"
    if tried.hints or tried.tries > MANY_TRIES or share > SLOW:
        return "hard", why
    if tried.tries == 1 and known_time and share <= FAST:
        return "easy", why
    return "good", why
