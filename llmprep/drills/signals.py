"""Ctrl-C and polite requests to end: kept until nothing can swallow them, and turned into an orderly end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def kept_waiting() -> Iterator[list[int]]:
    """Signals that would end the program come at the end of the `with`, however that is left.

    For code that loses what is raised in the middle of it: callbacks of the garbage collector, imports that go on
    without what they could not have. Yields the list of the signals that have come.
    """
    came: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        wanted = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
        before = {s: signal.signal(s, lambda n, _: came.append(n)) for s in wanted if callable(signal.getsignal(s))}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


@contextmanager
def orderly_end() -> Iterator[None]:
    """A terminal that closes, or a request to end, raises SystemExit here, so that what is open can be closed."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        wanted = [getattr(signal, name) for name in ENDING[1:] if hasattr(signal, name)]
        before = {s: signal.signal(s, leave) for s in wanted if signal.getsignal(s) == signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
