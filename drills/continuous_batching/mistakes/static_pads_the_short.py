"""All requests of a static batch finish together.

The slot stays blocked until the longest request ends, but a request is done at its own last token; what follows is padding. Report each request's own finish and let only the next batch wait.
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
        schedule += [(start, start + max(batch) - 1) for length in batch]
        start += max(batch)
    return schedule
