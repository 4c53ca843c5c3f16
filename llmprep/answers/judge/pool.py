"""Several calls at once, results in the order in which they come, stopped at any time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def run(
    tasks: Iterable[Task], work: Callable[[Task], Result], *, jobs: int
) -> Generator[tuple[Task, Result | Exception], None, None]:
    """Do all tasks, `jobs` at a time, and yield each with its result or the exception that it raised.

    Whoever stops iterating stops the rest: what is under way is abandoned, what waits is not begun. The threads are
    daemons, so that an interrupted program does not wait for a slow server.
    """
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    count = 0
    for task in tasks:
        waiting.put(task)
        count += 1
    done: queue.SimpleQueue[tuple[Task, Result | Exception]] = queue.SimpleQueue()
    stopped = threading.Event()

    def labour() -> None:
        while not stopped.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((task, work(task)))
            except Exception as error:
                done.put((task, error))

    for _ in range(min(jobs, count)):
        threading.Thread(target=labour, name="llmprep-judge-pool", daemon=True).start()
    try:
        for _ in range(count):
            while True:  # a wait without end could not be interrupted on every platform
                try:
                    yield done.get(timeout=0.2)
                    break
                except queue.Empty:
                    continue
    finally:
        stopped.set()
