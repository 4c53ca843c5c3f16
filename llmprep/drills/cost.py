"""What a submission costs: ratios between sizes, or against a yardstick of the same run, measured by the parent."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from llmprep.drills.cases import Ceiling, Growth, Script, Step, as_script
from llmprep.drills.script import encode

if TYPE_CHECKING:
    from llmprep.drills.pool import Submission
    from llmprep.drills.truth import Truth

TRIES = 3
"""A cost that is too high is measured again: a busy machine must not fail a right submission."""
FLOOR_BYTES = 4 * 2**20
"""Peaks are read with this much noise; it is added below every ratio, so that small peaks cannot fail it."""


def measure(submission: Submission, case: Script | Step, of: str, repeats: int = 3) -> float:
    """Processor seconds or peak bytes of one call, without autograd."""
    encoded, tensors = encode(as_script(case), grads=False, seed=0)
    measured = submission.measure(encoded, tensors, of=of, repeats=repeats)
    return float(measured.cpu_s if of == "time" else measured.peak_bytes)


def check_cost(submission: Submission, cost: Growth | Ceiling) -> str | None:
    """None, or what costs too much. Judged by the best of a few measurements."""
    message = None
    for _ in range(TRIES):
        message = _growth(submission, cost) if isinstance(cost, Growth) else _ceiling(submission, cost)
        if message is None:
            return None
    return message


def _growth(submission: Submission, cost: Growth) -> str | None:
    small, large = cost.sizes
    low = measure(submission, cost.fn(small), cost.of)
    high = measure(submission, cost.fn(large), cost.of)
    if cost.of == "memory":
        ratio = high / max(low, FLOOR_BYTES)
        if ratio <= cost.at_most:
            return None
        how = f"{low / 2**20:.0f} MiB at size {small:,}, {high / 2**20:.0f} MiB at {large:,}"
        return f"peak extra memory grows {ratio:.1f}-fold ({how}); at most {cost.at_most:g}-fold is allowed"
    ratio = high / max(low, 1e-6)
    if ratio <= cost.at_most:
        return None
    return (
        f"{large / small:g} times the size takes {ratio:.1f} times the processor time; "
        f"at most {cost.at_most:g} times is allowed"
    )


def _ceiling(submission: Submission, cost: Ceiling) -> str | None:
    case, yardstick = cost.fn()
    if cost.of == "memory":
        used = measure(submission, case, "memory")
        if used <= yardstick:
            return None
        return f"peak extra memory is {used / 2**20:.1f} MiB; at most {yardstick / 2**20:.1f} MiB is allowed"
    base = _baseline_s(yardstick)
    used = measure(submission, case, "time")
    if used <= cost.at_most * base:
        return None
    return f"takes {used / base:.2f} times the processor time of the yardstick; at most {cost.at_most:g} is allowed"


def against_reference(submission: Submission, truth: Truth, cost: Growth | Ceiling) -> float:
    """The submission's processor time over the reference's, on one device-independent case of the suite."""
    case = as_script(cost.fn(cost.sizes[1]) if isinstance(cost, Growth) else cost.fn()[0])
    base = _baseline_s(lambda: truth.run(case, grads=False, seed=0, upcast=False, device="cpu"))
    return measure(submission, case, "time") / max(base, 1e-6)


def _baseline_s(baseline: Callable[[], Any], repeats: int = 3) -> float:
    """Processor seconds of the yardstick in this process, on one thread as in the worker."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        best = float("inf")
        with torch.no_grad():
            for _ in range(repeats):
                start = time.process_time()
                baseline()
                best = min(best, time.process_time() - start)
        return best
    finally:
        torch.set_num_threads(threads)
