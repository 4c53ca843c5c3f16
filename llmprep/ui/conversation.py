"""A session at the screen: show, read, act, show; until all is asked or the learner leaves."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from llmprep.answers.asked import Asked, UnreadableAnswer
from llmprep.errors import UserError
from llmprep.practice.items import Item
from llmprep.practice.override import Override
from llmprep.practice.schedule import RATINGS
from llmprep.practice.session import Ending, Outcome, Session, Summary
from llmprep.ui.ask import FINISH, HELP, ONE_LINE, Reader, Reply
from llmprep.ui.grade_view import grade_view, next_review, points_view
from llmprep.ui.question_view import how_to_answer, question_view, takes_lines
from llmprep.ui.theme import inline, show

LEAVE = "quit"


class Conversation:
    """Drives one session. `show_drill` prints a drill's card, `work_on_drill` has it edited and checked."""

    def __init__(
        self,
        session: Session,
        console: Console,
        reader: Reader,
        *,
        exam: bool = False,
        self_judge: bool = False,
        show_drill: Callable[[Item, int, int], None] | None = None,
        work_on_drill: Callable[[str], None] | None = None,
        edit: Callable[[str], str] | None = None,
    ) -> None:
        self.session = session
        self.console = console
        self.reader = reader
        self.exam = exam
        self.self_judge = self_judge
        self.show_drill = show_drill
        self.work_on_drill = work_on_drill
        self.edit = edit

    def run(self) -> Summary:
        """Ask until the end; Ctrl-C, Ctrl-D and `:q` end it cleanly."""
        ending: Ending = "finished"
        try:
            while item := self.session.current:
                if self._one(item) == LEAVE:
                    ending = "quit"
                    break
        except EOFError:
            ending = "eof"
        except KeyboardInterrupt:
            ending = "interrupted"
        summary = self.session.end(ending)
        if self.exam and summary.outcomes:
            for number, outcome in enumerate(summary.outcomes, 1):
                show(self.console, question_view(outcome.asked, outcome.item, number, len(summary.outcomes)))
                show(self.console, grade_view(outcome, self.session.clock(), self.session.calendar))
        return summary

    def _one(self, item: Item) -> str:
        if item.is_drill:
            return self._drill(item)
        asked = self.session.asked(item)
        total = len(self.session.items)
        show(self.console, question_view(asked, item, self.session.position + 1, total))
        if self.reader.interactive:
            self._say(self._invitation(asked))
        shown = self.session.clock()
        draft = ""
        while True:
            reply = self.reader.read(lines=takes_lines(asked), default=draft)
            draft = ""
            if reply.command == "edit":
                reply = self._edited(reply)
            if reply.command:
                after = self._command(item, reply)
                if after is not None:
                    return after
                continue
            if not reply.text:
                if self.reader.interactive:
                    self._say("Nothing typed. :s skips, :? shows what else there is.")
                    continue
                self.session.skip(item)
                self._say("skipped")
                return "next"
            seconds = (self.session.clock() - shown).total_seconds()
            try:
                if self.reader.interactive:
                    outcome = self.session.answer(item, reply.text, seconds)
                else:
                    outcome = self.session.answer_anyway(item, reply.text, seconds)
            except UnreadableAnswer as error:
                self._say(f"{error.message[:1].upper()}{error.message[1:]}.", "yellow")
                draft = reply.text
                continue
            return self._graded(outcome)

    def _invitation(self, asked: Asked) -> str:
        finish = FINISH if takes_lines(asked) else ONE_LINE
        hint = " · :h hint" if asked.question.hint and not self.exam else ""
        return f"{how_to_answer(asked)} · {finish}{hint} · :s skip · :? more"

    def _edited(self, reply: Reply) -> Reply:
        if self.edit is None:
            return Reply()
        try:
            return Reply(self.edit(reply.text))
        except UserError as error:
            self._trouble(error)
            return Reply(command="nothing")

    def _command(self, item: Item, reply: Reply) -> str | None:
        """Obey; what to do next, or None to go on reading for the same question."""
        if reply.command == "quit":
            return LEAVE
        if reply.command == "skip":
            self.session.skip(item)
            return "next"
        if reply.command == "undo":
            back = self.session.undo()
            self._say(f"taken back: {back.id}" if back else "There is nothing to undo in this session.")
            return "next" if back else None
        if reply.command == "flag":
            self.session.flag(item, reply.text)
            self._say(f"Flagged; {item.id} is not asked again. `llmprep bank flagged` lists what you flagged.")
            return "next"
        if reply.command == "hint":
            hint = "" if self.exam else self.session.hint(item)
            none = "No hints in an exam." if self.exam else "This question has no hint."
            self._say(hint or none, "" if hint else "dim")
        if reply.command == "help":
            self._help()
        if reply.command == "override":
            self._say("Overruling comes after grading: answer first.")
        return None

    def _graded(self, outcome: Outcome) -> str:
        if self.exam:
            self._say("noted")
            return "next"
        show(self.console, Text())
        show(self.console, grade_view(outcome, self.session.clock(), self.session.calendar))
        if not self.reader.interactive:
            return "next"
        if self.self_judge and outcome.grade.points:
            outcome = self._overrule(outcome)
        while True:
            self._say("\nEnter goes on · o overrules · u takes it back · f flags the question · q quits")
            reply = self.reader.read()
            word, _, rest = reply.text.partition(" ")
            choice = reply.command or {"o": "override", "u": "undo", "q": "quit", "f": "flag"}.get(word.casefold(), "")
            if choice == "override":
                outcome = self._overrule(outcome, reply.text if reply.command else rest)
            elif choice == "undo":
                back = self.session.undo()
                self._say(f"taken back: {back.id}" if back else "There is nothing to undo.")
                return "next"
            elif choice == "quit":
                return LEAVE
            elif choice == "flag":
                self.session.flag(outcome.item, reply.text if reply.command else rest)
                self._say(f"Flagged; {outcome.item.id} is not asked again.")
                return "next"
            else:
                return "next"

    def _overrule(self, outcome: Outcome, said: str = "") -> Outcome:
        """Let the learner change verdicts; `said` as `read_override` takes it, asked for where empty."""
        grade = outcome.grade
        if not said:
            if grade.points:
                show(self.console, points_view(grade, numbered=True))
            points = "1 turns a point over, f1 drops a claim, " if grade.points else ""
            self._say(f"{points}again/hard/good/easy rates · Enter leaves it")
            said = self.reader.read().text
        if not said:
            return outcome
        override = read_override(outcome, said)
        if override is None:
            self._say(f"“{said}” names no point, claim or rating; nothing was changed.", "yellow")
            return outcome
        changed = self.session.override(outcome, override)
        show(self.console, grade_view(changed, self.session.clock(), self.session.calendar))
        return changed

    def _drill(self, item: Item) -> str:
        if self.show_drill:
            self.show_drill(item, self.session.position + 1, len(self.session.items))
        if not self.reader.interactive:
            self.session.drilled(item)
            return "next"
        while True:
            self._say("e opens it in your editor and checks it · Enter or :s leaves it for later · :q quit")
            reply = self.reader.read()
            word = reply.command or reply.text.casefold()
            if word in ("e", "edit") and self.work_on_drill:
                try:
                    self.work_on_drill(item.id)
                except UserError as error:
                    self._trouble(error)
                    continue
                self.session.drilled(item)
                return self._drill_rated(item)
            if word in ("q", "quit"):
                return LEAVE
            if word == "undo":
                back = self.session.undo()
                self._say(f"taken back: {back.id}" if back else "There is nothing to undo.")
                return "next"
            if word == "flag":
                self.session.flag(item, reply.text)
                return "next"
            if word == "help":
                self._help()
                continue
            self.session.skip(item)
            return "next"

    def _drill_rated(self, item: Item) -> str:
        """Say what the work counts as and why; let the learner say otherwise."""
        rated = self.session.drill_review(item)
        while rated:
            review, card = rated
            reason = str(review.data.get("reason", ""))
            show(self.console, next_review(card, review.rating, reason, self.session.clock(), self.session.calendar))
            self._say("Enter goes on · again/hard/good/easy overrules the rating · q quits")
            reply = self.reader.read()
            word = reply.command or reply.text.casefold().removeprefix("o ").strip()
            rating = next((r for r in RATINGS if r == word), None)
            if rating is None:
                return LEAVE if word in ("q", "quit") else "next"
            rated = self.session.override_drill(item, review, rating)
        return "next"

    def _help(self) -> None:
        table = Table.grid(padding=(0, 2))
        for keys, does in HELP:
            table.add_row(Text(f"  {keys}", style="bold"), does)
        show(self.console, table)

    def _say(self, text: str, style: str = "dim") -> None:
        show(self.console, inline(text, style))

    def _trouble(self, error: UserError) -> None:
        self._say("\n".join((error.message, *error.lines)), "yellow")


def read_override(outcome: Outcome, said: str) -> Override | None:
    """What `2 f1 hard` changes: point 2 turned, the first wrong claim dropped, the rating set. None: no sense."""
    grade = outcome.grade
    points: dict[str, bool] = {}
    dropped: set[str] = set()
    rating = None
    for word in said.replace(",", " ").casefold().split():
        if word.isdigit() and 1 <= int(word) <= len(grade.points):
            point = grade.points[int(word) - 1]
            points[point.id] = not point.met
        elif word[:1] == "f" and word[1:].isdigit() and 1 <= int(word[1:]) <= len(grade.red_flags):
            dropped.add(grade.red_flags[int(word[1:]) - 1].id)
        elif word in RATINGS:
            rating = next(r for r in RATINGS if r == word)
        else:
            return None
    return Override(points or None, frozenset(dropped), rating) if points or dropped or rating else None
