"""The schedule is listed in the order of finishing.

The result tells about request i at place i. Sorted by finish, latencies are booked on the wrong requests. Keep the order of `lengths`.
"""

import heapq


def continuous_schedule(lengths, max_batch):
    slots = [0] * max_batch
    schedule = []
    for length in lengths:
        start = heapq.heappop(slots)
        schedule.append((start, start + length - 1))
        heapq.heappush(slots, start + length)
    return sorted(schedule, key=lambda pair: pair[1])


def static_schedule(lengths, max_batch):
    schedule, start = [], 0
    for first in range(0, len(lengths), max_batch):
        batch = lengths[first : first + max_batch]
        schedule += [(start, start + length - 1) for length in batch]
        start += max(batch)
    return schedule
