"""The interview at the screen: ask, listen, ask deeper; say nothing of the grade until the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console
from rich.text import Text

from llmprep.answers.asked import UnreadableAnswer
from llmprep.errors import UserError
from llmprep.practice.interview import Interview
from llmprep.practice.ladder import Step
from llmprep.practice.session import Ending
from llmprep.ui.ask import FINISH, ONE_LINE, Reader
from llmprep.ui.grade_view import grade_view
from llmprep.ui.interview_view import asking, clock_text
from llmprep.ui.question_view import how_to_answer, takes_lines
from llmprep.ui.theme import inline, show


@dataclass(frozen=True)
class DrillResult:
    """How a drill went, and the sentence that the debrief quotes."""

    score: float
    remark: str


class Interviewer:
    """Holds one interview. `do_drill` has a drill written and graded, or gives None where it was left."""

    def __init__(
        self,
        interview: Interview,
        console: Console,
        reader: Reader,
        *,
        do_drill: Callable[[str], DrillResult | None] | None = None,
        show_drill: Callable[[Step, int], None] | None = None,
        edit: Callable[[str], str] | None = None,
    ) -> None:
        self.interview = interview
        self.console = console
        self.reader = reader
        self.do_drill = do_drill
        self.show_drill = show_drill
        self.edit = edit
        self.shown: datetime | None = None

    def left_s(self) -> float:
        """Seconds left now."""
        running = (self.interview.session.clock() - self.shown).total_seconds() if self.shown else 0.0
        return self.interview.left_s - running

    def toolbar(self) -> str:
        """The line at the foot of the screen."""
        step = self.interview.pending
        return f" {clock_text(self.left_s())}" + (f"  ·  {step.ladder}" if step else "")

    def run(self) -> Ending:
        """Ask until time is up, nothing is left, or the candidate leaves."""
        try:
            while step := self.interview.next():
                self.shown = self.interview.session.clock()
                done = self._drill(step) if step.why == "drill" else self._question(step)
                self.shown = None
                if not done:
                    return "quit"
        except EOFError:
            return "eof"
        except KeyboardInterrupt:
            return "interrupted"
        self._say("\nThat is all; thank you." if self.interview.left_s > 60 else "\nTime is up; thank you.", "bold")
        return "finished"

    def _question(self, step: Step) -> bool:
        item = self.interview.item(step)
        asked = self.interview.session.asked(item)
        show(self.console, asking(asked, step, len(self.interview.turns) + 1, self.left_s()))
        if self.reader.interactive:
            finish = FINISH if takes_lines(asked) else ONE_LINE
            self._say(f"{how_to_answer(asked)} · {finish} · :s I do not know · :q end")
        draft = ""
        while True:
            reply = self.reader.read(lines=takes_lines(asked), default=draft)
            draft, text = "", reply.text
            if reply.command == "quit":
                return False
            if reply.command == "edit" and self.edit:
                try:
                    text = self.edit(reply.text)
                except UserError as error:
                    self._say(error.message, "yellow")
                    continue
            elif reply.command == "grade":
                self._grade()
                continue
            elif reply.command == "hint":
                hint = self.interview.session.hint(item)
                self._say(hint or "No hint; think aloud.", "" if hint else "dim")
                continue
            elif reply.command and reply.command != "skip":
                self._say("In an interview: :s I do not know · :h a nudge · :g my last grade · :e editor · :q end")
                continue
            seconds = self._seconds()
            if reply.command == "skip" or (not text and not self.reader.interactive):
                self.interview.pass_over(step, seconds)
                return True
            if not text:
                self._say("Nothing said. :s says that you do not know.")
                continue
            try:
                self.interview.answer(step, text, seconds, anyway=not self.reader.interactive)
            except UnreadableAnswer as error:
                self._say(f"{error.message[:1].upper()}{error.message[1:]}.", "yellow")
                draft = text
                continue
            return True

    def _drill(self, step: Step) -> bool:
        if self.show_drill:
            self.show_drill(step, len(self.interview.turns) + 1)
        while True:
            self._say("Enter opens your editor; save and close it when you are done · :s I pass · :q end")
            reply = self.reader.read()
            if reply.command == "quit":
                return False
            if reply.command == "skip" or self.do_drill is None:
                self.interview.pass_over(step, self._seconds())
                return True
            try:
                result = self.do_drill(step.item)
            except UserError as error:
                self._say("\n".join((error.message, *error.lines)), "yellow")
                continue
            if result is None:
                self.interview.pass_over(step, self._seconds())
            else:
                self.interview.drilled(step, result.score, self._seconds(), result.remark)
            self._say("Noted.")
            return True

    def _seconds(self) -> float:
        return (self.interview.session.clock() - self.shown).total_seconds() if self.shown else 0.0

    def _grade(self) -> None:
        if self.interview.last is None:
            self._say("Nothing was graded yet.")
            return
        session = self.interview.session
        show(self.console, grade_view(self.interview.last, session.clock(), session.calendar))

    def _say(self, text: str, style: str = "dim") -> None:
        show(self.console, inline(text, style) if text.strip() else Text(text))
