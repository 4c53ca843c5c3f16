"""One request too many is admitted.

max_batch + 1 requests run at once. The batch limit comes from memory for the KV cache; exceeding it means preemption or an out-of-memory error. Use max_batch slots.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * (max_batch + 1)
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
        start += max(batch)
    return schedule
