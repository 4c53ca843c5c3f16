"""What is flagged as bad: which question or drill, when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from llmprep.store.log import Event


@dataclass(frozen=True)
class Flagged:
    """One question or drill that stays out of the rotation. at: when it was flagged last, in UTC."""

    item: str
    at: datetime
    reason: str


def flags(events: Iterable[Event]) -> list[Flagged]:
    """What is flagged now, in the order in which it was; undone and lifted flags are gone."""
    events = list(events)
    undone = {e.payload["event"] for e in events if e.kind == "undo"}
    found: dict[str, Flagged] = {}
    for event in events:
        if event.id in undone or event.kind not in ("flag", "unflag"):
            continue
        found.pop(event.item, None)
        if event.kind == "flag":
            found[event.item] = Flagged(event.item, event.at, str(event.payload.get("reason", "")))
    return list(found.values())
