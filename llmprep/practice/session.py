"""A session: what is asked next, and what each thing the learner does means. No screen, no clock of its own.

Everything is an event, committed before the caller learns of its grade, so a session that was cut off
anywhere goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from llmprep.answers.ask import ask, grade_answer
from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.answers.grade import Grade, Rating
from llmprep.bank.bank import Bank
from llmprep.bank.model import Question
from llmprep.practice.day import Calendar
from llmprep.practice.doings import Doing, doings
from llmprep.practice.history import Review, history_of
from llmprep.practice.items import Item
from llmprep.practice.override import Override, overruled
from llmprep.practice.rating_reason import rating_reason
from llmprep.practice.record import grade_payload, record_answer, record_regrade
from llmprep.practice.schedule import Card, Memory, schedule
from llmprep.store.log import Event, Log

Ending = Literal["finished", "quit", "eof", "interrupted"]
LlmJudge = Callable[[Question, str, bool], Grade | None]
"""(question, answer, hinted) -> a better grade, or None where the judge could not be reached."""


@dataclass(frozen=True)
class Outcome:
    """One graded answer and what follows from it."""

    item: Item
    asked: Asked
    text: str
    grade: Grade
    event: int
    card: Card
    reason: str
    seconds: float = 0.0
    hinted: bool = False
    pending_judge: bool = False


@dataclass(frozen=True)
class Summary:
    """What a session came to. seconds is the time spent answering."""

    session: str
    command: str
    outcomes: tuple[Outcome, ...]
    skipped: tuple[str, ...]
    flagged: tuple[str, ...]
    left: int
    ending: Ending
    seconds: float

    @property
    def score(self) -> float | None:
        """The mean score; None where nothing was answered."""
        scores = [o.grade.score for o in self.outcomes]
        return sum(scores) / len(scores) if scores else None


@dataclass
class Session:
    """One sitting. `clock` gives the time in UTC; `judge` is asked after the offline grade is committed."""

    id: str
    command: str
    items: Sequence[Item]
    log: Log
    bank: Bank
    calendar: Calendar
    memory: Memory
    clock: Callable[[], datetime]
    judge: LlmJudge | None = None
    resumed: bool = False
    outcomes: list[Outcome] = field(default_factory=list)
    _done: list[Doing] = field(default_factory=list)
    _hinted: set[str] = field(default_factory=set)

    def begin(self, options: Mapping[str, Any], pid: int = 0) -> None:
        """Record what will be asked, and by which process."""
        payload = {
            "command": self.command, "options": dict(options), "items": [i.as_json() for i in self.items], "pid": pid,
        }  # fmt: skip
        self.log.append("session-start", "", payload, at=self.clock(), session=self.id)

    @property
    def current(self) -> Item | None:
        """What to ask now; None when all is done. Questions that were removed meanwhile are passed over."""
        done = {d.item.card for d in self._done}
        return next((i for i in self.items if i.card not in done and (i.is_drill or i.id in self.bank)), None)

    @property
    def position(self) -> int:
        """How many items are done."""
        return len(self._done)

    @property
    def left(self) -> int:
        """How many items are still to come, the current one included."""
        done = {d.item.card for d in self._done}
        return sum(i.card not in done and (i.is_drill or i.id in self.bank) for i in self.items)

    def asked(self, item: Item) -> Asked:
        """The item's question as it is put."""
        return ask(self.bank.get(item.id), item.seed)

    def answer(self, item: Item, text: str, seconds: float = 0.0) -> Outcome:
        """Grade and record an answer. Raises UnreadableAnswer, with nothing recorded."""
        hinted = item.card in self._hinted
        try:
            grade = grade_answer(self.asked(item), text, hinted=hinted)
        except UnreadableAnswer:
            raise
        except Exception:  # a fault of ours must not cost the learner what was typed
            self.log.append("ungraded", item.id, {"text": text}, at=self.clock(), session=self.id)
            raise
        return self._recorded(item, text, grade, seconds, hinted)

    def answer_anyway(self, item: Item, text: str, seconds: float = 0.0) -> Outcome:
        """As `answer`; but what cannot be read is recorded as wrong (a script cannot be asked again)."""
        try:
            return self.answer(item, text, seconds)
        except UnreadableAnswer as error:
            grade = Grade(0.0, "exact", "again", remarks=(f"The answer could not be read: {error.message}.",))
            return self._recorded(item, text, grade, seconds, item.card in self._hinted)

    def _recorded(self, item: Item, text: str, grade: Grade, seconds: float, hinted: bool) -> Outcome:
        asked = self.asked(item)
        now = self.clock()
        judged = self.judge is not None and asked.question.kind == "free"
        event = record_answer(
            self.log, asked, text, grade,
            at=now, seconds=seconds, hinted=hinted, pending_judge=judged, session=self.id,
        )  # fmt: skip
        self._done.append(Doing("answer", item, event))
        pending = judged
        if judged and self.judge:
            better = self.judge(asked.question, text, hinted)
            if better is not None:
                record_regrade(self.log, event, item.id, better, at=self.clock())
                grade, pending = better, False
        outcome = self._outcome(item, asked, text, grade, event, seconds, hinted, pending)
        self.outcomes.append(outcome)
        return outcome

    def _outcome(
        self,
        item: Item,
        asked: Asked,
        text: str,
        grade: Grade,
        event: int,
        seconds: float,
        hinted: bool,
        pending: bool,
    ) -> Outcome:
        recognition = asked.question.kind == "choice"
        reason = rating_reason(grade, hinted=hinted, recognition=recognition)
        return Outcome(item, asked, text, grade, event, self._card(item), reason, seconds, hinted, pending)

    def _card(self, item: Item) -> Card:
        events = self.log.events(item=item.id)
        reviews = history_of(events, self.calendar).of(item.card)
        return schedule(reviews, self.memory)[item.card]

    def hint(self, item: Item) -> str:
        """The question's hint, and that it was seen. Empty where there is none."""
        hint = self.bank.get(item.id).hint
        if hint and item.card not in self._hinted:
            self._hinted.add(item.card)
            self.log.append("hint", item.id, at=self.clock(), session=self.id)
        return hint

    def skip(self, item: Item, seconds: float = 0.0) -> None:
        """Leave the item for another day."""
        payload = {"card": item.card, "seconds": round(seconds, 1)}
        event = self.log.append("skip", item.id, payload, at=self.clock(), session=self.id)
        self._done.append(Doing("skip", item, event))

    def drilled(self, item: Item) -> None:
        """The drill was worked on; its own events say how."""
        self._done.append(Doing("drill", item, 0))

    def drill_review(self, item: Item) -> tuple[Review, Card] | None:
        """What today's work on a drill counts as, and when it comes back; None where it was not checked today."""
        reviews = history_of(self.log.events(item=item.id), self.calendar).of(item.card)
        today = self.calendar.day_of(self.clock())
        if not reviews or self.calendar.day_of(reviews[-1].at) != today:
            return None
        return reviews[-1], schedule(reviews, self.memory)[item.card]

    def override_drill(self, item: Item, review: Review, rating: Rating) -> tuple[Review, Card] | None:
        """Overrule the rating of today's work on a drill; what it counts as now."""
        payload = {"event": review.event, "rating": rating, "judge": "self"}
        self.log.append("override", item.id, payload, at=self.clock(), session=self.id)
        return self.drill_review(item)

    def flag(self, item: Item, reason: str = "") -> None:
        """Report the item as bad: it leaves the rotation."""
        event = self.log.append(
            "flag", item.id, {"reason": reason, "card": item.card}, at=self.clock(), session=self.id
        )
        self._done.append(Doing("flag", item, event))

    def undo(self) -> Item | None:
        """Take back the last answer, skip or flag; its item is asked again. None: nothing to undo."""
        last = next((d for d in reversed(self._done) if d.kind != "drill"), None)
        if last is None:
            return None
        self.log.append("undo", last.item.id, {"event": last.event}, at=self.clock(), session=self.id)
        self._done.remove(last)
        self.outcomes = [o for o in self.outcomes if o.event != last.event]
        return last.item

    def override(self, outcome: Outcome, override: Override) -> Outcome:
        """Overrule a verdict; the new outcome. The answer's event stays as it is."""
        grade = overruled(outcome.asked.question, outcome.grade, override, hinted=outcome.hinted)
        payload: dict[str, Any] = {
            "event": outcome.event,
            "score": grade.score,
            "rating": grade.rating,
            "grade": grade_payload(grade),
            "judge": "self",
        }
        self.log.append("override", outcome.item.id, payload, at=self.clock(), session=self.id)
        changed = self._outcome(
            outcome.item, outcome.asked, outcome.text, replace(grade, judge="self"), outcome.event,
            outcome.seconds, outcome.hinted, False,
        )  # fmt: skip
        changed = replace(changed, reason="your own verdict")
        self.outcomes = [changed if o.event == outcome.event else o for o in self.outcomes]
        return changed

    def end(self, ending: Ending) -> Summary:
        """Close the session, unless it was interrupted: then it can be continued."""
        summary = Summary(
            session=self.id,
            command=self.command,
            outcomes=tuple(self.outcomes),
            skipped=tuple(d.item.id for d in self._done if d.kind == "skip"),
            flagged=tuple(d.item.id for d in self._done if d.kind == "flag"),
            left=self.left,
            ending=ending,
            seconds=sum(o.seconds for o in self.outcomes),
        )
        if ending != "interrupted" or not self.left:
            self.log.append("session-end", "", {"ending": ending}, at=self.clock(), session=self.id)
        return summary

    def continue_from(self, events: Sequence[Event]) -> None:
        """Take over what earlier events of this session have done."""
        self._done = doings(events, self.id, self.items)
        cards = {i.id: i.card for i in self.items if not i.is_drill}
        hints = [e for e in events if e.kind == "hint" and e.session == self.id and e.item in cards]
        self._hinted = {cards[e.item] for e in hints}
        self.resumed = True
