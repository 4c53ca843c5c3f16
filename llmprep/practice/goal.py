"""The interview that a learner prepares for: when, how many minutes a day, which topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from llmprep.errors import UserError, unknown

MOST_DAYS = 730
LEAST_MINUTES, MOST_MINUTES = 5, 600


@dataclass(frozen=True)
class Goal:
    """minutes is the time for practice each day; no focus means all topics."""

    day: date
    minutes: int
    focus: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"date": self.day.isoformat(), "minutes": self.minutes, "focus": list(self.focus)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Goal:
        return cls(date.fromisoformat(data["date"]), int(data["minutes"]), tuple(data.get("focus", ())))

    def includes(self, topic: str) -> bool:
        """Whether the topic is part of what is prepared."""
        return not self.focus or topic in self.focus


def make_goal(when: str, minutes: int, focus: Sequence[str], *, today: date, topics: Sequence[str]) -> Goal:
    """A goal from what was typed. Raises UserError for a date that is none or past, and for unknown topics."""
    try:
        day = date.fromisoformat(when.strip())
    except ValueError:
        raise UserError(f"{when!r} is no date", lines=["write it as YYYY-MM-DD, for example 2026-12-15"]) from None
    if day <= today:
        raise UserError(f"{day} is not after today, {today}", lines=["give the day of the interview"])
    if (day - today).days > MOST_DAYS:
        raise UserError(f"{day} is more than {MOST_DAYS} days away", lines=["a plan that long is none"])
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise UserError(f"{minutes} minutes a day cannot be planned", lines=[f"{LEAST_MINUTES} to {MOST_MINUTES} can"])
    for topic in focus:
        if topic not in topics:
            raise unknown("topic", topic, topics, see="llmprep bank list --topics")
    return Goal(day, minutes, tuple(dict.fromkeys(focus)))
