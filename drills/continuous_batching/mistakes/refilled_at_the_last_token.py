"""The slot is refilled one step too early.

A request that produces its last token in step f occupies its slot in step f; the next one can start at f + 1. Starting at f puts two requests in one slot, which is a batch of max_batch + 1 that the cache was not sized for. Push start + length, not the finish.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = []
    for length in lengths:
        start = heapq.heappop(slots)
        schedule.append((start, start + length - 1))
        heapq.heappush(slots, start + length - 1)
    return schedule


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
