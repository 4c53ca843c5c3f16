"""Requests are sorted by length.

Short requests first would lower the mean waiting time, but a server does not know the lengths ahead, and long requests may starve. Here requests are admitted in arrival order.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = [None] * len(lengths)
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        length = lengths[i]
        start = heapq.heappop(slots)
        schedule[i] = (start, start + length - 1)
        heapq.heappush(slots, start + length)
    return schedule


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
