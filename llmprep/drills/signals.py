"""Ctrl-C and polite requests to end: kept until nothing can swallow them, and turned into an orderly end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def kept_waiting() -> Iterator[list[int]]:
    """Signals that would end the program come at the end of the `with`, however that is left.

    For code that loses what is raised in the middle of it: callbacks of the garbage collector, imports that go on
    without what they could not have. Yields the list of the signals that have come.
    """
    came: list[int] = []
    try:
        with _handled(ENDING, lambda number, _: came.append(number), instead_of=callable):
            yield came
    finally:
        if came:
            signal.raise_signal(came[0])


@contextmanager
def orderly_end() -> Iterator[None]:
    """A terminal that closes, or a request to end, raises SystemExit here, so that what is open can be closed."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    with _handled(ENDING[1:], leave, instead_of=lambda handler: handler == signal.SIG_DFL):
        yield


@contextmanager
def _handled(
    names: Sequence[str], handle: Callable[[int, Any], object], *, instead_of: Callable[[Any], bool]
) -> Iterator[None]:
    """Handle these signals, where what handles them now is to be replaced. Only a main thread can; others go on as is."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        wanted = [getattr(signal, name) for name in names if hasattr(signal, name)]
        before = {s: signal.signal(s, handle) for s in wanted if instead_of(signal.getsignal(s))}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
