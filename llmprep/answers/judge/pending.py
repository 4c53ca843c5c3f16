"""The answers that still wait for the LLM judge, found in the event log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llmprep.store.log import Event

KINDS = ("answer", "regrade", "override", "undo")


@dataclass(frozen=True)
class Pending:
    """One answer whose judge failed: its event, and what is needed to ask again. hash: of the question then."""

    event: int
    question: str
    text: str
    hinted: bool
    hash: str


def pending_answers(events: Iterable[Event]) -> list[Pending]:
    """The answers that were marked for judging and neither judged, overruled nor undone since; oldest first."""
    waiting: dict[int, Pending] = {}
    for event in events:
        if event.kind == "answer" and event.payload.get("pending_judge") and event.payload.get("kind") == "free":
            waiting[event.id] = Pending(
                event.id, event.item, str(event.payload.get("text", "")), bool(event.payload.get("hinted")),
                str(event.payload.get("hash", "")),
            )  # fmt: skip
        elif event.kind in ("regrade", "override", "undo"):
            waiting.pop(int(event.payload.get("event", 0)), None)
    return list(waiting.values())
