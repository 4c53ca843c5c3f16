"""The learner's day: it begins at 4 a.m. local time, also when the clocks change.

`zone` None is the system's local time. All instants are in UTC.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which practice day an instant belongs to."""

    zone: tzinfo | None = None
    starts_at_hour: int = 4

    def start_of(self, day: date) -> datetime:
        """The instant at which this practice day begins."""
        wall = datetime.combine(day, time(self.starts_at_hour))
        return (wall.replace(tzinfo=self.zone) if self.zone else wall).astimezone(UTC)

    def day_of(self, at: datetime) -> date:
        """The practice day of an instant: one o'clock at night still belongs to the evening before."""
        day = (self.local(at).replace(tzinfo=None) - timedelta(hours=self.starts_at_hour)).date()
        # Where clocks are changed across the rollover itself the wall time misleads by a day.
        if at < self.start_of(day):
            return day - ONE_DAY
        return day + ONE_DAY if at >= self.start_of(day + ONE_DAY) else day

    def local(self, at: datetime) -> datetime:
        """The instant in local time, for showing."""
        return at.astimezone(self.zone)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """How many rollovers lie between two instants."""
        return (self.day_of(later) - self.day_of(earlier)).days


def streak(days: Collection[date], today: date) -> int:
    """Days practised in a row up to today; today itself may still be missing without breaking it."""
    practised = set(days)
    day = today if today in practised else today - ONE_DAY
    length = 0
    while day in practised:
        length += 1
        day -= ONE_DAY
    return length


def longest_streak(days: Collection[date]) -> int:
    """The longest run of practised days ever."""
    practised, best = set(days), 0
    for day in practised:
        if day - ONE_DAY in practised:
            continue
        length = 1
        while day + length * ONE_DAY in practised:
            length += 1
        best = max(best, length)
    return best
