"""How a learner stands with each drill: new, tried, passed or due; tries, best score, the last submission."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from llmprep.store.log import Event

State = Literal["new", "tried", "passed", "due"]
STATES: tuple[State, ...] = ("new", "tried", "passed", "due")


@dataclass(frozen=True)
class DrillState:
    """One drill's history in short. started is the last start that no pass has followed."""

    state: State = "new"
    tries: int = 0
    best: float = 0.0
    hints: int = 0
    solution_seen: bool = False
    started: datetime | None = None
    last_source: str = ""
    last_tried: datetime | None = None


def drill_states(events: Iterable[Event], due: Collection[str] = ()) -> dict[str, DrillState]:
    """The state of every drill that something happened with. `due` are drill ids that are due for review."""
    by_drill: dict[str, list[Event]] = {}
    for event in events:
        if event.kind.startswith("drill"):
            by_drill.setdefault(event.item, []).append(event)
    return {id: _state(own, id in due) for id, own in by_drill.items()}


def _state(events: list[Event], is_due: bool) -> DrillState:
    checks = [e for e in events if e.kind == "drill"]
    passes = [e for e in checks if e.payload.get("passed")]
    since = passes[-1].id if passes else 0
    # What was looked at before the last pass has been paid for with that pass's rating.
    fresh = [e for e in events if e.id > since]
    started = next((e.at for e in reversed(fresh) if e.kind == "drill-start"), None)
    state: State = "due" if is_due else "passed" if passes else "tried" if checks else "new"
    return DrillState(
        state=state,
        tries=len(checks),
        best=max((float(e.payload.get("score") or 0.0) for e in checks), default=0.0),
        hints=sum(e.kind == "drill-hint" for e in fresh),
        solution_seen=any(e.kind == "drill-solution" for e in fresh),
        started=started,
        last_source=str(checks[-1].payload.get("source") or "") if checks else "",
        last_tried=checks[-1].at if checks else None,
    )
