"""Reading what the learner types: an answer of one or many lines, or a command that begins with a colon."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Protocol

COMMANDS = {
    "s": "skip", "q": "quit", "u": "undo", "h": "hint", "f": "flag", "e": "edit", "o": "override", "g": "grade",
    "?": "help",
}  # fmt: skip
"""Letter -> what it does. The whole word works too."""
LONGEST = 100_000
"""No answer that a person gives has more characters; what is longer was piped in by mistake."""
FINISH = "Enter twice sends it"
ONE_LINE = "Enter sends it"
HELP = (
    (":h", "a hint (lowers the rating)"),
    (":s", "skip this one"),
    (":u", "undo the last answer"),
    (":e", "write the answer in your $EDITOR"),
    (":f why", "flag the question as bad; it is not asked again"),
    (":q", "quit; what you answered is kept"),
    (":?", "this help"),
    ("o", "after grading: overrule a verdict or the rating"),
    ("Esc Enter", "sends a long answer, too"),
)


@dataclass(frozen=True)
class Reply:
    """What was typed: a command with its argument, or (command empty) a text."""

    text: str = ""
    command: str = ""


class Reader(Protocol):
    """Where answers come from. `read` raises EOFError at the end and KeyboardInterrupt on Ctrl-C."""

    interactive: bool

    def read(self, *, lines: bool = False, default: str = "") -> Reply: ...


def parse(text: str) -> Reply:
    """A command where the whole text is one (`:h`, `:flag wrong unit`), else a text, at most `LONGEST` characters."""
    stripped = text[:LONGEST].strip()
    if stripped.startswith(":") and "\n" not in stripped:
        word, _, rest = stripped[1:].strip().partition(" ")
        command = COMMANDS.get(word.casefold()) or (word.casefold() if word.casefold() in COMMANDS.values() else "")
        if command:
            return Reply(rest.strip(), command)
    return Reply(stripped)


class LineReader:
    """A line each from a pipe or a file."""

    interactive = False

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stdin

    def read(self, *, lines: bool = False, default: str = "") -> Reply:
        line = self._stream.readline()
        if not line:
            raise EOFError
        return parse(line)


class TerminalReader:
    """A person at a terminal. Long answers end with an empty line (Enter twice) or with Esc or Alt and Enter.

    `toolbar` gives a line for the foot of the screen, refreshed every second; `stderr` keeps stdout clean.
    """

    interactive = True

    def __init__(self, *, toolbar: Callable[[], str] | None = None, stderr: bool = False) -> None:
        self.toolbar = toolbar
        self._stderr = stderr
        self._session: Any = None

    def read(self, *, lines: bool = False, default: str = "") -> Reply:
        session = self._prepared()
        text = session.prompt(
            "› ",
            multiline=True,
            default=default,
            key_bindings=_keys(many_lines=lines),
            prompt_continuation="  ",
            bottom_toolbar=self.toolbar,
            refresh_interval=1.0 if self.toolbar else 0,
        )
        return parse(text)

    def _prepared(self) -> Any:
        if self._session is None:
            from prompt_toolkit import PromptSession
            from prompt_toolkit.output import create_output

            output = create_output(stdout=sys.stderr if self._stderr else sys.stdout)
            self._session = PromptSession(output=output)
        return self._session


def _keys(*, many_lines: bool) -> Any:
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: Any) -> None:
        buffer = event.current_buffer
        document = buffer.document
        at_end = not document.text_after_cursor.strip()
        empty_line = not document.current_line.strip()
        command = document.line_count == 1 and document.text.lstrip().startswith(":")
        if not many_lines or command or (at_end and empty_line):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    @keys.add("escape", "enter")
    def _send(event: Any) -> None:
        event.current_buffer.validate_and_handle()

    return keys


def reader_for(*, json: bool = False, toolbar: Callable[[], str] | None = None) -> Reader:
    """A terminal's reader where a person sits at both ends, else lines of stdin."""
    screen = sys.stderr if json else sys.stdout
    if sys.stdin is None:  # closed by whoever started us
        return LineReader(io.StringIO())
    if sys.stdin.isatty() and screen.isatty():
        return TerminalReader(toolbar=toolbar, stderr=json)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    return LineReader()
