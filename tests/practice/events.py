"""Making events for tests, with ids and times that count up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from llmprep.store.log import Event

START = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Events(list[Event]):
    """A list of events that is easy to extend; `day` counts from START."""

    def add(self, kind: str, item: str = "", day: float = 0.0, session: str | None = None, **payload: Any) -> int:
        id = len(self) + 1
        self.append(Event(id, START + timedelta(days=day), kind, item, session, payload))
        return id

    def answer(self, item: str, rating: str = "good", day: float = 0.0, score: float | None = None, **more: Any) -> int:
        worth = {"again": 10.0, "hard": 60.0, "good": 85.0, "easy": 100.0}[rating] if score is None else score
        return self.add("answer", item, day, rating=rating, score=worth, **more)
