"""What every practising command opens: the log, the clock, the learner's history and schedule."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from llmprep.config import Settings, load_settings
from llmprep.practice.choose import Learner
from llmprep.practice.day import Calendar
from llmprep.practice.doings import KINDS as SESSION_KINDS
from llmprep.practice.history import KINDS as HISTORY_KINDS
from llmprep.practice.history import History, history_of
from llmprep.practice.review import DrillInfo, Limits
from llmprep.practice.schedule import Memory, schedule
from llmprep.store.log import Event, Log

if TYPE_CHECKING:
    from llmprep.drills.catalogue import Catalogue


def clock() -> datetime:
    """The one place where practising reads the time."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """Everything known about the learner when a command starts."""

    log: Log
    settings: Settings
    events: Sequence[Event]
    history: History
    learner: Learner

    @property
    def limits(self) -> Limits:
        return Limits(self.settings.daily_new, self.settings.daily_due)


def open_desk() -> Desk:
    """Open the log and derive the learner's state from it."""
    settings = load_settings()
    log = Log.open()
    calendar = Calendar(starts_at_hour=settings.day_starts_at_hour)
    events = log.events({*HISTORY_KINDS, *SESSION_KINDS})
    history = history_of(events, calendar)
    memory = Memory(settings.target_retention, history.parameters)
    cards = schedule(history.reviews, memory)
    learner = Learner(cards, memory, calendar, clock(), history.flagged)
    return Desk(log, settings, events, history, learner)


def drill_infos(catalogue: Catalogue) -> list[DrillInfo]:
    """The drills as scheduling sees them, in the order of the learning path."""
    return [DrillInfo(d.id, d.topic, d.level, d.minutes) for d in catalogue.path()]


def generator(seed: int | None) -> random.Random:
    """Randomness: fixed by `--seed`, fresh without."""
    return random.Random(time.time_ns() if seed is None else seed)


def session_id() -> str:
    """A new session's id."""
    return uuid.uuid4().hex[:12]


def running_sessions(events: Sequence[Event]) -> set[str]:
    """The sessions without an end whose process is still alive: another terminal holds them."""
    ended = {e.session for e in events if e.kind == "session-end"}
    open_ones = [e for e in events if e.kind == "session-start" and e.session not in ended and e.payload.get("pid")]
    return {str(e.session) for e in open_ones if _alive(int(e.payload["pid"]), e.at)}


def _alive(pid: int, since: datetime) -> bool:
    """Whether this very process still runs: one that began later only got the same number."""
    import psutil

    try:
        return bool(psutil.Process(pid).create_time() <= since.timestamp() + 1.0)
    except psutil.Error:
        return False
