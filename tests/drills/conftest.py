"""One warm worker for all tests of the drill grader in this process."""

from __future__ import annotations

import pytest

from llmprep.drills.pool import Limits, Worker


@pytest.fixture(scope="session")
def worker():
    """A worker in the best isolation that this machine has."""
    with Worker.start() as started:
        yield started


@pytest.fixture(scope="session")
def impatient():
    """Limits that keep hostile tests short and still leave a busy machine time for an honest call."""
    return Limits(load_s=5.0, call_s=4.0, cpu_s=20, memory_bytes=2**30)
