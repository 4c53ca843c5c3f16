"""Continuous against static batching."""

import heapq


def continuous_schedule(lengths: list[int], max_batch: int) -> list[tuple[int, int]]:
    """(start, finish) steps of every request, in arrival order, when a slot is refilled as soon as it is free.

    lengths: tokens that each request generates, one a step; steps count from 0.
    Source: Yu et al., Orca (OSDI 2022), iteration-level scheduling.
    """
    # The step at which each slot is free. Slots are alike, so only the earliest one matters: a heap.
    free_at = [0] * max_batch
    schedule = []
    for length in lengths:
        start = heapq.heappop(free_at)
        schedule.append((start, start + length - 1))
        heapq.heappush(free_at, start + length)
    return schedule


def static_schedule(lengths: list[int], max_batch: int) -> list[tuple[int, int]]:
    """(start, finish) steps of every request when the next batch waits for the longest request of this one."""
    schedule = []
    start = 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
