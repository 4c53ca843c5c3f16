"""What was done in a session, read back from its events; and whether one was cut off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from llmprep.practice.day import Calendar
from llmprep.practice.items import Item
from llmprep.store.log import Event

KINDS = ("session-start", "session-end", "answer", "skip", "flag", "hint", "undo", "drill")
"""The kinds of events that tell how far a session came."""


@dataclass(frozen=True)
class Doing:
    """One item that is done with, how, and the event that says so."""

    kind: Literal["answer", "skip", "flag", "drill"]
    item: Item
    event: int


@dataclass(frozen=True)
class Unfinished:
    """A session that was cut off: no end was recorded. `left` counts the items that are still open."""

    id: str
    command: str
    options: Mapping[str, Any]
    items: tuple[Item, ...]
    left: int


def doings(events: Sequence[Event], session: str, items: Sequence[Item]) -> list[Doing]:
    """What was done with the items, in order, undone things left out. A drill counts once it was checked."""
    undone = {e.payload["event"] for e in events if e.kind == "undo"}
    begun = next((e.id for e in events if e.kind == "session-start" and e.session == session), 0)
    by_card = {i.card: i for i in items}
    done: dict[str, Doing] = {}
    for event in events:
        if event.id in undone or event.id < begun:
            continue
        if event.kind == "drill":
            card = f"drill:{event.item}"
        elif event.session != session:
            continue
        elif event.kind == "answer":
            card = f"question:{event.item}"
        elif event.kind in ("skip", "flag"):
            card = str(event.payload.get("card"))
        else:
            continue
        if card in by_card:
            done[card] = Doing(event.kind, by_card[card], event.id)  # type: ignore[arg-type]
    return list(done.values())


def unfinished_session(
    events: Sequence[Event],
    now: datetime,
    calendar: Calendar,
    command: str | None = None,
    running: Collection[str] = (),
) -> Unfinished | None:
    """The last session of this practice day (of this command) if it was cut off with something left.

    A session without an end is either cut off or still held elsewhere: `running` names the latter.
    """
    starts = [e for e in events if e.kind == "session-start" and command in (None, e.payload["command"])]
    if not starts or calendar.day_of(starts[-1].at) != calendar.day_of(now):
        return None
    start = starts[-1]
    if start.session in running or any(e.kind == "session-end" and e.session == start.session for e in events):
        return None
    items = tuple(Item.from_json(i) for i in start.payload["items"])
    left = len(items) - len(doings(events, str(start.session), items))
    if not left:
        return None
    return Unfinished(str(start.session), start.payload["command"], start.payload["options"], items, left)
