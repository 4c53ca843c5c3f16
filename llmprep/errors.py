"""The one exception that is meant for people, and the exit statuses of the program."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses; a contract with scripts."""

    DONE = 0
    NOT_PASSED = 1
    MISUSE = 2
    UNAVAILABLE = 3
    INTERRUPTED = 130


class UserError(Exception):
    """Something that the user can mend: what is wrong, where, and what to do.

    Raised anywhere, printed in exactly one place (`llmprep.__main__`), never with a traceback.
    `lines` are further faults or hints, one a line.
    """

    def __init__(self, message: str, *, lines: Iterable[str] = (), exit_status: Exit = Exit.MISUSE) -> None:
        super().__init__(message)
        self.message = message
        self.lines = tuple(lines)
        self.exit_status = exit_status


def unknown(kind: str, name: str, known: Iterable[str], *, see: str = "") -> UserError:
    """The error for an unknown id, topic or drill, with its nearest matches.

    `see` is the command that lists what there is.
    """
    known = list(known)
    by_fold = {k.casefold(): k for k in known}
    near = [by_fold[m] for m in difflib.get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.5)]
    near += [k for k in known if name and name.casefold() in k.casefold() and k not in near][: 3 - len(near)]
    lines = [f"did you mean: {', '.join(near)}?"] if near else []
    if see:
        lines.append(f"`{see}` lists them all")
    return UserError(f"no {kind} is called {name!r}", lines=lines)
