"""Where a command writes: results to stdout, everything else to stderr, one JSON object where asked."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 100
"""The width of text that goes to a pipe or a file."""


def _console(*, stderr: bool, no_color: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(stderr=stderr, no_color=no_color or None, width=width, highlight=False, soft_wrap=False)


def out(no_color: bool = False) -> Console:
    """The console of results."""
    return _console(stderr=False, no_color=no_color)


def err(no_color: bool = False) -> Console:
    """The console of messages, warnings and progress."""
    return _console(stderr=True, no_color=no_color)


def emit_json(obj: Any) -> None:
    """One object on stdout, on one line."""
    print(json.dumps(obj, ensure_ascii=False, default=str), flush=True)


def is_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
