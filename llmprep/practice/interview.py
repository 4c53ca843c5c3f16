"""A mock interview as it goes: what was asked, what is asked next, how much time is left. All of it in events."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from llmprep.practice.day import Calendar
from llmprep.practice.history import History
from llmprep.practice.items import Item, drill_item, question_item
from llmprep.practice.ladder import Step, Turn, next_step
from llmprep.practice.review import DrillInfo
from llmprep.practice.scorecard import Scorecard, scorecard
from llmprep.practice.session import Ending, Outcome, Session
from llmprep.store.log import Event

COMMAND = "interview"
KINDS = ("session-start", "session-end", "interview-turn", "interview-drill", "answer", "skip", "hint", "undo")
SEED_BELOW = 2**31


@dataclass(frozen=True)
class Setting:
    """How an interview was set up. `topics` in the order in which they are visited."""

    minutes: float
    topics: tuple[str, ...]
    seed: int
    role: str | None = None
    with_drill: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "minutes": self.minutes, "topics": list(self.topics), "seed": self.seed,
            "role": self.role, "with_drill": self.with_drill,
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Setting:
        return cls(
            float(data["minutes"]), tuple(data["topics"]), int(data["seed"]), data.get("role"), bool(data["with_drill"])
        )


@dataclass
class Interview:
    """One interview. Time is what was spent on answers, so a break does not run the clock down."""

    session: Session
    setting: Setting
    drills: Sequence[DrillInfo] = ()
    flagged: Collection[str] = ()
    turns: list[Turn] = field(default_factory=list)
    pending: Step | None = None
    grades: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    last: Outcome | None = None

    def begin(self, pid: int = 0) -> None:
        """Record that it begins, and in which process."""
        payload = {"command": COMMAND, "options": self.setting.as_json(), "items": [], "pid": pid}
        self.session.log.append("session-start", "", payload, at=self.session.clock(), session=self.session.id)

    @property
    def used_s(self) -> float:
        return sum(t.seconds for t in self.turns)

    @property
    def left_s(self) -> float:
        """Seconds left, the time on the current question not counted."""
        return max(0.0, self.setting.minutes * 60 - self.used_s)

    def next(self) -> Step | None:
        """What is asked now: again what was being asked when the interview was cut off, else the next step."""
        if self.pending:
            return self.pending
        rng = random.Random(f"{self.setting.seed}:{len(self.turns)}")
        step = next_step(
            self.turns, self.session.bank, self.setting.topics, self.left_s, rng,
            drills=self.drills if self.setting.with_drill else (), flagged=self.flagged,
        )  # fmt: skip
        if step:
            payload = {"why": step.why, "ladder": step.ladder, "level": step.level}
            self.session.log.append(
                "interview-turn", step.item, payload, at=self.session.clock(), session=self.session.id
            )
            self.pending = step
        return step

    def item(self, step: Step) -> Item:
        """The step as an item of the session, its seed fixed by the interview's."""
        if step.why == "drill":
            return drill_item(step.item, step.ladder)
        seed = random.Random(f"{self.setting.seed}:{step.item}").randrange(SEED_BELOW)
        return question_item(step.item, step.ladder, seed)

    def answer(self, step: Step, text: str, seconds: float, *, anyway: bool = False) -> Outcome:
        """Grade and record an answer, as in any session. Raises UnreadableAnswer, with nothing recorded."""
        grade = self.session.answer_anyway if anyway else self.session.answer
        outcome = grade(self.item(step), text, seconds)
        from llmprep.practice.record import grade_payload

        self.grades[step.item] = grade_payload(outcome.grade)
        self._close(step, outcome.grade.score, seconds, text, outcome.event)
        self.last = outcome
        return outcome

    def pass_over(self, step: Step, seconds: float) -> None:
        """The candidate has no answer."""
        self.session.skip(self.item(step), seconds)
        self._close(step, 0.0, seconds, "", 0)

    def drilled(self, step: Step, score: float, seconds: float, remark: str) -> None:
        """The drill was graded (its own event holds the details)."""
        payload = {"score": score, "seconds": round(seconds, 1), "remark": remark}
        self.session.log.append("interview-drill", step.item, payload, at=self.session.clock(), session=self.session.id)
        self.grades[step.item] = {"remarks": [remark] if remark else []}
        self._close(step, score, seconds, remark or "code", 0)

    def _close(self, step: Step, score: float, seconds: float, text: str, event: int) -> None:
        self.turns.append(Turn(step.item, step.ladder, step.level, step.why, score, seconds, text, event))
        self.pending = None

    def scorecard(self) -> Scorecard:
        """The scorecard as of now."""
        return scorecard(
            self.turns, self.grades, self.session.bank,
            planned_minutes=self.setting.minutes, role=self.setting.role,
        )  # fmt: skip

    def end(self, ending: Ending) -> Scorecard:
        """Sum up; unless interrupted, close the interview and save its scorecard."""
        card = self.scorecard()
        if ending != "interrupted":
            at = self.session.clock()
            self.session.log.append("interview", "", card.as_json(), at=at, session=self.session.id)
            self.session.log.append("session-end", "", {"ending": ending}, at=at, session=self.session.id)
        return card

    def continue_from(self, events: Sequence[Event], history: History) -> None:
        """Take over what earlier events of this interview say."""
        reviews = {r.event: r for r in history.reviews}
        for event in events:
            if event.session != self.session.id:
                continue
            p = event.payload
            if event.kind == "interview-turn":
                self.pending = Step(p["why"], event.item, p["ladder"], int(p["level"]))
            elif self.pending and event.item == self.pending.item:
                if event.kind == "answer" and event.id in reviews:
                    review = reviews[event.id]
                    self.grades[event.item] = review.data.get("grade", {})
                    self._close(self.pending, review.score, review.seconds, str(p["text"]), event.id)
                elif event.kind == "skip":
                    self._close(self.pending, 0.0, float(p.get("seconds", 0.0)), "", 0)
                elif event.kind == "interview-drill":
                    self.grades[event.item] = {"remarks": [p["remark"]] if p.get("remark") else []}
                    self._close(self.pending, float(p["score"]), float(p["seconds"]), p.get("remark") or "code", 0)
        self.session.resumed = True


def cut_off(
    events: Sequence[Event], now: datetime, calendar: Calendar, running: Collection[str] = ()
) -> tuple[str, Setting] | None:
    """The id and setting of an interview of this practice day that has no end and is not `running`."""
    starts = [e for e in events if e.kind == "session-start" and e.payload["command"] == COMMAND]
    if not starts or calendar.day_of(starts[-1].at) != calendar.day_of(now):
        return None
    start = starts[-1]
    if start.session in running or any(e.kind == "session-end" and e.session == start.session for e in events):
        return None
    return str(start.session), Setting.from_json(start.payload["options"])
