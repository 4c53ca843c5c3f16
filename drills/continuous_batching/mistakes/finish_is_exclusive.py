"""The finish is one step late.

A request of one token starts and finishes in the same step. start + length is the step after the last token; reporting it makes every latency one step too long. The finish is start + length - 1.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = []
    for length in lengths:
        start = heapq.heappop(slots)
        schedule.append((start, start + length))
        heapq.heappush(slots, start + length)
    return schedule


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length) for length in batch]
        start += max(batch)
    return schedule
